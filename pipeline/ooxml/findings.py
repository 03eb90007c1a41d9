"""What a walk finds beside the text: pending changes, comments, words kept apart, each with its place."""

from lxml import etree

from pipeline.domain.apart import Apart
from pipeline.ooxml.comments import Remark
from pipeline.ooxml.elements import child
from pipeline.ooxml.held import Inline, Touched
from pipeline.ooxml.revisions import Mark, Revisions
from pipeline.ooxml.text import At, WordChange, WordComment, WordKept

_PARAGRAPH_END = "¶"


class Findings:
    """Collects, paragraph by paragraph; comments are put together at the end."""

    def __init__(self, revisions: Revisions, remarks: dict[str, Remark]) -> None:
        self.kept: list[WordKept] = []
        self._revisions = revisions
        self._remarks = remarks
        self._changes: list[tuple[Mark, WordChange]] = []
        self._anchors: dict[str, dict[str, At]] = {}
        self._around: list[Mark] = []  # changes of the format of a table that wait for its first paragraph

    def expect(self, properties: etree._Element | None) -> None:
        """Note a change of format of a table, row or cell, to be told of its first paragraph."""
        mark = self._revisions.format_mark(properties)
        if mark is not None and mark not in self._around:
            self._around.append(mark)

    def anchor(self, identifier: str, kind: str, at: At) -> None:
        """Note where a comment's words begin ("start") or end, or where its sign stands ("at")."""
        self._anchors.setdefault(identifier, {}).setdefault(kind, at)

    def take(self, paragraph: etree._Element, inline: Inline, *, part: str, index: int) -> None:
        """Note what a paragraph holds."""
        whole = self._of_paragraph(paragraph, inline)
        for touched in (*inline.touched, *whole):
            start, end = At(part, index, touched.start), At(part, index, touched.end)
            mark = touched.mark
            change = WordChange(mark.kind, touched.text, mark.author, mark.date, start, end)
            self._changes.append((mark, change))
        for kept in inline.kept:
            if kept.text.strip():
                self.kept.append(WordKept(kept.kind, kept.why, kept.text, part, index))
        for identifier, kind, position in inline.anchors:
            self.anchor(identifier, kind, At(part, index, position))

    def keep(self, kind: Apart, why: str, text: str, *, part: str, index: int) -> None:
        """Note words of the file that no view shows in the text."""
        if text.strip():
            self.kept.append(WordKept(kind, why, text, part, index))

    def _of_paragraph(self, paragraph: etree._Element, inline: Inline) -> list[Touched]:
        """Return the changes of the whole paragraph, of its end and of a table around it."""
        properties = child(paragraph, "pPr")
        length, known = len(inline.text), {touched.mark for touched in inline.touched}
        found: list[Touched] = []
        whole = self._revisions.format_mark(properties)
        if whole is not None:
            inline_formats = [t for t in inline.touched if t.mark == whole]
            inline.touched[:] = [t for t in inline.touched if t.mark != whole]
            text = inline.text.strip() or "".join(t.text for t in inline_formats)
            found.append(Touched(whole, 0, length, text))
            known.add(whole)
        end = child(properties, "rPr")
        marks = [*self._revisions.marks_on(end), *filter(None, (self._revisions.format_mark(end),))]
        found += [Touched(mark, length, length, _PARAGRAPH_END) for mark in marks if mark not in known]
        around = [*self._around, *filter(None, (self._revisions.format_mark(child(properties, "sectPr")),))]
        found += [Touched(mark, 0, 0, "") for mark in around if mark not in known]
        self._around.clear()
        return found

    def changes(self) -> tuple[WordChange, ...]:
        """Return the changes; of a move only the side that the view shows, where it shows one."""
        shown = {c.text.strip() for mark, c in self._changes if mark.kind == "move" and not mark.left_out}
        return tuple(
            change
            for mark, change in self._changes
            if not (mark.kind == "move" and mark.left_out and change.text.strip() in shown)
        )

    def comments(self) -> tuple[WordComment, ...]:
        """Return the comments that stand in the text, in the order of their anchors."""
        found: list[WordComment] = []
        for identifier, places in self._anchors.items():
            remark = self._remarks.get(identifier)
            if remark is None:
                continue
            start = places.get("start") or places.get("at") or places["end"]
            end = places.get("end") or start
            found.append(WordComment(remark.text, remark.author, remark.date, start, end))
        return tuple(found)
