"""Which values of a clause go to which passage."""

from dataclasses import replace

import pytest

from pipeline.domain.agreement import Agreement, Clause, Party
from pipeline.domain.document import Document, Source
from pipeline.domain.places import Span
from pipeline.domain.reading import Passage, ReadAgreement, Stance
from pipeline.extraction import with_values
from pipeline.library import load_library

DELETE = "Nimbora shall delete the data within 30 days of termination."
BACKUP = "Copies in backups are deleted within 60 days."


def passage(requirement: str, span: Span, *, clause: str = "d1.c1", probability: float = 0.9) -> Passage:
    return Passage(requirement, "d1", clause, span, "", probability, Stance.BINDING, {}, {}, "")


def values(
    *passages: Passage,
    texts: tuple[str, ...] = (f"{DELETE} {BACKUP}",),
    unticked: tuple[Span, ...] = (),
) -> list[list[str]]:
    clauses, at = [], 0
    for number, text in enumerate(texts, start=1):
        parent = "d1.c1" if number > 1 else None
        span = Span(at, at + len(text))
        clauses.append(Clause(f"d1.c{number}", "d1", "", "", "", text, span, parent=parent))
        at += len(text) + 1
    document = Document("d1", Source("x.txt", "text/plain", "0" * 64, at), "\n".join(texts), ())
    named = (Party("provider", "Nimbora GmbH", ("Nimbora",)),)
    agreement = Agreement(document, "dpa", 0.9, "en", True, "", tuple(clauses), parties=named)
    agreement = replace(agreement, unticked=unticked)
    read = with_values(ReadAgreement(agreement, {}, passages), load_library())
    return [[t.value for t in p.terms] for p in read.passages]


FIRST, SECOND = Span(0, len(DELETE)), Span(len(DELETE) + 1, len(DELETE) + 1 + len(BACKUP))


def test_a_value_in_the_passage_counts_before_its_neighbours() -> None:
    assert values(passage("rd-deletion-deadline", FIRST), passage("rd-backup-copy-deletion", SECOND)) == [
        ["30 d"],
        ["60 d"],
    ]


def test_a_passage_without_a_value_takes_those_of_its_clause() -> None:
    text = f"It is as follows for the data of Customer. {DELETE}"
    assert values(passage("rd-deletion-deadline", Span(0, 42)), texts=(text,)) == [["30 d"]]


def test_a_value_of_an_option_that_was_not_chosen_is_none() -> None:
    text = f"☐ {DELETE} ☒ Nimbora shall delete the data within 90 days of termination."
    whole = passage("rd-deletion-deadline", Span(0, len(text)))
    assert values(whole, texts=(text,), unticked=(Span(0, len(DELETE) + 2),)) == [["90 d"]]


def test_a_value_stays_where_it_is_likeliest() -> None:
    shared = [
        passage("rd-deletion-deadline", FIRST, probability=0.9),
        passage("rd-in-life-deletion", FIRST, probability=0.15),
        passage("ex-transition-and-switching", FIRST, probability=0.05),
    ]
    assert values(*shared) == [["30 d"], [], []]
    near = [
        passage("rd-deletion-deadline", FIRST, probability=0.9),
        passage("rd-in-life-deletion", FIRST, probability=0.6),
    ]
    assert values(*near) == [["30 d"], ["30 d"]]


def test_a_doubtful_passage_takes_no_value_from_elsewhere_in_its_clause() -> None:
    text = f"It is as follows for the data of Customer. {DELETE}"
    assert values(passage("rd-deletion-deadline", Span(0, 42), probability=0.4), texts=(text,)) == [[]]


def test_a_certain_passage_takes_the_values_of_its_whole_clause() -> None:
    text = f"{DELETE} What remains is erased within 10 days more."
    sure, likely = (passage("rd-deletion-deadline", FIRST, probability=p) for p in (0.97, 0.8))
    assert [values(p, texts=(text,)) for p in (sure, likely)] == [[["30 d", "10 d"]], [["30 d"]]]


def test_of_two_requirements_the_one_whose_subject_stands_nearer_holds_the_value() -> None:
    text = "Logs are kept, and backups of Customer Data are deleted within 45 days."
    whole = Span(0, len(text))
    shared = [
        passage("rd-backup-copy-deletion", whole, probability=0.6),
        passage("lm-logging-capability", whole, probability=0.3),
    ]
    assert values(*shared, texts=(text,)) == [["45 d"], []]


def test_an_item_is_bound_by_the_clause_above() -> None:
    texts = ("Customer shall:", "(a) report a breach within 24 hours;")
    item = passage("in-deadline", Span(16, 52), clause="d1.c2")
    assert values(item, texts=texts) == [[]]
    assert values(item, texts=("Provider shall:", texts[1])) == [["24 h"]]


@pytest.mark.parametrize(("requirement", "told"), [("in-notification-duty", True), ("in-content", False)])
def test_what_only_others_are_told_is_marked_where_the_customer_must_be(requirement: str, told: bool) -> None:
    text = "Nimbora shall notify the supervisory authority of every incident."
    span = Span(0, len(text))
    clause = Clause("d1.c1", "d1", "", "", "", text, span)
    document = Document("d1", Source("x.txt", "text/plain", "0" * 64, len(text)), text, ())
    agreement = Agreement(document, "dpa", 0.9, "en", True, "", (clause,))
    said = replace(passage(requirement, span), quote=text)
    (found,) = with_values(ReadAgreement(agreement, {}, (said,)), load_library()).passages
    assert found.tells_others is told
