"""Margin comments: who wrote what, when; their anchors stand in the text."""

from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.elements import attribute, children, name_of

_MARKS = {"t": None, "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Remark:
    """What a comment says, one line a paragraph."""

    text: str
    author: str
    date: str


def remarks_in(root: etree._Element | None) -> dict[str, Remark]:
    """Return the comments of a comments part by identifier."""
    return {
        attribute(comment, "id") or "": Remark(
            "\n".join(filter(None, (_words(p) for p in comment.iter("{*}p")))),
            attribute(comment, "author") or "",
            attribute(comment, "date") or "",
        )
        for comment in children(root, "comment")
    }


def _words(paragraph: etree._Element) -> str:
    names = (f"{{*}}{name}" for name in _MARKS)
    return "".join(_MARKS[name_of(e)] or e.text or "" for e in paragraph.iter(*names)).strip()
