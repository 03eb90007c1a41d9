"""`clausegap evaluate`: how well reviews agree with an annotated corpus."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import checks, options, screen
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.evaluation.figures import Evaluation
    from pipeline.evaluation.progress import Progress

FEWEST_FOLDS, FEWEST_LEARNED_FROM = 2, 10
ALL = "all"


def sizes(_context: click.Context, _option: click.Parameter, value: str | None) -> tuple[int, ...]:
    """Split "30,60,all" into numbers of agreements, 0 for all of them."""
    named = [n.strip().lower() for n in (value or "").split(",") if n.strip()]
    wrong = [n for n in named if n != ALL and (not n.isdecimal() or int(n) < FEWEST_LEARNED_FROM)]
    if wrong:
        raise click.BadParameter(
            f"“{wrong[0]}” is no number of agreements from {FEWEST_LEARNED_FROM} on, nor “{ALL}”."
        )
    return tuple(dict.fromkeys(0 if n == ALL else int(n) for n in named))


@click.command()
@click.argument("corpus", metavar="CORPUS", type=options.PATH)
@click.option(
    "--cross-validate",
    "crossed",
    is_flag=True,
    help="Measure out of fold on CORPUS/train, learning anew for each fold: about an hour on two cores.",
)
@click.option("--folds", metavar="N", type=click.IntRange(min=FEWEST_FOLDS), default=5, help="How many (5).")
@click.option(
    "--keep", metavar="DIR", type=options.PATH, help="Keep each fold here; a run that was broken off goes on."
)
@click.option(
    "--learning-curve",
    "curve",
    metavar="LIST",
    callback=sizes,
    help="Cross-validate learning from fewer agreements too: 30,60,120,all.",
)
@click.option(
    "--encoders",
    metavar="DIR",
    type=options.PATH,
    help="For the folds: the sentence encoders that training kept there; none is used without.",
)
@click.option(
    "--leakage", is_flag=True, help="Only compare texts: what is measured on with what is learned from."
)
@click.option("--reviews", metavar="DIR", type=options.PATH, help="Keep the reviews as JSON in this folder.")
@click.option("--report", metavar="FILE", type=options.PATH, help="Write the figures as a page, with curves.")
@click.option(
    "--wrong", metavar="FILE", type=options.PATH, help="Write the wrong verdicts of the folds as a page."
)
@click.option(
    "--format", "shape", type=click.Choice(("text", "json")), default="text", help="Print tables, or JSON."
)
@options.quiet
def evaluate(
    corpus: Path,
    *,
    crossed: bool,
    folds: int,
    keep: Path | None,
    curve: tuple[int, ...],
    encoders: Path | None,
    leakage: bool,
    reviews: Path | None,
    report: Path | None,
    wrong: Path | None,
    shape: str,
    quiet: bool,
) -> None:
    """Measure reviews against an annotated corpus.

    Reviews each agreement of CORPUS/dev where there is one, else of CORPUS itself, and compares status,
    evidence, values, sub-points, stance and confidence with the annotation; each figure has its 95 %
    interval over agreements.
    """
    crossed = crossed or bool(curve)
    checks.check_corpus(corpus)
    _check_use(crossed=crossed, keep=keep, encoders=encoders, wrong=wrong)
    _check_places(folders=(reviews, keep), pages=(report, wrong))
    if leakage:
        _audit(corpus, alone=not (crossed or report or reviews), shape=shape, quiet=quiet)
        return
    if crossed:
        asked = {"folds": folds, "keep": keep, "sizes": curve, "encoders": encoders, "reviews": reviews}
        evaluation = _crossed(corpus, wrong, quiet=quiet, **asked)
    else:
        evaluation = _measured(corpus, reviews, quiet=quiet)
    _hand_over(evaluation, report, shape=shape, quiet=quiet)


def _measured(corpus: Path, reviews: Path | None, *, quiet: bool) -> "Evaluation":
    from pipeline.analyze import load_tools
    from pipeline.evaluation.evaluate import evaluate as measure

    with _progress(quiet=quiet) as progress:
        return measure(corpus, tools=load_tools(), reviews=reviews, progress=progress)


def _crossed(corpus: Path, wrong: Path | None, *, quiet: bool, **asked: Any) -> "Evaluation":
    """Cross-validate as asked, and write the page of wrong verdicts where one is named."""
    from pipeline.evaluation.cross_validate import cross_validate

    with _progress(quiet=quiet) as progress:
        found = cross_validate(corpus, progress=progress, **asked)
    if wrong is not None:
        from pipeline.evaluation.wrong_page import wrong_page
        from pipeline.library import load_library

        _write(wrong, wrong_page(found.wrong, load_library(), way=found.evaluation.way), quiet=quiet)
    return found.evaluation


@contextmanager
def _progress(*, quiet: bool) -> Iterator["Progress"]:
    from pipeline.evaluation.progress import Progress

    with screen.counting("Agreements reviewed", quiet=quiet) as update:
        yield Progress(say=(lambda _: None) if quiet else screen.say, count=update)


def _audit(corpus: Path, *, alone: bool, shape: str, quiet: bool) -> None:
    if not alone:
        raise UsageError("--leakage compares texts and measures no review: give it alone or with --format.")
    from pipeline.evaluation.figures_json import leakage_json
    from pipeline.evaluation.leakage import audit
    from pipeline.evaluation.table import leakage_lines

    with screen.waiting("Comparing texts …", quiet=quiet):
        found = audit(corpus)
    if shape == "json":
        screen.hand_over(leakage_json(found))
    else:
        screen.tell("\n".join(leakage_lines(found)))


def _hand_over(evaluation: "Evaluation", report: Path | None, *, shape: str, quiet: bool) -> None:
    from pipeline.evaluation.figures_json import evaluation_json
    from pipeline.evaluation.table import lines_of

    if report is not None:
        from pipeline.evaluation.figures_page import figures_page

        _write(report, figures_page(evaluation), quiet=quiet)
    if shape == "json":
        screen.hand_over(evaluation_json(evaluation))
    else:
        screen.tell("\n".join(lines_of(evaluation)))


def _write(page: Path, content: str, *, quiet: bool) -> None:
    from pipeline.reports.writing import write_all

    write_all({page.name: content}, folder=page.parent)
    if not quiet:
        screen.say(f"Written: {page}")


def _check_use(*, crossed: bool, keep: Path | None, encoders: Path | None, wrong: Path | None) -> None:
    if wrong is not None and not crossed:
        raise UsageError(
            "--wrong shows single verdicts, of folds of the training agreements only; add --cross-validate."
        )
    if encoders is not None and not crossed:
        raise UsageError("--encoders is for the folds of --cross-validate; else the shipped encoder reads.")
    if keep is not None and not crossed:
        raise UsageError("--keep is for the folds of --cross-validate; reviews are kept with --reviews.")


def _check_places(*, folders: Iterable[Path | None], pages: Iterable[Path | None]) -> None:
    """Raise UsageError where something could not be written at the end of an hour."""
    for folder in filter(None, folders):
        checks.check_out(folder)
    for page in filter(None, pages):
        if page.is_dir():
            raise UsageError(f"{page} is a folder; name the file of the page to write.")
        checks.check_out(page.parent)
