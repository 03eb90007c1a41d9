"""What a page says before and after the agreement: menus, banners and footers that bear no mark as such.

A saved page often has lost its tags, so the words must tell. Only what stands at either end of the
page and looks like a site all around is taken off; within the agreement nothing is.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache

import yaml

from pipeline.domain.document import BlockKind
from pipeline.readers.drafts import Draft
from pipeline.readers.markers import begins_item, begins_part, is_heading
from pipeline.resources import library_folder

_SMALL_WORDS = re.compile(
    r"\b(?:the|of|to|and|in|a|an|for|is|are|by|or|that|with|any|this|these|be|as|on|not|may|will|shall|such|which|at|from"
    r"|its|their|our|your)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\b(?:shall|will|must|may|agree[sd]?|means?|warrants?|liable|liability|within|pursuant|hereby|applies|apply"
    r"|between|effective|updated?|modified|version|governs?|incorporated)\b",
    re.IGNORECASE,
)
_BINDS = re.compile(
    r"\b(?:shall|must|agree[sd]?|liable|appl(?:y|ies)|govern(?:s|ed)?|pursuant|hereby|incorporated|precedence)\b",
    re.IGNORECASE,
)
_OF_A_SITE = re.compile(
    r"©|\bcopyright\b.{0,12}\d{4}|\ball rights reserved\b|\bskip to (?:main )?content\b|\bselect language"
    r"|\bgoogletagmanager\b|\bwe use cookies\b|\b(?:web)?site uses\b.{0,40}\bcookies\b"
    r"|\b(?:accept|manage|allow) (?:all )?cookies\b|\bsign up for our newsletter\b|^<iframe\b|^back to top$"
    r"|contribute a better translation\b",
    re.IGNORECASE,
)
_LEGAL_MENU = re.compile(
    r"(?:privacy|cookie|legal|data protection|terms|acceptable use|imprint|impressum)"
    r"(?: (?:and|of|privacy|policy|notice|notices|statement|conditions|service|services|use|settings)){0,3}"
)
_JOINTS = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z])")
_LOOKED_AT = 300  # lines at the beginning of a page
_OPENING = 12  # words in which an agreement says what it is
_BEGINNING = 2_000  # characters of a line
_LONGEST_ENTRIES = 200  # characters of a menu run together
_NEAR = 6  # lines before and after one
_FULL = 25  # words of a block that is prose beyond doubt
_SHORT = 8  # words of an entry of a menu
_BLURB = 24  # words of a line below such an entry
_SITE_LINE = 60  # words of a cookie banner or a copyright line
_FEWEST = 4  # signs of a site before its lines are taken off
_SHARE = 0.3  # of the lines at that end


@dataclass(frozen=True, slots=True)
class Shown:
    """A block of a page, and whether all of it is a link."""

    draft: Draft
    linked: bool


def agreement_of(blocks: Sequence[Shown]) -> range:
    """Return which of the blocks are the agreement's, without the site's before and after it."""
    texts = [block.draft.text for block in blocks]
    prose = [at for at, text in enumerate(texts) if _is_prose(text, blocks[at].draft)]
    again = _menus_again([_plain(text) for text in texts[:_LOOKED_AT]])
    signs = _signs(blocks, texts, again)
    prose = [at for at in prose if not _is_amid(at, signs, texts)]
    if not prose:
        return range(len(blocks))
    start = _start(prose[0], blocks, texts, signs, again)
    end = _end(prose[-1] + 1, blocks, texts, signs)
    return range(start, end)


def _is_prose(text: str, draft: Draft) -> bool:
    """Tell words of an agreement from those of a menu: a full sentence, or a numbered or promising line."""
    words = len(text.split())
    if draft.kind is BlockKind.TABLE_ROW:
        return False
    small = len(_SMALL_WORDS.findall(text))
    if _OF_A_SITE.search(text) and words <= _SITE_LINE:
        return False
    if words >= _FULL:
        return small >= 0.2 * words or _BINDS.search(text) is not None
    return words >= _SHORT and small >= 0.15 * words and (begins_item(text) or bool(_PROMISE.search(text)))


def _signs(blocks: Sequence[Shown], texts: Sequence[str], again: Container[int]) -> list[bool]:
    """Tell for each block whether it looks like a site's: a link, a word of menus, a repetition."""
    plain = [_plain(text) for text in texts]
    times = Counter(plain)
    return [
        at in again
        or _is_run_together(text)
        or bool(_OF_A_SITE.search(text) and len(text.split()) <= _SITE_LINE)
        or _is_entry(block, text, same, times[same])
        for at, (block, text, same) in enumerate(zip(blocks, texts, plain, strict=True))
    ]


def _is_entry(block: Shown, text: str, plain: str, times: int) -> bool:
    """Tell whether a short line is an entry of a menu: linked, known as one, or there more than once."""
    if len(text.split()) > _SHORT or block.draft.kind is BlockKind.TABLE_ROW or begins_item(text):
        return False
    known = plain in _navigation() or _LEGAL_MENU.fullmatch(plain) is not None
    return block.linked or known or (times > 1 and not _PROMISE.search(text))


def _menus_again(plain: Sequence[str]) -> set[int]:
    """Return the short lines of which four in a row stand in another line too: a menu, drawn twice."""
    long = [text[:_BEGINNING] for text in plain if len(text.split()) >= _FEWEST]
    found: set[int] = set()
    for at in range(len(plain) - _FEWEST + 1):
        entries = plain[at : at + _FEWEST]
        if all(0 < len(e.split()) <= _SHORT for e in entries) and any(
            " ".join(entries) in text for text in long
        ):
            found.update(range(at, at + _FEWEST))
    return found


def _is_run_together(text: str) -> bool:
    """Tell whether a line is words of a menu without the spaces between them ("About usCareers")."""
    parts = _JOINTS.split(text) if len(text) < _LONGEST_ENTRIES else []
    known = sum(_plain(part) in _navigation() for part in parts)
    return known >= 2 and known >= 0.5 * len(parts)


def _is_amid(at: int, signs: Sequence[bool], texts: Sequence[str]) -> bool:
    """Tell whether a sentence stands among the entries of a menu, before and after, and promises nothing."""
    before, after = signs[max(0, at - _NEAR) : at], signs[at + 1 : at + 1 + _NEAR]
    return (
        len(texts[at].split()) < 2 * _FULL
        and not begins_item(texts[at])
        and not _BINDS.search(texts[at])
        and min(sum(before), sum(after)) >= 2
        and sum(before) + sum(after) >= 0.5 * (len(before) + len(after))
    )


def _start(
    first: int, blocks: Sequence[Shown], texts: Sequence[str], signs: Sequence[bool], again: Container[int]
) -> int:
    """Return where the agreement begins: after the last sign of a site, but with its title."""
    start = first
    while start and first - start < _FEWEST and _is_title(blocks[start - 1], texts[start - 1]):
        of_text = start - 1 not in again and _is_of(texts[start - 1], blocks[start - 1], texts[first])
        if signs[start - 1] and not of_text:
            break
        start -= 1
    taken = [at for at in range(start) if signs[at]]
    if len(taken) < _FEWEST or len(taken) < _SHARE * (taken[-1] + 1):
        return _without_lines(0, start, 1, texts)
    return taken[-1] + 1 + _blurbs(taken[-1] + 1, start, texts)


def _end(after: int, blocks: Sequence[Shown], texts: Sequence[str], signs: Sequence[bool]) -> int:
    """Return where the agreement ends: before the first sign of a site after its last sentence."""
    last = len(blocks)
    if after and texts[after - 1].rstrip().endswith(":"):  # what it lists is the agreement's
        while after < last and blocks[after].draft.kind is BlockKind.LIST_ITEM:
            after += 1
    taken = [at for at in range(after, last) if signs[at]]
    for at in taken:
        rest = [n for n in taken if n >= at]
        if len(rest) >= _FEWEST and len(rest) >= _SHARE * (last - at):
            return at - (1 if at > after and _heads(texts[at - 1], blocks[at - 1]) else 0)
    return _without_lines(last, after, -1, texts)


def _without_lines(edge: int, inner: int, step: int, texts: Sequence[str]) -> int:
    """Take off single lines of a site at the very edge: a cookie banner, a copyright line."""
    while edge != inner and _OF_A_SITE.search(texts[edge if step > 0 else edge - 1]):
        edge += step
    return edge


def _blurbs(at: int, start: int, texts: Sequence[str]) -> int:
    """Return how many lines that only advertise follow a menu: no promise, no date, no title."""
    count = 0
    for text in texts[at:start]:
        if (
            len(text.split()) > _BLURB
            or _PROMISE.search(text)
            or re.search(r"\d{4}", text)
            or is_heading(text)
        ):
            break
        count += 1
    return count


def _is_title(block: Shown, text: str) -> bool:
    words = text.split()
    dated = re.search(r"\b(?:19|20)\d\d\b", text) is not None
    heading = block.draft.kind is BlockKind.HEADING or is_heading(text) or begins_part(text)
    return len(words) <= 20 and not block.linked and (heading or dated) and not _OF_A_SITE.search(text)


def _is_of(title: str, block: Shown, sentence: str) -> bool:
    """Tell a title that is also a word of menus by its tag, or by the first sentence speaking of it."""
    opening = " ".join(_plain(sentence[:_BEGINNING]).split()[:_OPENING])
    return block.draft.kind is BlockKind.HEADING or _plain(title) in opening


def _heads(text: str, block: Shown) -> bool:
    """Tell whether a line is the heading of a menu below it."""
    return len(text.split()) <= 3 and block.draft.kind is BlockKind.HEADING and not begins_item(text)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


@cache
def _navigation() -> frozenset[str]:
    """Return the words of menus, from the vocabulary of the clause library."""
    data = yaml.safe_load((library_folder() / "vocabulary" / "furniture.yaml").read_text(encoding="utf-8"))
    return frozenset(_plain(str(word)) for word in data["navigation"])
