import re
from random import Random

import pytest
from readers.word_writer import docx, listed, numbering, of, p, run, styles, table

from ooxml.numbered_files import LEGAL, NUMBERED, level, restart
from ooxml.office import AS_IS, needs_office, texts
from ooxml.reading import labels, lines, read
from pipeline.domain.apart import View
from pipeline.ooxml.numerals import drawn

MADE_UP = 20


@pytest.mark.parametrize("case", NUMBERED, ids=lambda case: case.name)
def test_numbers_as_word_draws_them(case):
    assert labels(read(case.data)) == case.numbers


def made_up(random: Random) -> bytes:
    """Return a file with lists of one definition that start anew here and there, levels mixed."""
    depth = random.randint(2, 4)
    forms = ("decimal", "lowerLetter", "upperRoman", "lowerRoman", "upperLetter", "decimalZero")
    ways = ("(%{n})", "%{n}.", "%1-%{n}")
    levels = "".join(
        level(n, random.choice(forms), random.choice(ways[: 2 + (n > 0)]).format(n=n + 1))
        for n in range(depth)
    )
    lists = {1: of(0)}
    for num in range(2, random.randint(3, 5)):
        starts = {n: random.choice((1, 1, 4)) for n in range(depth) if random.random() < 0.3}
        lists[num] = of(0, "".join(restart(n, start) for n, start in starts.items()))
    body = (
        listed(f"word{n}", random.choice(list(lists)), min(depth - 1, int(random.random() ** 1.5 * depth)))
        for n in range(25)
    )
    return docx(*body, numbering=numbering({0: levels}, lists))


@needs_office
def test_numbers_are_those_of_libreoffice(tmp_path):
    known = [case.data for case in NUMBERED if not case.only_word]
    files = known + [made_up(Random(seed)) for seed in range(MADE_UP)]
    assert len(known) >= 20
    paths = [tmp_path / f"{n}.docx" for n in range(len(files))]
    for path, data in zip(paths, files, strict=True):
        path.write_bytes(data)
    for data, text in zip(files, texts(paths, mode=AS_IS), strict=True):
        theirs = [re.sub(r"^[•◦] |\s+", " ", line.strip()).strip() for line in text.split("\n")]
        assert lines(read(data)) == [line for line in theirs if line]


def own(xml: str) -> str:
    """Return a paragraph of list 1 with an end or words of its own."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{xml}'


@pytest.mark.parametrize(
    ("between", "after"),
    [
        (p("", properties=own("")), "3."),  # an empty paragraph shows its number
        (p(run("gone", "<w:vanish/>"), properties=own("")), "3."),  # so does one whose words are hidden
        (p(run("gone", "<w:vanish/>"), properties=own("<w:rPr><w:vanish/></w:rPr>")), "2."),
        (p("", properties=own("<w:sectPr/>")), "2."),
        (table((listed("cell", 1), listed("cell", 1, 1))), "3."),
        (p("", properties=own("<w:rPr><w:del/></w:rPr>")), "2."),
    ],
)
def test_which_paragraphs_count(between, after):
    text = read(docx(listed("a", 1), between, listed("b", 1), numbering=numbering({0: LEGAL}, {1: of(0)})))
    assert labels(text)[-1] == after


def test_a_circle_of_list_styles_ends():
    xml = '<w:style w:type="numbering" w:styleId="S"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    data = docx(
        listed("a", 1),
        styles=styles(xml),
        numbering=numbering({0: '<w:numStyleLink w:val="S"/>'}, {1: of(0)}),
    )
    assert labels(read(data)) == [None]


@pytest.mark.parametrize(
    ("style", "number", "text"),
    [
        ("hex", 26, "1A"),
        ("chicago", 1, "*"),
        ("chicago", 6, "††"),
        ("russianLower", 3, "в"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("numberInDash", 4, "- 4 -"),
        ("decimalFullWidth", 12, "１２"),
        ("01, 02, 03, ...", 7, "07"),
        ("lowerLetter", 0, "0"),
        ("lowerLetter", -3, "-3"),
        ("lowerLetter", 2_000_000_000, "2000000000"),  # not 76 million letters
        ("upperRoman", 4_000, "4000"),
        ("unheardOf", 5, "5"),
    ],
)
def test_less_common_ways_to_write_a_number(style, number, text):
    assert drawn(number, style=style) == text


def test_numbers_of_a_view():
    def numbered(change: str) -> str:
        before = '<w:pPrChange w:id="1" w:author="Ann"><w:pPr>{}</w:pPr></w:pPrChange>'
        return before.format(own("") if change == "taken away" else "")

    body = (
        listed("first", 1),
        p("now numbered", properties=own(numbered("put on"))),
        p("no longer numbered", properties=numbered("taken away")),
        p(
            "put on",
            properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins w:author="Ann"/></w:numPr>',
        ),
        listed("last", 1),
    )
    data = docx(*body, numbering=numbering({0: LEGAL}, {1: of(0)}))
    assert labels(read(data)) == ["1.", "2.", None, "3.", "4."]
    assert labels(read(data, View.ORIGINAL)) == ["1.", None, "2.", None, "3."]
