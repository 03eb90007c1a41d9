"""The files of a ZIP archive, read in pieces; links, devices and what needs a password are named."""

import lzma
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import DamagedFile
from pipeline.readers.files import name_of
from pipeline.readers.members import Member

_PIECE = 65_536
_NAME_IS_UTF8 = 0x800
_NEEDS_PASSWORD = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError, ValueError)


def zip_members(path: Path) -> Iterator[Member]:
    """Yield the files of the archive in its order; raises DamagedFile."""
    try:
        archive = zipfile.ZipFile(path)
    except (*_BROKEN, NotImplementedError) as error:
        raise DamagedFile(f"{name_of(path)} is a damaged ZIP archive: ask for it again.") from error
    with archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield _member(archive, info)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Member:
    name = _name(info)
    mode = stat.S_IFMT(info.external_attr >> 16)
    if mode not in (0, stat.S_IFREG):
        return Member(name, trouble="is a link or a device in its archive: ask for the file itself.")
    if info.flag_bits & _NEEDS_PASSWORD:
        return Member(name, trouble="needs a password: unpack it and name the unpacked file.")
    return Member(name, lambda: _pieces(archive, info))


def _pieces(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_PIECE):
                yield piece
    except NotImplementedError as error:
        raise DamagedFile(
            "is packed in a way that is not known here: unpack it and name the file."
        ) from error
    except _BROKEN as error:
        raise DamagedFile("is damaged in its archive: ask for it again.") from error


def _name(info: zipfile.ZipInfo) -> str:
    """Return the name as it was meant: many programs write UTF-8 without saying so."""
    if info.flag_bits & _NAME_IS_UTF8:
        return info.filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename
