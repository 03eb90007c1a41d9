"""How files are read: the limits, the view of tracked changes, the languages of OCR."""

import re
from dataclasses import dataclass, replace

from pipeline.domain.apart import View
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.ocr.program import find_program


@dataclass(frozen=True, slots=True)
class Manner:
    """The choices that a reader is given; `languages` are names as tesseract has them ("eng", "deu")."""

    limits: Limits = DEFAULT_LIMITS
    view: View = View.ACCEPTED
    ocr: bool = True  # where the program for it is installed
    languages: tuple[str, ...] = ("eng",)


DEFAULT_MANNER = Manner()

_RECOGNISED = re.compile(r"; OCR by Tesseract (\S+), (\S+)$")


def described(manner: Manner) -> str:
    """Return what of the manner shows in a document, for its edition: what differs is read anew."""
    return f"changes {manner.view}; {_ocr(manner)}"


def manner_in(edition: str, *, view: View = View.ACCEPTED) -> Manner:
    """Return the manner that an edition's words describe, as `described` writes them."""
    found = _RECOGNISED.search(edition)
    if found is None:  # nothing was recognised then, so nothing is now
        return Manner(view=view, ocr=False)
    return replace(DEFAULT_MANNER, view=view, languages=tuple(found[2].split("+")))


def recogniser_in(edition: str) -> str:
    """Return the version of Tesseract that an edition's words name, "" where none was used."""
    found = _RECOGNISED.search(edition)
    return found[1] if found else ""


def _ocr(manner: Manner) -> str:
    if not manner.ocr:
        return "OCR off"
    program = find_program()
    if program is None or not program.reads(manner.languages):
        return f"no OCR of {'+'.join(manner.languages)}"
    return f"OCR by Tesseract {program.version}, {'+'.join(manner.languages)}"
