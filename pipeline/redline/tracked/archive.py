"""An archive put together again: some members changed, the others and their order as they were."""

import io
import zipfile
from collections.abc import Mapping

from pipeline.ooxml.package import Package

_ENTRIES, _UNPACKED, _RATIO = 10_000, 1_000_000_000, 1_000.0


def opened(data: bytes, *, name: str) -> Package:
    """Return an Office file as a package; raises ReadError.

    The limits are wide: a file to write into was read within tighter ones before.
    """
    return Package(data, name=name, entries=_ENTRIES, unpacked=_UNPACKED, ratio=_RATIO)


def packed(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Return the archive with some members changed, the others and their order as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
        seen: set[str] = set()
        for member in before.infolist():
            if member.filename in seen:
                continue
            seen.add(member.filename)
            content = changed.get(member.filename, before.read(member.filename))
            after.writestr(_entry(member), content)
        for name, content in changed.items():
            if name not in seen:
                after.writestr(_new_entry(name, before.infolist()[0]), content)
        after.comment = before.comment
    return out.getvalue()


def _entry(member: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(member.filename, member.date_time)
    entry.compress_type = member.compress_type
    entry.create_system = member.create_system
    entry.external_attr = member.external_attr
    entry.internal_attr = member.internal_attr
    entry.comment = member.comment
    return entry


def _new_entry(name: str, like: zipfile.ZipInfo) -> zipfile.ZipInfo:
    entry = _entry(like)
    entry.filename = name
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
