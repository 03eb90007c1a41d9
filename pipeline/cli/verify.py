"""`clausegap verify`: is every quote of a review in the files, at its place."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import options, screen
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.domain.document import Document

SHOWN = 20  # misquotes in full; the rest are counted


@click.command()
@click.argument("review", metavar="REVIEW", type=options.PATH)
@click.argument("paths", metavar="FILES...", nargs=-1, required=True, type=options.PATH)
def verify(review: Path, *, paths: tuple[Path, ...]) -> int:
    """Check that every quote of a review is in the files, at its place.

    REVIEW is a review.json, FILES the documents or their folder. Exit 1 where a quote does not stand
    there word for word, or a document of the review is not among the files.
    """
    from pipeline.cli.quotes import misquotes, quotes_in
    from pipeline.readers.intake import file_digest, find_documents

    agreements = _agreements(review)
    files = {file_digest(path): path for path in find_documents(paths).documents}
    checked, wrong = 0, []
    try:
        for agreement in agreements:
            documents, missing = _documents(agreement, files)
            wrong += [f"{name} is not among the files, or has changed since." for name in missing]
            known = {d["id"]: d["name"] for d in agreement["documents"]}
            wrong += [
                f"{known.get(m.quote.document, agreement['supplier'])}: “{_short(m.quote.words)}”: {m.why}."
                for m in misquotes(agreement, documents)
            ]
            checked += sum(q.document in documents or not q.document for q in quotes_in(agreement))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UsageError(f"{review} is not a whole review.json of clausegap.") from error
    _show(wrong, checked=checked)
    return 1 if wrong else 0


def _agreements(path: Path) -> list[dict[str, Any]]:
    try:
        review = json.loads(path.read_bytes())
    except OSError as error:
        raise UsageError(f"The review {path} can't be opened: {error.strerror}.") from error
    except ValueError as error:
        raise UsageError(f"{path} is not JSON; give the review.json that review wrote.") from error
    schema = review.get("schema") if isinstance(review, dict) else None
    if schema != "clausegap/review/1" or not isinstance(review.get("agreements"), list):
        raise UsageError(f"{path} is not a review of clausegap; give the review.json that review wrote.")
    return list(review["agreements"])


def _documents(agreement: dict[str, Any], files: dict[str, Path]) -> tuple["dict[str, Document]", list[str]]:
    """Read the agreement's documents again; return them by id, and the names of those not found."""
    from pipeline.readers.guarded import read_guarded

    documents: dict[str, Document] = {}
    missing: list[str] = []
    for document in agreement["documents"]:
        path = files.get(document["sha256"])
        if path is None:
            missing.append(document["name"])
        else:
            documents[document["id"]] = read_guarded(path, document_id=document["id"])
    return documents, missing


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
