"""An agreement written for these tests, and findings on it made by hand."""

from functools import cache

from pipeline.domain.agreement import Agreement, AgreementSet
from pipeline.domain.document import Document, Source
from pipeline.domain.places import Span
from pipeline.domain.reading import FamilyScore, Stance
from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.review import (
    Assessment,
    Coverage,
    Evidence,
    Finding,
    Searched,
    Status,
    SubpointResult,
)
from pipeline.domain.terms import FindingTerm
from pipeline.library import load_library
from pipeline.readers.plain import read_plain
from pipeline.structure import segment

TERMS = """HOSTING AGREEMENT

This Agreement is made between Larkfield Hosting Ltd (the “Supplier”) and the client named in the Order Form (the “Client”).

1. Definitions

1.1 “Client Data” means all data that the Client stores in the Services.

2. Services

2.1 The Supplier shall provide the Services to the Client.

2.2 The Supplier may notify the Client promptly of a security breach that affects Client Data.

2.3 The Supplier shall delete Client Data within one hundred and twenty (120) days after the end of this Agreement.

2.4 The Supplier shall, on request:

(a) help the Client with the export of Client Data;

(b) answer questions of the Client;

3. Security

3.1 The Supplier shall protect Client Data. The Supplier has no obligation to notify the Client of any incident.

3.2 The Supplier may use any subcontractor it likes.

4. General

4.1 This Agreement is governed by the laws of England.

Signed by: ____________ Name: ____________
"""


@cache
def library() -> Library:
    return load_library()


def requirement(id: str) -> Requirement:
    return next(r for r in library().requirements if r.id == id)


def document(text: str = TERMS, *, id: str = "d1") -> Document:
    source = Source(f"{id}.txt", "text/plain", "", len(text))
    from pipeline.readers.manner import DEFAULT_MANNER

    return read_plain(text.encode(), source=source, document_id=id, manner=DEFAULT_MANNER)


def agreement(text: str = TERMS, *, id: str = "d1") -> Agreement:
    return segment(document(text, id=id), library().vocabulary)


def found(
    agreed: Agreement,
    id: str,
    status: Status,
    quote: str = "",
    *,
    stance: Stance = Stance.BINDING,
    met: tuple[int, ...] = (),
    terms: tuple[FindingTerm, ...] = (),
    confidence: float = 0.9,
) -> Finding:
    """Return a finding on the words quoted."""
    evidence = ()
    if quote:
        start = agreed.document.text.index(quote)
        span = Span(start, start + len(quote))
        clause = agreed.clause_at(span)
        assert clause is not None
        evidence = (Evidence(agreed.document.id, clause.id, span, quote, None, stance, "test"),)
    subpoints = tuple(SubpointResult(s.id, s.number in met, 0.9) for s in requirement(id).subpoints)
    searched = Searched(1, len(agreed.clauses), None, 0)
    return Finding(id, status, confidence, confidence < 0.6, "because", subpoints, evidence, terms, searched)


def assessment(
    *agreements: Agreement, findings: tuple[Finding, ...], families: dict[str, str] | None = None
) -> Assessment:
    """Return an assessment in which all but the findings given is met; `families` by words of the clause."""
    given = {f.requirement: f for f in findings}
    met = tuple(given.get(r.id) or found(agreements[0], r.id, Status.MET) for r in library().requirements)
    scores = {
        c.id: (FamilyScore(family, 0.9),)
        for words, family in (families or {}).items()
        for a in agreements
        for c in a.clauses
        if words in c.text
    }
    return Assessment(AgreementSet("larkfield", agreements), scores, met, Coverage(None, {}), ())
