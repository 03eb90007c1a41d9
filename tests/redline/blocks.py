"""What must hold of every redline, checked with code of its own."""

import io
import re
import zipfile
from collections import Counter
from copy import deepcopy

from lxml import etree

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXTS = ("t", "delText", "instrText", "delInstrText")
_WRAPPERS = ("ins", "del", "moveFrom", "moveTo")
_COMMENT_MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def name_of(element) -> str:
    return str(element.tag).rpartition("}")[2]


def attribute(element, name: str) -> str | None:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), None)


def identifiers(data: bytes) -> set[str]:
    return {i.decode() for xml in parts(data).values() for i in re.findall(rb'w:id="(-?\d+)"', xml)}


def signed(data: bytes) -> Counter[tuple[str, str, str]]:
    """Return how often each kind of mark stands in a file under each author and date."""
    found: Counter[tuple[str, str, str]] = Counter()
    for name, xml in parts(data).items():
        if name.endswith(".xml"):
            for element in etree.fromstring(xml).iter():
                if (author := attribute(element, "author")) is not None:
                    found[name_of(element), author, attribute(element, "date") or ""] += 1
    return found


def bare(xml: bytes, *, own_comments: set[str] = frozenset()) -> list[bytes]:
    """Return the blocks of a part as XML without our comments, with divided runs and marks drawn together."""
    root = etree.fromstring(xml)
    for element in list(root.iter()):
        if name_of(element) in _COMMENT_MARKS and attribute(element, "id") in own_comments:
            run = element.getparent() if name_of(element) == "commentReference" else element
            _drop(run)
    _squeeze(root)
    body = root[0] if name_of(root) == "document" else root
    return [etree.tostring(block, method="c14n", exclusive=True) for block in body]


def _forget(element, name: str) -> None:
    for key in [k for k in element.attrib if k.rpartition("}")[2] == name]:
        del element.attrib[key]


def _drop(element) -> None:
    element.tail = None
    element.getparent().remove(element)


def _squeeze(root) -> None:
    for element in root.iter():
        if name_of(element) not in _TEXTS and not (element.text or "").strip():
            element.text = None
        element.tail = None if not (element.tail or "").strip() else element.tail
        element.attrib.pop(SPACE, None)
        if name_of(element) == "rPrChange":  # doubled with its run, so one of the two got a new identifier
            _forget(element, "id")
    for element in list(root.iter()):
        if name_of(element) in ("pPr", "rPr", "trPr") and not len(element) and not element.attrib:
            _drop(element)
    for name in (*_WRAPPERS, "r"):
        for parent in {e.getparent() for e in root.iter(f"{{*}}{name}")} - {None}:
            _draw_together(parent, name)
    for run in root.iter("{*}r"):
        for text in _TEXTS:
            _draw_together(run, text)


def _draw_together(parent, name: str) -> None:
    previous = None
    for element in list(parent):
        if (
            previous is not None
            and name_of(element) == name_of(previous) == name
            and _alike(previous, element)
        ):
            if name in _TEXTS:
                previous.text = (previous.text or "") + (element.text or "")
            else:
                previous.extend([e for e in element if not (name == "r" and name_of(e) == "rPr")])
            parent.remove(element)
        else:
            previous = element


def _alike(one, other) -> bool:
    def key(element):
        attributes = {k: v for k, v in element.attrib.items() if not k.endswith("}id")}
        looks = [etree.tostring(deepcopy(e), method="c14n") for e in element if name_of(e) == "rPr"]
        return attributes, looks if name_of(element) == "r" else []

    return key(one) == key(other)
