"""Every annotated agreement reviewed alone, as its reader would, and the reviews measured."""

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.analyze import Tools, analyze
from pipeline.errors import UsageError
from pipeline.evaluation.corpus import DEV, Annotated, as_text, load_corpus, part_of
from pipeline.evaluation.decisions import Review, measured
from pipeline.evaluation.figures import Evaluation, evaluation_of, families_of
from pipeline.evaluation.progress import SILENT, Progress
from pipeline.reports.review_json import dumped, review_as_json
from pipeline.reports.writing import write_all


def evaluate(
    corpus: Path, *, tools: Tools, reviews: Path | None = None, progress: Progress = SILENT
) -> Evaluation:
    """Review `<corpus>/dev` (or the folder itself) and measure; `reviews` keeps the JSON reviews there."""
    folder = part_of(corpus, DEV)
    gold = judged(load_corpus(folder), folder)
    family_of = families_of(tools.library)
    found = []
    for number, (item, review) in enumerate(reviewed(gold, tools), start=1):
        if reviews is not None:
            keep_review(item.doc_id, review, folder=reviews)
        found.append(measured(item, review, family_of))
        progress.count(number, len(gold))
    return evaluation_of(found, tools.library, way=f"Reviews of {folder.name}")


def judged(gold: Iterable[Annotated], folder: Path) -> tuple[Annotated, ...]:
    """Return the agreements with a status for each requirement; raises UsageError where there are none."""
    found = tuple(g for g in gold if g.status is not None)
    if not found:
        raise UsageError(f"{folder} holds no agreement with a status for each requirement.")
    return found


def reviewed(gold: Iterable[Annotated], tools: Tools) -> Iterator[tuple[Annotated, Review]]:
    """Yield each agreement with its review, made of its text alone by the ordinary way."""
    with tempfile.TemporaryDirectory() as folder:
        for item in gold:
            path = Path(folder) / f"{item.doc_id}.txt"
            path.write_text(as_text(item.paragraphs), encoding="utf-8")
            yield item, review_as_json(analyze(item.doc_id, [path], tools=tools), tools.library)


def keep_review(doc_id: str, review: Review, *, folder: Path) -> None:
    """Write a review as the corpus's own scorer reads it."""
    write_all({f"{doc_id}.json": dumped(dict(review))}, folder=folder)
