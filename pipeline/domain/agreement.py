"""A document understood as a contract: clauses, definitions, references, parties."""

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.domain.document import Document
from pipeline.domain.elsewhere import Elsewhere
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.places import Place, Span
from pipeline.domain.terms import Term


class Modality(StrEnum):
    """How strongly words bind, from `modality_scale` of the clause library."""

    BINDING = "binding"
    CONDITIONAL = "conditional"
    DESCRIPTIVE = "descriptive"
    ASPIRATIONAL = "aspirational"
    DISCRETIONARY = "discretionary"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered or headed unit of the agreement, with its own text (not that of its sub-clauses).

    `id` is "<document>.c<n>", n from 1 in text order; `number` is as written ("7.2", "(a)"),
    `path` the full number with its parents ("7.2(a)") where known; `heading` the nearest own
    heading or ""; `parent` the id of the clause above; `kind` is "clause", "schedule",
    "definition", "preamble", "heading" or "contents" (a table of contents or site furniture); the
    last two are never evidence.
    """

    id: str
    document: str
    number: str
    path: str
    heading: str
    text: str
    span: Span
    parent: str | None = None
    level: int = 0
    kind: str = "clause"


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term and the words that define it."""

    term: str
    span: Span
    quote: str


@dataclass(frozen=True, slots=True)
class CrossReference:
    """Words that point to another clause or schedule of the same document ("see clause 7.2")."""

    target: str
    span: Span
    quote: str
    resolved: str | None = None  # clause id, None where the target was not found


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document the text relies on by name or URL; `supplied` is settled over the whole set.

    `changeable` where the provider may change it at will ("as updated from time to time");
    `needed_for` the requirements whose substance is said to be there, by id. An agreement holds each
    mention; `paper` is the same for all mentions of one document, `holds_substance` where the words say
    that the substance is there.
    """

    title: str
    url: str | None
    document: str
    span: Span
    quote: str
    supplied: bool = False
    changeable: bool = False
    needed_for: tuple[str, ...] = ()
    paper: str = ""
    holds_substance: bool = False


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A place left to fill in: "[to be attached]", "____", "TBD".

    `kind` is "blank" (underscores, an empty schedule), "prompt" (bracketed or highlighted words), "open"
    ("TBD") or "option" (a box that is not ticked); `empties` are the requirements that rest on it, by id.
    """

    document: str
    span: Span
    quote: str
    place: Place | None
    kind: str = "prompt"
    clause: str = ""
    empties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Who is meant: role "provider" or "customer", the name where stated, the words used for it."""

    role: str
    name: str | None
    words: tuple[str, ...]

    @property
    def called(self) -> tuple[str, ...]:
        """The name, and its first word where it is called by that: "Acme Hosting Ltd", "Acme"."""
        if not self.name:
            return ()
        first = self.name.split()[0].strip(",.")
        return (self.name, first) if len(first) > 2 and first[:1].isupper() else (self.name,)


@dataclass(frozen=True, slots=True)
class Agreement:
    """One document as a contract.

    `kind` is "dpa", "msa", "tos", "sla", "security", "order_form", "aup", "amendment", "other";
    `language` an ISO 639-1 code or "und"; `is_service_agreement` is False for an invoice, a lease
    and the like, with `not_because` saying why in one sentence.
    """

    document: Document
    kind: str
    kind_confidence: float
    language: str
    is_service_agreement: bool
    not_because: str
    clauses: tuple[Clause, ...]
    definitions: tuple[Definition, ...] = ()
    cross_references: tuple[CrossReference, ...] = ()
    references: tuple[DocumentReference, ...] = ()
    placeholders: tuple[Placeholder, ...] = ()
    parties: tuple[Party, ...] = ()
    terms: tuple[Term, ...] = ()  # whole-agreement terms: dates, initial term, renewal, governing law
    unticked: tuple[Span, ...] = ()  # options whose box is not ticked: their words promise nothing
    drafting: tuple[Span, ...] = ()  # notes to who fills the form in: no words of the agreement

    def clause_at(self, span: Span) -> Clause | None:
        """Return the clause whose text holds the start of the span."""
        inside = (c for c in self.clauses if c.span.start <= span.start < max(c.span.end, c.span.start + 1))
        return min(inside, key=lambda c: len(c.span), default=None)


@dataclass(frozen=True, slots=True)
class AgreementSet:
    """All the agreements of one supplier; `unread` names papers that could not be read at all."""

    supplier: str
    agreements: tuple[Agreement, ...]
    unread: tuple[str, ...] = ()
    groundwork: Groundwork = field(default_factory=Groundwork)

    @property
    def elsewhere(self) -> Elsewhere:
        """Return what was found over the set: who prevails, what was amended, what limits what."""
        return self.groundwork.elsewhere
