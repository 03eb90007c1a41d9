"""Small reviews made by hand: a library of six requirements, papers, findings, hostile words."""

from dataclasses import replace

from pipeline.domain.agreement import Agreement, AgreementSet, Clause, DocumentReference, Placeholder
from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.places import PageBox, Place, Span
from pipeline.domain.reading import FamilyScore, Stance
from pipeline.domain.requirements import (
    Family,
    Library,
    Requirement,
    Scoring,
    Severity,
    Stand,
    Subpoint,
    Thresholds,
    Wording,
)
from pipeline.domain.review import (
    Assessment,
    Coverage,
    Edition,
    Evidence,
    Failure,
    Finding,
    Nearest,
    Note,
    NoteKind,
    Precedence,
    Responsibility,
    Review,
    Searched,
    SearchedDocument,
    Status,
    SubpointResult,
)
from pipeline.domain.terms import FindingTerm, Term, TermType

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "=cmd|' /C calc'!A0",
    "harmless;=cmd|' /C calc'!A0",
    "+49 30 1234",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "red \x1b[31mALERT\x1b[0m \x9b2J \x07",
    "refund in \u202e03\u202c days \u2066isolated",
    "a | b | c\n---|---|---\n1 | 2 | 3",
    "![pixel](http://tracker.example/p.png) and [click](javascript:alert(3))",
    "see https://evil.example/path_(x)?a=1&b=2 or www.evil.example or mail to a_b@evil.example",
    "# heading\n- item\n1. one\n> quote\n```\ncode\n```\n<!-- comment -->\n&lt;b&gt; *em* _em_ ~~gone~~",
    "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 8,
    "يجب على مقدم الخدمة إخطار العميل خلال ٧٢ ساعة",
    "המפעיל יודיע ללקוח בתוך 72 שעות",
    "Notify 🚨 within 3️⃣ days 👩‍⚖️",
    "[bold red]markup[/bold red] [/] [link=http://evil.example]x[/link]",
    "{{ 7 * 7 }} {% raw %} ${x}",
    "lone \ud800 surrogate and nul \x00",
    "]]> --> </style></blockquote></svg>",
)

EDITION = Edition("0.1.0", "a" * 64, "1.0.0", "b" * 64)


def requirement(id: str, title: str, severity: Severity, **changes: object) -> Requirement:
    """Return a requirement with two essential sub-points and wording."""
    fields: dict[str, object] = {
        "id": id,
        "title": title,
        "severity": severity,
        "severity_reason": "Everything else hangs on it",
        "controls": {"2015": ("CLD.8.1.5",), "2026": ("5.11", "8.10"), "27002:2022": ("5.11",)},
        "basis": "derived",
        "basis_note": "The guidance asks for a schedule; the number is ours.",
        "mapping_confidence": "high",
        "binds": "provider",
        "service_models": ("saas",),
        "must_say": "The provider says it.",
        "subpoints": (
            Subpoint(f"{id}.1", "A duty in binding words", essential=True),
            Subpoint(f"{id}.2", "A number of days", essential=True),
            Subpoint(f"{id}.3", "A contact by name", essential=False),
        ),
        "thresholds": Thresholds("all", "some", "little"),
        "examples": (),
        "wording": Wording(f"Preferred words for {id} [X].", f"Fallback words for {id}."),
        "ask": f"Please state {id}.",
        "cues": (),
        "near_misses": (),
    }
    return Requirement(**(fields | changes))  # type: ignore[arg-type]


LIBRARY = Library(
    version="1.0.0",
    digest="a" * 64,
    families=(
        Family(
            "incident-notification",
            "Incident notification",
            "core",
            "Who is told.",
            (
                requirement("in-duty", "Duty to tell the customer", Severity.CRITICAL),
                requirement("in-deadline", "Time limit for the first notice", Severity.CRITICAL),
                requirement("in-content", "What a notice holds", Severity.HIGH),
            ),
        ),
        Family(
            "data-location",
            "Data location",
            "core",
            "Where data is.",
            (requirement("dl-places", "Places are named", Severity.HIGH),),
        ),
        Family(
            "personnel",
            "Personnel",
            "supporting",
            "Who works there.",
            (
                requirement("pe-training", "Staff are trained", Severity.LOW),
                requirement(
                    "pe-secrecy",
                    "Staff keep secrets",
                    Severity.MEDIUM,
                    controls={"2015": (), "2026": ("6.6",)},
                ),
            ),
        ),
    ),
    controls=(),
    aliases=(),
    processes=(),
    scoring=Scoring(dict.fromkeys(Severity, 1.0), {s.value: 0.0 for s in Status}),
    vocabulary={},
)

MIXED = (Status.PARTIAL, Status.CONTRADICTED, Status.MET, Status.ABSENT, Status.WEAK, Status.NOT_ASSESSABLE)


def document(
    text: str, *, id: str = "d1", name: str = "acme-dpa.pdf", unread: tuple[int, ...] = ()
) -> Document:
    """Return a two-page PDF whose whole text is one block on page 2."""
    span = Span(0, len(text))
    place = PageBox(2, (72.0, 318.4, 523.1, 346.004))
    block = Block(span, BlockKind.PARAGRAPH, (Piece(span, place),))
    return Document(
        id, Source(name, "application/pdf", "c" * 64, 1234), text, (block,), pages=2, pages_unread=unread
    )


def agreement(text: str, **changes: object) -> Agreement:
    """Return an agreement of one clause 8.1 (Breach)."""
    named = {k: changes.pop(k) for k in ("id", "name", "unread") if k in changes}
    read = document(text, **named)  # type: ignore[arg-type]
    clause = Clause(f"{read.id}.c1", read.id, "8.1", "8.1", "Breach", text, Span(0, len(text)))
    fields: dict[str, object] = {
        "document": read,
        "kind": "dpa",
        "kind_confidence": 0.91,
        "language": "en",
        "is_service_agreement": True,
        "not_because": "",
        "clauses": (clause,),
        "terms": (Term(TermType.DATE, "2026-01-01", Span(0, 5), text[:5], role="effective_date"),),
    }
    return Agreement(**(fields | changes))  # type: ignore[arg-type]


def evidence(
    quote: str, *, place: Place | None = None, stance: Stance = Stance.BINDING, clause: str = "d1.c1"
) -> Evidence:
    """Return words of the first document, on page 2 unless said otherwise."""
    where = place or PageBox(2, (72.0, 318.4, 523.1, 346.004))
    return Evidence("d1", clause, Span(0, len(quote)), quote, where, stance, "cue")


def finding(requirement: Requirement, status: Status, quote: str) -> Finding:
    """Return a finding as the status asks for: with a quote, or with what was searched."""
    silent = status in (Status.ABSENT, Status.NOT_ASSESSABLE, Status.NOT_APPLICABLE)
    nearest = (
        (Nearest(evidence(quote), "it speaks of planned maintenance"),) if status is Status.ABSENT else ()
    )
    return Finding(
        requirement=requirement.id,
        status=status,
        confidence=0.83456,
        needs_review=status is Status.CONTRADICTED,
        reason=f"{requirement.id} is {status.value}",
        subpoints=tuple(SubpointResult(s.id, s.number == 1, 0.9) for s in requirement.subpoints),
        evidence=() if silent else (evidence(quote),),
        terms=() if silent else (FindingTerm("deadline", "duration", "72 h", "72 hours"),),
        searched=Searched(documents=1, clauses=1, pages=2, pages_unread=0, nearest=nearest),
    )


def assessment(
    *,
    statuses: tuple[Status, ...] = MIXED,
    quote: str = "Provider shall tell Customer within 72 hours.",
    supplier: str = "acme",
    library: Library = LIBRARY,
    overall: float | None = 0.414,
    papers: tuple[Agreement, ...] | None = None,
    warnings: tuple[str, ...] = (),
) -> Assessment:
    """Return an assessment with one finding a requirement, all of them quoting the same words."""
    papers = (agreement(quote),) if papers is None else papers
    shares = {f.id: None if overall is None else (n % 10) / 10 for n, f in enumerate(library.families)}
    first = Span(0, min(3, len(quote)))
    return Assessment(
        agreements=AgreementSet(supplier, papers),
        clause_families={"d1.c1": (FamilyScore("incident-notification", 0.97),)},
        findings=tuple(finding(r, s, quote) for r, s in zip(library.requirements, statuses, strict=True)),
        coverage=Coverage(overall, shares),
        responsibilities=(
            Responsibility("backup and restore", "customer", (evidence(quote),)),
            Responsibility("encryption and keys", "nobody", ()),
        ),
        references=(
            DocumentReference("Acceptable Use Policy", "https://acme.example/aup", "d1", first, quote),
            DocumentReference("Security Annex", None, "d1", first, quote, supplied=True),
        ),
        placeholders=(
            Placeholder("d1", first, f"[to be attached] {quote}", PageBox(2, (1.0, 2.0, 3.0, 4.0))),
        ),
        warnings=warnings,
    )


def review(
    *assessments: Assessment, failures: tuple[Failure, ...] = (), left_out: tuple[Failure, ...] = ()
) -> Review:
    """Return the review of these assessments; of one with every kind of status where none is given."""
    return Review(EDITION, assessments or (assessment(),), failures, left_out)


CARVED = "Nothing in this addendum applies to incidents at a sub-processor."


def noted(kind: NoteKind, sentence: str, *quotes: str) -> Note:
    """Return a note with these words as its evidence."""
    return Note(kind, sentence, tuple(evidence(q, stance=Stance.ADVERSE) for q in quotes))


def judged_set(
    *, quote: str = "Provider shall tell Customer within 72 hours.", words: str = ""
) -> Assessment:
    """Return a set of two papers: every kind of note, precedence, blanks, papers relied on, both sides' tasks.

    `words` go wherever a contract's own words do beside the quote.
    """
    papers = (agreement(quote), agreement(quote, id="d2", name=words or "acme-terms.pdf", kind="tos"))
    made = assessment(quote=quote, papers=papers)
    searched = (SearchedDocument("d1", 41, 3), SearchedDocument("d2", 120, 40, (7, 8)))
    notes = tuple(
        noted(kind, f"A {kind.value} stands elsewhere. {words}", words or CARVED) for kind in NoteKind
    )
    found = []
    for finding_ in made.findings:
        each = Searched(2, 161, 43, 2, finding_.searched.nearest, searched)
        found.append(
            replace(finding_, searched=each, notes=notes if finding_.requirement == "in-duty" else ())
        )
    span, title = Span(0, min(3, len(quote))), words or "Security Policy"
    named = DocumentReference(title, "https://acme.example/security", "d1", span, quote)
    return replace(
        made,
        findings=tuple(found),
        responsibilities=(
            Responsibility(
                "backup and restore",
                "shared",
                (),
                (evidence(quote),),
                (evidence(words or CARVED),),
                0.4,
                "Both are told.",
            ),
            Responsibility("security tests", "nobody", (), reason="No words give it to anybody."),
            Responsibility("API keys", "provider", (), (evidence(quote),)),
        ),
        references=(
            DocumentReference("Order Form", None, "d1", span, quote, supplied=True),
            DocumentReference("Service Levels", None, "d2", span, quote, supplied=True, changeable=True),
            replace(named, changeable=True, needed_for=("dl-places", "in-content")),
            replace(named, document="d2"),
        ),
        placeholders=(
            Placeholder("d1", span, "____", PageBox(1, (1.0, 2.0, 3.0, 4.0)), kind="blank"),
            Placeholder("d1", span, "____", PageBox(2, (1.0, 2.0, 3.0, 4.0)), kind="blank"),
            Placeholder(
                "d2", span, words or "[list of measures]", None, clause="d2.c1", empties=("in-content",)
            ),
        ),
        precedence=(
            Precedence(("d1", "d2"), (words or "Addendum", "Terms"), evidence("The Addendum prevails.")),
        ),
    )


def playbook(**stands: Stand) -> Library:
    """Return the library with a firm's positions by requirement, "_" for "-"."""
    held = {id.replace("_", "-"): stand for id, stand in stands.items()}
    families = tuple(
        replace(f, requirements=tuple(replace(r, stand=held.get(r.id, r.stand)) for r in f.requirements))
        for f in LIBRARY.families
    )
    return replace(LIBRARY, families=families)


POSITIONS = playbook(
    in_duty=Stand(acceptable="weak", held=True),
    in_deadline=Stand(acceptable="partial", walk_away="contradicted", note="The board decides", held=True),
    in_content=Stand(held=True),
    dl_places=Stand(acceptable="partial", held=True),
)
