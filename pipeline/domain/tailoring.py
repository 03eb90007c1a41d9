"""What rules make of a requirement's status, and what profiles and a playbook made of it."""

from dataclasses import dataclass

from pipeline.domain.closed import Closed


@dataclass(frozen=True, slots=True)
class CountsAs(Closed):
    """A status that counts as another: "met" as "partial" where the promise hangs on a request.

    Of each list of cues in `said` one must stand in the words cited (in the library's own rules, the first).
    Of the cues in `unsaid` none may stand in any of the words cited, but for sentences that hold one of
    `apart_from`: what does not name the thing itself is about another. No sentence of any paper may hold
    one cue of each list in `nowhere`: what is said there gives the words cited another meaning. With
    `beside`, the words are those that take away what these other requirements ask for: who consents to
    transfers anywhere has no safeguard.
    """

    found: tuple[str, ...]
    counts_as: str
    because: str = ""
    said: tuple[tuple[str, ...], ...] = ()
    unsaid: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    nowhere: tuple[tuple[str, ...], ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tailoring(Closed):
    """What profiles and a playbook made of a requirement.

    `not_applicable` says why it does not apply ("" where it does); `changes` are sentences on what is
    held otherwise than in the library, limits and severity among them, and `notes` on what to mind.
    """

    not_applicable: str = ""
    instead: tuple[CountsAs, ...] = ()
    changes: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


UNTAILORED = Tailoring()
