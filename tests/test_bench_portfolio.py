"""What `make bench-portfolio` makes and counts: its truth is that of the files, its scores are known by hand."""

import json
import random
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from benchmarks.portfolio.agreements import filled, supplier
from benchmarks.portfolio.broken import BROKEN
from benchmarks.portfolio.forms import FORMS, in_form, numbered, scanned
from benchmarks.portfolio.found import Outcome, Score, differing, lost, misjudged_files, score
from benchmarks.portfolio.generate import Size, made, write_portfolio
from benchmarks.portfolio.passages import State, passages, spoken_by, taken_along
from benchmarks.portfolio.truth import Known, KnownPaper, KnownSupplier, Truth, load_truth
from benchmarks.portfolio.watching import Memory
from pipeline.errors import ReadError
from pipeline.library import load_library
from pipeline.readers.manner import Manner
from pipeline.readers.read import read

SIZE = Size(suppliers=20, pages=2, long_pages=12, seed=3)
BY_EYE = Manner(ocr=False)


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory):
    folder = tmp_path_factory.mktemp("portfolio")
    return folder, write_portfolio(SIZE, folder / "suppliers")


def words(path: Path) -> str:
    return " ".join(read(path, document_id="d1", manner=BY_EYE).text.split())


def test_a_portfolio_has_the_papers_it_should(portfolio):
    _, truth = portfolio
    conditions = Counter(paper.condition for _, _, paper in truth.papers())
    assert (len(truth.suppliers), sum(conditions.values())) == (20, 79)
    assert conditions["scan"] == 4
    assert sum(conditions[name] for name in BROKEN) == 2
    assert (conditions["long"], conditions["hang"]) == (1, 1)


def test_the_truth_names_every_file(portfolio):
    folder, truth = portfolio
    there = {p.relative_to(folder / "suppliers").as_posix() for p in folder.rglob("*") if p.is_file()}
    assert there == {f"{s}/{name}" for s, name, _ in truth.papers()}


def test_the_same_seed_makes_the_same_files(portfolio, tmp_path):
    folder, truth = portfolio
    assert write_portfolio(SIZE, tmp_path / "suppliers") == truth
    assert differing(folder / "suppliers", tmp_path / "suppliers") == []


def test_the_truth_is_kept_and_what_was_made_is_used_again(tmp_path):
    small = Size(suppliers=2, pages=2, long_pages=3, hang=False)
    folder, truth = made(small, tmp_path)
    paper = next(p for p in sorted(folder.rglob("*")) if p.is_file())
    paper.write_text("marked")
    assert made(small, tmp_path) == (folder, truth) == (folder, load_truth(tmp_path))
    assert paper.read_bytes() == b"marked"
    made(Size(suppliers=2, pages=2, long_pages=3, hang=False, seed=2), tmp_path)
    assert not paper.exists() or paper.read_bytes() != b"marked"


@pytest.mark.parametrize("number", range(6))
def test_what_is_met_or_taken_away_stands_in_the_papers_and_what_is_missing_does_not(number):
    of = supplier(number, seed=7, papers=4)
    text = "\n".join(t for paper in of.papers for t, _ in numbered(paper))
    for requirement in load_library().requirements:
        state = of.known[requirement.id].state
        said = {
            kind: any(spoken_by(of.party, p.text) in text for p in passages().get((requirement.id, kind), ()))
            for kind in (State.MET, State.WEAK, State.CONTRADICTED)
        }
        assert said.pop(state, True), (requirement.id, state)
        if of.known[requirement.id].certain:
            assert not said.get(State.MET), (requirement.id, state)


@pytest.mark.parametrize("number", range(10))
def test_nothing_speaks_of_a_missing_requirement_beside(number):
    known = supplier(number, seed=7, papers=3).known
    for requirement, others in taken_along().items():
        if known[requirement].state is State.MISSING:
            assert {known[o].state for o in others} <= {State.MISSING}


def test_what_takes_away_beside_makes_a_finding_uncertain():
    seen = 0
    for number in range(30):
        known = supplier(number, seed=7, papers=4).known
        for requirement, others in taken_along().items():
            if any(known[o].state is State.CONTRADICTED for o in others):
                seen += 1
                assert not known[requirement].certain
    assert seen


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_read_back_whole(form, tmp_path):
    of = supplier(1, seed=7, papers=3)
    paper = filled(of.papers[0], of, pages=6, rng=random.Random(1))
    data, pages = in_form(paper, form, by=of.name)
    path = tmp_path / f"paper.{form}"
    path.write_bytes(data)
    text = words(path)
    missing = [t for _, texts in paper.sections for t in texts if " ".join(t.split()) not in text]
    # A word that was hyphenated at a line's end or a sentence at a page's end may come back otherwise.
    assert len(missing) <= 0.05 * sum(len(texts) for _, texts in paper.sections), missing
    assert abs(pages - 6) <= 2


def test_a_running_header_stands_on_every_page_of_a_pdf(tmp_path):
    of = supplier(1, seed=7, papers=3)
    data, pages = in_form(filled(of.papers[0], of, pages=4, rng=random.Random(1)), "pdf", by=of.name)
    with pypdfium2.PdfDocument(data) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) == pages > 1
    assert all(of.name in text and f"Page {n} of {pages}" in text for n, text in enumerate(texts, 1))


def test_a_scan_holds_no_words(tmp_path):
    of = supplier(1, seed=7, papers=3)
    data, pages = scanned(of.papers[1], by=of.name)
    path = tmp_path / "scan.pdf"
    path.write_bytes(data)
    document = read(path, document_id="d1", manner=BY_EYE)
    assert (document.text, len(document.pages_unread)) == ("", pages)


@pytest.mark.parametrize("way", BROKEN)
@pytest.mark.parametrize("seed", range(3))
def test_what_is_broken_cannot_be_read(way, seed, tmp_path):
    form, data = BROKEN[way](random.Random(seed))
    path = tmp_path / f"broken.{form}"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=r"broken\."):
        read(path, document_id="d1", manner=BY_EYE)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], Score(0, 0, 0, 0, 0)),
        ([("absent", ("absent",))], Score(1, 1, 1, 1, 1)),
        ([("partial", ("absent",))], Score(1, 1, 1, 0, 1)),
        ([("partial", ("met",))], Score(0, 1, 0, 0, 1)),
        ([("met", ("absent",))], Score(0, 0, 1, 0, 1)),
        ([("weak", ("weak", "partial"))], Score(1, 1, 1, 1, 1)),
        ([("not_assessable", ("absent",)), ("not_applicable", ("met",))], Score(0, 0, 0, 0, 0)),
        ([("absent", ("partial", "met"))], Score(0, 1, 0, 0, 1)),
    ],
)
def test_scores_are_those_reckoned_by_hand(rows, expected):
    assert score(rows) == expected


def outcome_of(tmp_path, *, read=(), failures=()):
    review = {
        "agreements": [{"documents": [{"name": n, "pages_unread": u} for n, u in read], "findings": []}],
        "failures": [{"name": n, "reason": "is broken."} for n in failures],
    }
    folder = tmp_path / "reviews" / "acme"
    folder.mkdir(parents=True)
    (folder / "review.json").write_text(json.dumps(review))
    return Outcome(tmp_path)


PAPERS = {
    "a.pdf": KnownPaper("pdf", "whole", 3),
    "b.pdf": KnownPaper("pdf", "empty", 0),
    "c.pdf": KnownPaper("pdf", "scan", 4),
}
TRUTH = Truth(1, {"acme": KnownSupplier({"in-deadline": Known(State.MET)}, PAPERS)})


@pytest.mark.parametrize(
    ("read", "failures", "gone", "wrong"),
    [
        ([("a.pdf", []), ("c.pdf", [1, 2])], ["b.pdf"], [], []),
        ([("a.pdf", []), ("c.pdf", [1, 2])], [], ["acme/b.pdf"], []),
        ([("c.pdf", [1])], ["b.pdf"], ["acme/a.pdf"], ["acme/a.pdf (whole): not read"]),
        ([("a.pdf", [2]), ("c.pdf", [1])], ["b.pdf"], [], ["acme/a.pdf (whole): not read"]),
        ([("a.pdf", []), ("b.pdf", []), ("c.pdf", [1])], [], [], ["acme/b.pdf (empty): read"]),
        ([("a.pdf", []), ("c.pdf", [])], ["b.pdf"], [], ["acme/c.pdf (scan): read"]),
    ],
    ids=["as-it-should", "lost", "readable-lost", "half-read", "broken-read", "scan-read"],
)
def test_lost_and_wrongly_told_files_are_seen(tmp_path, read, failures, gone, wrong):
    outcome = outcome_of(tmp_path, read=read, failures=failures)
    assert lost(outcome, TRUTH) == gone
    assert misjudged_files(outcome, TRUTH, ocr=False) == wrong


def test_a_supplier_without_a_review_has_lost_all_its_papers(tmp_path):
    assert lost(Outcome(tmp_path), TRUTH) == ["acme/a.pdf", "acme/b.pdf", "acme/c.pdf"]


@pytest.mark.parametrize(
    ("sizes", "halves"),
    [([5] * 4, None), ([1, 1] + [4] * 9 + [6] * 9, (4, 6)), ([9] + [4] * 18 + [9], (4, 4))],
    ids=["too-short", "grows", "start-and-end-left-out"],
)
def test_memory_is_compared_half_with_half(sizes, halves):
    assert Memory(tuple((float(t), size) for t, size in enumerate(sizes))).halves() == halves
