"""Which lines are headings: by the file's own word, by capitals, by brevity; and run-in headings.

"7. DEFINITIONS." and "Data Retention" are headings; "Security. Provider shall …" carries one.
"""

import re

from pipeline.domain.document import BlockKind
from pipeline.structure.numbering import Label, Style

_MOST_WORDS = 12
_MOST_WORDS_PLAIN = 9  # without a number or capitals
_MOST_WORDS_NUMBERED = 8  # "4 Data retention" needs no capitals
_MOST_WORDS_STYLED = 25  # Word's heading styles are used for whole clauses too
_VERBS = re.compile(
    r"\b(?:shall|will|must|may|can|is|are|was|were|has|have|agrees?|means|does|do|should|would|provides?|includes?)\b"
)
_SMALL = re.compile(
    r"(?:an?|and|as|at|by|for|from|in|into|of|on|or|over|per|the|to|under|upon|vs|with|your|our)"
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ][\wÀ-ÿ’'/-]*")
_SAYS = re.compile(rf"{_VERBS.pattern}|\b(?:means?|remains?|appl(?:y|ies)|governs?|requires?)\b")
_FEWEST_SAID = 4  # words of a sentence
_RUN_IN = re.compile(r"\s*(?P<heading>[A-Z][^.:;!?()\n]{2,70}?)\s?(?P<stop>[.:])\s*[–—-]?\s+(?=[\"“(A-Z])")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that)\b")
_QUOTED = re.compile(r"[\"“][^\"“”]{1,40}[\"”]")  # 'Services provided "as is"' is a title
_UNFINISHED = re.compile(r"[,;]$|\b(?:and|or|the|of|to)$")


def is_heading(text: str, *, kind: BlockKind, label: Label | None) -> bool:
    """Tell whether a block is a heading and nothing else."""
    if kind in (BlockKind.TABLE_ROW, BlockKind.FOOTNOTE):
        return False
    body = text[label.end :].strip() if label else text.strip()
    words = _WORD.findall(body)
    if kind is BlockKind.HEADING:
        return len(words) <= _MOST_WORDS_STYLED and not _is_sentence(body, words)
    if label and label.style is Style.BULLET:
        return False
    if not words:
        return bool(label and label.style is Style.DECIMAL and label.written[0].isalpha())
    return len(words) <= _MOST_WORDS and _reads_as_title(body, words, label=label)


def _is_sentence(body: str, words: list[str]) -> bool:
    """Tell a short clause in the style of a heading ("Provider shall log access.") from its title."""
    if not body.endswith((".", ";")):
        return False
    return len(words) > _MOST_WORDS or (
        len(words) >= _FEWEST_SAID and _SAYS.search(body) is not None and not titled(words)
    )


def _reads_as_title(body: str, words: list[str], *, label: Label | None) -> bool:
    if (
        _UNFINISHED.search(body)
        or not words[0][0].isupper()
        or re.search(r":\s*\S|https?:|@|\d{4}|[|$€£]", body)
    ):
        return False
    if _VERBS.search(_QUOTED.sub(" ", body.lower())) or re.search(r"[.!?]\s+\S", body):
        return False
    if label is not None and label.style is Style.DECIMAL:
        return titled(words) or (len(words) <= _MOST_WORDS_NUMBERED and body[-1] not in ".!?")
    if body.isupper():
        return True
    is_row = len(words) > _MOST_WORDS_PLAIN or re.search(r"\d\d", body)  # of a table, or an address
    return not is_row and (body[-1] not in ".!?" or len(words) == 1) and titled(words)


def titled(words: list[str]) -> bool:
    """Tell whether most of the words that count begin with a capital."""
    counting = [word for word in words if not _SMALL.fullmatch(word.lower())]
    return bool(counting) and sum(word[0].isupper() for word in counting) >= 0.6 * len(counting)


def may_be_heading(text: str) -> bool:
    """Tell whether a line could be a heading that is written like a sentence: "Limits of liability"."""
    body = text.strip()
    words = _WORD.findall(body)
    if not words or len(words) > _MOST_WORDS_NUMBERED or not body[0].isupper() or not body[-1].isalpha():
        return False
    return not (
        _UNFINISHED.search(body)
        or _RELATIVE.search(body)
        or _VERBS.search(body.lower())
        or re.search(r"[\d:;@|$€£\n]|https?:", body)
    )


def row_heading(text: str, *, label: Label | None) -> str:
    """Return "Security" of the table row "7.2 | Security | Provider shall …", or ""."""
    cells = [cell.strip() for cell in text[label.end if label else 0 :].strip(" |").split(" | ")]
    words = _WORD.findall(cells[0])
    if label is None or len(cells) != 2 or not 0 < len(words) <= _MOST_WORDS_NUMBERED:
        return ""
    return "" if _VERBS.search(cells[0].lower()) else cells[0].rstrip(".:")


def run_in_heading(text: str, *, label: Label | None) -> str:
    """Return "Security" of "7.2 Security. Provider shall …", or ""."""
    match = _RUN_IN.match(text, label.end if label else 0)
    if not match:
        return ""
    words = _WORD.findall(match["heading"])
    if not words or len(words) > 8 or not titled(words) or _VERBS.search(match["heading"].lower()):
        return ""
    return match["heading"].strip()
