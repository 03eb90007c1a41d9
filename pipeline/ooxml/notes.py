"""Footnotes and endnotes, found by the references to them in the text."""

from lxml import etree

from pipeline.ooxml.elements import attribute, children
from pipeline.ooxml.numerals import roman
from pipeline.ooxml.package import Package

Paragraphs = tuple[tuple[int, etree._Element], ...]  # each with its index in the part


class Notes:
    """The notes of a document; each is taken once, and numbered in the order of the references."""

    def __init__(self, package: Package, ties: dict[str, str]) -> None:
        self._parts = {kind: ties.get(f"{kind}s", f"word/{kind}s.xml") for kind in ("footnote", "endnote")}
        self._notes = {kind: _by_identifier(package.xml(part), kind) for kind, part in self._parts.items()}
        self._taken = {"footnote": 0, "endnote": 0}

    def take(self, kind: str, identifier: str) -> tuple[str, str, Paragraphs]:
        """Return the mark, the part and the paragraphs of a note; no paragraphs the second time."""
        self._taken[kind] += 1
        count = self._taken[kind]
        mark = roman(count) if kind == "endnote" and count < 4000 else str(count)
        return mark, self._parts[kind], self._notes[kind].pop(identifier, ())


def _by_identifier(root: etree._Element | None, kind: str) -> dict[str, Paragraphs]:
    if root is None:
        return {}
    index = {paragraph: n for n, paragraph in enumerate(root.iter("{*}p"))}
    return {
        attribute(note, "id") or "": tuple((index[p], p) for p in note.iter("{*}p"))
        for note in children(root, kind)
        if attribute(note, "type") in (None, "normal")
    }
