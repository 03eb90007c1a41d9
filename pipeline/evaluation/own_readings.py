"""Agreements of the corpus that nobody had annotated, as we read them ourselves: more to learn from.

`models/readings/*.yaml` say which sentence of a labelled agreement bears on which requirement. The words stay
in the corpus: a corpus without that file, or with another version of it, gives none.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from pipeline.domain.reading import Stance
from pipeline.errors import UsageError
from pipeline.evaluation.corpus import TRAIN, Annotated, GoldPassage, key_of, load_corpus, part_of
from pipeline.evaluation.dpas.labelled import LabelledDpa, load_dpas
from pipeline.resources import readings_folder

# "6 rd-in-life-deletion binding 1,3": sentence, requirement, stance, sub-points met.
PASSAGE = re.compile(rf"(\d+) ([a-z0-9-]+) ({'|'.join(Stance)})(?: ([\d,]+))?")


@dataclass(frozen=True, slots=True)
class OwnReading:
    """Our reading of one agreement; `supplier` is whose it is, where its text still tells."""

    passages: tuple[str, ...]
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class OwnReadings:
    """Our readings of the agreements in one file of the corpus, whose SHA-256 (hex) is `sha256`."""

    file: str
    sha256: str
    agreements: dict[str, OwnReading]


READINGS = TypeAdapter(OwnReadings)


def to_learn_from(corpus: Path) -> tuple[Annotated, ...]:
    """Load the agreements of `<corpus>/train` with our own readings of others, or those of the folder itself.

    Raises UsageError naming the file that can't be used.
    """
    folder = part_of(corpus, TRAIN)
    return (*load_corpus(folder), *(own_readings(corpus) if folder != corpus else ()))


def own_readings(corpus: Path, folder: Path | None = None) -> Iterator[Annotated]:
    """Yield our own readings of agreements of a corpus; without a status, as nobody else looked at them."""
    for path in sorted((folder or readings_folder()).glob("*.yaml")):
        readings = load_readings(path)
        texts = corpus / readings.file
        if texts.is_file() and hashlib.sha256(texts.read_bytes()).hexdigest() == readings.sha256:
            papers = {dpa.name: dpa for dpa in load_dpas(texts)}
            for name, reading in readings.agreements.items():
                yield _annotated(papers[name], reading)


def load_readings(path: Path) -> OwnReadings:
    """Load a file of our readings; raises UsageError naming the file and what is wrong."""
    try:
        return READINGS.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        where = ".".join(str(p) for p in error.errors()[0]["loc"])
        raise UsageError(f"{path.name} holds no readings: {where} is missing or wrong.") from error
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise UsageError(f"{path.name} holds no readings: it can't be read as YAML.") from error


def _annotated(paper: LabelledDpa, reading: OwnReading) -> Annotated:
    paragraphs = tuple(sentence.text for sentence in paper.sentences)
    supplier = reading.supplier or paper.name
    return Annotated(
        doc_id=f"own-{key_of(paper.name)}",
        supplier=supplier,
        kind="DPA",
        paragraphs=paragraphs,
        passages=tuple(passage_of(said, paragraphs) for said in reading.passages),
        groups=(key_of(supplier),) * len(paragraphs),
    )


def passage_of(said: str, paragraphs: tuple[str, ...]) -> GoldPassage:
    """Return the passage a line names, with the whole sentence for its quote; raises UsageError."""
    found = PASSAGE.fullmatch(said)
    if found is None or not 0 < int(found[1]) <= len(paragraphs):
        raise UsageError(f"“{said}” names no sentence, requirement and stance of a reading.")
    number, requirement, stance, subpoints = found.groups()
    met = tuple(int(n) for n in (subpoints or "").split(",") if n)
    p = int(number) - 1
    return GoldPassage(p, requirement, Stance(stance), met, paragraphs[p])
