"""The whole way on small agreements: what every review holds, whatever the papers."""

import json
from functools import cache
from pathlib import Path

import pytest

from pipeline.analyze import Tools, analyze, load_tools
from pipeline.domain.review import Failure, Review, Status
from pipeline.reports.review_json import review_as_json
from pipeline.store.cache import Cache

TERMS = """# Cloud Services Agreement

## 1. Incidents

1.1 The Provider shall notify the Customer of every Security Incident within 24 hours after becoming aware of it.

## 2. End of the agreement

2.1 For sixty days after termination the Provider shall keep Customer Data available for download by the Customer.

2.2 The Provider may suspend the Service at any time for any reason and delete Customer Data at once without liability.
"""
GERMAN = """# Vertrag über Cloud-Dienste

1. Der Anbieter stellt dem Kunden die Software über das Internet zur Verfügung und hält sie auf dem Stand der Technik.

2. Der Anbieter benachrichtigt den Kunden unverzüglich, wenn ihm eine Verletzung des Schutzes der Daten bekannt wird.

3. Nach dem Ende des Vertrages löscht der Anbieter alle Daten des Kunden, sobald sie herausgegeben worden sind.
"""
INVOICE = """Invoice no. 2041

Bill to: Harrow & Finch Ltd, 12 Mill Lane

Item: office chairs, 14 pieces at 120.00 each
Subtotal 1,680.00, VAT 20 % 336.00
Total due 2,016.00, payable within 30 days of the invoice date by bank transfer
"""


@cache
def tools() -> Tools:
    return load_tools()


def reviewed(folder: Path, **papers: str) -> Review:
    paths = []
    for name, text in papers.items():
        path = folder / name.replace("_", ".")
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return analyze("acme", paths, tools=tools())


def statuses(review: Review) -> set[Status]:
    return {f.status for a in review.assessments for f in a.findings}


def test_every_requirement_has_its_finding_in_catalogue_order(tmp_path):
    (assessment,) = reviewed(tmp_path, terms_md=TERMS).assessments
    assert [f.requirement for f in assessment.findings] == [r.id for r in tools().library.requirements]
    for finding in assessment.findings:
        assert finding.evidence or finding.searched.clauses, finding.requirement
        assert finding.reason.endswith(".")


def test_every_quote_is_verbatim_and_has_its_line(tmp_path):
    (assessment,) = reviewed(tmp_path, terms_md=TERMS).assessments
    document = assessment.agreements.agreements[0].document
    quotes = [e for f in assessment.findings for e in f.evidence]
    assert quotes
    for evidence in quotes:
        assert document.quote(evidence.span) == evidence.quote
        assert evidence.place == document.locate(evidence.span) is not None
        assert len(evidence.quote.split()) <= 150


def test_the_deadline_is_read_and_counted(tmp_path):
    (assessment,) = reviewed(tmp_path, terms_md=TERMS).assessments
    finding = next(f for f in assessment.findings if f.requirement == "in-deadline")
    assert finding.status is Status.MET
    assert [t.value for t in finding.terms] == ["24 h"]
    assert "24 h" in finding.reason


def test_the_same_papers_give_the_same_bytes(tmp_path):
    def once() -> str:
        return json.dumps(review_as_json(reviewed(tmp_path, terms_md=TERMS), tools().library))

    assert once() == once()


def test_a_bad_file_is_a_failure_and_the_rest_goes_on(tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nnothing of a PDF follows")
    (tmp_path / "terms.md").write_text(TERMS, encoding="utf-8")
    review = analyze("acme", [tmp_path / "broken.pdf", tmp_path / "terms.md"], tools=tools())
    assert [f.name for f in review.failures] == ["broken.pdf"]
    assert "broken.pdf" in review.failures[0].reason
    assert len(review.assessments[0].findings) == 60


@pytest.mark.parametrize(
    "content",
    [b"", b"\x0c\n \n", b"%PDF-1.7\nnothing of a PDF follows"],
    ids=["no bytes", "white space", "damaged"],
)
def test_what_a_paper_that_did_not_come_through_may_hold_is_no_gap(tmp_path, content):
    alone = statuses(reviewed(tmp_path, terms_md=TERMS))
    (tmp_path / "annex.pdf").write_bytes(content)
    review = analyze("acme", [tmp_path / "annex.pdf", tmp_path / "terms.md"], tools=tools())
    assert Status.ABSENT in alone
    assert Status.ABSENT not in statuses(review)
    assert any("annex.pdf could not be read" in w for w in review.assessments[0].warnings)
    missing = next(f for f in review.assessments[0].findings if f.status is Status.NOT_ASSESSABLE)
    assert missing.reason == "Nothing found in what was read, but annex.pdf could not be read."


def test_a_container_that_can_not_be_opened_may_hold_an_answer(tmp_path):
    kept = Cache(tmp_path / "cache")
    (tmp_path / "terms.md").write_text(TERMS, encoding="utf-8")
    locked = Failure("annexes.zip", "annexes.zip needs a password.")

    def once(*unopened):
        return analyze("acme", [tmp_path / "terms.md"], tools=tools(), keep=kept, unopened=unopened)

    alone, beside = once(), once(locked)
    assert Status.ABSENT in statuses(alone)
    assert Status.ABSENT not in statuses(beside)
    assert beside.failures == (locked,)
    assert once() == alone


def test_nothing_readable_is_no_assessment(tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    review = analyze("acme", [tmp_path / "empty.txt"], tools=tools())
    assert review.assessments == ()
    assert len(review.failures) == 1


@pytest.mark.parametrize(("text", "says"), [(GERMAN, "German"), (INVOICE, "does not look like")])
def test_what_is_no_english_service_agreement_is_said_first_and_makes_no_gap(tmp_path, text, says):
    review = reviewed(tmp_path, paper_txt=text)
    assert statuses(review) == {Status.NOT_ASSESSABLE}
    assert says in review.assessments[0].warnings[0]


def test_a_foreign_paper_beside_a_readable_one_turns_absent_into_not_assessable(tmp_path):
    alone = statuses(reviewed(tmp_path, terms_md=TERMS))
    both = statuses(reviewed(tmp_path, terms_md=TERMS, annex_txt=GERMAN))
    assert Status.ABSENT in alone
    assert Status.ABSENT not in both
    assert {Status.NOT_ASSESSABLE, Status.MET} <= both


def test_an_invoice_beside_an_agreement_hides_no_gap(tmp_path):
    assert Status.ABSENT in statuses(reviewed(tmp_path, terms_md=TERMS, invoice_txt=INVOICE))


def test_a_gap_in_one_paper_is_closed_by_another(tmp_path):
    first, annex = TERMS.split("## 2.")
    without = reviewed(tmp_path, annex_md="# Cloud Services Agreement: exit\n\n## 2." + annex)
    with_it = reviewed(tmp_path, annex_md="# Cloud Services Agreement: exit\n\n## 2." + annex, terms_md=first)

    def deadline(review: Review) -> Status:
        return next(f.status for f in review.assessments[0].findings if f.requirement == "in-deadline")

    assert deadline(without) is Status.ABSENT
    assert deadline(with_it) is Status.MET
