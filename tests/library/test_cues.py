"""The syntax of cues: what they find and what they leave."""

import pytest

from pipeline.library.cues import count_cues, problem_of


@pytest.mark.parametrize(
    ("cue", "text", "found"),
    [
        ("undue delay", "notify without undue delay", True),
        ("undue delay", "without undue and costly delay", False),
        ("notif*", "Notification shall be given", True),
        ("notif*", "a noteworthy notice", False),
        ("notif* ... breach", "notify Customer, in writing, of any Personal Data Breach", True),
        ("notif* ... breach", "notify us of one two three four five six seven eight nine breach", False),
        ("sub processor", "each Sub-processor", True),
        ("sub-processor", "each sub processor", True),
        ("sub-processor", "each subprocessor", False),
        ("thirty (30) days", "within thirty (30) days", True),
        ("customer's data", "Customer’s Data", True),
    ],
)
def test_a_cue_finds(cue, text, found):
    assert bool(count_cues(text, [cue])) is found


@pytest.mark.parametrize(
    ("cue", "problem"),
    [
        ("undue delay", None),
        ("", "is empty"),
        ("Undue delay", "capitals"),
        ("... delay", "begins or ends"),
        ("de*lay", "at most one"),
    ],
)
def test_the_syntax_is_checked(cue, problem):
    found = problem_of(cue)
    assert (found is None) if problem is None else problem in (found or "")
