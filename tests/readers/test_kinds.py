import io
import os
import zipfile

import pytest

from pipeline.domain.document import BlockKind
from pipeline.domain.places import LineAt
from pipeline.errors import DamagedFile, EmptyFile, EncryptedFile, LimitExceeded, ReadError, UnsupportedFile
from pipeline.readers import kinds
from pipeline.readers.drafts import Draft, to_document
from pipeline.readers.kinds import media_type_of
from pipeline.readers.limits import Limits
from pipeline.readers.read import READERS, read
from pipeline.readers.refusals import WHAT_IT_IS
from readers.pdf_writer import Sheet, pdf
from readers.reading import read_bytes, texts
from readers.word_writer import docx, p

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def ole(stream):
    return OLE + stream.encode("utf-16-le") + b"\x00" * 100


MAIL = b"""Received: from mail.acme.test
From: Ann <ann@acme.test>
To: ben@beta.test
Subject: Terms
Message-ID: <1@acme.test>

The terms are attached.
"""
DRAFT = b"""From: Ann <ann@acme.test>
Subject: Terms
MIME-Version: 1.0
Content-Type: text/plain

The terms are attached.
"""
WEB_ARCHIVE = b"""From: <Saved by Blink>
Snapshot-Content-Location: https://acme.test/terms
Subject: Terms
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html"; boundary="b"

--b
Content-Type: text/html

<p>Terms</p>
--b--
"""
PAGE = "<!DOCTYPE html><html><body><p>The provider keeps backups.</p></body></html>"
MARKED = "# Terms\n\n## 1. Backups\n\nThe provider **keeps** backups, see [the list](list.md).\n"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (pdf(Sheet().text(72, 72, "Terms")), kinds.PDF),
        (b"\n\n" + pdf(Sheet().text(72, 72, "Terms")), kinds.PDF),
        (docx(p("Terms")), kinds.WORD),
        (PAGE.encode(), kinds.HTML),
        (b"\xef\xbb\xbf<!-- saved page -->\n<HTML><body>Terms</body></HTML>", kinds.HTML),
        (b"<p>One.</p><p>Two.</p><ul><li>Three.</li></ul>", kinds.HTML),
        (b"Legal <ul><li>Home</li><li>Terms</li></ul><p>One.</p><p>Two.</p><p>Three.</p>", kinds.HTML),
        (MARKED.encode(), kinds.MARKDOWN),
        (b"---\ntitle: Terms\norder: 8\n---\n\nThe provider keeps backups.\n", kinds.MARKDOWN),
        (b"The provider keeps backups.", kinds.PLAIN),
        (rb"{\rtf1\ansi Terms}", kinds.RTF),
        (ole("WordDocument"), kinds.DOC),
        (ole("__properties_version1.0") + ole("WordDocument"), kinds.OUTLOOK),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), kinds.ODT),
        (zipped(mimetype="application/vnd.oasis.opendocument.text-template"), kinds.ODT),
        (zipped(papers__terms="1"), kinds.ZIP),
        (zipped(word__terms="1"), kinds.ZIP),
        (zipped(dpa=pdf(Sheet().text(72, 72, "Terms")), sla=pdf(Sheet().text(72, 72, "SLA"))), kinds.ZIP),
        (MAIL, kinds.MAIL),
        (DRAFT, kinds.MAIL),
        (MAIL.replace(b"\n", b"\r\n"), kinds.MAIL),
        (WEB_ARCHIVE, kinds.WEB_ARCHIVE),
        # near-misses: a stray mark makes no Markdown, a quoted tag no page, a named format no such file
        (b"# of users: 20\n\nThe fee is due.", kinds.PLAIN),
        (b"* The fee is due.\n\n* It is not refunded.", kinds.PLAIN),
        (b"***** DRAFT *****\n\n1. Fees\n\n____________", kinds.PLAIN),
        (b"A file begins with %PDF-1.7, a page with <html> or <p>.", kinds.PLAIN),
        (b"[Company] agrees to {everything}.", kinds.PLAIN),
        (b"From: the provider\nTo: the customer\nDate: 4 May 2031\n\nWe confirm the terms.", kinds.PLAIN),
        (b"Provider: Acme\nCustomer: Beta\n\nSubject: hosting", kinds.PLAIN),
    ],
)
def test_the_content_tells_the_format(data, kind):
    for name in ("terms", "terms.docx", "terms.pdf", "terms.jpeg"):
        assert media_type_of(data, name=name) == kind


def test_the_name_decides_for_markdown_where_the_content_leaves_a_doubt():
    assert media_type_of(b"1. Fees are due.", name="terms.MD") == kinds.MARKDOWN
    assert media_type_of(b"1. Fees are due.", name="terms.txt") == kinds.PLAIN


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff\xd8\xff\xe0" + b"\x00" * 50, "is a JPEG picture"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "is a PNG picture"),
        (b"GIF89a" + b"\x00" * 50, "is a GIF picture"),
        (zipped(xl__workbook="1"), "is an Excel workbook"),
        (zipped(ppt__presentation="1"), "is a PowerPoint presentation"),
        (zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "is an OpenDocument spreadsheet"),
        (ole("Workbook"), "is an Excel 97-2003 workbook"),
        (b"Rar!\x1a\x07\x00" + b"\x00" * 50, "is a RAR archive"),
        (bytes(range(256)) * 20, "is binary data"),
        (b'{"terms": ["one"]}', "is JSON data"),
        (b"<?xml version='1.0'?><invoice/>", "is XML data"),
        (b"\x7fELF" + b"\x00" * 50, "is a program"),
    ],
)
def test_other_kinds_are_named_with_what_to_do(tmp_path, data, says):
    with pytest.raises(UnsupportedFile, match=rf"^terms\.pdf {says}.*: .+\.$"):
        read_bytes(tmp_path, data, "terms.pdf")


@pytest.mark.parametrize("data", [b"", b"  \n\t\r\n", "\ufeff\n ".encode("utf-16")])
def test_empty_files(tmp_path, data):
    with pytest.raises(EmptyFile, match=r"^terms\.txt "):
        read_bytes(tmp_path, data, "terms.txt")


def test_office_file_under_a_password(tmp_path):
    with pytest.raises(EncryptedFile, match="needs a password"):
        read_bytes(tmp_path, ole("EncryptedPackage"), "terms.docx")


def test_truncated_word_file_is_damaged(tmp_path):
    with pytest.raises(DamagedFile, match=r"terms\.docx is a damaged"):
        read_bytes(tmp_path, docx(p("Terms"))[:-60], "terms.docx")


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"]
)
def test_encodings_of_text(tmp_path, encoding):
    text = "The “Provider” pays € 500 – at once – to the café."
    assert texts(read_bytes(tmp_path, text.encode(encoding))) == [text]


def test_windows_1252_page_that_says_latin_1(tmp_path):
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>The “Provider” – Zürich</p></body></html>'
    assert texts(read_bytes(tmp_path, page.encode("windows-1252"), "a.html")) == ["The “Provider” – Zürich"]


def test_large_file_is_refused_unread(tmp_path):
    path = tmp_path / "terms.txt"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(LimitExceeded, match=r"terms\.txt has 100\.0 MB, the limit is 50 MB"):
        read(path, document_id="d1")


def test_more_characters_than_the_limit(tmp_path):
    with pytest.raises(LimitExceeded, match="more than 100 characters"):
        read_bytes(tmp_path, b"Fees are due. " * 20, limits=Limits(characters=100))


def test_what_is_no_regular_file(tmp_path):
    loop, pipe = tmp_path / "loop.txt", tmp_path / "pipe.txt"
    loop.symlink_to(loop)
    os.mkfifo(pipe)
    for path, says in ((loop, "can't be opened"), (pipe, "no regular file"), (tmp_path, "is a folder")):
        with pytest.raises(ReadError, match=says):
            read(path, document_id="d1")
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "none.txt", document_id="d1")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_read_permission(tmp_path):
    path = tmp_path / "terms.txt"
    path.write_text("Terms")
    path.chmod(0)
    with pytest.raises(ReadError, match=r"terms\.txt can't be opened \(permission denied\)"):
        read(path, document_id="d1")


def test_the_table_of_readers_holds_every_kind_that_is_read():
    assert list(READERS) == sorted(READERS)
    assert set(READERS) >= {kinds.PDF, kinds.WORD, kinds.HTML, kinds.MARKDOWN, kinds.PLAIN}
    assert not set(READERS) & set(WHAT_IT_IS)
    assert set(kinds.CONTAINERS) <= {*READERS, kinds.ZIP}


def test_a_kind_can_be_read_by_an_outsider(tmp_path, monkeypatch):
    """The name of an entry point is the media type; a reader of our own table is never replaced."""

    def read_gzip(data, *, source, document_id, manner):
        place = LineAt(1)
        drafts = [Draft(BlockKind.PARAGRAPH, (("Packed terms.", place),))]
        return to_document(drafts, source=source, document_id=document_id, limits=manner.limits)

    class Entry:
        def load(self):
            return read_gzip

    monkeypatch.setattr(
        "pipeline.readers.read.entry_points",
        lambda *, group, name: (
            [Entry()] if (group, name) == ("clausegap.readers", "application/gzip") else []
        ),
    )
    assert read_bytes(tmp_path, b"\x1f\x8b", "terms.gz").text == "Packed terms."
    with pytest.raises(UnsupportedFile):
        read_bytes(tmp_path, b"\x7fELF" + b"\x00" * 50, "terms")
