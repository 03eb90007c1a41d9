"""Characters of symbol fonts as Unicode: ticked boxes, bullets, arrows, Greek letters, signs of measure."""

_SYMBOL = {
    0x22: "∀∃",
    0x27: "∍",
    0x2A: "∗",
    0x2D: "−",
    0x40: "≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
    0x5C: "∴",
    0x5E: "⊥",
    0x61: "αβχδεφγηιϕκλμνοπθρστυϖωξψζ",
    0x7E: "∼",
    0xA0: "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…",
    0xC0: "ℵ",
    0xC5: "⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠",
    0xD2: "®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓",
    0xE2: "®©™∑",
}
_WINGDINGS = {
    0x28: "☎",
    0x2A: "✉",
    0x6C: "●❍■☐☐☐❒⬧⧫◆❖⬥☒",
    0x9E: "·•·○",
    0xA7: "▪☐",
    0xD8: "➢",
    0xDF: "←→↑↓↖↗↙↘",
    0xE8: "➔",
    0xEF: "⇦⇨⇧⇩",
    0xFB: "✗✓☒☑",
}
_WINGDINGS_2 = {0x4F: "✗✓☒☑☒☒", 0x2A: "☐", 0x97: "●", 0xA3: "☐"}
_WEBDINGS = {0x61: "✓", 0x63: "☐", 0x67: "■", 0x6E: "●", 0x72: "✗"}


def _table(runs: dict[int, str]) -> dict[int, str]:
    return {start + n: sign for start, signs in runs.items() for n, sign in enumerate(signs)}


# Symbol sets the rest of ASCII as it is; the others set nothing as it is.
_PLAIN = {code: chr(code) for code in range(0x20, 0x7F)}
_FONTS: dict[str, dict[int, str]] = {
    "symbol": _PLAIN | _table(_SYMBOL),
    "webdings": _table(_WEBDINGS),
    "wingdings": _table(_WINGDINGS),
    "wingdings 2": _table(_WINGDINGS_2),
    "wingdings 3": {},
}
_UNNAMED = _FONTS["symbol"] | _FONTS["wingdings"]  # the fonts that bullets are mostly drawn in


def is_symbol_font(font: str | None) -> bool:
    """Tell whether the font shows something else than the letters it is given."""
    return (font or "").lower() in _FONTS


def symbol(code: int, *, font: str | None) -> str:
    """Return what a font shows for a code, which Word writes from U+F000 up; "" where that is not known."""
    table = _FONTS.get((font or "").lower())
    if table is None and not 0xF000 <= code <= 0xF0FF:
        return chr(code) if 0x20 <= code < 0x110000 and not 0xD800 <= code <= 0xDFFF else ""
    return (_UNNAMED if table is None else table).get(code & 0xFF, "")


def as_shown(text: str, *, font: str | None) -> str:
    """Return the text of a run as its font shows it."""
    own = is_symbol_font(font)
    if not own and not any("\uf000" <= c <= "\uf0ff" for c in text):
        return text
    return "".join(_shown(c, font=font, own=own) for c in text)


def _shown(character: str, *, font: str | None, own: bool) -> str:
    code = ord(character)
    if 0xF000 <= code <= 0xF0FF:
        return symbol(code, font=font)
    if own and 0x20 < code < 0x100:
        return symbol(code, font=font) or character
    return character
