"""`library show`: what a person reads about a requirement or a number."""

import pytest

from pipeline.errors import UsageError
from pipeline.library import describe, load_library

LIBRARY = load_library()


@pytest.mark.parametrize(
    ("asked", "answers"),
    [
        (
            "in-deadline",
            ["Time limit for the first notification", "16.1.1 (2015) / 5.24 (2026)", "Preferred:"],
        ),
        ("rd-deletion-deadline", ["180 d for partial, weak without any"]),
        (
            "sc-authorisation-notice-register",
            [
                "follows where it says “object* ... terminat*” or where it forbids “without ... prior ... consent”"
            ],
        ),
        (
            "dl-transfer-mechanism",
            ["absent counts as contradicted where what takes away dl-storage-locations or"],
        ),
        (
            "lj-government-access",
            ["and no sentence of any paper says one of “confidential information” and one of"],
        ),
        (
            "vc-change-notification",
            ["Values read", "a value of the kind “advance notice”; about change, notification; not of a"],
        ),
        ("rd-retrieval-window", ["retrieval period: a value of the kind", "not where backup stands nearer"]),
        ("IN-DEADLINE", ["Time limit for the first notification"]),
        ("incident-notification", ["in-deadline", "in-content"]),
        ("12.4.5", ["That number is wrong", "CLD.12.4.5 is Monitoring", "CLD.8.1.5 + 11.2.7 (2015)"]),
        ("12.4.6", ["No such control exists"]),
        ("CLD.8.1.5", ["CLD.8.1.5 (2015)", "rd-return-obligation"]),
        ("5.24", ["5.24 in the 2026 edition", "in-deadline"]),
        ("16.1.1", ["16.1.1 in the 2015 edition", "in-deadline"]),
    ],
)
def test_what_is_asked_is_answered(asked, answers):
    text = describe(LIBRARY, asked)
    for words in answers:
        assert words in " ".join(text.split())


def test_a_wrong_number_never_passes_as_a_right_one():
    assert "8.10 in the 2026 edition" in describe(LIBRARY, "8.10")
    assert "wrong" not in describe(LIBRARY, "8.10")


@pytest.mark.parametrize(("asked", "hint"), [("in-deadlin", "in-deadline"), ("99.9.9", "Give a requirement")])
def test_what_is_unknown_gets_a_hint(asked, hint):
    with pytest.raises(UsageError, match=hint):
        describe(LIBRARY, asked)


def test_no_line_is_wider_than_a_terminal():
    for requirement in LIBRARY.requirements:
        assert max(map(len, describe(LIBRARY, requirement.id).splitlines())) <= 100
