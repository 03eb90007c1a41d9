"""An Office file as a package of XML parts, opened with care: no entities, no network, no archive bombs."""

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from pipeline.errors import DamagedFile, EncryptedFile, LimitExceeded
from pipeline.ooxml.elements import attribute, name_of

_SMALL = 1_000_000  # bytes; short texts pack well without being bombs


def _parser() -> etree.XMLParser:
    """Return a parser without entities and network, with the library's own limits on depth and size."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


@dataclass(frozen=True, slots=True)
class Relationship:
    """A part's tie to another part or to an address outside the package."""

    kind: str  # the last step of the relationship's type: "styles", "footnotes", "hyperlink"
    target: str
    external: bool


class Package:
    """The parts of an Office file by name, such as "word/document.xml"."""

    def __init__(self, data: bytes, *, name: str, entries: int, unpacked: int, ratio: float) -> None:
        """Open the archive; raises DamagedFile, EncryptedFile, LimitExceeded."""
        self._name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise DamagedFile(f"{name} is a damaged Office file: ask for it again.") from error
        self._check(len(data), entries=entries, unpacked=unpacked, ratio=ratio)
        # Part names don't distinguish capitals (ECMA-376-2, 6.2.2), and some programs write backslashes.
        self._names = {_plain(name): name for name in reversed(self._archive.namelist())}

    def _check(self, size: int, *, entries: int, unpacked: int, ratio: float) -> None:
        members = self._archive.infolist()
        total = sum(member.file_size for member in members)
        if len(members) > entries:
            raise LimitExceeded(
                f"{self._name} holds {len(members):,} parts, more than the {entries:,} allowed."
            )
        if total > unpacked or (total > _SMALL and total > ratio * size):
            raise LimitExceeded(f"{self._name} unpacks to {total / 1_000_000:,.0f} MB, more than is allowed.")
        if any(member.flag_bits & 1 for member in members):
            raise EncryptedFile(f"{self._name} needs a password: save it without one and read that.")

    def part(self, part: str) -> bytes | None:
        """Return the bytes of a part; None where there is none."""
        try:
            return self._archive.read(self._names[_plain(part)])
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise DamagedFile(f"{self._name} is damaged in {part}: ask for it again.") from error

    def xml(self, part: str) -> etree._Element | None:
        """Return the root element of a part; None where there is none."""
        data = self.part(part)
        if data is None:
            return None
        try:
            root = etree.fromstring(data, parser=_parser())
        except etree.XMLSyntaxError as error:
            raise DamagedFile(f"{self._name} is damaged in {part}: open and save it in Word.") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise DamagedFile(f"{self._name} declares a document type in {part}, as no Office program does.")
        return root

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Return the relationships of a part ("" for the package) by identifier; targets as part names."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, Relationship] = {}
        for element in root if root is not None else ():
            target, external = (
                attribute(element, "Target") or "",
                attribute(element, "TargetMode") == "External",
            )
            if not external:
                target = posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
            kind = (attribute(element, "Type") or "").rpartition("/")[2]
            if name_of(element) == "Relationship":
                found[attribute(element, "Id") or ""] = Relationship(kind, target, external)
        return found

    def related(self, part: str, kind: str) -> str | None:
        """Return the name of the part that stands in a relationship of the kind; None where there is none."""
        ties = self.relationships(part).values()
        return next((tie.target for tie in ties if tie.kind == kind and not tie.external), None)


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
