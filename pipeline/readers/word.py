"""Word files (.docx) as they read with all changes accepted, automatic numbers resolved."""

from collections.abc import Iterator

from pipeline.domain.document import BlockKind, Document, Source
from pipeline.domain.places import ParagraphAt, Place
from pipeline.ooxml.package import Package
from pipeline.ooxml.revisions import Pending
from pipeline.ooxml.walk import WordParagraph, WordRow, WordText, read_word_text
from pipeline.readers.drafts import Draft, tidy, to_document
from pipeline.readers.manner import Manner
from pipeline.readers.markers import begins_item, is_heading
from pipeline.readers.rows import Cell, row_draft

_LONGEST_HEADING = 200


def read_word(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read a Word file; a row of a table is a block, notes stand after the paragraph they belong to."""
    package = Package(
        data,
        name=source.name,
        entries=manner.limits.archive_entries,
        unpacked=manner.limits.archive_unpacked,
        ratio=manner.limits.archive_ratio,
    )
    text = read_word_text(package, name=source.name)
    drafts = (draft for item in text.items for draft in _drafts(item))
    return to_document(
        drafts, source=source, document_id=document_id, limits=manner.limits, notes=tuple(_notes(text))
    )


def _drafts(item: WordParagraph | WordRow) -> Iterator[Draft]:
    if isinstance(item, WordParagraph):
        yield _paragraph(item)
        return
    filled = [cell for cell in item.cells if cell]
    if len(filled) == 1:  # a table that draws a frame around text
        yield from (_paragraph(paragraph) for paragraph in filled[0])
    elif filled:
        yield row_draft([_cell(cell) for cell in item.cells])


def _paragraph(paragraph: WordParagraph) -> Draft:
    text = tidy(paragraph.text).strip()
    parts = tuple((piece, _place(paragraph, index)) for piece, index in paragraph.pieces)
    number = paragraph.number or None
    if paragraph.note is not None:
        return Draft(BlockKind.FOOTNOTE, parts, paragraph.note)
    if paragraph.outline is not None and not _is_sentence(text):
        return Draft(BlockKind.HEADING, parts, number, paragraph.outline)
    if paragraph.bold and is_heading(text):
        return Draft(BlockKind.HEADING, parts, number, paragraph.level)
    if paragraph.number is not None:
        return Draft(BlockKind.LIST_ITEM, parts, number, paragraph.level)
    return Draft(BlockKind.LIST_ITEM if begins_item(text) else BlockKind.PARAGRAPH, parts)


def _is_sentence(text: str) -> bool:
    """Tell a clause from its heading: many agreements give whole clauses the style of a heading."""
    return len(text) > _LONGEST_HEADING or (text.endswith((".", ";")) and len(text.split()) > 12)


def _cell(cell: tuple[WordParagraph, ...]) -> Cell:
    """Return the paragraphs of a cell one after the other, with the numbers that Word draws."""
    parts: list[tuple[str, Place]] = []
    for paragraph in cell:
        label = f"{paragraph.number} " if paragraph.number else ""
        for text, index in paragraph.pieces:
            parts.append((label + text, _place(paragraph, index)))
            label = ""
        parts.append((" ", parts[-1][1]))
    return parts


def _place(paragraph: WordParagraph, index: int) -> ParagraphAt:
    return ParagraphAt(paragraph.part, index)


def _notes(text: WordText) -> Iterator[str]:
    if text.pending.total:
        yield _pending(text.pending)
    if text.hidden:
        yield f"Left out {text.hidden:,} characters of hidden text."
    if text.embedded:
        yield f"{text.embedded} embedded files were not read: save them as documents of their own."


def _pending(pending: Pending) -> str:
    counts = (
        (pending.insertions, "insertions"),
        (pending.deletions, "deletions"),
        (pending.moves, "moves"),
    )
    detail = ", ".join(f"{n} {name if n > 1 else name[:-1]}" for n, name in counts if n)
    changes = "change is" if pending.total == 1 else "changes are"
    return f"{pending.total} tracked {changes} pending ({detail}); the text is read as if all were accepted."
