"""Names in OSCAL: identifiers made from digests, control ids, properties."""

import re
import uuid
from dataclasses import dataclass
from typing import Any

from pipeline.domain.requirements import Requirement
from pipeline.reports.escaping import one_line
from pipeline.reports.words import EDITIONS

Json = dict[str, Any]

OSCAL_VERSION = "1.1.3"
NAMESPACE = "urn:clausegap:oscal"  # of our properties: no address, since nothing is to be fetched
UNDATED = "1970-01-01T00:00:00Z"
_ROOT = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)
_NO_TOKEN = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True)
class Ids:
    """Identifiers (UUID, version 5) below one: the same names give the same, another content gives others."""

    below: uuid.UUID

    @classmethod
    def of(cls, content: str) -> "Ids":
        """Return the identifiers of a content."""
        return cls(uuid.uuid5(_ROOT, content.encode("utf-8", errors="replace").decode()))

    def within(self, *names: object) -> "Ids":
        """Return the identifiers of a part."""
        return Ids(uuid.UUID(self(*names)))

    def of_whole(self) -> str:
        """Return the identifier of the content itself."""
        return str(self.below)

    def document(self, sha256: str) -> str:
        """Return the identifier of a file, the same in every review that holds it."""
        return str(uuid.uuid5(_ROOT, sha256))

    def __call__(self, *names: object) -> str:
        """Return the identifier of what these names name."""
        return str(uuid.uuid5(self.below, "\x1f".join(map(str, names))))


def prop(name: str, value: object, *, remarks: str = "") -> Json:
    """Return a property of our namespace."""
    said = {"name": name, "ns": NAMESPACE, "value": string(str(value))}
    return said | {"remarks": remarks} if remarks else said


def string(text: str) -> str:
    """Return the text as OSCAL's strings are: one line, visible, never empty."""
    return one_line(text) or "-"


def control_ids(requirement: Requirement) -> tuple[str, ...]:
    """Return the requirement's controls of both editions as tokens: "iso27017-2015_CLD.8.1.5"."""
    return tuple(
        f"iso27017-{edition}_{_NO_TOKEN.sub('-', identifier)}"
        for edition in EDITIONS
        for identifier in requirement.controls.get(edition, ())
    )
