"""The order that the schema of WordprocessingML wants of the elements we write, as tables."""

from lxml import etree

_MARK = ("ins", "del", "moveFrom", "moveTo")
_LOOK = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
    "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange"
)
_PARAGRAPH = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_ORDER = {"pPr": _PARAGRAPH.split(), "rPr": [*_MARK, *_LOOK.split()]}
_FIRST = {"p": "pPr", "r": "rPr"}
_HELD = {
    "ins": {"r", "del", "commentRangeStart", "commentRangeEnd", "bookmarkStart", "bookmarkEnd"},
    "del": {"r", "commentRangeStart", "commentRangeEnd"},
    "r": {"rPr", "t", "delText", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "sym", "ptab", "commentReference",
          "lastRenderedPageBreak", "annotationRef"},
    "comment": {"p"},
}  # fmt: skip


def faults(root: etree._Element, author: str) -> list[str]:
    """Return what of an author's marks, and around them, is out of order."""
    found: list[str] = []
    for element in root.iter("{*}*"):
        name, names = _name(element), [_name(inner) for inner in element]
        order = _ORDER.get(name)
        if order:
            places = [order.index(n) for n in names if n in order]
            found += (
                [f"{name}: {names}"] if places != sorted(places) or len(set(places)) < len(places) else []
            )
        first = _FIRST.get(name)
        if first and first in names[1:]:
            found.append(f"{first} is not first in {name}")
        if _author(element) == author:
            found += _faults_of(element, name, names)
    return found


def _faults_of(mark: etree._Element, name: str, names: list[str]) -> list[str]:
    found = [f"{name} lacks {key}" for key in ("id", "author", "date") if key not in _attributes(mark)]
    if _name(mark.getparent()) == "rPr":
        return found + ([f"{name} of an end holds {names}"] if names else [])
    held = _HELD.get(name, set(names))
    found += [f"{name} holds {n}" for n in names if n not in held]
    for run in mark.iter("{*}r"):
        texts = {_name(e) for e in run}
        within = {_name(e) for e in run.iterancestors()}
        found += ["struck words are not delText"] if "del" in within and "t" in texts else []
        found += ["delText is not struck"] if "del" not in within and "delText" in texts else []
    return found


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attributes(element: etree._Element) -> set[str]:
    return {str(key).rpartition("}")[2] for key in element.attrib}


def _author(element: etree._Element) -> str | None:
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == "author"), None)
