"""What stands elsewhere in an agreement set and decides how far a clause counts."""

from dataclasses import dataclass
from enum import StrEnum

from pipeline.domain.places import Span


@dataclass(frozen=True, slots=True)
class Ranking:
    """Words that rank documents, the strongest first.

    `documents` are the ids of those in the set, `named` the words used for all that are ranked; `scope`
    is how far the rule reaches, as written ("" where it has no limit). Where `is_list` is false only the
    first is ranked above the others, not these among each other; where `alone` is true only the clause
    that says so stands above them ("notwithstanding anything in the Agreement").
    """

    documents: tuple[str, ...]
    named: tuple[str, ...]
    document: str
    clause: str
    span: Span
    quote: str
    scope: str = ""
    is_list: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Amendment:
    """Words of one document that take away words of another.

    `target` is the id of the document they speak of, `clauses` the ids of the clauses that no longer count,
    empty where it is the whole document. Where `old` is not "" only these words of the clauses give way,
    to `new`. `because` says in a few words how the later paper was told from the earlier.
    """

    document: str
    clause: str
    span: Span
    quote: str
    target: str
    clauses: tuple[str, ...] = ()
    old: str = ""
    new: str = ""
    because: str = ""


class Reach(StrEnum):
    """How much of a promise an exception leaves, worst first."""

    NOTHING = "nothing"  # the promise is taken away, or is the provider's to keep or not
    DISCRETION = "discretion"  # the provider judges by itself whether it applies
    LESS = "less"  # named cases are taken out of it


@dataclass(frozen=True, slots=True)
class CarveOut:
    """A condition or exception and the clauses it speaks of, by number, name or kind of paper.

    `clauses` are the ids of clauses it limits (of the words in `only`, where given), `documents` the papers
    it limits as a whole; with neither it limits whatever else is said on its subject.
    """

    document: str
    clause: str
    span: Span
    quote: str
    reach: Reach
    clauses: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    only: Span | None = None


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A term defined to promise less than its word; `left_out` are the words that say what, if any do.

    `explained_by` are the beginnings of the words by which an honest definition would explain it.
    """

    term: str
    document: str
    clause: str
    span: Span
    quote: str
    left_out: str
    harmless: bool = False
    explained_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """All that was found over a set: who prevails, what was amended, what limits what."""

    rankings: tuple[Ranking, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    carve_outs: tuple[CarveOut, ...] = ()
    narrowings: tuple[Narrowing, ...] = ()
    unclear: tuple[str, ...] = ()  # sentences on versions whose order can't be told
