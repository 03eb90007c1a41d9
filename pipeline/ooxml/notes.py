"""Footnotes and endnotes, found by the references to them in the text."""

from lxml import etree

from pipeline.ooxml.elements import attribute, child, children, number, value
from pipeline.ooxml.numerals import drawn
from pipeline.ooxml.package import Package

_KINDS = ("footnote", "endnote")
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}


class Notes:
    """The notes of a document; each is taken once, and numbered in the order of the references."""

    def __init__(
        self, package: Package, ties: dict[str, str], places: tuple[etree._Element | None, ...]
    ) -> None:
        """Find the notes; `places` are where their numbers are set, nearest first: sections, settings."""
        self.parts = {kind: ties.get(f"{kind}s", f"word/{kind}s.xml") for kind in _KINDS}
        self.roots = {kind: package.xml(part) for kind, part in self.parts.items()}
        self._notes = {kind: _by_identifier(root, kind) for kind, root in self.roots.items()}
        settings = {kind: [child(place, f"{kind}Pr") for place in places] for kind in _KINDS}
        self._formats = {
            kind: next((f for s in given if (f := value(s, "numFmt"))), _FORMATS[kind])
            for kind, given in settings.items()
        }
        self._next = {
            kind: next((n for s in given if (n := number(s, "numStart")) is not None), 1)
            for kind, given in settings.items()
        }

    def take(self, kind: str, identifier: str, *, own: str | None) -> tuple[str, etree._Element | None]:
        """Return a note's mark and the note, None the second time; `own` is the mark if it isn't counted."""
        mark = own
        if mark is None:
            mark = drawn(self._next[kind], style=self._formats[kind])
            self._next[kind] += 1
        return mark, self._notes[kind].pop(identifier, None)

    def take_silently(self, kind: str, identifier: str) -> etree._Element | None:
        """Return a note that the view shows no reference to, uncounted; None where it was taken."""
        return self._notes[kind].pop(identifier, None)

    def rest(self) -> list[etree._Element]:
        """Return the notes that nothing referred to, and the lines that part notes from the text."""
        left = [note for notes in self._notes.values() for note in notes.values()]
        for notes in self._notes.values():
            notes.clear()
        return left


def _by_identifier(root: etree._Element | None, kind: str) -> dict[str, etree._Element]:
    """Return the notes; those of a type of their own, and doubles, under a name that nothing refers to."""
    notes: dict[str, etree._Element] = {}
    for n, note in enumerate(children(root, kind)):
        identifier = attribute(note, "id") or ""
        special = attribute(note, "type") not in (None, "normal")
        notes[f"#{n}" if special or identifier in notes else identifier] = note
    return notes
