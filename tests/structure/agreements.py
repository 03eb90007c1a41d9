"""Documents for these tests, one block a paragraph, and the vocabulary of the clause library."""

from functools import cache

from pipeline.domain.agreement import Agreement
from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.places import LineAt, Span
from pipeline.language import Vocabulary
from pipeline.library import load_library
from pipeline.structure import segment


@cache
def vocabulary() -> Vocabulary:
    return load_library().vocabulary


def document(
    *paragraphs: str, name: str = "paper.txt", kinds: dict[int, BlockKind] | None = None
) -> Document:
    text, blocks = "", []
    for at, paragraph in enumerate(paragraphs):
        text += "\n\n" if text else ""
        span = Span(len(text), len(text) + len(paragraph))
        text += paragraph
        kind = (kinds or {}).get(at, BlockKind.PARAGRAPH)
        blocks.append(Block(span, kind, (Piece(span, LineAt(at + 1)),)))
    return Document("d1", Source(name, "text/plain", "0" * 64, len(text)), text, tuple(blocks))


def agreement(*paragraphs: str, name: str = "paper.txt") -> Agreement:
    return segment(document(*paragraphs, name=name), vocabulary())
