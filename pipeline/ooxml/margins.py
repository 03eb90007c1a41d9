"""Headers and footers: which parts hold them, and where the section begins that first has them."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.domain.apart import Apart
from pipeline.ooxml.elements import attribute, children
from pipeline.ooxml.package import Relationship

_KINDS = {"header": Apart.HEADER, "footer": Apart.FOOTER}


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the main part: its properties, the index of its first paragraph."""

    properties: etree._Element
    begins: int


def margins_of(
    sections: list[Section], ties: dict[str, Relationship]
) -> Iterator[tuple[Apart, str, int | None]]:
    """Yield each header and footer part once, with where its first section begins (None: it has none)."""
    begins: dict[str, int] = {}
    for section in sections:
        for kind in _KINDS:
            for reference in children(section.properties, f"{kind}Reference"):
                tie = ties.get(attribute(reference, "id") or "")
                if tie is not None and not tie.external:
                    begins.setdefault(tie.target, section.begins)
    seen: set[str] = set()
    parts = [
        (_KINDS[tie.kind], tie.target) for tie in ties.values() if tie.kind in _KINDS and not tie.external
    ]
    order = sorted(parts, key=lambda part: (begins.get(part[1], float("inf")), part[0], part[1]))
    for kind, part in order:
        if part not in seen:
            seen.add(part)
            yield kind, part, begins.get(part)
