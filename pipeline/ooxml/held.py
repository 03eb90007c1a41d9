"""What a paragraph holds, and what stands around its words."""

from dataclasses import dataclass, field, replace

from lxml import etree

from pipeline.domain.apart import Apart
from pipeline.ooxml.controls import is_placeholder
from pipeline.ooxml.elements import name_of
from pipeline.ooxml.looks import PLAIN, WHITE, Look
from pipeline.ooxml.revisions import CHANGES, Mark, Revisions


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around words: changes they belong to, why they can't be seen, the paper behind them.

    `table` is how the style of their table sets them; a `placeholder` asks to be replaced.
    """

    marks: tuple[Mark, ...] = ()
    unseen: str = ""
    paper: str = WHITE
    table: Look = PLAIN
    placeholder: bool = False

    @property
    def left_out(self) -> Mark | None:
        """Return the change for which the view leaves the words out."""
        return next((mark for mark in self.marks if mark.left_out), None)

    def within(self, *marks: Mark) -> "Around":
        """Return the same inside further changes; a change told twice is one."""
        new = tuple(mark for mark in dict.fromkeys(marks) if mark not in self.marks)
        return replace(self, marks=self.marks + new) if new else self

    def unseen_for(self, why: str) -> "Around":
        """Return the same where words can't be seen, if they could before."""
        return replace(self, unseen=self.unseen or why)


@dataclass(slots=True)
class Touched:
    """Words of a paragraph that a pending change touches: where they stand, or stood, in its text."""

    mark: Mark
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Kept:
    """Words of a paragraph that are kept out of its text, and where they stood."""

    kind: Apart
    why: str
    at: int
    text: str


@dataclass(slots=True)
class Inline:
    """What a paragraph holds.

    `boxes` are text boxes, `notes` ("footnote" or "endnote", identifier, own mark), each with what is
    around it; `anchors` are (identifier of a comment, "start", "end" or "at", position).
    """

    text: str = ""
    boxes: list[tuple[etree._Element, Around]] = field(default_factory=list)
    notes: list[tuple[str, str, str | None, Around]] = field(default_factory=list)
    touched: list[Touched] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    anchors: list[tuple[str, str, int]] = field(default_factory=list)
    plain: int = 0  # characters that are not bold
    # What changes touched in the words taken in last, so that one that goes on is known.
    _before: dict[Mark, Touched] = field(default_factory=dict)

    def touch(self, marks: tuple[Mark, ...], start: int, text: str) -> None:
        """Take in the next words and the changes that touch them; a change that goes on is one."""
        end, now = len(self.text), {}
        for mark in marks:
            before = self._before.get(mark)
            if before is not None:
                before.end, before.text = end, before.text + text
            else:
                self.touched.append(Touched(mark, start, end, text))
            now[mark] = before or self.touched[-1]
        self._before = now

    def keep(self, kind: Apart, why: str, text: str) -> None:
        """Take in words that are kept out, with those before if the reason is the same."""
        last = self.kept[-1] if self.kept else None
        if last and (last.kind, last.why, last.at) == (kind, why, len(self.text)):
            last.text += text
        else:
            self.kept.append(Kept(kind, why, len(self.text), text))


def into(element: etree._Element, around: Around, revisions: Revisions) -> Around:
    """Return what is around the words inside a wrapper: a change, a content control, or nothing new."""
    name = name_of(element)
    if name in CHANGES:
        return around.within(revisions.mark(element))
    if name == "sdt" and is_placeholder(element):
        return replace(around, placeholder=True)
    return around
