"""How much the elements of a page say, and how much of that is links: counted in one pass."""

import re

from lxml import etree
from lxml.html import HtmlElement

_NEVER_TEXT = re.compile(
    "audio|canvas|datalist|embed|head|iframe|input|map|math|noscript|object|option|script|select|style|svg|textarea"
    "|video"
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TITLES = ("h1", "main", "article")
DEEPEST = 2_000  # elements one inside the other; the parser drops what lies deeper than 2,048


class Measures:
    """Words of every element of one page, words in links, links to places on the page, titles."""

    def __init__(self, root: HtmlElement) -> None:
        self._of: dict[HtmlElement, tuple[int, int, int, int, int]] = {}
        self.depth = 0
        self._count(root)

    def words(self, element: HtmlElement) -> int:
        """Return how many words an element shows, scripts and controls apart."""
        return self._of.get(element, _NOTHING)[0]

    def link_share(self, element: HtmlElement) -> float:
        """Return which share of an element's words is in links."""
        words, linked, *_ = self._of.get(element, _NOTHING)
        return linked / max(1, words)

    def is_contents(self, element: HtmlElement) -> bool:
        """Tell whether an element is a list of links to places on the same page."""
        words, _, links, linked, _ = self._of.get(element, _NOTHING)
        return links >= 4 and linked >= 0.8 * words

    def holds_title(self, element: HtmlElement) -> bool:
        """Tell whether the page's title, or its main part, is in an element."""
        return self._of.get(element, _NOTHING)[4] > 0

    def _count(self, root: HtmlElement) -> None:
        """Walk once, adding what closes to what holds it: words, linked, places, words of these, titles."""
        stack: list[list[int]] = []
        links = 0
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if is_never_text(element):
                    walk.skip_subtree()
                    stack.append([0] * 5)
                    continue
                links += element.tag == "a"
                words = len((element.text or "").split())
                stack.append([words, words if links else 0, 0, 0, int(element.tag in _TITLES)])
                self.depth = max(self.depth, len(stack))
                continue
            counts = stack.pop()
            if not is_never_text(element):
                if element.tag == "a" and (element.get("href") or "").startswith("#"):
                    counts[2:4] = [counts[2] + 1, counts[3] + counts[0]]
                links -= element.tag == "a"
                self._of[element] = (counts[0], counts[1], counts[2], counts[3], counts[4])
            if stack:
                after = len((element.tail or "").split())
                counts[0] += after
                counts[1] += after if links else 0
                stack[-1] = [a + b for a, b in zip(stack[-1], counts, strict=True)]


_NOTHING = (0, 0, 0, 0, 0)


def is_never_text(element: HtmlElement) -> bool:
    """Tell whether an element holds no text for a reader: scripts, pictures, controls."""
    if not isinstance(element.tag, str):
        return True
    if element.tag == "button":
        return not _opens_something(element)
    return _NEVER_TEXT.fullmatch(element.tag) is not None


def _opens_something(button: HtmlElement) -> bool:
    """Tell whether a button is the heading of a panel that it unfolds."""
    if button.get("aria-expanded") is not None or button.get("aria-controls") is not None:
        return True
    names = (
        f"{button.get('class') or ''} {button.get('data-toggle') or ''} {button.get('data-bs-toggle') or ''}"
    )
    parent = button.getparent()
    return "accordion" in names or "collapse" in names or (parent is not None and parent.tag in _HEADINGS)
