"""Word files (.docx, .docm, .dotx) in a view of their tracked changes, automatic numbers resolved."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.domain.apart import Apart, Change, Comment, SetAside, View
from pipeline.domain.document import BlockKind, Document, Source
from pipeline.domain.places import ParagraphAt, Place, Span
from pipeline.ooxml.package import Package
from pipeline.ooxml.text import At, WordItem, WordParagraph, WordText
from pipeline.ooxml.walk import read_word_text
from pipeline.readers.drafts import Draft, tidy, to_document
from pipeline.readers.manner import Manner
from pipeline.readers.markers import begins_item, is_heading
from pipeline.readers.rows import Cell, row_draft
from pipeline.readers.word_margins import with_headings
from pipeline.readers.word_places import Places

_LONGEST_HEADING = 200
_KINDS = {
    "insertion": ("insertion", "insertions"),
    "deletion": ("deletion", "deletions"),
    "move": ("move", "moves"),
    "format": ("change of format", "changes of format"),
}


def read_word(data: bytes, *, source: Source, document_id: str, manner: Manner) -> Document:
    """Read a Word file; a row of a table is a block, notes stand after the paragraph they belong to."""
    package = Package(
        data,
        name=source.name,
        entries=manner.limits.archive_entries,
        unpacked=manner.limits.archive_unpacked,
        ratio=manner.limits.archive_ratio,
    )
    text = read_word_text(package, name=source.name, view=manner.view)
    items, margins = with_headings(text)
    places = Places()
    drafts = [draft for item in items for draft in _drafts(item, places) if draft.text]
    document = to_document(
        drafts,
        source=source,
        document_id=document_id,
        limits=manner.limits,
        notes=tuple(_notes(text, manner.view)),
        set_aside=tuple(_set_aside(text, margins)),
        characters=text.characters,
        view=manner.view,
    )
    places.settle(drafts, document.blocks)
    return replace(document, changes=tuple(_changes(text, places)), comments=tuple(_comments(text, places)))


def _drafts(item: WordItem, places: Places) -> Iterator[Draft]:
    if isinstance(item, WordParagraph):
        yield _paragraph(item, places)
        return
    filled = [cell for cell in item.cells if cell]
    if len(filled) == 1:  # a table that draws a frame around text
        yield from (_paragraph(paragraph, places) for paragraph in filled[0])
    elif filled:
        yield row_draft([_cell(cell, places) for cell in item.cells])


def _paragraph(paragraph: WordParagraph, places: Places) -> Draft:
    text = tidy(paragraph.text).strip()
    parts = tuple(places.part(piece, paragraph.part, index) for piece, index in paragraph.pieces)
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


def _cell(cell: tuple[WordParagraph, ...], places: Places) -> Cell:
    """Return the paragraphs of a cell one after the other, with the numbers that Word draws."""
    parts: list[tuple[str, Place]] = []
    for paragraph in cell:
        here = [places.part(text, paragraph.part, index) for text, index in paragraph.pieces]
        if paragraph.number:
            parts.append((f"{paragraph.number} ", here[0][1]))
        parts += [*here, (" ", here[-1][1])]
    return parts


def _set_aside(text: WordText, margins: tuple[SetAside, ...]) -> Iterator[SetAside]:
    for kept in text.kept:
        words = tidy(kept.text).strip()
        if words:
            yield SetAside(kept.kind, words, ParagraphAt(kept.part, kept.paragraph), kept.why)
    yield from margins


def _changes(text: WordText, places: Places) -> Iterator[Change]:
    for change in text.changes:
        place, span = _anchored(change.start, change.end, places)
        yield Change(change.kind, tidy(change.text), change.author, change.date, place, span)


def _comments(text: WordText, places: Places) -> Iterator[Comment]:
    for comment in text.comments:
        place, span = _anchored(comment.start, comment.end, places)
        yield Comment(comment.text, comment.author, comment.date, place, span)


def _anchored(start: At, end: At, places: Places) -> tuple[ParagraphAt, Span]:
    return ParagraphAt(start.part, start.paragraph), places.span(start, end)


def _notes(text: WordText, view: View) -> Iterator[str]:
    if text.changes:
        yield _pending(text, view)
    hidden = sum(len(kept.text.strip()) for kept in text.kept if kept.kind is Apart.HIDDEN)
    if hidden:
        yield f"Left out {hidden:,} characters of hidden text."
    if text.embedded:
        files = "file was" if text.embedded == 1 else "files were"
        yield f"{text.embedded} embedded {files} not read: save what they hold as documents of their own."
    if text.drawn:
        drawings = "chart or diagram was" if text.drawn == 1 else "charts or diagrams were"
        yield f"{text.drawn} {drawings} not read: words in them are not in the text."


def _pending(text: WordText, view: View) -> str:
    counts = Counter(change.kind for change in text.changes)
    detail = ", ".join(f"{n} {_KINDS[kind][n > 1]}" for kind in _KINDS if (n := counts[kind]))
    changes = "change is" if len(text.changes) == 1 else "changes are"
    how = "as if all were accepted" if view is View.ACCEPTED else "as it was before them"
    return f"{len(text.changes)} tracked {changes} pending ({detail}); the text is read {how}."
