"""A fast PDF writer: Helvetica on A4 with running header and page numbers, 1,000 pages in seconds."""

import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tests.readers.pdf_writer import assembled, stream

WIDTH, HEIGHT, MARGIN = 595, 842, 64
SIZE, LEADING = 10.5, 14.0
_FOOT = 36
# Widths of Helvetica from the space to the tilde, in thousandths of the type size (its public metrics).
_WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
_OTHER = 556
_BOLDER = 1.06  # Helvetica-Bold is about so much wider


def pages_of(title: str, paragraphs: Sequence[tuple[str, bool]], *, header: str, footer: str) -> list[bytes]:
    """Set the paragraphs, those marked as headings in bold; return the content of each page."""
    pages: list[list[str]] = [[]]
    y = HEIGHT - MARGIN - 2 * LEADING
    for text, bold in ((title, True), *paragraphs):
        lines = list(_lines(text, bold=bold))
        y -= LEADING * (1.0 if bold else 0.5)
        if bold and y < MARGIN + 4 * LEADING:  # no heading alone at the foot
            pages.append([])
            y = HEIGHT - MARGIN - LEADING
        for line in lines:
            if y < MARGIN + LEADING:
                pages.append([])
                y = HEIGHT - MARGIN - LEADING
            pages[-1].append(_shown(MARGIN, y, line, font="F2" if bold else "F1"))
            y -= LEADING
    return [
        _furnished(marks, header, f"{footer}   Page {n} of {len(pages)}") for n, marks in enumerate(pages, 1)
    ]


def written(pages: Sequence[bytes]) -> bytes:
    """Return the file of these pages."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        *(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()
            for name in ("Helvetica", "Helvetica-Bold")
        ),
    ]
    for n, content in enumerate(pages):
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {6 + 2 * n} 0 R "
            "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> >>".encode()
        )
        bodies.append(stream(zlib.compress(content, 1), b"/Filter /FlateDecode"))
    return assembled(bodies)


def _furnished(marks: list[str], header: str, footer: str) -> bytes:
    head = _shown(MARGIN, HEIGHT - _FOOT, header, size=8)
    foot = _shown(MARGIN, _FOOT, footer, size=8)
    return "\n".join([head, *marks, foot]).encode("cp1252", "replace")


def _shown(x: float, y: float, text: str, *, font: str = "F1", size: float = SIZE) -> str:
    escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x} {y:.1f} Td ({escaped}) Tj ET"


def _lines(text: str, *, bold: bool) -> Iterator[str]:
    room = (WIDTH - 2 * MARGIN) * 1000 / SIZE / (_BOLDER if bold else 1.0)
    line: list[str] = []
    used = 0
    for word in text.split():
        wide = _width(word)
        if line and used + 278 + wide > room:
            yield " ".join(line)
            line, used = [], 0
        used += wide + (278 if line else 0)
        line.append(word)
    if line:
        yield " ".join(line)


@lru_cache(maxsize=50_000)
def _width(word: str) -> int:
    return sum(_WIDTHS[ord(c) - 32] if " " <= c <= "~" else _OTHER for c in word)
