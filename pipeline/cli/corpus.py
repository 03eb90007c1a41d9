"""`clausegap train` and `clausegap evaluate`: the classifier, from an annotated corpus."""

from pathlib import Path

import click

from pipeline.cli import options, screen
from pipeline.errors import UsageError


@click.command()
@click.argument("corpus", metavar="CORPUS", type=options.PATH)
@click.option(
    "--out", metavar="DIR", type=options.PATH, help="Write the classifier here (else where review finds it)."
)
@options.quiet
def train(corpus: Path, *, out: Path | None, quiet: bool) -> None:
    """Train the classifier from an annotated corpus.

    Learns from CORPUS/train where there is one, else from the agreements in CORPUS itself.
    """
    from pipeline.resources import classifier_folder

    folder = out or classifier_folder()
    _check_corpus(corpus)
    options.check_out(folder)
    from pipeline.evaluation.learn import train as learn
    from pipeline.library import load_library

    def say(sentence: str) -> None:
        if not quiet:
            screen.say(sentence)

    classifier = learn(corpus, load_library(), out=folder, say=say)
    screen.tell(f"Written: {folder} (sha256:{classifier.digest})")


@click.command()
@click.argument("corpus", metavar="CORPUS", type=options.PATH)
@click.option("--reviews", metavar="DIR", type=options.PATH, help="Keep the reviews as JSON in this folder.")
@options.quiet
def evaluate(corpus: Path, *, reviews: Path | None, quiet: bool) -> None:
    """Measure reviews against an annotated corpus.

    Reviews each agreement of CORPUS/dev where there is one, else of CORPUS itself.
    """
    _check_corpus(corpus)
    if reviews is not None:
        options.check_out(reviews)
    from pipeline.analyze import load_tools
    from pipeline.evaluation.evaluate import evaluate as measure

    with screen.waiting("Reviewing the corpus …", quiet=quiet):
        evaluation = measure(corpus, tools=load_tools(), reviews=reviews)
    screen.tell(evaluation.table())


def _check_corpus(folder: Path) -> None:
    if not folder.is_dir():
        raise UsageError(f"There is no folder “{folder}”; give the folder of an annotated corpus.")
