"""All values that a text fixes, each with the words that fix it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from pipeline.domain.agreement import Party
from pipeline.domain.places import Span
from pipeline.domain.terms import Term
from pipeline.extraction.amounts import find_money, find_percentages
from pipeline.extraction.changed import changes_of
from pipeline.extraction.circumstances import role_of, sentence_around
from pipeline.extraction.clocks import trigger_of
from pipeline.extraction.durations import find_durations
from pipeline.extraction.governing_law import find_governing_law
from pipeline.extraction.names import find_formats, find_standards
from pipeline.extraction.obliged import bound_by
from pipeline.extraction.party_words import party_words
from pipeline.extraction.places import find_regions
from pipeline.extraction.recipients import told_by
from pipeline.extraction.senses import sense_of
from pipeline.extraction.subjects import subjects_of
from pipeline.language import Vocabulary, sentences
from pipeline.lookalikes import fold

_LEADS_IN = re.compile(r"[:—–]\s*$")
_CHANGED = frozenset({"change", "notification"})  # subjects beside which it matters what changes
_TOLD = "notification"  # beside this it matters who is told
_NEIGHBOURS = 4  # durations on either side that may lay claim to the same words


def find_terms(
    text: str, vocabulary: Vocabulary, *, parties: Sequence[Party] = (), lead: str = ""
) -> tuple[Term, ...]:
    """Return the values a text fixes, in text order; spans are relative to the text, quotes verbatim.

    `parties` are the agreement's own names for its two sides; the usual ones are known without. `lead` is
    the text above an item of a list that leads it in ("Provider shall:"); nothing in it is returned.
    """
    if lead and _LEADS_IN.search(lead):
        led = f"{lead.rstrip()}\n"
        return tuple(
            _moved(t, -len(led))
            for t in find_terms(led + text, vocabulary, parties=parties)
            if t.span.start >= len(led)
        )
    written, text = text, fold(text)
    terms: Iterable[Term] = (
        *_durations(text, vocabulary, parties),
        *find_percentages(text),
        *find_money(text),
        *find_regions(text, vocabulary),
        *find_standards(text, vocabulary, parties=parties),
        *find_formats(text, vocabulary),
        *find_governing_law(text, vocabulary),
    )
    if text is not written:
        terms = (replace(t, quote=written[t.span.start : t.span.end]) for t in terms)
    return tuple(sorted(terms, key=lambda term: (term.span, term.type)))


def _moved(term: Term, by: int) -> Term:
    return replace(term, span=Span(term.span.start + by, term.span.end + by))


def _durations(text: str, vocabulary: Vocabulary, parties: Sequence[Party]) -> Iterator[Term]:
    durations = find_durations(text)
    if not durations:
        return
    spans, words = sentences(text), party_words(parties, vocabulary)
    earlier: tuple[Span, str | None] = (Span(0, 0), None)
    for at, duration in enumerate(durations):
        sentence = sentence_around(text, duration.span, spans)
        sense = sense_of(text, duration, sentence=sentence, vocabulary=vocabulary)
        trigger = trigger_of(
            text,
            duration,
            sentence=sentence,
            others=durations[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS],
            vocabulary=vocabulary,
            sense=sense,
            earlier=earlier[1] if earlier[0] == sentence else None,
        )
        earlier = sentence, trigger or (earlier[1] if earlier[0] == sentence else None)
        about = subjects_of(text, duration.span, sentence=sentence, vocabulary=vocabulary)
        if not _CHANGED.isdisjoint(about):
            about += changes_of(text, duration.span, sentence=sentence, spans=spans, vocabulary=vocabulary)
        if _TOLD in about:
            about += told_by(text, duration.span, sentence=sentence, vocabulary=vocabulary, words=words)
        yield duration.term(
            text,
            role=role_of(text, duration, sentence=sentence),
            trigger=trigger,
            sense=sense,
            bound=bound_by(text, duration, sentence=sentence, spans=spans, words=words),
            about=about,
        )
