"""Gaps whose answer may stand in a paper that nobody supplied."""

from dataclasses import replace

import pytest

from pipeline.assessment.finding import find
from pipeline.assessment.not_supplied import not_supplying, relied_on
from pipeline.domain.agreement import Agreement, AgreementSet, DocumentReference
from pipeline.domain.places import Span
from pipeline.domain.reading import Stance
from pipeline.domain.review import Finding, NoteKind, Status
from pipeline.library import load_library

from .papers import agreement, passage, reading, requirement, shares, within

LOGS = requirement("lm-logging-capability")
EXIT = requirement("ex-transition-and-switching")
POINTS = "The measures are set out in the Security Annex."


def paper(words: str = POINTS, *, title: str = "Security Annex", **about: object) -> Agreement:
    made = agreement(words, "Fees are due.")
    span = Span(0, len(words))
    mention = DocumentReference(title, None, "d1", span, words, paper=title, holds_substance=True)
    return replace(made, references=(replace(mention, **about),))  # type: ignore[arg-type]


def looked(made: Agreement, *passages, of=LOGS, status: str = "absent") -> Finding:
    inside = replace(within(made), readings=(reading(made, *passages),))
    return not_supplying(inside)(find(of, inside, passages, shares(status)), of, passages)


def test_a_gap_says_in_which_missing_paper_the_answer_may_be():
    found = looked(paper())
    assert found.status is Status.ABSENT
    assert found.reason.endswith("; it may be in Security Annex, which was not supplied.")
    (note,) = found.notes
    assert (note.kind, note.sentence) == (
        NoteKind.NOT_SUPPLIED,
        "It may be in Security Annex, which was not supplied: ask for it.",
    )
    assert [(e.quote, e.stance) for e in note.evidence] == [(POINTS, Stance.REFERENCE)]


@pytest.mark.parametrize(
    ("made", "of"),
    [
        (paper(supplied=True), LOGS),
        (paper(holds_substance=False), LOGS),  # named, but nothing is said to be there
        (paper("Rules of use are set out in it.", title="Acceptable Use Policy"), LOGS),  # another subject
        (paper(), EXIT),
    ],
)
def test_other_papers_hold_no_answer(made, of):
    found = looked(made, of=of)
    assert found.notes == ()
    assert found.reason == "Nothing on this in the 2 clauses of 1 document."


def test_the_heading_over_the_words_tells_what_an_unknown_paper_is_on():
    made = paper("All of it is described in the Northwind Trust Pack.", title="Northwind Trust Pack")
    assert looked(made).notes == ()
    clauses = (replace(made.clauses[0], heading="Technical and organisational measures"), *made.clauses[1:])
    assert len(looked(replace(made, clauses=clauses)).notes) == 1


@pytest.mark.parametrize(
    ("status", "stance", "probability", "told", "left"),
    [
        ("absent", Stance.REFERENCE, 0.5, True, "absent"),
        ("partial", Stance.REFERENCE, 0.5, True, "absent"),
        ("partial", Stance.ADVERSE, 0.5, False, "partial"),
    ],
)
def test_words_that_point_tell_for_any_requirement(status, stance, probability, told, left):
    made = paper()
    points = passage(EXIT.id, POINTS, of=made, stance=stance, probability=probability)
    found = looked(made, points, of=EXIT, status=status)
    assert bool(found.notes) is told
    assert found.status is Status(left)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("The measures are set out in the Security Annex, which Provider may change.",), True),
        (("The measures are set out in the Security Annex, which Provider may change.", "No logs."), False),
    ],
)
def test_what_contradicts_only_by_pointing_tells_where(words, told):
    made = paper(words[0]) if len(words) == 1 else agreement(*words)
    made = replace(made, references=paper(words[0]).references)
    passages = [passage(EXIT.id, w, of=made, stance=Stance.ADVERSE, probability=0.5) for w in words]
    found = looked(made, *passages, of=EXIT, status="contradicted")
    assert found.status is Status.CONTRADICTED
    assert len(found.notes) == told


def test_what_is_promised_needs_no_other_paper():
    made = paper()
    points = passage(EXIT.id, POINTS, of=made, stance=Stance.REFERENCE, probability=0.5)
    promised = passage(EXIT.id, POINTS, of=made, subpoints={s.number: 1.0 for s in EXIT.subpoints})
    assert looked(made, promised, points, of=EXIT, status="met").notes == ()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (POINTS, Status.ABSENT),
        # Near-misses: a duty beside the pointer, and words that use a paper rather than point to it.
        ("Provider shall keep logs, which are described in the Security Annex.", Status.WEAK),
        ("Logs are shared with auditors in line with the Security Annex.", Status.WEAK),
    ],
)
def test_words_that_only_point_to_a_missing_paper_are_no_weak_promise(words, status):
    made = paper(words)
    said = passage(LOGS.id, words, of=made, stance=Stance.QUALIFIED, probability=0.5)
    found = looked(made, said, status="weak")
    assert found.status is status
    assert bool(found.evidence) is (status is Status.WEAK)
    assert len(found.notes) == (1 if status is Status.ABSENT else 0)


def test_what_the_provider_may_change_is_asked_for_in_the_version_agreed():
    (note,) = looked(paper(changeable=True, url="https://alpha.example/sec")).notes
    assert note.sentence == (
        "It may be in Security Annex (https://alpha.example/sec), which was not supplied: ask for it; "
        "ask too for the version that is agreed, since the provider may change it."
    )


def test_each_paper_is_told_once_with_what_hangs_on_it():
    made = paper()
    again = replace(made.references[0], span=Span(5, 9), url="https://alpha.example/sec", changeable=True)
    both = replace(made, references=(*made.references, again))
    findings = [looked(both), looked(both, of=EXIT)]
    (told,) = relied_on(AgreementSet("acme", (both,)), findings)
    assert (told.title, told.url, told.changeable) == ("Security Annex", "https://alpha.example/sec", True)
    assert told.needed_for == ("lm-logging-capability",)


def test_a_paper_supplied_once_is_supplied_and_nothing_hangs_on_it():
    made = paper()
    other = replace(made.references[0], document="d2", supplied=True)
    second = replace(agreement(id="d2"), references=(other,))
    (told,) = relied_on(AgreementSet("acme", (made, second)), [looked(made)])
    assert (told.supplied, told.needed_for) == (True, ())


def test_what_papers_may_hold_are_requirements_and_subjects_of_the_library():
    library = load_library()
    held = library.vocabulary["paper_holds"]
    assert {i for ids in held.values() for i in ids} <= {r.id for r in library.requirements}
    assert held.keys() == library.vocabulary["paper_subjects"].keys()


def test_of_several_missing_papers_neither_or_none_was_supplied():
    made = paper()
    (first,) = made.references
    others = tuple(replace(first, title=t, paper=t) for t in ("Security Policy", "Security Guide"))
    for count, words in (
        (1, "Security Annex or Security Policy, neither of which was supplied."),
        (2, "Security Annex, Security Policy or Security Guide, none of which was supplied."),
    ):
        several = replace(made, references=(first, *others[:count]))
        assert looked(several).reason.endswith(f"; it may be in {words}")
