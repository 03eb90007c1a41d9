"""Which documents findings may rest on, and what a reader must be told before anything else."""

from pipeline.assessment.doubts import warnings_about
from pipeline.domain.agreement import Agreement, AgreementSet
from pipeline.domain.listing import listed, pages

RUNS = 12  # of unread pages, named at once
UNREAD = "could not be read; what might stand there is reported as not assessable, not as missing."

READ_LANGUAGES = frozenset({"en", "und"})  # "und": too short to tell, so it is read as English
LANGUAGES = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "sv": "Swedish",
    "da": "Danish",
    "nb": "Norwegian",
    "fi": "Finnish",
    "pl": "Polish",
}


def is_usable(agreement: Agreement) -> bool:
    """Tell whether the document is an English cloud or IT service agreement."""
    return agreement.is_service_agreement and agreement.language in READ_LANGUAGES


def unread_elsewhere(agreements: AgreementSet) -> str:
    """Say what could hold an answer and was not read, as the end of a sentence; "" where nothing could."""
    parts = []
    usable = False
    for a in agreements.agreements:
        name, unread = a.document.source.name, a.document.pages_unread
        if a.language not in READ_LANGUAGES:
            parts.append(f"{name} is in {_language(a.language)}")
            continue
        usable = usable or a.is_service_agreement
        if unread:  # also of what seems no agreement: an unread page may show that it is one
            parts.append(f"{_pages(unread)} of {name} could not be read")
    parts += [f"{name} could not be read" for name in agreements.unread]
    if not usable and not parts:
        parts = [
            f"{a.document.source.name} is no cloud or IT service agreement" for a in agreements.agreements
        ]
    return "; ".join(parts)


def warnings_of(agreements: AgreementSet) -> tuple[str, ...]:
    """Return the sentences that stand first in every report; hidden text before all else."""
    found = [sentence for a in agreements.agreements for sentence in warnings_about(a.document)]
    if agreements.unread:
        found.append(f"{listed(agreements.unread)} {UNREAD}")
    for a in agreements.agreements:
        name = a.document.source.name
        if a.language not in READ_LANGUAGES:
            found.append(
                f"{name} is in {_language(a.language)}; only English is read, so nothing in it was assessed."
            )
        elif not a.is_service_agreement:
            found.append(
                f"{name} does not look like a cloud or IT service agreement, so no finding rests on it. "
                f"{_plain(a.not_because)}."
            )
        if a.document.pages_unread:
            found.append(f"{_pages(a.document.pages_unread).capitalize()} of {name} {UNREAD}")
    return tuple(found)


def _pages(numbers: tuple[int, ...]) -> str:
    runs = pages(numbers).split(", ")
    shown = ", ".join(runs[:RUNS]) + (" …" if len(runs) > RUNS else "")
    return f"page{'s' if len(numbers) > 1 else ''} {shown}"


def _language(code: str) -> str:
    return LANGUAGES.get(code, f"another language ({code})")


def _plain(sentence: str) -> str:
    return sentence.strip().rstrip(".")
