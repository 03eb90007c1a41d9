"""Word files with automatic numbers and the numbers they show: restarts, overrides, mixed levels, styles.

A line of paragraphs reads "1.0 1.1 2.0 -": list and level of each, "-" for one without a number; names
stand for styles. Numbers are those that Word draws; `only_word` marks what LibreOffice 7 draws otherwise.
"""

from dataclasses import dataclass, field

from readers.word_writer import docx, listed, numbering, of, p, styles


def level(n: int, form: str, text: str, more: str = "", *, start: int = 1) -> str:
    head = f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
    return f'<w:lvl w:ilvl="{n}">{head}<w:lvlText w:val="{text}"/></w:lvl>'


def restart(n: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{n}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def instead(n: int, own: str, start: str = "") -> str:
    return f'<w:lvlOverride w:ilvl="{n}">{start}{own}</w:lvlOverride>'


def style(identifier: str, *, num: int | None = None, depth: int | None = None, based: str = "") -> str:
    place = "" if depth is None else f'<w:ilvl w:val="{depth}"/>'
    place += "" if num is None else f'<w:numId w:val="{num}"/>'
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    name = f'<w:name w:val="{identifier}"/>{base}'
    return f'<w:style w:type="paragraph" w:styleId="{identifier}">{name}<w:pPr><w:numPr>{place}</w:numPr></w:pPr></w:style>'


@dataclass(frozen=True)
class Numbered:
    """A file by its list definitions and lists, its paragraphs, and the numbers it shows."""

    name: str
    definitions: dict[int, str]
    lists: dict[int, str]
    paragraphs: str
    shown: str  # numbers parted by " | ", "-" for none
    styles: tuple[str, ...] = field(default=())
    only_word: bool = False

    @property
    def data(self) -> bytes:
        body = "".join(_paragraph(n, place) for n, place in enumerate(self.paragraphs.split()))
        parts = {"styles": styles("".join(self.styles))} if self.styles else {}
        return docx(body, numbering=numbering(self.definitions, self.lists), **parts)

    @property
    def numbers(self) -> list[str | None]:
        return [None if number == "-" else number for number in self.shown.split(" | ")]


def _paragraph(n: int, place: str) -> str:
    words = f"word{n}"
    num, dot, depth = place.partition(".")
    if dot:
        return listed(words, int(num), int(depth))
    return p(words, style="" if place == "-" else place)


LEGAL = (
    level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "(%3)")
    + level(3, "lowerRoman", "(%4)")
)
FORMATS = "decimal lowerLetter upperLetter lowerRoman upperRoman decimalZero ordinal cardinalText ordinalText"
HEADINGS = (
    level(0, "decimal", "%1.", '<w:pStyle w:val="H1"/>')
    + level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>')
    + level(2, "lowerLetter", "(%3)", '<w:pStyle w:val="H3"/>')
)
ARTICLES = level(0, "upperRoman", "Article %1")

NUMBERED = (
    Numbered(
        "levels",
        {0: LEGAL},
        {1: of(0)},
        "1.0 1.1 1.2 1.3 1.3 1.2 1.1 1.2 1.0 1.1 1.2",
        "1. | 1.1 | (a) | (i) | (ii) | (b) | 1.2 | (a) | 2. | 2.1 | (a)",
    ),
    Numbered(
        "levels skipped count as begun",
        {0: LEGAL},
        {1: of(0)},
        "1.0 1.2 1.2 1.1 1.3 1.2 1.0 1.3",
        "1. | (a) | (b) | 1.2 | (i) | (b) | 2. | (i)",
    ),
    Numbered(
        "two lists of one definition count on",
        {0: LEGAL},
        {1: of(0), 2: of(0)},
        "1.0 1.0 2.0 - 1.0 2.1 1.1",
        "1. | 2. | 3. | - | 4. | 4.1 | 4.2",
    ),
    Numbered(
        "two definitions count apart",
        {0: LEGAL, 1: level(0, "upperLetter", "%1.") + level(1, "lowerRoman", "(%2)")},
        {1: of(0), 2: of(1)},
        "1.0 2.0 1.0 2.0 1.1 2.1 1.1 2.1 2.0",
        "1. | A. | 2. | B. | 2.1 | (i) | 2.2 | (ii) | C.",
    ),
    Numbered(
        "a list that starts anew, and goes on",
        {0: LEGAL},
        {1: of(0), 2: of(0, restart(0, 1)), 3: of(0)},
        "1.0 1.0 3.0 2.0 2.0 1.0 2.0 3.0",
        "1. | 2. | 3. | 1. | 2. | 3. | 4. | 5.",
    ),
    Numbered(
        "a list that starts anew at all levels",
        {0: LEGAL},
        {1: of(0), 2: of(0, restart(0, 1) + restart(1, 1) + restart(2, 1))},
        "1.0 1.1 1.2 2.0 2.1 2.2 2.2 2.1 2.2 1.0 1.1",
        "1. | 1.1 | (a) | 1. | 1.1 | (a) | (b) | 1.2 | (a) | 2. | 2.1",
    ),
    Numbered(
        "a start in the middle of a level",
        {0: LEGAL},
        {1: of(0), 2: of(0, restart(1, 5))},
        "1.0 1.1 1.1 2.1 2.1 1.1 1.0 1.1 2.1",
        "1. | 1.1 | 1.2 | 1.5 | 1.6 | 1.7 | 2. | 2.1 | 2.2",
    ),
    Numbered(
        "a start that counts once",
        {0: LEGAL},
        {1: of(0), 2: of(0, restart(0, 1) + restart(1, 1))},
        "1.0 1.1 2.1 2.1 1.0 2.1 1.1 2.0 2.1",
        "1. | 1.1 | 1.1 | 1.2 | 2. | 2.1 | 2.2 | 3. | 3.1",
    ),
    Numbered(
        "several starts one after the other",
        {0: LEGAL},
        {1: of(0), 2: of(0, restart(0, 1)), 3: of(0, restart(0, 10))},
        "1.0 1.0 2.0 2.0 3.0 3.0 2.0 1.0",
        "1. | 2. | 1. | 2. | 10. | 11. | 12. | 13.",
    ),
    Numbered(
        "starts of the definition",
        {0: level(0, "decimal", "%1.", start=7) + level(1, "lowerLetter", "(%2)", start=3)},
        {1: of(0)},
        "1.0 1.0 1.1 1.1 1.0 1.1",
        "7. | 8. | (c) | (d) | 9. | (c)",
    ),
    Numbered(
        "a level written otherwise in one list",
        {0: LEGAL},
        {1: of(0), 2: of(0, instead(1, level(1, "upperLetter", "%1-%2")))},
        "1.0 1.1 2.0 2.1 2.1 1.1 1.0",
        "1. | 1.1 | 2. | 2-A | 2-B | 2.3 | 3.",
    ),
    Numbered(
        "a level written otherwise, with a start of its own",
        {0: LEGAL},
        {
            1: of(0),
            2: of(0, instead(1, level(1, "upperLetter", "%1-%2", start=3), '<w:startOverride w:val="4"/>')),
        },
        "1.0 1.1 2.0 2.1 2.1 2.0 2.1",
        "1. | 1.1 | 2. | 2-D | 2-E | 3. | 3-C",
    ),
    Numbered(
        "all ways to write a number",
        {0: "".join(level(n, form, f"[%{n + 1}]") for n, form in enumerate(FORMATS.split()))},
        {1: of(0)},
        " ".join(f"1.{n} 1.{n}" for n in range(9)),
        "[1] | [2] | [a] | [b] | [A] | [B] | [i] | [ii] | [I] | [II] | [01] | [02] | [1st] | [2nd] "
        "| [One] | [Two] | [First] | [Second]",
    ),
    Numbered(
        "letters past z and large Roman numbers",
        {0: level(0, "lowerLetter", "(%1)", start=25), 1: level(0, "upperRoman", "%1.", start=38)},
        {1: of(0), 2: of(1)},
        "1.0 1.0 1.0 1.0 2.0 2.0 2.0",
        "(y) | (z) | (aa) | (bb) | XXXVIII. | XXXIX. | XL.",
    ),
    Numbered(
        "words around the number",
        {
            0: level(0, "decimal", "Clause %1:")
            + level(1, "decimal", "%2 of %1")
            + level(2, "lowerLetter", "")
            + level(3, "decimal", "§ %1.%4)")
        },
        {1: of(0)},
        "1.0 1.1 1.2 1.3",
        "Clause 1: | 1 of 1 |  | § 1.1)",
    ),
    Numbered(
        "a level without a number leaves no trace in those below",
        {0: level(0, "none", "Schedule") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%2-%3)")},
        {1: of(0)},
        "1.0 1.1 1.1 1.2 1.0 1.1",
        "Schedule | 1 | 2 | (2-a) | Schedule | 1",
    ),
    Numbered(
        "bullets show no number and count for none",
        {0: level(0, "bullet", "•") + level(1, "decimal", "%2.")},
        {1: of(0)},
        "1.0 1.0 1.1 1.1 1.0 1.1",
        " |  | 1. | 2. |  | 1.",
    ),
    Numbered(
        "styles bring their level; a style on another has its number",
        {0: HEADINGS},
        {1: of(0)},
        "H1 H2 H3 H3 Own H3 H1 None H2 - H2",
        "1. | 1.1 | (a) | (b) | 1.2 | (a) | 2. | - | 2.1 | - | 2.2",
        styles=(
            style("H1", num=1),
            style("H2", num=1, depth=1),
            style("H3", num=1, depth=2),
            style("Own", based="H2"),
            style("None", based="H2", num=0),
        ),
    ),
    Numbered(
        "a style that changes only the level",
        {0: LEGAL},
        {1: of(0)},
        "A B B C A B 1.2",
        "1. | 1.1 | 1.2 | (a) | 2. | 2.1 | (a)",
        styles=(style("A", num=1), style("B", based="A", depth=1), style("C", based="B", depth=2)),
    ),
    Numbered(
        "a definition that points to a list style",
        {0: '<w:styleLink w:val="Clauses"/>' + LEGAL, 1: '<w:numStyleLink w:val="Clauses"/>'},
        {1: of(0), 2: of(1)},
        "2.0 2.1 1.0 2.1 1.1",
        "1. | 1.1 | 2. | 2.1 | 2.2",
        styles=(
            '<w:style w:type="numbering" w:styleId="Clauses"><w:name w:val="Clauses"/>'
            '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>',
        ),
    ),
    Numbered(
        "a pattern of zeros, for newer programs",
        {
            0: '<w:lvl w:ilvl="0"><w:start w:val="9"/><mc:AlternateContent><mc:Choice Requires="w14">'
            '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
            '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
        },
        {1: of(0)},
        "1.0 1.0",
        "009 | 010",
    ),
    Numbered(
        "a list that the file lacks, a level that it lacks",
        {0: level(0, "decimal", "%1.")},
        {1: of(0)},
        "1.0 9.0 1.0",
        "1. | - | 2.",
    ),
    Numbered(
        "a level that never starts anew",
        {
            0: ARTICLES
            + level(1, "decimal", "Section %2", '<w:lvlRestart w:val="0"/>')
            + level(2, "lowerLetter", "(%3)")
        },
        {1: of(0)},
        "1.0 1.1 1.1 1.0 1.1 1.2 1.0 1.2 1.1",
        "Article I | Section 1 | Section 2 | Article II | Section 3 | (a) | Article III | (a) | Section 4",
        only_word=True,
    ),
    Numbered(
        "a level that starts anew after one level only",
        {
            0: level(0, "decimal", "%1.")
            + level(1, "decimal", "%1.%2")
            + level(2, "lowerLetter", "(%3)", '<w:lvlRestart w:val="1"/>')
        },
        {1: of(0)},
        "1.0 1.1 1.2 1.2 1.1 1.2 1.0 1.1 1.2",
        "1. | 1.1 | (a) | (b) | 1.2 | (c) | 2. | 2.1 | (a)",
        only_word=True,
    ),
    Numbered(
        "legal numbers",
        {
            0: ARTICLES
            + level(1, "decimalZero", "%1.%2", "<w:isLgl/>")
            + level(2, "upperLetter", "%1(%3)", "<w:isLgl/>")
        },
        {1: of(0)},
        "1.0 1.1 1.1 1.0 1.1 1.2",
        "Article I | 1.1 | 1.2 | Article II | 2.1 | 2(1)",
        only_word=True,
    ),
    Numbered(
        "a number that is hidden counts",
        {
            0: ARTICLES.replace("</w:lvl>", "<w:rPr><w:vanish/></w:rPr></w:lvl>")
            + level(1, "decimal", "%1.%2")
        },
        {1: of(0)},
        "1.0 1.1 1.0 1.1",
        "- | I.1 | - | II.1",
        only_word=True,
    ),
)
