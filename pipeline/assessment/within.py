"""What a finding is made within: the usable agreements, the library, and how much was searched."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipeline.assessment.bound import Binding, bound_by
from pipeline.assessment.ordered import not_ordered
from pipeline.assessment.owing import Owing, owed_by
from pipeline.assessment.sides import Words, words_of
from pipeline.domain.agreement import Agreement, AgreementSet, Clause
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.places import Place, Span
from pipeline.domain.reading import Passage, ReadAgreement
from pipeline.domain.requirements import Library, Requirement
from pipeline.domain.review import Evidence, Finding, Responsibility, Searched

Look = Callable[[Finding, Requirement, Sequence[Passage]], Finding]
"""Looks at a finding once more, with its requirement and the passages that bear on it."""


@dataclass(frozen=True, slots=True)
class Set:
    """The agreements that findings may rest on, by document id.

    `unread` says, as the end of a sentence, what may hold an answer but was not read ("" if nothing).
    `agreements` holds every document of the set, usable or not; `readings` the usable ones with their
    passages. What is made of a document when it is first asked for is kept for all who ask.
    """

    documents: Mapping[str, Agreement]
    library: Library
    searched: Searched
    agreements: AgreementSet
    unread: str = ""
    readings: tuple[ReadAgreement, ...] = ()
    _clauses: dict[str, Mapping[str, Clause]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _words: dict[str, Words] = field(default_factory=dict, init=False, repr=False, compare=False)
    _bound: dict[tuple[str, bool], Binding] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _owing: dict[str, Owing] = field(default_factory=dict, init=False, repr=False, compare=False)
    _others: dict[str, tuple[Span, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Find what is for other customers, once for all who ask."""
        object.__setattr__(self, "_others", dict(not_ordered(tuple(self.documents.values()))))

    def clauses_in(self, document: str) -> Mapping[str, Clause]:
        """Return the clauses of a document by id."""
        if document not in self._clauses:
            self._clauses[document] = {c.id: c for c in self._paper(document).clauses}
        return self._clauses[document]

    def words_in(self, document: str) -> Words:
        """Return the words for the two sides in a document."""
        if document not in self._words:
            vocabulary, supplier = self.library.vocabulary, self.agreements.supplier
            self._words[document] = words_of(self._paper(document), vocabulary, supplier=supplier)
        return self._words[document]

    def bound_in(self, document: str, *, every_duty: bool = False) -> Binding:
        """Return what tells whom words of a document bind, as `bound_by` does; each are read once."""
        if (document, every_duty) not in self._bound:
            find = bound_by(self.words_in(document), self.library.vocabulary, every_duty=every_duty)
            self._bound[document, every_duty] = cache(find)
        return self._bound[document, every_duty]

    def owing_in(self, document: str) -> Owing:
        """Return what tells whose duty words of a document are; each are read once."""
        if document not in self._owing:
            find = self.bound_in(document, every_duty=True)
            self._owing[document] = cache(owed_by(self.words_in(document), self.library.vocabulary, find))
        return self._owing[document]

    def as_amended(self, evidence: Evidence) -> str:
        """Return the words of a quote as the amendments of the set left them."""
        words = evidence.quote
        for a in self.agreements.elsewhere.amendments:
            if a.old and (a.target, evidence.clause) in ((evidence.document, c) for c in a.clauses):
                new = a.new.replace("\\", r"\\")
                words = re.sub(re.escape(a.old), new, words, flags=re.IGNORECASE)
        return words

    def is_for_others(self, words: Passage | Clause) -> bool:
        """Tell whether words are for a plan, product or option that the set's order leaves out."""
        return any(span.overlaps(words.span) for span in self._others.get(words.document, ()))

    def above(self, clause: Clause) -> Iterator[Clause]:
        """Yield the clauses above one, the nearest first."""
        clauses = self.clauses_in(clause.document)
        while (above := clauses.get(clause.parent or "")) is not None:
            yield above
            clause = above

    def name_of(self, document: str) -> str:
        """Return the name of a document's file, without the archive or mail it came in."""
        return self._paper(document).document.source.name.rpartition("/")[2]

    def clause_of(self, document: str, clause: str, *, beside: str = "") -> str:
        """Name a clause as a reader looks it up, with its paper where there are several, save `beside`."""
        found = self.clauses_in(document).get(clause)
        where = _numbered(found.path or found.number) if found else ""
        where = where or (f"The clause “{found.heading}”" if found and found.heading else "A clause")
        is_plain = document == beside or len(self.agreements.agreements) == 1
        return where if is_plain else f"{where} of {self.name_of(document)}"

    def place_of(self, document: str, span: Span) -> Place | None:
        """Return where words of a document stand on paper."""
        return self._paper(document).document.locate(span)

    def _paper(self, document: str) -> Agreement:
        return next(a for a in self.agreements.agreements if a.document.id == document)


def _numbered(number: str) -> str:
    """Return "Clause 8.1" for a number, and "Schedule 2, 3" as it is."""
    return f"Clause {number}" if number[:1].isdigit() else number


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier judgement of the same papers said, where nothing that decides it has changed.

    `findings` by requirement; no `responsibilities`, no `groundwork` where they are to be found anew.
    """

    findings: Mapping[str, Finding]
    responsibilities: tuple[Responsibility, ...] = ()
    groundwork: Groundwork | None = None


NOTHING_KNOWN = Known({})
