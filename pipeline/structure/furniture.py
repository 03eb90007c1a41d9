"""Site furniture and tables of contents: text of the page, not of the agreement.

Only lines that nobody could take for a promise are marked: what is marked is never evidence.
"""

import re

from pipeline.domain.document import Document
from pipeline.language import Phrases, Vocabulary, once_per_vocabulary

_SHORT = 8  # words in a menu entry
_FEWEST = 4  # entries in a menu
_LANGUAGES = 6  # names of languages in a line that is a choice of language
_SHARE = 0.4  # of its lines that are known menu words
_LONG = 16  # entries of a site's whole menu, its products among them
_TITLES = 3  # lines that may be the agreement's title, its date and its first heading
_FEWEST_OF_MANY = 3  # known menu words, each counted once, where they are many
_FEWEST_OF_LONG = 5  # known menu words in such a one
_BANNER = 40  # words in a cookie banner
_CONTENTS_LINE = re.compile(
    r"(?:\.\s?){4,}\s*\d{0,3}\s*$|…+\s*\d{0,3}\s*$|^\s*(?:\d[\d.]*\s+)?\D{3,60}\t\s*\d{1,3}$"
)
_PROMISE = re.compile(r"\b(?:shall|will|must|may|agree|means|within|not)\b", re.IGNORECASE)


@once_per_vocabulary
def _known(vocabulary: Vocabulary) -> tuple[frozenset[str], Phrases, frozenset[str]]:
    words = vocabulary["furniture"]
    languages = (name.lower() for name in words["languages"])
    return (
        frozenset((*words["navigation"], *languages)),
        Phrases({"banner": words["banner"]}),
        frozenset(words["contents"]),
    )


def furniture(document: Document, *, vocabulary: Vocabulary) -> frozenset[int]:
    """Return the indices of blocks that are menus, banners or a table of contents."""
    texts = [document.quote(block.span) for block in document.blocks]
    ways = (_menus, _languages, _banners, _contents)
    return frozenset(at for way in ways for at in way(texts, vocabulary))


def _menus(texts: list[str], vocabulary: Vocabulary) -> set[int]:
    """Mark runs of short lines among which many are words of a menu."""
    navigation, _, _ = _known(vocabulary)
    found: set[int] = set()
    run: list[int] = []
    for at, text in enumerate([*texts, "."]):
        if _could_be_menu(text):
            run.append(at)
            continue
        found |= _menu_in(run, texts, navigation, is_last=at == len(texts))
        run = []
    return found


def _menu_in(run: list[int], texts: list[str], navigation: frozenset[str], *, is_last: bool) -> set[int]:
    """Return what is a menu of a run of short lines: many are words of menus, or it is long and several are.

    The names of a site's products are in no list; a long run of them stands among words that are. The last
    lines before a paragraph may be its titles.
    """
    known = [i for i in run if texts[i].strip().lower().rstrip(" >»›") in navigation]
    least = _FEWEST_OF_MANY
    if len(known) < max(_FEWEST, _SHARE * len(run)):
        known = [i for i in known if is_last or i <= run[-1] - _TITLES] if len(run) >= _LONG else []
        least = _FEWEST_OF_LONG
    distinct = {texts[i].strip().lower() for i in known}  # a register says "Support" in many of its rows
    return set(range(known[0], known[-1] + 1)) if len(distinct) >= least else set()


def _languages(texts: list[str], vocabulary: Vocabulary) -> set[int]:
    """Mark lines in which a page lets its reader choose a language, one below the other or run together."""
    names = frozenset(vocabulary["furniture"]["languages"])
    found = {at for at, text in enumerate(texts) if _chooses_language(text, names)}
    run: list[int] = []
    for at, text in enumerate([*texts, ""]):
        if text.strip() in names:
            run.append(at)
            continue
        found.update(run if len(run) >= _FEWEST else ())
        run = []
    return found


def _could_be_menu(text: str) -> bool:
    return 0 < len(text.split()) <= _SHORT and text.strip()[-1] not in ".;,:" and not _PROMISE.search(text)


def _banners(texts: list[str], vocabulary: Vocabulary) -> set[int]:
    _, banner, _ = _known(vocabulary)
    return {at for at, text in enumerate(texts) if len(text.split()) <= _BANNER and banner.find(text)}


def _chooses_language(text: str, names: frozenset[str]) -> bool:
    """Tell "Select LanguageAfrikaansAlbanian…", whose names a web page ran together."""
    if text.rstrip()[-1:] in (".", ";", ",", ":") or _PROMISE.search(text):
        return False
    return sum(name in text for name in names) >= _LANGUAGES


def _contents(texts: list[str], vocabulary: Vocabulary) -> set[int]:
    """Mark lines with leaders, and what follows "Contents" up to the first heading that comes again."""
    _, _, titles = _known(vocabulary)
    found = {at for at, text in enumerate(texts) if _CONTENTS_LINE.search(text)}
    for at, text in enumerate(texts):
        if text.strip().lower().rstrip(":") in titles and _repeats(texts, at):
            found |= {at, *_repeats(texts, at)}
    return found


def _repeats(texts: list[str], at: int) -> list[int]:
    """Return the short lines after a title that stand again, as headings, further on."""
    run: list[int] = []
    for i in range(at + 1, len(texts)):
        if len(texts[i].split()) > 2 * _SHORT or _plain(texts[i]) in {_plain(texts[j]) for j in run}:
            break
        run.append(i)
    later = {_plain(text) for text in texts[(run[-1] if run else at) + 1 :]}
    again = [i for i in run if _plain(texts[i]) in later]
    return again if len(again) >= _FEWEST else []


def _plain(text: str) -> str:
    return re.sub(r"[\W\d]+", " ", text).strip().lower()
