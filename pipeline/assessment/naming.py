"""Whether words name the thing itself, or only a matter beside it.

"After a disaster Provider shall restore the Service within eight hours" names no backup. A heading counts,
and so do the words that lead into a list.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, takewhile

from pipeline.assessment.within import Set
from pipeline.domain.agreement import Clause
from pipeline.domain.review import Evidence
from pipeline.domain.tailoring import CountsAs
from pipeline.language import sentence_texts
from pipeline.library.cues import count_cues

_LEADS_IN = ":"


def says(rule: CountsAs, evidence: Sequence[Evidence], within: Set) -> bool:
    """Tell whether a sentence cited, its heading or what leads into it says what a rule wants unsaid."""
    return bool(rule.unsaid) and any(_says(rule, words) for e in evidence for words in _around(e, within))


def stands_somewhere(lists: Sequence[Sequence[str]], within: Set) -> bool:
    """Tell whether a sentence of a usable paper holds one cue of each list."""
    clauses = chain.from_iterable(a.clauses for a in within.documents.values())
    # What a sentence holds its clause holds: hardly any clause has to be cut into sentences.
    holding = (c.text for c in clauses if _holds_each(lists, c.text))
    return any(_holds_each(lists, text) for whole in holding for text in sentence_texts(whole))


def _holds_each(lists: Sequence[Sequence[str]], text: str) -> bool:
    return all(count_cues(text, cues) for cues in lists)


def _says(rule: CountsAs, words: str) -> bool:
    return any(
        count_cues(text, rule.unsaid) and not count_cues(text, rule.apart_from)
        for text in sentence_texts(words)
    )


def _around(evidence: Evidence, within: Set) -> Iterator[str]:
    """Yield the words cited, their heading and the words above that lead into them."""
    yield evidence.quote
    clause = within.clauses_in(evidence.document).get(evidence.clause)
    if clause is not None:
        yield clause.heading
        yield from (above.text for above in takewhile(_leads_in, within.above(clause)))


def _leads_in(clause: Clause) -> bool:
    return clause.kind == "heading" or clause.text.rstrip().endswith(_LEADS_IN)
