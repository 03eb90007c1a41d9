"""Tracked changes: how many are pending, and which paragraphs and rows they take away."""

from dataclasses import dataclass

from lxml import etree

from pipeline.ooxml.elements import child, name_of


@dataclass(frozen=True, slots=True)
class Pending:
    """Numbers of tracked changes that nobody has accepted or rejected yet."""

    insertions: int = 0
    deletions: int = 0
    moves: int = 0

    @property
    def total(self) -> int:
        """Return the number of all changes."""
        return self.insertions + self.deletions + self.moves


def pending(root: etree._Element) -> Pending:
    """Count insertions, deletions and moves of text, paragraph marks and table rows."""
    counts = {"ins": 0, "del": 0, "moveTo": 0}
    for element in root.iter("{*}ins", "{*}del", "{*}moveTo"):
        parent = element.getparent()
        in_mark = parent is not None and name_of(parent) == "rPr"
        if not in_mark or not _changes_text(element):
            counts[name_of(element)] += 1
    return Pending(counts["ins"], counts["del"], counts["moveTo"])


def _changes_text(mark: etree._Element) -> bool:
    """Tell whether the paragraph whose mark is changed holds a change of the same kind in its text."""
    paragraph = next(mark.iterancestors("{*}p"), None)
    return child(paragraph, name_of(mark)) is not None


def loses_its_end(paragraph: etree._Element) -> bool:
    """Tell whether the paragraph mark is deleted or moved away, so that the next paragraph joins on."""
    mark = child(paragraph, "pPr", "rPr")
    return child(mark, "del") is not None or child(mark, "moveFrom") is not None


def is_deleted_row(row: etree._Element) -> bool:
    """Tell whether a table row is deleted."""
    return child(row, "trPr", "del") is not None


def is_deleted_cell(cell: etree._Element) -> bool:
    """Tell whether a table cell is deleted."""
    return child(cell, "tcPr", "cellDel") is not None
