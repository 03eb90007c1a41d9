"""Rich Text, OpenDocument and old Word files, read through LibreOffice where it is installed."""

import io
import zipfile

import pytest

from pipeline.domain.places import ParagraphAt
from pipeline.errors import EncryptedFile, MissingProgram, ReadError
from pipeline.readers import kinds, office
from readers.reading import block_with, numbered, read_bytes, texts

needs_libreoffice = pytest.mark.skipif(office.libreoffice() is None, reason="LibreOffice is not installed")

RTF = (
    rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 {\b CLOUD TERMS}\par The provider keeps 10\'80 of data"
    rb" in Ireland.\par {\v The provider promises everything.}\par Last words.\par}"
)
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{rest}:1.0"'
    for name, rest in (("office", "office"), ("text", "text"), ("style", "style"))
)
ITEMS = "".join(f"<text:list-item><text:p>{words}</text:p></text:list-item>" for words in ("Logs.", "Keys."))
LIST = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="a"'
    ' style:num-suffix=")"/></text:list-style>'
)


def odt(body, *, manifest=""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", kinds.ODT)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kinds.ODT}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">'
            f"{manifest}</manifest:file-entry></manifest:manifest>",
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {NAMESPACES} xmlns:xlink="http://www.w3.org/1999/xlink"'
            f' office:version="1.2"><office:automatic-styles>{LIST}</office:automatic-styles>'
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


@needs_libreoffice
def test_rich_text(tmp_path):
    document = read_bytes(tmp_path, RTF, "terms.rtf")
    assert texts(document) == ["CLOUD TERMS", "The provider keeps 10€ of data in Ireland.", "Last words."]
    assert (document.source.name, document.source.media_type, document.source.size) == (
        "terms.rtf",
        kinds.RTF,
        len(RTF),
    )
    assert document.locate(block_with(document, "Ireland").span) == ParagraphAt("word/document.xml", 1)
    assert "LibreOffice" in document.notes[-1]


@needs_libreoffice
def test_open_document_with_list_numbers(tmp_path):
    data = odt(f'<text:p>The provider keeps:</text:p><text:list text:style-name="L">{ITEMS}</text:list>')
    document = read_bytes(tmp_path, data, "terms.odt")
    assert numbered(document) == [(None, "The provider keeps:"), ("a)", "Logs."), ("b)", "Keys.")]


@needs_libreoffice
def test_what_a_file_links_to_is_not_fetched(tmp_path):
    (tmp_path / "secret.txt").write_text("secret words")
    link = f'<text:section-source xlink:href="{(tmp_path / "secret.txt").as_uri()}"/>'
    body = f'<text:p>Terms.</text:p><text:section text:name="s">{link}<text:p>End.</text:p></text:section>'
    document = read_bytes(tmp_path, odt(body), "terms.odt")
    assert texts(document) == ["Terms.", "End."]


@needs_libreoffice
@pytest.mark.parametrize("data", [RTF[:60], odt("<text:p>Terms")])
def test_a_damaged_file_ends_in_a_document_or_a_sentence(tmp_path, data):
    try:
        assert read_bytes(tmp_path, data, "terms").text
    except ReadError as error:
        assert str(error).startswith("terms ")


@pytest.mark.parametrize(
    ("data", "says"),
    [(RTF, "a Rich Text document"), (odt("<text:p>Terms.</text:p>"), "an OpenDocument text")],
)
def test_without_libreoffice_the_sentence_says_how_to_install_it(tmp_path, monkeypatch, data, says):
    monkeypatch.setattr(office, "libreoffice", lambda: None)
    with pytest.raises(
        MissingProgram, match=rf"^terms is {says}, which needs LibreOffice .*: install it \(.+\), or"
    ):
        read_bytes(tmp_path, data, "terms")


def test_a_file_under_a_password(tmp_path, monkeypatch):
    monkeypatch.setattr(office, "libreoffice", lambda: "soffice")
    data = odt("<text:p>Terms.</text:p>", manifest="<manifest:encryption-data/>")
    with pytest.raises(EncryptedFile, match="needs a password"):
        read_bytes(tmp_path, data, "terms.odt")
