"""The short names that parties give themselves: 'Acme Ltd ("Acme")', 'the client (the "Principal")'.

A word that only one paper uses for a side ("Principal", "Institution") is known by who it is said to be, or
by the side it stands opposite: "between Acme Ltd (“Acme”) and the firm that signs (the “Institution”)".
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.language import Vocabulary

_OPENING = 12_000  # characters in which a party gives itself a short name
_BEFORE = 240  # characters in front of ("Provider") in which the name stands
_PARENTHESIS = re.compile(r"\(([^()]{2,260})\)")
_QUOTED = re.compile(r"[\"“„”]\s?([^\"“”„]{1,40}?)[\s,.]*[\"”“]")
# "(the Authority)": a short name without quotation marks is all that its parenthesis holds.
_BARE = re.compile(
    r"\s*(?:hereinafter:?\s+|hereafter:?\s+|each\s+an?\s+)?(?:[Tt]he\s+)([A-Z][a-z]+(?:\s[A-Z][a-z]+)?)\s*"
)
_NAME = re.compile(r"[A-Z0-9][\w&.’'-]*(?:,? (?:[A-Z0-9][\w&.’'-]*|&|of|de|d/b/a|s\.r\.o\.|plc)){0,8}")
_PAPER = re.compile(
    r"\b(?:Terms|Agreement|Policy|Annex|Exhibit|Clauses?|Addendum|Regulation|Directive|Act|Code|Law|Order|Form|Part|Schedule"
    r"|Appendix|Section)\b"
)
_LEGAL_FORM = re.compile(
    r",?\s+(?:Inc\b\.?|INC\b\.?|Ltd\b\.?|LLC|L\.L\.C\.|Limited|GmbH|AG|B\.?V\.?|S\.?A\.?|Corp\b\.?|Corporation|CORPORATION"
    r"|plc|PLC|LLP|Pty Ltd|Oy|AB|AS|ApS|s\.r\.o\.|S\.r\.l\.|Kft\.|Zrt\.|SAS)(?=\W|$)"
)
_LEADING = re.compile(
    r"^(?:(?:(?:Hello|Hi|Welcome)\b[.,!]?|(?:This|These|The|By|BY|Between|BETWEEN|And|AND|Agreement|Terms|of|Service|and|between|by)\b|\(?\d{1,2}(?:\.\d{1,2})*[.)])[\s,]*)+"
)
# What follows a party's word before the parenthesis: "the client named in the order (the …)".
_RELATIVE = (
    r"(?:\s+(?:that|who|which|whose|named|identified|listed|specified|set|as|signing)\b[^.;()]{0,120})?\s*$"
)
# The company "and its subsidiaries" are no two sides.
_JOINED = re.compile(
    r"\s*[,;]?\s*(?:in\s+favou?r\s+of\s+)?(?:and|with)\b(?!\s+(?:its|their|all|any|other)\b)"
    r"(?:[^.;]|(?<=\b[A-Z])\.|(?<=\bInc)\.|(?<=\bLtd)\.)*",
    re.IGNORECASE,
)
_FOR_EACH = re.compile(r"\b(?:for|to|with|and)\s+[^.;()]{1,80}$", re.IGNORECASE)
_EACH = re.compile(r"^\s*each\b", re.IGNORECASE)
_OTHER = {"provider": "customer", "customer": "provider"}


@dataclass(frozen=True, slots=True)
class Alias:
    """Words in a parenthesis that stand for somebody: his name ("" where none is given) and who he is."""

    name: str
    words: tuple[str, ...]
    before: str  # what stands in front, from the last alias on
    is_each: bool  # (each a "Hospital")


def aliases(text: str) -> list[Alias]:
    """Return the short names that an opening gives, in text order."""
    found = []
    last = 0
    for match in _PARENTHESIS.finditer(text[:_OPENING]):
        words = _short_names(match[1])
        if not words:
            continue
        before = text[max(last, match.start() - _BEFORE) : match.start()]
        name = _name_before(before.rpartition("\n")[2])
        found.append(Alias("" if _PAPER.search(name) else name, words, before, bool(_EACH.search(match[1]))))
        last = match.end()
    return found


def _short_names(inside: str) -> tuple[str, ...]:
    """Return the short names in a parenthesis."""
    quoted = tuple(w.removeprefix("the ").removeprefix("The ").strip() for w in _QUOTED.findall(inside))
    bare = _BARE.fullmatch(inside)
    return quoted or ((bare[1],) if bare else ())


def labelled(text: str, vocabulary: Vocabulary) -> dict[str, str]:
    """Return the companies that a cover sheet labels ("The Supplier: Acme Ltd"), each with its side."""
    sides = {word: side for side in _OTHER for word in vocabulary["parties"][side]}
    label = re.compile(rf"\b({'|'.join(map(re.escape, sides))})[ \t]*:[ \t]*(?=\S)", re.IGNORECASE)
    found = {}
    for match in label.finditer(text[:_OPENING]):
        name = _NAME.match(text, match.end())
        form = name and _LEGAL_FORM.search(name[0])
        if name and form:
            found[name[0][: form.end()].strip(" ,.")] = sides[match[1].lower()]
    return found


def has_legal_form(name: str) -> bool:
    """Tell a company's name: "Acme Hosting Ltd"."""
    return _LEGAL_FORM.search(name) is not None


def described_side(alias: Alias, vocabulary: Vocabulary) -> str:
    """Return the side of "the client (hereinafter: “Principal”)", "" where nothing says it."""
    if alias.name:
        return ""
    for side in _OTHER:
        words = "|".join(map(re.escape, vocabulary["parties"][side]))
        if re.search(rf"\b(?:{words})s?{_RELATIVE}", alias.before, re.IGNORECASE):
            return side
    return ""


def opposed(found: Sequence[Alias], at: int, roles: Mapping[str, str]) -> str:
    """Return the side opposite the neighbour that an alias is joined to, "" where there is none."""
    alias = found[at]
    if at and (_JOINED.fullmatch(alias.before) or (alias.is_each and _FOR_EACH.search(alias.before))):
        return _OTHER.get(_side(found[at - 1], roles), "")
    if at + 1 < len(found) and _JOINED.fullmatch(found[at + 1].before):
        return _OTHER.get(_side(found[at + 1], roles), "")
    return ""


def _side(alias: Alias, roles: Mapping[str, str]) -> str:
    sides = {roles.get(w.lower(), roles.get(w, "")) for w in alias.words} - {""}
    return sides.pop() if len(sides) == 1 else ""


def _name_before(text: str) -> str:
    """Return the last name with a legal form, or one that stands right before the parenthesis."""
    names = [(_LEADING.sub("", m[0]), m.end()) for m in _NAME.finditer(text)]
    legal = [name[: form.end()] for name, _ in names for form in [_LEGAL_FORM.search(name)] if form]
    if legal:
        return legal[-1].strip(" ,")
    last, end = names[-1] if names else ("", 0)
    is_name = len(last.split()) > 1 and not last.isupper() and not re.search(r"\d", last)
    return last.strip(" ,.") if is_name and not text[end:].strip(" ,") else ""
