"""Marked-up Word files made up at random, with what each view of them holds.

Every word is its own ("w17"), so that a word lost, doubled or in the wrong place can be named.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from random import Random

from readers.word_writer import (
    changed,
    control,
    docx,
    end_changed,
    footnotes,
    p,
    run,
    text_box,
)
from readers.word_writer import (
    field as field_of,
)

ADDED, REMOVED = ("ins", "moveTo"), ("del", "moveFrom")


@dataclass(slots=True)
class MarkedUp:
    """A file, and its words: those of each view in order, those hidden, those in notes."""

    data: bytes = b""
    accepted: list[str] = field(default_factory=list)
    original: list[str] = field(default_factory=list)
    everywhere: list[str] = field(default_factory=list)


class _Maker:
    """Makes up a file; words are told as they are written, so the order is that of reading."""

    def __init__(self, random: Random, *, plain: bool) -> None:
        self._random = random
        self._plain = plain
        self._names = (f"w{n}" for n in count())
        self._notes: list[str] = []
        self.made = MarkedUp()

    def file(self) -> MarkedUp:
        body = [self._block(()) for _ in range(self._random.randint(1, 8))]
        notes = "".join(
            f'<w:footnote w:id="{n}">{p(xml)}</w:footnote>' for n, xml in enumerate(self._notes, 1)
        )
        self.made.data = docx(*body, p(self._words((), "")), footnotes=footnotes(notes))
        return self.made

    def _block(self, around: tuple[str, ...]) -> str:
        kinds = ["paragraph"] * 5 + ["whole"] * 3 + ["table"] * 2 + ([] if self._plain else ["control"])
        kind = self._random.choice(kinds)
        if kind == "table" and len(around) < 3:
            return self._table(around)
        if kind == "control":
            return control(self._paragraph(around))
        if kind == "whole":  # a paragraph that was added or struck out as a whole
            change = self._random.choice(("ins", "del"))
            return p(self._words(around, change), properties=end_changed(change))
        return self._paragraph(around)

    def _paragraph(self, around: tuple[str, ...]) -> str:
        pieces = "".join(self._piece(around) for _ in range(self._random.randint(1, 4)))
        # LibreOffice takes words added at an end and a paragraph added after it for one change, and
        # rejecting it loses an end that was there before: files to compare have no such ends.
        return p(pieces + (self._words(around, "") if self._plain else ""))

    def _piece(self, around: tuple[str, ...]) -> str:
        change = self._random.choice(("", "", "", "ins", "del", "moveFrom", "moveTo", "ins del"))
        if self._plain:
            return self._words(around, "" if "move" in change else change)
        kind = self._random.choice(
            ("plain", "plain", "hidden", "link", "control", "field", "box", "note", "white")
        )
        if kind == "hidden":
            return self._words(around, change, hidden="<w:vanish/>")
        if kind == "white":
            return self._words(around, change, hidden='<w:color w:val="FFFFFF"/>')
        if kind == "box":
            # What stands in a box is read after its paragraph; words are compared without their order.
            return text_box(p(self._words(around, change)))
        if kind == "note":
            self._notes.append(self._words(around, change))
            return f'<w:r><w:footnoteReference w:id="{len(self._notes)}"/></w:r>'
        words = self._words(around, change)
        if kind == "link":
            return f"<w:hyperlink>{words}</w:hyperlink>"
        if kind == "control":
            return control(words)
        return field_of("REF x", "").replace(run(""), words) if kind == "field" else words

    def _table(self, around: tuple[str, ...]) -> str:
        rows = "".join(self._row(around) for _ in range(self._random.randint(1, 3)))
        columns = '<w:tblGrid><w:gridCol w:w="900"/><w:gridCol w:w="900"/></w:tblGrid>'
        return f"<w:tbl><w:tblPr/>{columns}{rows}</w:tbl>{p(self._words(around, ''))}"

    def _row(self, around: tuple[str, ...]) -> str:
        change = self._random.choice(("", "", "ins", "del"))
        within = (*around, change) if change else around
        properties = f"<w:trPr>{changed(change)}</w:trPr>" if change else ""
        cells = "".join(f"<w:tc>{self._cell(within, change)}</w:tc>" for _ in range(2))
        return f"<w:tr>{properties}{cells}</w:tr>"

    def _cell(self, around: tuple[str, ...], change: str) -> str:
        if change:  # Word marks the words of such a row too
            return p(self._words(around, change), properties=end_changed(change))
        nested = not self._plain and self._random.random() < 0.15
        return self._paragraph(around) + (self._block((*around, "")) + p() if nested else "")

    def _words(self, around: tuple[str, ...], change: str, *, hidden: str = "") -> str:
        names = [next(self._names) for _ in range(self._random.randint(1, 3))]
        changes = change.split()
        kinds = {*around, *changes}
        self.made.everywhere += names
        if not hidden:
            self.made.accepted += [] if kinds & set(REMOVED) else names
            self.made.original += [] if kinds & set(ADDED) else names
        xml = run("".join(f"{name} " for name in names), hidden)
        if change == "ins del":
            return changed("ins", changed("del", xml).replace("Ann", "Bob"))
        return changed(change, xml) if change else xml


def marked_up(random: Random, *, plain: bool = False) -> MarkedUp:
    """Return a file made up at random; a plain one holds only what LibreOffice puts into its text export."""
    return _Maker(random, plain=plain).file()


def words_of(text: str) -> Iterator[str]:
    """Yield the made-up words of a text."""
    return (word for word in text.replace("|", " ").split() if word.startswith("w"))
