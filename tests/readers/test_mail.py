"""What is said in a mail is its text; the headers of mails it quotes are set aside."""

from email.message import EmailMessage

import pytest

from pipeline.domain.apart import Apart
from pipeline.errors import DamagedFile, EmptyFile
from readers.msg_writer import msg
from readers.reading import read_bytes, texts


def mail(body="", *, html="", charset="utf-8"):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ann <ann@acme.test>", "ben@beta.test", "Terms"
    message["Message-ID"] = "<1@acme.test>"
    if body or not html:
        message.set_content(body, charset=charset)
    if html:
        (message.add_alternative if body else message.set_content)(html, subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize(
    ("body", "said", "apart"),
    [
        ("We keep the data\nin Ireland.\n\nAnn", ["We keep the data in Ireland.", "Ann"], []),
        (
            "Agreed.\n\nFrom: Ben <ben@beta.test>\nSent: 4 May 2031\nTo: Ann\nSubject: Terms\n\nData stay in Ireland.",
            ["Agreed.", "Data stay in Ireland."],
            ["From: Ben <ben@beta.test> Sent: 4 May 2031 To: Ann Subject: Terms"],
        ),
        (
            "Agreed.\n\nOn Mon, 4 May 2031 at 10:02, Ben wrote:\n> Data stay\n> in Ireland.\n>> Do they?",
            ["Agreed.", "Data stay in Ireland. Do they?"],
            ["On Mon, 4 May 2031 at 10:02, Ben wrote:"],
        ),
        (
            "-----Original Message-----\n\nData stay here.",
            ["Data stay here."],
            ["-----Original Message-----"],
        ),
        # near-misses: an agreement's own list of addresses, a sentence that begins like a header
        (
            "Notices go\nTo: the provider\nCc: its counsel",
            ["Notices go To: the provider Cc: its counsel"],
            [],
        ),
        ("From: the effective date, fees are due.", ["From: the effective date, fees are due."], []),
    ],
)
def test_what_a_mail_says(tmp_path, body, said, apart):
    for data in (mail(body), msg(body.replace("\n", "\r\n"))):
        document = read_bytes(tmp_path, data, "mail")
        assert texts(document) == said
        assert [s.text for s in document.set_aside] == apart
        assert {s.kind for s in document.set_aside} <= {Apart.OTHER}


@pytest.mark.parametrize(
    "data",
    [
        mail(html="<p>Data stay in <b>Ireland</b>.</p>"),
        mail("See HTML.", html="<p>Data stay in Ireland.</p><p>" + "So they do. " * 20 + "</p>"),
        msg(html=b"<p>Data stay in Ireland.</p>"),
        mail("Data stay in Ireland.", html="<p>Data stay in Ireland.</p>"),
    ],
)
def test_a_mail_with_only_a_page_is_read_as_one(tmp_path, data):
    assert texts(read_bytes(tmp_path, data, "mail"))[0] == "Data stay in Ireland."


def test_the_header_of_a_mail_quoted_in_a_page_is_set_aside(tmp_path):
    html = "<p>Agreed.</p><p><b>From:</b> Ben<br><b>Sent:</b> 4 May 2031<br><b>To:</b> Ann</p><p>Data stay here.</p>"
    document = read_bytes(tmp_path, mail(html=html), "mail")
    assert texts(document) == ["Agreed.", "Data stay here."]
    assert [s.why for s in document.set_aside] == ["header of a quoted mail"]


def test_character_sets_and_flowed_lines(tmp_path):
    assert texts(read_bytes(tmp_path, mail("Größe: 5 €", charset="iso-8859-15"), "mail")) == ["Größe: 5 €"]
    head = b"From: a@b.test\nMessage-ID: <1@b.test>\nContent-Type: text/plain; format=flowed\n\n"
    document = read_bytes(tmp_path, head + b"The data \nstay here.\n-- \nAnn\n", "mail")
    assert texts(document)[0].startswith("The data stay here.")


def test_a_mail_that_says_nothing_is_empty(tmp_path):
    with pytest.raises(EmptyFile, match=r"^mail\.eml holds no text"):
        read_bytes(tmp_path, mail(""), "mail.eml")


@pytest.mark.parametrize("cut", [512, 700])
def test_a_damaged_outlook_message(tmp_path, cut):
    with pytest.raises(DamagedFile, match=r"^mail\.msg "):
        read_bytes(tmp_path, msg("Data stay in Ireland." * 400)[:-cut], "mail.msg")
