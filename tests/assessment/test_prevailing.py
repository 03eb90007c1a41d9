"""Of two papers that say different things the prevailing one counts, and both are shown."""

import pytest

from pipeline.domain.review import NoteKind, Status

from .sets import assessed, finding, shown

DAY = "5. Provider shall notify Customer of incidents within 24 hours."
WEEK = "7. Provider shall notify Customer of incidents within 300 hours."
DPA_WINS = "9. In the event of conflict between the Agreement and this Addendum, this Addendum prevails."
MSA_WINS = "9. If this Agreement and the Data Processing Addendum conflict, this Agreement shall control."
SAID = {"in-deadline": (f"24 h: {DAY}", f"300 h: {WEEK}")}


@pytest.mark.parametrize(
    ("msa", "dpa", "is_met", "review"),
    [
        ((WEEK,), (DAY, DPA_WINS), True, False),
        ((WEEK, MSA_WINS), (DAY,), False, False),
        ((DAY, MSA_WINS), (WEEK,), True, False),
        ((WEEK,), (DAY,), False, True),
        ((WEEK, MSA_WINS), (DAY, DPA_WINS), False, True),
    ],
    ids=["the DPA wins", "the MSA wins", "the MSA wins with the better", "no rule", "each claims to win"],
)
def test_of_two_deadlines_the_prevailing_one_counts(msa, dpa, is_met, review):
    found = finding(assessed({"msa": msa, "dpa": dpa}, SAID), "in-deadline")
    assert (found.status is Status.MET) is is_met
    assert [n.kind for n in found.notes] == [NoteKind.PRECEDENCE]
    assert len({e.document for e in found.evidence}) == 2
    assert found.needs_review or not review


def test_the_rule_is_shown_with_both_places():
    found = assessed({"msa": (WEEK,), "dpa": (DAY, DPA_WINS)}, SAID)
    assert shown(finding(found, "in-deadline")) == {"d1.c2", "d2.c2", "d2.c3"}
    (rule,) = found.precedence
    assert (rule.documents, rule.evidence.clause) == (("d2", "d1"), "d2.c3")
    assert "prevails over" in finding(found, "in-deadline").notes[0].sentence


def test_the_same_deadline_twice_is_no_conflict():
    again = "7. Provider shall notify Customer of breaches within one day."
    said = {"in-deadline": (f"24 h: {DAY}", f"24 h: {again}")}
    found = finding(assessed({"msa": (again,), "dpa": (DAY,)}, said), "in-deadline")
    assert (found.status, found.notes) == (Status.MET, ())


def test_two_deadlines_in_one_paper_are_the_judges_matter():
    found = finding(assessed({"dpa": (DAY, WEEK)}, SAID), "in-deadline")
    assert found.notes == ()


PROMISE = "5. Provider shall notify Customer of incidents."
AGAINST = "7. Provider reports incidents on its status page and in no other way."


@pytest.mark.parametrize(
    ("msa", "dpa", "counts", "unsure"),
    [
        ((AGAINST,), (PROMISE, DPA_WINS), {"d2.c2"}, False),
        ((AGAINST, MSA_WINS), (PROMISE,), {"d1.c2"}, False),
        ((AGAINST,), (PROMISE,), {"d1.c2", "d2.c2"}, True),
    ],
)
def test_a_promise_against_words_that_take_it_away(msa, dpa, counts, unsure):
    said = {"in-duty": (PROMISE, f"adverse: {AGAINST}")}
    found = finding(assessed({"msa": msa, "dpa": dpa}, said), "in-duty")
    assert found.notes[0].kind is NoteKind.PRECEDENCE
    assert shown(found) >= {"d1.c2", "d2.c2"}
    assert found.needs_review or not unsure
    assert {e.clause for e in found.evidence[:1]} <= counts


@pytest.mark.parametrize(
    ("msa", "dpa", "first"),
    [
        ((AGAINST,), (PROMISE, DPA_WINS), "d2.c2"),
        ((AGAINST, MSA_WINS), (PROMISE,), "d1.c2"),
        ((AGAINST,), (PROMISE,), ""),
    ],
    ids=["the DPA wins", "the MSA wins", "no rule"],
)
def test_fainter_words_against_a_promise_are_a_conflict_where_a_rule_ranks_the_papers(msa, dpa, first):
    said = {"in-duty": (PROMISE, f"faint: adverse: {AGAINST}")}
    found = finding(assessed({"msa": msa, "dpa": dpa}, said), "in-duty")
    assert [n.kind for n in found.notes] == ([NoteKind.PRECEDENCE] if first else [])
    assert not first or found.evidence[0].clause == first


def test_what_a_higher_paper_puts_in_place_of_a_promise_stands():
    instead = "7. In place of the duty to notify Provider will use reasonable efforts to tell Customer."
    said = {"in-duty": (PROMISE, f"qualified: {instead}")}
    higher = finding(assessed({"msa": (instead, MSA_WINS), "dpa": (PROMISE,)}, said), "in-duty")
    lower = finding(assessed({"msa": (instead,), "dpa": (PROMISE, DPA_WINS)}, said), "in-duty")
    assert [n.kind for n in higher.notes] == [NoteKind.PRECEDENCE]
    assert (higher.evidence[0].clause, lower.evidence[0].clause, lower.notes) == ("d1.c2", "d2.c2", ())


def test_a_rule_with_a_limited_reach_is_left_to_a_persons_eye():
    limited = DPA_WINS.replace("prevails.", "prevails with regard to the processing of personal data.")
    found = finding(assessed({"msa": (WEEK,), "dpa": (DAY, limited)}, SAID), "in-deadline")
    assert (found.status, found.needs_review) == (Status.MET, True)
    assert "with regard to the processing of personal data" in found.notes[0].sentence


LEVEL = "2. The portal is available 99.5 % of each month."
CREDIT = "3. A missed level of availability is made good by a credit."


@pytest.mark.parametrize(
    ("words", "against"),
    [
        ("7. Provider does not warrant that the portal is free of errors or available at all times.", False),
        ("7. The portal comes as is and as available.", False),
        ("7. The portal comes as is. Provider is not answerable for lost data.", False),
        ("7. Customer has no right to withhold payment when availability fails.", False),
        ("7. Customer has no right to a level of availability.", True),
        ("7. The portal comes as is. No level of availability is binding on Provider.", True),
        ("7. Provider does not warrant any availability of the portal.", True),
        ("7. Provider switches the portal off as it likes.", True),
    ],
)
def test_a_general_disclaimer_takes_back_no_figure_of_another_paper(words, against):
    said = {"in-deadline": (f"99.5 %: {LEVEL}", CREDIT, f"adverse: {words}")}
    found = finding(assessed({"msa": (words, MSA_WINS), "dpa": (LEVEL, CREDIT)}, said), "in-deadline")
    assert (NoteKind.PRECEDENCE in [n.kind for n in found.notes]) is against


def test_a_figure_counts_where_no_value_was_read_from_it():
    words = "7. The portal comes as is and as available."
    said = {"in-duty": (LEVEL, f"adverse: {words}")}
    found = finding(assessed({"msa": (words, MSA_WINS), "dpa": (LEVEL,)}, said), "in-duty")
    assert found.notes == ()


def test_a_general_disclaimer_takes_back_what_fixes_no_figure():
    words = "7. The portal comes as is and as available."
    said = {"in-duty": (CREDIT, f"adverse: {words}")}
    found = finding(assessed({"msa": (words, MSA_WINS), "dpa": (CREDIT,)}, said), "in-duty")
    assert [n.kind for n in found.notes] == [NoteKind.PRECEDENCE]


THREE = "3. Provider shall notify Customer of incidents within 120 hours."
ORDER_OF = (
    "9. If the documents conflict they prevail in this order: (a) the Order Form; (b) the Data Processing Addendum; "
    "(c) this Agreement."
)


def test_of_three_deadlines_that_of_the_highest_paper_counts():
    texts = {"msa": (WEEK, ORDER_OF), "dpa": (DAY,), "order_form": (THREE,)}
    said = {"in-deadline": (*SAID["in-deadline"], f"120 h: {THREE}")}
    found = finding(assessed(texts, said), "in-deadline")
    assert found.status is Status.PARTIAL
    assert "order-form.txt prevails over" in found.notes[0].sentence


def test_what_a_rule_keeps_for_itself_goes_before_the_order():
    rule = (
        "9. If the documents conflict they prevail in this order: (a) this Agreement; (b) the Data Processing Addendum, "
        "save that on all matters of incidents the Data Processing Addendum prevails over every other document."
    )
    found = finding(assessed({"msa": (WEEK, rule), "dpa": (DAY,)}, SAID), "in-deadline")
    assert found.status is Status.MET
