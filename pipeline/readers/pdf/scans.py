"""Pages whose text layer can't be trusted: recognised from their picture, or listed as unread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.apart import Apart, PageByOcr, SetAside
from pipeline.readers.manner import Manner
from pipeline.readers.ocr.program import find_program
from pipeline.readers.ocr.scan import Recognised
from pipeline.readers.pdf import comparing
from pipeline.readers.pdf.legible import Legible, judge, sound_lines
from pipeline.readers.pdf.lines import Line
from pipeline.readers.pdf.pages import Page
from pipeline.readers.pdf.pictures import recognise_pages
from pipeline.readers.pdf.scan_notes import Account, notes_on

_TRUSTED = 0.75  # mean confidence from which a recognition is held against a text layer
_POOREST = 0.45  # mean confidence under which what was recognised is no text
_FEW_WORDS = 5  # no page of an agreement has fewer, unless it is none


@dataclass(frozen=True, slots=True)
class Checked:
    """All pages with the words they show, which of them could not be read, which were recognised."""

    pages: tuple[Page, ...]
    unread: tuple[int, ...] = ()
    by_ocr: tuple[PageByOcr, ...] = ()
    notes: tuple[str, ...] = ()


def checked(data: bytes, pages: Sequence[Page], *, manner: Manner) -> Checked:
    """Return the pages of a file, recognised where their text layer can't be trusted."""
    worth = {page.number: judge(page) for page in pages}
    doubtful = [page for page in pages if worth[page.number] is not Legible.SOUND]
    if not doubtful:
        return Checked(tuple(pages))
    program = find_program() if manner.ocr else None
    able = program is not None and program.reads(manner.languages)
    seen: Mapping[int, Recognised] = {}
    if program is not None and able:
        seen = recognise_pages(data, doubtful, program=program, manner=manner)
    outcomes = {p.number: _outcome(p, worth[p.number], seen.get(p.number), able=able) for p in doubtful}
    return Checked(
        tuple(outcomes[p.number].page if p.number in outcomes else p for p in pages),
        tuple(number for number, outcome in outcomes.items() if outcome.unread),
        tuple(outcome.by_ocr for outcome in outcomes.values() if outcome.by_ocr),
        tuple(notes_on([o.account for o in outcomes.values()], manner=manner, program=program)),
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a page that was judged not sound."""

    page: Page
    account: Account
    unread: bool = False
    by_ocr: PageByOcr | None = None


def _outcome(page: Page, worth: Legible, seen: Recognised | None, *, able: bool) -> _Outcome:
    if worth in (Legible.PICTURE, Legible.BROKEN):
        return _instead(page, worth, seen, able=able)
    if seen is None:
        unchecked = worth is Legible.OVER_PICTURE and page.unshown >= 0.5
        return _Outcome(page, Account(page.number, unchecked=unchecked))
    if worth is Legible.HOLES:
        whole = seen.confidence >= _TRUSTED and seen.words >= 0.9 * _count(page.lines)
        return _by_ocr(page, seen) if whole else _Outcome(page, Account(page.number))
    return _compared(page, seen)


def _instead(page: Page, worth: Legible, seen: Recognised | None, *, able: bool) -> _Outcome:
    """Return the page as it was recognised; unread where that failed and it is not blank."""
    least = max(_FEW_WORDS, _count(page.lines) / 2)
    if seen is not None and seen.words >= least and seen.confidence >= _POOREST:
        return _by_ocr(page, seen)
    kept = replace(page, lines=sound_lines(page.lines)) if worth is Legible.BROKEN else page
    # A mark, a photograph or a line drawing beside no text at all says nothing that could be missed.
    small = page.drawing.picture < 0.5 and seen is not None and seen.words < _FEW_WORDS
    if worth is Legible.PICTURE and seen is not None and (small or seen.blank):
        return _Outcome(kept, Account(page.number))
    return _Outcome(kept, Account(page.number, unread=True, failed=able), unread=True)


def _compared(page: Page, seen: Recognised) -> _Outcome:
    """Return the page with the words of its picture where its text layer says something else."""
    if seen.blank or seen.confidence < _TRUSTED:
        return _Outcome(page, Account(page.number, unchecked=page.unshown >= 0.5))
    invented = comparing.missing_from(page.lines, seen.lines)
    lost = comparing.missing_from(seen.lines, page.lines)
    if page.unshown < 0.5:  # visible words are on the page; only what the picture adds counts
        enough = comparing.agree(page.lines, seen.lines) or not lost
        return _Outcome(page, Account(page.number)) if enough else _by_ocr(page, seen)
    if comparing.agree(page.lines, seen.lines) and not invented and not lost:
        return _Outcome(page, Account(page.number))
    if not comparing.agree(page.lines, seen.lines):
        invented = page.lines
    why = "in the text layer, not in the picture of the page"
    aside = tuple(SetAside(Apart.HIDDEN, line.text, line.place, why) for line in invented)
    outcome = _by_ocr(replace(page, apart=(*page.apart, *aside)), seen)
    return replace(outcome, account=replace(outcome.account, disagreed=True))


def _by_ocr(page: Page, seen: Recognised) -> _Outcome:
    """Return the page with the words that were recognised, turned as they lie."""
    turn = seen.lines[0].turn
    sideways = turn is not None and turn.quarters % 2 == 1
    was = page.lines[0].turn if page.lines else None
    was_sideways = was is not None and was.quarters % 2 == 1
    size = (page.height, page.width) if sideways is not was_sideways else (page.width, page.height)
    read = replace(
        page,
        width=size[0],
        height=size[1],
        lines=seen.lines,
        sideways=(),
        characters=sum(sum(map(str.isalnum, line.text)) for line in seen.lines),
    )
    if sideways is not was_sideways:
        read = replace(read, drawing=replace(read.drawing, rules=()))
    account = Account(page.number, confidence=seen.confidence, unsure=seen.unsure)
    return _Outcome(read, account, by_ocr=PageByOcr(page.number, seen.confidence))


def _count(lines: Sequence[Line]) -> int:
    return sum(len(line.words) for line in lines)
