"""Letters and digits of a part's text, read or not: the measure against which a reading is held."""

from collections.abc import Iterator

from lxml import etree

from pipeline.ooxml.elements import child, name_of

_TEXT = ("{*}t", "{*}delText")


def letters_in(root: etree._Element) -> int:
    """Count the letters and digits of all text, also deleted text; what is offered twice counts once."""
    return _count(root) - sum(_count(second) for second in _doubles(root))


def _count(element: etree._Element) -> int:
    return sum(sum(map(str.isalnum, text.text or "")) for text in element.iter(*_TEXT))


def _doubles(root: etree._Element) -> Iterator[etree._Element]:
    """Yield what is offered to older programs beside what is read, the outermost only."""
    for offer in root.iter("{*}AlternateContent"):
        within = (name_of(e) for e in offer.iterancestors())
        if child(offer, "Choice") is None or "Fallback" in within:
            continue
        yield from (e for e in offer if name_of(e) == "Fallback")
