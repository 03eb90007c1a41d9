"""Surgery on a serialised part: elements are replaced where they stand, every other byte stays as it was."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from lxml import etree

from pipeline.ooxml.elements import name_of
from pipeline.redline.tracked.names import parsed

_DECLARED = re.compile(r'\sxmlns(?::([^\s=]+))?="([^"]*)"')
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_BLOCKS = frozenset(("p", "tbl", "sdt"))


@dataclass(slots=True)
class _Open:
    """What the parser has seen: open blocks by their start, the spans of those closed, in order of start."""

    starts: list[int] = field(default_factory=list)
    spans: dict[int, int] = field(default_factory=dict)


def as_utf8(data: bytes) -> bytes:
    """Return a part in UTF-16 as UTF-8; any other as it is."""
    if data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data
    text = data.decode("utf-16")
    return re.sub(r"""(<\?xml[^>]*?encoding\s*=\s*["'])[^"']+""", r"\1UTF-8", text, count=1).encode()


def block_spans(data: bytes, root: etree._Element) -> dict[etree._Element, tuple[int, int]]:
    """Return where in the bytes each paragraph, table and content control of the tree stands."""
    seen = _Open()
    parser = expat.ParserCreate()

    def begin(name: str, _: Any) -> None:
        if name.rpartition(":")[2] in _BLOCKS:
            seen.starts.append(parser.CurrentByteIndex)

    def end(name: str) -> None:
        if name.rpartition(":")[2] in _BLOCKS:
            start = seen.starts.pop()
            seen.spans[start] = _end_of(data, start, parser.CurrentByteIndex)

    parser.StartElementHandler = begin
    parser.EndElementHandler = end
    parser.Parse(data, True)
    blocks = list(root.iter("{*}p", "{*}tbl", "{*}sdt"))
    return dict(zip(blocks, sorted(seen.spans.items()), strict=True))


def _end_of(data: bytes, start: int, at: int) -> int:
    """Return where the element ends: the parser stands at its closing tag, or after an empty-element tag."""
    is_empty_tag = data[at - 2 : at] == b"/>" and b"<" not in data[start + 1 : at]
    return at if is_empty_tag else data.index(b">", at) + 1


def replaced(data: bytes, changes: Iterable[tuple[int, int, bytes]]) -> bytes:
    """Return the bytes with each (start, end, instead) put in place; what lies inside another is dropped."""
    out: list[bytes] = []
    at = 0
    for start, end, instead in sorted(changes, key=lambda change: change[:2]):
        if start < at:
            continue
        out += [data[at:start], instead]
        at = end
    return b"".join((*out, data[at:]))


def written(element: etree._Element, *, scope: Mapping[str | None, str], encoding: str) -> bytes:
    """Return the element as it is written where the namespaces of `scope` are declared around it."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    end = text.index(">")
    own = _DECLARED.sub(lambda d: "" if scope.get(d[1]) == d[2] else d[0], text[:end])
    return (own + text[end:]).encode(encoding, "xmlcharrefreplace")


def encoding_of(data: bytes) -> str:
    """Return the encoding that a part declares."""
    found = _ENCODING.match(data[:200].removeprefix(b"\xef\xbb\xbf"))
    return found[1].decode() if found else "utf-8"


def with_children(data: bytes, children: Sequence[etree._Element]) -> bytes:
    """Return a part with more children at the end of its root."""
    root = parsed(data)
    fragments = b"".join(written(c, scope=root.nsmap, encoding=encoding_of(data)) for c in children)
    data = data.rstrip()
    if len(root) == 0 and data.endswith(b"/>"):
        prefix = f"{root.prefix}:" if root.prefix else ""
        return data[:-2] + b">" + fragments + f"</{prefix}{name_of(root)}>".encode()
    close = data.rindex(b"</")
    return data[:close] + fragments + data[close:]
