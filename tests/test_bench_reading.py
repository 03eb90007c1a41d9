"""What `make bench-reading` counts, on readings whose score is known by hand."""

import random
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.reading.agreements import choose, made
from benchmarks.reading.gold import Gold, markdown_truths
from benchmarks.reading.layouts import draw
from benchmarks.reading.measures import common_order, letters, score
from benchmarks.reading.setting import Kind, Truth, compose, hyphenated, truths

DUTY = "4.2 The provider notifies the customer within 48 hours."
FEES = "Fees are due 30 days after the invoice."


def gold(*texts: str, furniture: tuple[str, ...] = (), row: bool = False) -> Gold:
    return Gold("a", "pairs", Path("a.pdf"), tuple(Truth((t,), row) for t in texts), furniture, 1)


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ([DUTY, FEES], 2),
        (["4.2\tThe provider notifies the cus\u00adtomer within  48 hours", FEES], 2),
        (["4.2 The provider noti\ufb01es the customer within 48 hours.", FEES], 2),
        (["4.2", "The provider notifies the customer within 48 hours.", FEES], 1),
        ([f"{DUTY} {FEES}"], 0),
        (["4.2 the provider notifies the customer within 48 hours.", FEES], 1),
        (["4.2 The provider notifies the customer within 48 hours. Page 3", FEES], 1),
        ([FEES, DUTY], 2),
        ([], 0),
    ],
    ids=["same", "white", "ligature", "split", "joined", "case", "page", "order", "nothing"],
)
def test_a_paragraph_is_found_where_one_block_is_all_of_it(blocks: list[str], found: int) -> None:
    assert score(gold(DUTY, FEES), blocks).found == found


def test_a_block_is_used_once() -> None:
    assert score(gold(FEES, FEES), [FEES]).found == 1
    assert score(gold(FEES, FEES), [FEES, FEES]).found == 2


@pytest.mark.parametrize(("row", "found"), [(True, 1), (False, 0)])
def test_only_a_row_may_be_a_line_of_a_block(row: bool, found: int) -> None:
    assert (
        score(gold("Critical 30 minutes", row=row), ["| Severity | |\n| Critical | 30 minutes |"]).found
        == found
    )


@pytest.mark.parametrize(
    ("blocks", "leaked"),
    [
        ([FEES], ()),
        ([FEES, "Cloud Terms"], ("Cloud Terms",)),
        ([f"{FEES} Page 2 of 3 Cloud Terms"], ("Cloud Terms", "Page 2 of 3")),
        ([FEES, "12"], ("12",)),
        ([FEES, "- 12 -"], ("12",)),
        ([f"{FEES} 12 of them"], ()),
        ([FEES, "Page 2 of 30"], ()),
    ],
    ids=["none", "title", "within", "number", "dashes", "in the text", "another"],
)
def test_a_running_line_leaks_where_the_reading_has_it_more_often(
    blocks: list[str], leaked: tuple[str, ...]
) -> None:
    of = gold(FEES, furniture=("Cloud Terms", "Page 2 of 3", "12"))
    assert score(of, blocks).leaked == leaked


def test_a_running_line_that_the_source_has_too_is_no_leak() -> None:
    assert score(gold("Cloud Terms", FEES, furniture=("Cloud Terms",)), ["Cloud Terms", FEES]).leaked == ()


def test_columns_read_across_lose_the_order_of_words() -> None:
    left, right = "one two three four five six", "seven eight nine ten eleven twelve"
    across = " ".join(f"{a} {b}" for a, b in zip(left.split(), right.split(), strict=True))
    assert score(gold(left, right), [left, right]).order == 1
    assert score(gold(left, right), [across]).order < 0.6


@given(st.lists(st.sampled_from("abcd"), max_size=40), st.lists(st.sampled_from("abcd"), max_size=40))
def test_common_order_is_the_longest_common_subsequence(source: list[str], read: list[str]) -> None:
    table = [[0] * (len(read) + 1) for _ in range(len(source) + 1)]
    for i, a in enumerate(source):
        for j, b in enumerate(read):
            table[i + 1][j + 1] = table[i][j] + 1 if a == b else max(table[i][j + 1], table[i + 1][j])
    assert common_order(source, read) == table[-1][-1]
    blocks = SequenceMatcher(None, source, read, autojunk=False).get_matching_blocks()
    assert common_order(source, read) >= sum(block.size for block in blocks)


def test_markdown_gives_paragraphs_rows_and_numbered_items() -> None:
    source = (
        "---\ntitle: x\n---\n\n# Terms\n\nFirst **bold**\nline.\n\n3. Third [link](https://a.example)\n\n"
    )
    source += "| A | B |\n| - | - |\n| 1 | :tick: two |\n"
    found = list(markdown_truths(source))
    assert [truth.forms[0] for truth in found] == ["Terms", "First bold line.", "Third link", "A B", "1  two"]
    assert found[2].forms[1] == "3 Third link"
    assert [truth.row for truth in found] == [False, False, False, True, True]


@pytest.mark.parametrize("seed", range(12))
def test_what_is_set_holds_the_letters_of_every_paragraph(seed: int) -> None:
    rng = random.Random(seed)
    agreement = made(seed, rng)
    things = compose(agreement, draw(rng, title=agreement.title, columns=1), rng, notes=True)
    bare = {letters(form) for truth in truths(things) for form in truth.forms}
    assert {letters(text) for text in agreement.paragraphs} <= bare
    rows = sum(len(thing.rows) for thing in things if thing.kind is Kind.TABLE)
    notes = sum(thing.note is not None for thing in things)
    assert len(truths(things)) == len(agreement.paragraphs) + rows + notes


def test_soft_hyphens_change_no_letter() -> None:
    broken = hyphenated("Notwithstanding representations concerning infrastructure, see 4.2.")
    assert broken.count("\u00ad") > 4
    assert (
        broken.replace("\u00ad", "") == "Notwithstanding representations concerning infrastructure, see 4.2."
    )


def test_without_a_corpus_agreements_are_samples_and_made() -> None:
    names = [agreement.name for agreement in choose(None, count=9, seed=1)]
    assert len(names) == len(set(names)) == 9
    assert names[-1].startswith("made-")
    assert [a.paragraphs for a in choose(None, count=9, seed=1)] == [
        a.paragraphs for a in choose(None, count=9, seed=1)
    ]
