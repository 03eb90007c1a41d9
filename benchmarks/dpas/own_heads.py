"""Scores by the heads of our own requirements, learned without the agreements that are labelled too."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from pipeline.classification.train import train_heads
from pipeline.classification.vectors import WordVectors
from pipeline.domain.requirements import Library
from pipeline.evaluation.corpus import key_of, load_corpus
from pipeline.evaluation.counts import Doubles
from pipeline.evaluation.dpas.labelled import MANDATORY, LabelledDpa
from pipeline.evaluation.dpas.train_scores import FAR, Features, log_odds_of
from pipeline.evaluation.instances import instances_of, library_instances, read_gold
from pipeline.library import load_phrasings
from pipeline.library.cues import CueIndex

# What the corpus says of its labels, those with several counterparts too.
KIN: Mapping[str, tuple[str, ...]] = {
    "R10": ("sc-authorisation-notice-register",),
    "R11": ("sc-authorisation-notice-register",),
    "R12": ("lj-purpose-limitation",),
    "R13": ("lj-government-access", "lj-purpose-limitation"),
    "R15": ("pe-personnel-security",),
    "R16": ("ra-provider-security-measures",),
    "R20": ("in-roles-cooperation-remedies",),
    "R21": ("in-roles-cooperation-remedies",),
    "R23": ("rd-return-obligation", "rd-deletion-deadline"),
    "R24": ("lj-purpose-limitation",),
    "R25": ("aa-independent-evidence", "aa-audit-right"),
    "R26": ("aa-audit-right",),
    "R27": ("sc-flow-down-equivalence",),
    "R28": ("sc-liability-and-oversight",),
    "R29": ("ra-provider-security-measures",),
}


def own_scores(
    folder: Path,
    features: Features,
    library: Library,
    cues: CueIndex,
    words: WordVectors,
    *,
    twins: Sequence[LabelledDpa],
) -> Doubles:
    """Log odds of each sentence (sentences × MANDATORY) of the likeliest counterpart."""
    keys = {key_of(d.name) for d in twins}
    gold = [g for g in load_corpus(folder) if key_of(g.supplier) not in keys]
    read = instances_of(read_gold(g, library, cues) for g in gold)
    own = library_instances(library, load_phrasings(library), cues)
    instances = [i for i in (*read, *own) if i.group not in keys]
    vectorizer, heads = train_heads(instances, library.requirements, words=words)
    bears = log_odds_of(heads.bears_on(vectorizer.rows(features)).astype(float))
    place = {r: n for n, r in enumerate(heads.requirements)}
    columns = [[place[r] for r in KIN.get(m, ())] for m in MANDATORY]
    nothing = np.full(len(bears), -FAR)
    return np.stack([bears[:, c].max(axis=1) if c else nothing for c in columns], axis=1)
