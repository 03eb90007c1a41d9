"""What an agreement may say on a requirement: wordings of the library, the samples and our test contracts."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from pipeline.domain.document import BlockKind
from pipeline.domain.requirements import Effect, Requirement
from pipeline.library import load_library
from pipeline.readers.read import read
from tests.counterfactual.variants import cases

ROOT = Path(__file__).parents[2]
SAMPLES, TRUTHS = ROOT / "sample_contracts", ROOT / "tests" / "sample_gaps"
FILLER = Path(__file__).with_name("filler.yaml")
# Words of the library's examples that this agreement's provider can be put in place of.
_SPEAKER = re.compile(r"\b(?:Provider|provider|Supplier|[Ww]e)\b")
_PARTY = re.compile(r"\b(?:[Tt]he )?(?:Provider|Supplier|Tarnwick|Brightmarsh)\b")
_BINDING_THE_CUSTOMER = re.compile(r"^(?:The )?(?:Customer|Subscriber|Client) (?:shall|must|will|may)\b")
_NEUTRAL = ("Fees", "Use of the Services")  # sections of a sample that no requirement asks for


class State(StrEnum):
    """What a supplier's papers say on a requirement."""

    MET = "met"
    MISSING = "missing"
    WEAK = "weak"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph; `touches` are other requirements on which it speaks as well."""

    text: str
    touches: frozenset[str] = frozenset()


Passages = Mapping[tuple[str, State], tuple[Passage, ...]]


@cache
def passages() -> Passages:
    """Return the paragraphs for each requirement and state; look-alikes stand under `MISSING`."""
    found: dict[tuple[str, State], list[Passage]] = defaultdict(list)
    for requirement in load_library().requirements:
        for state, text in _of_library(requirement):
            found[requirement.id, state].append(Passage(text))
    for case in cases():
        found[case.id, State.MET] += [Passage(t) for t in (case.clause, case.active, case.passive)]
        found[case.id, State.CONTRADICTED] += map(Passage, case.contradictions)
    for name, passage in _of_samples():
        found[name, State.CONTRADICTED].append(passage)
    return {key: tuple(some) for key, some in found.items()}


@cache
def taken_along() -> Mapping[str, tuple[str, ...]]:
    """Return for each requirement those whose clauses speak of it too: without them it is not missing."""
    return {case.id: case.takes_along for case in cases()}


@cache
def neutral() -> Mapping[str, tuple[str, ...]]:
    """Return headings with sentences that no requirement asks for."""
    kept: dict[str, list[str]] = yaml.safe_load(FILLER.read_text("utf-8"))
    return {heading: tuple(sentences) for heading, sentences in kept.items()}


@cache
def sample_sections() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return headings with paragraphs of a sample contract, on matters that no requirement asks for."""
    found: dict[str, list[str]] = {}
    heading = ""
    for kind, text in _blocks(SAMPLES / "typical" / "brightmarsh-master-terms.docx"):
        if kind is BlockKind.HEADING:
            heading = text
        elif heading in _NEUTRAL:
            found.setdefault(heading, []).append(text)
    return tuple((name, tuple(texts)) for name, texts in found.items())


def spoken_by(party: str, text: str) -> str:
    """Put the party into the place of whoever provides in the text."""
    return _PARTY.sub(lambda _: party, text)


def _of_library(requirement: Requirement) -> Iterator[tuple[State, str]]:
    yield State.MET, requirement.wording.preferred
    by_effect = {
        Effect.WEAKENS: State.WEAK,
        Effect.TAKES_AWAY: State.CONTRADICTED,
        Effect.NEAR_MISS: State.MISSING,
    }
    for example in requirement.examples:
        state = by_effect.get(example.effect)
        if state is None or _BINDING_THE_CUSTOMER.match(example.text):
            continue
        if state is State.MISSING or _SPEAKER.search(example.text):
            yield state, example.text


def _of_samples() -> Iterator[tuple[str, Passage]]:
    """Yield the paragraphs of the poor sample that certainly take something away, by requirement."""
    rows = yaml.safe_load((TRUTHS / "poor.yaml").read_text("utf-8"))
    said = {name: _words(row.get("evidence", ())) for name, row in rows.items()}
    for path in sorted((SAMPLES / "poor").iterdir()):
        for kind, text in _blocks(path):
            here = {name for name, words in said.items() if any(w in text for w in words)}
            for name in sorted(here) if kind is not BlockKind.HEADING else ():
                if rows[name].get("certain") and rows[name]["status"] == [State.CONTRADICTED]:
                    yield name, Passage(text, frozenset(here - {name}))


def _words(evidence: str | list[str]) -> tuple[str, ...]:
    return (evidence,) if isinstance(evidence, str) else tuple(evidence)


def _blocks(path: Path) -> Iterator[tuple[BlockKind, str]]:
    document = read(path, document_id="sample")
    return ((b.kind, " ".join(document.quote(b.span).split())) for b in document.blocks)
