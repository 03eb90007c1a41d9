"""What is proposed against a finding: the words, the place, the comment."""

from dataclasses import replace
from itertools import pairwise

import pytest

from pipeline.domain.proposal import Position, ProposalKind
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Severity, Stand
from pipeline.domain.review import Status
from pipeline.domain.terms import FindingTerm
from pipeline.redline.proposals.accepted import accepted
from pipeline.redline.proposals.propose import propose

from .agreed import TERMS, agreement, assessment, document, found, library

MAY_NOTIFY = "The Supplier may notify the Client promptly of a security breach that affects Client Data."
DELETE = "The Supplier shall delete Client Data within one hundred and twenty (120) days after the end of this Agreement."
NO_DUTY = "The Supplier has no obligation to notify the Client of any incident."
INCIDENT = {"may notify": "incident-notification"}
DELETION = {"shall delete Client Data": "data-return-and-deletion"}


def proposed(*findings, agreed=None, families=None, **options):
    agreed = agreed or agreement()
    made = assessment(agreed, findings=findings, families=families)
    return propose(made, library(), **options)


def reads(*findings, **options):
    """Return the text as it reads with all proposals accepted."""
    return accepted(document(), proposed(*findings, **options)).text


def test_vague_time_and_soft_verb_become_the_librarys_time_and_a_duty():
    weak = found(agreement(), "in-deadline", Status.WEAK, MAY_NOTIFY, stance=Stance.QUALIFIED)
    (one,) = proposed(weak, families=INCIDENT)
    assert [(r.old, r.new) for r in one.replacements] == [
        ("may", "shall"),
        ("promptly", "without undue delay and in any event within 24 hours after becoming aware"),
    ]
    assert one.kind is ProposalKind.EDIT and not one.new_text


def test_the_fallback_has_its_own_time():
    weak = found(agreement(), "in-deadline", Status.WEAK, MAY_NOTIFY, stance=Stance.QUALIFIED)
    assert "within 72 hours" in reads(weak, families=INCIDENT, position=Position.FALLBACK)


@pytest.mark.parametrize(
    ("position", "written"),
    [
        (Position.PREFERRED, "within thirty (30) days after the end"),
        (Position.FALLBACK, "within ninety (90) days after the end"),
    ],
)
def test_a_figure_over_the_limit_becomes_the_limit_in_words_and_figures(position, written):
    terms = (FindingTerm("deletion_deadline", "duration", "120 d", "one hundred and twenty (120) days"),)
    partial = found(
        agreement(), "rd-deletion-deadline", Status.PARTIAL, DELETE, met=(1, 2, 3, 5), terms=terms
    )
    text = reads(partial, families=DELETION, position=position)
    assert written in text and "hundred" not in text


def test_a_figure_within_the_limit_stays():
    terms = (FindingTerm("deletion_deadline", "duration", "20 d", "one hundred and twenty (120) days"),)
    partial = found(agreement(), "rd-deletion-deadline", Status.PARTIAL, DELETE, met=(1, 2, 3), terms=terms)
    assert "one hundred and twenty (120) days" in reads(partial, families=DELETION)


def test_missing_points_follow_the_clauses_last_sentence():
    partial = found(agreement(), "rd-deletion-deadline", Status.PARTIAL, DELETE, met=(1, 2, 5))
    assert f"{DELETE} The duty to delete extends to every copy of Client Data.\n" in reads(
        partial, families=DELETION
    )


def test_a_clause_on_something_else_takes_no_points():
    partial = found(agreement(), "rd-deletion-deadline", Status.PARTIAL, DELETE, met=(1, 2, 5))
    (one,) = proposed(partial, families={DELETE[:30]: "personnel"})
    assert not one.replacements and one.new_text


def test_a_list_takes_no_sentence_but_a_clause_after_it():
    item = "help the Client with the export of Client Data;"
    partial = found(agreement(), "rd-export-format-and-method", Status.PARTIAL, item, met=(2,))
    (one,) = proposed(partial, families={item: "data-return-and-deletion"})
    new = one.new_text[0]
    assert new.number == "2.5"
    assert document().quote(document().blocks[new.after].span).endswith("questions of the Client;")


def test_a_new_clause_is_numbered_on_in_the_section_of_its_family():
    absent = [found(agreement(), r, Status.ABSENT) for r in ("rd-return-obligation", "rd-retrieval-window")]
    one, two = proposed(*absent, families=DELETION)
    assert [n.number for n in (*one.new_text, *two.new_text)] == ["2.5", "2.6"]
    assert one.new_text[0].text.startswith("On expiry or termination for any reason and by either party")
    assert "the Client" in one.new_text[0].text and "Provider" not in one.new_text[0].text


def test_without_a_home_a_family_gets_a_section_before_the_general_provisions():
    absent = [found(agreement(), r, Status.ABSENT) for r in ("in-deadline", "in-content")]
    text = reads(*absent)
    before, _, after = text.partition("Incident notification")
    assert before.rstrip().endswith("3A.") or before.rstrip().endswith("3A")
    assert "4. General" in after and "Signed by" in after
    assert (
        after.index("3A.1 The Supplier shall notify")
        < after.index("3A.2 Each notice")
        < after.index("4. General")
    )


def test_nothing_stands_behind_a_signature():
    every = [found(agreement(), r.id, Status.ABSENT) for r in library().requirements]
    text = reads(*every)
    assert text.rstrip().endswith("Name: ____________")


def test_an_adverse_sentence_is_struck_and_the_clause_it_stood_in_stays():
    against = found(agreement(), "in-notification-duty", Status.CONTRADICTED, NO_DUTY, stance=Stance.ADVERSE)
    text = reads(against)
    assert NO_DUTY not in text and "3.1 The Supplier shall protect Client Data.\n" in text
    assert "The Supplier shall notify the Client of every actual or reasonably suspected" in text


def test_a_clause_that_is_adverse_as_a_whole_is_rewritten_under_its_number():
    likes = "The Supplier may use any subcontractor it likes."
    against = found(
        agreement(), "sc-authorisation-notice-register", Status.CONTRADICTED, likes, stance=Stance.ADVERSE
    )
    (one,) = proposed(against)
    assert [r.old for r in one.replacements] == [likes] and not one.new_text
    assert "\n3.2 The Supplier shall keep in Schedule [X] a current list of every subcontractor" in reads(
        against
    )


def test_what_can_not_be_struck_gets_a_carve_out():
    likes = "The Supplier may use any subcontractor it likes."
    against = found(
        agreement(), "sc-flow-down-equivalence", Status.CONTRADICTED, likes, stance=Stance.ADVERSE
    )
    text = reads(against)
    assert (
        f"{likes} Nothing in this clause limits the Supplier’s obligations concerning the terms imposed on"
        in text
    )


def test_in_doubt_words_are_left_alone():
    terms = (FindingTerm("deletion_deadline", "duration", "120 d", "one hundred and twenty (120) days"),)
    partial = found(
        agreement(),
        "rd-deletion-deadline",
        Status.PARTIAL,
        DELETE,
        met=(1, 2, 3, 5),
        terms=terms,
        confidence=0.2,
    )
    (one,) = proposed(partial, families=DELETION)
    assert one.kind is ProposalKind.COMMENT and "in doubt" in one.unsafe and one.unsafe in one.comment


def test_words_of_another_paper_get_a_comment():
    other = agreement("1. Deletion\n\n1.1 " + DELETE, id="d2")
    partial = found(other, "rd-deletion-deadline", Status.PARTIAL, DELETE, met=(1,))
    made = assessment(agreement(), other, findings=(partial,))
    (one,) = propose(made, library())
    assert one.document == "d1" and one.kind is ProposalKind.COMMENT and "another paper" in one.unsafe


def test_a_comment_says_requirement_guidance_reason_and_fallback():
    (one,) = proposed(found(agreement(), "in-deadline", Status.ABSENT))
    lines = one.comment.split("\n")
    assert lines[0].startswith("Time limit for the first notification")
    assert lines[1] == "Guidance: ISO/IEC 27017:2015 16.1.1; ISO/IEC 27017:2026 5.24."
    assert lines[2] == "Why: because"
    assert lines[3].startswith("If refused: The Supplier shall notify the Client") and "72 hours" in lines[3]


def test_severity_means_that_level_and_above():
    absent = [found(agreement(), r, Status.ABSENT) for r in ("in-deadline", "sl-capacity")]
    assert [p.requirement for p in proposed(*absent, severity=Severity.HIGH)] == ["in-deadline"]
    assert len(proposed(*absent, severity=Severity.LOW)) == 2


def test_what_is_met_or_was_not_read_gets_no_proposal():
    assert proposed(found(agreement(), "in-deadline", Status.NOT_ASSESSABLE)) == ()


@pytest.mark.parametrize(
    ("acceptable", "asked"), [("met", 1), ("weak", 1), ("absent", 0), ("contradicted", 0)]
)
def test_what_a_playbook_can_live_with_is_not_asked_for(acceptable, asked):
    made = assessment(agreement(), findings=[found(agreement(), "in-deadline", Status.ABSENT)])
    families = tuple(
        replace(f, requirements=tuple(replace(r, stand=Stand(acceptable)) for r in f.requirements))
        for f in library().families
    )
    assert len(propose(made, replace(library(), families=families))) == asked


def test_several_findings_on_one_clause_do_not_overlap():
    findings = [
        found(agreement(), r, Status.PARTIAL, DELETE, met=(1,))
        for r in ("rd-deletion-deadline", "rd-deletion-confirmation", "rd-in-life-deletion")
    ]
    made = proposed(*findings, families=DELETION)
    spans = sorted(r.span for p in made for r in p.replacements if len(r.span))
    assert all(a.end <= b.start for a, b in pairwise(spans))
    text = accepted(document(), made).text
    assert text.index("The duty to delete extends") < text.index("carry a deletion")


def test_untouched_paragraphs_stay_as_they_are():
    every = [found(agreement(), r.id, Status.ABSENT) for r in library().requirements]
    text = reads(*every)
    assert all(paragraph in text for paragraph in TERMS.strip().split("\n\n"))
