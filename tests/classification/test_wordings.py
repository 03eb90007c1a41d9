"""Our own wording is known again; a word that turns it, another number, the other party: it is not."""

import pytest

from pipeline.classification.units import units_of
from pipeline.classification.wordings import recognised
from pipeline.domain.document import Source
from pipeline.library import load_library
from pipeline.library.cues import index_cues
from pipeline.readers.manner import DEFAULT_MANNER
from pipeline.readers.plain import read_plain
from pipeline.structure import segment

LIBRARY = load_library()
CUES = index_cues(LIBRARY)
FRAME = """HOSTING AGREEMENT between Larkfield Ltd (“Provider”) and the customer (“Customer”)

1. Services

1.1 Provider shall provide the Services to Customer. Provider shall keep Customer Data safe. Customer shall pay.

1.2 {clause}
"""
KEEP = "Provider shall keep each backup for at least 35 days."
DUTY = "Provider shall not withhold, block or delay Customer Data on account of unpaid or disputed fees."


def seen(clause: str) -> dict[str, set[int]]:
    """Return the sub-points recognised, by requirement."""
    text = FRAME.format(clause=clause)
    source = Source("a.txt", "text/plain", "", len(text))
    document = read_plain(text.encode(), source=source, document_id="d1", manner=DEFAULT_MANNER)
    agreement = segment(document, LIBRARY.vocabulary)
    passages = recognised(agreement, tuple(units_of(agreement, CUES)), LIBRARY)
    assert all(document.quote(p.span) == p.quote for p in passages)
    return {p.requirement: set(p.subpoints) for p in passages}


@pytest.mark.parametrize(
    "clause",
    [
        KEEP,
        "Provider will keep each backup for at least 35 days.",
        "Provider shall keep each backup for at least thirty-five (35) days.",
        "The Provider shall always keep each backup for at least 35 days.",
        f"Backups are made at night. {KEEP}",
    ],
)
def test_our_sentence_is_known_in_its_variants(clause):
    assert seen(clause) == {"bc-backup-specification": {2}}


@pytest.mark.parametrize(
    "clause",
    [
        "Provider shall not keep each backup for at least 35 days.",
        "Provider shall keep each backup for at least 350 days.",
        "Provider shall keep each backup for at least 3 days.",
        "Provider may keep each backup for at least 35 days.",
        "Customer shall keep each backup for at least 35 days.",
        "Provider shall keep each backup for at least 35 days where commercially reasonable.",
        "Provider shall keep each backup for at least 35 days, unless Provider decides otherwise.",
        "Provider shall delete each backup for at least 35 days.",
        "Provider shall keep each confirmed backup for at least 35 days.",
        f"{KEEP} The preceding sentence does not apply to trial accounts.",
        "Provider shall keep each invoice for at least 35 days.",
    ],
)
def test_what_turns_our_sentence_is_not_ours(clause):
    assert seen(clause) == {}


def test_the_negation_that_we_wrote_belongs_there():
    assert seen(DUTY) == {"rd-return-obligation": {4}}
    assert seen(DUTY.replace("shall not", "shall")) == {}


def test_a_wording_counts_as_a_whole_only():
    requirement = next(r for r in LIBRARY.requirements if r.id == "rd-return-obligation")
    assert seen(requirement.wording.preferred) == {"rd-return-obligation": {1, 2, 3, 4, 5, 6}}
    first, _, rest = requirement.wording.preferred.partition(". ")
    assert seen(f"{first}.") == {}
    assert seen(rest.replace("on account of", "for reasons other than")) == {}


def test_the_fallback_meets_what_the_library_says():
    requirement = next(r for r in LIBRARY.requirements if r.id == "in-deadline")
    assert seen(requirement.wording.fallback) == {"in-deadline": {1, 2}}


def test_a_carve_out_names_the_requirements_it_cures():
    one = "Nothing in this clause limits Provider's obligations concerning the return of Customer Data."
    both = one.replace("the return of Customer Data", "the return of Customer Data and backup and restore")
    assert seen(one) == {"rd-return-obligation": set()}
    assert seen(both) == {"rd-return-obligation": set(), "bc-backup-specification": set()}
    assert seen(one.replace("limits", "extends")) == {}
    assert seen(one.replace("Data.", "Data, save for data held in backups.")) == {}


def test_every_sentence_of_ours_is_known_and_none_with_its_duty_negated():
    sentences = [(s.id, s.add) for r in LIBRARY.requirements for s in r.subpoints][::7]
    for id, sentence in sentences:
        requirement, number = id.rsplit(".", 1)
        assert int(number) in seen(sentence).get(requirement, set()), id
        if " shall " in sentence and " not " not in sentence:
            assert requirement not in seen(sentence.replace(" shall ", " shall not ", 1)), id
