"""Proposals drawn by chance on a document as read, and what its blocks read like once they are accepted."""

import io
import random
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from pipeline.domain.document import Block, BlockKind, Document
from pipeline.domain.places import Span
from pipeline.domain.proposal import NewText, Position, Proposal, ProposalKind, Replacement

_DELAY = "without undue delay and in any event within 24 hours after it becomes aware"
_NEW = _DELAY.split()


@dataclass
class Draw:
    """Draws proposals on one document; no two change the same words, so that the outcome is plain."""

    document: Document
    chance: random.Random
    used: list[Span] = field(default_factory=list)

    def proposals(self, count: int) -> list[Proposal]:
        drawn = (self._one(n) for n in range(count))
        return [proposal for proposal in drawn if proposal is not None]

    def _one(self, n: int) -> Proposal | None:
        index = self.chance.randrange(len(self.document.blocks))
        block = self.document.blocks[index]
        if "header" in block.pieces[0].place.part or "footer" in block.pieces[0].place.part:
            return None  # whether they are read depends on what the text says
        kind = self.chance.choice(
            ("replace", "replace", "coarse", "strike", "insert", "add", "comment", "whole")
        )
        comment = f"{n}: the clause falls short of the guidance.\nFallback: as it was."
        if kind == "comment":
            return _proposal(ProposalKind.COMMENT, self._words(block, 1, 6), comment)
        if kind == "add":
            return self._addition(index, block, comment, n)
        span = block.span if kind == "whole" else self._words(block, 1, 5)
        if kind == "insert":
            span = Span(span.end, span.end)
        if block.kind is BlockKind.TABLE_ROW and (
            kind not in ("insert", "replace") or self._reaches_out(block, span)
        ):
            return None
        if any(span.start <= other.end and other.start <= span.end for other in self.used):
            return None
        self.used.append(span)
        old = self.document.quote(span)
        new = {"strike": "", "whole": "", "insert": " " + self._new(), "coarse": self._changed(old)}.get(
            kind, self._new()
        )
        return _proposal(ProposalKind.EDIT, block.span, comment, (Replacement(span, old, new),))

    def _addition(self, index: int, block: Block, comment: str, n: int) -> Proposal | None:
        models = [
            i
            for i, b in enumerate(self.document.blocks)
            if b.kind not in (BlockKind.TABLE_ROW, BlockKind.FOOTNOTE)
        ]
        if not models:
            return None
        like = self.chance.choice(models)
        number = f"9.{n}" if self.document.quote(self.document.blocks[like].span).startswith("7.") else None
        heading = self.chance.choice(("", "", "Notice"))
        text = f"New: {self._new()}."
        new = (NewText(index, like, text, number=number, heading=heading),)
        return _proposal(ProposalKind.NEW_CLAUSE, block.span, comment, new_text=new)

    def _reaches_out(self, block: Block, span: Span) -> bool:
        """Tell whether words reach over a cell's end."""
        return "|" in self.document.quote(Span(span.start, min(span.end + 2, block.span.end)))

    def _new(self) -> str:
        start = self.chance.randrange(len(_NEW) - 2)
        return " ".join(_NEW[start : start + self.chance.randint(1, 4)])

    def _changed(self, old: str) -> str:
        words = old.split(" ")
        words[self.chance.randrange(len(words))] = self._new()
        return " ".join(words)

    def _words(self, block: Block, least: int, most: int) -> Span:
        text = self.document.quote(block.span)
        starts = [0] + [n + 1 for n, c in enumerate(text) if c == " "]
        first = self.chance.randrange(len(starts))
        last = min(len(starts), first + self.chance.randint(least, most))
        end = starts[last] - 1 if last < len(starts) else len(text)
        return Span(block.span.start + starts[first], block.span.start + max(end, starts[first]))


def _proposal(kind, span, comment, replacements=(), new_text=()) -> Proposal:
    return Proposal(
        "r", "d1", kind, None, span, comment, Position.PREFERRED, tuple(replacements), tuple(new_text)
    )


def accepted_texts(data: bytes, document: Document, proposals: list[Proposal]) -> list[str]:
    """Return how the blocks of a Word file read once all these proposals are accepted."""
    behind: dict[int, list[str]] = {}
    changes = sorted((r for q in proposals for r in q.replacements), key=lambda r: r.span, reverse=True)
    order = _Order(data, document)
    for proposal in proposals:
        for new in proposal.new_text:
            heading = f"{new.heading}. " if new.heading else ""
            words = f"{new.number} {heading}{new.text}" if new.number else heading + new.text
            behind.setdefault(order.block_before(new.after), []).append(words)
    found: list[str] = []
    for index, block in enumerate(document.blocks):
        text = document.quote(block.span)
        for change in changes:
            if block.span.contains(change.span):
                start, end = change.span.start - block.span.start, change.span.end - block.span.start
                text = text[:start] + change.new + text[end:]
        found += [text, *behind.get(index, ())]
    return [" ".join(text.split()) for text in found if text.strip()]


class _Order:
    """Tells which block comes right before a paragraph that is added after another, or after its table."""

    def __init__(self, data: bytes, document: Document) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            root = etree.fromstring(archive.read("word/document.xml"))
        self._paragraphs = list(root.iter("{*}p"))
        self._index = {p: n for n, p in enumerate(self._paragraphs)}
        self._document = document

    def block_before(self, after: int) -> int:
        block = self._document.blocks[after]
        behind = self._paragraphs[block.pieces[-1].place.paragraph]
        tables = list(behind.iterancestors("{*}tbl"))
        if block.kind is BlockKind.TABLE_ROW:
            behind = tables[-1]
        last = max(self._index[p] for p in behind.iter("{*}p"))
        counted = ((n, self._starts(n)) for n in range(len(self._document.blocks)))
        return max(n for n, start in counted if start is not None and start <= last)

    def _starts(self, n: int) -> int | None:
        """Return the paragraph that a block begins in; a note stands where its reference does."""
        while self._document.blocks[n].kind is BlockKind.FOOTNOTE:
            n -= 1
        place = self._document.blocks[n].pieces[0].place
        return place.paragraph if place.part == "word/document.xml" else None  # a header stands apart
