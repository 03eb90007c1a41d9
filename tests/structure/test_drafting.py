"""Notes to whoever fills a form in."""

import pytest

from .agreements import agreement


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        (
            "Backups | [Drafting note: pick one, as in [__] days.] Daily.",
            ["[Drafting note: pick one, as in [__] days.]"],
        ),
        (
            "[Note to Drafter: delete what is not needed] Alpha hosts.",
            ["[Note to Drafter: delete what is not needed]"],
        ),
        ("[Insert the region] A drafting note is kept.", []),
    ],
)
def test_what_is_a_note(text: str, notes: list[str]) -> None:
    made = agreement("Order Form", text)
    assert [made.document.quote(s) for s in made.drafting] == notes
