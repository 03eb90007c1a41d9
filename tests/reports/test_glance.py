from dataclasses import replace

from pipeline.domain.review import Precedence, Status
from pipeline.reports.glance import core_gaps, facts, order_in_words, stands, stands_in_words
from pipeline.reports.outline import Papers, outcomes

from .contracts import LIBRARY, POSITIONS, agreement, assessment, evidence, judged_set

TWO = assessment(papers=(agreement("w", name="dpa.pdf"), agreement("w", id="d2", name="terms.pdf")))


def order(documents, named, scope=""):
    return order_in_words(Precedence(documents, named, evidence("w"), scope), Papers.of(TWO))


def test_core_gaps_are_critical_then_high_and_never_of_a_supporting_subject():
    statuses = (Status.PARTIAL, Status.CONTRADICTED, Status.WEAK, Status.ABSENT, Status.ABSENT, Status.ABSENT)
    found = core_gaps(outcomes(assessment(statuses=statuses), LIBRARY))
    assert [o.requirement.id for o in found] == ["in-deadline", "in-duty", "dl-places", "in-content"]


def test_the_set_in_a_line_each():
    assert {f.about: f.said for f in facts(judged_set(), LIBRARY)} == {
        "If papers conflict": "acme-dpa.pdf before acme-terms.pdf",
        "Not supplied": "1 paper (Security Policy); 2 points may be settled there",
        "Left to fill in": "3 places in 2 documents; 1 point rests on them",
        "Nobody's task": "1 of 3 processes: security tests",
        "May be changed": "1 point the provider may change by itself",
    }


def test_nothing_is_said_where_there_is_nothing_to_say():
    bare = replace(assessment(), references=(), placeholders=(), responsibilities=())
    assert facts(bare, LIBRARY) == ()


def test_an_order_names_files_where_they_are_here_and_the_rules_own_words_where_not():
    assert order(("d2", "d1"), ("Terms", "DPA")) == "terms.pdf before dpa.pdf"
    assert order(("d1",), ("DPA", "Order Form")) == "“DPA” before “Order Form”"
    assert order(("d2", "d1"), ("Order Form", "Terms", "DPA")) == "“Order Form” before “Terms” before “DPA”"
    assert order(("d1",), ()) == "dpa.pdf prevails"
    assert order((), ()) == ""
    assert (
        order(("d1", "d2"), (), "as to personal data") == "dpa.pdf before terms.pdf (“as to personal data”)"
    )


def test_what_to_walk_away_from_comes_first_and_silence_is_no_position():
    found = outcomes(assessment(), POSITIONS)
    assert {s.value: [o.requirement.id for o in group] for s, group in stands(found).items()} == {
        "walk_away": ["in-deadline"],
        "negotiate": ["dl-places"],
        "acceptable": ["in-duty"],
        "standard": ["in-content"],
    }
    assert next(iter(stands(found))).value == "walk_away"
    said = "walk away on 1 point, 1 to be negotiated, 1 acceptable and 1 at our standard"
    assert stands_in_words(found) == said
    assert stands(outcomes(assessment(), LIBRARY)) == {} and stands_in_words([]) == ""
