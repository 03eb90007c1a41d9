"""What became of a supplier's papers between two reviews."""

from collections.abc import Iterator, Sequence

from pipeline.domain.portfolio import ReviewedDocument, SupplierReview
from pipeline.domain.what_if import PaperChange, PaperMove

NAMED = 5
SAID = {
    PaperChange.ADDED: "{name} was added.",
    PaperChange.REMOVED: "{name} was taken out.",
    PaperChange.CHANGED: "{name} has another content.",
    PaperChange.RENAMED: "{name} was called {old_name}.",
}


def papers_moved(old: SupplierReview, new: SupplierReview) -> tuple[PaperMove, ...]:
    """Return every document that is not what it was: the newer review's in order, then those gone."""
    return tuple(_moved(old.documents, new.documents))


def read_otherwise(old: SupplierReview, new: SupplierReview) -> bool:
    """Tell whether a file that is on both sides was read in one of them alone, or with other pages."""
    before = {d.sha256: d.pages_unread for d in old.documents}
    after = {d.sha256: d.pages_unread for d in new.documents}
    if any(before[digest] != after[digest] for digest in before.keys() & after.keys()):
        return True
    named = ({d.name for d in side.documents} for side in (old, new))
    read_before, read_after = named
    return bool(set(old.unread) & read_after or set(new.unread) & read_before)


def in_sentences(moves: Sequence[PaperMove]) -> tuple[str, ...]:
    """Return a sentence for each document that moved, few of them where there are many."""
    said = tuple(SAID[m.kind].format(name=m.name, old_name=m.old_name) for m in moves[:NAMED])
    return (
        (*said, f"{len(moves) - NAMED} more papers are not what they were.") if len(moves) > NAMED else said
    )


def _moved(old: Sequence[ReviewedDocument], new: Sequence[ReviewedDocument]) -> Iterator[PaperMove]:
    same = {(d.name, d.sha256) for d in old} & {(d.name, d.sha256) for d in new}
    gone = [d for d in old if (d.name, d.sha256) not in same]
    come = [d for d in new if (d.name, d.sha256) not in same]
    for document in come:
        before = _taken(gone, "name", document.name) or _taken(gone, "sha256", document.sha256)
        if before is None:
            yield PaperMove(PaperChange.ADDED, document.name, new_sha256=document.sha256)
            continue
        kind = PaperChange.CHANGED if before.name == document.name else PaperChange.RENAMED
        yield PaperMove(kind, document.name, before.sha256, document.sha256, before.name)
    yield from (PaperMove(PaperChange.REMOVED, d.name, old_sha256=d.sha256) for d in gone)


def _taken(gone: list[ReviewedDocument], by: str, value: str) -> ReviewedDocument | None:
    """Take the document with this name or digest out of those that are gone."""
    found = next((d for d in gone if getattr(d, by) == value), None)
    if found is not None:
        gone.remove(found)
    return found
