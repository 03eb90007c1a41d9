"""A tiny PDF writer: Courier, so that every character is 0.6 of the type size wide and margins are exact."""

import hashlib
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

FONTS = {"F1": "Courier", "F2": "Courier-Bold"}
STEP = 12.0


@dataclass
class Sheet:
    """A page under construction; x and y count from the top left corner in points."""

    width: float = 612
    height: float = 792
    extra: str = ""  # more entries of the page dictionary, such as /Rotate 90
    marks: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)  # entries of form fields and other annotations

    def text(self, x: float, y: float, text: str, *, size: float = 10, bold: bool = False) -> "Sheet":
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        font = "F2" if bold else "F1"
        self.marks.append(f"BT /{font} {size} Tf {x} {self.height - y} Td ({escaped}) Tj ET")
        return self

    def wrapped(self, x: float, y: float, text: str, *, columns: int = 78, hanging: float = 0) -> float:
        """Set a paragraph line by line, the later lines `hanging` points to the right; return the next y."""
        indent = " " * round(hanging / 6)
        for n, line in enumerate(
            textwrap.wrap(text, columns, subsequent_indent=indent, break_on_hyphens=False)
        ):
            self.text(x + (hanging if n else 0), y, line.strip())
            y += STEP
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Sheet":
        self.marks.append(f"{x0} {self.height - y0} m {x1} {self.height - y1} l S")
        return self

    def grid(self, xs: list[float], ys: list[float]) -> "Sheet":
        for y in ys:
            self.rule(xs[0], y, xs[-1], y)
        for x in xs:
            self.rule(x, ys[0], x, ys[-1])
        return self

    def box(self, x0: float, y0: float, x1: float, y1: float, *, grey: float = 0) -> "Sheet":
        self.marks.append(f"q {grey} g {x0} {self.height - y1} {x1 - x0} {y1 - y0} re f Q")
        return self

    def set(self, operators: str, x: float, y: float, text: str, *, size: float = 10) -> "Sheet":
        """Set text with operators of its own, such as "1 g" for white or "3 Tr" for invisible."""
        self.marks.append(f"q BT {operators} /F1 {size} Tf {x} {self.height - y} Td ({text}) Tj ET Q")
        return self

    def turned(self, x: float, y: float, text: str, *, matrix: str, size: float = 10) -> "Sheet":
        self.marks.append(f"BT /F1 {size} Tf {matrix} {x} {self.height - y} Tm ({text}) Tj ET")
        return self

    def field(self, box: tuple[float, float, float, float], entries: str) -> "Sheet":
        """Add a form field in the box (left, top, right, bottom)."""
        left, top, right, bottom = box
        rect = f"/Rect [{left} {self.height - bottom} {right} {self.height - top}]"
        self.fields.append(f"<< /Type /Annot {rect} /DA (/F1 10 Tf 0 g) {entries} >>")
        return self

    def picture(self) -> "Sheet":
        self.marks.append(f"q {self.width} 0 0 {self.height} 0 0 cm /P1 Do Q")
        return self


def pdf(
    *sheets: Sheet,
    password: str | None = None,
    to_unicode: bytes | None = None,
    bookmarks: tuple[tuple[str, int], ...] = (),
) -> bytes:
    """Return the file; `to_unicode` is a character map that says what the characters mean, or fail to.

    `bookmarks` are titles, each with the page (from 1) that it points to.
    """
    key = _key(password) if password else None
    extra = 6 + 2 * len(sheets) + bool(to_unicode)  # the number of the first object after the pages
    annotations = [(n, entries) for n, sheet in enumerate(sheets) for entries in sheet.fields]
    form = " ".join(f"{extra + n} 0 R" for n in range(len(annotations)))
    outline = extra + len(annotations)
    root = f"/AcroForm << /Fields [{form}] /DR << /Font << /F1 3 0 R >> >> >>" if annotations else ""
    root += f" /Outlines {outline} 0 R" if bookmarks else ""
    bodies: list[bytes] = [f"<< /Type /Catalog /Pages 2 0 R {root} >>".encode()]
    kids = " ".join(f"{6 + 2 * n} 0 R" for n in range(len(sheets)))
    bodies.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode())
    for name in FONTS.values():
        more = f" /ToUnicode {6 + 2 * len(sheets)} 0 R" if to_unicode else ""
        bodies.append(
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding{more} >>".encode()
        )
    bodies.append(
        stream(
            b"\x80",
            b"/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8",
        )
    )
    for n, sheet in enumerate(sheets):
        resources = "/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /P1 5 0 R >> >>"
        bodies.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {sheet.width} {sheet.height}] {resources} "
            f"/Contents {7 + 2 * n} 0 R {_annots(annotations, n, extra)} {sheet.extra} >>".encode()
        )
        content = "\n".join(sheet.marks).encode("cp1252")
        bodies.append(stream(_rc4(_object_key(key, 7 + 2 * n), content) if key else content))
    if to_unicode:
        bodies.append(stream(to_unicode))
    bodies += [entries.encode() for _, entries in annotations]
    bodies += _outline(bookmarks, outline)
    return assembled(bodies, trailer=_encryption(password) if password else b"")


def _annots(annotations: list[tuple[int, str]], page: int, extra: int) -> str:
    own = " ".join(f"{extra + n} 0 R" for n, (on, _) in enumerate(annotations) if on == page)
    return f"/Annots [{own}]" if own else ""


def _outline(bookmarks: tuple[tuple[str, int], ...], number: int) -> list[bytes]:
    if not bookmarks:
        return []
    last = number + len(bookmarks)
    bodies = [f"<< /First {number + 1} 0 R /Last {last} 0 R /Count {len(bookmarks)} >>".encode()]
    for n, (title, page) in enumerate(bookmarks, start=number + 1):
        following = f"/Next {n + 1} 0 R" if n < last else ""
        dest = f"/Dest [{4 + 2 * page} 0 R /Fit]"
        bodies.append(f"<< /Title ({title}) /Parent {number} 0 R {following} {dest} >>".encode())
    return bodies


def stream(data: bytes, entries: bytes = b"", *, length: int | None = None) -> bytes:
    """Return the body of a stream; `length` is what it says of itself where that is a lie."""
    said = len(data) if length is None else length
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, said, data)


def assembled(bodies: Sequence[bytes], *, trailer: bytes = b"", size: int | None = None) -> bytes:
    """Return the file of these objects, of which the first is the catalogue.

    `trailer` is more of its trailer, `size` the number of objects where it lies about that.
    """
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for n, body in enumerate(bodies, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    start, number = len(out), len(bodies) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n" % number
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size or number,
        trailer,
        start,
    )
    return bytes(out)


# The standard security handler, revision 2 (RC4, 40 bits): enough to need a password.
_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_ID = b"0123456789abcdef"
_PERMISSIONS = -4


def _rc4(key: bytes, data: bytes) -> bytes:
    state = list(range(256))
    j = 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out = bytearray()
    i = j = 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def _padded(password: str) -> bytes:
    return (password.encode("latin-1") + _PAD)[:32]


def _owner(password: str) -> bytes:
    return _rc4(hashlib.md5(_padded(password)).digest()[:5], _padded(password))


def _key(password: str) -> bytes:
    permissions = _PERMISSIONS.to_bytes(4, "little", signed=True)
    return hashlib.md5(_padded(password) + _owner(password) + permissions + _ID).digest()[:5]


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\x00\x00").digest()[:10]


def _encryption(password: str) -> bytes:
    user = _rc4(_key(password), _PAD)
    return (
        f"/ID [<{_ID.hex()}> <{_ID.hex()}>] /Encrypt << /Filter /Standard /V 1 /R 2 /P {_PERMISSIONS} "
        f"/O <{_owner(password).hex()}> /U <{user.hex()}> >> "
    ).encode()
