"""The readers' words: statuses, severities, owners, kinds of document, numbers.

Both editions of the standard are guidance, so nothing here says that an agreement complies or
fails to; it says what the papers do and don't give.
"""

from collections.abc import Iterable
from pathlib import PurePath

from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Requirement, Severity
from pipeline.domain.review import Edition, Failure, NoteKind, Status
from pipeline.domain.standing import Standing

GUIDANCE = "gap against ISO/IEC 27017 guidance"
NO_ADVICE = "not legal advice"

STATUS = {
    Status.MET: "met",
    Status.PARTIAL: "partly met",
    Status.WEAK: "weak",
    Status.ABSENT: "not found",
    Status.CONTRADICTED: "taken away",
    Status.NOT_APPLICABLE: "not applicable",
    Status.NOT_ASSESSABLE: "could not be assessed",
}
# Shapes that differ in outline, so that they hold in grey and at small sizes; the words stand beside them.
SYMBOL = {
    Status.MET: "✓",
    Status.PARTIAL: "◐",
    Status.WEAK: "◔",
    Status.ABSENT: "○",
    Status.CONTRADICTED: "✗",
    Status.NOT_APPLICABLE: "–",
    Status.NOT_ASSESSABLE: "?",
}
PLAIN_SYMBOL = SYMBOL | {
    Status.MET: "+",
    Status.PARTIAL: "~",
    Status.WEAK: "-",
    Status.ABSENT: "o",
    Status.CONTRADICTED: "x",
    Status.NOT_APPLICABLE: "/",
}
MEANING = {
    Status.MET: "the essential points are there in binding words",
    Status.PARTIAL: "some of the essential points, or a promise with a weakening condition",
    Status.WEAK: "spoken of, but not enforceable or far from what is asked",
    Status.ABSENT: "nothing relevant in the papers read",
    Status.CONTRADICTED: "the words take the protection away",
    Status.NOT_APPLICABLE: "left out for this kind of service",
    Status.NOT_ASSESSABLE: "the papers could not be judged on it",
}
STANCE = {
    Stance.BINDING: "binding words",
    Stance.QUALIFIED: "soft or conditional words",
    Stance.ADVERSE: "takes protection away",
    Stance.REFERENCE: "points to another document",
}
OWNER = {"provider": "Provider", "customer": "Customer", "shared": "Shared", "nobody": "Nobody"}
NOTE = {
    NoteKind.PRECEDENCE: "Papers conflict",
    NoteKind.SUPERSEDED: "Superseded",
    NoteKind.CARVE_OUT: "Exception elsewhere",
    NoteKind.DEFINITION: "A definition narrows it",
    NoteKind.EXCLUSION: "Liability excluded",
    NoteKind.UNILATERAL_CHANGE: "Provider may change it",
    NoteKind.UNFILLED: "Left blank",
    NoteKind.NOT_SUPPLIED: "Paper not supplied",
    NoteKind.PROFILE: "Profile or playbook",
}
STANDING = {
    Standing.STANDARD: "our standard",
    Standing.ACCEPTABLE: "acceptable",
    Standing.NEGOTIATE: "to be negotiated",
    Standing.WALK_AWAY: "walk away",
}
BLANK = {
    "blank": "empty space",
    "prompt": "text to be filled in",
    "open": "answer left open",
    "option": "box not ticked",
}
KIND = {
    "dpa": "data processing agreement",
    "msa": "master agreement",
    "tos": "terms of service",
    "sla": "service level agreement",
    "security": "security terms",
    "order_form": "order form",
    "aup": "acceptable use policy",
    "amendment": "amendment",
    "other": "other document",
}
LANGUAGE = {
    "de": "German", "en": "English", "es": "Spanish", "fr": "French", "it": "Italian", "ja": "Japanese",
    "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "sv": "Swedish", "zh": "Chinese",
    "und": "language not recognised",
}  # fmt: skip
EDITIONS = ("2015", "2026")
WORST_FIRST = tuple(Severity)
POINTS = 4  # points named at once, of those that hang on a paper or a blank


def count(number: int, noun: str, plural: str | None = None) -> str:
    """Return "1 page", "3 pages"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def some(parts: Iterable[str], *, most: int) -> str:
    """Return "a; b; c; and 12 more"; all of them where they are no more than `most`."""
    named = [*parts]
    more = len(named) - most
    return "; ".join([*named[:most], f"and {more} more"] if more > 0 else named)


def sentence(text: str) -> str:
    """Return the text with a full stop, and a capital unless it begins with a name such as acme-dpa.pdf."""
    text = text.strip()
    first, _, rest = text.partition(" ")
    if rest and first.strip(",;:").isalpha():
        text = text[0].upper() + text[1:]
    return ended(text)


def ended(text: str) -> str:
    """Return the text with a full stop, unless it ends as a sentence may: cut off, or with "Acme Inc."."""
    return text if not text or text[-1] in ".!?…”\"'" else f"{text}."


def capital(text: str) -> str:
    """Return the text with its first letter a capital and the others as they are."""
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """Return a label as it stands within a sentence; "API keys" keep their capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def percent(share: float | None) -> str:
    """Return "41 %", or "–" where nothing could be assessed; 100 % only where nothing is missing."""
    if share is None:
        return "–"
    whole = round(share * 100)
    if whole == 100 and share < 1:
        whole = 99
    return f"{max(whole, 1) if share > 0 else 0} %"


def unbroken(text: str) -> str:
    """Return words of ours for a page or paper, where no line may end between "41" and "%"."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def controls(requirement: Requirement) -> str:
    """Return the identifiers of both editions: "CLD.8.1.5 (2015) / 5.11 + 8.10 (2026)"."""
    return " / ".join(said for edition in EDITIONS if (said := controls_of(requirement, edition=edition)))


def controls_of(requirement: Requirement, *, edition: str) -> str:
    """Return the identifiers of one edition: "5.11 + 8.10 (2026)"."""
    identifiers = requirement.controls.get(edition, ())
    return f"{' + '.join(identifiers)} ({edition})" if identifiers else ""


def failed(failure: Failure) -> str:
    """Return the reason, with the file's name before it unless the reason says it."""
    named = PurePath(failure.name).name in failure.reason
    return failure.reason if named else f"{failure.name}: {failure.reason}"


def made_with(edition: Edition) -> str:
    """Return one line that names what the review was made with."""
    return (
        f"ClauseGap {edition.pipeline}; clause library {edition.library_version} "
        f"({edition.library[:12] or 'no digest'}); classifier {edition.classifier[:12] or 'none'}"
    )
