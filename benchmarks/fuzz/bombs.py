"""Small files that ask for much: entities and archives that swell, tags without end, sizes that lie."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from itertools import pairwise

Bomb = Callable[[random.Random], bytes]

GIGABYTE = 1_000_000_000
DEEP = 100_000
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)

# ---------------------------------------------------------------- XML


def laughs(rng: random.Random) -> tuple[str, str]:
    """Return entities of entities (billion laughs), or one long entity many times (quadratic blow-up)."""
    if rng.random() < 0.5:
        names = [f"l{n}" for n in range(12)]
        steps = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
        return f'<!DOCTYPE x [<!ENTITY l0 "ha">{steps}]>', "&l11;"
    return f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>', "&a;" * 50_000


def outside(_rng: random.Random) -> tuple[str, str]:
    return (
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x">%p;]>',
        "&a;",
    )


def _body(inner: str, prologue: str = "") -> str:
    return f'<?xml version="1.0"?>{prologue}<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'


def _run(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _docx(document: str, **parts: str) -> bytes:
    whole = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELS, "word/document.xml": document}
    whole |= {f"word/{name}.xml": content for name, content in parts.items()}
    return plain_zip({name: content.encode() for name, content in whole.items()})


def docx_entities(rng: random.Random) -> bytes:
    prologue, inner = rng.choice((laughs, outside))(rng)
    return _docx(_body(_run(inner), prologue))


def docx_deep(rng: random.Random) -> bytes:
    tag = rng.choice(("w:p", "w:sdt", "w:tbl", "w:ins", "w:r", "w:tc", "w:txbxContent"))
    return _docx(_body(f"<{tag}>" * DEEP + "x" + f"</{tag}>" * DEEP))


def docx_tables_in_tables(rng: random.Random) -> bytes:
    deep = rng.choice((50, 60, 80))
    return _docx(_body("<w:tbl><w:tr><w:tc><w:p/>" * deep + _run("x") + "</w:tc></w:tr></w:tbl>" * deep))


def docx_many(rng: random.Random) -> bytes:
    unit = rng.choice(
        (
            "<w:p/>",
            _run("a"),
            "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>",
            "<w:p><w:r><w:tab/></w:r></w:p>",
        )
    )
    return _docx(_body(unit * (20_000_000 // len(unit)) + _run("end")))


def docx_counters(rng: random.Random) -> bytes:
    """Numbers in words and letters for lists that start at two milliards; styles based on themselves."""
    form = rng.choice(("lowerRoman", "lowerLetter", "ordinalText", "cardinalText", "chicago", "decimalZero"))
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="2000000000"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{"%1" * 500}"/></w:lvl>'
    )
    numbering = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    based = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/></w:style>'
    styles = f'<w:styles xmlns:w="{W}">{based.format("A", "B")}{based.format("B", "A")}</w:styles>'
    listed = '<w:pStyle w:val="A"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    item = f"<w:p><w:pPr>{listed}</w:pPr><w:r><w:t>x</w:t></w:r></w:p>"
    return _docx(_body(item * 200), numbering=numbering, styles=styles)


def docx_spans(_rng: random.Random) -> bytes:
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tc>'
    return _docx(_body(f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"))


# ---------------------------------------------------------------- OpenDocument

_OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def odt(body: str, prologue: str = "") -> bytes:
    kind = "application/vnd.oasis.opendocument.text"
    names = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "text", "manifest"))
    entry = '<manifest:file-entry manifest:full-path="{}" manifest:media-type="{}"/>'
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {names}>{text}</office:document-content>"
    entries = entry.format("/", kind) + entry.format("content.xml", "text/xml")
    manifest = f"<manifest:manifest {names}>{entries}</manifest:manifest>"
    parts = {
        "mimetype": kind,
        "content.xml": f'<?xml version="1.0"?>{prologue}{content}',
        "META-INF/manifest.xml": manifest,
    }
    return plain_zip({name: part.encode() for name, part in parts.items()})


def odt_paragraphs(prose: str) -> str:
    return "".join(f"<text:p>{line}</text:p>" for line in prose.split("\n\n"))


def odt_entities(rng: random.Random) -> bytes:
    prologue, inner = rng.choice((laughs, outside))(rng)
    return odt(f"<text:p>{inner}</text:p>", prologue)


def odt_deep(rng: random.Random) -> bytes:
    tag = rng.choice(("text:list><text:list-item", "text:span", "text:section"))
    return odt(f"<{tag}>" * DEEP + "x")


def odt_spaces(_rng: random.Random) -> bytes:
    return odt('<text:p>x<text:s text:c="1000000000"/>y</text:p>')


# ---------------------------------------------------------------- archives


def zip_swelling(rng: random.Random, name: str = "word/document.xml") -> bytes:
    """Return an archive whose one part is a gigabyte of the same byte."""
    size = rng.choice((GIGABYTE, 400_000_000))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    crc, block = 0, bytes(10_000_000)
    packed = b""
    for _ in range(size // len(block)):
        packed += packer.compress(block)
        crc = zlib.crc32(block, crc)
    return _zip([(name, packed + packer.flush(), size, crc, 8)], also=_office_parts())


def zip_lying(rng: random.Random, name: str = "word/document.xml") -> bytes:
    """Return an archive that says another size than its part unpacks to: a gigabyte, or next to nothing."""
    inner = _body(_run("x") * 400_000).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    said = rng.choice((GIGABYTE, 0xFFFFFFFE, 10, 0))
    return _zip(
        [(name, packer.compress(inner) + packer.flush(), said, zlib.crc32(inner), 8)], also=_office_parts()
    )


def zip_overlapping(rng: random.Random) -> bytes:
    """Return an archive whose thousand entries are one and the same swelling stretch of the file."""
    block = bytes(20_000_000)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(block) + packer.flush()
    head = _local(b"a", packed, len(block), zlib.crc32(block), 8)
    entries = [
        (f"p{n}.txt".encode(), packed, len(block), zlib.crc32(block), 8)
        for n in range(rng.choice((50, 1000)))
    ]
    central = b"".join(_central(*entry, at=0) for entry in entries)
    return head + packed + central + _end(len(entries), len(central), len(head) + len(packed))


def zip_nested(rng: random.Random) -> bytes:
    made = b"An agreement. " * 1000
    for depth in range(rng.choice((5, 30, 200))):
        made = plain_zip({f"{depth}.{'zip' if depth else 'txt'}": made})
    return made


def zip_wide(rng: random.Random) -> bytes:
    number = rng.choice((6_000, 70_000))
    return plain_zip({f"{n}.txt": b"" for n in range(number)})


def zip_names(_rng: random.Random) -> bytes:
    names = (
        "../../../tmp/clausegap-escape.txt",
        "/etc/clausegap-escape.txt",
        "a\x00b.txt",
        "x" * 5000,
        "..",
        "C:\\x.txt",
        "\u202egpj.txt",
    )
    return plain_zip(dict.fromkeys(names, b"An agreement between two parties."))


def plain_zip(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()


Entry = tuple[bytes, bytes, int, int, int]


def _office_parts() -> list[tuple[str, bytes, int, int, int]]:
    parts = (("[Content_Types].xml", _TYPES.encode()), ("_rels/.rels", _RELS.encode()))
    return [(name, content, len(content), zlib.crc32(content), 0) for name, content in parts]


def _zip(
    parts: list[tuple[str, bytes, int, int, int]], *, also: list[tuple[str, bytes, int, int, int]]
) -> bytes:
    body, central = b"", b""
    for name, packed, size, crc, method in (*also, *parts):
        entry = (name.encode(), packed, size, crc, method)
        central += _central(*entry, at=len(body))
        body += _local(*entry) + packed
    return body + central + _end(len(also) + len(parts), len(central), len(body))


def _local(name: bytes, packed: bytes, size: int, crc: int, method: int) -> bytes:
    return (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, method, 0, 0, crc, len(packed), size, len(name), 0)
        + name
    )


def _central(name: bytes, packed: bytes, size: int, crc: int, method: int, *, at: int) -> bytes:
    fields = (b"PK\x01\x02", 20, 20, 0, method, 0, 0, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, at)
    return struct.pack("<4s6H3I5H2I", *fields) + name


def _end(number: int, size: int, at: int) -> bytes:
    return struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, number, number, size, at, 0)


DOCX = (docx_entities, docx_deep, docx_tables_in_tables, docx_many, docx_counters, docx_spans)
ODT = (odt_entities, odt_deep, odt_spaces)
ARCHIVES = (zip_swelling, zip_lying, zip_overlapping, zip_nested, zip_wide)
