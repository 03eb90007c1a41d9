"""Plans carried out on the trees of a Word file: words, paragraphs, then the comments around them."""

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from pipeline.ooxml.elements import attribute, child, name_of
from pipeline.redline.proposed import changes_in_words
from pipeline.redline.tracked.comments import anchor, anchor_in, comment_of, paragraph_of
from pipeline.redline.tracked.edits import Edit, make_edit, mark_paragraph, strikes_all, top_of
from pipeline.redline.tracked.lines import Line
from pipeline.redline.tracked.names import namespace_of
from pipeline.redline.tracked.paper import Paper
from pipeline.redline.tracked.paragraphs import (
    add_paragraphs,
    can_lose_its_end,
    follows_ours,
    paragraph_like,
)
from pipeline.redline.tracked.plan import Addition, Plan
from pipeline.redline.tracked.stamp import Stamp
from pipeline.redline.tracked.where import Letters

Ends = tuple[etree._Element, etree._Element, int]  # first and last element, fields open at the last


class Writer:
    """Carries out plans with one author's stamp."""

    def __init__(self, paper: Paper, stamp: Stamp) -> None:
        self._paper = paper
        self._stamp = stamp
        self._marks: dict[int, list[etree._Element]] = {}  # of each plan, in the main part

    def write(self, plans: Sequence[Plan]) -> int:
        """Carry out all plans; return how many comments were written."""
        self._marks = {n: [] for n in range(len(plans))}
        for n, plan in enumerate(plans):
            for edit in plan.edits:
                self._edit(n, edit)
        self._add(plans)
        written = sum(self._comment(n, plan) for n, plan in enumerate(plans))
        for paragraph in self._paper.touched():
            self._tell_apart(paragraph)
        return written

    def _tell_apart(self, paragraph: etree._Element) -> None:
        """Give changes of properties that were doubled with their run an identifier of their own."""
        seen: set[str] = set()
        for change in paragraph.iter("{*}rPrChange"):
            identifier = attribute(change, "id") or ""
            if identifier in seen:
                change.set(f"{{{namespace_of(change)}}}id", self._stamp.identifiers.next())
            seen.add(identifier)

    def _edit(self, n: int, planned: Edit) -> None:
        edit, paragraph = planned, planned.line.paragraph
        ends_too = strikes_all(edit) and can_lose_its_end(paragraph)
        if ends_too:  # with the spaces that reading leaves out at either end
            edit = replace(edit, start=0, end=edit.line.length)
        marks = make_edit(edit, stamp=self._stamp)
        if ends_too:
            mark_paragraph(paragraph, "del", stamp=self._stamp)
        self._paper.part_of(paragraph).touch(paragraph)
        if self._is_in_main(paragraph):
            self._marks[n] += marks

    def _add(self, plans: Sequence[Plan]) -> None:
        """Add the new paragraphs of all plans, those for the same place together and in order."""
        additions: dict[etree._Element, list[tuple[int, Addition]]] = {}
        for n, plan in enumerate(plans):
            for addition in plan.additions:
                additions.setdefault(addition.site.behind, []).append((n, addition))
        for behind, wanted in additions.items():
            site = wanted[0][1].site
            # LibreOffice takes insertions of one minute for one, and would reject the end between them too.
            stamp = self._stamp.later() if follows_ours(site, stamp=self._stamp) else self._stamp
            new: list[etree._Element] = []
            for n, addition in wanted:
                paragraph, mark = paragraph_like(addition.like, addition.text, site=site, stamp=stamp)
                new.append(paragraph)
                self._marks[n].append(mark)
            add_paragraphs(site, new, stamp=stamp)
            part = self._paper.part_of(behind)
            part.add_after(behind, new)
            if site.joins is not None:
                part.touch(site.joins)

    def _comment(self, n: int, plan: Plan) -> bool:
        """Write the comment of a plan; return whether there was anything to say and a place to say it at."""
        text = _said(plan)
        identifier = self._stamp.identifiers.next()
        if not text or not self._anchored(n, plan, identifier):
            return False
        root = self._paper.part(self._paper.main).root
        styles = self._paper.styles
        comment = comment_of(root, text, identifier=identifier, stamp=self._stamp, styles=styles)
        self._paper.add_comment(comment)
        return True

    def _anchored(self, n: int, plan: Plan, identifier: str) -> bool:
        """Anchor a comment in new paragraphs, or around words; return whether there is a place for it."""
        marks, styles = self._marks[n], self._paper.styles
        if plan.additions and not plan.edits:
            anchor_in(marks[0], marks[-1], identifier=identifier, styles=styles)
            return True
        ends = self._ends(n, plan)
        if ends is None:
            return False
        first, last, depth = ends
        for end in (first, last):
            self._paper.part(self._paper.main).touch(paragraph_of(end))
        if self._is_struck(first) and self._is_struck(last):
            anchor_in(first, last, identifier=identifier, styles=styles)
        else:
            anchor(first, last, identifier=identifier, depth=depth, styles=styles)
        return True

    def _is_struck(self, mark: etree._Element) -> bool:
        """Tell whether a mark is our deletion in a paragraph that is struck out with its end."""
        end = child(paragraph_of(mark), "pPr", "rPr", "del")
        return name_of(mark) == "del" and end is not None and self._stamp.owns(mark) and self._stamp.owns(end)

    def _ends(self, n: int, plan: Plan) -> Ends | None:
        """Return what a comment is put around: the words named, with what was changed in their paragraphs."""
        marks = self._marks[n]
        letters = [found for found in plan.anchor if found.at.part == self._paper.main]
        if letters:
            return self._with_marks(self._around(letters), marks)
        if marks:
            return marks[0], marks[-1], 0
        return self._elsewhere(plan)

    def _around(self, letters: list[Letters]) -> Ends:
        first, last = self._line(letters[0]), self._line(letters[-1])
        start = self._edge(first, letters[0].start, is_end=False)
        end = self._edge(last, letters[-1].end - 1, is_end=True)
        return start, end, last.at(letters[-1].end - 1).depth

    def _edge(self, line: Line, position: int, *, is_end: bool) -> etree._Element:
        """Return the element at which the letter begins or ends, cut out of its run where that can be."""
        leaf = line.at(position)
        in_run = leaf.element.getparent() is leaf.run and leaf.home is None
        if in_run and top_of(leaf.run, stamp=self._stamp) is leaf.run:
            if is_end:
                line.cut_after(position)
            else:
                line.cut_before(position)
        return top_of(line.at(position).run, stamp=self._stamp)

    def _with_marks(self, ends: Ends, marks: list[etree._Element]) -> Ends:
        """Return the ends drawn out over the marks made in the same paragraphs."""
        first, last, depth = ends
        for mark in marks:
            if _comes_before(mark, first):
                first = mark
            if _comes_before(last, mark):
                last, depth = mark, 0
        return first, last, depth

    def _elsewhere(self, plan: Plan) -> Ends | None:
        """Return what stands for words that can't be commented on: their note's mark, their paragraph."""
        at = plan.anchor[0].at if plan.anchor else plan.fallback
        line = self._paper.line(at) if at is not None else None
        if at is None or line is None:
            return None
        if at.part == self._paper.main:
            return _around_all(line.paragraph)
        return self._note_mark(line.paragraph) or self._opening()

    def _opening(self) -> Ends | None:
        """Return the first words of the text, for what stands in a header or footer."""
        body = self._paper.part(self._paper.main).root[0]
        return next((ends for p in body.iterchildren("{*}p") if (ends := _around_all(p))), None)

    def _note_mark(self, paragraph: etree._Element) -> Ends | None:
        """Return the reference in the text to the note that a paragraph is part of."""
        note = next(paragraph.iterancestors("{*}footnote", "{*}endnote"), None)
        if note is None:
            return None
        root = self._paper.part(self._paper.main).root
        marks = root.iter(f"{{*}}{name_of(note)}Reference")
        found = next((m for m in marks if attribute(m, "id") == attribute(note, "id")), None)
        return None if found is None else (found, found, 0)

    def _line(self, letters: Letters) -> Line:
        line = self._paper.line(letters.at)
        assert line is not None  # the letters were found in it
        return line

    def _is_in_main(self, element: etree._Element) -> bool:
        return self._paper.part_of(element) is self._paper.part(self._paper.main)


def _around_all(paragraph: etree._Element) -> Ends | None:
    """Return what a paragraph begins and ends with; None where it holds nothing."""
    inner = [e for e in paragraph_of(paragraph) if name_of(e) != "pPr"]
    return (inner[0], inner[-1], 0) if inner else None


def _comes_before(one: etree._Element, other: etree._Element) -> bool:
    """Tell whether one element stands before another of the same paragraph."""
    paragraph = paragraph_of(one)
    if one is other or paragraph_of(other) is not paragraph:
        return False
    order = list(paragraph.iter())
    return order.index(one) < order.index(other)


def _said(plan: Plan) -> str:
    """Return the words of the comment; what was not changed in the text is said in them."""
    text = plan.proposal.comment.strip()
    if not plan.refused:
        return text
    proposed = "\n".join(changes_in_words(plan.proposal, adding="Add here"))
    return f"{text}\nNot marked in the text, because {plan.refused}. Proposed:\n{proposed}".strip()
