"""Places left to fill in: "[to be attached]", "[●]", "____", "TBD", "{{name}}", "xx/xx/20xx", "☐".

"[1]" is a citation and "[the “Service”]" a definition; an unticked box beside a ticked one is a choice made.
"""

import re
from collections.abc import Iterator

from pipeline.domain.agreement import Placeholder
from pipeline.domain.document import Document
from pipeline.domain.places import Span
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_SHAPES = re.compile(
    r"(?P<blank>_{3,}|\.{8,}(?=\s|$)|…{3,})"
    r"|(?P<braces>\{\{[^{}\n]{1,80}\}\}|<<[^<>\n]{1,80}>>|<(?:insert|enter|name of)[^<>\n]{1,60}>)"
    r"|(?P<date>\b[xX]{2}[/.-][xX]{2}[/.-](?:20)?[xX]{2,4}\b|\b(?:DD|dd)[/.-](?:MM|mm)[/.-](?:YYYY|yyyy|YY|yy)\b)"
    r"|(?P<box>[☐□▢](?=\s*\w))"
    r"|\[(?P<bracket>[^\[\]\n]{0,160})\]"
)
_TICKED = re.compile(r"[☒☑✓✔]|\[[xX]\]")
_NOTHING_IN = re.compile(r"[\s●•.…_*—–-]*$|[xX]{2,}$|\s+$")
_CITATION = re.compile(r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*$|sic$|[\"“”]|\.\.\.$", re.IGNORECASE)


@once_per_vocabulary
def _words(vocabulary: Vocabulary) -> tuple[Phrases, Phrases]:
    words = vocabulary["placeholders"]
    return Phrases({"opens": words["opens"], "holds": words["holds"]}), Phrases({"bare": words["bare"]})


def find_placeholders(document: Document, *, vocabulary: Vocabulary) -> tuple[Placeholder, ...]:
    """Return the places left to fill in, in text order, none overlapping."""
    spans: list[Span] = []
    for block in document.blocks:
        text = document.quote(block.span)
        for span in sorted((*_shaped(text, vocabulary), *_spelled(text, vocabulary))):
            moved = Span(block.span.start + span.start, block.span.start + span.end)
            if not spans or not spans[-1].overlaps(moved):
                spans.append(moved)
    return tuple(Placeholder(document.id, s, document.quote(s), document.locate(s)) for s in spans)


def _shaped(text: str, vocabulary: Vocabulary) -> Iterator[Span]:
    ticked = bool(_TICKED.search(text))
    for match in _SHAPES.finditer(text):
        if match["box"] and ticked:
            continue
        if match["bracket"] is not None and not _is_open(match["bracket"], text[match.end() :], vocabulary):
            continue
        yield Span(match.start(), match.end())


def _is_open(inside: str, after: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a bracket waits to be filled in."""
    if _CITATION.match(inside.strip()) or after.startswith("("):  # "[text](link)" is Markdown
        return False
    if _NOTHING_IN.match(inside):
        return bool(inside) and inside.strip() not in ("x", "X", "…", "...")
    openers, _ = _words(vocabulary)
    return any(
        entry == "holds" or not inside[: span.start].strip(" :*") for entry, span in openers.find(inside)
    )


def _spelled(text: str, vocabulary: Vocabulary) -> Iterator[Span]:
    """Yield "TBD" and "to be attached" where they stand for a missing answer."""
    _, bare = _words(vocabulary)
    for _, span in bare.find(text):
        alone = len(text.split()) <= 12 or re.match(r"\s*(?:$|[.;|)\]])", text[span.end :])
        if alone:
            yield span
