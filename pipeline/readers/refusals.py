"""Kinds of file that are recognised but not read, each with what its reader can do about it."""

from pipeline.errors import EncryptedFile, ReadError, UnsupportedFile

_SAVE = "open it in its program, save it as PDF or .docx and read that"
_OCR = "run text recognition (OCR) on it, save it as a PDF with text and read that"
_UNPACK = "unpack it and read the documents inside"
_LEAVE = "leave it out"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

WHAT_IT_IS: dict[str, tuple[str, str]] = {
    "application/epub+zip": ("an e-book (EPUB)", _SAVE),
    "application/gzip": ("a gzip archive", _UNPACK),
    "application/json": ("JSON data, not an agreement", _LEAVE),
    "application/octet-stream": ("binary data, not a document", "check that it is the right file"),
    "application/postscript": ("a PostScript file", "convert it to PDF and read that"),
    "application/vnd.apple.pages": ("an Apple Pages document", _SAVE),
    "application/vnd.microsoft.portable-executable": ("a program, not a document", _LEAVE),
    "application/vnd.ms-excel": ("an Excel 97-2003 workbook (.xls)", _SAVE),
    "application/vnd.ms-powerpoint": ("a PowerPoint 97-2003 presentation (.ppt)", _SAVE),
    f"{_OPEN}presentation": ("an OpenDocument presentation (.odp)", _SAVE),
    f"{_OPEN}spreadsheet": ("an OpenDocument spreadsheet (.ods)", _SAVE),
    f"{_OFFICE}presentationml.presentation": ("a PowerPoint presentation (.pptx)", _SAVE),
    f"{_OFFICE}spreadsheetml.sheet": ("an Excel workbook (.xlsx)", _SAVE),
    "application/vnd.rar": ("a RAR archive", _UNPACK),
    "application/x-7z-compressed": ("a 7-Zip archive", _UNPACK),
    "application/x-executable": ("a program, not a document", _LEAVE),
    "application/x-ole-storage": ("a file of an older Office program", _SAVE),
    "application/xml": ("XML data, not an agreement", _LEAVE),
    "application/zip": ("a ZIP archive", _UNPACK),
    "image/gif": ("a GIF picture", _OCR),
    "image/heic": ("a HEIC picture", _OCR),
    "image/jpeg": ("a JPEG picture", _OCR),
    "image/png": ("a PNG picture", _OCR),
    "image/tiff": ("a TIFF picture", _OCR),
    "image/webp": ("a WebP picture", _OCR),
}
ENCRYPTED_OFFICE = "application/x-ole-encrypted"


def refusal(media_type: str, *, name: str) -> ReadError:
    """Return the error that says what the file is, that it isn't read, and what to do."""
    if media_type == ENCRYPTED_OFFICE:
        return EncryptedFile(
            f"{name} needs a password: open it in Office, save it without protection and read that."
        )
    what, advice = WHAT_IT_IS.get(media_type, WHAT_IT_IS["application/octet-stream"])
    return UnsupportedFile(f"{name} is {what}: {advice}.")
