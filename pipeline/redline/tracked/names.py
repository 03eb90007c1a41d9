"""Elements made in the namespace of the file at hand, transitional or strict, with its own prefix."""

import re
from collections.abc import Mapping
from typing import cast

from lxml import etree

_XML = "http://www.w3.org/XML/1998/namespace"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def parsed(data: bytes) -> etree._Element:
    """Return the tree of a part with all that stands in it; entities are not looked up."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser=parser)


def namespace_of(element: etree._Element) -> str:
    """Return the namespace of an element; "" where it has none."""
    return str(element.tag).partition("}")[0].lstrip("{")


def make(like: etree._Element, name: str, attributes: Mapping[str, str] | None = None) -> etree._Element:
    """Return a new element in the namespace of `like`, its attributes in the same."""
    space = namespace_of(like)
    made = like.makeelement(f"{{{space}}}{name}", nsmap=_prefixes(like))
    for key, value in (attributes or {}).items():
        made.set(f"{{{space}}}{key}", value)
    return made


def twin(element: etree._Element) -> etree._Element:
    """Return an empty element of the same name and attributes."""
    made = element.makeelement(element.tag, nsmap=_prefixes(element))
    for key, value in element.attrib.items():
        made.set(key, value)
    return made


def _prefixes(element: etree._Element) -> dict[str, str]:
    return cast(dict[str, str], element.nsmap)  # the stubs don't know that None stands for "no prefix"


def set_text(element: etree._Element, text: str) -> None:
    """Give a w:t or w:delText its text; space at either end is kept."""
    element.text = text
    if text != text.strip():
        element.set(f"{{{_XML}}}space", "preserve")


def writable(text: str) -> str:
    """Return the text without the characters that XML can't hold."""
    return _NOT_XML.sub("", text)
