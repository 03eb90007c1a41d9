"""How far the labels themselves repeat: what no way of judging them can pass.

- The same words in another agreement: how often do they carry the same label again?
- The corpus's own readers of the agreements that are annotated too: how often do their sub-points say what
  the labels say, where a label and a sub-point ask the same?
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np

from pipeline.evaluation.corpus import Annotated, key_of
from pipeline.evaluation.dpas.as_instances import COUNTERPARTS
from pipeline.evaluation.dpas.labelled import MANDATORY, LabelledDpa, labels_of, owners_of
from pipeline.evaluation.dpas.scoring import Decided, Figures, figures_of
from pipeline.evaluation.measure import Ratio
from pipeline.language import content_words, tokens

SAME = 0.95  # cosine of runs of four letters
LEAST_WORDS = 8
SIDES = re.compile(r"\b(?:data )?(?:controller|processor|customer|company|importer|exporter)\b")


def repeats(dpas: Sequence[LabelledDpa], names: Sequence[str]) -> dict[str, tuple[int, float]]:
    """Return for each label how many pairs of same sentences there are and the share that repeat it."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [SIDES.sub("x", s.text.lower()) for d in dpas for s in d.sentences]
    labels, owners = labels_of(dpas, names), owners_of(dpas)
    rows = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), sublinear_tf=True).fit_transform(texts)
    long = np.array(
        [len(content_words(tokens(t))) >= LEAST_WORDS // 2 and len(t.split()) >= LEAST_WORDS for t in texts]
    )
    found, again = Counter[str](), Counter[str]()
    for first in range(0, len(texts), 500):
        alike = (rows[first : first + 500] @ rows.T).tocoo()
        near = alike.data >= SAME
        for a, b in zip(alike.row[near] + first, alike.col[near], strict=True):
            if owners[a] != owners[b] and long[a]:
                for n in np.flatnonzero(labels[a]):
                    found[names[n]] += 1
                    again[names[n]] += bool(labels[b, n])
    return {m: (found[m], again[m] / found[m]) for m in names if found[m]}


def second_readers(dpas: Sequence[LabelledDpa], gold: Sequence[Annotated]) -> tuple[int, Figures] | None:
    """Measure the corpus's readers against the labels; None where no agreement is in both."""
    by_key = {key_of(d.name): d for d in dpas}
    pairs = [(by_key[key_of(g.supplier)], g) for g in gold if key_of(g.supplier) in by_key and g.status]
    if not pairs:
        return None
    asked = [m for m in MANDATORY if m in COUNTERPARTS]
    labelled = np.array([[m in d.satisfied for m in asked] for d, _ in pairs])
    read = np.array([[_says(g, *COUNTERPARTS[m]) for m in asked] for _, g in pairs])
    return labelled.size, figures_of(labelled, Decided.once(read))


def _says(gold: Annotated, requirement: str, subpoints: tuple[int, ...]) -> bool:
    cited = {n for p in gold.passages if p.req == requirement for n in p.sub}
    cited |= {n for s in gold.status or () if s.req == requirement for n in s.sub_met}
    return bool(cited & set(subpoints))


def erring(gold: np.ndarray) -> Iterator[tuple[float, Ratio, Ratio]]:
    """Yield what both figures would be of a reader who errs on a share of decisions, on either side alike."""
    share = gold.mean()
    for wrong in (0.05, 0.08, 0.10, 0.15, 0.20, 0.25):
        right = 1 - wrong
        for_satisfied = Ratio(
            np.array(right * share / (right * share + wrong * (1 - share))), np.array(right)
        )
        for_violated = Ratio(
            np.array(right * (1 - share) / (right * (1 - share) + wrong * share)), np.array(right)
        )
        yield wrong, for_satisfied, for_violated
