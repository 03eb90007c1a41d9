"""Answers to the other side's tracked changes: accept, reject or counter, by what each does to a finding."""

from dataclasses import replace

import pytest

from pipeline.domain.agreement import Agreement, AgreementSet, Clause
from pipeline.domain.answer import Decision
from pipeline.domain.apart import Change
from pipeline.domain.comparison import Comparison, Effect, FindingChange, TrackedEffect
from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.places import ParagraphAt, Span
from pipeline.domain.proposal import Position, Proposal, ProposalKind, Replacement
from pipeline.domain.requirements import Stand
from pipeline.domain.review import Assessment, Coverage, Finding, Searched, Status
from pipeline.library import load_library
from pipeline.redline.reply import reply

TEXT = "Provider shall tell Customer within five business days."
THEIRS = Span(TEXT.index("five"), TEXT.index("."))
LIBRARY = load_library()
DEADLINE = "in-deadline"


def document() -> Document:
    whole = Span(0, len(TEXT))
    block = Block(whole, BlockKind.PARAGRAPH, (Piece(whole, ParagraphAt("word/document.xml", 0)),))
    return Document("d1", Source("terms.docx", "docx", "a" * 64, 1), TEXT, (block,))


def finding(status: Status) -> Finding:
    return Finding(DEADLINE, status, 0.9, False, "", (), (), (), Searched(1, 1, None, 0))


def change(kind: str, text: str, span: Span) -> Change:
    return Change(kind, text, "Bea", "2026-01-02T03:04:05Z", ParagraphAt("word/document.xml", 0), span)


INSERTION = change("insertion", "five business days", THEIRS)
DELETION = change("deletion", "24 hours", Span(THEIRS.start, THEIRS.start))
MOVE = change("move", "five business days", THEIRS)


def comparison(made: Change, *, old: Status, new: Status, effect: Effect | None) -> Comparison:
    clause = Clause("d1.c1", "d1", "8.1", "8.1", "", TEXT, Span(0, len(TEXT)))
    agreement = Agreement(document(), "dpa", 1.0, "en", True, "", (clause,))
    assessed = Assessment(AgreementSet("acme", (agreement,)), {}, (), Coverage(None, {}), ())
    moved = (FindingChange(effect, finding(old), finding(new)),) if effect else ()
    tracked = TrackedEffect("d1", made, "d1.c1", (DEADLINE,) if effect else ())
    return Comparison(assessed, assessed, (), moved, (tracked,))


def held(**stand: str):
    families = tuple(
        replace(
            f,
            requirements=tuple(
                replace(r, stand=Stand(**stand)) if r.id == DEADLINE else r for r in f.requirements
            ),
        )
        for f in LIBRARY.families
    )
    return replace(LIBRARY, families=families)


def answer(made: Comparison, library=LIBRARY, **options):
    (found,) = reply(made, library, position=Position.PREFERRED, **options)
    return found


@pytest.mark.parametrize(
    ("old", "new", "effect", "stand", "decision"),
    [
        (Status.MET, Status.PARTIAL, Effect.OPENED, {}, Decision.REJECT),
        (Status.PARTIAL, Status.WEAK, Effect.WEAKENED, {}, Decision.COUNTER),
        (Status.PARTIAL, Status.WEAK, Effect.WEAKENED, {"acceptable": "partial"}, Decision.REJECT),
        (Status.PARTIAL, Status.WEAK, Effect.WEAKENED, {"acceptable": "weak"}, Decision.ACCEPT),
        (Status.MET, Status.PARTIAL, Effect.OPENED, {"acceptable": "partial"}, Decision.ACCEPT),
        (Status.WEAK, Status.MET, Effect.CLOSED, {}, Decision.ACCEPT),
        (Status.ABSENT, Status.WEAK, Effect.IMPROVED, {}, Decision.ACCEPT),
        (Status.MET, Status.NOT_ASSESSABLE, Effect.OTHER, {}, Decision.ACCEPT),
        (Status.MET, Status.MET, None, {}, Decision.OPEN),
        (Status.WEAK, Status.WEAK, Effect.OTHER, {}, Decision.ACCEPT),
    ],
)
def test_the_decision_follows_the_finding_and_the_playbook(old, new, effect, stand, decision):
    assert answer(comparison(INSERTION, old=old, new=new, effect=effect), held(**stand)).decision is decision


@pytest.mark.parametrize(
    ("made", "undone"),
    [
        (INSERTION, (Replacement(THEIRS, "five business days", ""),)),
        (DELETION, (Replacement(DELETION.span, "", "24 hours"),)),
        (MOVE, ()),
    ],
)
def test_a_rejected_change_is_undone_on_top_of_theirs(made, undone):
    found = answer(comparison(made, old=Status.MET, new=Status.PARTIAL, effect=Effect.OPENED))
    assert found.proposals[0].replacements == undone
    assert (found.proposals[0].kind is ProposalKind.EDIT) == bool(undone)
    assert bool(found.proposals[0].unsafe) == (not undone)


@pytest.mark.parametrize(
    ("effect", "decision"), [(Effect.IMPROVED, Decision.OPEN), (Effect.WEAKENED, Decision.COUNTER)]
)
def test_that_one_more_process_is_spoken_of_makes_no_words_acceptable(effect, decision):
    made = comparison(INSERTION, old=Status.WEAK, new=Status.WEAK, effect=effect)
    (moved,), (tracked,) = made.findings, made.tracked
    counted = "ra-process-coverage"
    old, new = (replace(f, requirement=counted) for f in (moved.old, moved.new))
    made = replace(
        made,
        findings=(replace(moved, old=old, new=new),),
        tracked=(replace(tracked, requirements=(counted,)),),
    )
    assert answer(made).decision is decision


@pytest.mark.parametrize(
    ("certain", "said"),
    [(True, "this improves the agreement"), (False, "this seems to improve the agreement")],
)
def test_what_rests_on_a_doubtful_reading_alone_says_so(certain, said):
    made = comparison(INSERTION, old=Status.WEAK, new=Status.MET, effect=Effect.CLOSED)
    (moved,) = made.findings
    made = replace(made, findings=(replace(moved, new=replace(moved.new, needs_review=not certain)),))
    found = answer(made)
    assert (found.decision, found.doubtful) == (Decision.ACCEPT, not certain)
    assert said in found.proposals[0].comment


def test_an_accepted_change_gets_a_comment_alone():
    found = answer(comparison(INSERTION, old=Status.WEAK, new=Status.MET, effect=Effect.CLOSED))
    assert [p.kind for p in found.proposals] == [ProposalKind.COMMENT]
    assert found.proposals[0].comment.startswith("Accept: this improves the agreement")


def test_a_counter_takes_our_own_proposal_once():
    ours = Proposal(
        DEADLINE,
        "d1",
        ProposalKind.EDIT,
        "d1.c1",
        THEIRS,
        "",
        Position.PREFERRED,
        (Replacement(THEIRS, "", "24 hours"),),
    )
    made = comparison(INSERTION, old=Status.PARTIAL, new=Status.WEAK, effect=Effect.WEAKENED)
    twice = replace(made, tracked=made.tracked * 2)
    first, second = reply(twice, LIBRARY, position=Position.PREFERRED, ours=(ours,))
    assert ours in first.proposals and ours not in second.proposals


def replaced(deletion: Change, insertion: Change, **about) -> Comparison:
    made = comparison(deletion, old=Status.MET, new=Status.PARTIAL, effect=Effect.OPENED)
    (half,) = made.tracked
    return replace(made, tracked=(half, replace(half, change=insertion, **about)))


def test_the_halves_of_a_replaced_phrase_share_one_proposal():
    first, second = reply(replaced(DELETION, INSERTION), LIBRARY, position=Position.PREFERRED)
    assert first.proposals == second.proposals
    (own,) = first.proposals
    assert own.span == THEIRS and [r.new for r in own.replacements] == ["24 hours", ""]


@pytest.mark.parametrize(
    ("insertion", "about"),
    [
        (replace(INSERTION, author="Carl"), {}),
        (replace(INSERTION, span=Span(THEIRS.start + 5, THEIRS.end)), {}),
        (INSERTION, {"clause": "d1.c2"}),
    ],
)
def test_what_another_wrote_or_stands_apart_is_another_change(insertion, about):
    first, second = reply(replaced(DELETION, insertion, **about), LIBRARY, position=Position.PREFERRED)
    assert first.proposals != second.proposals


def test_a_half_that_gives_nothing_is_answered_with_the_other():
    made = replaced(DELETION, INSERTION, requirements=())
    assert {a.decision for a in reply(made, LIBRARY, position=Position.PREFERRED)} == {Decision.REJECT}


def test_comments_alone_change_nothing():
    made = comparison(INSERTION, old=Status.MET, new=Status.PARTIAL, effect=Effect.OPENED)
    found = answer(made, only_comments=True)
    assert (found.decision, [p.kind for p in found.proposals]) == (Decision.REJECT, [ProposalKind.COMMENT])
    assert "Our position:" in found.proposals[0].comment


def test_a_point_on_which_we_do_not_sign_is_said():
    made = comparison(INSERTION, old=Status.MET, new=Status.WEAK, effect=Effect.OPENED)
    assert "do not sign" in answer(made, held(walk_away="weak")).proposals[0].comment
    assert "do not sign" not in answer(made).proposals[0].comment


def test_a_comment_on_struck_words_hangs_on_words_that_are_there():
    made = comparison(DELETION, old=Status.WEAK, new=Status.MET, effect=Effect.CLOSED)
    span = answer(made).proposals[0].span
    assert TEXT[span.start : span.end].strip()
