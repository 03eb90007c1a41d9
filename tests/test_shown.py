"""A box of the page as it is shown is found in the file's own coordinates."""

import pytest
from pypdf import PdfWriter
from pypdf.generic import RectangleObject

from pipeline.shown import shown

PAPER, CROP = (0, 0, 600, 800), (50, 40, 550, 700)


def page_of(*, turned: int = 0, crop=CROP):
    page = PdfWriter().add_blank_page(width=PAPER[2], height=PAPER[3])
    page.cropbox = RectangleObject(crop)
    return page.rotate(turned)


@pytest.mark.parametrize(
    ("turned", "size", "first"),
    [
        # A box of 10 × 20 in the top left corner of what is shown.
        (0, (500, 660), (50, 680, 60, 700)),
        (90, (660, 500), (50, 40, 70, 50)),
        (180, (500, 660), (540, 40, 550, 60)),
        (270, (660, 500), (530, 690, 550, 700)),
    ],
)
def test_the_top_left_corner_as_shown(turned, size, first):
    page = shown(page_of(turned=turned))
    assert (page.width, page.height) == size
    assert page.in_file((0, 0, 10, 20)) == first
    assert page.in_file((0, 0, page.width, page.height)) == CROP


@pytest.mark.parametrize("crop", [(700, 0, 900, 100), (10, 10, 10, 10)])
def test_a_crop_that_leaves_nothing_is_none(crop):
    assert shown(page_of(crop=crop)).in_file((0, 0, 600, 800)) == PAPER
