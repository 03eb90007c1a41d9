"""What profiles and the playbook make of a finding."""

from dataclasses import replace

import pytest

from pipeline.assessment.assess import assess
from pipeline.assessment.profiled import profiling
from pipeline.domain.agreement import Agreement, AgreementSet
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import CheckKind, Family, Requirement, Stand, StandLimit
from pipeline.domain.review import Finding, NoteKind, Status
from pipeline.domain.standing import Standing, standing
from pipeline.domain.tailoring import CountsAs, Tailoring

from .papers import BACKUP, DEADLINE, DUTY, SaysAlways, agreement, library, passage, reading, term, within

PAPER = agreement("Customer is responsible for backups; the provider keeps snapshots in the console.")
CUSTOMERS = agreement("Customer is responsible for backups; snapshots are in the console.")


def found(
    requirement: Requirement, status: str = "weak", *, values: tuple[str, ...] = (), paper: Agreement = PAPER
) -> Finding:
    quote = paper.clauses[0].text
    stance = Stance.ADVERSE if status == "contradicted" else Stance.BINDING
    own = passage(requirement.id, quote, of=paper, stance=stance, terms=[term(v) for v in values])
    of = library(Family("f", "", "core", "", (requirement,)))
    made = assess(AgreementSet("acme", (paper,)), [reading(paper, own)], of, judge=SaysAlways(status))
    return made.findings[0]


def tailored(requirement: Requirement, **fields: object) -> Requirement:
    return replace(requirement, tailoring=Tailoring(**fields))  # type: ignore[arg-type]


def said(finding: Finding) -> list[str]:
    return [n.sentence for n in finding.notes if n.kind is NoteKind.PROFILE]


def test_without_profile_or_playbook_a_finding_is_as_it_is():
    finding = found(BACKUP)
    assert profiling(within(PAPER))(finding, BACKUP, ()) == finding
    assert said(finding) == []


def test_what_does_not_apply_is_left_out_with_the_reason():
    finding = found(tailored(BACKUP, not_applicable="No machines. (profile saas)"))
    assert (finding.status, finding.evidence, finding.needs_review) == (Status.NOT_APPLICABLE, (), False)
    assert finding.reason == "Not applicable: No machines. (profile saas)"
    assert said(finding) == ["No machines. (profile saas)"]
    assert not any(s.met for s in finding.subpoints)


def test_what_does_not_apply_is_left_out_of_coverage():
    of = library(Family("f", "", "core", "", (DUTY, tailored(BACKUP, not_applicable="x"))))
    made = assess(AgreementSet("acme", (PAPER,)), [reading(PAPER)], of, judge=SaysAlways("met"))
    alone = library(Family("f", "", "core", "", (DUTY,)))
    assert made.coverage.overall == (
        assess(
            AgreementSet("acme", (PAPER,)), [reading(PAPER)], alone, judge=SaysAlways("met")
        ).coverage.overall
    )


@pytest.mark.parametrize(
    ("statuses", "cues", "status"),
    [
        (("contradicted",), (("responsible",), ("snapshot*",)), Status.MET),
        (("contradicted",), (), Status.MET),
        (("weak",), (("responsible",),), Status.CONTRADICTED),
        (("contradicted",), (("responsible",), ("nightly",)), Status.CONTRADICTED),
    ],
)
def test_a_status_counts_as_another_where_the_words_are_there(statuses, cues, status):
    rule = CountsAs(found=statuses, counts_as="met", because="Its own task. (profile iaas)", said=cues)
    finding = found(tailored(BACKUP, instead=(rule,)), "contradicted")
    assert finding.status is status
    if status is Status.MET:
        assert said(finding) == ["Counts as met instead of contradicted: Its own task. (profile iaas)"]
        assert finding.reason == "Counts as met: Its own task. (profile iaas)"


def test_a_duty_of_the_customer_counts_where_a_profile_counts_it():
    rule = CountsAs(
        found=("weak",), counts_as="met", because="Its own task. (profile iaas)", said=(("responsible",),)
    )
    assert found(tailored(BACKUP, instead=(rule,)), paper=CUSTOMERS).status is Status.MET
    assert found(BACKUP, paper=CUSTOMERS).status is Status.ABSENT


def test_other_limits_and_notes_stand_with_the_finding():
    finding = found(
        tailored(BACKUP, changes=("24 h. (profile dora)",), notes=("Mind the cost. (profile dora)",))
    )
    assert said(finding) == ["24 h. (profile dora)", "Mind the cost. (profile dora)"]
    assert finding.status is Status.WEAK


LIMIT = StandLimit("deadline", CheckKind.DURATION_AT_MOST, acceptable="96 h", walk_away="240 h")


@pytest.mark.parametrize(
    ("stand", "status", "values", "expected"),
    [
        (Stand(), "met", (), Standing.NONE),
        (Stand(held=True), "met", (), Standing.STANDARD),
        (Stand(held=True), "partial", (), Standing.NEGOTIATE),
        (Stand("partial", held=True), "partial", (), Standing.ACCEPTABLE),
        (Stand("partial", held=True), "weak", (), Standing.NEGOTIATE),
        (Stand(walk_away="weak", held=True), "weak", (), Standing.WALK_AWAY),
        (Stand(walk_away="weak", held=True), "contradicted", (), Standing.WALK_AWAY),
        (Stand(walk_away="weak", held=True), "partial", (), Standing.NEGOTIATE),
        # The value itself: acceptable within its bound, to walk away from beyond the other.
        (Stand(limits=(LIMIT,), held=True), "partial", ("96 h",), Standing.ACCEPTABLE),
        (Stand(limits=(LIMIT,), held=True), "partial", ("97 h",), Standing.NEGOTIATE),
        (Stand(limits=(LIMIT,), held=True), "weak", ("11 d",), Standing.WALK_AWAY),
        (Stand(limits=(LIMIT,), held=True), "weak", ("10 d",), Standing.NEGOTIATE),
        (Stand(limits=(LIMIT,), held=True), "partial", (), Standing.NEGOTIATE),
        (Stand(limits=(LIMIT,), walk_away="weak", held=True), "weak", ("24 h",), Standing.WALK_AWAY),
    ],
)
def test_how_a_finding_stands_to_the_playbook(stand, status, values, expected):
    bare = replace(DEADLINE, checks=(), stand=stand)
    finding = replace(found(bare, values=values), status=Status(status))
    assert standing(finding, bare) is expected


@pytest.mark.parametrize("status", [Status.NOT_APPLICABLE, Status.NOT_ASSESSABLE])
def test_what_was_not_assessed_stands_nowhere(status):
    held = replace(BACKUP, stand=Stand(walk_away="met", held=True))
    assert standing(replace(found(BACKUP), status=status), held) is Standing.NONE


def test_a_finding_to_walk_away_from_says_so_and_shows_the_playbooks_note():
    held = replace(BACKUP, stand=Stand(walk_away="weak", note="Agreed with the board.", held=True))
    assert said(found(held)) == ["The playbook does not sign at this.", "Agreed with the board."]
    partly = replace(found(BACKUP), status=Status.PARTIAL)
    assert said(profiling(within(PAPER))(partly, held, ())) == ["Agreed with the board."]
