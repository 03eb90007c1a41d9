"""A Word file opened for writing: the parts that change, and the archive put together again.

Parts that nothing was written into are copied as they are, in their order; in those that change, only
the paragraphs that were touched are written anew.
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping

from lxml import etree

from pipeline.domain.places import ParagraphAt
from pipeline.errors import DamagedFile, UnsupportedFile
from pipeline.ooxml.elements import attribute, children
from pipeline.ooxml.styles import Styles
from pipeline.redline.tracked.archive import opened, packed
from pipeline.redline.tracked.lines import Line, lines_of
from pipeline.redline.tracked.names import namespace_of, parsed
from pipeline.redline.tracked.splice import (
    as_utf8,
    block_spans,
    encoding_of,
    replaced,
    with_children,
    written,
)

_TYPES = "[Content_Types].xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SIGNED = "_xmlsignatures/"


class Part:
    """A part with paragraphs: its bytes, its tree, and what has changed in it."""

    def __init__(self, data: bytes, styles: Styles) -> None:
        self._data = as_utf8(data)
        self.root = parsed(self._data)
        self._paragraphs = list(self.root.iter("{*}p"))
        self._lines = lines_of(self.root, styles)
        self._scopes: dict[etree._Element, Mapping[str | None, str]] = {}
        self._spans = block_spans(self._data, self.root)
        self.touched: set[etree._Element] = set()
        self._added: dict[etree._Element, list[etree._Element]] = {}

    def line(self, paragraph: int) -> Line | None:
        """Return the letters of a paragraph by its index; None where there is none."""
        if not 0 <= paragraph < len(self._paragraphs):
            return None
        return self._lines.get(self._paragraphs[paragraph])

    def touch(self, paragraph: etree._Element) -> None:
        """Have the paragraph written anew; one of ours is in any case."""
        if paragraph in self._spans:
            self.touched.add(paragraph)

    def add_after(self, block: etree._Element, paragraphs: list[etree._Element]) -> None:
        """Have new paragraphs written after a block; they stand there in the tree."""
        self._added.setdefault(block, []).extend(paragraphs)

    def data(self) -> bytes:
        """Return the part's bytes with what has changed."""
        encoding = encoding_of(self._data)

        def bytes_of(element: etree._Element) -> bytes:
            parent = element.getparent()
            scope = parent.nsmap if parent is not None else {}
            return written(element, scope=scope, encoding=encoding)

        changes: list[tuple[int, int, bytes]] = []
        for block in self.touched | set(self._added):
            start, end = self._spans[block]
            added = b"".join(map(bytes_of, self._added.get(block, ())))
            if block in self.touched:
                changes.append((start, end, bytes_of(block) + added))
            else:
                changes.append((end, end, added))
        return replaced(self._data, changes)


class Paper:
    """A Word file: its parts with text, and what is written into it."""

    def __init__(self, data: bytes, *, name: str) -> None:
        """Open the file; raises ReadError where it is damaged, encrypted or signed."""
        self._data = data
        self._name = name
        self._package = opened(data, name=name)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self._members = archive.namelist()
        if any(member.startswith(_SIGNED) for member in self._members):
            raise UnsupportedFile(
                f"{name} bears a digital signature, which any change would break: ask for a copy without one."
            )
        self.main = self._package.related("", "officeDocument") or "word/document.xml"
        self._ties = self._package.relationships(self.main)
        styles = self._package.xml(self._target("styles"))
        self._styles = Styles(styles)
        self.styles = frozenset(attribute(style, "styleId") or "" for style in children(styles, "style"))
        self._parts: dict[str, Part] = {}
        self._new: dict[str, bytes] = {}
        self._comments: list[etree._Element] = []

    def texts(self) -> list[bytes]:
        """Return the bytes of all XML parts."""
        return [self._package.part(m) or b"" for m in dict.fromkeys(self._members) if m.endswith(".xml")]

    def part(self, name: str) -> Part:
        """Return a part to write into; raises DamagedFile."""
        if name not in self._parts:
            if self._package.xml(name) is None:  # checks what it can hold: no entities, no document type
                raise DamagedFile(f"{self._name} has no part {name}: read the file again.")
            self._parts[name] = Part(self._package.part(name) or b"", self._styles)
        return self._parts[name]

    def line(self, at: ParagraphAt) -> Line | None:
        """Return the letters of a paragraph; None where there is none."""
        if at.part not in self._members:
            return None
        return self.part(at.part).line(at.paragraph)

    def part_of(self, element: etree._Element) -> Part:
        """Return the part that an element stands in."""
        root = element.getroottree().getroot()
        return next(part for part in self._parts.values() if part.root is root)

    def touched(self) -> list[etree._Element]:
        """Return the paragraphs that are written anew."""
        return [paragraph for part in self._parts.values() for paragraph in part.touched]

    def settings(self) -> etree._Element | None:
        """Return the settings; None where there are none."""
        return self._package.xml(self._target("settings"))

    def add_comment(self, comment: etree._Element) -> None:
        """Have a comment written into the comments part."""
        self._comments.append(comment)

    def data(self) -> bytes:
        """Return the whole file with what has changed."""
        changed = {name: part.data() for name, part in self._parts.items()}
        changed |= self._with_comments() if self._comments else {}
        return packed(self._data, {n: d for n, d in changed.items() if d != self._package.part(n)})

    def _target(self, kind: str) -> str:
        found = (tie.target for tie in self._ties.values() if tie.kind == kind and not tie.external)
        return next(found, posixpath.join(posixpath.dirname(self.main), f"{kind}.xml"))

    def _with_comments(self) -> dict[str, bytes]:
        """Return the comments part with ours, and where it is new what ties it to the text."""
        name = self._target("comments")
        data = self._package.part(name)
        changed = {}
        if data is None:
            space = namespace_of(self.part(self.main).root)
            data = (
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
                f'<w:comments xmlns:w="{space}"></w:comments>'
            ).encode()
            changed = self._tied(name)
        return {name: with_children(as_utf8(data), self._comments), **changed}

    def _tied(self, name: str) -> dict[str, bytes]:
        """Return the content types and the main part's relationships with the new comments part."""
        folder, file = posixpath.split(self.main)
        ties = posixpath.join(folder, "_rels", f"{file}.rels")
        ties_data = as_utf8(self._package.part(ties) or f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        types_data = as_utf8(self._package.part(_TYPES) or b"")
        tie = etree.fromstring(f'<Relationship xmlns="{_RELATIONS}"/>')
        tie.set("Id", self._free_tie())
        tie.set("Type", self._comments_kind())
        tie.set("Target", posixpath.relpath(name, folder or "."))
        types = parsed(types_data)
        kind = etree.fromstring(f'<Override xmlns="{namespace_of(types)}"/>')
        kind.set("PartName", f"/{name}")
        kind.set("ContentType", _COMMENTS_TYPE)
        return {
            _TYPES: with_children(types_data, [kind]),
            ties: with_children(ties_data, [tie]),
        }

    def _free_tie(self) -> str:
        return next(i for n in range(1, len(self._ties) + 2) if (i := f"rId{n}") not in self._ties)

    def _comments_kind(self) -> str:
        """Return the type of the relationship, of the same edition of the format as the text."""
        if "purl.oclc.org" in namespace_of(self.part(self.main).root):
            return "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
        return "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def is_protected(settings: etree._Element | None) -> bool:
    """Tell whether Word asks for a password before changes can be made or accepted."""
    found = next(children(settings, "documentProtection"), None)
    return found is not None and (attribute(found, "enforcement") or "0") not in ("0", "false", "off")
