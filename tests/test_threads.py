"""One thread for a product, unless whoever starts the program says otherwise."""

import os

import pytest

from pipeline import threads


@pytest.mark.parametrize(("set_before", "wanted"), [(None, "1"), ("4", "4"), ("1", "1")])
def test_one_thread_is_taken_unless_told_otherwise(
    monkeypatch: pytest.MonkeyPatch, set_before: str | None, wanted: str
) -> None:
    """A number that the environment names stays; children inherit what is left."""
    for name in threads.NAMES:
        # Set first, so that monkeypatch takes back what is set below.
        monkeypatch.setenv(name, set_before or "")
        if set_before is None:
            monkeypatch.delenv(name)
    threads.take_one_thread()
    assert [os.environ[name] for name in threads.NAMES] == [wanted] * len(threads.NAMES)
