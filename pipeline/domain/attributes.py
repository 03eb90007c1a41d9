"""What a requirement wants extracted, and which of the values in a text are it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from pipeline.domain.closed import Closed


class Holds(StrEnum):
    """The kinds of value an attribute may hold; the extraction room knows how each is said."""

    DEADLINE = "deadline"  # by when something is done
    REPAIR = "repair"  # by when a flaw is mended
    HANDOVER = "handover"  # by when something is handed back
    FREQUENCY = "frequency"  # how often
    PERIOD = "period"  # how long something is kept up
    RETENTION = "retention"  # how long records are kept
    RETRIEVAL = "retrieval"  # how long data can still be had
    COPIES = "copies"  # by when copies of data are gone
    NOTICE = "notice"  # how long before, or after, somebody is told
    ADVANCE_NOTICE = "advance notice"  # how long before only
    AUDIT_NOTICE = "audit notice"  # how long before an audit
    INCIDENT_NOTICE = "incident notice"  # by when the customer learns of an incident
    REMINDER = "reminder"  # how long before data goes
    ENDING = "ending"  # how long before, or after what, the agreement ends
    SERVICE_TIME = "service time"  # over which, or in which, the service is measured
    AVAILABILITY = "availability"
    STANDARD = "standard"
    OWN_STANDARD = "own standard"  # a standard that the provider itself is held to
    FORMAT = "format"
    GOVERNING_LAW = "governing law"
    VENUE = "venue"


@dataclass(frozen=True, slots=True)
class Attribute(Closed):
    """A value worth extracting for a requirement.

    `holds` is the kind of value, without which only a reader fills it in; lists of regions need none.
    `about` are the subjects (vocabulary, value_subjects) that the words around a value must name one of;
    a value around which nothing is named counts too, unless the attribute is `named`. `of` is the side
    that a time runs for: one of the other side is never meant. `yields_to` is the subject that has the
    value where it stands nearer. Where something is done in turns ("every week"), that answers an
    attribute which is no frequency where it is about one of `turns`. `passes_over` are changes: a notice
    of these alone is another matter. `called` is what a value is called by the subject nearest to it, and
    `standards` what a name of a standard begins with.
    """

    name: str
    type: str
    note: str = ""
    holds: Holds | None = None
    about: tuple[str, ...] = ()
    named: bool = False
    of: Literal["", "provider", "customer"] = ""
    yields_to: str = ""
    turns: tuple[str, ...] = ()
    passes_over: tuple[Literal["change of prices", "change of terms", "change of services"], ...] = ()
    called: Mapping[str, str] = field(default_factory=dict)
    standards: tuple[str, ...] = ()
