"""A supplier's papers, made by chance: what they say on each requirement, and pages of other matter."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from benchmarks.portfolio.passages import (
    Passage,
    State,
    neutral,
    passages,
    sample_sections,
    spoken_by,
    taken_along,
)
from benchmarks.portfolio.truth import Known
from pipeline.domain.requirements import Family
from pipeline.library import load_library

CHARACTERS_A_PAGE = 3_300
_SHARES = {  # how good a supplier's papers are: what is met, missing, weak and contradicted of a hundred
    "careful": (80, 10, 5, 5),
    "typical": (50, 30, 12, 8),
    "poor": (20, 35, 15, 30),
}
_LOOK_ALIKES = 0.3  # of the requirements that are missing have words that look like it
_SYLLABLES = (
    "Al",
    "Bram",
    "Cor",
    "Dun",
    "Esk",
    "Fen",
    "Gar",
    "Hol",
    "Ivel",
    "Jar",
    "Kel",
    "Lor",
    "Mor",
    "Nor",
)
_ENDS = ("wick", "helm", "rane", "mere", "ling", "moor", "stad", "by", "ford", "holt", "dale", "gate")
_TRADES = ("Cloud", "Hosting", "Software", "Data", "Systems", "Ledger", "Archive", "Analytics")
_SEATS = ("Leeds", "Aarhus", "Utrecht", "Graz", "Turku", "Lyon", "Bilbao", "Ghent")
_TITLES = {
    "master": ("Master Cloud Services Agreement", "Master Terms", "Cloud Subscription Agreement"),
    "dpa": ("Data Processing Agreement", "Data Processing Addendum"),
    "security": ("Security Annex", "Information Security Schedule"),
    "exit": ("Exit and Service Level Schedule", "Service Level Agreement"),
    "order": ("Order Form", "Product Description", "Price List and Product Description"),
}
_HOMES = {  # families by the paper they usually stand in; the others stand in the master terms
    "dpa": (
        "data-location", "incident-notification", "sub-processors-supply-chain",
        "law-jurisdiction-disclosure",
    ),
    "security": (
        "access-control-identity", "cryptography-keys", "logging-monitoring-evidence", "personnel",
        "segregation-virtualization", "vulnerability-change", "audit-assurance",
    ),
    "exit": ("data-return-and-deletion", "exit-transition", "backup-continuity", "service-levels-capacity"),
}  # fmt: skip
_SETS = (("master", "dpa", "security"), (*_HOMES, "master"), (*_HOMES, "master", "order"))


@dataclass(frozen=True, slots=True)
class Paper:
    """A title, opening words and numbered sections, each a heading with its paragraphs."""

    kind: str
    title: str
    opening: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    pages: int = 8  # to be filled, about

    @property
    def size(self) -> int:
        return sum(len(h) + sum(map(len, texts)) for h, texts in self.sections)


@dataclass(frozen=True, slots=True)
class Supplier:
    name: str
    party: str  # as the agreement calls it
    product: str
    known: Mapping[str, Known]
    papers: tuple[Paper, ...]


def supplier(number: int, *, seed: int, papers: int) -> Supplier:
    """Return the supplier of that number; the same number and seed give the same words."""
    rng = random.Random(f"{seed}:{number}")
    name = f"{rng.choice(_SYLLABLES)}{rng.choice(_ENDS)} {rng.choice(_TRADES)}"
    product = f"{rng.choice(_SYLLABLES)}{rng.choice(_ENDS)}"
    party = rng.choice(("Provider", "Supplier", name.partition(" ")[0]))
    known, said = _said(rng)
    kinds = _SETS[papers - 3]
    titles = {kind: rng.choice(_TITLES[kind]) for kind in kinds}
    made = Supplier(f"{name.lower().replace(' ', '-')}-{number:03}", party, product, known, ())
    opening = (
        f"This document is part of the agreement between {name} Ltd, {rng.choice(_SEATS)} (“{party}”, “we” "
        f"or “us”), and the company named in the order form (“Customer” or “you”) on the use of {product} "
        "(the “Service”). “Customer Data” means all information that Customer or its users enter into, "
        "store in or generate with the Service."
    )
    drawn = [_paper(kind, titles[kind], opening, said, kinds, made, rng) for kind in kinds]
    return replace(made, papers=tuple(drawn))


def filled(paper: Paper, of: Supplier, *, pages: int, rng: random.Random) -> Paper:
    """Add sections on matters that no requirement asks for, at random places, until the pages are full."""
    sections = list(paper.sections)
    size = paper.size + len(paper.opening)
    more = []
    while size < (pages - 0.4) * CHARACTERS_A_PAGE:
        section = _section(of, rng)
        more.append(section)
        size += len(section[0]) + sum(len(t) + 30 for t in section[1])
    step = max(
        1, len(more) // 12
    )  # in runs, so that a document of thousands of pages is not shuffled at length
    for at in range(0, len(more), step):
        place = rng.randint(0, len(sections))
        sections[place:place] = more[at : at + step]
    return replace(paper, sections=tuple(sections), pages=pages)


def _said(rng: random.Random) -> tuple[dict[str, Known], dict[str, list[Passage]]]:
    """Return what is known of each requirement, and the paragraphs that make it so."""
    shares = _SHARES[rng.choice(tuple(_SHARES))]
    all_of = [r.id for f in _families() for r in f.requirements]
    states = {i: rng.choices(tuple(State), shares)[0] for i in all_of}
    for requirement in all_of:
        if (requirement, states[requirement]) not in passages():
            states[requirement] = State.MISSING
    for requirement in all_of:  # what is missing must not be said beside
        if states[requirement] is State.MISSING:
            states |= dict.fromkeys(taken_along().get(requirement, ()), State.MISSING)
    doubtful: set[str] = set()
    said: dict[str, list[Passage]] = {}
    for requirement, state in states.items():
        if state is State.MISSING and rng.random() >= _LOOK_ALIKES:
            continue
        passage = rng.choice(passages()[requirement, state])
        said[requirement] = [passage]
        doubtful |= passage.touches
        if state in (State.WEAK, State.CONTRADICTED):
            doubtful |= set(taken_along().get(requirement, ()))
    # The other way round: what is met beside something that speaks of it and takes away.
    for requirement, others in taken_along().items():
        if any(states[o] in (State.WEAK, State.CONTRADICTED) for o in others):
            doubtful.add(requirement)
    return {i: Known(state, certain=i not in doubtful) for i, state in states.items()}, said


def _paper(
    kind: str,
    title: str,
    opening: str,
    said: Mapping[str, list[Passage]],
    kinds: tuple[str, ...],
    of: Supplier,
    rng: random.Random,
) -> Paper:
    sections = []
    for family in _families():
        if _home(family, kinds) != kind:
            continue
        texts = [spoken_by(of.party, p.text) for r in family.requirements for p in said.get(r.id, ())]
        if texts:
            sections.append((family.title, tuple(texts)))
    if kind == "master":
        for heading, sampled in sample_sections():
            sections.append((heading, tuple(spoken_by(of.party, t) for t in sampled)))
    rng.shuffle(sections)
    return Paper(kind, title, opening, tuple(sections))


def _home(family: Family, kinds: tuple[str, ...]) -> str:
    home = next((kind for kind, ids in _HOMES.items() if family.id in ids), "master")
    return home if home in kinds else "master"


def _section(of: Supplier, rng: random.Random) -> tuple[str, tuple[str, ...]]:
    heading = rng.choice(tuple(neutral()))
    return heading, tuple(_paragraphs(heading, of, rng))


def _paragraphs(heading: str, of: Supplier, rng: random.Random) -> Iterator[str]:
    for _ in range(rng.randint(2, 5)):
        chosen = rng.sample(neutral()[heading], k=rng.randint(1, 3))
        yield " ".join(
            s.format(n=rng.randint(3, 29), m=rng.randint(2, 9), party=of.party, product=of.product)
            for s in chosen
        )


@cache
def _families() -> tuple[Family, ...]:
    return load_library().families
