"""What holds for every marked-up Word file: letters add up, changes and comments say where they stand."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ooxml.marked_up import marked_up, words_of

from pipeline.domain.apart import Apart, View
from pipeline.domain.document import Document, Source
from pipeline.errors import EmptyFile
from pipeline.readers.manner import Manner
from pipeline.readers.word import read_word
from readers.test_invariants import holds

UNTIMED = settings(
    deadline=None, derandomize=True, max_examples=100, suppress_health_check=[HealthCheck.too_slow]
)
LEFT_OUT = {
    View.ACCEPTED: {"deletion": Apart.DELETED},
    View.ORIGINAL: {"insertion": Apart.INSERTED},
}


def document_of(data: bytes, view: View) -> Document:
    source = Source("terms.docx", "", "", len(data))
    return read_word(data, source=source, document_id="d1", manner=Manner(view=view))


def letters(text: str) -> int:
    return sum(map(str.isalnum, text))


@UNTIMED
@given(st.randoms(use_true_random=False), st.sampled_from(View))
def test_letters_read_and_set_aside_are_those_of_the_file(random, view):
    document = document_of(marked_up(random).data, view)
    holds(document)
    assert document.view is view
    assert letters(document.text) + sum(letters(a.text) for a in document.set_aside) == document.characters


@UNTIMED
@given(st.randoms(use_true_random=False), st.sampled_from(View))
def test_changes_stand_where_their_words_are(random, view):
    document = document_of(marked_up(random).data, view)
    aside = [word for a in document.set_aside for word in words_of(a.text)]
    for change in document.changes:
        if change.kind in LEFT_OUT[view]:
            assert not change.span
            assert set(words_of(change.text)) <= set(aside)
        elif change.text != "¶":
            shown = list(words_of(document.quote(change.span)))
            assert [w for w in words_of(change.text) if w not in aside] == shown
    assert {c.author for c in document.changes} <= {"Ann", "Bob"}


def test_pending_changes_are_the_same_in_both_views():
    data = marked_up(Random(7)).data
    told = [
        sorted((c.kind, c.text) for c in document_of(data, view).changes if c.kind != "move") for view in View
    ]
    assert told[0] == told[1]


def test_nothing_but_deleted_words_is_an_empty_file():
    from readers.word_writer import changed, docx, end_changed, p, run

    data = docx(p(changed("del", run("All of it.")), properties=end_changed("del")))
    with pytest.raises(EmptyFile):
        document_of(data, View.ACCEPTED)
    assert document_of(data, View.ORIGINAL).text == "All of it."
