"""The words of a clause as two versions are held against each other: no numbers, no layout.

A clause keeps its words when it is renumbered, set in capitals or saved in another format; so its
own number is left out, pointers to other clauses stand as "§", and only letters and digits count.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.domain.agreement import Agreement, AgreementSet, Clause, CrossReference
from pipeline.domain.comparison import WordKind, WordRun
from pipeline.domain.places import Span

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_NUMBER_AT_START = re.compile(
    r"\s*(?:§\s*)?(?:\d{1,3}(?:\.\d{1,3})*\.?|\([a-zA-Z0-9]{1,5}\)|[a-zA-Z]\))(?=\s)"
)


@dataclass(frozen=True, slots=True)
class Wordings:
    """The clauses of an agreement set in order, and the keys their words are compared by."""

    clauses: tuple[Clause, ...]
    keys: tuple[str, ...]
    pointers: dict[str, tuple[CrossReference, ...]]  # clause id → its pointers to other clauses
    _agreements: dict[str, Agreement]
    _whole: str

    @classmethod
    def of(cls, agreements: AgreementSet) -> "Wordings":
        """Take the clauses of all documents; tables of contents say nothing of their own."""
        by_id = {a.document.id: a for a in agreements.agreements}
        clauses = tuple(c for a in by_id.values() for c in a.clauses if c.kind != "contents")
        pointers = {c.id: _within(by_id[c.document], c.span) for c in clauses}
        keys = tuple(key_of(by_id[c.document], c.span, number=c.number) for c in clauses)
        return cls(clauses, keys, pointers, by_id, "".join(keys))

    def holds(self, key: str) -> bool:
        """Tell whether words of this key stand anywhere in the set."""
        return key in self._whole

    def key(self, document: str, span: Span) -> str:
        """Return the key of any words of the set."""
        return key_of(self._agreements[document], span) if document in self._agreements else ""


def key_of(agreement: Agreement, span: Span, *, number: str = "") -> str:
    """Return the letters and digits of the words, lower case, without number and with pointers masked."""
    parts, at = [], span.start
    for pointer in _within(agreement, span):
        parts += [agreement.document.text[at : pointer.span.start], "§"]
        at = pointer.span.end
    text = "".join([*parts, agreement.document.text[at : span.end]])
    text = text.removeprefix(number) if number else _NUMBER_AT_START.sub("", text, count=1)
    return "".join(c for c in text.casefold() if c.isalnum() or c == "§")


def _within(agreement: Agreement, span: Span) -> tuple[CrossReference, ...]:
    pointers = agreement.cross_references
    start = bisect_left(pointers, span.start, key=lambda p: p.span.start)
    found: list[CrossReference] = []
    for pointer in pointers[start:]:
        if pointer.span.start >= span.end:
            break
        if pointer.span.end <= span.end and (not found or found[-1].span.end <= pointer.span.start):
            found.append(pointer)
    return tuple(found)


def word_runs(old: str, new: str) -> tuple[WordRun, ...]:
    """Return the words of both texts in order, as same, deleted and inserted runs of whole words."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    runs: list[WordRun] = []
    for what, i, j, k, m in matcher.get_opcodes():
        if what == "equal":
            runs.append(WordRun(WordKind.SAME, "".join(before[i:j])))
            continue
        if j > i:
            runs.append(WordRun(WordKind.DELETED, "".join(before[i:j])))
        if m > k:
            runs.append(WordRun(WordKind.INSERTED, "".join(after[k:m])))
    return tuple(_joined(runs))


def _joined(runs: list[WordRun]) -> Iterator[WordRun]:
    """Join changes that only white space holds apart: "five business" for "two", not three small ones."""
    deleted: list[str] = []
    inserted: list[str] = []
    for n, run in enumerate(runs):
        between = run.kind is WordKind.SAME and not run.text.strip() and 0 < n < len(runs) - 1
        if run.kind is WordKind.SAME and not (between and deleted and inserted):
            yield from _changed(deleted, inserted)
            deleted, inserted = [], []
            yield run
            continue
        if run.kind is not WordKind.INSERTED:
            deleted.append(run.text)
        if run.kind is not WordKind.DELETED:
            inserted.append(run.text)
    yield from _changed(deleted, inserted)


def _changed(deleted: list[str], inserted: list[str]) -> Iterator[WordRun]:
    if deleted:
        yield WordRun(WordKind.DELETED, "".join(deleted))
    if inserted:
        yield WordRun(WordKind.INSERTED, "".join(inserted))
