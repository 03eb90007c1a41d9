"""The views of tracked changes: nothing lost, nothing doubled, and as LibreOffice reads them."""

import re
from collections import Counter
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ooxml.marked_up import marked_up, words_of
from ooxml.office import ACCEPTED, REJECTED, needs_office, texts
from ooxml.reading import lines, read
from pipeline.domain.apart import View

FILES = 24
UNTIMED = settings(
    deadline=None, derandomize=True, max_examples=150, suppress_health_check=[HealthCheck.too_slow]
)


@UNTIMED
@given(st.randoms(use_true_random=False))
def test_every_word_stands_once_in_the_text_or_beside_it(random):
    made = marked_up(random)
    for view in View:
        found = read(made.data, view)
        read_words = [w for line in lines(found) for w in words_of(line)]
        beside = [w for kept in found.kept for w in words_of(kept.text)]
        assert Counter(read_words + beside) == Counter(made.everywhere)
        assert Counter(read_words) == Counter(made.accepted if view is View.ACCEPTED else made.original)


@UNTIMED
@given(st.randoms(use_true_random=False))
def test_order_of_plain_files(random):
    made = marked_up(random, plain=True)
    for view, words in ((View.ACCEPTED, made.accepted), (View.ORIGINAL, made.original)):
        assert [w for line in lines(read(made.data, view)) for w in words_of(line)] == words


@needs_office
@pytest.mark.parametrize(("view", "mode"), [(View.ACCEPTED, ACCEPTED), (View.ORIGINAL, REJECTED)])
def test_paragraphs_are_those_of_libreoffice(tmp_path, view, mode):
    paths = [tmp_path / f"{seed}.docx" for seed in range(FILES)]
    for seed, path in enumerate(paths):
        path.write_bytes(marked_up(Random(seed), plain=True).data)
    for path, text in zip(paths, texts(paths, mode=mode), strict=True):
        theirs = [re.sub(r"\s+", " ", line).strip() for line in text.split("\n")]
        assert lines(read(path.read_bytes(), view)) == [line for line in theirs if line], path.name
