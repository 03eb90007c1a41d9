"""What was filled in on a page: values of form fields, ticked boxes, text typed over it.

pdfium keeps these apart from the page's text. Each value becomes words at its place, and joins the line
it was written on.
"""

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from pipeline.readers.pdf.geometry import Matrix
from pipeline.readers.pdf.lines import Box, Line, Turn, Word, line_of

_MOST = 2_000  # fields on a page
_UNSEEN = 0x02 | 0x20  # flags: hidden, not viewed
_TICKED, _UNTICKED = "☒", "☐"
_USUAL = 10.0  # points of type, where the field doesn't say
_WIDTH = 0.5  # of the type size, for a letter
_LEADING = 1.2
_ASCENT, _DESCENT = 0.8, 0.2  # as for the lines of the page
_LONGEST = 2_000_000  # bytes of a value
_NEAR = 200.0  # points between a field and the words on its line


class Field(NamedTuple):
    """A value as it is shown, its box on the page as it is read, its type size, and whether it is shown."""

    text: str
    box: Box
    size: float
    shown: bool


def fields_on(page: pdfium.PdfPage, frame: Matrix) -> list[Field]:
    """Return the values on a page; the caller holds pdfium's lock."""
    form = page.formenv.raw if page.formenv else None
    found: list[Field] = []
    for n in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST)):
        item = raw.FPDFPage_GetAnnot(page.raw, n)
        if not item:
            continue
        text = _value(item, form)
        if text.strip():
            shown = not raw.FPDFAnnot_GetFlags(item) & _UNSEEN
            found.append(Field(text, _box(item, frame), _size(item, form), shown))
        raw.FPDFPage_CloseAnnot(item)
    return found


def with_fields(lines: list[Line], fields: list[Field], *, page: int, turn: Turn | None) -> list[Line]:
    """Return the lines of a page with the values on them, those that stand alone after what is above them."""
    lines = list(lines)
    for field in fields:
        for words in _lines_of(field):
            n = _beside(words, lines)
            if n is not None:
                held = lines[n]
                both = sorted([*held.words, *words], key=lambda word: word.box[0])
                lines[n] = line_of(both, page=page, turn=held.turn)
                continue
            own = line_of(words, page=page, turn=turn)
            above = [n for n, line in enumerate(lines) if line.bottom <= own.bottom and _overlap(line, own)]
            lines.insert(above[-1] + 1 if above else 0, own)
    return lines


def _lines_of(field: Field) -> Iterator[list[Word]]:
    """Yield a value's words line by line, set from the left; of one line in the middle of its field."""
    left, top, right, bottom = field.box
    rows = [row.split() for row in field.text.splitlines() if row.strip()]
    base = (top + bottom) / 2 + 0.3 * field.size if len(rows) == 1 else top + field.size
    for row in rows:
        words: list[Word] = []
        at = left + 2
        for text in row:
            end = at + _WIDTH * field.size * len(text)
            if end > right and words and base + _LEADING * field.size <= bottom:
                yield words
                words, at, end = [], left + 2, left + 2 + end - at
                base += _LEADING * field.size
            words.append(Word(text, _about(at, base, end, field.size), size=round(field.size, 2)))
            at = end + _WIDTH * field.size
        yield words
        base += _LEADING * field.size


def _about(left: float, base: float, right: float, size: float) -> Box:
    top, bottom = base - _ASCENT * size, base + _DESCENT * size
    return round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)


def _beside(words: list[Word], lines: list[Line]) -> int | None:
    """Return which line the words were written on; None where they stand alone."""
    left, top, right, bottom = words[0].box[0], words[0].box[1], words[-1].box[2], words[0].box[3]
    near: list[tuple[float, int]] = []
    for n, line in enumerate(lines):
        overlap = min(bottom, line.bottom) - max(top, line.top)
        if overlap > 0.5 * min(bottom - top, line.bottom - line.top):
            away = max(line.left - right, left - line.right, 0.0)
            near.append((away, n))
    return min(near)[1] if near and min(near)[0] <= _NEAR else None


def _overlap(line: Line, other: Line) -> bool:
    return line.left < other.right and line.right > other.left


def _value(item: Any, form: Any) -> str:
    kind = raw.FPDFAnnot_GetSubtype(item)
    if kind == raw.FPDF_ANNOT_FREETEXT:
        return _string(lambda buffer, size: raw.FPDFAnnot_GetStringValue(item, b"Contents", buffer, size))
    if kind != raw.FPDF_ANNOT_WIDGET or form is None:
        return ""
    field = raw.FPDFAnnot_GetFormFieldType(form, item)
    if field in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        return _TICKED if raw.FPDFAnnot_IsChecked(form, item) else _UNTICKED
    if field in (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX):
        return _string(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, item, buffer, size))
    return ""


def _string(ask: Callable[[Any, int], int]) -> str:
    """Return what pdfium writes to a buffer of the size that it asks for."""
    size = ask(None, 0)
    if not 2 < size <= _LONGEST:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    ask(buffer, size)
    return bytes(buffer)[: size - 2].decode("utf-16-le", errors="replace")


def _box(item: Any, frame: Matrix) -> Box:
    rect = raw.FS_RECTF()
    raw.FPDFAnnot_GetRect(item, ctypes.byref(rect))
    return frame.around((rect.left, rect.bottom, rect.right, rect.top))


def _size(item: Any, form: Any) -> float:
    size = ctypes.c_float()
    if form is not None and raw.FPDFAnnot_GetFontSize(form, item, ctypes.byref(size)) and size.value > 0:
        return size.value
    return _USUAL
