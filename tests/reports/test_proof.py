from dataclasses import replace

from pipeline.domain.review import Searched, SearchedDocument
from pipeline.reports.outline import Papers
from pipeline.reports.proof import Proof

from .contracts import agreement, assessment

SET = assessment(papers=tuple(agreement("w", id=f"d{n}", name=f"paper-{n}.pdf") for n in range(1, 7)))
FINDING = SET.findings[3]


def proof(*each, **counts):
    searched = Searched(
        **({"documents": len(each), "clauses": 0, "pages": None, "pages_unread": 0} | counts), each=each
    )
    return Proof.of(replace(FINDING, searched=searched), Papers.of(SET))


def test_few_documents_are_named_in_a_sentence():
    made = proof(SearchedDocument("d1", 41, 3), SearchedDocument("d2", 1, None))
    assert made.said == "every clause of paper-1.pdf (41 clauses, 3 pages) and paper-2.pdf (1 clause)"
    assert (made.unread, made.each) == ("", ())


def test_many_documents_are_counted_and_listed_beside():
    each = [SearchedDocument(f"d{n}", 10, 2) for n in range(1, 7)]
    made = proof(*each, clauses=60, pages=12)
    assert made.said == "60 clauses in 6 documents, 12 pages"
    assert len(made.each) == 6 and made.each[0] == "paper-1.pdf (10 clauses, 2 pages)"


def test_unread_pages_are_named_with_their_document():
    made = proof(SearchedDocument("d1", 41, 9, (7,)), SearchedDocument("d2", 4, 9, (2, 3, 4)), pages_unread=4)
    assert made.unread == "paper-1.pdf, page 7; paper-2.pdf, pages 2–4"


def test_without_each_documents_share_the_counts_are_told():
    made = proof(documents=2, clauses=1, pages=5, pages_unread=1)
    assert (made.said, made.unread) == ("1 clause in 2 documents, 5 pages", "1 page")
