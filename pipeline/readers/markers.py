"""Marks at the start of a line that begin a new block: numbers, letters in brackets, bullets, headings."""

import re

_BULLET = r"[•●○▪▫■□◦‣⁃∙·▶►➢✓✔–—*+-]"
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,4}"
_ROMAN = r"[ivxIVX]{1,5}"
_ITEM = re.compile(
    rf"""(?:
        {_BULLET}\s+\S                                   # • item
      | \((?:\d{{1,3}}|[a-zA-Z]{{1,2}}|{_ROMAN})\)\s*\S  # (a) (iv) (12)
      | (?:{_NUMBER}|[a-zA-Z]|{_ROMAN})\)\s+\S           # a) 1)
      | (?:{_NUMBER}|[a-zA-Z]|{_ROMAN})\.\s+[^\s\d]      # 7. 7.2. a. iv.
      | \d{{1,3}}(?:\.\d{{1,3}}){{1,4}}\s+["“'‘(\[]?[A-Z]  # 7.2 Security, but not "99.9 percent"
      | §+\s*\d
      | o\s+[A-Z]                                        # a bullet drawn in Courier
    )""",
    re.VERBOSE,
)
_PART = re.compile(
    r"(?:ARTICLE|Article|SECTION|Section|CLAUSE|Clause|SCHEDULE|Schedule|ANNEX|Annex|APPENDIX|Appendix|EXHIBIT|Exhibit"
    r"|ATTACHMENT|Attachment|PART|Part)\s+(?:\d{1,3}(?:\.\d{1,3})*|[A-Z]|[IVXLC]{1,6})\b(?P<rest>.*)$"
)
# "Annex 4 to the data processing agreement: Measures" is a title too.
_OF_PAPER = re.compile(
    r"(?:to|of) (?:the|this|our|your)\b(?: [\w'’&-]+){0,5}?"
    r" (?:agreement|contract|terms|conditions|addendum|order|policy)(?:\s*[:(–—-].*)?",
    re.IGNORECASE,
)
_LONE_MARKER = re.compile(
    rf"{_BULLET}|\((?:\d{{1,3}}|[a-zA-Z]{{1,2}}|{_ROMAN})\)|(?:{_NUMBER}|[a-zA-Z]|{_ROMAN})[.)]|\d{{1,3}}(?:\.\d{{1,3}})+"
)
_ITEM_NUMBER = re.compile(rf"^(?:\(?(?:{_NUMBER}|[a-zA-Z]|{_ROMAN})[.)]\s+|{_NUMBER}\s+)")
_SMALL = re.compile(
    "a|an|and|as|at|by|for|from|in|into|of|on|or|per|the|to|under|upon|via|with", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE_END = (".", ";", ":", ",")
_OPEN_WORD = re.compile(
    r"(?:(?<![;,] )\b(?:and|or)|\b(?:of|the|to|in|with|by|under|see|per|sections?|clauses?|articles?"
    r"|paragraphs?|schedule|annex|appendix|exhibit|part)|\b(?:nos?|arts?)\.|[(&/–-])$",
    re.IGNORECASE,
)


def begins_item(line: str) -> bool:
    """Tell whether the line begins with a bullet or a clause or list number."""
    return _ITEM.match(line) is not None


def begins_part(line: str) -> bool:
    """Tell whether the line is a title such as "Schedule 2 – Security", not words that point to one."""
    found = _PART.match(line)
    if found is None or len(line) > 120:
        return False
    rest = found["rest"].strip()
    named = not rest or rest[0] in ".:–—-(" or (rest[0].isupper() and not rest.endswith((",", ";")))
    return named or _OF_PAPER.fullmatch(rest) is not None


def is_heading(line: str) -> bool:
    """Tell whether the line reads as a heading: short, no end of a sentence, in capitals or title case."""
    if not 2 <= len(line) <= 100 or line.endswith(_SENTENCE_END):
        return False
    bare = _ITEM_NUMBER.sub("", line)
    words = _WORD.findall(bare)
    if (
        not words
        or len(words) > 14
        or any(c in bare for c in "_|@")
        or sum(map(len, words)) < 0.5 * len(bare)
    ):
        return False
    if bare.isupper():
        return len(bare) > 3
    telling = [w for w in words if not _SMALL.fullmatch(w)]
    if not words[0][0].isupper() or not telling:
        return False
    capital = sum(1 for w in telling if w[0].isupper())
    return capital >= 0.75 * len(telling)


def is_marker(text: str) -> bool:
    """Tell whether the text is a clause number or bullet and nothing else."""
    return _LONE_MARKER.fullmatch(text) is not None


def runs_on(line: str) -> bool:
    """Tell whether the line breaks off in mid-sentence, so that a number after it belongs to it."""
    return _OPEN_WORD.search(line) is not None


def marker_of(line: str) -> str:
    """Return the number, letter or bullet that the line begins with; "" where it begins with none."""
    return line.split(maxsplit=1)[0] if begins_item(line) else ""
