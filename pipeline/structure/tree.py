"""The clause tree: under which number and heading each piece of text stands.

Decimals nest by their parts, "(a)" below the number before it, "(i)" below "(a)"; a schedule
begins anew. A heading holds until the next one of its rank.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.domain.agreement import Clause
from pipeline.domain.document import BlockKind
from pipeline.structure.headings import row_heading, run_in_heading
from pipeline.structure.numbering import Style
from pipeline.structure.units import Unit

_RECITAL = re.compile(
    r"\s*(?:WHEREAS|RECITALS?\b|BACKGROUND\b|PREAMBLE\b)|.{0,300}\b(?:by and between|entered into)\b",
    re.DOTALL,
)
_MOSTLY = 3  # numbered headings from which unnumbered ones are taken to stand below them
_OPENING = 12  # pieces at the start among which the parties and recitals stand


@dataclass(frozen=True, slots=True)
class _Node:
    """A clause that others may stand below; a heading without a number has no style."""

    id: str
    style: Style | None
    parts: tuple[int, ...]
    path: str
    heading: str
    level: int | None
    is_worded: bool  # "Clause 6", "Article 4": a plain "1." below it is an item
    is_bracketed: bool  # "(2)": a plain "3." does not go on from it


@dataclass(slots=True)
class _Tree:
    """The clauses above the place that is being read, outermost first."""

    headings_numbered: bool
    open: list[_Node] = field(default_factory=list)

    @property
    def heading(self) -> str:
        """Return the nearest heading above."""
        return next((node.heading for node in reversed(self.open) if node.heading), "")

    @property
    def path(self) -> str:
        """Return the full number of the clause above."""
        return next((node.path for node in reversed(self.open) if node.path), "")

    def close_for(self, unit: Unit, *, before: str) -> tuple[Style | None, tuple[int, ...]]:
        """Close the clauses that end where the unit begins; return how its number is to be read."""
        if unit.label is None:
            if unit.is_heading:
                self._close_for_heading(unit.level)
            return None, ()
        style, parts = self._reading(unit)
        if style is Style.SCHEDULE:
            self.open.clear()
        elif style is Style.DECIMAL and not _is_worded(unit) and self._begins_list(parts, before=before):
            style = Style.NUMBERED
            self._close_for_item(style, parts)
        elif style is Style.DECIMAL:
            self._close_for_decimal(parts)
        else:
            self._close_for_item(style, parts)
        return style, parts

    def _reading(self, unit: Unit) -> tuple[Style, tuple[int, ...]]:
        """Read "(i)" as nine after "(h)", else as one."""
        assert unit.label is not None
        for style, parts in unit.label.readings:
            if any(node.style is style and node.parts[0] + 1 == parts[0] for node in self.open):
                return style, parts
        return unit.label.readings[0]

    def _close_for_heading(self, level: int | None) -> None:
        keep = 1 if self.open and self.open[0].style is Style.SCHEDULE else 0
        if level is not None:
            while len(self.open) > keep and (self.open[-1].level is None or self.open[-1].level >= level):
                self.open.pop()
            return
        if self.headings_numbered and len(self.open) > keep and self.open[keep].style is Style.DECIMAL:
            keep += 1
        del self.open[keep:]

    def _close_for_decimal(self, parts: tuple[int, ...]) -> None:
        for at in reversed(range(len(self.open))):
            node = self.open[at]
            if (
                node.style is Style.DECIMAL
                and len(node.parts) < len(parts)
                and parts[: len(node.parts)] == node.parts
            ):
                del self.open[at + 1 :]
                return
        peer = next((at for at, node in enumerate(self.open) if node.style is Style.DECIMAL), None)
        if peer is not None:
            del self.open[peer:]

    def _begins_list(self, parts: tuple[int, ...], *, before: str) -> bool:
        """Tell a list "1. 2. 3." inside a clause from the clauses themselves."""
        if len(parts) > 1:
            return False
        above = next((node for node in self.open if node.style is Style.DECIMAL), None)
        if above and above.is_worded:
            return True
        lists = [node for node in self.open if node.style is Style.NUMBERED and not node.is_bracketed]
        if lists and parts[0] == lists[-1].parts[0] + 1:
            return True
        return (
            parts[0] == 1
            and before.rstrip().endswith(":")
            and any(n.style is Style.DECIMAL for n in self.open)
        )

    def _close_for_item(self, style: Style, parts: tuple[int, ...]) -> None:
        peers = [at for at, node in enumerate(self.open) if node.style is style]
        if peers and (style is Style.BULLET or parts[0] != 1 or peers[-1] == len(self.open) - 1):
            del self.open[peers[-1] :]


def clause_tree(document: str, pieces: Iterable[Unit]) -> tuple[Clause, ...]:
    """Return one clause for every piece, in text order; `document` is the id that clause ids begin with."""
    pieces = list(pieces)
    tree = _Tree(sum(_is_numbered_heading(unit) for unit in pieces) >= _MOSTLY)
    clauses: list[Clause] = []
    before = ""
    for number, unit in enumerate(pieces, start=1):
        identifier = f"{document}.c{number}"
        if unit.is_contents:
            clauses.append(Clause(identifier, document, "", "", "", unit.text, unit.span, kind="contents"))
            continue
        style, parts = tree.close_for(unit, before=before)
        clauses.append(_clause(identifier, document, unit, tree=tree, style=style))
        _open(tree, clauses[-1], unit, style=style, parts=parts)
        before = unit.text
    return tuple(clauses)


def _is_numbered_heading(unit: Unit) -> bool:
    return unit.is_heading and unit.label is not None and unit.label.style is Style.DECIMAL


def _clause(identifier: str, document: str, unit: Unit, *, tree: _Tree, style: Style | None) -> Clause:
    label = unit.label
    own = _own_heading(unit)
    return Clause(
        id=identifier,
        document=document,
        number=label.written if label else "",
        path=_path(unit, tree.path, style=style),
        heading=own or tree.heading,
        text=unit.text,
        span=unit.span,
        parent=tree.open[-1].id if tree.open else None,
        level=len(tree.open),
        kind=_kind(unit, identifier, style=style),
    )


def _is_worded(unit: Unit) -> bool:
    return (
        unit.label is not None and unit.label.style is Style.DECIMAL and not unit.label.written[:1].isdigit()
    )


def _own_heading(unit: Unit) -> str:
    end = unit.label.end if unit.label else 0
    if unit.is_heading:
        return unit.text[end:].strip().rstrip(".:") or unit.text.strip()
    row = row_heading(unit.text, label=unit.label) if unit.kind is BlockKind.TABLE_ROW else ""
    return row or run_in_heading(unit.text, label=unit.label)


def _path(unit: Unit, above: str, *, style: Style | None) -> str:
    if unit.label is None or style is None or style is Style.BULLET:
        return above
    if style is Style.SCHEDULE:
        return unit.label.bare
    if style is Style.DECIMAL:
        schedule = above.split(", ", maxsplit=1)[0] if re.match(r"[A-Z]", above) else ""
        return f"{schedule}, {unit.label.bare}" if schedule else unit.label.bare
    bare = unit.label.bare if unit.label.bare.startswith("(") else f"({unit.label.bare})"
    return f"{above}{bare}"


def _kind(unit: Unit, identifier: str, *, style: Style | None) -> str:
    if style is Style.SCHEDULE:
        return "schedule"
    if unit.is_heading:
        return "heading"
    if unit.label is None and int(identifier.rsplit(".c", 1)[1]) <= _OPENING and _RECITAL.match(unit.text):
        return "preamble"
    return "clause"


def _open(tree: _Tree, clause: Clause, unit: Unit, *, style: Style | None, parts: tuple[int, ...]) -> None:
    """Let later pieces stand below this one, where it has a number or is a heading."""
    if style is None and not unit.is_heading:
        return
    tree.open.append(
        _Node(
            id=clause.id,
            style=style,
            parts=parts,
            path=clause.path,
            heading=_own_heading(unit),
            level=unit.level if unit.is_heading else None,
            is_worded=_is_worded(unit),
            is_bracketed=clause.number.startswith("("),
        )
    )
