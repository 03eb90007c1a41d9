from dataclasses import replace

from pipeline.domain.places import Span
from pipeline.domain.review import NoteKind
from pipeline.reports.notes import labels_of, notes_of
from pipeline.reports.words import NOTE

from .contracts import assessment, evidence, noted

FINDING = assessment().findings[0]


def shown(*notes, finding=FINDING):
    return notes_of(replace(finding, notes=notes))


def test_every_kind_has_its_label():
    assert set(NOTE) == set(NoteKind)
    assert len(set(NOTE.values())) == len(NOTE)


def test_notes_keep_their_order_and_what_a_profile_decided_comes_last():
    made = shown(
        noted(NoteKind.PROFILE, "DORA asks for 24 h."),
        noted(NoteKind.UNFILLED, "The list is blank."),
        noted(NoteKind.CARVE_OUT, "Clause 14 excepts sub-processors."),
    )
    assert [n.label for n in made] == ["Left blank", "Exception elsewhere", "Profile or playbook"]


def test_a_note_said_twice_is_shown_once():
    note = noted(NoteKind.CARVE_OUT, "Clause 14 excepts sub-processors.", "Nothing applies.")
    assert len(shown(note, note)) == 1


def test_what_the_reason_tells_is_not_told_again_unless_there_are_words_to_show():
    finding = replace(FINDING, reason="Not applicable: the service runs no machines (profile saas).")
    bare = noted(NoteKind.PROFILE, "The service runs no machines (profile saas).")
    assert shown(bare, finding=finding) == ()
    assert len(shown(noted(NoteKind.PROFILE, bare.sentence, "No machines."), finding=finding)) == 1


def test_a_long_sentence_is_cut_and_kept_whole_beside():
    long = " ".join(f"word{n}" for n in range(400))
    (note,) = shown(noted(NoteKind.DEFINITION, long))
    assert len(note.said) <= 320 and note.said.endswith("…")
    assert note.whole.endswith("word399.")
    assert shown(noted(NoteKind.DEFINITION, "Short."))[0].whole == ""


def test_long_quotes_wait_until_asked_for_and_short_ones_do_not():
    note = replace(
        noted(NoteKind.EXCLUSION, "s", "x " * 200), evidence=(evidence("x " * 200), evidence("short words"))
    )
    (made,) = shown(note)
    assert [e.quote for e in made.short] == ["short words"]
    assert len(made.long) == 1


def test_words_that_the_finding_quotes_are_not_quoted_again():
    own = evidence("Provider shall tell.")
    other = replace(own, span=Span(500, 520))
    finding = replace(FINDING, evidence=(own,))
    (made,) = shown(replace(noted(NoteKind.PRECEDENCE, "s"), evidence=(own, other)), finding=finding)
    assert (made.above, made.short, made.long) == ((own,), (other,), ())


def test_words_that_the_finding_shows_only_on_demand_are_quoted():
    many = tuple(replace(evidence("Words."), span=Span(n, n + 5)) for n in range(5))
    finding = replace(FINDING, evidence=many)
    (made,) = shown(replace(noted(NoteKind.CARVE_OUT, "s"), evidence=many), finding=finding)
    assert made.above == many[:3] and made.short == many[3:]


def test_labels_are_named_once():
    notes = tuple(noted(NoteKind.CARVE_OUT, f"Exception {n}.") for n in range(3))
    assert labels_of(replace(FINDING, notes=notes)) == ("Exception elsewhere",)
