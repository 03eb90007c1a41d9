"""What was read, drawn on the pages of its PDF: boxes around paragraphs, clause numbers, what was left out.

The pages stay as they are; a layer is drawn over each. Text of the file is not parsed for it.
"""

import io
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    PdfObject,
)

from pipeline.domain.agreement import Agreement
from pipeline.domain.apart import Apart
from pipeline.domain.document import BlockKind, Document, Piece
from pipeline.domain.places import PageBox
from pipeline.errors import DamagedFile
from pipeline.shown import Box, shown

FONT = "/ClauseGapHelvetica"
_RUNS = ("/OpenAction", "/AA")  # what would run when the copy is opened
_LEAP = 5.0  # points that the next line lies higher, where a paragraph goes on in another column
_NUMBER, _NOTE, _LARGE = 6.5, 5.5, 16.0  # type sizes
_LONGEST = 24  # characters of a number
_DEEPEST = 50  # nodes of a page tree above a page; a broken one may run in a circle
_COLOURS = {
    "clause": "0.05 0.30 0.62",
    "table row": "0.05 0.45 0.25",
    "footnote": "0.45 0.20 0.55",
    "left out": "0.45 0.45 0.45",
    "hidden or unread": "0.80 0.05 0.05",
}
_KINDS = {BlockKind.TABLE_ROW: "table row", BlockKind.FOOTNOTE: "footnote"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A box on a page, its colour by what it holds, and what is written at it."""

    box: Box
    what: str
    label: str = ""


def draw_reading(data: bytes, agreement: Agreement) -> bytes:
    """Return the PDF with what was read of it drawn on its pages; raises DamagedFile."""
    document = agreement.document
    try:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        for name in _RUNS:
            writer.root_object.pop(NameObject(name), None)
        _dictionary(writer.root_object, "/Names").pop(NameObject("/JavaScript"), None)
        font = writer._add_object(_font())
        boxes = boxes_by_page(agreement)
        for number, page in enumerate(writer.pages, start=1):
            _draw(page, boxes.get(number, []), _notes(document, number), font=font, writer=writer)
        written = io.BytesIO()
        writer.write(written)
    except Exception as error:  # pypdf raises whatever a broken file makes it stumble over
        raise DamagedFile(
            f"{document.source.name} can't be drawn on, its structure is damaged: print it to a new PDF."
        ) from error
    return written.getvalue()


def boxes_by_page(agreement: Agreement) -> dict[int, list[Drawn]]:
    """Return what is to be drawn on each page: blocks, starts of clauses, what is not in the text."""
    document = agreement.document
    found: defaultdict[int, list[Drawn]] = defaultdict(list)
    starts = sorted((c.span.start, c.path or c.number) for c in agreement.clauses)
    for block in document.blocks:
        low, high = (bisect_left(starts, (at, "")) for at in (block.span.start, block.span.end))
        numbers = {at: number for at, number in reversed(starts[low:high]) if number}
        what = _KINDS.get(block.kind, "clause")
        for page, box, pieces in _parts(block.pieces):
            label = ", ".join(n for at, n in sorted(numbers.items()) if _holds(pieces, at))
            found[page].append(Drawn(box, what, label[:_LONGEST]))
    for apart in document.set_aside:
        if isinstance(apart.place, PageBox):
            hidden = apart.kind is Apart.HIDDEN
            label = (apart.why if hidden else "") or apart.kind.value
            what = "hidden or unread" if hidden else "left out"
            found[apart.place.page].append(Drawn(apart.place.box, what, label))
    return dict(found)


def _parts(pieces: tuple[Piece, ...]) -> Iterator[tuple[int, Box, list[Piece]]]:
    """Yield the lines of a block that lie together: a new part begins with a page or a column."""
    part: list[Piece] = []
    for piece in pieces:
        if not isinstance(piece.place, PageBox):
            continue
        if part and _leaps(part[-1], piece):
            yield _part(part)
            part = []
        part.append(piece)
    if part:
        yield _part(part)


def _leaps(before: Piece, piece: Piece) -> bool:
    a, b = before.place, piece.place
    if not isinstance(a, PageBox) or not isinstance(b, PageBox):
        return False
    return a.page != b.page or b.box[1] < a.box[1] - _LEAP


def _part(pieces: list[Piece]) -> tuple[int, Box, list[Piece]]:
    places = [p.place for p in pieces if isinstance(p.place, PageBox)]
    lefts, tops, rights, bottoms = zip(*(place.box for place in places), strict=True)
    return places[0].page, (min(lefts), min(tops), max(rights), max(bottoms)), pieces


def _holds(pieces: list[Piece], at: int) -> bool:
    return any(piece.span.start <= at < piece.span.end for piece in pieces)


def _notes(document: Document, page: int) -> tuple[str, bool]:
    """Return what is said at the head of a page, and whether the page was not read."""
    if page in document.pages_unread:
        return f"Page {page} could not be read", True
    sure = {p.page: p.confidence for p in document.pages_by_ocr}
    recognised = f", read from the picture by OCR with confidence {sure[page]:.0%}" if page in sure else ""
    return f"Page {page} as ClauseGap read it{recognised}", False


def _draw(
    page: PageObject,
    boxes: list[Drawn],
    notes: tuple[str, bool],
    *,
    font: IndirectObject,
    writer: PdfWriter,
) -> None:
    """Put a layer over a page: its own content is closed off, ours starts from the page's own axes."""
    paper = shown(page)
    width, height = paper.width, paper.height
    marks = ["Q q", f"{' '.join(f'{n:.3f}' for n in paper.matrix)} cm 0.6 w 0 J 0 j [] 0 d"]
    if notes[1]:
        marks.append(_crossed(width, height))
        marks.append(_words(notes[0], 24, height - 40, _LARGE, "hidden or unread"))
    for drawn in boxes:
        marks += _box(drawn, height)
    marks += _head(notes[0], height)
    ours = writer._add_object(_stream("\n".join([*marks, "Q"])))
    before = writer._add_object(_stream("q"))
    held = page.get("/Contents")
    whole = held.get_object() if held is not None else None
    own = list(whole) if isinstance(whole, ArrayObject) else [held] if whole is not None else []
    page[NameObject("/Contents")] = ArrayObject([before, *own, ours])
    resources = DictionaryObject(_resources(page))
    fonts = DictionaryObject(_dictionary(resources, "/Font"))
    fonts[NameObject(FONT)] = font
    resources[NameObject("/Font")] = fonts
    page[NameObject("/Resources")] = resources


def _resources(page: DictionaryObject) -> DictionaryObject:
    """Return the page's resources, or those of the nearest node above that has some."""
    node = page
    for _ in range(_DEEPEST):
        if "/Resources" in node:
            return _dictionary(node, "/Resources")
        node = _dictionary(node, "/Parent")
    return DictionaryObject()


def _dictionary(holder: DictionaryObject, name: str) -> DictionaryObject:
    """Return what a dictionary holds under a name where that is a dictionary, else an empty one."""
    held = holder.get(name)
    found = held.get_object() if isinstance(held, PdfObject) else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _box(drawn: Drawn, height: float) -> Iterator[str]:
    left, top, right, bottom = drawn.box
    colour = _COLOURS[drawn.what]
    dash = "[2 2] 0 d" if drawn.what == "left out" else "[] 0 d"
    yield (
        f"{colour} RG {dash} {left - 1.5:.2f} {height - bottom - 1:.2f} "
        f"{right - left + 3:.2f} {bottom - top + 2:.2f} re S"
    )
    if not drawn.label:
        return
    size = _NUMBER if drawn.what in ("clause", "table row", "footnote") else _NOTE
    wide = 0.56 * size * len(drawn.label)  # about what Helvetica needs
    if size == _NUMBER:  # beside the box where there is room
        yield _words(drawn.label, max(2.0, left - 4 - wide), height - top - size, size, drawn.what)
    else:
        yield _words(drawn.label, left, height - top + 1.5, size, drawn.what)


def _head(said: str, height: float) -> Iterator[str]:
    yield _words(said, 10, height - 9, _NOTE, "left out")
    at = 10 + 0.5 * _NOTE * len(said) + 12
    for what in _COLOURS:
        yield _words(what, at, height - 9, _NOTE, what)
        at += 0.5 * _NOTE * len(what) + 10


def _crossed(width: float, height: float) -> str:
    colour = _COLOURS["hidden or unread"]
    return f"{colour} RG 1.5 w 0 0 m {width:.2f} {height:.2f} l 0 {height:.2f} m {width:.2f} 0 l S 0.6 w"


def _words(text: str, x: float, y: float, size: float, what: str) -> str:
    plain = "".join(c if c.isprintable() else "?" for c in text).encode("cp1252", errors="replace").hex()
    return f"BT {_COLOURS[what]} rg {FONT} {size} Tf 1 0 0 1 {x:.2f} {y:.2f} Tm <{plain}> Tj ET"


def _stream(content: str) -> DecodedStreamObject:
    made = DecodedStreamObject()
    made.set_data(f"\n{content}\n".encode("ascii"))
    return made


def _font() -> DictionaryObject:
    names = {
        "/Type": "/Font",
        "/Subtype": "/Type1",
        "/BaseFont": "/Helvetica-Bold",
        "/Encoding": "/WinAnsiEncoding",
    }
    return DictionaryObject({NameObject(k): NameObject(v) for k, v in names.items()})
