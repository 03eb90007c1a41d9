"""Contract text is hostile: make it visible, and harmless in Markdown and in spreadsheets.

HTML is escaped by Jinja's autoescape; `visible` runs before it on everything printed.
"""

import re

# Controls that move the cursor or colour a terminal (C0, DEL, C1), and those that reorder the
# letters of a line (bidi embeddings, overrides and isolates: "Trojan Source"). Left-to-right and
# right-to-left marks stay, since honest Arabic and Hebrew need them.
_C0 = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"}
_DEL_C1 = {0x7F: 0x2421} | dict.fromkeys(range(0x80, 0xA0), 0xFFFD)
_BIDI = {code: f"[U+{code:04X}]" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
_LINES = {0x2028: "\n", 0x2029: "\n", 0x85: "\n", 0x0D: "\n", 0x0B: "\n", 0x0C: "\n"}
_VISIBLE = str.maketrans(_C0 | _DEL_C1 | _BIDI | _LINES)
_SURROGATE = re.compile("[\ud800-\udfff]")

# What a Markdown renderer or mail program would turn into a link by itself; as a code span it stays text.
_LINKLIKE = re.compile(
    r"(?i)(?:\b[a-z][a-z0-9+.-]{1,20}://|\bwww\.|\bmailto:)[^\s`<>]+"
    r"|[^\s`<>@]{1,64}@[^\s`<>@]+\.[^\s`<>@]+"
)
_MARKED = re.compile(r"[\\`*_\[<|~]|&(?=#?\w{1,32};)")
# What begins a heading, a list, a rule or a quote, where it stands at the start of a line.
_BLOCK = re.compile(r"^(\d{0,9})([-+.)=#]+(?=\s|$)|>)")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
# Where a spreadsheet splits at another separator than ours, a formula could begin inside a cell.
_INNER_FORMULA = re.compile(r"([;,|])(?=[\"']*[=+\-@＝＋－＠])")


def visible(text: str) -> str:
    """Return the text with control characters shown, line ends as "\\n" and nothing that can't be encoded."""
    return _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").translate(_VISIBLE))


def lines(text: str) -> str:
    """Return the visible text without blank lines and without white space at line ends."""
    kept = (line.strip() for line in visible(text).split("\n"))
    return "\n".join(line for line in kept if line)


def one_line(text: str) -> str:
    """Return the visible text with every run of white space as one space."""
    return " ".join(visible(text).split())


def shortened(text: str, *, most: int) -> str:
    """Return one visible line of at most `most` characters, cut between words where it can be."""
    line = one_line(text)
    if len(line) <= most:
        return line
    space = line.rfind(" ", 0, most)
    return line[: space if space > most // 2 else most - 1].rstrip(" ,;:") + "…"


def markdown(text: str) -> str:
    """Return one line that Markdown shows as it stands, for use within a line: no HTML, link or image."""
    line = one_line(text)
    parts, at = [], 0
    for link in _LINKLIKE.finditer(line):
        parts += [_MARKED.sub(r"\\\g<0>", line[at : link.start()]), f"`{link.group()}`"]
        at = link.end()
    return "".join([*parts, _MARKED.sub(r"\\\g<0>", line[at:])])


def markdown_line(text: str) -> str:
    """Return the same for the start of a line, where a number or a sign would begin a list or a heading."""
    return _BLOCK.sub(r"\1\\\2", markdown(text))


def cell(text: str) -> str:
    """Return one line that no spreadsheet takes for a formula, nor part of it for one."""
    line = _INNER_FORMULA.sub(r"\1 ", one_line(text))
    return f"'{line}" if line.startswith(_FORMULA) else line
