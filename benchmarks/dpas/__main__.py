"""`python -m benchmarks.dpas CORPUS`: which mandatory requirements each labelled agreement satisfies.

Five folds grouped by agreement. Each way scores sentences (heads, neighbours, …), then decides for every
agreement and requirement; thresholds come from the agreements learned from. CORPUS holds
`labelled_dpas.csv` and `train/`; what is scored is kept in --work, where one is named.
"""

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from benchmarks.dpas.ceiling import erring, repeats, second_readers
from benchmarks.dpas.scores import WAYS, WITH_VECTORS, Scores
from benchmarks.dpas.table import print_readers, print_requirements, print_row
from benchmarks.dpas.ways import above_nought
from pipeline.evaluation.corpus import load_corpus
from pipeline.evaluation.dpas.as_instances import COUNTERPARTS, dpa_instances, twins_in
from pipeline.evaluation.dpas.labelled import MANDATORY, Bools, LabelledDpa, gold_of, load_dpas, owners_of
from pipeline.evaluation.dpas.scoring import Decided, ratio_of
from pipeline.evaluation.dpas.train_judge import STEPS, judged, pooled, thresholds_of
from pipeline.evaluation.dpas.train_scores import Held, dealt
from pipeline.library import load_library
from pipeline.library.cues import index_cues

KEPT = ("heads", "nearest")  # of which the judge is made
POOLS = {"best sentence": 0, "mean of the five best": 2, "any sentence at all": 3}


def main(arguments: Sequence[str] | None = None) -> None:
    asked = _parser().parse_args(arguments)
    path = asked.corpus / "labelled_dpas.csv"
    if not path.is_file():
        print(f"Skipped: {path} is not there; name a corpus with labelled agreements")
        return
    dpas = load_dpas(path)
    gold, owners = gold_of(dpas), owners_of(dpas)
    print(f"{len(dpas)} agreements, {len(owners)} sentences; {gold.sum()} of {gold.size} decisions satisfied")
    names = [*asked.ways, *([WITH_VECTORS] if asked.vectors else [])]
    with tempfile.TemporaryDirectory() as folder:
        scores = Scores(dpas, asked.corpus, work=asked.work or Path(folder), seed=asked.seed)
        print_baselines(dpas, gold, seed=asked.seed)
        scored = {n: scores.of(n, vectors=asked.vectors) for n in dict.fromkeys([*names, *KEPT])}
    print_ways(scored, gold, owners)
    print_judges(scored, gold, owners)
    print_ceiling(dpas, gold, asked.corpus / "train")


def print_baselines(dpas: Sequence[LabelledDpa], gold: Bools, *, seed: int) -> None:
    print("\nbaselines")
    print_row("always satisfied", gold, Decided.once(np.ones_like(gold)))
    print_row("always violated", gold, Decided.once(np.zeros_like(gold)))
    plain = above_nought(dpas, dealt(dpas, seed=seed))
    print_row("TF-IDF and linear SVM, a sentence above nought", gold, Decided.once(plain))


def print_ways(scored: dict[str, Sequence[Held]], gold: Bools, owners: np.ndarray) -> None:
    print("\none way of scoring, pooled; one threshold for all, from the agreements learned from")
    for name, folds in scored.items():
        for pool, column in (POOLS if name in KEPT else {"best sentence": 0}).items():
            print_row(f"{name}: {pool}", gold, Decided.once(decided_by_pool(folds, gold, owners, column)))
    own = decided_by_pool(scored["heads"], gold, owners, 0, each=True)
    print_row("heads: best sentence, a threshold for each requirement", gold, Decided.once(own))


def decided_by_pool(
    folds: Sequence[Held], gold: Bools, owners: np.ndarray, column: int, *, each: bool = False
) -> Bools:
    """Decide by one pooled score; thresholds are of its rank, as its scale differs from way to way."""
    decided = np.zeros_like(gold)
    every = list(range(len(MANDATORY)))
    for h in folds:
        found = pooled(h.scores, owners)[:, :, column]
        for at in [[n] for n in every] if each else [every]:
            known = np.sort(found[np.ix_(h.learn, at)].ravel())
            rank = np.searchsorted(known, found[:, at]) / known.size
            chosen = thresholds_of(rank[h.learn], gold[np.ix_(h.learn, at)])[0]
            decided[np.ix_(h.held, at)] = rank[h.held] > chosen
    return decided


def print_judges(scored: dict[str, Sequence[Held]], gold: Bools, owners: np.ndarray) -> None:
    print("\na judge over the pooled scores; its threshold from the agreements learned from")
    others = [n for n in scored if n not in KEPT]
    for names in [*([n] for n in scored), *([*KEPT, n] for n in others), [*KEPT]]:
        found = judged([scored[n] for n in names], gold, owners)
        print_row(" + ".join(names), gold, found.once)

    def both(decided: Decided) -> float:
        return float(ratio_of(gold, decided.satisfied).f(2.0) + ratio_of(~gold, decided.violated).f(2.0))

    print_row("the last: satisfied and violated each at its own threshold", gold, found.apart)
    best = max((Decided.once(found.shares > t) for t in STEPS), key=both)
    print_row("the last: at the threshold that these very figures like best", gold, best)
    print_requirements(gold, found.shares, found.once.satisfied)


def print_ceiling(dpas: Sequence[LabelledDpa], gold: Bools, train: Path) -> None:
    print_repeats(dpas)
    print("\na reader who errs as often on either side would get F2 (satisfied, violated)")
    rows = (
        f"{wrong:.0%} wrong {float(yes.f(2.0)):.2f}, {float(no.f(2.0)):.2f}"
        for wrong, yes, no in erring(gold)
    )
    print("  " + "; ".join(rows))
    if train.is_dir():
        annotated = load_corpus(train)
        print_readers(second_readers(dpas, annotated))
        rows = list(dpa_instances(dpas, index_cues(load_library()), without=twins_in(annotated)))
        print(f"\n{len(rows)} labelled sentences could teach our own requirements")
        for name in sorted({requirement for requirement, _ in COUNTERPARTS.values()}):
            bearing = sum(any(x.requirement == name for x in i.labels) for i in rows)
            known = sum(i.known is None or name in i.known for i in rows)
            print(f"  {name:36} {bearing:4} bear on it, of {known} of which that is known")


def print_repeats(dpas: Sequence[LabelledDpa]) -> None:
    found = repeats(dpas, (*MANDATORY, *(m for m in COUNTERPARTS if m not in MANDATORY)))
    pairs = sum(n for n, _ in found.values())
    again = sum(n * share for n, share in found.values()) / max(1, pairs)
    print(f"\nthe same words in another agreement carry the same label in {again:.2f} of {pairs} cases")
    print("  " + ", ".join(f"{m} {share:.2f} ({n})" for m, (n, share) in found.items()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dpas", description=__doc__.split("\n", 1)[0])
    parser.add_argument("corpus", type=Path, help="an annotated corpus with labelled_dpas.csv")
    parser.add_argument("--work", type=Path, help="keep the sentences' scores there")
    parser.add_argument("--ways", nargs="+", choices=WAYS, default=WAYS, help="only these ways (all)")
    parser.add_argument(
        "--vectors", type=Path, help="sentence vectors (.npy), one row a sentence, as one more way"
    )
    parser.add_argument("--seed", type=int, default=0, help="deals the folds (0)")
    return parser


if __name__ == "__main__":
    main()
