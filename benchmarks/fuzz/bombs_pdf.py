"""PDFs that ask for much: streams that swell, trees that bite their tail, a milliard of pages."""

import random
import zlib

from tests.readers.pdf_writer import assembled, stream

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
ONE_PAGE = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
    b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
DEEP = 100_000


def _whole(
    content: bytes,
    entries: bytes = b"",
    *,
    pages: bytes = ONE_PAGE,
    page: bytes = PAGE,
    last: bytes = b"null",
) -> bytes:
    return assembled((CATALOG, pages, page, stream(content, entries), FONT, last))


def swelling(rng: random.Random) -> bytes:
    """Return a page whose content packs a gigabyte, once or twice over."""
    text = b"BT /F1 10 Tf 72 700 Td (Fees are due.) Tj ET\n"
    inner = rng.choice((bytes(1_000_000), text * 20_000, b"q " * 500_000))
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(inner) for _ in range(rng.choice((50, 1000)))) + packer.flush()
    if rng.random() < 0.3:
        return _whole(zlib.compress(packed, 9), b"/Filter [/FlateDecode /FlateDecode]")
    return _whole(packed, b"/Filter /FlateDecode")


def lying(rng: random.Random) -> bytes:
    said = rng.choice((1_000_000_000, 2**31, 2**63, 0))
    text = b"BT /F1 10 Tf 72 700 Td (Fees are due.) Tj ET"
    bodies = (CATALOG, ONE_PAGE, PAGE, stream(text, length=said), FONT, b"null")
    return assembled(bodies, size=rng.choice((None, 2**31 - 1)))


def circular(rng: random.Random) -> bytes:
    kids = rng.choice((b"[2 0 R]", b"[3 0 R 2 0 R]", b"[2 0 R 2 0 R 2 0 R]", b"[3 0 R] /Parent 2 0 R"))
    return _whole(
        b"BT ET", pages=b"<< /Type /Pages /Kids %s /Count %d >>" % (kids, rng.choice((1, 1_000_000_000, -5)))
    )


def itself(_rng: random.Random) -> bytes:
    form = stream(
        b"/X Do " * 100,
        b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>",
    )
    return _whole(b"/X Do " * 100, last=form)


def deep(rng: random.Random) -> bytes:
    opened, closed = rng.choice(((b"[", b"]"), (b"<< /A ", b" >>"), (b"(", b")")))
    return _whole(b"BT ET", b"/Odd " + opened * DEEP + closed * DEEP)


def pages(rng: random.Random) -> bytes:
    """Return the same page tens of thousands of times."""
    number = rng.choice((3_000, 50_000))
    return _whole(
        b"BT /F1 10 Tf 72 700 Td (Fees are due.) Tj ET",
        pages=b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b"3 0 R " * number, number),
    )


def box(rng: random.Random) -> bytes:
    edge = rng.choice((b"1e30", b"-99999999999", b"0", b"1000000000"))
    page = PAGE.replace(b"[0 0 612 792]", b"[0 0 %s %s]" % (edge, edge)).replace(
        b"/Parent", b"/Rotate 77 /UserUnit 1e9 /Parent"
    )
    return _whole(b"BT /F1 1e9 Tf %s %s Td (Fees are due.) Tj ET" % (edge, edge), page=page)


def paths(rng: random.Random) -> bytes:
    """Return a page ruled like cloth: tables by the thousand."""
    lines = b"".join(
        b"%d 0 m %d 792 l S 0 %d m 612 %d l S\n" % (n % 612, n % 612, n % 792, n % 792)
        for n in range(rng.choice((2_000, 60_000)))
    )
    return _whole(zlib.compress(lines), b"/Filter /FlateDecode")


def characters(rng: random.Random) -> bytes:
    """Return a page of millions of characters, in one line or each on its own spot."""
    if rng.random() < 0.5:
        text = b"BT /F1 1 Tf 0 700 Td (" + b"a b " * 500_000 + b") Tj ET"
    else:
        text = b"".join(
            b"BT /F1 2 Tf %d %d Td (a) Tj ET\n" % (n * 7 % 600, n * 13 % 790) for n in range(100_000)
        )
    return _whole(zlib.compress(text), b"/Filter /FlateDecode")


def picture(rng: random.Random) -> bytes:
    side = rng.choice((30_000, 2_000_000_000))
    image = stream(
        zlib.compress(bytes(1_000_000)),
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB "
        b"/BitsPerComponent 8 /Filter /FlateDecode" % (side, side),
    )
    return _whole(b"q 612 0 0 792 0 0 cm /X Do Q", last=image)


ALL = (swelling, lying, circular, itself, deep, pages, box, paths, characters, picture)
