"""Files that can't be read: cut off, empty, of another kind, locked; and one that takes for ever."""

import random
import zlib
from collections.abc import Callable, Mapping

from benchmarks.fuzz.bombs_pdf import CATALOG, ONE_PAGE
from tests.readers.pdf_writer import Sheet, assembled, pdf, stream

STEPS, TIMES = 5_000_000, 1_000


def truncated(rng: random.Random) -> tuple[str, bytes]:
    form, start = rng.choice(
        (("pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2"), ("docx", b"PK\x03\x04"))
    )
    return form, start + bytes(rng.randrange(256) for _ in range(600))


def empty(_rng: random.Random) -> tuple[str, bytes]:
    return "pdf", b""


def wrong_type(rng: random.Random) -> tuple[str, bytes]:
    """Return a program that bears the name of a contract."""
    noise = bytes(rng.randrange(256) for _ in range(4_000))
    return rng.choice(("pdf", "docx")), b"\x7fELF\x02\x01\x01\x00" + noise


def encrypted(rng: random.Random) -> tuple[str, bytes]:
    sheet = Sheet().text(72, 100, f"Agreement {rng.randrange(10**9)}, for the board alone.")
    return "pdf", pdf(sheet, password="secret")


def hanging() -> bytes:
    """Return a PDF of a page that shows a form of five million steps, none of which draws, a thousand times.

    A parser takes tens of minutes over its few kilobytes, and no memory.
    """
    page = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /XObject << /X 5 0 R >> >> >>"
    )
    packed = zlib.compress(b"q Q " * STEPS, 9)
    form = stream(packed, b"/Type /XObject /Subtype /Form /BBox [0 0 612 792] /Filter /FlateDecode")
    return assembled((CATALOG, ONE_PAGE, page, stream(b"/X Do " * TIMES), form))


BROKEN: Mapping[str, Callable[[random.Random], tuple[str, bytes]]] = {
    "truncated": truncated,
    "empty": empty,
    "wrong type": wrong_type,
    "encrypted": encrypted,
}
