"""All values that a text fixes, each with the words that fix it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.domain.terms import Term
from pipeline.extraction.amounts import find_money, find_percentages
from pipeline.extraction.circumstances import role_of, sentence_around, trigger_of
from pipeline.extraction.durations import find_durations
from pipeline.extraction.governing_law import find_governing_law
from pipeline.extraction.names import find_formats, find_standards
from pipeline.extraction.places import find_regions
from pipeline.language import Vocabulary, sentences
from pipeline.lookalikes import fold


def find_terms(text: str, vocabulary: Vocabulary) -> tuple[Term, ...]:
    """Return the values a text fixes, in text order; spans are relative to the text, quotes verbatim."""
    written, text = text, fold(text)
    terms: Iterable[Term] = (
        *_durations(text, vocabulary),
        *find_percentages(text),
        *find_money(text),
        *find_regions(text, vocabulary),
        *find_standards(text, vocabulary),
        *find_formats(text, vocabulary),
        *find_governing_law(text, vocabulary),
    )
    if text is not written:
        terms = (replace(t, quote=written[t.span.start : t.span.end]) for t in terms)
    return tuple(sorted(terms, key=lambda term: (term.span, term.type)))


def _durations(text: str, vocabulary: Vocabulary) -> Iterator[Term]:
    durations = find_durations(text)
    spans = sentences(text) if durations else ()
    for duration in durations:
        sentence = sentence_around(text, duration.span, spans)
        role = role_of(text, duration, sentence=sentence)
        yield duration.term(
            text, role=role, trigger=trigger_of(text, duration, sentence=sentence, vocabulary=vocabulary)
        )
