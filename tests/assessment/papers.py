"""Agreements, passages, requirements and judges made by hand for these tests."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.assessment.counting import counting
from pipeline.assessment.finding import find
from pipeline.assessment.usable import is_usable, unread_elsewhere
from pipeline.assessment.within import Set
from pipeline.domain.agreement import Agreement, AgreementSet, Clause
from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.places import LineAt, Span
from pipeline.domain.reading import Passage, ReadAgreement, Signals, Stance
from pipeline.domain.requirements import (
    Check,
    CheckKind,
    Family,
    Library,
    Process,
    Requirement,
    Scoring,
    Severity,
    Subpoint,
    Thresholds,
    Wording,
)
from pipeline.domain.review import Finding, Searched
from pipeline.domain.terms import FindingTerm
from pipeline.library import load_library

DEADLINE_CHECK = Check(CheckKind.DURATION_AT_MOST, "deadline", "24 h", "72 h", "240 h", decides=True)


def requirement(
    id: str,
    *,
    severity: Severity = Severity.HIGH,
    essential: Sequence[str] = ("A duty in binding words",),
    further: Sequence[str] = (),
    **changes: object,
) -> Requirement:
    texts = [(t, True) for t in essential] + [(t, False) for t in further]
    made = Requirement(
        id=id,
        title=id,
        severity=severity,
        severity_reason="",
        controls={},
        basis="explicit",
        basis_note="",
        mapping_confidence="high",
        binds="provider",
        service_models=("saas",),
        must_say="",
        subpoints=tuple(Subpoint(f"{id}.{n}", t, e) for n, (t, e) in enumerate(texts, start=1)),
        thresholds=Thresholds("all", "some", "little"),
        examples=(),
        wording=Wording("", ""),
        ask="",
        cues=(),
        near_misses=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@cache
def vocabulary() -> dict[str, dict[str, tuple[str, ...]]]:
    return load_library().vocabulary


DUTY = requirement("in-duty", severity=Severity.CRITICAL, essential=("A duty to tell", "A stated trigger"))
DEADLINE = requirement(
    "in-deadline", essential=("A number",), further=("A named contact",), checks=(DEADLINE_CHECK,)
)
BACKUP = requirement("bc-backup", severity=Severity.MEDIUM, essential=("Backups are made",))
LOGS = requirement("lm-logs", severity=Severity.LOW, essential=("Access is logged",))


def library(*families: Family, processes: tuple[Process, ...] = ()) -> Library:
    """Return a library of these families, of three small ones where none is given."""
    return Library(
        version="1",
        digest="0" * 64,
        families=families
        or (
            Family("incident-notification", "", "core", "", (DUTY, DEADLINE)),
            Family("backup-continuity", "", "supporting", "", (BACKUP,)),
            Family("logging", "", "supporting", "", (LOGS,)),
        ),
        controls=(),
        aliases=(),
        processes=processes,
        scoring=Scoring(
            {Severity.CRITICAL: 10, Severity.HIGH: 6, Severity.MEDIUM: 3, Severity.LOW: 1},
            {"met": 1, "partial": 0.5, "weak": 0.2, "absent": 0, "contradicted": -0.5},
        ),
        vocabulary=vocabulary(),
    )


def agreement(*clauses: str, id: str = "d1", name: str = "acme-dpa.pdf", **changes: object) -> Agreement:
    """Return an English DPA, a clause a paragraph; `pages` and `unread` speak of its document."""
    texts = clauses or ("The provider provides the service.",)
    about = {
        "pages": changes.pop("pages", None),
        "pages_unread": changes.pop("unread", ()),
    }
    text, made, blocks = "", [], []
    for number, words in enumerate(texts, start=1):
        text += "\n\n" if text else ""
        span = Span(len(text), len(text) + len(words))
        text += words
        made.append(Clause(f"{id}.c{number}", id, str(number), str(number), "", words, span))
        blocks.append(Block(span, BlockKind.PARAGRAPH, (Piece(span, LineAt(number)),)))
    source = Source(name, "text/plain", "0" * 64, len(text))
    document = Document(id, source, text, tuple(blocks), **about)  # type: ignore[arg-type]
    fields: dict[str, object] = {
        "document": document,
        "kind": "dpa",
        "kind_confidence": 1.0,
        "language": "en",
        "is_service_agreement": True,
        "not_because": "",
        "clauses": tuple(made),
    }
    return Agreement(**(fields | changes))  # type: ignore[arg-type]


def passage(
    requirement: str = "in-duty",
    quote: str = "The provider provides the service.",
    *,
    of: Agreement | None = None,
    probability: float = 0.9,
    stance: Stance = Stance.BINDING,
    sure: float = 1.0,
    subpoints: Mapping[int, float] | None = None,
    terms: Sequence[FindingTerm] = (),
) -> Passage:
    """Return a passage that stands in the agreement; `sure` is the share of its stance."""
    paper = of or agreement(quote)
    start = paper.document.text.index(quote)
    span = Span(start, start + len(quote))
    rest = (1 - sure) / 3
    clause = paper.clause_at(span)
    assert clause
    return Passage(
        requirement=requirement,
        document=paper.document.id,
        clause=clause.id,
        span=span,
        quote=quote,
        probability=probability,
        stance=stance,
        stances={s: sure if s is stance else rest for s in Stance},
        subpoints=dict(subpoints or {}),
        found_by="classifier",
        terms=tuple(terms),
    )


def term(value: str, *, name: str = "deadline", type: str = "duration") -> FindingTerm:
    return FindingTerm(name, type, value, value)


def shares(status: str, probability: float = 0.8) -> dict[str, float]:
    """Return a judge's word: the status with that probability, the rest evenly."""
    scale = ("contradicted", "absent", "weak", "partial", "met")
    rest = (1 - probability) / (len(scale) - 1)
    return {s: probability if s == status else rest for s in scale}


class SaysAlways:
    """A judge that knows its verdicts beforehand, and keeps what it was asked."""

    def __init__(self, status: str = "met", *, but: Mapping[str, str] | None = None) -> None:
        self.status, self.but = status, but or {}
        self.asked: list[Signals] = []

    def __call__(self, rows: Sequence[Signals]) -> Sequence[Mapping[str, float]]:
        self.asked += rows
        return [shares(self.but.get(r.requirement, self.status)) for r in rows]


def within(*papers: Agreement, of: Library | None = None) -> Set:
    """Return what a finding is made within, as `assess` builds it."""
    usable = [a for a in papers if is_usable(a)]
    return Set(
        documents={a.document.id: a for a in usable},
        library=of or library(),
        searched=Searched(len(usable), sum(len(a.clauses) for a in usable), None, 0),
        agreements=AgreementSet("acme", papers),
        unread=unread_elsewhere(AgreementSet("acme", papers)),
    )


def reading(paper: Agreement, *passages: Passage) -> ReadAgreement:
    return ReadAgreement(paper, {}, passages)


def counted(
    of: Requirement, *quotes: str, status: str, found_by: str = "classifier", **changes: object
) -> Finding:
    """Return what the library's rules make of a status found on quotes of one paper, the likeliest first."""
    paper = agreement(*quotes)
    passages = [
        passage(of.id, q, of=paper, probability=0.9 - n / 10, **changes)  # type: ignore[arg-type]
        for n, q in enumerate(quotes)
    ]
    inside = within(paper)
    told = [replace(p, found_by=found_by) for p in passages]
    return counting(inside)(find(of, inside, told, shares(status)), of, told)
