"""What another library says otherwise, and what hangs on which part of it."""

from dataclasses import replace
from functools import cache

import pytest

from pipeline.domain.requirements import Check, CheckKind, Severity, Stand, Wording
from pipeline.domain.tailoring import Tailoring
from pipeline.library import load_library
from pipeline.library.changes import changes_between, judged_otherwise
from pipeline.library.digests import classification_digest, wordings_digest

NAME = "in-deadline"


@cache
def library():
    return load_library()


def with_requirement(change):
    """Return the library with `in-deadline` changed."""
    families = tuple(
        replace(f, requirements=tuple(change(r) if r.id == NAME else r for r in f.requirements))
        for f in library().families
    )
    return replace(library(), families=families)


def limit(r):
    return replace(r, checks=tuple(replace(c, met="48 h") for c in r.checks))


def cue(r):
    return replace(r, cues=(*r.cues, "told at once"))


def wording(r):
    return replace(r, wording=Wording("Provider tells Customer.", r.wording.fallback))


def subpoint(r):
    first, *rest = r.subpoints
    return replace(r, subpoints=(replace(first, essential=not first.essential), *rest))


def applicability(r):
    return replace(r, tailoring=Tailoring(not_applicable="there is no personal data."))


def severity(r):
    return replace(r, severity=Severity.LOW)


def stand(r):
    return replace(r, stand=Stand(acceptable="partial", walk_away="absent"))


def title(r):
    return replace(r, title="Another title")


JUDGED, WEIGHED = "judged", "weighed"
CHANGES = [
    # change → its sentence, the kind of it, whose findings may move (None: any), parts that are others
    (limit, "The limit on the deadline for “met”: 72 h → 48 h.", JUDGED, {NAME}, ""),
    (applicability, "It does not apply: there is no personal data.", JUDGED, {NAME}, ""),
    (cue, "Other cues or values are looked for.", JUDGED, None, "classification"),
    (wording, "Other wording of ours is known again in an agreement.", JUDGED, None, "wordings"),
    (subpoint, "Sub-point in-deadline.1 is no longer essential.", JUDGED, None, ""),
    (severity, "Severity critical → low.", WEIGHED, set(), ""),
    (stand, "The least that is acceptable: met → partial.", WEIGHED, {NAME}, ""),
    (title, "", "", None, ""),
]


@pytest.mark.parametrize(
    ("change", "said", "kind", "moving", "parts"), CHANGES, ids=lambda c: getattr(c, "__name__", "")
)
def test_a_change_is_told_and_undoes_only_what_hangs_on_it(change, said, kind, moving, parts):
    changed = with_requirement(change)
    found = changes_between(library(), changed)
    sentences = [s for c in found.requirements for s in (c.judged if kind == JUDGED else c.weighed)]
    assert said in sentences if said else found.requirements == ()
    moved = judged_otherwise(library(), changed)
    assert (moved if moved is None else set(moved)) == moving
    others = (
        ("classification", classification_digest(library()) != classification_digest(changed)),
        ("wordings", wordings_digest(library()) != wordings_digest(changed)),
    )
    assert [name for name, differs in others if differs] == parts.split()


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"vocabulary": {"triggers": {}}}, "Vocabularies changed: "),
        ({"processes": ()}, "The processes of the responsibility matrix changed."),
    ],
    ids=["vocabulary", "processes"],
)
def test_what_concerns_all_requirements_may_move_any(part, said):
    changed = replace(library(), **part)
    (sentence,) = changes_between(library(), changed).overall
    assert sentence.startswith(said)
    assert judged_otherwise(library(), changed) is None


def test_requirements_that_come_and_go_are_named():
    fewer = replace(library(), families=library().families[1:])
    gone = {r.id for r in library().families[0].requirements}
    assert {c.requirement for c in changes_between(library(), fewer).requirements} == gone
    assert {c.judged for c in changes_between(fewer, library()).requirements} == {
        ("The requirement is new.",)
    }
    assert judged_otherwise(library(), fewer) is None


def test_where_limits_alone_are_others_the_checks_come_in_pairs():
    (old,) = next(r for r in library().requirements if r.id == NAME).checks
    assert judged_otherwise(library(), with_requirement(limit)) == {NAME: ((old, replace(old, met="48 h")),)}
    assert judged_otherwise(library(), with_requirement(stand)) == {NAME: ()}
    assert judged_otherwise(library(), with_requirement(applicability)) == {NAME: None}
    counted = replace(library(), families=with_counted("3"))
    assert judged_otherwise(replace(library(), families=with_counted("4")), counted) == {NAME: None}


def with_counted(least):
    counting = Check(CheckKind.PROCESSES_AT_LEAST, "owners", met=least)
    return with_requirement(lambda r: replace(r, checks=(counting,))).families


def test_the_same_library_says_the_same():
    assert changes_between(library(), library()).requirements == ()
    assert judged_otherwise(library(), replace(library(), digest="other", version="2")) == {}
