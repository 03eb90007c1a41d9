"""Elements by local name, so that transitional and strict files, and other programs' prefixes, read alike."""

from collections.abc import Iterator

from lxml import etree

_OFF = ("0", "false", "off", "none")


def name_of(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str | None:
    """Return an attribute's value whatever its namespace; None where there is none."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """Yield the direct children of that name."""
    ending = "}" + name
    for child in element if element is not None else ():
        if str(child.tag).endswith(ending) or child.tag == name:
            yield child


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """Return the first element down a path of direct children; None where there is none."""
    for name in path:
        element = next(children(element, name), None)
    return element


def value(element: etree._Element | None, *path: str) -> str | None:
    """Return `w:val` of the element down a path; None where there is none."""
    found = child(element, *path)
    return None if found is None else attribute(found, "val")


def number(element: etree._Element | None, *path: str) -> int | None:
    """Return `w:val` of the element down a path as a number; None where it is none."""
    text = value(element, *path)
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def switch(element: etree._Element | None, *path: str) -> bool | None:
    """Return whether an on-off property down a path is on; None where it is not given."""
    found = child(element, *path)
    return None if found is None else is_on(found)


def is_on(element: etree._Element) -> bool:
    """Tell whether an on-off property is on, as it is without a value."""
    return (attribute(element, "val") or "true").lower() not in _OFF
