"""A reading and a review made by hand, small and with every kind of part in them."""

from pipeline.domain.agreement import (
    Agreement,
    AgreementSet,
    Clause,
    CrossReference,
    Definition,
    DocumentReference,
    Party,
    Placeholder,
)
from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.places import ElementAt, LineAt, PageBox, ParagraphAt, Span
from pipeline.domain.reading import FamilyScore, Passage, ReadAgreement, Stance
from pipeline.domain.review import (
    Assessment,
    Coverage,
    Edition,
    Evidence,
    Failure,
    Finding,
    Responsibility,
    Review,
    Searched,
    Status,
    SubpointResult,
)
from pipeline.domain.terms import FindingTerm, Term, TermType

EDITION = Edition("0.1.0", "sha256:aa", "1.0.0", "sha256:bb")
TEXT = "1. Notice\n\nProvider tells Customer within 72 hours – see clause 1.\n\n____"
PLACES = (
    PageBox(1, (72.0, 90.5, 300.0, 104.25)),
    ParagraphAt("word/document.xml", 4),
    ElementAt("#notice"),
    LineAt(7),
)


def reading(document_id: str = "d1", *, name: str = "terms.pdf", sha256: str = "c" * 64) -> ReadAgreement:
    first, second = f"{document_id}.c1", f"{document_id}.c2"
    notice, blank = Span(11, 63), Span(65, 69)
    pieces = tuple(Piece(Span(11 + n, 12 + n), place) for n, place in enumerate(PLACES))
    document = Document(
        document_id,
        Source(name, "application/pdf", sha256, 1234),
        TEXT,
        (Block(Span(0, 9), BlockKind.HEADING, (), "1", 0), Block(notice, BlockKind.PARAGRAPH, pieces)),
        pages=2,
        pages_unread=(2,),
        notes=("Page 2 is a picture.",),
    )
    term = Term(
        TermType.DURATION, "72 h", Span(40, 48), "72 hours", 72.0, "h", "becoming aware", "deadline", True
    )
    agreement = Agreement(
        document,
        kind="dpa",
        kind_confidence=0.5,
        language="en",
        is_service_agreement=True,
        not_because="",
        clauses=(
            Clause(first, document_id, "1", "1", "Notice", "1. Notice", Span(0, 9)),
            Clause(second, document_id, "", "", "", document.quote(notice), notice, parent=first, level=1),
        ),
        definitions=(Definition("Customer", Span(26, 34), "Customer"),),
        cross_references=(
            CrossReference("clause 1", Span(55, 63), "clause 1", resolved=first),
            CrossReference("clause 9", Span(55, 63), "clause 9"),
        ),
        references=(DocumentReference("SLA", None, document_id, Span(55, 63), "clause 1"),),
        placeholders=(Placeholder(document_id, blank, "____", PLACES[0]),),
        parties=(Party("provider", "Cloudy", ("we", "Provider")),),
        terms=(term,),
    )
    passage = Passage(
        requirement="in-deadline",
        document=document_id,
        clause=second,
        span=notice,
        quote=document.quote(notice),
        probability=0.875,
        stance=Stance.BINDING,
        stances={Stance.BINDING: 0.75, Stance.QUALIFIED: 0.25},
        subpoints={1: 0.5, 2: 0.125},
        found_by="classifier",
        terms=(FindingTerm("deadline", "duration", "72 h", "72 hours"),),
    )
    return ReadAgreement(agreement, {second: (FamilyScore("incident-notification", 0.75),)}, (passage,))


def review() -> Review:
    read = reading()
    passage = read.passages[0]
    evidence = Evidence(
        "d1", passage.clause, passage.span, passage.quote, PLACES[0], Stance.BINDING, "classifier"
    )
    finding = Finding(
        "in-deadline",
        Status.MET,
        0.875,
        needs_review=False,
        reason="72 hours",
        subpoints=(SubpointResult("in-deadline.1", True, 0.5),),
        evidence=(evidence,),
        terms=passage.terms,
        searched=Searched(1, 2, 2, 1),
    )
    assessment = Assessment(
        AgreementSet("acme", (read.agreement,)),
        read.families,
        (finding,),
        Coverage(0.5, {"incident-notification": 0.5, "data-location": None}),
        (Responsibility("backup", "nobody", ()),),
        references=read.agreement.references,
        placeholders=read.agreement.placeholders,
        warnings=("Page 2 was not read.",),
    )
    return Review(EDITION, (assessment,), (Failure("scan.pdf", "scan.pdf is empty."),))
