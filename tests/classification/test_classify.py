"""Candidate passages: which clauses, which words of them, and what is said of each."""

from itertools import pairwise
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.classification.classify import QUOTE_LIMIT, QUOTE_WORDS, classify
from pipeline.classification.clause_reading import FAMILY_PROBABILITY, LEAST_PROBABILITY
from pipeline.classification.scoring import Learned
from pipeline.classification.units import units_of
from pipeline.domain.agreement import Agreement
from pipeline.domain.reading import Passage, ReadAgreement, Stance

from .papers import Part, agreement, cues
from .small import BACKUP, BEARING, DEADLINE, heads, names, small_library, vectorizer


def classified(paper: Agreement, **changes: object) -> ReadAgreement:
    return classify(
        paper,
        small_library(),
        cues=cues(),
        learned=Learned(vectorizer(), heads(**changes)),  # type: ignore[arg-type]
    )


def passages(*parts: Part | str) -> list[Passage]:
    return list(classified(agreement(*parts)).passages)


# ---------------------------------------------------------------- which clauses


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Provider tells Customer of a breach in some hours.", {DEADLINE}),
        ("A backup is made nightly.", {BACKUP}),
        ("The backup holds data of the breach.", {DEADLINE, BACKUP}),
        ("Invoices are paid in euro.", set()),
        ("The data of Provider and Customer is the data.", set()),
        ("Breaching and back up are other words.", set()),
    ],
)
def test_which_requirements_a_clause_is_a_candidate_for(text, found):
    assert {p.requirement for p in passages(text)} == found


@pytest.mark.parametrize(("times", "candidate"), [(1.05, True), (0.95, False)])
def test_a_clause_below_the_least_probability_is_no_candidate(times, candidate):
    odds = LEAST_PROBABILITY * times / (1 - LEAST_PROBABILITY * times)
    read = classified(agreement("Of the data."), bearing={}, bias=(log(odds), -20.0))
    assert bool(read.passages) is candidate
    assert all(p.probability >= LEAST_PROBABILITY for p in read.passages)


def test_the_best_sentence_speaks_for_half_of_the_clause():
    alone, among = "Provider tells of the breach.", "The data is the data of Customer. " * 3
    (one,) = passages(alone)
    (other,) = passages(f"{among}{alone} {among}")
    assert LEAST_PROBABILITY < other.probability < one.probability
    assert alone in other.quote


def test_one_sentence_in_a_long_clause_is_enough():
    filler = "The data of Provider and of Customer is the data and is of the Provider. " * 20
    (passage,) = passages(f"{filler}It is a breach. {filler}")
    assert passage.probability == pytest.approx(0.5, abs=0.01)
    assert passages(filler * 2) == []


def test_headings_and_contents_are_never_passages():
    assert passages(Part("Breach", kind="heading"), Part("7 Breach and backup", kind="contents")) == []


def test_an_agreement_without_clauses_has_no_passages():
    read = classified(agreement())
    assert (read.passages, read.families) == ((), {})


# ---------------------------------------------------------------- what is said of them


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Provider shall tell of a breach.", Stance.BINDING),
        ("Provider aims to tell of a breach.", Stance.QUALIFIED),
        ("Provider never tells of a breach.", Stance.ADVERSE),
        ("On a breach see the annex.", Stance.REFERENCE),
    ],
)
def test_the_stance_is_the_likeliest(text, stance):
    (passage,) = passages(text)
    assert passage.stance is stance
    assert max(passage.stances, key=lambda s: passage.stances[s]) is stance
    assert sum(passage.stances.values()) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("text", "met"),
    [("Provider tells of a breach in some hours.", {1}), ("Provider tells of a breach.", set())],
)
def test_sub_points_are_numbered_as_in_the_library(text, met):
    (passage,) = passages(text)
    wanted = next(r for r in small_library().requirements if r.id == DEADLINE)
    assert list(passage.subpoints) == [s.number for s in wanted.subpoints]
    assert {n for n, p in passage.subpoints.items() if p > 0.5} == met


def test_a_sub_point_that_one_sentence_meets_is_met_by_the_clause():
    filler = "The data is the data of Customer and of Provider. " * 4
    (passage,) = passages(f"{filler}The breach is told in hours.")
    assert passage.subpoints[1] > 0.5


def test_each_clause_has_its_own_stance_and_sub_points():
    found = passages(
        "Provider never tells of a breach.", "Of the data.", "Provider shall tell of a breach in hours."
    )
    assert [(p.clause, p.stance, p.subpoints[1] > 0.5) for p in found] == [
        ("d1.c1", Stance.ADVERSE, False),
        ("d1.c3", Stance.BINDING, True),
    ]


def test_passages_name_their_clause_and_document():
    found = passages("Of the data.", "Provider tells of a breach.", "A backup is made.")
    assert {(p.clause, p.requirement) for p in found} == {("d1.c2", DEADLINE), ("d1.c3", BACKUP)}
    assert {(p.document, p.found_by) for p in found} == {("d1", "classifier")}


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("The breach is told in hours.", ["incident-notification"]),
        ("The breach, the backup.", ["backup-continuity", "incident-notification"]),
        ("The backup, nightly, the backup, and the breach.", ["backup-continuity", "incident-notification"]),
        ("Of the data.", []),
    ],
)
def test_families_of_a_clause(text, families):
    read = classified(agreement(text))
    found = read.families.get("d1.c1", ())
    assert sorted(f.id for f in found) == families
    assert all(FAMILY_PROBABILITY <= f.confidence <= 1 for f in found)
    assert all(a.confidence >= b.confidence for a, b in pairwise(found))


# ---------------------------------------------------------------- which words


def sentence(*, words: int, key: str = "data") -> str:
    return " ".join(["The", key, *["is"] * (words - 3), "the."]) if words > 3 else f"The {key}."


def quoted(*sentences: str) -> str:
    (passage,) = passages(" ".join(sentences))
    return passage.quote


def test_a_short_clause_is_quoted_whole():
    text = "Provider tells of a breach. It is told to Customer. The data is kept."
    assert quoted(text) == text


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (40, 40, 90),  # all of it
        (40, 55, 50),  # 105 words: a neighbour is left out
        (QUOTE_WORDS - 10, QUOTE_WORDS, QUOTE_WORDS),  # up to the limit and no further
        (QUOTE_WORDS - 9, QUOTE_WORDS, 10),  # one word more would be too many
        (QUOTE_LIMIT, QUOTE_LIMIT, 10),
    ],
)
def test_a_quote_grows_to_about_a_hundred_words(before, after, words):
    best = sentence(words=10, key="breach")
    found = quoted(sentence(words=before), best, sentence(words=after))
    assert best in found
    assert len(found.split()) == words


def test_a_quote_grows_towards_the_better_neighbour():
    best, good = sentence(words=50, key="breach"), sentence(words=48, key="hours")
    poor = sentence(words=48)
    assert quoted(poor, best, good) == f"{best} {good}"
    assert quoted(good, best, poor) == f"{good} {best}"


@pytest.mark.parametrize("words", [QUOTE_WORDS + 1, QUOTE_LIMIT, QUOTE_LIMIT + 1, 3 * QUOTE_LIMIT])
def test_a_long_sentence_is_cut_after_a_whole_word(words):
    text = sentence(words=words, key="breach")
    assert len(text.split()) == words
    assert quoted(text) == " ".join(text.split()[:QUOTE_LIMIT])


@pytest.mark.parametrize("gap", [" ", "  ", "\n", "\t", "\u00a0", " \n "])
def test_a_cut_keeps_the_spaces_of_the_document(gap):
    text = gap.join(["breach", *["and"] * 200])
    (passage,) = passages(text)
    assert passage.quote == gap.join(["breach", *["and"] * (QUOTE_LIMIT - 1)])


WORDS = [
    *BEARING,
    "shall",
    "data",
    "the",
    "of",
    "Provider",
    "Art. 5",
    "e.g.",
    "(a)",
    "é…",
    "1.000,5",
    "—",
    "x;",
]
GAPS = st.sampled_from([" "] * 9 + ["  ", "\n", "\n\n", "\t", "\u00a0", ". ", ".\n", ".The "])
CLAUSE = st.lists(st.tuples(st.sampled_from(WORDS), GAPS), min_size=1, max_size=60).map(
    lambda pairs: "".join(word + gap for word, gap in pairs)
)
LONG_CLAUSE = st.tuples(CLAUSE, st.integers(1, 12)).map(lambda pair: pair[0] * pair[1])


@given(texts=st.lists(LONG_CLAUSE, min_size=1, max_size=3), odd=st.booleans())
@settings(max_examples=60, deadline=None)
def test_quotes_are_verbatim_short_and_whole(texts, odd):
    paper = agreement(*texts)
    # Any weights at all: whatever is learned, a quote is the contract's own words.
    weights = dict.fromkeys(BEARING, (1.0, -9.0) if odd else (-9.0, 9.0))
    read = classified(paper, bearing=weights, bias=(2.0, 0.0))
    units = {u.clause.id: u for u in units_of(paper, cues())}
    assert read.passages
    for passage in read.passages:
        unit = units[passage.clause]
        assert paper.document.quote(passage.span) == passage.quote
        assert 0 < len(passage.quote.split()) <= QUOTE_LIMIT
        assert unit.clause.span.contains(passage.span)
        assert passage.span.start in {s.start for s in unit.spans}
        after = paper.document.text[passage.span.end : passage.span.end + 1]
        assert passage.span.end in {s.end for s in unit.spans} or after.isspace()
        assert passage.requirement in names()
        assert 0 <= passage.probability <= 1


def test_the_same_agreement_gives_the_same_passages():
    paper = agreement(*["Provider shall tell of a breach. A backup is made nightly."] * 3)
    assert classified(paper) == classified(paper)


def test_many_clauses_are_scored_as_each_alone():
    texts = [f"{'The data. ' * (n % 4)}Of the breach {'and backup' if n % 3 else ''}." for n in range(150)]
    together = passages(*texts)
    assert len(together) > 150
    for at in (0, 75, 149):
        alone = {p.requirement: (p.probability, p.quote) for p in passages(texts[at])}
        mine = {p.requirement: (p.probability, p.quote) for p in together if p.clause == f"d1.c{at + 1}"}
        assert mine.keys() == alone.keys()
        for name, (probability, quote) in mine.items():
            assert quote == alone[name][1]
            assert np.isclose(probability, alone[name][0], atol=2e-4)
