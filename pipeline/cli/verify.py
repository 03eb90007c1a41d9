"""`clausegap verify`: is every quote of a review in the files, at its place."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import options, screen
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.domain.document import Document
    from pipeline.readers.manner import Manner

SHOWN = 20  # misquotes in full; the rest are counted


@click.command()
@click.argument("review", metavar="REVIEW", type=options.PATH)
@click.argument("paths", metavar="FILES...", nargs=-1, required=True, type=options.PATH)
def verify(review: Path, *, paths: tuple[Path, ...]) -> int:
    """Check that every quote of a review is in the files, at its place.

    REVIEW is a review.json, FILES the documents or their folder. Exit 1 where a quote does not stand
    there word for word, or a document of the review is not among the files. A manifest.json beside
    REVIEW is looked at too: is this the review that it was written for.
    """
    from pipeline.readers.intake import digest_of
    from pipeline.readers.unpacking import found_documents

    whole = _review(review)
    with found_documents(paths) as found:
        # What can't be opened has no digest: it goes by its own path, so that each is still told of.
        files = {digest_of(path) or str(path): path for path in found.documents}
        try:
            wrong, checked = _faults(whole, files)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UsageError(f"{review} is not a whole review.json of clausegap.") from error
    wrong = [*_not_in_manifest(review), *wrong]
    _show(wrong, checked=checked)
    return 1 if wrong else 0


def _faults(whole: dict[str, Any], files: dict[str, Path]) -> tuple[list[str], int]:
    """Return what is wrong with the quotes of a review, and how many were looked at."""
    from pipeline.cli.quotes import checkable, misquotes

    manners = _Manners.of(whole)
    checked, wrong = 0, []
    for agreement in whole["agreements"]:
        documents, complaints = _documents(agreement, files, manners)
        wrong += complaints
        known = {d["id"]: d["name"] for d in agreement["documents"]}
        wrong += [
            f"{known.get(m.quote.document, agreement['supplier'])}: “{_short(m.quote.words)}”: {m.why}."
            for m in misquotes(agreement, documents)
        ]
        checked += sum(1 for _ in checkable(agreement, documents))
    return wrong, checked


def _review(path: Path) -> dict[str, Any]:
    try:
        review = json.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"The review {path} can't be opened: {error.strerror}.") from error
    except ValueError as error:
        raise UsageError(f"{path} is not JSON; give the review.json that review wrote.") from error
    schema = review.get("schema") if isinstance(review, dict) else None
    if schema != "clausegap/review/1" or not isinstance(review.get("agreements"), list):
        raise UsageError(f"{path} is not a review of clausegap; give the review.json that review wrote.")
    return dict(review)


@dataclass(frozen=True, slots=True)
class _Manners:
    """How the documents of a review were read: the edition's words, the Tesseract then and now."""

    edition: str
    then: str
    now: str

    @classmethod
    def of(cls, review: dict[str, Any]) -> "_Manners":
        from pipeline.readers.manner import recogniser_in
        from pipeline.readers.ocr.program import find_program

        edition = review.get("edition")
        words = str(edition.get("reading", "")) if isinstance(edition, dict) else ""
        then = recogniser_in(words)
        program = find_program() if then else None
        return cls(words, then, program.version if program else "")

    def manner(self, document: dict[str, Any]) -> "Manner":
        """Return how the document was read; raises ValueError for a view that there is none of."""
        from pipeline.domain.apart import View
        from pipeline.readers.manner import manner_in

        return manner_in(self.edition, view=View(document.get("view", View.ACCEPTED)))

    def why_not(self, document: dict[str, Any]) -> str:
        """Say why the document can't be read as it was; "" where it can."""
        if not document.get("pages_by_ocr") or self.then == self.now:
            return ""
        has = f"here it is {self.now}" if self.now else "which is not installed here"
        return (
            f"{document['name']} has pages that Tesseract {self.then} recognised, {has}: its quotes can't be "
            "checked; review it again."
        )


def _documents(
    agreement: dict[str, Any], files: dict[str, Path], manners: _Manners
) -> tuple["dict[str, Document]", list[str]]:
    """Read the agreement's documents again; return them by id, and sentences on those that can't be."""
    from pipeline.readers.guarded import read_guarded

    documents: dict[str, Document] = {}
    complaints: list[str] = []
    for document in agreement["documents"]:
        path = files.get(document["sha256"])
        why_not = manners.why_not(document)
        if path is None:
            complaints.append(_missing(document, files))
        elif why_not:
            complaints.append(why_not)
        else:
            manner = manners.manner(document)
            documents[document["id"]] = read_guarded(path, document_id=document["id"], manner=manner)
    return documents, complaints


def _missing(document: dict[str, Any], files: dict[str, Path]) -> str:
    """Say that a document is not there, or that the file of its name is another."""
    name = PurePosixPath(document["name"]).name
    others = [digest for digest, path in files.items() if path.name == name]
    if not others:
        return f"{document['name']} is not among the files."
    if others[0] == str(files[others[0]]):
        return f"{document['name']} can't be opened: check that you may read it."
    return (
        f"{document['name']} has changed since: its SHA-256 begins with {others[0][:12]}, that of the file "
        f"reviewed with {document['sha256'][:12]}; review it again."
    )


def _not_in_manifest(review: Path) -> list[str]:
    """Say that a review is not the one of the manifest beside it, where there is one."""
    beside = review.parent / "manifest.json"
    if not beside.is_file():
        return []
    try:
        named = json.loads(beside.read_bytes())["review"]["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return [f"{beside.name} beside the review can't be read as a manifest of clausegap."]
    if hashlib.sha256(review.read_bytes()).hexdigest() == named:
        return []
    return [f"{review.name} is not the review that {beside.name} was written for: it was changed since."]


def _show(wrong: list[str], *, checked: int) -> None:
    from pipeline.reports.escaping import one_line
    from pipeline.reports.words import count

    lines = [one_line(sentence) for sentence in wrong[:SHOWN]]
    if len(wrong) > SHOWN:
        lines.append(f"… and {len(wrong) - SHOWN} more.")
    if not wrong:
        lines.append(f"{count(checked, 'quote')} checked: each is in its file, word for word, at its place.")
    else:
        lines.append(f"{count(checked, 'quote')} checked, {count(len(wrong), 'fault')}.")
    screen.tell("\n".join(lines))


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"
