from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from pipeline.domain.review import Failure, Note, NoteKind, Status
from pipeline.reports.questions import render

from .contracts import CARVED, HOSTILE, LIBRARY, POSITIONS, agreement, assessment, judged_set, review

LETTER = """\
# Questions on the cloud agreement: acme

We read 1 document (listed at the end) and found 4 points with a gap against ISO/IEC 27017 guidance. \
Please answer each of them, or propose wording; ours is given. Where another document of yours settles \
a point, please send it.

## Critical

1. **Time limit for the first notice** (taken away)

   in-deadline is contradicted.

   > “Provider shall tell Customer within 72 hours.”
   > — acme-dpa.pdf, clause 8.1 (Breach), page 2

   Our request: Please state in-deadline.

   Wording we propose: “Preferred words for in-deadline \\[X].”

   (ISO/IEC 27017 guidance, controls CLD.8.1.5 (2015) / 5.11 + 8.10 (2026))

2. **Duty to tell the customer** (partly met)
"""


def test_the_letter_begins_with_the_worst():
    assert render(review(), LIBRARY).startswith(LETTER)


def test_items_are_numbered_through_all_severities_and_open_ends_follow():
    said = render(review(failures=(Failure("scan.pdf", "needs a password"),)), LIBRARY)
    places = [said.index(f"\n{n}. **") for n in (1, 2, 3, 4)]
    assert places == sorted(places) and "\n5. **" not in said
    assert "- Acceptable Use Policy (`https://acme.example/aup`), named in acme-dpa.pdf" in said
    assert "Security Annex" not in said  # it was supplied
    assert "\\[to be attached]" in said
    assert "- Check before sending, the reading is not certain: 1." in said
    assert "- Could not be assessed, so not asked here: Staff keep secrets." in said
    assert "- Could not be read: scan.pdf: needs a password" in said


def test_what_we_should_ask_for_is_asked_once_at_the_end_and_not_told_to_the_provider():
    made = assessment()
    first = made.findings[0]
    note = Note(NoteKind.NOT_SUPPLIED, "It may be in the AUP, which was not supplied: ask for it.", ())
    said = render(
        review(replace(made, findings=(replace(first, notes=(note,)), *made.findings[1:]))), LIBRARY
    )
    assert "ask for it" not in said and "Paper not supplied" not in said


def test_papers_not_supplied_are_asked_for_with_what_hangs_on_them():
    said = render(review(judged_set()), LIBRARY)
    assert (
        "## Please send\n\n- Security Policy (`https://acme.example/security`), named in acme-dpa.pdf and "
        "acme-terms.pdf; which version is part of the agreement, and can it change without our consent? "
        "– we need it for point 3, also for: What a notice holds\n"
    ) in said
    assert "3. **Places are named**" in said
    assert "## Please fix the version\n\n- Service Levels: the papers let you change it." in said
    assert "- Order Form" not in said


def test_blanks_are_to_be_filled_in():
    said = render(review(judged_set()), LIBRARY)
    assert (
        "- “\\[list of measures]” in acme-terms.pdf, clause 8.1 (Breach) – on it rests: What a notice holds\n"
        in said
    )
    assert "- “\\_\\_\\_\\_” in acme-dpa.pdf, pages 1–2 (2 times)\n" in said


def test_an_item_says_what_stands_elsewhere_but_not_what_our_own_playbook_says():
    letter = render(review(judged_set()), LIBRARY)
    assert "   Exception elsewhere: A carve\\_out stands" in letter and CARVED in letter
    assert "playbook" not in letter.lower()


def test_the_provider_never_sees_our_positions():
    said = render(review(), POSITIONS)
    assert said == render(review(), LIBRARY)
    assert "board" not in said and "walk" not in said.lower()


def test_what_the_provider_gets_holds_no_confidences():
    letter = render(review(), LIBRARY).split("\n---\n")[0]
    assert "83" not in letter and "confidence" not in letter


def test_warnings_come_before_the_questions():
    said = render(review(assessment(warnings=("acme-dpa.pdf is in German.",))), LIBRARY)
    assert said.index("is in German") < said.index("We read")


def test_unread_pages_are_named():
    said = render(review(assessment(papers=(agreement("Words.", unread=(3, 4)),))), LIBRARY)
    assert "could not be read: page 3–4" in said and "- Unread pages: 2." in said


@pytest.mark.parametrize(
    ("statuses", "said"),
    [
        ((Status.MET,) * 6, "have no question: no gap against ISO/IEC 27017 guidance was found"),
        ((Status.NOT_ASSESSABLE,) * 6, "could not assess anything in them"),
    ],
)
def test_no_gap_and_no_judgement_are_told_apart(statuses, said):
    assert said in render(review(assessment(statuses=statuses)), LIBRARY)


@pytest.mark.parametrize("words", HOSTILE)
def test_contract_text_makes_no_markup(words):
    made = assessment(quote=words, supplier=words, papers=(agreement(words, name=words),), warnings=(words,))
    made = replace(made, references=(replace(made.references[0], title=words, url=words),))
    tokens = MarkdownIt("commonmark").parse(render(review(made, failures=(Failure(words, words),)), LIBRARY))
    children = [child for token in tokens for child in token.children or ()]
    assert not {t.type for t in tokens} & {"html_block", "fence", "code_block", "table_open"}
    assert not {t.type for t in children} & {"html_inline", "image", "link_open", "em_open", "s_open"}
    assert sum(t.type == "heading_open" for t in tokens) == 7


@pytest.mark.parametrize("words", HOSTILE)
def test_contract_text_makes_no_markup_in_what_is_said_of_the_set(words):
    text = render(review(judged_set(quote=words, words=words)), LIBRARY)
    tokens = MarkdownIt("commonmark").parse(text)
    children = [child for token in tokens for child in token.children or ()]
    assert not {t.type for t in tokens} & {"html_block", "fence", "code_block", "table_open"}
    assert not {t.type for t in children} & {"html_inline", "image", "link_open", "em_open", "s_open"}
    assert sum(t.type == "heading_open" for t in tokens) == 8


def test_a_run_that_read_nothing_says_so():
    nothing = replace(review(failures=(Failure("a.pdf", "needs a password"),)), assessments=())
    assert "None of the files could be read." in render(nothing, LIBRARY)
