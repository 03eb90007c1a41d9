"""How files are read: the limits, the view of tracked changes, the languages of OCR."""

from dataclasses import dataclass

from pipeline.domain.apart import View
from pipeline.readers.limits import DEFAULT_LIMITS, Limits


@dataclass(frozen=True, slots=True)
class Manner:
    """The choices that a reader is given; `languages` are names as tesseract has them ("eng", "deu")."""

    limits: Limits = DEFAULT_LIMITS
    view: View = View.ACCEPTED
    ocr: bool = True  # where the program for it is installed
    languages: tuple[str, ...] = ("eng",)


DEFAULT_MANNER = Manner()


def described(manner: Manner) -> str:
    """Return what of the manner shows in a document, for its edition: what differs is read anew."""
    return f"changes {manner.view}"
