"""`clausegap train`: the classifier, from an annotated corpus."""

from pathlib import Path

import click

from pipeline.cli import checks, options, screen
from pipeline.errors import UsageError


@click.command()
@click.argument("corpus", metavar="CORPUS", type=options.PATH)
@click.option(
    "--out", metavar="DIR", type=options.PATH, help="Write the classifier here (else where review finds it)."
)
@click.option(
    "--encoders", metavar="DIR", type=options.PATH, help="Sentence encoders to read with; none without it."
)
@click.option(
    "--base",
    metavar="DIR",
    type=options.PATH,
    help="Learn those that --encoders lacks from this transformers model: takes torch, 20 minutes each.",
)
@options.quiet
def train(corpus: Path, *, out: Path | None, encoders: Path | None, base: Path | None, quiet: bool) -> None:
    """Train the classifier from an annotated corpus.

    Learns from CORPUS/train where there is one, else from the agreements in CORPUS itself. The sentence
    encoder is written beside the classifier.
    """
    from pipeline.resources import classifier_folder

    folder = out or classifier_folder()
    checks.check_corpus(corpus)
    if base is not None and encoders is None:
        raise UsageError("--base is for the encoders of --encoders: name the folder to keep them in.")
    checks.check_out(folder)
    from pipeline.evaluation.encoders import ship_encoder
    from pipeline.evaluation.learn import train as learn
    from pipeline.library import load_library

    def say(sentence: str) -> None:
        if not quiet:
            screen.say(sentence)

    classifier = learn(corpus, load_library(), out=folder, say=say, base=base, work=encoders)
    if encoders is not None:
        ship_encoder(encoders, folder)
    screen.tell(f"Written: {folder} (sha256:{classifier.digest})")
