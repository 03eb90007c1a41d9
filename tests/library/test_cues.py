"""The syntax of cues: what they find and what they leave."""

import pytest

from pipeline.library.cues import count_cues, index_labelled, problem_of


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
        ("back-up*", "Back-ups are kept", True),
        ("back-up*", "kept in the background, up there", False),
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
        ("eu* data", "fewer than 3 letters"),
        ("back-up*", None),
        ("log* of sign-in*", None),
    ],
)
def test_the_syntax_is_checked(cue, problem):
    found = problem_of(cue)
    assert (found is None) if problem is None else problem in (found or "")


@pytest.mark.parametrize(
    "text", ["Back-ups are kept", "a back-up is kept", "Sign-ins and backups", "undue delay"]
)
def test_an_index_finds_what_each_cue_finds_alone(text):
    cues = ["back-up*", "undue delay", "sign-in*", "kept ... day"]
    index = index_labelled((cue, cue) for cue in cues)
    assert index.find(text) == {cue for cue in cues if count_cues(text, [cue])}
