"""Labelled sentences as rows for the classifier's own requirements: distant supervision.

Only labels with one counterpart among the requirements are used, and of those only labels that the same
words carry again in other agreements in most cases. A sentence that carries one of these was read; with
fewer than three labels it was found to bear on none of the others, so that all counterparts are known of
it; with three (there is no fourth column) only its own. Of any other sentence nothing is known: a list of
security measures may well hold a confidentiality undertaking that has no label of its own.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from pipeline.classification.train import Instance, Label
from pipeline.classification.units import sentence_features
from pipeline.domain.reading import Stance
from pipeline.evaluation.corpus import Annotated, key_of
from pipeline.evaluation.dpas.labelled import COLUMNS, LabelledDpa
from pipeline.library.cues import CueIndex
from pipeline.lookalikes import fold

# Label → requirement and the sub-points that its sentences meet.
COUNTERPARTS: Mapping[str, tuple[str, tuple[int, ...]]] = {
    "R10": ("sc-authorisation-notice-register", (2,)),
    "R12": ("lj-purpose-limitation", (5,)),
    "R15": ("pe-personnel-security", (2,)),
    "R23": ("rd-return-obligation", (1,)),
    "R24": ("lj-purpose-limitation", (5,)),
    "R26": ("aa-audit-right", (1,)),
    "R27": ("sc-flow-down-equivalence", (1,)),
    "R28": ("sc-liability-and-oversight", (1,)),
    "R34": ("in-notification-duty", (1,)),
    "R36": ("sc-authorisation-notice-register", (4,)),
}


def twins_in(gold: Iterable[Annotated]) -> frozenset[str]:
    """Return the names of the agreements that are annotated too, in letters and digits."""
    return frozenset(key_of(g.supplier) for g in gold)


def dpa_instances(
    dpas: Iterable[LabelledDpa], cues: CueIndex, *, without: Collection[str] = (), weight: float = 1.0
) -> Iterator[Instance]:
    """Yield labelled sentences of agreements whose name's key is not in `without`.

    Stance is always binding, and sub-points are those that the label implies: what else the sentence
    meets, nobody has looked; learn only from the requirements, not from stance or sub-points.
    """
    for dpa in dpas:
        group = key_of(dpa.name)
        if group not in without:
            for sentence in dpa.sentences:
                labels = tuple(labels_for(sentence.labels))
                known = known_for(sentence.labels)
                if known:
                    features = sentence_features(fold(sentence.text), cues)
                    yield Instance(features, labels, group, weight, known)


def labels_for(carried: Collection[str]) -> Iterator[Label]:
    """Yield what the labels say of the requirements, one for each requirement."""
    met: dict[str, set[int]] = {}
    for name in sorted(set(carried) & set(COUNTERPARTS)):
        requirement, subpoints = COUNTERPARTS[name]
        met.setdefault(requirement, set()).update(subpoints)
    for requirement, numbers in met.items():
        yield Label(requirement, Stance.BINDING, tuple(sorted(numbers)))


def known_for(carried: Collection[str]) -> frozenset[str]:
    """Return the requirements of which the labels tell whether the sentence bears on them."""
    own = frozenset(COUNTERPARTS[name][0] for name in carried if name in COUNTERPARTS)
    if own and len(carried) < len(COLUMNS):
        return frozenset(requirement for requirement, _ in COUNTERPARTS.values())
    return own
