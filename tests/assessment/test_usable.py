"""Which papers findings rest on, and what a reader is told first."""

import pytest

from pipeline.assessment.usable import is_usable, unread_elsewhere, warnings_of
from pipeline.domain.agreement import Agreement, AgreementSet

from .papers import agreement

LEASE_BECAUSE = "It is a lease of offices."


def lease(**changes: object) -> Agreement:
    about = {"name": "lease.pdf", "is_service_agreement": False, "not_because": LEASE_BECAUSE}
    return agreement(**(about | changes))  # type: ignore[arg-type]


def of(*papers: Agreement) -> AgreementSet:
    return AgreementSet("acme", papers)


@pytest.mark.parametrize(
    ("paper", "usable"),
    [
        pytest.param(agreement(), True, id="an English agreement"),
        pytest.param(agreement(language="und"), True, id="too short to tell the language"),
        pytest.param(agreement(language="de"), False, id="a German agreement"),
        pytest.param(lease(), False, id="a lease"),
        pytest.param(agreement(unread=(2,), pages=3), True, id="some pages unread"),
    ],
)
def test_which_papers_findings_rest_on(paper, usable):
    assert is_usable(paper) is usable


@pytest.mark.parametrize(
    ("papers", "unread"),
    [
        pytest.param([agreement()], "", id="all read"),
        pytest.param([], "", id="no papers"),
        pytest.param([agreement(unread=(3,))], "page 3 of acme-dpa.pdf could not be read", id="a page"),
        pytest.param([agreement(unread=(3, 4))], "pages 3–4 of acme-dpa.pdf could not be read", id="pages"),
        pytest.param([agreement(language="de")], "acme-dpa.pdf is in German", id="German"),
        pytest.param(
            [agreement(language="cy")], "acme-dpa.pdf is in another language (cy)", id="a rarer language"
        ),
        pytest.param(
            [agreement(language="de", unread=(2,))], "acme-dpa.pdf is in German", id="German: its pages too"
        ),
        pytest.param(
            [agreement(name="avv.pdf", language="de"), lease()],
            "avv.pdf is in German",
            id="a lease beside a German one",
        ),
        pytest.param([lease()], "lease.pdf is no cloud or IT service agreement", id="a lease alone"),
        pytest.param([agreement(), lease()], "", id="a lease beside: it could not hold an answer"),
        pytest.param(
            [agreement(), agreement(name="avv.pdf", language="de")], "avv.pdf is in German", id="one German"
        ),
        pytest.param(
            [agreement(unread=(1,)), agreement(name="avv.pdf", language="de")],
            "page 1 of acme-dpa.pdf could not be read; avv.pdf is in German",
            id="two reasons",
        ),
        pytest.param(
            [agreement(), lease(name="scan.pdf", unread=(1, 2), pages=3)],
            "pages 1–2 of scan.pdf could not be read",
            id="what seems no agreement may be one on its unread pages",
        ),
    ],
)
def test_what_could_hold_an_answer_and_was_not_read(papers, unread):
    assert unread_elsewhere(of(*papers)) == unread


def test_pages_in_a_row_are_named_by_their_first_and_last():
    assert "pages 1–39 of" in unread_elsewhere(of(agreement(unread=tuple(range(1, 40)))))


def test_a_long_list_of_pages_is_cut():
    found = unread_elsewhere(of(agreement(unread=tuple(range(2, 80, 2)))))
    assert "24 …" in found
    assert "26" not in found


def test_files_that_could_not_be_read_are_one_warning():
    (warning,) = warnings_of(AgreementSet("acme", (agreement(),), unread=("a.pdf", "b.pdf", "c.docx")))
    assert warning.startswith("a.pdf, b.pdf and c.docx could not be read; ")


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        pytest.param([agreement()], [], id="nothing to say"),
        pytest.param([agreement(language="und")], [], id="a language that can't be told"),
        pytest.param(
            [agreement(language="fr")],
            [("acme-dpa.pdf", "in French", "only English is read", "nothing in it was assessed")],
            id="French",
        ),
        pytest.param(
            [lease()],
            [("lease.pdf", "does not look like a cloud or IT service agreement", "It is a lease of offices")],
            id="a lease",
        ),
        pytest.param(
            [agreement(unread=(2,))],
            [("Page 2 of acme-dpa.pdf could not be read", "not assessable, not as missing")],
            id="a page",
        ),
        pytest.param(
            [agreement(unread=(2, 5))], [("Pages 2, 5 of acme-dpa.pdf could not be read",)], id="pages"
        ),
        pytest.param(
            [lease(language="de")], [("lease.pdf", "in German")], id="a German lease: its language says it"
        ),
        pytest.param(
            [agreement(language="fr", name="a.pdf", unread=(1,)), lease(name="b.pdf")],
            [("a.pdf", "French"), ("Page 1 of a.pdf",), ("b.pdf", "does not look like")],
            id="in the order of the papers",
        ),
    ],
)
def test_what_a_reader_is_told_first(papers, words):
    warnings = warnings_of(of(*papers))
    assert len(warnings) == len(words)
    for warning, said in zip(warnings, words, strict=True):
        assert [w for w in said if w not in warning] == []
        assert warning.endswith(".")
        assert ".." not in warning
