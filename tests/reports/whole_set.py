"""A set of two papers with everything a review can say of it: notes, rules of precedence, blanks, owners."""

from dataclasses import replace

from pipeline.domain.agreement import AgreementSet, DocumentReference, Placeholder
from pipeline.domain.places import LineAt, PageBox, Span
from pipeline.domain.requirements import Stand
from pipeline.domain.review import (
    Assessment,
    Evidence,
    Note,
    NoteKind,
    Precedence,
    Responsibility,
    Review,
    SearchedDocument,
)

from .contracts import LIBRARY, agreement, assessment, evidence, review

DUTY = "Provider shall tell Customer within 72 hours."
CARVE_OUT = "Clause 8 does not apply to incidents at subprocessors."
RANK = "If papers conflict, the DPA prevails over the master terms."


# The library with a playbook's positions on its first three requirements.
HELD = replace(
    LIBRARY,
    families=(
        replace(
            LIBRARY.families[0],
            requirements=tuple(
                replace(r, stand=Stand(acceptable="partial", walk_away="contradicted", held=True))
                for r in LIBRARY.families[0].requirements
            ),
        ),
        *LIBRARY.families[1:],
    ),
)


def elsewhere(quote: str, *, document: str = "d2") -> Evidence:
    """Return words of the second paper, a text file."""
    found = evidence(quote, place=LineAt(3), clause=f"{document}.c1")
    return replace(found, document=document)


def whole(**changes: object) -> Assessment:
    """Return an assessment of a DPA and master terms; the first finding has a note of every kind."""
    terms = agreement(f"{CARVE_OUT}\n\n{RANK}", id="d2", name="acme-terms.txt", kind="msa")
    source = replace(terms.document.source, sha256="d" * 64)
    papers = (
        agreement(DUTY, id="d1", name="acme-dpa.pdf", unread=(2,)),
        replace(terms, document=replace(terms.document, source=source)),
    )
    made = assessment(quote=DUTY, papers=papers)
    first, *others = made.findings
    notes = tuple(Note(kind, f"What a {kind.value} says", (elsewhere(CARVE_OUT),)) for kind in NoteKind)
    searched = replace(
        made.findings[3].searched,
        documents=2,
        each=(SearchedDocument("d1", 1, 2, (2,)), SearchedDocument("d2", 1, None)),
    )
    missing = replace(made.findings[3], searched=searched)
    others[2] = missing
    return replace(
        made,
        findings=(replace(first, notes=notes), *others),
        agreements=AgreementSet("acme", papers),
        precedence=(Precedence(("d1", "d2"), ("the DPA", "the master terms"), elsewhere(RANK)),),
        responsibilities=(
            Responsibility(
                "backup and restore",
                "shared",
                (evidence(DUTY), elsewhere(CARVE_OUT)),
                provider=(evidence(DUTY),),
                customer=(elsewhere(CARVE_OUT),),
                confidence=0.61999,
                reason="Both are bound",
            ),
            Responsibility("encryption and keys", "nobody", (), reason="No words speak of it"),
        ),
        references=(
            DocumentReference(
                "Trust Center", "https://acme.example/trust", "d2", Span(0, 6), CARVE_OUT[:6],
                changeable=True, needed_for=("in-content", "dl-places"),
            ),
        ),
        placeholders=(
            Placeholder(
                "d1", Span(0, 8), DUTY[:8], PageBox(2, (1.0, 2.0, 3.0, 4.0)),
                kind="blank", clause="d1.c1", empties=("dl-places",),
            ),
        ),
        **changes,
    )  # fmt: skip


def whole_review(**changes: object) -> Review:
    """Return the review of that assessment."""
    return replace(review(whole()), **changes)
