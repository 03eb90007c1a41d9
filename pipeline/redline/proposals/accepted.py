"""A document as it would read with proposals accepted, so that it can be judged before it is sent."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.domain.document import Block, Document, Piece
from pipeline.domain.places import Span
from pipeline.domain.proposal import NewText, Proposal, Replacement
from pipeline.redline.proposals.numbers import number_after


@dataclass(frozen=True, slots=True)
class _Paragraph:
    text: str
    like: Block
    number: str | None


def accepted(document: Document, proposals: Sequence[Proposal]) -> Document:
    """Return the document with every replacement made and all new text in place."""
    changes: dict[int, list[Replacement]] = defaultdict(list)
    added: dict[int, list[NewText]] = defaultdict(list)
    for proposal in proposals:
        for change in proposal.replacements:
            changes[_block_of(document, change.span)].append(change)
        for new in proposal.new_text:
            added[new.after].append(new)
    paragraphs: list[_Paragraph] = []
    for n, block in enumerate(document.blocks):
        text = _changed(document, block, changes.get(n, ()))
        if text.strip():
            paragraphs.append(_Paragraph(text, block, block.number))
        paragraphs += _new(document, added.get(n, ()))
    return _laid_out(document, paragraphs)


def _block_of(document: Document, span: Span) -> int:
    return next(
        n for n, b in enumerate(document.blocks) if b.span.start <= span.start and span.end <= b.span.end
    )


def _changed(document: Document, block: Block, changes: Sequence[Replacement]) -> str:
    # The last change first, so that earlier places stay valid; of insertions at one place the later first.
    text = document.text
    parts, end = [], block.span.end
    ordered = sorted(enumerate(changes), key=lambda row: (row[1].span.start, row[1].span.end, row[0]))
    for _, change in reversed(ordered):
        parts += [text[change.span.end : end], change.new]
        end = change.span.start
    return "".join(reversed([*parts, text[block.span.start : end]]))


def _new(document: Document, added: Sequence[NewText]) -> Iterator[_Paragraph]:
    last: dict[int, str | None] = {}
    for new in added:
        like = document.blocks[new.like]
        number = last.get(new.like, like.number)
        counted = number_after(number) if number and new.number is None else None
        last[new.like] = counted or number
        heading = f"{new.heading}. " if new.heading else ""
        typed = f"{new.number} " if new.number else ""
        yield _Paragraph(f"{typed}{heading}{new.text}", like, counted)


def _laid_out(document: Document, paragraphs: Sequence[_Paragraph]) -> Document:
    blocks, at = [], 0
    for paragraph in paragraphs:
        span = Span(at, at + len(paragraph.text))
        pieces = tuple(Piece(span, p.place) for p in paragraph.like.pieces[:1])
        blocks.append(replace(paragraph.like, span=span, pieces=pieces, number=paragraph.number))
        at = span.end + 2
    return replace(
        document,
        text="\n\n".join(p.text for p in paragraphs),
        blocks=tuple(blocks),
        changes=(),
        comments=(),
        set_aside=(),
    )
