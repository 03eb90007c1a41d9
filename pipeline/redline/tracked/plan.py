"""What becomes of each proposal: words to change, paragraphs to add, or why it is said in a comment."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.domain.document import Block, BlockKind, Document
from pipeline.domain.places import ParagraphAt, Span
from pipeline.domain.proposal import NewText, Proposal, Replacement
from pipeline.redline.tracked.edits import Edit, obstacle
from pipeline.redline.tracked.lines import Line
from pipeline.redline.tracked.narrow import Small, narrow, word_bounds
from pipeline.redline.tracked.paper import Paper
from pipeline.redline.tracked.paragraphs import Site, site_after
from pipeline.redline.tracked.where import Letters, Places


class _Refused(Exception):
    """Say why a change can't be made in the text, to go on after "because"."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A paragraph to add: where, in which part, like which other."""

    site: Site
    part: str
    like: Line
    text: NewText


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposal and what is written for it; `refused` says why nothing is but the comment."""

    proposal: Proposal
    anchor: tuple[Letters, ...]
    fallback: ParagraphAt | None  # where the comment goes when none of its words has a place
    edits: tuple[Edit, ...] = ()
    additions: tuple[Addition, ...] = ()
    refused: str = ""


class Planner:
    """Plans proposals in their order; a later one gives way where an earlier changes the same words."""

    def __init__(self, document: Document, paper: Paper, places: Places) -> None:
        self._document = document
        self._paper = paper
        self._places = places
        self._taken: list[Edit] = []

    def plan(self, proposal: Proposal) -> Plan:
        """Return what is to be written for a proposal."""
        anchor = tuple(self._places.nearest(self._anchor(proposal)))
        try:
            edits = tuple(e for r in proposal.replacements for e in self._edits(r))
            additions = tuple(self._addition(text) for text in proposal.new_text)
            self._check(edits)
        except _Refused as refusal:
            return Plan(proposal, anchor, self._paragraph(proposal), refused=str(refusal))
        self._taken += edits
        return Plan(proposal, anchor, self._paragraph(proposal), edits, additions)

    def _anchor(self, proposal: Proposal) -> Span:
        """Return the words to comment on: those named, or the block they stand in."""
        if len(proposal.span):
            return proposal.span
        return self._document.blocks[self._places.block_of(proposal.span.start)].span

    def _paragraph(self, proposal: Proposal) -> ParagraphAt | None:
        block = self._document.blocks[self._places.block_of(proposal.span.start)]
        places = [p.place for p in block.pieces if isinstance(p.place, ParagraphAt)]
        return places[0] if places else None

    def _edits(self, replacement: Replacement) -> Iterator[Edit]:
        span = replacement.span
        if self._document.quote(span) != replacement.old:
            raise _Refused("the words to change don't read so in the file")
        block = self._document.blocks[self._places.block_of(span.start)].span
        if span.end > block.end:
            raise _Refused("the words to change run over more than one paragraph")
        text = self._document.quote(block)
        start, end = word_bounds(text, span.start - block.start, span.end - block.start)
        if replacement.old:
            new = (
                text[start : span.start - block.start] + replacement.new + text[span.end - block.start : end]
            )
            small = narrow(text[start:end], new)
        else:
            start, small = span.start - block.start, (Small(0, 0, replacement.new),)
        for change in small:
            at = block.start + start
            yield from self._edit(Span(at + change.start, at + change.end), change.new)

    def _edit(self, span: Span, new: str) -> Iterator[Edit]:
        if not len(span):
            yield self._insertion(span.start, new)
            return
        letters = self._places.letters(span)
        if not letters:
            raise _Refused("the words to change are written by the program, not in the text")
        for n, part in enumerate(letters):
            yield Edit(self._line(part.at), part.start, part.end, new if n == 0 else "")

    def _insertion(self, offset: int, new: str) -> Edit:
        before, after = self._places.before(offset), self._places.after(offset)
        if before is not None:
            return Edit(self._line(before.at), before.end, before.end, new)
        if after is not None:
            return Edit(self._line(after.at), after.start, after.start, new, leans_on_next=True)
        raise _Refused("the place to add words at is not in the text")

    def _check(self, edits: tuple[Edit, ...]) -> None:
        for n, edit in enumerate(edits):
            if any(edit.clashes(other) for other in (*self._taken, *edits[:n])):
                raise _Refused("another proposal changes the same words")
            if reason := obstacle(edit):
                raise _Refused(reason)

    def _addition(self, text: NewText) -> Addition:
        blocks = self._document.blocks
        if not (0 <= text.after < len(blocks) and 0 <= text.like < len(blocks)):
            raise _Refused("the place to add it at is not in the text")
        at, like = _last(blocks[text.after]), _first(blocks[text.like])
        behind = self._line(at) if at else None
        model = self._line(like) if like else None
        if at is None or behind is None or model is None:
            raise _Refused("the place to add it at is not in the text")
        if at.part != self._paper.main:
            raise _Refused("it would stand in a note, header or footer")
        if self._is_row_of_clause(blocks[text.after]):
            raise _Refused("it would stand beside its number in a row of a table")
        found = site_after(behind.paragraph, after_table=_is_row(blocks[text.after]))
        if isinstance(found, str):
            raise _Refused(found)
        return Addition(found, at.part, model, text)

    def _is_row_of_clause(self, block: Block) -> bool:
        """Tell a clause whose number stands in a cell of its own."""
        if block.kind is BlockKind.TABLE_ROW:
            return False
        places = (piece.place for piece in block.pieces if isinstance(piece.place, ParagraphAt))
        cells = (next(self._line(at).paragraph.iterancestors("{*}tc"), None) for at in places)
        return len(set(cells)) > 1

    def _line(self, at: ParagraphAt) -> Line:
        line = self._paper.line(at)
        if line is None:
            raise _Refused("its paragraph is not in the file")
        return line


def _is_row(block: Block) -> bool:
    """Tell whether a block is drawn from several cells."""
    return block.kind is BlockKind.TABLE_ROW


def _last(block: Block) -> ParagraphAt | None:
    places = [piece.place for piece in block.pieces]
    return places[-1] if places and isinstance(places[-1], ParagraphAt) else None


def _first(block: Block) -> ParagraphAt | None:
    return next((piece.place for piece in block.pieces if isinstance(piece.place, ParagraphAt)), None)
