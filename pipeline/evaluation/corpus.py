"""Annotated agreements as files of a corpus folder give them.

`<corpus>/train/*.json` and `<corpus>/dev/*.json`: paragraphs, passages (paragraph, requirement, stance,
sub-points, verbatim quote), one status a requirement, terms. Excerpts carry no status.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.domain.reading import Stance
from pipeline.domain.review import Status
from pipeline.errors import UsageError

TRAIN, DEV = "train", "dev"  # what is learned from, what is measured on
LETTERS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """Words an annotator cited: paragraph index, requirement, stance, sub-points met, verbatim quote."""

    p: int
    req: str
    stance: Stance
    sub: tuple[int, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class GoldStatus:
    """What an annotator decided for one requirement."""

    req: str
    status: Status
    sub_met: tuple[int, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class GoldTerm:
    """A value an annotator recorded, with the words that hold it."""

    req: str
    type: str
    value: str
    p: int = -1
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """One annotated agreement; `groups[p]` is the supplier of paragraph p, for folds."""

    doc_id: str
    supplier: str
    kind: str
    paragraphs: tuple[str, ...]
    passages: tuple[GoldPassage, ...]
    status: tuple[GoldStatus, ...] | None = None
    terms: tuple[GoldTerm, ...] = ()
    groups: tuple[str, ...] = ()


ANNOTATED = TypeAdapter(Annotated)


def part_of(corpus: Path, name: str) -> Path:
    """Return the folder `<corpus>/<name>` where there is one, else the corpus itself."""
    return corpus / name if (corpus / name).is_dir() else corpus


def load_corpus(folder: Path) -> tuple[Annotated, ...]:
    """Load every annotated agreement of a folder; raises UsageError naming the file that can't be used."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise UsageError(f"{folder} holds no annotated agreements (*.json).")
    texts = [_parsed(path) for path in paths]
    suppliers = {key_of(str(t.get("supplier", ""))) for t in texts}
    return tuple(_annotated(text, path, suppliers) for text, path in zip(texts, paths, strict=True))


def save_corpus(gold: Iterable[Annotated], folder: Path) -> None:
    """Write annotated agreements so that `load_corpus` gives them back, the groups of excerpts too."""
    folder.mkdir(parents=True, exist_ok=True)
    for item in gold:
        data = ANNOTATED.dump_python(item, mode="json")
        if len(set(item.groups)) > 1 or key_of(item.supplier) not in item.groups:
            data["source"] = {"excerpts": [{"path": group} for group in item.groups]}
        (folder / f"{item.doc_id}.json").write_text(json.dumps(data), encoding="utf-8")


def of_groups(gold: Iterable[Annotated], wanted: Callable[[str], bool]) -> Iterator[Annotated]:
    """Yield what belongs to the suppliers wanted: whole agreements, and of excerpts those paragraphs."""
    for item in gold:
        kept = [p for p, group in enumerate(item.groups) if wanted(group)]
        if len(kept) == len(item.groups):
            yield item
        elif kept:
            yield _only(item, kept)


def _only(item: Annotated, kept: Sequence[int]) -> Annotated:
    at = {p: n for n, p in enumerate(kept)}
    return replace(
        item,
        paragraphs=tuple(item.paragraphs[p] for p in kept),
        groups=tuple(item.groups[p] for p in kept),
        passages=tuple(replace(g, p=at[g.p]) for g in item.passages if g.p in at),
        terms=tuple(replace(t, p=at[t.p]) for t in item.terms if t.p in at),
    )


def key_of(name: str) -> str:
    """Return the letters and digits of a name, lower-cased, so that spellings meet."""
    return LETTERS.sub("", name.lower())


def as_text(paragraphs: Iterable[str]) -> str:
    """Return the agreement as the plain text that is reviewed: paragraphs joined by blank lines."""
    return "\n\n".join(paragraphs)


def _parsed(path: Path) -> dict[str, object]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path.name} is no annotated agreement: it can't be read as JSON.") from error
    if not isinstance(data, dict):
        raise UsageError(f"{path.name} is no annotated agreement: it holds no JSON object.")
    return data


def _annotated(data: dict[str, object], path: Path, suppliers: set[str]) -> Annotated:
    fields = {k: data.get(k) for k in ("supplier", "kind", "paragraphs", "passages", "status")}
    try:
        found = ANNOTATED.validate_python(
            {**fields, "doc_id": path.stem, "terms": data.get("terms") or ()} | {"groups": ()}
        )
    except ValidationError as error:
        where = ".".join(str(p) for p in error.errors()[0]["loc"])
        raise UsageError(f"{path.name} is no annotated agreement: {where} is missing or wrong.") from error
    return Annotated(
        found.doc_id,
        found.supplier,
        found.kind,
        found.paragraphs,
        found.passages,
        found.status,
        found.terms,
        _groups(found, data.get("source"), suppliers),
    )


def _groups(agreement: Annotated, source: object, suppliers: set[str]) -> tuple[str, ...]:
    """Return each paragraph's supplier; an excerpt goes with the supplier its file is named for."""
    excerpts = source.get("excerpts") if isinstance(source, dict) else None
    if not excerpts:
        return (key_of(agreement.supplier),) * len(agreement.paragraphs)
    paths = [key_of(str(e.get("path", ""))) for e in excerpts]
    named = [max((s for s in suppliers if len(s) > 3 and s in p), key=len, default=p) for p in paths]
    return tuple(named) + ("",) * (len(agreement.paragraphs) - len(named))
