"""Changes of properties settled: dropped, or the earlier properties put back."""

from lxml import etree

from pipeline.ooxml.elements import name_of

CHANGES = frozenset(
    (
        "rPrChange",
        "pPrChange",
        "sectPrChange",
        "tblPrChange",
        "tblPrExChange",
        "tblGridChange",
        "trPrChange",
        "tcPrChange",
        "numberingChange",
    )
)
# What the earlier properties don't tell of: it stands beside them and is settled by itself.
_KEPT = {
    "rPrChange": frozenset(("ins", "del", "moveFrom", "moveTo")),
    "pPrChange": frozenset(("rPr", "sectPr")),
    "sectPrChange": frozenset(("headerReference", "footerReference")),
    "trPrChange": frozenset(("ins", "del")),
    "tcPrChange": frozenset(("cellIns", "cellDel", "cellMerge")),
}
_LAST = frozenset(("rPr", "sectPr", "ins", "del", "cellIns", "cellDel", "cellMerge"))


def settle_properties(mark: etree._Element, *, accept: bool) -> None:
    """Accept or reject one change of properties."""
    properties = mark.getparent()
    if properties is None:
        return
    if not accept and name_of(mark) != "numberingChange":
        _put_back(mark, properties)
    mark.tail = None
    if mark.getparent() is not None:
        properties.remove(mark)
    above = properties.getparent()
    if (
        not len(properties)
        and not properties.attrib
        and above is not None
        and name_of(mark) != "tblGridChange"
    ):
        above.remove(properties)


def _put_back(mark: etree._Element, properties: etree._Element) -> None:
    name = name_of(mark)
    kept_names = _KEPT.get(name, frozenset())
    earlier = mark[0] if len(mark) else None
    kept = [e for e in properties if e is not mark and name_of(e) in kept_names]
    for element in list(properties):
        if element is not mark:
            properties.remove(element)
    old = list(earlier) if earlier is not None else []
    if name == "sectPrChange" and earlier is not None:
        properties.attrib.clear()
        for key, value in earlier.attrib.items():
            properties.set(key, value)
    behind = name not in ("rPrChange", "sectPrChange")  # marks of a run's end and references come first
    for element in (*old, *kept) if behind else (*kept, *old):
        mark.addprevious(element)
