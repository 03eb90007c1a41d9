"""Every annotated agreement reviewed alone, as its reader would, and the reviews measured."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.analyze import Tools, analyze
from pipeline.errors import UsageError
from pipeline.evaluation.corpus import Annotated, as_text, load_corpus
from pipeline.evaluation.measure import Figures, is_core, measure
from pipeline.evaluation.table import lines_of
from pipeline.reports.review_json import review_as_json


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The figures over all requirements and over the four core families."""

    agreements: int
    whole: Figures
    core: Figures

    def table(self) -> str:
        """Return the table as text."""
        return "\n".join([*lines_of("all requirements", self.whole), *lines_of("core families", self.core)])


def evaluate(corpus: Path, *, tools: Tools, reviews: Path | None = None) -> Evaluation:
    """Review `<corpus>/dev` (or the folder itself) and measure; `reviews` keeps the JSON reviews there."""
    folder = corpus / "dev" if (corpus / "dev").is_dir() else corpus
    gold = [g for g in load_corpus(folder) if g.status is not None]
    if not gold:
        raise UsageError(f"{folder} holds no agreement with a status for each requirement.")
    pairs = list(_reviewed(gold, tools))
    if reviews is not None:
        reviews.mkdir(parents=True, exist_ok=True)
        for item, review in pairs:
            (reviews / f"{item.doc_id}.json").write_text(json.dumps(review), encoding="utf-8")
    return Evaluation(len(gold), measure(pairs), measure(pairs, only=is_core))


def _reviewed(gold: list[Annotated], tools: Tools) -> Iterator[tuple[Annotated, dict[str, Any]]]:
    with tempfile.TemporaryDirectory() as folder:
        for item in gold:
            path = Path(folder) / f"{item.doc_id}.txt"
            path.write_text(as_text(item.paragraphs), encoding="utf-8")
            review = analyze(item.doc_id, [path], tools=tools)
            yield item, review_as_json(review, tools.library)
