"""What a clause says is the same wherever it stands, and read once."""

from dataclasses import replace

import pytest

from pipeline.classification import clause_reading
from pipeline.classification.classify import classify
from pipeline.classification.scoring import Learned

from .papers import Part, agreement, cues
from .small import heads, small_library, vectorizer

BREACH = "Provider tells Customer of a breach in some hours."
BACKUP = "A backup is made nightly. It holds data."


@pytest.fixture
def learned() -> Learned:
    return Learned(vectorizer(), heads())


@pytest.fixture
def read(learned, monkeypatch):
    """Return what classifies a paper, and how many clauses had to be scored for it."""
    scored: list[int] = []
    real = clause_reading.score_units
    monkeypatch.setattr(
        clause_reading, "score_units", lambda units, *rest: (scored.append(len(units)), real(units, *rest))[1]
    )

    def reading(*parts: Part | str, library=None):
        before = sum(scored)
        found = classify(agreement(*parts), library or small_library(), cues=cues(), learned=learned)
        return found, sum(scored) - before

    return reading


def facts(found):
    return [(p.requirement, p.quote, p.probability, p.stances, p.subpoints) for p in found.passages]


def test_a_clause_met_again_is_not_scored_again(read):
    first, fresh = read(BREACH, BACKUP, BREACH)
    again, more = read(BACKUP, BREACH)
    assert (fresh, more) == (2, 0)
    assert sorted(map(str, facts(again))) == sorted({str(f) for f in facts(first)})


def test_what_is_kept_says_what_a_first_reading_says(read, learned):
    read("Invoices are paid.", BACKUP)
    kept, fresh = read(BREACH, BACKUP)
    anew = classify(
        agreement(BREACH, BACKUP),
        small_library(),
        cues=cues(),
        learned=Learned(learned.vectorizer, learned.heads),
    )
    assert fresh == 1
    assert kept.passages == anew.passages and kept.families == anew.families


def test_another_heading_makes_another_clause(read):
    read(BACKUP)
    _, fresh = read(Part(BACKUP, heading="Backups"))
    assert fresh == 1


def test_another_library_reads_anew(read):
    read(BACKUP)
    library = small_library()
    family = library.families[0]
    fewer = replace(library, families=(replace(family, requirements=family.requirements[:1]),))
    _, fresh = read(BACKUP, library=fewer)
    assert fresh == 1
