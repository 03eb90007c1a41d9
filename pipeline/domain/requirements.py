"""The clause library as the program sees it: families, requirements, checks, wording."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from pipeline.domain.attributes import Attribute
from pipeline.domain.closed import Closed
from pipeline.domain.tailoring import UNTAILORED, CountsAs, Tailoring


class Severity(StrEnum):
    """How much a gap matters, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class CheckKind(StrEnum):
    """What a check does with its term; each kind is one function of the assessment room."""

    DURATION_AT_MOST = "duration_at_most"
    DURATION_AT_LEAST = "duration_at_least"
    PERCENTAGE_AT_LEAST = "percentage_at_least"
    PROCESSES_AT_LEAST = "processes_at_least"


class Effect(StrEnum):
    """What an example sentence does to its requirement."""

    SATISFIES = "satisfies"
    WEAKENS = "weakens"
    TAKES_AWAY = "takes_away"
    NEAR_MISS = "near_miss"


@dataclass(frozen=True, slots=True)
class Subpoint(Closed):
    """One thing the clause must say; `cues` are phrases that signal it.

    It follows, though nothing names it, from words on the requirement that hold one of `follows_from`, or
    one of `follows_if_forbidden` in a sentence that forbids ("shall not … without Customer's consent").
    `add` is a sentence that says it, in the library's own terms, to be added where it is missing.
    """

    id: str
    text: str
    essential: bool
    cues: tuple[str, ...] = ()
    follows_from: tuple[str, ...] = ()
    follows_if_forbidden: tuple[str, ...] = ()
    add: str = ""

    @property
    def number(self) -> int:
        """Return the sub-point's number within its requirement."""
        return int(self.id.rsplit(".", 1)[1])


@dataclass(frozen=True, slots=True)
class Check(Closed):
    """A rule on the requirement: a kind known to the code, the term it looks at and its limits.

    Limits are values such as "72 h", "30 d", "99.5 %" or, for processes, a count; `condition` is for
    the reader. `decides` where the value is what the requirement is about: beyond `partial` nothing is
    left but `weak`. Elsewhere it is one point of several, and costs no more than `met`.
    `unstated` is the most that a promise without any value is worth ("deleted in due course").
    """

    kind: CheckKind
    term: str
    strong: str | None = None
    met: str | None = None
    partial: str | None = None
    condition: str | None = None
    decides: bool = False
    unstated: str | None = None


@dataclass(frozen=True, slots=True)
class Thresholds(Closed):
    """In words: what each status takes."""

    met: str
    partial: str
    weak: str
    strong: str = ""
    contradicted: str = ""


@dataclass(frozen=True, slots=True)
class Example(Closed):
    """A sentence of our own with its known effect; `held_out` ones are never learned from."""

    text: str
    effect: Effect
    subpoints: tuple[int, ...] = ()
    held_out: bool = False


@dataclass(frozen=True, slots=True)
class Bearing(Closed):
    """What a text does to a requirement beside the one it was written for."""

    effect: Effect
    subpoints: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrasing(Example):
    """An example to learn from alone; `also` is all else it bears on, None where nobody has said."""

    also: Mapping[str, Bearing] | None = None


@dataclass(frozen=True, slots=True)
class Wording(Closed):
    """What to propose: the preferred position and the fallback."""

    preferred: str
    fallback: str


@dataclass(frozen=True, slots=True)
class Period(Closed):
    """What to write in place of words for time or notice that hold no number.

    `instead_of` lists those words, empty for all of the vocabulary; `subpoints` are what the new words meet.
    """

    preferred: str
    fallback: str
    subpoints: tuple[int, ...] = ()
    instead_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafting(Closed):
    """How to redline for a requirement.

    `subject` names it within a sentence ("the return of Customer Data"); `fallback_meets` lists the
    sub-points that the fallback wording meets (the preferred wording meets all of them).
    """

    subject: str
    fallback_meets: tuple[int, ...] = ()
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class StandLimit(Closed):
    """A firm's own bounds for the value a check looks at, written as the check's ("72 h").

    Up to `acceptable` it can live with the value whatever the status; from beyond `walk_away` it does
    not sign. `None` where it has no such bound.
    """

    term: str
    kind: CheckKind
    acceptable: str | None = None
    walk_away: str | None = None


@dataclass(frozen=True, slots=True)
class Stand(Closed):
    """A firm's own position on a requirement, as its playbook has it; statuses by name.

    `acceptable` is the least status it can live with; at `walk_away` or worse it does not sign. `held` is
    False where its playbook is silent on the requirement.
    """

    acceptable: str = "met"
    walk_away: str = ""
    note: str = ""
    limits: tuple[StandLimit, ...] = ()
    held: bool = False


@dataclass(frozen=True, slots=True)
class Requirement(Closed):
    """What an agreement should say on one matter, and how to tell."""

    id: str
    title: str
    severity: Severity
    severity_reason: str
    controls: dict[str, tuple[str, ...]]  # edition ("2015", "2026", "27002:2022") → identifiers
    basis: str
    basis_note: str
    mapping_confidence: str
    binds: str
    service_models: tuple[str, ...]
    must_say: str
    subpoints: tuple[Subpoint, ...]
    thresholds: Thresholds
    examples: tuple[Example, ...]
    wording: Wording
    ask: str
    cues: tuple[str, ...]
    near_misses: tuple[str, ...]
    attributes: tuple[Attribute, ...] = ()
    checks: tuple[Check, ...] = ()
    instead: tuple[CountsAs, ...] = ()
    near_miss_cues: tuple[str, ...] = ()
    adverse_cues: tuple[str, ...] = ()
    usual_place: tuple[str, ...] = ()
    control_verification: dict[str, str] = field(default_factory=dict)
    related: tuple[str, ...] = ()
    tells: Literal["", "customer"] = ""  # who must be told; telling others alone promises nothing
    adjacent: dict[str, tuple[str, ...]] = field(default_factory=dict)
    drafting: Drafting | None = None
    stand: Stand = Stand()
    tailoring: Tailoring = UNTAILORED


@dataclass(frozen=True, slots=True)
class Aspect(Closed):
    """One side of a family and the requirement that answers it."""

    aspect: str
    requirement: str


@dataclass(frozen=True, slots=True)
class Family(Closed):
    """A kind of clause and its requirements, in catalogue order."""

    id: str
    title: str
    tier: str
    scope: str
    requirements: tuple[Requirement, ...]
    completeness: tuple[Aspect, ...] = ()


@dataclass(frozen=True, slots=True)
class Alias:
    """A control number in circulation that is wrong, and what it really is."""

    as_written: str
    actual_meaning_of_number: str
    use_instead: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Control:
    """One control of the 2015 edition with its counterparts."""

    id: str
    title: str
    iso27002_2022: tuple[str, ...] = ()
    iso27017_2026: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Process(Closed):
    """One process of the supplier-agreement control and the requirements that speak of it.

    Without an `indispensable` one the list of processes is never complete. Passages on the requirements
    in `wholly` all speak of the process; elsewhere a sentence does that holds one of its `cues`.
    """

    process: str
    requirements: tuple[str, ...]
    indispensable: bool = False
    wholly: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    near_miss_cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameworkPoint(Closed):
    """A point of a framework, as cited there, and what it asks, in our own words.

    `rests_on` are the requirements that decide it; where none is named, all that refer to it do.
    `beyond` says what it also asks and nothing here looks at: it is then never more than partly covered.
    Where it is `only_touched` requirements refer to it and none decides it.
    """

    point: str
    title: str = ""
    group: str = ""
    rests_on: tuple[str, ...] = ()
    beyond: str = ""
    only_touched: bool = False


@dataclass(frozen=True, slots=True)
class Framework(Closed):
    """Another body of rules by which findings can be told.

    `names` are what it is called on the command line; `label` is how a point is cited ("Art. {}").
    Where `complete` is False the points are only those that requirements refer to.
    """

    key: str
    title: str
    document: str
    reference_form: str
    confidence: str
    names: tuple[str, ...] = ()
    label: str = "{}"
    complete: bool = False
    scope: str = ""
    points: tuple[FrameworkPoint, ...] = ()


@dataclass(frozen=True, slots=True)
class AppliedProfile(Closed):
    """A profile that was chosen: its name, who it is for, and what it says of the whole agreement."""

    name: str
    title: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction(Closed):
    """Words that take something away from several requirements at once, wherever they stand.

    `note` is the kind of note a finding gets; where `weakens` is true a finding that is met is met no more.
    Where `speaks_of` names words, one of them stands in the sentence too.
    """

    id: str
    pattern: str
    affects: tuple[str, ...]
    note: str
    says: str
    cues: tuple[str, ...]
    near_miss_cues: tuple[str, ...] = ()
    speaks_of: tuple[str, ...] = ()
    weakens: bool = False


@dataclass(frozen=True, slots=True)
class Scoring:
    """Weights and factors of coverage."""

    severity_weight: dict[Severity, float]
    status_factor: dict[str, float]


@dataclass(frozen=True, slots=True)
class Library:
    """The whole clause library; `digest` is a SHA-256 (hex) over its files.

    `files` names each with its own digest, those of profiles and playbooks laid over it among them.
    """

    version: str
    digest: str
    families: tuple[Family, ...]
    controls: tuple[Control, ...]
    aliases: tuple[Alias, ...]
    processes: tuple[Process, ...]
    scoring: Scoring
    vocabulary: dict[str, dict[str, tuple[str, ...]]]  # file stem → entry → words
    frameworks: tuple[Framework, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    profiles: tuple[AppliedProfile, ...] = ()  # those laid over it, by name
    files: tuple[tuple[str, str], ...] = ()  # name, SHA-256 (hex)

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Return all requirements in catalogue order."""
        return tuple(r for f in self.families for r in f.requirements)
