"""What a reader is told of pages that were recognised, or could not be read: which, why, what helps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.readers.manner import Manner
from pipeline.readers.ocr.program import Program, how_to_add, how_to_install

_MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Account:
    """How the reading of a page went; `failed` where recognition was tried in vain."""

    page: int
    unread: bool = False
    failed: bool = False
    disagreed: bool = False
    unchecked: bool = False
    confidence: float | None = None
    unsure: int = 0


def notes_on(accounts: Sequence[Account], *, manner: Manner, program: Program | None) -> Iterator[str]:
    """Yield the sentences."""
    yield from _recognised([a for a in accounts if a.confidence is not None])
    disagreed = [a.page for a in accounts if a.disagreed]
    if disagreed:
        yield (
            f"The text layer of {_named(disagreed)} says something else than the picture of the page: "
            "the words of the picture were taken, those of the layer set aside as hidden text."
        )
    unchecked = [a.page for a in accounts if a.unchecked]
    if unchecked:
        yield (
            f"The words of {_named(unchecked)} are an earlier text recognition, drawn unseen over a scan; "
            "they were not compared with the picture."
        )
    yield from _unread([a for a in accounts if a.unread], manner=manner, program=program)


def _recognised(accounts: Sequence[Account]) -> Iterator[str]:
    if not accounts:
        return
    mean = sum(a.confidence or 0.0 for a in accounts) / len(accounts)
    yield (
        f"{_named([a.page for a in accounts]).capitalize()} {_were(accounts)} recognised from the picture "
        f"(OCR), at a confidence of {mean:.0%}: compare what matters with the paper."
    )
    unsure = [f"{a.unsure} on page {a.page}" for a in accounts if a.unsure]
    if unsure:
        shown = ", ".join(unsure[:_MOST_NAMED]) + (" …" if len(unsure) > _MOST_NAMED else "")
        yield f"Words that were recognised with little certainty: {shown}."


def _unread(accounts: Sequence[Account], *, manner: Manner, program: Program | None) -> Iterator[str]:
    """Say what could not be read, and what helps."""
    failed = [a.page for a in accounts if a.failed]
    if failed:
        yield (
            f"Text recognition (OCR) found no words on {_named(failed)}, or took too long: look at the "
            "paper, or ask for a better scan."
        )
    others = [a.page for a in accounts if not a.failed]
    if others:
        yield (
            f"{_named(others).capitalize()} {'shows' if len(others) == 1 else 'show'} text that the file "
            f"doesn't hold (a picture or a broken text layer): {_helps(manner, program)}."
        )


def _helps(manner: Manner, program: Program | None) -> str:
    if not manner.ocr:
        return "leave --no-ocr out to have it recognised"
    if program is None:
        return f"install Tesseract to have it recognised (OCR): {how_to_install()}"
    missing = next(name for name in manner.languages if name not in program.languages)
    return f"give Tesseract its language “{missing}” to have it recognised (OCR): {how_to_add(missing)}"


def _were(accounts: Sequence[Account]) -> str:
    return "was" if len(accounts) == 1 else "were"


def _named(pages: Sequence[int]) -> str:
    """Return "page 3", or "pages 1-4, 7": runs of pages as such."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    shown = [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs]
    return ("page " if len(pages) == 1 else "pages ") + ", ".join(shown)
