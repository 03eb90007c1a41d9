"""Agreements to typeset: a seeded choice from an annotated corpus, or written for the occasion."""

import json
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.domain.document import BlockKind
from pipeline.library import load_library
from pipeline.readers.read import read

SAMPLES = Path(__file__).parents[2] / "sample_contracts"
_UNSEEN = ("Cc", "Cf", "Co", "Cs", "Cn")
_LAST = "\u0590"  # from here on, letters that the fonts at hand may lack (Hebrew, Arabic, Chinese …)
_FEWEST = 12  # paragraphs that make an agreement
_TITLES = ("Master Cloud Services Agreement", "Data Processing Addendum", "Hosting Terms", "Security Annex")
_NAMES = ("Alderwick", "Bramhelm", "Corrivane", "Dunmere", "Eskerling", "Fennimoor")


@dataclass(frozen=True, slots=True)
class Agreement:
    """A name without spaces, a title, and the paragraphs as their author wrote them."""

    name: str
    title: str
    paragraphs: tuple[str, ...]


def choose(corpus: Path | None, *, count: int, seed: int) -> list[Agreement]:
    """Return that many agreements of CORPUS/train; without a corpus the samples, and made ones to fill up."""
    rng = random.Random(seed)
    if corpus is not None and (corpus / "train").is_dir():
        paths = sorted(p for p in (corpus / "train").glob("*.json") if not p.stem.startswith("excerpts"))
        chosen = rng.sample(paths, min(count, len(paths)))
        return [agreement for agreement in map(annotated, chosen) if agreement is not None]
    own = list(samples())[:count]
    return own + [made(n, random.Random(f"{seed}:{n}")) for n in range(count - len(own))]


def annotated(path: Path) -> Agreement | None:
    """Return an agreement of the annotated corpus; None where it is short or was itself a PDF."""
    found = json.loads(path.read_text(encoding="utf-8"))
    paragraphs = _tidy(found["paragraphs"])
    if len(paragraphs) < _FEWEST or found["source"].get("format") == "pdf":
        return None
    return Agreement(path.stem, _title_of(paragraphs, path.stem), paragraphs)


def samples() -> Iterator[Agreement]:
    """Yield the sample contracts whose text is known without reading a PDF."""
    for path in sorted(SAMPLES.rglob("*")):
        if path.suffix in {".md", ".html", ".docx"}:
            document = read(path, document_id="sample")
            prose = (b for b in document.blocks if b.kind is not BlockKind.TABLE_ROW)
            numbered = (f"{b.number or ''} {document.quote(b.span)}" for b in prose)
            paragraphs = _tidy(list(numbered))
            yield Agreement(path.stem, _title_of(paragraphs, path.stem), paragraphs)


def made(n: int, rng: random.Random) -> Agreement:
    """Write an agreement from the clause library's own examples and wording."""
    requirements = list(load_library().requirements)
    title = f"{_NAMES[n % len(_NAMES)]} {_TITLES[n % len(_TITLES)]}"
    paragraphs = [title]
    for clause, requirement in enumerate(rng.sample(requirements, min(len(requirements), 30)), start=1):
        paragraphs.append(f"{clause}. {requirement.title}")
        sentences = [example.text for example in requirement.examples]
        rng.shuffle(sentences)
        sentences = [requirement.wording.preferred, *sentences[: rng.randint(1, 6)]]
        for part, sentence in enumerate(sentences, start=1):
            listed = part > 2 and rng.random() < 0.6
            paragraphs.append(f"({chr(96 + part)}) {sentence}" if listed else f"{clause}.{part} {sentence}")
    return Agreement(f"made-{n:02}", title, _tidy(paragraphs))


def _tidy(paragraphs: list[str]) -> tuple[str, ...]:
    """Return the paragraphs in Latin, Greek or Cyrillic, single-spaced and without what can't be seen."""
    seen = (
        "".join(c for c in p if c.isspace() or unicodedata.category(c) not in _UNSEEN) for p in paragraphs
    )
    tidied = (re.sub(r"\s+", " ", p).strip() for p in seen)
    letters = ((p, [c for c in p if c.isalnum()]) for p in tidied)
    return tuple(p for p, some in letters if some and max(some) < _LAST)


def _title_of(paragraphs: tuple[str, ...], name: str) -> str:
    short = (p for p in paragraphs[:3] if 8 <= len(p) <= 60 and not p[0].isdigit())
    return next(short, name.replace("-", " ").title())
