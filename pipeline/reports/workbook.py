"""review.xlsx: the review as a workbook, a sheet for each thing that people sort, filter and hand on."""

from collections.abc import Iterator

from pipeline.domain.requirements import Library, Severity
from pipeline.domain.review import Assessment, Evidence, Review, Status
from pipeline.domain.standing import Standing
from pipeline.reports.notes import notes_of
from pipeline.reports.outline import (
    Papers,
    headline,
    notices,
    outcomes,
    page_of,
    place_in_words,
    still_missing,
    tally,
    verdict,
)
from pipeline.reports.proof import Proof
from pipeline.reports.spreadsheet import GREEN, GREY, ORANGE, RED, YELLOW, Cell, Column, Sheet, workbook
from pipeline.reports.words import (
    GUIDANCE,
    NO_ADVICE,
    NOTE,
    STANCE,
    STANDING,
    STATUS,
    controls_of,
    failed,
    made_with,
    sentence,
)
from pipeline.reports.workbook_set import SUPPLIER, Rows, rows_of, set_sheets, spoken

STATUS_TINTS = {
    STATUS[Status.CONTRADICTED]: RED,
    STATUS[Status.ABSENT]: RED,
    STATUS[Status.WEAK]: ORANGE,
    STATUS[Status.PARTIAL]: YELLOW,
    STATUS[Status.MET]: GREEN,
    STATUS[Status.NOT_ASSESSABLE]: GREY,
    STATUS[Status.NOT_APPLICABLE]: GREY,
}
STANDING_TINTS = {
    STANDING[Standing.WALK_AWAY]: RED,
    STANDING[Standing.NEGOTIATE]: ORANGE,
    STANDING[Standing.ACCEPTABLE]: YELLOW,
    STANDING[Standing.STANDARD]: GREEN,
}
SEVERITY_TINTS = {Severity.CRITICAL.value: RED, Severity.HIGH.value: ORANGE}


def render(review: Review, library: Library) -> bytes:
    """Return `review.xlsx`."""
    names = ", ".join(a.supplier for a in review.assessments)
    sheets = (_summary(review, library), _findings(review, library), _evidence(review, library))
    return workbook(
        [*sheets, *set_sheets(review, library)],
        title=f"Cloud agreement review: {names or 'nothing could be read'}",
        note=f"{GUIDANCE}; {NO_ADVICE}",
    )


def _summary(review: Review, library: Library) -> Sheet:
    counted = tuple(STATUS)
    columns = (
        SUPPLIER,
        Column("Subject", 34),
        Column("Coverage", 11, number="0 %"),
        Column("Points", 9, number="0"),
        *(Column(STATUS[s].capitalize(), 13, number="0") for s in counted),
    )

    def rows(assessment: Assessment) -> Rows:
        found = outcomes(assessment, library)
        groups = [(f.title, assessment.coverage.families.get(f.id), f.id) for f in library.families]
        for title, share, family in (("All subjects", assessment.coverage.overall, ""), *groups):
            own = [o for o in found if not family or o.family.id == family]
            counts = tally(own)
            yield (title, share, len(own), *(counts.get(s) for s in counted))

    return Sheet("Summary", columns, rows_of(review, rows), facts=tuple(_facts(review, library)))


def _facts(review: Review, library: Library) -> Iterator[tuple[str, str]]:
    for assessment in review.assessments:
        yield "Supplier", assessment.supplier
        yield "Outcome", f"{headline(assessment, library)}. {verdict(assessment, library)}"
        yield from (("Please note", notice) for notice in notices(assessment))
    for profile in library.profiles:
        yield "Reviewed for", " ".join((sentence(profile.title or profile.name), *profile.notes))
    yield from (("Could not be read", failed(f)) for f in review.failures)
    yield from (("Left out", failed(f)) for f in review.left_out)
    yield "Made with", made_with(review.edition)
    yield "What this is", f"{sentence(GUIDANCE)} The outcome of a program; {NO_ADVICE}."


FINDINGS = (
    SUPPLIER,
    Column("Requirement", 28),
    Column("Severity", 10, tints=SEVERITY_TINTS),
    Column("Status", 14, tints=STATUS_TINTS),
    Column("Our playbook", 14, tints=STANDING_TINTS),
    Column("Why", 42),
    Column("Still missing", 30),
    Column("What else bears on it", 36),
    Column("Decisive words", 56),
    Column("Where", 24),
    Column("Values", 18),
    Column("To ask", 38),
    Column("Confidence", 11, number="0.00"),
    Column("Check it", 9),
    Column("Subject", 22),
    Column("Controls 2015", 17),
    Column("Controls 2026", 17),
    Column("Id", 24),
)


def _findings(review: Review, library: Library) -> Sheet:
    def rows(assessment: Assessment) -> Rows:
        papers = Papers.of(assessment)
        for o in outcomes(assessment, library):
            finding, requirement = o.finding, o.requirement
            first = finding.evidence[0] if finding.evidence else None
            yield (
                requirement.title,
                requirement.severity.value,
                STATUS[finding.status],
                STANDING.get(o.standing, ""),
                sentence(finding.reason),
                "\n".join(still_missing(o)) if o.is_gap else "",
                "\n".join(f"{n.label}: {n.whole or n.said}" for n in notes_of(finding)),
                first.quote if first else "",
                papers.where(first) if first else "",
                "\n".join(f"{spoken(t.name)}: {t.value}" for t in finding.terms),
                requirement.ask if o.is_gap else "",
                round(finding.confidence, 2),
                "yes" if finding.needs_review else "no",
                o.family.title,
                controls_of(requirement, edition="2015"),
                controls_of(requirement, edition="2026"),
                requirement.id,
            )

    return Sheet("Findings", FINDINGS, rows_of(review, rows), frozen=2)


def _evidence(review: Review, library: Library) -> Sheet:
    columns = (
        SUPPLIER,
        Column("Requirement", 30),
        Column("Status", 14, tints=STATUS_TINTS),
        Column("What it shows", 30),
        Column("Words", 80),
        Column("Document", 26),
        Column("Clause", 24),
        Column("Page", 7, number="0"),
        Column("Place", 16),
    )

    def rows(assessment: Assessment) -> Rows:
        papers = Papers.of(assessment)
        for o in outcomes(assessment, library):
            head = (o.requirement.title, STATUS[o.finding.status])
            for evidence in o.finding.evidence:
                yield (*head, STANCE[evidence.stance], *_cited(evidence, papers))
            for note in o.finding.notes:
                for evidence in note.evidence:
                    yield (*head, NOTE[note.kind], *_cited(evidence, papers))
            proof = Proof.of(o.finding, papers)
            for near in proof.nearest:
                yield (*head, f"Does not count: {near.why_not}", *_cited(near.evidence, papers))

    return Sheet("Evidence", columns, rows_of(review, rows), frozen=2)


def _cited(evidence: Evidence, papers: Papers) -> tuple[Cell, ...]:
    return (
        evidence.quote,
        papers.name(evidence.document),
        papers.clause(evidence.clause),
        page_of(evidence.place),
        place_in_words(evidence.place),
    )
