"""Whether a page's text layer says what the page shows; judged page by page."""

import re
import unicodedata

from pipeline.readers.pdf.pages import Page

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_LATIN = re.compile("[a-z]")
_VOWEL = re.compile("[aeiouy]")
_ENOUGH = 150  # letters, for their mix to say something
_FEW_WORDS = 30
_OUTLINES = 100  # drawn paths on a page without text: letters turned into drawings


def is_unread(page: Page) -> bool:
    """Tell whether the page shows text that its text layer doesn't hold."""
    text = " ".join(line.text for line in page.lines)
    if is_garbage(text):
        return True
    words = len(text.split())
    if page.drawing.picture >= 0.5 and words < _FEW_WORDS:
        return True
    return words == 0 and (page.drawing.picture > 0.02 or page.drawing.paths >= _OUTLINES)


def is_garbage(text: str) -> bool:
    """Tell whether text comes from a font without a usable character map."""
    dense = re.sub(r"\s", "", text)
    if not dense:
        return False
    if len(_CONTROL.findall(dense)) > 0.02 * len(dense) and len(dense) > 20:
        return True
    letters = _LATIN.findall(unicodedata.normalize("NFD", dense.lower()))
    if len(letters) < _ENOUGH or len(letters) < 0.4 * len(dense):
        return False
    vowels = len(_VOWEL.findall("".join(letters)))
    return not 0.25 <= vowels / len(letters) <= 0.65


def unread_note(pages: tuple[int, ...]) -> str:
    """Return the sentence that says which pages were not read and what helps."""
    which = f"Page {pages[0]} shows" if len(pages) == 1 else f"Pages {', '.join(map(str, pages))} show"
    return (
        f"{which} text that the file doesn't hold (a picture or a broken text layer): run text recognition "
        "(OCR) on it, for example with Tesseract (apt-get install tesseract-ocr, or brew install tesseract)."
    )
