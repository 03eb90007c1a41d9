import numpy as np
import pytest

from pipeline.readers.ocr.columns import one_column, pieces_of, put_back
from pipeline.readers.ocr.words import Seen
from readers.ocr.pictures import DPI, HEIGHT, WIDTH, bars, noisy, prose

LEFT, RIGHT = prose(120, 610), prose(670, 1160)
TITLE, FOOTER = (300, 980, 80), (120, 1160, 1560)


def cuts(picture):
    return [(p.left, p.right) for p in pieces_of(picture, dpi=DPI)]


def is_gutter(x):
    return 610 <= x <= 670


@pytest.mark.parametrize("picture", [bars(*LEFT, *RIGHT), noisy(bars(*LEFT, *RIGHT))], ids=["clean", "noisy"])
def test_two_columns_are_cut_at_the_gutter(picture):
    (_, middle), (start, end) = cuts(picture)
    assert is_gutter(middle)
    assert (start, end) == (middle, WIDTH)


def test_what_runs_across_both_columns_is_a_piece_of_its_own():
    pieces = pieces_of(bars(TITLE, *LEFT, *RIGHT, FOOTER), dpi=DPI)
    whole = [p.right - p.left == WIDTH for p in pieces]
    assert whole == [True, False, False, True]
    assert pieces[0].bottom <= 150 <= pieces[1].bottom
    assert pieces[2].bottom <= 1560 <= pieces[3].bottom == HEIGHT


NUMBERS = [(150, 190, top) for _, _, top in prose(count=40)[::3]]
CELLS = [(120, 300, top) for _, _, top in LEFT]


@pytest.mark.parametrize(
    "picture",
    [
        bars(*prose()),
        bars(*NUMBERS, *prose(260, 1125)),
        bars(*CELLS, *[(670, 800, top) for _, _, top in RIGHT]),
        bars(*prose(120, 1160), *[(120, 500, 1400), (700, 1000, 1400)]),
        bars(),
        np.full((30, 20), 250, dtype=np.uint8),
    ],
    ids=["prose", "hanging numbers", "short cells", "two signatures", "blank", "tiny"],
)
def test_one_column_stays_one(picture):
    assert len(pieces_of(picture, dpi=DPI)) == 1


def test_words_come_back_to_where_they_stood():
    picture = bars(TITLE, *LEFT, *RIGHT)
    pieces = pieces_of(picture, dpi=DPI)
    column = one_column(picture, pieces)
    assert column.shape[0] > HEIGHT
    found = []
    for y in range(0, column.shape[0] - 14):  # the first word of every line, wherever it lies now
        row = np.nonzero(column[y] < 100)[0]
        if len(row) and (y == 0 or not (column[y - 1] < 100).any()):
            word = Seen("word", (row[0], y, row[0] + 15, y + 14), 1.0)
            found.append(put_back([word], pieces)[0].box[:2])
    lines = [TITLE, *LEFT, *RIGHT]
    assert found == [(left, top) for left, _, top in lines]
