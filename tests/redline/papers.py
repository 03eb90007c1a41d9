"""Word files by seed, with everything that redlining must not harm; the texts are made of our own words."""

import io
import random
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
_TEXT = (
    "the provider shall keep backups of all customer records in two regions and restores them within "
    "four hours after a failure where a party asks for it in writing unless “force majeure” prevents it "
    "logs of access are held for ninety days café Müller’s auditors may look at them on request "
    "payment falls due thirty days after receipt of each invoice and bears interest at 2.5 % p.a."
)
_WORDS = _TEXT.split()


def run(text: str, look: str = "") -> str:
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:r>{look}<w:t{space}>{escape(text)}</w:t></w:r>"


def p(content: str, properties: str = "") -> str:
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{content}</w:p>"


class Drafter:
    """Writes one paper; every construct is a method, drawn by chance."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self._identifier = 0
        self._clause = 0
        self.footnotes: list[str] = []
        self.comments: list[str] = []

    def identifier(self) -> int:
        self._identifier += self.chance.randint(1, 3)
        return self._identifier

    def words(self, least: int = 4, most: int = 14) -> str:
        n, start = self.chance.randint(least, most), self.chance.randrange(len(_WORDS))
        return " ".join(_WORDS[(start + i) % len(_WORDS)] for i in range(n))

    def by(self, who: str | None = None) -> str:
        who = who or self.chance.choice(("Anna Vendor", "Bo Counsel"))
        day = self.chance.randint(10, 28)
        return f'w:id="{self.identifier()}" w:author="{who}" w:date="2026-03-{day}T09:00:00Z"'

    # what stands inside a paragraph

    def plain(self) -> str:
        return run(self.words() + " ")

    def mixed(self) -> str:
        looks = (
            "<w:b/>",
            "<w:i/>",
            '<w:rFonts w:ascii="Arial"/><w:sz w:val="20"/>',
            '<w:lang w:val="en-GB"/>',
        )
        return "".join(run(self.words(1, 4) + " ", self.chance.choice(looks)) for _ in range(3))

    def split_word(self) -> str:
        return run("pro") + '<w:proofErr w:type="spellStart"/>' + run("vid", "<w:i/>") + run("er ")

    def marks(self) -> str:
        return (
            f"<w:r><w:t>{escape(self.words(2, 3))}</w:t><w:tab/><w:t>{escape(self.words(2, 3))}</w:t><w:br/>"
            f'<w:t xml:space="preserve"> non</w:t><w:softHyphen/><w:t>stop</w:t><w:noBreakHyphen/>'
            f'<w:t xml:space="preserve">ser\u200bvice\u00a0level  and </w:t></w:r>'
        )

    def link(self) -> str:
        look = '<w:rStyle w:val="Hyperlink"/>'
        return f'<w:hyperlink w:anchor="top">{run(self.words(2, 4), look)}</w:hyperlink>{run(" ")}'

    def field(self) -> str:
        kinds = [f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")]
        code = '<w:r><w:instrText xml:space="preserve"> QUOTE "7.2" </w:instrText></w:r>'
        return f"{run('clause ')}{kinds[0]}{code}{kinds[1]}{run('7.2')}{kinds[2]}{run(' ')}"

    def simple_field(self) -> str:
        return f'<w:fldSimple w:instr="QUOTE 3">{run("3")}</w:fldSimple>{run(" pages ")}'

    def control(self) -> str:
        locks = ("", '<w:lock w:val="sdtContentLocked"/>', '<w:lock w:val="sdtLocked"/>')
        lock = self.chance.choice(locks)
        inner = self.chance.choice((self.plain, self.mixed, self.link))()
        return f'<w:sdt><w:sdtPr><w:id w:val="{self.identifier()}"/>{lock}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'

    def picked(self) -> str:
        drop = '<w:dropDownList><w:listItem w:value="Gold"/></w:dropDownList>'
        return f"<w:sdt><w:sdtPr>{drop}</w:sdtPr><w:sdtContent>{run('Gold')}</w:sdtContent></w:sdt>{run(' ')}"

    def note(self) -> str:
        n = len(self.footnotes) + 2
        self.footnotes.append(
            f'<w:footnote w:id="{n}">{p(run("Note: " + self.words(6, 9) + "."))}</w:footnote>'
        )
        return f'{run(self.words(2, 4))}<w:r><w:footnoteReference w:id="{n}"/></w:r>{run(" ")}'

    def bookmark(self) -> str:
        n = self.identifier()
        start, end = f'<w:bookmarkStart w:id="{n}" w:name="_Ref{n}"/>', f'<w:bookmarkEnd w:id="{n}"/>'
        return f"{start}{run(self.words(2, 4))}{end}{run(' ')}"

    def inserted(self) -> str:
        return (
            f"<w:ins {self.by()}>{run(self.words(2, 6) + ' ')}{run(self.words(1, 2) + ' ', '<w:b/>')}</w:ins>"
        )

    def deleted(self) -> str:
        words = escape(self.words(2, 4))
        return f'<w:del {self.by()}><w:r><w:delText xml:space="preserve">{words} </w:delText></w:r></w:del>'

    def inserted_and_deleted(self) -> str:
        gone = f"<w:del {self.by('Bo Counsel')}><w:r><w:delText>{escape(self.words(1, 2))}</w:delText></w:r></w:del>"
        return f"<w:ins {self.by('Anna Vendor')}>{run(self.words(2, 3) + ' ')}{gone}{run(' ' + self.words(1, 3) + ' ')}</w:ins>"

    def restyled(self) -> str:
        old = f"<w:rPrChange {self.by()}><w:rPr><w:i/></w:rPr></w:rPrChange>"
        return run(self.words(2, 4) + " ", f"<w:b/>{old}")

    def commented(self) -> str:
        n = self.identifier()
        who = self.by().partition(" ")[2]
        self.comments.append(
            f'<w:comment w:id="{n}" {who} w:initials="AV">{p(run("Please check."))}</w:comment>'
        )
        mark = f'<w:r><w:commentReference w:id="{n}"/></w:r>'
        return f'<w:commentRangeStart w:id="{n}"/>{run(self.words(2, 4))}<w:commentRangeEnd w:id="{n}"/>{mark}{run(" ")}'

    def hidden(self) -> str:
        return run(self.words(1, 3) + " ", "<w:vanish/>") + run(self.words(1, 2) + " ")

    def box(self) -> str:
        words = f"<w:txbxContent>{p(run(self.words() + '.'))}</w:txbxContent>"
        modern = f'<mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>{words}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>'
        older = (
            f"<mc:Fallback><w:pict><v:shape><v:textbox>{words}</v:textbox></v:shape></w:pict></mc:Fallback>"
        )
        return f"<w:r><mc:AlternateContent>{modern}{older}</mc:AlternateContent></w:r>{run(' ')}"

    def inner(self) -> str:
        kinds = (
            (self.plain, 8), (self.mixed, 4), (self.split_word, 2), (self.marks, 1), (self.link, 1),
            (self.field, 1), (self.simple_field, 1), (self.control, 1), (self.picked, 1), (self.note, 1),
            (self.bookmark, 1), (self.inserted, 2), (self.deleted, 2), (self.inserted_and_deleted, 1),
            (self.restyled, 1), (self.commented, 1), (self.hidden, 1),
        )  # fmt: skip
        drawn = self.chance.choices([k for k, _ in kinds], [n for _, n in kinds], k=self.chance.randint(1, 5))
        return "".join(construct() for construct in drawn) + run(self.words(2, 6) + ".")

    # paragraphs and what holds them

    def clause(self) -> str:
        return p(self.inner(), self.chance.choice(("", '<w:jc w:val="both"/>', '<w:spacing w:after="120"/>')))

    def headed(self) -> str:
        return p(run("Security.", "<w:b/>") + run(" ") + self.inner())

    def numbered(self) -> str:
        level = self.chance.randint(0, 2)
        return p(self.inner(), f'<w:pStyle w:val="ListParagraph"/>{_listed(level)}')

    def typed(self) -> str:
        self._clause += 1
        gap = self.chance.choice(("<w:tab/>", '<w:t xml:space="preserve"> </w:t>'))
        return p(f"<w:r><w:t>7.{self._clause}</w:t>{gap}</w:r>" + self.inner())

    def heading(self) -> str:
        return p(run(self.words(1, 3).title()), '<w:pStyle w:val="Heading1"/>')

    def end_inserted(self) -> str:
        mark = f"<w:rPr><w:ins {self.by()}/></w:rPr>"
        return p(f"<w:ins {self.by()}>{run(self.words() + '.')}</w:ins>", mark)

    def end_deleted(self) -> str:
        mark = f"<w:rPr><w:del {self.by()}/></w:rPr>"
        return p(run(self.words() + " "), mark) + p(run(self.words() + "."))

    def reset(self) -> str:
        old = f'<w:pPrChange {self.by()}><w:pPr><w:jc w:val="center"/></w:pPr></w:pPrChange>'
        return p(self.inner(), f'<w:jc w:val="left"/>{old}')

    def moved(self) -> str:
        a, b, words, name = self.identifier(), self.identifier(), self.words(), f"move{self.identifier()}"
        by = self.by("Anna Vendor").partition(" ")[2]
        was = f'<w:moveFromRangeStart w:id="{a}" {by} w:name="{name}"/><w:moveFrom {self.by()}>{run(words)}</w:moveFrom><w:moveFromRangeEnd w:id="{a}"/>'
        now = f'<w:moveToRangeStart w:id="{b}" {by} w:name="{name}"/><w:moveTo {self.by()}>{run(words)}</w:moveTo><w:moveToRangeEnd w:id="{b}"/>'
        return p(run(self.words() + " ") + was + run(".")) + p(run(self.words() + " ") + now + run("."))

    def boxed(self) -> str:
        return p(self.plain() + self.box() + self.plain())

    def section(self) -> str:
        size = '<w:pgSz w:w="11906" w:h="16838"/>'
        return p(self.inner(), f"<w:sectPr>{size}</w:sectPr>")

    def table(self, depth: int = 0) -> str:
        columns = self.chance.randint(2, 3)
        rows = "".join(self._row(columns, depth) for _ in range(self.chance.randint(2, 3)))
        grid = "<w:tblGrid>" + '<w:gridCol w:w="3000"/>' * columns + "</w:tblGrid>"
        borders = (
            '<w:tblBorders><w:insideH w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders>'
        )
        after = p("") if depth else ""
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>{borders}</w:tblPr>{grid}{rows}</w:tbl>{after}'
        )

    def _row(self, columns: int, depth: int) -> str:
        change = self.chance.choice(("", "", "", "", "ins", "del"))
        if not change:
            cells = "".join(f"<w:tc>{self._cell(depth)}</w:tc>" for _ in range(columns))
            return f"<w:tr>{cells}</w:tr>"
        by = self.by().partition(" ")[2]
        cells = "".join(f"<w:tc>{self._changed_cell(change, by)}</w:tc>" for _ in range(columns))
        return f'<w:tr><w:trPr><w:{change} w:id="{self.identifier()}" {by}/></w:trPr>{cells}</w:tr>'

    def _changed_cell(self, change: str, by: str) -> str:
        """Return what a row that was added or struck out holds: Word marks its words and ends too."""
        words = run(self.words(1, 4))
        words = (
            words if change == "ins" else words.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
        )
        mark = f'<w:rPr><w:{change} w:id="{self.identifier()}" {by}/></w:rPr>'
        return p(f'<w:{change} w:id="{self.identifier()}" {by}>{words}</w:{change}>', mark)

    def _cell(self, depth: int) -> str:
        if depth == 0 and self.chance.random() < 0.08:
            return p(run(self.words(1, 3))) + self.table(1)
        more = p(self.inner()) if self.chance.random() < 0.2 else ""
        return p(run(self.words(1, 4))) + more

    def controlled(self, depth: int = 0) -> str:
        makers = (self.clause, self.numbered, self.typed)
        inner = "".join(self.chance.choice(makers)() for _ in range(self.chance.randint(1, 2)))
        if depth < 2:
            inner += self.controlled(depth + 1)
        lock = self.chance.choice(("", "", '<w:lock w:val="contentLocked"/>'))
        return f'<w:sdt><w:sdtPr><w:id w:val="{self.identifier()}"/>{lock}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'

    def body(self) -> str:
        kinds = (
            (self.clause, 8), (self.headed, 3), (self.numbered, 8), (self.typed, 6), (self.heading, 3),
            (self.end_inserted, 1), (self.end_deleted, 1), (self.reset, 1), (self.moved, 1), (self.boxed, 1),
            (self.section, 1), (self.table, 2), (self.controlled, 1),
        )  # fmt: skip
        drawn = self.chance.choices(
            [k for k, _ in kinds], [n for _, n in kinds], k=self.chance.randint(12, 24)
        )
        page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
        end = "" if self.chance.random() < 0.5 else self.clause()
        return "".join(construct() for construct in drawn) + (end or p(run("Signed."))) + page


def _listed(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


def paper(seed: int) -> bytes:
    """Return a Word file; the same seed gives the same bytes."""
    drafter = Drafter(seed)
    body = drafter.body()
    return packed(body, footnotes="".join(drafter.footnotes), comments="".join(drafter.comments))


def packed(
    body: str,
    *,
    footnotes: str = "",
    comments: str = "",
    settings: str = "",
    more: dict[str, str] | None = None,
) -> bytes:
    """Return a Word file around the XML of a body."""
    parts = {"styles": _STYLES, "numbering": _NUMBERING}
    if footnotes:
        kinds = "".join(
            f'<w:footnote w:id="{n}" w:type="{kind}">{p(f"<w:r><w:{kind}/></w:r>")}</w:footnote>'
            for n, kind in ((0, "separator"), (1, "continuationSeparator"))
        )
        parts["footnotes"] = f"<w:footnotes {HEAD}>{kinds}{footnotes}</w:footnotes>"
    if comments:
        parts["comments"] = f"<w:comments {HEAD}>{comments}</w:comments>"
    if settings:
        parts["settings"] = f"<w:settings {HEAD}>{settings}</w:settings>"
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{name}{".main" if name == "document" else ""}+xml"/>'
        for name in ("document", *parts)
    )
    ties = "".join(
        f'<Relationship Id="rId{n}" Type="{R}/{name}" Target="{name}.xml"/>'
        for n, name in enumerate(parts, start=1)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {HEAD}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{ties}</Relationships>',
        **{f"word/{name}.xml": xml for name, xml in parts.items()},
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in files.items():
            archive.writestr(
                zipfile.ZipInfo(name, (2026, 1, 2, 3, 4, 6)), declaration + xml, zipfile.ZIP_DEFLATED
            )
    return out.getvalue()


def _level(n: int, form: str, text: str) -> str:
    indent = f'<w:pPr><w:ind w:left="{720 * (n + 1)}" w:hanging="720"/></w:pPr>'
    return f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>{indent}</w:lvl>'


_NUMBERING = (
    f'<w:numbering {HEAD}><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/>'
    + _level(0, "decimal", "%1.")
    + _level(1, "decimal", "%1.%2")
    + _level(2, "lowerLetter", "(%3)")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_STYLES = (
    f'<w:styles {HEAD}><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0000FF"/><w:u w:val="single"/></w:rPr></w:style>'
    "</w:styles>"
)
