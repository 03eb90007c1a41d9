"""What an amendment or a later version took away does not count, and is said to be gone."""

from dataclasses import replace

from pipeline.assessment.in_force import in_force
from pipeline.domain.agreement import AgreementSet
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.review import NoteKind, Status
from pipeline.structure import stands_elsewhere
from tests.structure.sets import papers as segmented

from .papers import passage, vocabulary, within
from .sets import assessed, finding, shown

DUTY = "8.1 Provider shall notify Customer of incidents within 24 hours."
AMENDS = "This Amendment amends the Master Services Agreement."
SAID = {"in-duty": (DUTY,)}


def amended(*words: str, said=None):
    texts = {"msa": ("1. Provider hosts.", DUTY), "Amendment No. 1".replace(" ", "_"): (AMENDS, *words)}
    return finding(assessed(texts, said or SAID), "in-duty")


def test_a_clause_that_was_deleted_promises_nothing():
    found = amended("Clause 8.1 is deleted.")
    assert found.status is Status.ABSENT
    assert [n.kind for n in found.notes if n.kind is NoteKind.SUPERSEDED] == [NoteKind.SUPERSEDED]
    assert {"d1.c3", "d2.c3"} <= shown(found)


def test_what_stands_in_its_place_counts():
    new = "Provider shall notify Customer of incidents at once."
    found = amended("Clause 8.1 is replaced by the following:", new, said={"in-duty": (DUTY, new)})
    assert found.status is Status.MET
    assert [e.clause for e in found.evidence] == ["d2.c4"]


def test_a_clause_beside_it_still_counts():
    found = amended("Clause 1 is deleted.")
    assert (found.status, [n.kind for n in found.notes]) == (Status.MET, [])


def test_words_exchanged_leave_the_clause_standing():
    found = amended("In clause 8.1, “24 hours” is replaced by “5 days”.")
    assert found.status is Status.MET
    assert "“5 days” in the place of “24 hours”" in found.notes[0].sentence


def test_an_earlier_version_no_longer_counts():
    lines = tuple(
        f"{n}. Provider shall keep record number {n} of the data of Customer in system {n}."
        for n in range(1, 12)
    )
    texts = {"dpa_v1": (*lines, DUTY), "dpa_v2": lines}
    found = finding(assessed(texts, SAID), "in-duty")
    assert found.status is Status.ABSENT
    assert "is superseded by dpa-v2.txt (it bears the later version)" in found.notes[0].sentence


def test_what_an_amendment_puts_in_speaks_of_what_stood_there():
    new = "Clause 8.1 is replaced by “8.1 The message is sent within three days.”"
    made = segmented(msa=("Master", DUTY), amendment_1=("Amendment", AMENDS, new))
    said = [passage("in-duty", DUTY, of=made[0]), passage("in-duty", new, of=made[1], probability=0.2)]
    ground = Groundwork(stands_elsewhere(made, vocabulary()))
    of_set = replace(within(*made), agreements=AgreementSet("acme", made, groundwork=ground))
    found = in_force(said, of_set).passages
    assert [(p.clause, p.probability) for p in found] == [("d2.c3", said[0].probability)]
