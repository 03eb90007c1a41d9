"""What stands around the agreement on a web page: menus, banners, footers; and what is hidden."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

_NEVER_TEXT = re.compile(
    "audio|button|canvas|datalist|dialog|embed|head|iframe|input|map|math|noscript|object|option|script|select"
    "|style|svg|template|textarea|video"
)
_AROUND = frozenset(("nav", "aside", "menu"))
_AROUND_ROLES = frozenset(
    (
        "navigation",
        "banner",
        "contentinfo",
        "search",
        "complementary",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
    )
)
_AROUND_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|consent|sidebar|footer|masthead|topbar|social"
    r"|share|sharing|newsletter|subscribe|toc|pagination|skip-?link|site-header|page-header)(?:$|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_OPENS_ON_CLICK = re.compile(
    r"accordion|collaps|tab-?(?:pane|content|panel)|panel|toggle|expand", re.IGNORECASE
)
_FEW_WORDS = 60


def is_never_text(element: HtmlElement) -> bool:
    """Tell whether an element holds no text for a reader: scripts, pictures, controls."""
    return not isinstance(element.tag, str) or _NEVER_TEXT.fullmatch(element.tag) is not None


def is_hidden(element: HtmlElement) -> bool:
    """Tell whether an element is never shown; a folded panel that opens on a click is shown."""
    hidden = element.get("hidden") is not None or _HIDDEN_STYLE.search(element.get("style") or "")
    if not hidden or element.get("hidden") == "until-found" or element.get("role") == "tabpanel":
        return False
    return not _OPENS_ON_CLICK.search(_names(element))


def furniture_of(root: HtmlElement) -> set[HtmlElement]:
    """Return the elements around the agreement; nothing where they would be more than half of the words."""
    around = {e for e in root.iter() if isinstance(e.tag, str) and _is_around(e)}
    outermost = {e for e in around if not any(a in around for a in e.iterancestors())}
    if sum(map(words_in, outermost)) > 0.5 * words_in(root):
        return {e for e in outermost if e.tag == "nav" or words_in(e) <= _FEW_WORDS}
    return outermost


def words_in(element: HtmlElement) -> int:
    """Count the words an element shows, scripts and controls apart."""
    if is_never_text(element):
        return 0
    return sum(len(text.split()) for text in _texts(element))


def _texts(element: HtmlElement) -> Iterator[str]:
    yield element.text or ""
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if inner is element:
            continue
        if event == "end":
            yield inner.tail or ""
        elif is_never_text(inner):
            walk.skip_subtree()
        else:
            yield inner.text or ""


def _is_around(element: HtmlElement) -> bool:
    if element.tag in ("body", "main", "article", "html"):
        return False
    if element.tag in ("header", "footer"):
        return not _is_within_terms(element) and not _holds_title(element)
    if element.tag in _AROUND or element.get("role") in _AROUND_ROLES:
        return not _holds_title(element)
    if element.tag in ("ul", "ol", "table", "p", "div") and _is_contents(element):
        return True
    named = _AROUND_NAMES.search(_names(element)) is not None
    return (
        named
        and not _holds_title(element)
        and (words_in(element) <= _FEW_WORDS or _link_share(element) >= 0.5)
    )


def _is_within_terms(element: HtmlElement) -> bool:
    return any(a.tag in ("main", "article", "section") for a in element.iterancestors())


def _holds_title(element: HtmlElement) -> bool:
    return next(element.iter("h1", "main", "article"), None) is not None


def _is_contents(element: HtmlElement) -> bool:
    """Tell whether an element is a list of links to places on the same page."""
    links = [a for a in element.iter("a") if (a.get("href") or "").startswith("#")]
    return len(links) >= 4 and sum(map(words_in, links)) >= 0.8 * words_in(element)


def _link_share(element: HtmlElement) -> float:
    return sum(map(words_in, element.iter("a"))) / max(1, words_in(element))


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"
