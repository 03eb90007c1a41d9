"""Reading is real, judging is fake: each document's first paragraph is taken for a deadline that is met."""

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

from pipeline.domain.agreement import Agreement, AgreementSet, Clause
from pipeline.domain.reading import FamilyScore, ReadAgreement, Stance
from pipeline.domain.review import (
    Assessment,
    Coverage,
    Edition,
    Evidence,
    Failure,
    Finding,
    Review,
    Searched,
    Status,
)
from pipeline.errors import ReadError
from pipeline.library import load_library
from pipeline.readers.guarded import read_guarded

LIBRARY = load_library()
TOOLS = SimpleNamespace(library=LIBRARY, edition=Edition("0.1.0", "sha256:aa", LIBRARY.version, "sha256:bb"))
FAMILY = (FamilyScore("incident-notification", 0.5),)


def read_agreement(path: Path, *, document_id: str, tools: object, keep: object = None) -> ReadAgreement:
    document = read_guarded(path, document_id=document_id)
    clauses = tuple(
        Clause(f"{document_id}.c{n}", document_id, str(n), str(n), "", document.quote(b.span), b.span)
        for n, b in enumerate(document.blocks, 1)
    )
    agreement = Agreement(document, "msa", 0.5, "en", True, "", clauses)
    return ReadAgreement(agreement, {c.id: FAMILY for c in clauses[:1]}, ())


def assess_agreements(
    supplier: str, readings: list[ReadAgreement], failures=(), *, tools: object
) -> Assessment:
    agreements = tuple(r.agreement for r in readings)
    searched = Searched(len(agreements), sum(len(a.clauses) for a in agreements), None, 0)

    def finding(requirement: str) -> Finding:
        evidence = tuple(_evidence(a) for a in agreements) if requirement == "in-deadline" else ()
        status = Status.MET if evidence else Status.ABSENT
        return Finding(requirement, status, 0.5, False, "as read", (), evidence, (), searched)

    return Assessment(
        AgreementSet(supplier, agreements),
        {c: f for r in readings for c, f in r.families.items()},
        tuple(finding(r.id) for r in LIBRARY.requirements),
        Coverage(0.25, {family.id: 0.25 for family in LIBRARY.families}),
        (),
    )


def analyze(
    supplier: str,
    paths: list[Path],
    *,
    tools: object,
    keep: object = None,
    unopened: Sequence[Failure] = (),
    read: object = None,
) -> Review:
    readings, failures = [], []
    for n, path in enumerate(paths, 1):
        try:
            readings.append(read_agreement(path, document_id=f"d{n}", tools=tools))
        except ReadError as error:
            failures.append(Failure(path.name, str(error)))
    assessments = (assess_agreements(supplier, readings, tools=tools),) if readings else ()
    return Review(TOOLS.edition, assessments, (*failures, *unopened))


def _evidence(agreement: Agreement) -> Evidence:
    clause = agreement.clauses[0]
    place = agreement.document.locate(clause.span)
    return Evidence(clause.document, clause.id, clause.span, clause.text, place, Stance.BINDING, "fake")
