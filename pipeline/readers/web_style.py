"""What style rules say of an element, as far as it matters to whether it can be read.

Only rules that name a tag, a class or an id and nothing else are looked at, from the page's own
<style> elements and the elements' own style; outside of print and of conditions on the screen.
"""

import re
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

Style = Mapping[str, str]

_LOOKED_AT = frozenset(
    (
        *("display", "visibility", "opacity", "font-size", "color", "background", "background-color"),
        *("background-image", "position", "left", "top", "right", "bottom", "text-indent", "margin-left"),
        *("clip", "clip-path", "width", "height", "max-height", "overflow", "list-style", "list-style-type"),
        "white-space",
    )
)
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE_PART = re.compile(r"[{};]|[^{};]+")
_SELECTOR = re.compile(r"([a-zA-Z][\w-]*)?((?:\.[A-Za-z_][\w-]*)*)(#[A-Za-z_][\w-]*)?")
_ALWAYS = re.compile(r"@media\s+(?:all|screen)\s*|@(?:supports|layer)\b.*", re.IGNORECASE | re.DOTALL)
_MOST = 2_000_000  # characters of style that are looked at


class Styles:
    """The style rules of one page."""

    def __init__(self, root: HtmlElement) -> None:
        self._rules: dict[str, list[tuple[tuple[int, int], frozenset[str], str, Style]]] = {}
        for number, (selector, style) in enumerate(_rules(_sheet(root))):
            self._add(selector, style, number)
        links = (e for e in root.iter("link") if "stylesheet" in (e.get("rel") or "").lower())
        self.elsewhere = next(links, None) is not None  # rules that are not in the file

    def _add(self, selector: str, style: Style, number: int) -> None:
        found = _SELECTOR.fullmatch(selector)
        if found is None or not selector:
            return
        tag, classes, name = (found[1] or "").lower(), frozenset(found[2].split(".")[1:]), found[3] or ""
        key = name or (f".{min(classes)}" if classes else tag)
        weight = 100 * bool(name) + 10 * len(classes) + bool(tag)
        self._rules.setdefault(key, []).append(((weight, number), classes, tag, style))

    def of(self, element: HtmlElement) -> dict[str, str]:
        """Return what is declared for an element itself; nothing is inherited."""
        own = element.get("style")
        classes = (element.get("class") or "").split()
        keys = [str(element.tag), *(f".{c}" for c in classes), f"#{element.get('id')}"]
        rules = [rule for key in keys for rule in self._rules.get(key, ())] if self._rules else []
        if not rules and not own:
            return {}
        style: dict[str, str] = {}
        for _, wanted, tag, declared in sorted(rules, key=lambda rule: rule[0]):
            if wanted <= frozenset(classes) and tag in ("", element.tag):
                style |= declared
        return style | _declarations(own or "")


def _sheet(root: HtmlElement) -> str:
    sheets = (e.text or "" for e in root.iter("style") if (e.get("media") or "").strip().lower() != "print")
    return _COMMENT.sub(" ", "\n".join(sheets)[:_MOST])


def _rules(sheet: str) -> Iterator[tuple[str, Style]]:
    """Yield each selector with what it declares; blocks within conditions are passed over."""
    selector, depth, passed_over = "", 0, 0
    body: list[str] = []
    for part in _RULE_PART.findall(sheet):
        if part == "{":
            depth += 1
            if passed_over == 0 and selector.strip().startswith("@"):
                if _ALWAYS.fullmatch(selector.strip()):
                    depth -= 1  # its rules count as if they stood outside
                else:
                    passed_over = depth
            body = []
        elif part == "}":
            if depth == 1 and passed_over == 0:
                style = _declarations("".join(body))
                if style:
                    yield from ((one.strip(), style) for one in selector.split(","))
            depth = max(0, depth - 1)
            passed_over = 0 if depth < passed_over else passed_over
            selector, body = "", []
        elif depth == 0 and part != ";":
            selector = part
        elif depth == 0:
            selector = ""
        else:
            body.append(part)


def _declarations(text: str) -> dict[str, str]:
    style: dict[str, str] = {}
    for declaration in text.split(";"):
        name, colon, value = declaration.partition(":")
        name = name.strip().lower()
        if colon and name in _LOOKED_AT:
            style[name] = value.replace("!important", "").strip().lower()
    return style
