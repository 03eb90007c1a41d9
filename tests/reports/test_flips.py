"""What moved at a supplier, as the screen says it."""

import pytest

from pipeline.domain.what_if import SupplierMove
from pipeline.reports.flips import supplier_on_screen

from .contracts import LIBRARY


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.41, 0.52, "41 % → 52 % covered"),
        (None, None, "could not be assessed"),
        (None, 0.52, "could not be assessed → 52 % covered"),
        (0.41, None, "41 % covered → could not be assessed"),
    ],
)
def test_a_supplier_that_could_not_be_assessed_has_no_share(before, after, said):
    (head, *_) = supplier_on_screen(SupplierMove("acme", before, after), LIBRARY)
    assert str(head.renderable).endswith(f"; {said}")
