import json
from dataclasses import replace

import pytest
from rich.console import Console

from pipeline.domain.apart import Apart, Change, Comment, PageByOcr, SetAside, View
from pipeline.domain.places import PageBox, ParagraphAt, Span
from pipeline.reports import page, questions, review_json
from pipeline.reports.reading import PaperRead, changes_by_author, doubts, extent, remarks
from pipeline.reports.terminal import summary

from .contracts import HOSTILE, LIBRARY, assessment, document, review
from .pages import faults, parsed, words

TEXT = "Provider shall tell Customer within 72 hours."
BOX = PageBox(2, (72, 100, 300, 112))
AT = ParagraphAt("word/document.xml", 4)


def paper(text: str = TEXT, **changes: object):
    return replace(document(text), **changes)


def hidden(text: str = "no notice at all", why: str = "white on white") -> SetAside:
    return SetAside(Apart.HIDDEN, text, BOX, why)


def footers(*texts: str) -> tuple[SetAside, ...]:
    return tuple(SetAside(Apart.FOOTER, text, PageBox(n, (0, 0, 1, 1))) for n, text in enumerate(texts, 1))


def change(kind: str, author: str) -> Change:
    return Change(kind, "thirty days", author, "2026-03-02T10:00:00Z", AT, Span(0, 0))


FULL = paper(
    set_aside=(
        hidden(),
        SetAside(Apart.HIDDEN, "Customer", BOX, "letters of another alphabet in “Customer”", Span(20, 28)),
        *footers(*["Acme, confidential"] * 7, "1", "2", "3", "4", "5", "6"),
    ),
    pages_by_ocr=(PageByOcr(1, 0.714), PageByOcr(2, 0.96)),
    characters=1000,
    changes=(change("insertion", "A. Clerk"), change("deletion", "A. Clerk"), change("insertion", "")),
    comments=(Comment("Is this agreed?", "A. Clerk", "2026-03-02T10:00:00Z", AT, Span(0, 8)),),
)


def reviewed(*documents):
    made = assessment()
    agreements = tuple(
        replace(made.agreements.agreements[0], document=replace(d, id=f"d{n}"))
        for n, d in enumerate(documents, 1)
    )
    return review(replace(made, agreements=replace(made.agreements, agreements=agreements)))


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (paper(characters=38), "2 pages; 38 of 38 letters and digits read (100 %)"),
        (paper(characters=39), "2 pages; 38 of 39 letters and digits read (97 %)"),
        (paper(characters=None), "2 pages; 38 letters and digits read"),
        (paper(pages=None, characters=76), "38 of 76 letters and digits read (50 %)"),
        (paper(characters=3), "2 pages; 38 of 38 letters and digits read (100 %)"),  # the reader miscounted
    ],
)
def test_how_much_was_read(made, said):
    assert extent(PaperRead.of(made)) == said


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (paper(), ()),
        (paper(set_aside=footers("page 1", "page 2")), ()),
        (paper(set_aside=(hidden(),)), ("hidden text in 1 place (white on white)",)),
        (
            paper(set_aside=(hidden(), hidden(why="tiny"), hidden())),
            ("hidden text in 3 places (white on white and tiny)",),
        ),
        (paper(pages_unread=(2, 3, 4, 9)), ("pages 2–4, 9 could not be read",)),
        (
            paper(pages_by_ocr=(PageByOcr(3, 0.9),)),
            ("page 3 read from the picture by OCR (confidence 90 %)",),
        ),
        (
            paper(characters=100),
            ("62 letters and digits of the file are neither read nor listed as left out",),
        ),
        (paper(characters=100, set_aside=(hidden("x" * 62),)), ("hidden text in 1 place (white on white)",)),
        (
            paper(changes=(change("insertion", "A. Clerk"),), view=View.ORIGINAL),
            ("1 tracked change pending (1 insertion, by A. Clerk), read as it was before them",),
        ),
        (
            paper(changes=tuple(change("format", a) for a in "ABCDE")),
            (
                "5 tracked changes pending (5 format changes, by A, B, C and others), read as if all were accepted",
            ),
        ),
    ],
)
def test_what_a_reader_should_know(made, said):
    assert remarks(PaperRead.of(made)) == said


def test_the_summary_does_not_say_hidden_text_twice():
    assert doubts(PaperRead.of(paper(set_aside=(hidden(),)))) == ()


def test_what_was_left_out_is_summed_up_by_kind():
    (group,) = PaperRead.of(FULL).left_out
    assert (group.kind, group.count, group.characters) == (Apart.FOOTER, 13, 7 * 16 + 6)
    assert group.samples == ("Acme, confidential", "1", "2", "3", "4")


def test_changes_are_counted_by_author():
    assert changes_by_author(FULL.changes) == (
        ("A. Clerk", "1 insertion and 1 deletion"),
        ("somebody unnamed", "1 insertion"),
    )


def test_json_holds_hidden_text_changes_and_comments_in_full():
    (shown,) = json.loads(review_json.render(reviewed(FULL), LIBRARY))["agreements"][0]["documents"]
    assert shown["view"] == "accepted"
    assert shown["characters"] == {"read": 38, "in_file": 1000, "unexplained": 1000 - 38 - 13 - 118}
    assert shown["pages_by_ocr"] == [{"page": 1, "confidence": 0.71}, {"page": 2, "confidence": 0.96}]
    place = {"page": 2, "box": [72, 100, 300, 112]}
    first, second, footer = shown["set_aside"]
    assert first == {
        "kind": "hidden text",
        "why": "white on white",
        "text": "no notice at all",
        "page": 2,
        "place": place,
        "span": None,
    }
    assert (second["text"], second["span"]) == ("Customer", [20, 28])
    assert footer == {
        "kind": "running footer",
        "why": "",
        "count": 13,
        "characters": 118,
        "samples": ["Acme, confidential", "1", "2", "3", "4"],
    }
    assert len(shown["changes"]) == 3
    assert shown["changes"][0].items() >= {"kind": "insertion", "author": "A. Clerk", "span": [0, 0]}.items()
    assert shown["comments"][0].items() >= {"text": "Is this agreed?", "quote": "Provider"}.items()


def test_the_page_lists_what_was_hidden_left_out_and_pending():
    text = page.render(reviewed(FULL), LIBRARY)
    assert faults(text) == []
    (section,) = parsed(text).xpath("//section[@id='a1-reading']")
    said = words(section)
    for expected in (
        "2 pages; 38 of 1,000 letters and digits read",
        "no notice at all white on white · page 2",
        "Customer letters of another alphabet",
        "Running footer 13 times, 118 letters Acme, confidential · 1 · 2 · 3 · 4",
        "3 tracked changes, neither accepted nor rejected",
        "Insertion, paragraph 5 A. Clerk 2026-03-02 thirty days",
        "Is this agreed? Paragraph 5, on “Provider”",
        "page 1: confidence 71 %, page 2: confidence 96 %.",
    ):
        assert expected in said
    assert parsed(text).xpath("//nav//a[@href='#a1-reading']")


def test_long_lists_are_cut_on_the_page_and_whole_in_json():
    many = paper(set_aside=tuple(hidden(f"word {n}") for n in range(150)))
    (section,) = parsed(page.render(reviewed(many), LIBRARY)).xpath("//section[@id='a1-reading']")
    assert "word 99 " in words(section)
    assert "word 100 " not in words(section)
    assert "and 50 more, all in review.json" in words(section)
    (shown,) = json.loads(review_json.render(reviewed(many), LIBRARY))["agreements"][0]["documents"]
    assert len(shown["set_aside"]) == 150


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_set_aside_is_harmless_in_every_report(text):
    made = paper(
        set_aside=(hidden(text, text), *footers(text)),
        changes=(Change(text, text, text, text, AT, Span(0, 0)),),
        comments=(Comment(text, text, text, AT, Span(0, 0)),),
        notes=(text,),
    )
    html = page.render(reviewed(made), LIBRARY)
    assert faults(html) == []
    assert not any(ord(c) < 32 and c not in "\n\t" for c in html)
    assert json.loads(review_json.render(reviewed(made), LIBRARY))
    markdown = questions.render(reviewed(made), LIBRARY)
    assert not any(ord(c) < 32 and c != "\n" for c in markdown)
    assert "<script" not in markdown.replace("\\<script", "").replace("`", "")


def test_the_terminal_says_in_a_line_how_a_paper_was_read():
    console = Console(width=400, record=True, file=None, force_terminal=False)
    with console.capture() as captured:
        console.print(summary(reviewed(FULL, paper(characters=38)), LIBRARY))
    lines = [line for line in captured.get().splitlines() if line.startswith("How it was read")]
    assert len(lines) == 1
    assert "pages 1–2 read from the picture by OCR (confidence 71 % to 96 %)" in lines[0]
    assert "3 tracked changes pending" in lines[0]
    assert "hidden text" not in lines[0]  # said first, as a warning
