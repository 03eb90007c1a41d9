import numpy as np
import pytest

from pipeline.readers.ocr.picture import ink_of, lean_of, levelled, lies_sideways, without_specks
from readers.ocr.pictures import bars, noisy, prose, turned


@pytest.mark.parametrize("degrees", [-3.2, -1.0, 0.5, 1.0, 4.0])
def test_the_lean_of_a_page_is_measured_and_mended(degrees):
    picture = noisy(turned(bars(*prose()), degrees))
    assert lean_of(picture) == pytest.approx(degrees, abs=0.11)
    assert lean_of(levelled(picture, lean_of(picture))) == 0.0


@pytest.mark.parametrize(
    "picture",
    [
        bars(*prose()),
        noisy(bars(*prose())),
        bars(),
        bars((150, 190, 300)),
        np.full((40, 30), 250, dtype=np.uint8),
    ],
    ids=["level", "level and noisy", "blank", "one word", "tiny"],
)
def test_what_is_level_or_says_nothing_is_left_as_it_is(picture):
    assert lean_of(picture) == 0.0
    assert levelled(picture, 0.0) is picture


@pytest.mark.parametrize(("quarters", "sideways"), [(0, False), (1, True), (2, False), (3, True)])
def test_lines_that_run_down_the_page_are_told_from_level_ones(quarters, sideways):
    picture = noisy(turned(bars(*prose()), 1.0))
    assert lies_sideways(np.ascontiguousarray(np.rot90(picture, k=quarters))) is sideways


def test_specks_go_and_strokes_stay():
    picture = bars((150, 600, 150))
    picture[800, 400] = 0
    picture[900:903, 500] = 0  # a comma of three pixels
    picture[1000, 600:602] = 0
    clean = without_specks(picture)
    assert clean[800, 400] == 250
    assert (clean[900:903, 500] == 0).all()
    assert (clean[150:164, 150:186] == 20).all()


@pytest.mark.parametrize(
    ("picture", "blank"),
    [
        (bars(), True),
        (noisy(bars(), grain=6), True),
        (bars(*prose(count=1)), False),
        (bars(*prose(count=3), ink=190), False),
        (bars(*prose(count=3), paper=20, ink=240), False),
    ],
    ids=["white", "white and dusty", "one line", "faint", "light on dark"],
)
def test_ink_tells_a_blank_page_from_one_that_says_something(picture, blank):
    assert (ink_of(picture) < 0.0005) is blank
