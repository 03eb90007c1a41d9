"""What a cell of portfolio.html opens: each supplier's evidence as a block of data inside the page.

A block is read only when one of its cells is opened, so that the page opens fast whatever it holds. Texts
stand once a block, findings name them by number. Nothing of it is markup: it is written as text by the
page's script.
"""

import json
import re
from typing import Any

from pipeline.domain.portfolio import SupplierReview
from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.review import GAPS, Evidence, Finding, Status
from pipeline.reports.escaping import one_line, visible
from pipeline.reports.notes import notes_of
from pipeline.reports.register import Line, names_of, where
from pipeline.reports.words import MEANING, STANCE, STATUS, SYMBOL, controls, sentence

# One letter a status: in rows, classes and data; a capital where a person should look.
LETTER = {
    Status.CONTRADICTED: "c",
    Status.ABSENT: "a",
    Status.WEAK: "w",
    Status.PARTIAL: "p",
    Status.MET: "m",
    Status.NOT_APPLICABLE: "n",
    Status.NOT_ASSESSABLE: "q",
}
NEAREST = 3  # passages that came nearest, of those a finding holds
# What could end the block or begin markup in it, and line ends that only some programs take for such.
_HARMFUL = re.compile("[<>&\u2028\u2029]")


class Texts:
    """The texts of one supplier, each once; `number` is that of a text."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Return the number of a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def all(self) -> list[str]:
        """Return the texts in the order of their numbers, made visible."""
        return [visible(text) for text in self._numbers]


def block(review: SupplierReview, line: Line, library: Library) -> bytes:
    """Return a supplier's block: an element that holds JSON and nothing else."""
    texts, names = Texts(), names_of(review)
    found = {f.requirement: f for f in review.findings}
    said = [_finding(found[r.id], r, names, texts) if r.id in found else None for r in library.requirements]
    return _element(f"e{line.number}", {"f": said, "t": texts.all()})


def head_block(ranked: tuple[Line, ...], library: Library) -> bytes:
    """Return the block that filters and sorting rest on: the library's points, and a row a supplier."""
    family = {r.id: n for n, f in enumerate(library.families) for r in f.requirements}
    return _element(
        "register",
        {
            "families": [{"id": f.id, "title": f.title} for f in library.families],
            "requirements": [_asked(r, family[r.id]) for r in library.requirements],
            "statuses": {
                LETTER[s]: {"word": STATUS[s], "sign": SYMBOL[s], "means": MEANING[s]} for s in STATUS
            },
            "gaps": "".join(LETTER[s] for s in GAPS),
            "rows": [_row(line, library) for line in ranked],
        },
    )


def letters(line: Line) -> str:
    """Return a letter for each requirement, in catalogue order."""
    return "".join(LETTER[s].upper() if r in line.doubtful else LETTER[s] for r, s in line.statuses.items())


def _element(name: str, value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    harmless = _HARMFUL.sub(lambda c: f"\\u{ord(c[0]):04x}", text)
    return f'<script type="application/json" id="{name}">{harmless}</script>\n'.encode()


def _asked(requirement: Requirement, family: int) -> dict[str, Any]:
    return {
        "id": requirement.id,
        "family": family,
        "title": requirement.title,
        "severity": requirement.severity.value,
        "controls": controls(requirement),
        "ask": requirement.ask,
        "points": {s.id: s.text for s in requirement.subpoints if s.essential},
    }


def _row(line: Line, library: Library) -> dict[str, Any]:
    shares = (line.coverage.families.get(f.id) for f in library.families)
    return {
        "n": line.number,
        "name": one_line(line.name),
        "page": line.page,
        "risk": line.risk.points,
        "at_most": line.risk.at_most,
        "gaps": list(line.risk.gaps)[:8],
        "share": _rounded(line.coverage.overall),
        "shares": [_rounded(s) for s in shares],
        "said": letters(line),
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _finding(
    finding: Finding, requirement: Requirement, names: dict[str, str], texts: Texts
) -> dict[str, Any]:
    def cited(evidence: Evidence) -> list[int]:
        return [
            texts.number(evidence.quote),
            texts.number(where(evidence, names)),
            texts.number(STANCE[evidence.stance]),
        ]

    met = {s.id for s in finding.subpoints if s.met}
    near = finding.searched.nearest[:NEAREST] if finding.status in GAPS else ()
    said: dict[str, Any] = {
        "why": texts.number(sentence(finding.reason)),
        "sure": round(finding.confidence, 2),
        "quotes": [cited(e) for e in finding.evidence],
        "notes": [
            [texts.number(n.label), texts.number(n.whole or n.said), [cited(e) for e in (*n.short, *n.long)]]
            for n in notes_of(finding)
        ],
        "values": [[texts.number(t.name.replace("_", " ")), texts.number(t.value)] for t in finding.terms],
        "missing": [s.id for s in requirement.subpoints if s.essential and s.id not in met]
        if finding.status in GAPS
        else [],
        "near": [[*cited(n.evidence), texts.number(sentence(n.why_not))] for n in near],
    }
    return {key: value for key, value in said.items() if value != []}
