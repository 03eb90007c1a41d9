"""Papers that an agreement calls by one word for all: “Our Policies” means …; "we may modify Our Policies".

What is said of the word holds for each of its papers. Where no definition says which they are, "our
policies" are all that are called so.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.domain.agreement import Clause, DocumentReference
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary, sentence_texts, tables_of
from pipeline.structure.titles import names_in

_DEFINES = re.compile(
    r"[\"“„](?P<term>(?:[A-Z][\w-]*\s+){0,3}(?:Policies|Terms|Documents|Guidelines|Rules))[\"”]\s*,?\s*"
    r"(?:collectively\s+|together\s+)?(?:shall\s+mean|means?|refers?\s+to|includes?|are|is)\b"
)
_POLICIES = re.compile(r"\b(?:our|its|such|these|provider[’']s)\s+(?:\w+\s+){0,2}?policies\b", re.IGNORECASE)
_IS_POLICY = re.compile(r"\bPolic(?:y|ies)$")


@once_per_vocabulary
def _cues(vocabulary: Vocabulary) -> dict[str, Phrases]:
    return tables_of(vocabulary["reliance"], "changeable", "agreed_change")


def group_word(sentence: str) -> Span | None:
    """Return where a sentence has the word for papers that it names one by one."""
    found = _DEFINES.search(sentence)
    return Span(*found.span("term")) if found else None


def changed_together(
    references: Sequence[DocumentReference],
    clauses: Iterable[Clause],
    *,
    parties: frozenset[str],
    vocabulary: Vocabulary,
) -> list[DocumentReference]:
    """Mark the papers that a sentence lets be changed by the word for all of them."""
    cues = _cues(vocabulary)
    held = [c.text for c in clauses if c.kind != "contents"]
    said = [s for text in held if cues["changeable"].find(text) for s in sentence_texts(text)]
    changing = [s for s in said if cues["changeable"].find(s) and not cues["agreed_change"].find(s)]
    if not changing:
        return list(references)
    members = {
        match["term"]: {n.paper for n in names_in(text, parties=parties, vocabulary=vocabulary)}
        for whole in held
        if _DEFINES.search(whole)
        for text in sentence_texts(whole)
        if (match := _DEFINES.search(text))
    }
    changed = {paper for term, papers in members.items() if _any_names(changing, term) for paper in papers}
    by_name = not any(_POLICIES.search(term) for term in members) and any(map(_POLICIES.search, changing))
    return [
        replace(r, changeable=True) if r.paper in changed or (by_name and _IS_POLICY.search(r.title)) else r
        for r in references
    ]


def _any_names(texts: Sequence[str], term: str) -> bool:
    return any(re.search(rf"\b{re.escape(term)}\b", text) for text in texts)
