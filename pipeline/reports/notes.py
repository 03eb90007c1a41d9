"""What stands elsewhere and bears on a finding: a label, one sentence, the words and their place."""

from dataclasses import dataclass

from pipeline.domain.places import Span
from pipeline.domain.review import Evidence, Finding, Note, NoteKind
from pipeline.reports.escaping import one_line, shortened
from pipeline.reports.words import NOTE, sentence

SHOWN = 4  # notes of a finding that are shown at once
PASSAGES = 3  # passages of a finding that are shown at once
_SENTENCE = 320  # characters; a longer one is cut and shown whole on demand
_QUOTE = 320  # characters of a quote that stands under its note; a longer one is shown on demand


@dataclass(frozen=True, slots=True)
class NoteShown:
    """A note as readers see it; `whole` is the full sentence where `said` had to be cut.

    `above` are words that the finding shows at once, `short` and `long` those that the note must quote.
    """

    kind: NoteKind
    label: str
    said: str
    whole: str
    above: tuple[Evidence, ...]
    short: tuple[Evidence, ...]
    long: tuple[Evidence, ...]


def notes_of(finding: Finding) -> tuple[NoteShown, ...]:
    """Return the notes in the order judged, a profile's last; none twice, none that the reason tells."""
    told = dict.fromkeys(n for n in finding.notes if n.evidence or not _in_reason(n, finding))
    ordered = sorted(told, key=lambda note: note.kind is NoteKind.PROFILE)
    shown = finding.evidence[:PASSAGES]
    return tuple(_shown(note, {(e.document, e.span) for e in shown}) for note in ordered)


def labels_of(finding: Finding) -> tuple[str, ...]:
    """Return the labels of the notes, each once."""
    return tuple(dict.fromkeys(n.label for n in notes_of(finding)))


def _in_reason(note: Note, finding: Finding) -> bool:
    return note.sentence.rstrip(". ").casefold() in finding.reason.casefold()


def _shown(note: Note, above: set[tuple[str, Span]]) -> NoteShown:
    whole = one_line(sentence(note.sentence))
    said = shortened(whole, most=_SENTENCE)
    fresh = [e for e in note.evidence if (e.document, e.span) not in above]
    return NoteShown(
        kind=note.kind,
        label=NOTE[note.kind],
        said=said,
        whole=whole if said != whole else "",
        above=tuple(e for e in note.evidence if e not in fresh),
        short=tuple(e for e in fresh if len(e.quote) <= _QUOTE),
        long=tuple(e for e in fresh if len(e.quote) > _QUOTE),
    )
