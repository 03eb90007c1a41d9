"""Archives and mails as sets of papers: what is in them, what is refused, and that nothing stays behind."""

import io
import stat
import struct
import tempfile
import zipfile
from email.message import EmailMessage
from pathlib import Path
from random import Random

import pytest

from pipeline.readers.files import name_of
from pipeline.readers.intake import file_digest
from pipeline.readers.limits import Limits
from pipeline.readers.member_names import FreeNames, safe_path
from pipeline.readers.portfolios import found_suppliers
from pipeline.readers.read import read
from pipeline.readers.unpacking import found_documents
from readers.msg_writer import msg
from readers.word_writer import docx, p

LONG = "The provider keeps all customer data in the region that the order names, and nowhere else. " * 3


WORDY = Random(1).randbytes(10_000) * 30  # packs to a thirtieth


def zipped(members, *, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def mail(body, attached=None, *, html=""):
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Ann <ann@acme.test>", "ben@beta.test", "Terms"
    message["Message-ID"] = "<1@acme.test>"
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data in (attached or {}).items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def found(path, *, limits=None):
    """Return names of the documents, and what is said of the rest, by name."""
    with found_documents([path], **({"limits": limits} if limits else {})) as intake:
        return (
            [name_of(document) for document in intake.documents],
            {f.name: f.reason for f in (*intake.left_out, *intake.failures)},
        )


def write(folder, name, data):
    (folder / name).write_bytes(data)
    return folder / name


@pytest.mark.parametrize(
    ("name", "data", "documents"),
    [
        ("papers.zip", zipped({"dpa.txt": "one", "annex/sla.md": "two"}), ["annex/sla.md", "dpa.txt"]),
        ("papers.zip", zipped({"terms.docx": docx(p("Terms"))}), ["terms.docx"]),
        # what a folder passes over or leaves out is passed over and left out here
        ("papers.zip", zipped({"__MACOSX/._a": "x", ".DS_Store": "x", "~$a.docx": "x", "a.txt": "one"}), ["a.txt"]),
        ("papers.zip", zipped({"logo.png": "x", "a.txt": "one"}), ["a.txt"]),
        ("papers.zip", zipped({"a.txt": "one", "copy of a.txt": "one"}), ["a.txt"]),
        # archives in archives
        (
            "papers.zip",
            zipped({"a.txt": "one", "more.zip": zipped({"b.txt": "two", "even more.zip": zipped({"c.txt": "3"})})}),
            ["a.txt", "more.zip/b.txt", "more.zip/even more.zip/c.txt"],
        ),
        ("papers.zip", zipped({"mail.eml": mail("See there.", {"a.txt": b"one"})}), ["mail.eml/a.txt"]),
        # mails
        ("offer.eml", mail("See attached.", {"dpa.txt": b"one", "sla.txt": b"two"}), ["dpa.txt", "sla.txt"]),
        ("offer.eml", mail("See attached.", {"papers.zip": zipped({"a.txt": "one"})}), ["papers.zip/a.txt"]),
        ("offer.msg", msg("See attached.", attached={"dpa.txt": b"one" * 5_000}), ["dpa.txt"]),
        # the content tells, not the name
        ("papers.pdf", zipped({"dpa.txt": "one"}), ["dpa.txt"]),
    ],
)  # fmt: skip
def test_the_members_go_by_the_name_of_their_container_and_their_own(tmp_path, name, data, documents):
    assert found(write(tmp_path, name, data))[0] == [f"{name}/{document}" for document in documents]


@pytest.mark.parametrize(
    "data",
    [
        b"Terms",
        docx(p("Terms")),
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"From: a letter\n\nto b",
    ],
)
def test_what_is_no_container_is_left_to_its_reader(tmp_path, data):
    assert found(write(tmp_path, "terms", data)) == (["terms"], {})


@pytest.mark.parametrize("data", [mail(LONG, {"a.txt": b"one"}), msg(LONG, attached={"a.txt": b"one"})])
def test_a_mail_that_says_something_is_a_document_itself(tmp_path, data):
    assert found(write(tmp_path, "mail", data)) == (["mail", "mail/a.txt"], {})


@pytest.mark.parametrize("data", [mail("Agreed."), msg("Agreed.")])
def test_a_short_mail_without_attachments_is_still_read(tmp_path, data):
    assert found(write(tmp_path, "mail", data)) == (["mail"], {})
    assert read(tmp_path / "mail", document_id="d1").text == "Agreed."


def test_a_covering_mail_is_left_out_with_a_reason(tmp_path):
    assert found(write(tmp_path, "mail.eml", mail("See there.", {"a.txt": b"one"})))[1] == {
        "mail.eml": "a mail of few words; what is attached is read"
    }


def test_a_member_is_read_and_verified_like_a_file(tmp_path):
    path = write(tmp_path, "papers.zip", zipped({"dpa.txt": "The provider keeps backups."}))
    with found_documents([path]) as intake:
        document = read(intake.documents[0], document_id="d1")
        assert file_digest(intake.documents[0]) == document.source.sha256
    assert (document.source.name, document.text) == ("papers.zip/dpa.txt", "The provider keeps backups.")


def test_nothing_stays_behind_and_nobody_else_may_look(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    path = write(tmp_path, "papers.zip", zipped({"dpa.txt": "one"}))
    with found_documents([path]) as intake:
        inside = [f for f in intake.documents[0].parents if f.is_relative_to(tmp_path / "temporary")]
        assert len(inside) > 1
        assert stat.S_IMODE(inside[-2].stat().st_mode) == 0o700
    assert list((tmp_path / "temporary").iterdir()) == []
    with pytest.raises(KeyError), found_documents([path]):
        raise KeyError
    assert list((tmp_path / "temporary").iterdir()) == []


def test_a_container_among_others_of_a_folder(tmp_path):
    write(tmp_path, "a.txt", b"one")
    write(tmp_path, "b.zip", zipped({"same.txt": "one", "other.txt": "two"}))
    names, said = found(tmp_path)
    assert names == ["a.txt", "b.zip/other.txt"]
    assert said == {"b.zip/same.txt": "the same content as a.txt"}


def test_a_loose_container_is_one_supplier(tmp_path):
    write(tmp_path, "acme.zip", zipped({"dpa.txt": "one", "sla.txt": "two"}))
    write(tmp_path, "beta.txt", b"three")
    write(tmp_path, "pictures.zip", zipped({"a.png": "x"}))
    with found_suppliers(tmp_path) as papers:
        assert [(s.name, len(s.papers.documents), s.loose) for s in papers.suppliers] == [
            ("acme", 2, True),
            ("beta", 1, True),
        ]
        assert [f.name for f in papers.left_out] == ["pictures"]


# ---------------------------------------------------------------- what hostile containers try


def with_flag(data, *, flag):
    """Return the archive with a flag set at every member: 1 says that a password is needed."""
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            old = struct.unpack_from("<H", data, start + at)[0]
            data = data[: start + at] + struct.pack("<H", old | flag) + data[start + at + 2 :]
            start = data.find(mark, start + 4)
    return data


def link(name, target):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, target)
        archive.writestr("a.txt", "one")
    return out.getvalue()


def nested(depth):
    data = zipped({"a.txt": "one"})
    for _ in range(depth - 1):
        data = zipped({"inner.zip": data})
    return data


@pytest.mark.parametrize(
    ("data", "documents", "says"),
    [
        (with_flag(zipped({"a.txt": "one"}), flag=1), [], "papers.zip/a.txt needs a password"),
        (link("etc", "/etc/passwd"), ["papers.zip/a.txt"], "papers.zip/etc is a link or a device"),
        (zipped({}), [], "papers.zip holds no files"),
        (zipped({f"{n}.txt": str(n) for n in range(40)}), [], "papers.zip holds more than 30 files"),
        (zipped({"a.txt": b"0" * 1_500_000}), [], "papers.zip unpacks to more than 200 times its size"),
        (zipped({"a.txt": b"0" * 3_000_000}, method=zipfile.ZIP_STORED), [], "papers.zip has 3.0 MB, the limit is 2 MB"),
        (zipped({f"{n}.txt": str(n).encode() + WORDY for n in range(10)}), [], "papers.zip unpacks to more than 2 MB"),
        (zipped({"b.zip": zipped({"a.txt": b"0" * 1_500_000})}), [], "papers.zip unpacks to more than 200 times"),
        (zipped({"b.zip": zipped({f"{n}.txt": str(n) for n in range(40)})}), [], "holds more than 30 files"),
        (nested(4), [], "lies in more than 3 containers"),
        (zipped({"b.zip": b"PK\x03\x04 broken", "a.txt": "one"}), ["papers.zip/a.txt", "papers.zip/b.zip"], ""),
    ],
)  # fmt: skip
def test_hostile_archives_end_in_a_sentence(tmp_path, data, documents, says):
    limits = Limits(archive_entries=30, archive_unpacked=2_000_000)
    names, said = found(write(tmp_path, "papers.zip", data), limits=limits)
    assert names == documents
    assert says in " ".join(said.values())
    assert bool(says) == bool(said)


def test_three_containers_deep_is_still_looked_into(tmp_path):
    assert found(write(tmp_path, "a.zip", nested(3)))[0] == ["a.zip/inner.zip/inner.zip/a.txt"]


def test_a_declared_size_is_not_believed(tmp_path):
    data = bytearray(zipped({"a.txt": b"0" * 5_000_000}))
    at = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)  # "unpacks to ten bytes"
    names, said = found(write(tmp_path, "papers.zip", bytes(data)))
    assert names == []
    assert len(said) == 1


def test_a_damaged_member_costs_no_other(tmp_path):
    data = bytearray(zipped({"a.txt": "one " * 50, "b.txt": "two"}, method=zipfile.ZIP_STORED))
    data[data.find(b"one one")] ^= 0xFF
    names, said = found(write(tmp_path, "papers.zip", bytes(data)))
    assert names == ["papers.zip/b.txt"]
    assert said == {"papers.zip/a.txt": "papers.zip/a.txt is damaged in its archive: ask for it again."}


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("dpa.pdf", "dpa.pdf"),
        ("annex/dpa.pdf", "annex/dpa.pdf"),
        ("Anlage „B“ – größer.pdf", "Anlage „B“ – größer.pdf"),
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\papers\\dpa.pdf", "papers/dpa.pdf"),
        ("..\\..\\dpa.pdf", "dpa.pdf"),
        ("a/./b//../c.txt", "a/b/c.txt"),
        ("con.txt", "_con.txt"),
        ("a\x00b\nc?.txt", "a_b_c_.txt"),
        ("fdp.\u202etxt", "fdp._txt"),
        ("...", "unnamed"),
        ("", "unnamed"),
        ("x" * 500 + ".pdf", "x" * 116 + ".pdf"),
        ("/".join("abcdefghij"), "/".join("efghij")),
    ],
)
def test_names_are_made_safe(name, path):
    assert safe_path(name).as_posix() == path


def test_names_that_meet_get_a_number():
    names = FreeNames()
    given = ["a.txt", "A.TXT", "b/a.txt", "../a.txt", "a.txt/c.txt", "b"]
    assert [names.free(name).as_posix() for name in given] == [
        "a.txt",
        "A (2).TXT",
        "b/a.txt",
        "a (3).txt",
        "c.txt",
        "b (2)",
    ]


def test_no_member_leaves_the_folder(tmp_path):
    names = ["../../out.txt", "/tmp/out.txt", "..\\out.txt", "a/../../../out.txt"]
    path = write(tmp_path, "papers.zip", zipped({name: name for name in names}))
    with found_documents([path]) as intake:
        assert len(intake.documents) == len(names)
        assert all(name_of(d).startswith("papers.zip/") for d in intake.documents)
        assert not list(Path(tempfile.gettempdir()).glob("out*.txt"))


def test_attached_mails_are_containers_too(tmp_path):
    outer = EmailMessage()
    outer["From"], outer["Message-ID"] = "ann@acme.test", "<2@acme.test>"
    outer.set_content("As agreed.")
    inner = EmailMessage()
    inner["From"], inner["Subject"], inner["Message-ID"] = (
        "ben@beta.test",
        "Signed: the terms?",
        "<3@beta.test>",
    )
    inner.set_content(LONG)
    outer.add_attachment(inner)
    assert found(write(tmp_path, "mail.eml", outer.as_bytes()))[0] == ["mail.eml/Signed_ the terms_.eml"]


def test_a_message_attached_in_outlooks_own_way_is_named(tmp_path):
    _, said = found(write(tmp_path, "mail.msg", msg("See there.", attached={"inner": None, "a.txt": b"one"})))
    assert "save it as a file" in said["mail.msg/inner"]
