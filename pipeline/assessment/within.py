"""What a finding is made within: the usable agreements, the library, and how much was searched."""

from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.domain.agreement import Agreement, AgreementSet
from pipeline.domain.reading import ReadAgreement
from pipeline.domain.requirements import Library
from pipeline.domain.review import Searched


@dataclass(frozen=True, slots=True)
class Set:
    """The agreements that findings may rest on, by document id.

    `unread` says, as the end of a sentence, what may hold an answer but was not read ("" if nothing);
    `missing` names documents that are relied on and not supplied. `agreements` holds every document of
    the set, usable or not; `readings` the usable ones with their passages.
    """

    documents: Mapping[str, Agreement]
    library: Library
    searched: Searched
    agreements: AgreementSet
    unread: str = ""
    missing: tuple[str, ...] = ()
    readings: tuple[ReadAgreement, ...] = ()
