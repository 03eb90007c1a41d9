"""Write a file, read it, look at its blocks: what every test of this room does."""

from pathlib import Path

from pipeline.domain.document import Block, BlockKind, Document
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.manner import Manner
from pipeline.readers.read import read


def read_bytes(
    folder: Path,
    data: bytes,
    name: str = "paper.txt",
    limits: Limits = DEFAULT_LIMITS,
    *,
    ocr: bool = False,  # a test says so where it means it: whether Tesseract is there differs
) -> Document:
    path = folder / name
    path.write_bytes(data)
    return read(path, document_id="d1", manner=Manner(limits=limits, ocr=ocr))


def read_text(folder: Path, text: str, name: str = "paper.txt") -> Document:
    return read_bytes(folder, text.encode("utf-8"), name)


def texts(document: Document) -> list[str]:
    return [document.quote(block.span) for block in document.blocks]


def of_kind(document: Document, kind: BlockKind) -> list[str]:
    return [document.quote(block.span) for block in document.blocks if block.kind is kind]


def block_with(document: Document, words: str) -> Block:
    return next(block for block in document.blocks if words in document.quote(block.span))


def numbered(document: Document) -> list[tuple[str | None, str]]:
    return [(block.number, document.quote(block.span)) for block in document.blocks]
