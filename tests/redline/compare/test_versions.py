"""Twenty version pairs made from our own samples: every gap opened or closed is found, none invented."""

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import pytest

from pipeline.analyze import assess_agreements, judge_document, load_tools
from pipeline.domain.comparison import ClauseKind, Comparison, Effect
from pipeline.domain.review import Assessment, Status
from pipeline.library import load_library
from pipeline.readers.read import read
from pipeline.redline.compare import compare

SAMPLES = Path(__file__).parents[3] / "sample_contracts"
CAREFUL = (SAMPLES / "careful" / "kvistholm-security-annex.md").read_text("utf-8")
POOR = (SAMPLES / "poor" / "zippadeck-data-addendum.md").read_text("utf-8")
WORSE, BETTER = {Effect.OPENED, Effect.WEAKENED}, {Effect.CLOSED, Effect.IMPROVED}


def without(text: str, start: str, end: str | None = None) -> str:
    """Cut from `start` up to `end`, or to the end of the text."""
    at = text.index(start)
    return text[:at] + (text[text.index(end, at + 1) :] if end else "")


def instead(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new)


@dataclass(frozen=True)
class Pair:
    """`worse` and `better` must be found; beside them only `may` may be named."""

    old: str
    new: str
    worse: frozenset[str] = frozenset()
    better: frozenset[str] = frozenset()
    may: frozenset[str] = frozenset()


def pair(old: str, new: str, *, worse: str = "", better: str = "", may: str = "") -> Pair:
    return Pair(old, new, *(frozenset(names.split()) for names in (worse, better, may)))


SPEAKS_OF_TOO = "ra-process-coverage"  # counts the processes the other findings speak of
# The auditor's report is what there is of an audit, the standards are measures that are named.
RESTS_ON_IT = f"aa-audit-right ra-provider-security-measures {SPEAKS_OF_TOO}"

PAIRS = {
    "backup struck out": pair(
        CAREFUL, without(CAREFUL, "## 13.", "## 14."), worse="bc-backup-specification", may=SPEAKS_OF_TOO
    ),
    "backup put back": pair(
        without(CAREFUL, "## 13.", "## 14."), CAREFUL, better="bc-backup-specification", may=SPEAKS_OF_TOO
    ),
    "continuity struck out": pair(
        CAREFUL,
        without(CAREFUL, "## 14.", "## 15."),
        worse="bc-continuity-and-recovery",
        may=f"bc-backup-specification {SPEAKS_OF_TOO}",
    ),
    "keys struck out": pair(
        CAREFUL, without(CAREFUL, "## 5.", "## 6."), worse="ck-key-management", may=SPEAKS_OF_TOO
    ),
    "encryption at discretion": pair(
        CAREFUL,
        without(CAREFUL, "4.1 Customer Data", "4.3").replace(
            "4.3 The", "4.1 Kvistholm may encrypt Customer Data where it considers this useful.\n\n4.3 The"
        ),
        worse="ck-encryption-commitments",
        may=f"rd-asset-scope {SPEAKS_OF_TOO}",
    ),
    "logs kept a week": pair(
        CAREFUL, instead(CAREFUL, "kept for 180 days", "kept for 7 days"), worse="lm-logging-capability"
    ),
    "tests at discretion": pair(
        CAREFUL,
        without(CAREFUL, "10.1 Each year", "10.2").replace(
            "10.2 The", "10.1 Kvistholm may test the Service when it sees fit.\n\n10.2 The"
        ),
        worse="aa-testing-and-remediation",
        may=SPEAKS_OF_TOO,
    ),
    "certificate struck out": pair(
        CAREFUL, without(CAREFUL, "1.1 ", "## 2"), worse="aa-independent-evidence", may=RESTS_ON_IT
    ),
    "certificate put back": pair(
        without(CAREFUL, "1.1 ", "## 2"), CAREFUL, better="aa-independent-evidence", may=RESTS_ON_IT
    ),
    "separation struck out": pair(
        CAREFUL, without(CAREFUL, "## 6", "## 7"), worse="sv-tenant-segregation", may=SPEAKS_OF_TOO
    ),
    "recovery without times": pair(
        CAREFUL,
        instead(
            CAREFUL,
            "within eight hours (recovery time), with the loss of no more than fifteen minutes of data "
            "(recovery point)",
            "as soon as it reasonably can",
        ),
        worse="bc-continuity-and-recovery",
        may="bc-backup-specification",
    ),
    "erasure struck out": pair(
        CAREFUL,
        without(CAREFUL, "15.2 "),
        worse="rd-sanitisation-method",
        may=f"rd-deletion-deadline {SPEAKS_OF_TOO}",  # all that is left of deletion
    ),
    "notice within a day": pair(
        POOR,
        instead(
            POOR,
            "If we learn of a security problem, we may, at our discretion, tell the customers whom we consider "
            "affected. We decide when to do so, in most cases once our own investigation is complete.",
            "If we become aware of a breach of security that affects Your Content, we will notify you by e-mail "
            "without undue delay and in any event within 24 hours after becoming aware of it.",
        ),
        better="in-deadline in-notification-duty",
        may=f"in-channels-and-two-way-reporting {SPEAKS_OF_TOO}",  # "by e-mail"
    ),
    "two countries named": pair(
        POOR,
        instead(
            POOR,
            "We may store, copy and process Your Content and personal information in any country in which we, our "
            "affiliates or our suppliers have facilities. People who work for us or for them can reach it from "
            "wherever they happen to be.",
            "We will store and process Your Content only in data centers in Ireland and Germany.",
        ),
        better="dl-storage-locations",
        may="dl-processing-and-access-locations dl-no-relocation dl-cross-border-transfer",
    ),
    "deletion within a month": pair(
        POOR,
        instead(
            POOR,
            "We may keep them in our systems and go on using them for our own purposes.",
            "We will delete them from all our systems within 30 days and from backups within 60 days.",
        ),
        better="rd-in-life-deletion",
        may=f"rd-deletion-deadline rd-backup-copy-deletion {SPEAKS_OF_TOO}",
    ),
    "renumbered": pair(
        CAREFUL,
        instead(
            re.sub(r"(?m)^(## )?(\d+)\.", lambda m: f"{m[1] or ''}{int(m[2]) + 3}.", CAREFUL),
            "section 9.2",
            "section 12.2",
        ),
    ),
    "set otherwise": pair(
        CAREFUL,
        re.sub(r"(?m)^## (.*)$", lambda m: m[0].upper(), CAREFUL).replace("shall be", "shall\nbe"),
    ),
    "in another order": pair(
        CAREFUL,
        without(CAREFUL, "## 14.", "## 15.").replace(
            "## 2.", CAREFUL[CAREFUL.index("## 14.") : CAREFUL.index("## 15.")] + "## 2."
        ),
    ),
    "a word spelt otherwise": pair(CAREFUL, instead(CAREFUL, "Anyone may", "Anybody may")),
    "nothing": pair(POOR, POOR),
    "another clause pointed to": pair(
        CAREFUL,
        instead(CAREFUL, "times of section 9.2", "times of section 9.1"),
        may="aa-testing-and-remediation vc-vulnerability-management",
    ),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    tools = load_tools()
    folder = tmp_path_factory.mktemp("versions")

    @cache
    def assessed(text: str) -> Assessment:
        path = folder / "annex.md"
        path.write_text(text, encoding="utf-8")
        reading = judge_document(read(path, document_id="d1"), tools=tools)
        return assess_agreements("acme", [reading], tools=tools)

    @cache
    def compared(name: str) -> Comparison:
        return compare(assessed(PAIRS[name].old), assessed(PAIRS[name].new), tools.library)

    return compared


@pytest.mark.parametrize("name", PAIRS)
def test_every_gap_opened_or_closed_is_found_and_none_invented(desk, name):
    expected = PAIRS[name]
    found = desk(name).findings
    worse = {f.requirement for f in found if f.effect in WORSE}
    better = {f.requirement for f in found if f.effect in BETTER}
    assert expected.worse <= worse
    assert expected.better <= better
    assert worse <= expected.worse | expected.may
    assert better <= expected.better | expected.may


@pytest.mark.parametrize("name", ["renumbered", "set otherwise", "nothing"])
def test_numbers_and_layout_change_nothing(desk, name):
    assert desk(name).clauses == ()


def test_what_moved_is_said_to_have_moved(desk):
    assert {c.kind for c in desk("in another order").clauses} == {ClauseKind.MOVED}


def test_values_on_both_sides(desk):
    found = {f.requirement: f for f in desk("logs kept a week").findings}
    assert [(v.name, v.old, v.new) for v in found["lm-logging-capability"].values] == [
        ("retention", "180 d", "7 d")
    ]


def test_a_pointer_that_now_leads_elsewhere_is_a_change(desk):
    assert [c.new.path for c in desk("another clause pointed to").clauses] == ["10.2"]


def test_what_could_not_be_assessed_is_no_verdict_that_moved(desk):
    made = desk("nothing")
    unread = replace(
        made.new,
        findings=tuple(replace(f, status=Status.NOT_ASSESSABLE, evidence=()) for f in made.new.findings),
    )
    assert compare(made.old, unread, load_library()).unsettled == ()
