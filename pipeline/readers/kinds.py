"""What a file is, told by its content and not by its name."""

import io
import zipfile
import zlib

from olefile import OleFileIO  # type: ignore[import-untyped]

from pipeline.errors import DamagedFile, EmptyFile
from pipeline.readers.decoding import decode
from pipeline.readers.markup import begins_as_html, is_html, is_json, is_mail, is_markdown, is_web_archive
from pipeline.readers.refusals import ENCRYPTED_OFFICE, WHAT_IT_IS

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML = "text/html"
MARKDOWN = "text/markdown"
PLAIN = "text/plain"
RTF = "application/rtf"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
WEB_ARCHIVE = "multipart/related"
MAIL = "message/rfc822"
OUTLOOK = "application/vnd.ms-outlook"
ZIP = "application/zip"

CONTAINERS = (ZIP, MAIL, OUTLOOK)

_OLE = "application/x-ole-storage"
_OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/document", b"mimetype")
_BEGINNINGS: tuple[tuple[int, bytes, str], ...] = (  # offset, bytes there, media type
    (0, b"%!PS", "application/postscript"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"GIF8", "image/gif"),
    (0, b"II*\x00", "image/tiff"),
    (0, b"MM\x00*", "image/tiff"),
    (0, b"MZ\x90", "application/vnd.microsoft.portable-executable"),
    (0, b"PK\x03\x04", ZIP),
    (0, b"PK\x05\x06", ZIP),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, _OLE_MARK, _OLE),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"{\\rtf", RTF),
    (4, b"ftypheic", "image/heic"),
    (4, b"ftypmif1", "image/heic"),
    (8, b"WEBPVP8", "image/webp"),
)
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("__properties_version1.0", OUTLOOK),  # before the others: what is attached has streams of its own
    ("EncryptedPackage", ENCRYPTED_OFFICE),
    ("WordDocument", DOC),
    ("Workbook", "application/vnd.ms-excel"),
    ("PowerPoint Document", "application/vnd.ms-powerpoint"),
)
# A zipped folder may be called "word", so it is the parts that every such file has that count.
_ZIP_PARTS: tuple[tuple[str, str], ...] = (
    ("word/document", WORD),
    ("xl/workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/presentation", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("Index/Document.iwa", "application/vnd.apple.pages"),
)
_ODT_TEMPLATE = f"{ODT}-template"
_WORD_MAIN = (b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml")


def media_type_of(data: bytes, *, name: str) -> str:
    """Return the media type that the content shows; raises EmptyFile, DamagedFile.

    The name decides one doubt only: a text that might be Markdown is, where it is called .md.
    """
    if not data:
        raise EmptyFile(f"{name} is empty (0 bytes): ask for the file again.")
    kind = next((kind for at, mark, kind in _BEGINNINGS if data.startswith(mark, at)), None)
    if kind is None and _is_pdf(data):  # not an archive that begins with a PDF and ends with one
        return PDF
    if kind == ZIP:
        return _zip_kind(data, name=name)
    if kind == _OLE:
        return _ole_kind(data)
    return kind or _text_kind(data, name=name)


def may_be_container(beginning: bytes) -> bool:
    """Tell from a file's first bytes whether it is worth a closer look: an archive or a mail.

    Office files are archives too; by the name of their first part most are told without that look.
    """
    if beginning.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        length = int.from_bytes(beginning[26:28], "little")
        return not beginning[30 : 30 + length].startswith(_OFFICE_PARTS)
    if beginning.startswith(_OLE_MARK):
        return True
    text = decode(beginning)
    return text is not None and is_mail(text)


def _is_pdf(data: bytes) -> bool:
    """Find the header in the first 1,024 bytes, as PDF viewers do, but not one that a text talks of."""
    return data.startswith(b"%PDF-") or (b"%PDF-" in data[:1024] and b"startxref" in data[-2048:])


def _zip_kind(data: bytes, *, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            declared = _beginning(archive, "mimetype", 100).decode("latin-1").strip()
            types = _beginning(archive, "[Content_Types].xml", 200_000)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise DamagedFile(f"{name} is a damaged ZIP or Office file: ask for it again.") from error
    except RuntimeError:  # what zipfile raises for a member under a password
        return ZIP
    if any(main in types for main in _WORD_MAIN):
        return WORD
    if declared in (ODT, _ODT_TEMPLATE):
        return ODT
    if declared in WHAT_IT_IS:
        return declared
    return next((kind for part, kind in _ZIP_PARTS if any(n.startswith(part) for n in names)), ZIP)


def _beginning(archive: zipfile.ZipFile, member: str, size: int) -> bytes:
    if member not in archive.NameToInfo:
        return b""
    with archive.open(member) as stream:
        return stream.read(size)


def _ole_kind(data: bytes) -> str:
    try:
        with OleFileIO(data) as file:
            names = {entry.name for entry in file.root.kids}
    except Exception:  # whatever olefile makes of a damaged file: its streams may still show what it was
        names = {stream for stream, _ in _OLE_STREAMS if stream.encode("utf-16-le") in data}
    return next((kind for stream, kind in _OLE_STREAMS if stream in names), _OLE)


def _text_kind(data: bytes, *, name: str) -> str:
    text = decode(data)
    if text is None:
        return "application/octet-stream"
    if not text.strip():
        raise EmptyFile(f"{name} holds only white space: ask for the file again.")
    named_markdown = name.lower().endswith((".md", ".markdown"))
    tests = (
        (is_web_archive(text), WEB_ARCHIVE),
        (is_mail(text), MAIL),
        (begins_as_html(text) or (is_html(text) and not named_markdown), HTML),
        (text.lstrip().startswith(("<?xml", "<svg")), "application/xml"),
        (is_json(text), "application/json"),
        (named_markdown or is_markdown(text), MARKDOWN),
    )
    return next((kind for applies, kind in tests if applies), PLAIN)
