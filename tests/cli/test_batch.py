import pytest

from pipeline.batch.portfolio import PortfolioRun, Progress
from pipeline.domain.review import Coverage, Failure, Status
from pipeline.reports.portfolio import PortfolioEntry

from .fakes import LIBRARY


@pytest.fixture
def fake_run(monkeypatch):
    """Have `review_portfolio` return a run with these failures; gives its calls."""
    calls = []

    def make(*failures):
        def review_portfolio(folder, **options):
            calls.append((folder, options))
            for done in range(1, 21):
                options["on_progress"](Progress(done, 20))
            statuses = {r.id: Status.MET for r in LIBRARY.requirements} | {"in-deadline": Status.WEAK}
            return PortfolioRun(
                library=LIBRARY,
                suppliers=2,
                entries=(PortfolioEntry("acme", "reviews/acme/review.json", Coverage(0.5, {}), statuses),),
                failures=failures,
                left_out=(Failure("acme/logo.png", "a picture"),),
                documents=20,
                kept=1,
                written=(options["out"] / "portfolio.json", options["out"] / "portfolio.html"),
                startup_seconds=6.04,
                processing_seconds=0.333,
            )

        monkeypatch.setattr("pipeline.batch.portfolio.review_portfolio", review_portfolio)
        return calls

    return make


def test_a_run_is_summed_up_with_its_times_apart(clausegap, acme, tmp_path, fake_run):
    fake_run()
    out = tmp_path / "out"
    shown = clausegap("batch", acme.parent / "acme", "--out", out)
    assert shown.code == 0
    assert shown.out.splitlines() == [
        "acme: 50% covered, 1 gap, 1 of them critical",
        "2 suppliers, 20 documents; 1 supplier kept from earlier runs.",
        "Start-up 6.0 s, processing 0.33 s.",
        "Left out: acme/logo.png: a picture",
        f"Written: {out / 'portfolio.json'}",
        f"Written: {out / 'portfolio.html'}",
    ]
    assert shown.err.splitlines() == [f"Documents: {n} of 20" for n in range(2, 21, 2)]


def test_without_a_folder_to_write_to_the_suppliers_are_still_listed(clausegap, acme, fake_run):
    calls = fake_run()
    shown = clausegap("batch", acme)
    assert shown.code == 0
    assert shown.out.splitlines()[0] == "acme: 50% covered, 1 gap, 1 of them critical"
    assert shown.out.splitlines()[-1].startswith("Nothing was written")
    assert "Written:" not in shown.out
    assert not calls[0][1]["out"].exists()


def test_failures_are_told_and_give_their_code(clausegap, acme, tmp_path, fake_run):
    fake_run(Failure("acme/scan.pdf", "scan.pdf needs a password."))
    shown = clausegap("batch", acme, "--out", tmp_path / "out", "--quiet")
    assert (shown.code, shown.out) == (3, "")
    assert shown.err == "clausegap: acme/scan.pdf: scan.pdf needs a password.\n"


@pytest.mark.parametrize(("level", "code"), [("critical", 1), ("low", 1)])
def test_gaps_fail_a_run_where_that_was_asked_for(clausegap, acme, tmp_path, fake_run, level, code):
    fake_run()
    assert clausegap("batch", acme, "--out", tmp_path / "out", "--fail-on", level).code == code


def test_options_reach_the_run(clausegap, acme, tmp_path, fake_run):
    calls = fake_run()
    clausegap(
        "batch",
        acme,
        "--out",
        tmp_path / "out",
        "--workers",
        "3",
        "--format",
        "md",
        "--cache",
        tmp_path / "c",
    )
    ((folder, options),) = calls
    assert folder == acme
    assert (options["workers"], options["formats"]) == (3, ("md",))
    assert options["cache"].folder == tmp_path / "c"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere", "--out", "out"], "There is no file or folder “nowhere”"),
        (["acme/terms.md", "--out", "out"], "is a file; give batch a folder"),
        (["empty", "--out", "out"], "is empty"),
        (["acme", "--out", "acme"], "give --out another folder"),
        (["acme", "--out", "acme/terms.md"], "is a file"),
        (["acme", "--out", "out", "--format", "pdf"], "There is no report called “pdf”"),
    ],
)
def test_wrong_use_is_one_sentence_and_starts_nothing(clausegap, acme, monkeypatch, arguments, says):
    monkeypatch.chdir(acme.parent)
    (acme.parent / "empty").mkdir()
    monkeypatch.setattr("pipeline.batch.portfolio.run_flow", lambda *_args, **_more: pytest.fail("started"))
    shown = clausegap("batch", *arguments)
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert says in shown.err
    assert not (acme.parent / "out").exists()
