from dataclasses import replace

import pytest

from pipeline.assessment.doubts import doubting, warnings_about
from pipeline.assessment.within import Set
from pipeline.classification.units import units_of
from pipeline.domain.agreement import Agreement, AgreementSet, Clause
from pipeline.domain.apart import Apart, PageByOcr, SetAside
from pipeline.domain.document import Block, BlockKind, Document, Piece, Source
from pipeline.domain.places import PageBox, Span
from pipeline.domain.reading import Stance
from pipeline.domain.review import Evidence, Finding, Searched, Status
from pipeline.extraction import find_terms
from pipeline.library.cues import index_cues

from .papers import library, vocabulary

TEXT = "The provider notifies the customer within 72 hours."
BOX = PageBox(2, (0, 0, 9, 9))


def paper(*apart: SetAside, **changes: object) -> Document:
    span = Span(0, len(TEXT))
    block = Block(span, BlockKind.PARAGRAPH, (Piece(span, BOX),))
    made = Document("d1", Source("a.pdf", "application/pdf", "0" * 64, 9), TEXT, (block,), pages=2)
    return replace(made, set_aside=apart, **changes)


def finding(span: Span, reason: str = "72 hours") -> Finding:
    evidence = Evidence("d1", "d1.c1", span, TEXT[span.start : span.end], BOX, Stance.BINDING, "cue")
    return Finding("in-deadline", Status.MET, 0.9, False, reason, (), (evidence,), (), Searched(1, 1, 2, 0))


def within(document: Document) -> Set:
    agreement = Agreement(document, "dpa", 1.0, "en", True, "", ())
    return Set({"d1": agreement}, library(), Searched(1, 1, 2, 0), AgreementSet("acme", (agreement,)))


HIDDEN = SetAside(Apart.HIDDEN, "no notice is given", BOX, "white on white")
TINY = SetAside(Apart.HIDDEN, "nor ever", BOX, "tiny")
FOOTER = SetAside(Apart.FOOTER, "page 2", BOX)
DISGUISED = SetAside(Apart.HIDDEN, "provider", BOX, "letters of another alphabet", Span(4, 12))


@pytest.mark.parametrize(
    ("apart", "says"),
    [
        ((FOOTER,), []),
        ((HIDDEN,), ["a.pdf holds hidden text in 1 place (white on white)"]),
        ((HIDDEN, HIDDEN, TINY), ["a.pdf holds hidden text in 3 places (white on white, tiny)"]),
        ((DISGUISED,), ["a.pdf holds a word that is not what it looks like"]),
        (
            (HIDDEN, DISGUISED, DISGUISED),
            ["hidden text in 1 place", "2 words that are not what they look like"],
        ),
    ],
)
def test_hidden_text_is_warned_of(apart, says):
    warned = list(warnings_about(paper(*apart)))
    assert len(warned) == len(says)
    assert all(words in sentence for words, sentence in zip(says, warned, strict=True))


@pytest.mark.parametrize(
    ("document", "span", "says"),
    [
        (paper(DISGUISED), Span(0, 20), "not all what they look like"),
        (paper(DISGUISED), Span(13, 20), ""),  # the disguised word is in another sentence
        (paper(HIDDEN, FOOTER), Span(0, 20), ""),
        (paper(pages_by_ocr=(PageByOcr(2, 0.7),)), Span(0, 20), "Page 2 was hard to recognise"),
        (paper(pages_by_ocr=(PageByOcr(2, 0.95), PageByOcr(1, 0.2))), Span(0, 20), ""),
    ],
)
def test_findings_on_doubtful_words_need_review(document, span, says):
    found = doubting(within(document))(finding(span), library().requirements[0], ())
    assert found.needs_review is bool(says)
    assert found.reason == "72 hours" if not says else says in found.reason
    assert found.reason.startswith("72 hours")


def test_a_disguised_word_is_judged_as_the_word_it_shows():
    def features(text: str) -> tuple[str, ...]:
        clause = Clause(
            "d1.c1", "d1", "1", "1", "Nоtice" if "о" in text else "Notice", text, Span(0, len(text))
        )
        document = replace(paper(), text=text)
        agreement = Agreement(document, "dpa", 1.0, "en", True, "", (clause,))
        (unit,) = units_of(agreement, index_cues(library()))
        return unit.whole

    assert features(TEXT.replace("notifies", "nоtifies")) == features(TEXT)


def test_a_value_in_disguise_is_found_and_quoted_as_it_stands():
    (term,) = find_terms(TEXT.replace("hours", "hоurs"), vocabulary())
    assert (term.value, term.quote) == ("72 h", "within 72 hоurs"[7:])
