"""Where an element of a web page is: its own `#id`, or a CSS path from the nearest element that has one."""

import re
from collections import Counter

from lxml.html import HtmlElement

from pipeline.domain.places import ElementAt

_PLAIN_ID = re.compile(r"[A-Za-z_][\w-]*")


class Places:
    """The places of one page's elements; positions among siblings are counted once a parent."""

    def __init__(self, root: HtmlElement) -> None:
        ids = Counter(e.get("id") for e in root.iter() if e.get("id"))
        self._unique = {name for name, times in ids.items() if times == 1}
        self._positions: dict[HtmlElement, dict[HtmlElement, int]] = {}

    def of(self, element: HtmlElement) -> ElementAt:
        """Return the place of the element."""
        steps: list[str] = []
        at: HtmlElement | None = element
        while at is not None:
            name = at.get("id")
            if name in self._unique and name is not None:
                steps.append(f"#{name}" if _PLAIN_ID.fullmatch(name) else f'[id="{_escaped(name)}"]')
                break
            steps.append(self._step(at))
            if at.tag in ("body", "html"):
                break
            at = at.getparent()
        return ElementAt(" > ".join(reversed(steps)))

    def _step(self, element: HtmlElement) -> str:
        parent = element.getparent()
        if parent is None or element.tag in ("body", "html"):
            return str(element.tag)
        if parent not in self._positions:
            self._positions[parent] = _positions(parent)
        return f"{element.tag}:nth-of-type({self._positions[parent][element]})"


def _positions(parent: HtmlElement) -> dict[HtmlElement, int]:
    seen: Counter[str] = Counter()
    positions = {}
    for child in parent:
        seen[str(child.tag)] += 1
        positions[child] = seen[str(child.tag)]
    return positions


def _escaped(name: str) -> str:
    return name.replace("\\", "\\\\").replace('"', '\\"')
