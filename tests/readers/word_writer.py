"""Word files from fragments of XML, so that each test shows the very markup it is about."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEAD = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
SIGNED = 'w:author="Ann" w:date="2026-05-06T07:08:09Z"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def p(content: str = "", *, style: str = "", properties: str = "") -> str:
    """Return a paragraph; bare words become a run."""
    if content and not content.startswith("<"):
        content = run(content)
    if style:
        properties = f'<w:pStyle w:val="{style}"/>{properties}'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def listed(text: str, num: int, level: int = 0) -> str:
    """Return a paragraph of a list."""
    return p(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>')


def table(*rows: tuple[str, ...]) -> str:
    """Return a table; a cell that is no markup becomes a paragraph."""
    cells = ("".join(f"<w:tc>{c if c.startswith('<') else p(c)}</w:tc>" for c in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


def level(n: int, form: str, text: str, more: str = "") -> str:
    """Return a level of a list definition, such as level(1, "lowerLetter", "(%2)")."""
    kind = f'<w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    return f'<w:lvl w:ilvl="{n}">{kind}{more}<w:lvlText w:val="{text}"/></w:lvl>'


def numbering(definitions: dict[int, str], lists: dict[int, str]) -> str:
    """Return numbering.xml: list definitions by number, lists with the XML that points to them."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{x}</w:abstractNum>' for n, x in definitions.items()
    )
    instances = "".join(f'<w:num w:numId="{n}">{x}</w:num>' for n, x in lists.items())
    return f"<w:numbering {_HEAD}>{abstract}{instances}</w:numbering>"


def of(definition: int, more: str = "") -> str:
    return f'<w:abstractNumId w:val="{definition}"/>{more}'


def docx(*body: str, **parts: str) -> bytes:
    """Return a .docx; further parts by their stem: numbering, styles, footnotes, header1 (their whole XML).

    The identifier of a part's relationship is its stem.
    """
    files = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Override PartName="/word/document.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
        ),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {_HEAD}><w:body>{''.join(body)}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({stem: f"{stem}.xml" for stem in parts}),
        **{f"word/{stem}.xml": xml for stem, xml in parts.items()},
    }
    return packed(files)


def packed(files: dict[str, str]) -> bytes:
    """Return an archive of the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in files.items():
            archive.writestr(name, xml)
    return out.getvalue()


def styles(xml: str) -> str:
    return f"<w:styles {_HEAD}>{xml}</w:styles>"


def footnotes(xml: str) -> str:
    return f"<w:footnotes {_HEAD}>{xml}</w:footnotes>"


def endnotes(xml: str) -> str:
    return f"<w:endnotes {_HEAD}>{xml}</w:endnotes>"


def header(xml: str) -> str:
    return f"<w:hdr {_HEAD}>{xml}</w:hdr>"


def footer(xml: str) -> str:
    return f"<w:ftr {_HEAD}>{xml}</w:ftr>"


def settings(xml: str) -> str:
    return f"<w:settings {_HEAD}>{xml}</w:settings>"


def comments(*remarks: tuple[int, str]) -> str:
    """Return a comments part of (identifier, words)."""
    xml = "".join(f'<w:comment w:id="{n}" {SIGNED}>{p(words)}</w:comment>' for n, words in remarks)
    return f"<w:comments {_HEAD}>{xml}</w:comments>"


def changed(kind: str, content: str = "") -> str:
    """Return content inside a tracked change: ins, del, moveFrom or moveTo."""
    if kind == "del":
        content = content.replace("<w:t ", "<w:delText ").replace("<w:t>", "<w:delText>")
        content = content.replace("</w:t>", "</w:delText>")
    return f'<w:{kind} w:id="1" {SIGNED}>{content}</w:{kind}>'


def end_changed(kind: str) -> str:
    """Return paragraph properties that say that the paragraph's end is inserted or deleted."""
    return f"<w:rPr>{changed(kind)}</w:rPr>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def field(instruction: str, result: str) -> str:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}<w:r><w:instrText>{instruction}</w:instrText></w:r>{separate}{run(result)}{end}"


def text_box(content: str, *, shape: str = "") -> str:
    """Return a run with a text box, as newer and as older programs draw it."""
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    new = f"<wps:wsp><wps:spPr>{shape}</wps:spPr><wps:txbx>{box}</wps:txbx></wps:wsp>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>{new}</wp:anchor></w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def _relations(targets: dict[str, str]) -> str:
    rows = (
        f'<Relationship Id="{stem}" Type="{_RELATIONS}/{stem.rstrip("0123456789")}" Target="{target}"/>'
        for stem, target in targets.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{"".join(rows)}</Relationships>'
