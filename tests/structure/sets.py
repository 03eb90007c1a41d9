"""Sets of papers for these tests: file name → paragraphs, read as `analyze` reads them."""

from dataclasses import replace

from pipeline.domain.agreement import Agreement
from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.elsewhere import Elsewhere
from pipeline.domain.places import LineAt, Span
from pipeline.extraction import find_agreement_terms
from pipeline.structure import find_answered, segment, settle_references, stands_elsewhere
from tests.structure.agreements import vocabulary


def papers(**texts: tuple[str, ...]) -> tuple[Agreement, ...]:
    """Return the agreements; an underscore in a name stands for a hyphen in the file's."""
    return tuple(
        paper(f"d{n}", name.replace("_", "-"), *paragraphs)
        for n, (name, paragraphs) in enumerate(texts.items(), start=1)
    )


def paper(id: str, name: str, *paragraphs: str) -> Agreement:
    text, blocks = "", []
    for at, paragraph in enumerate(paragraphs):
        text += "\n\n" if text else ""
        span = Span(len(text), len(text) + len(paragraph))
        text += paragraph
        blocks.append(Block(span, BlockKind.PARAGRAPH, (Piece(span, LineAt(at + 1)),)))
    source = Source(f"{name}.txt", "text/plain", "0" * 64, len(text))
    made = segment(Document(id, source, text, tuple(blocks)), vocabulary())
    return replace(made, terms=find_agreement_terms(made, vocabulary()))


def settled(*agreements: Agreement) -> tuple[Agreement, ...]:
    """Return the papers of a set with what they answer in each other."""
    return settle_references(agreements, find_answered(agreements, vocabulary()))


def elsewhere(**texts: tuple[str, ...]) -> Elsewhere:
    return stands_elsewhere(papers(**texts), vocabulary())
