"""What stands around the agreement on a web page by its marks: menus, banners, footers, lists of contents."""

import re

from lxml.html import HtmlElement

from pipeline.readers.web_measure import Measures

_MENUS = ("navigation", "menu", "menubar")
_BANNERS = ("banner", "contentinfo", "search", "complementary", "dialog", "alertdialog")
_LISTS = ("ul", "ol", "table", "p", "div", "nav", "section")
_AROUND_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|cookies?|cookiebar|consent|onetrust|cookiebot|sidebar"
    r"|footer|masthead|topbar|social|share|sharing|newsletter|subscribe|toc|pagination|skip-?link|site-header"
    r"|page-header|related|recommended|banner|popup|modal)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ICON = re.compile(r"[\w\s¶#§»›↑→←•·|/-]{1,30}")
_WITHIN_TERMS = ("main", "article", "section")
_FEW_WORDS = 60
_LOOKED_UP = 200  # ancestors of an element; no page that people made is deeper


def furniture_of(root: HtmlElement, measures: Measures) -> dict[HtmlElement, str]:
    """Return the elements around the agreement, each with why; never more than half of the words."""
    around = {e: why for e in root.iter() if isinstance(e.tag, str) and (why := _why_around(e, measures))}
    outermost = {e: why for e, why in around.items() if not any(a in around for a in e.iterancestors())}
    if sum(map(measures.words, outermost)) > 0.5 * measures.words(root):
        return {e: w for e, w in outermost.items() if e.tag == "nav" or measures.words(e) <= _FEW_WORDS}
    return outermost


def _why_around(element: HtmlElement, measures: Measures) -> str:
    """Say what an element is of the site around the agreement; "" where it may be of the agreement."""
    if element.tag in ("body", "main", "article", "html") or not measures.words(element):
        return ""
    if measures.is_contents(element):
        return "list of the page's parts" if element.tag in _LISTS else ""
    if measures.holds_title(element) and measures.link_share(element) < 0.5:
        return ""
    if element.get("aria-hidden") == "true" and _is_icon(element, measures):
        return "mark for the eye"
    return _by_tag(element, measures) or (
        "menu or banner by its name" if _is_named_so(element, measures) else ""
    )


def _by_tag(element: HtmlElement, measures: Measures) -> str:
    """Say what an element's tag or role makes of it."""
    tag, role = element.tag, element.get("role")
    if tag in ("header", "footer"):
        return "" if _is_within_terms(element) else f"{tag} of the page"
    if tag == "aside":
        beside = not _is_within_terms(element) or measures.link_share(element) >= 0.3
        return "beside the text" if beside else ""
    if tag in ("nav", "menu") or role in _MENUS:
        return "menu"
    return "banner" if tag == "dialog" or role in _BANNERS else ""


def _is_named_so(element: HtmlElement, measures: Measures) -> bool:
    """Judge by class, and by an id where it is more than the anchor of a clause ("consent", "cookies")."""
    names, anchor = element.get("class") or "", element.get("id") or ""
    if not _AROUND_NAMES.search(f"{names} {anchor if not anchor.isalpha() else ''}"):
        return measures.link_share(element) >= 0.5 and bool(_AROUND_NAMES.search(anchor))
    return measures.words(element) <= _FEW_WORDS or measures.link_share(element) >= 0.5


def _is_icon(element: HtmlElement, measures: Measures) -> bool:
    """Tell a picture drawn by a letter or a word of an icon font, which readers see as a picture."""
    text = element.text or ""
    return element.tag in ("i", "span", "a") and measures.words(element) <= 2 and bool(_ICON.fullmatch(text))


def _is_within_terms(element: HtmlElement) -> bool:
    above = zip(element.iterancestors(), range(_LOOKED_UP), strict=False)
    return any(a.tag in _WITHIN_TERMS for a, _ in above)
