"""Cross-validation: each fold's agreements reviewed by a classifier that never saw their suppliers.

Heads and verdict are learned anew on what a fold leaves, by the ordinary way, and the agreements held
out are reviewed by the ordinary way; the word vectors were learned from no agreement and stay. What a
fold has done can be kept, so that a run that was broken off goes on: its classifier as long as nothing
changes that learning stands on, its reviews as long as nothing changes that a review stands on.
"""

import contextlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.analyze import Tools, load_tools
from pipeline.classification.store import load_classifier
from pipeline.classification.words import load_words
from pipeline.domain.requirements import Library
from pipeline.errors import UsageError
from pipeline.evaluation.corpus import DEV, TRAIN, Annotated, part_of, save_corpus
from pipeline.evaluation.decisions import Measured, Review, measured
from pipeline.evaluation.encoders import Encoders, load_encoders
from pipeline.evaluation.evaluate import judged, keep_review, reviewed
from pipeline.evaluation.figures import Evaluation, LearnedFrom, evaluation_of, families_of, group_of
from pipeline.evaluation.folds import Fold, folds_in, thinned
from pipeline.evaluation.learn import train
from pipeline.evaluation.own_readings import to_learn_from
from pipeline.evaluation.progress import SILENT, Progress
from pipeline.evaluation.stamps import LEARNING, REVIEWING, is_stamped, put_stamp, stamp_of
from pipeline.evaluation.wrong import Wrong, wrong_in
from pipeline.library import load_library
from pipeline.reports.words import count
from pipeline.resources import words_folder

ALL = 0  # of a learning curve: as many agreements as a fold leaves
CLASSIFIER, REVIEWS = "classifier", "reviews"
LEARNED, REVIEWED = "learned.sha256", "reviewed.sha256"


@dataclass(frozen=True, slots=True)
class CrossValidation:
    """The figures out of fold, and every wrong verdict."""

    evaluation: Evaluation
    wrong: tuple[Wrong, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """What every fold needs: where folds are kept, and the encoders of which none saw what it reads."""

    library: Library
    folder: Path
    progress: Progress
    work: Path | None
    encoders: Encoders | None


def cross_validate(
    corpus: Path,
    *,
    folds: int,
    keep: Path | None = None,
    reviews: Path | None = None,
    sizes: Sequence[int] = (),
    encoders: Path | None = None,
    progress: Progress = SILENT,
) -> CrossValidation:
    """Cross-validate on `<corpus>/train` (or the folder itself).

    `sizes` are numbers of agreements to learn from, for the learning curve; `keep` is where folds are
    kept, `reviews` where all reviews are gathered. `encoders` are those that training kept: an agreement
    is read by the one that left out its supplier; without them none is used. Raises UsageError where the
    folder is the measuring set.
    """
    dealt = folds_in(learnable(corpus), folds)
    library = load_library()
    agreements: list[Measured] = []
    wrong: list[Wrong] = []
    with contextlib.ExitStack() as stack:
        folder = keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        run = _Run(library, folder, progress, encoders, load_encoders(encoders) if encoders else None)
        for item, review in _out_of_fold(dealt, run):
            agreements.append(measured(item, review, families_of(library)))
            wrong += wrong_in(item, review, library)
            if reviews is not None:
                keep_review(item.doc_id, review, folder=reviews)
        curve = [_learned_from(dealt, s, agreements, run) for s in _sizes(sizes, dealt, progress=progress)]
    way = f"Cross-validation, {folds} folds grouped by supplier"
    return CrossValidation(evaluation_of(agreements, library, way=way, learning_curve=curve), tuple(wrong))


def learnable(corpus: Path) -> tuple[Annotated, ...]:
    """Load what may be learned from; raises UsageError for the measuring set."""
    folder = part_of(corpus, TRAIN)
    if folder.resolve().name == DEV:
        raise UsageError(
            f"{folder} is the set to measure on: nothing is learned from it and its single verdicts are not "
            "shown. Give the folder above it."
        )
    gold = to_learn_from(corpus)
    judged(gold, folder)
    return gold


def _sizes(sizes: Sequence[int], dealt: Sequence[Fold], *, progress: Progress) -> list[int]:
    """Return the sizes that can be had, each once, and say which can't."""
    most = min(fold.agreements for fold in dealt)
    for size in sizes:
        if size >= most:
            progress.say(f"Skipped: {size} agreements to learn from; a fold leaves {most}, which is “all”.")
    return list(dict.fromkeys(s for s in sizes if s < most))


def _learned_from(dealt: Sequence[Fold], size: int, whole: Sequence[Measured], run: _Run) -> LearnedFrom:
    """Return a point of the learning curve; that of all agreements is known already."""
    if size == ALL:
        smaller, found = tuple(dealt), list(whole)
    else:
        smaller = tuple(thinned(fold, size) for fold in dealt)
        family_of = families_of(run.library)
        found = [measured(item, review, family_of) for item, review in _out_of_fold(smaller, run, size=size)]
    mean = round(sum(fold.agreements for fold in smaller) / len(smaller))
    return LearnedFrom(mean, group_of(found, id=count(mean, "agreement"), title="all requirements"))


def _out_of_fold(folds: Sequence[Fold], run: _Run, *, size: int = ALL) -> Iterator[tuple[Annotated, Review]]:
    done, total = 0, sum(len(f.held) for f in folds)
    for fold in folds:
        name = f"fold-{fold.number + 1}-of-{len(folds)}" + (f"-from-{size}" if size != ALL else "")
        run.progress.say(
            f"Fold {fold.number + 1} of {len(folds)}: {count(len(fold.held), 'agreement')} held out, "
            f"{fold.agreements} to learn from"
        )
        for pair in _held_out(fold, run.folder / name, run):
            done += 1
            run.progress.count(done, total)
            yield pair


def _held_out(fold: Fold, folder: Path, run: _Run) -> Iterator[tuple[Annotated, Review]]:
    """Yield the agreements held out with their reviews, those kept and still good as they are."""
    _learn(fold, folder, run)
    learned = (folder / LEARNED).read_text(encoding="utf-8")
    stamp = stamp_of(REVIEWING, fold.held, learned)
    if not is_stamped(folder / REVIEWED, stamp):
        for old in (folder / REVIEWS).glob("*.json"):
            old.unlink()
        put_stamp(folder / REVIEWED, stamp)
    kept = {g.doc_id: review for g in fold.held if (review := _kept(folder / REVIEWS / f"{g.doc_id}.json"))}
    yield from ((g, kept[g.doc_id]) for g in fold.held if g.doc_id in kept)
    missing = [g for g in fold.held if g.doc_id not in kept]
    if not missing:
        return
    tools = _tools(folder / CLASSIFIER, run)
    for item, review in (pair for g in missing for pair in reviewed([g], _new_to(g, tools, run))):
        keep_review(item.doc_id, review, folder=folder / REVIEWS)
        yield item, review


def _learn(fold: Fold, folder: Path, run: _Run) -> None:
    """Learn the fold's classifier, unless the one that is kept was made of the same."""
    digests = [e.digest for e in (run.encoders.whole, *run.encoders.parts)] if run.encoders else []
    stamp = stamp_of(LEARNING, fold.rest, *digests)
    if is_stamped(folder / LEARNED, stamp):
        run.progress.say("  The classifier that was kept is taken over")
        return
    with tempfile.TemporaryDirectory() as texts:
        save_corpus(fold.rest, Path(texts))
        out = folder / CLASSIFIER
        train(Path(texts), run.library, out=out, work=run.work, say=lambda s: run.progress.say(f"  {s}"))
    put_stamp(folder / LEARNED, stamp)


def _tools(folder: Path, run: _Run) -> Tools:
    """Return what a review needs, with the fold's classifier for the shipped one."""
    whole = run.encoders.whole if run.encoders else None
    return replace(load_tools(), classifier=load_classifier(folder, load_words(words_folder()), whole))


def _new_to(item: Annotated, tools: Tools, run: _Run) -> Tools:
    """Have the agreement read by an encoder that never saw its supplier's texts."""
    if run.encoders is None:
        return tools
    learned = replace(tools.classifier.learned, encoder=run.encoders.new_to(item.groups[0]))
    return replace(tools, classifier=replace(tools.classifier, learned=learned))


def _kept(path: Path) -> Review | None:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and "agreements" in found else None
