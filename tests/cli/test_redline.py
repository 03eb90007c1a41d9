"""`clausegap redline`: from a Word file to its redline."""

import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

from pipeline.cli.beside import write_beside
from pipeline.cli.entry import run

CLAUSES = (
    "HOSTED SERVICES AGREEMENT",
    "This Agreement is between Larkfield Hosting Ltd (the “Supplier”) and the client (the “Client”).",
    "1. Services",
    "1.1 The Supplier shall provide the hosted Services to the Client over the internet.",
    "1.2 The Supplier shall notify the Client promptly of any security breach that affects Client Data.",
    "1.3 The Supplier shall return Client Data to the Client in CSV format after the end of this Agreement.",
    "2. General",
    "2.1 This Agreement is governed by the laws of England.",
)


@pytest.fixture
def agreement(tmp_path, monkeypatch):
    monkeypatch.setenv("CLAUSEGAP_CACHE", str(tmp_path / "kept"))
    monkeypatch.setenv("COLUMNS", "160")
    document = docx.Document()
    for clause in CLAUSES:
        document.add_paragraph(clause)
    path = tmp_path / "larkfield.docx"
    document.save(str(path))
    return path


def test_the_redline_stands_beside_the_agreement_which_stays_as_it_is(agreement, capfd):
    before = agreement.read_bytes()
    code = run(
        ["redline", str(agreement), "--no-cache", "--severity", "critical", "--author", "Mercer Legal"]
    )
    out, _ = capfd.readouterr()
    written = agreement.with_name("larkfield.redline.docx")
    xml = docx.Document(str(written)).element.xml
    assert code == 0
    assert agreement.read_bytes() == before
    assert 'w:author="Mercer Legal"' in xml and "w:ins " in xml
    assert "within 24 hours" in xml
    assert "Time limit for the first notification" in out and str(written) in out
    assert "not found" in out and "absent" not in out  # as every report says it


def test_an_earlier_result_beside_the_agreement_is_not_replaced(agreement, capfd):
    edited = agreement.with_name("larkfield.redline.docx")
    edited.write_bytes(b"a lawyer's afternoon")
    asked = ["redline", str(agreement), "--no-cache", "--severity", "critical"]
    assert run(asked) == 0
    second = agreement.with_name("larkfield.redline-2.docx")
    assert edited.read_bytes() == b"a lawyer's afternoon" and second.exists()
    last = capfd.readouterr().out.splitlines()[-1]
    assert f"Written: {second}; what was there before stays: larkfield.redline.docx" in last
    second.write_bytes(b"another")
    assert run(asked) == 0
    assert second.read_bytes() == b"another" and agreement.with_name("larkfield.redline-3.docx").exists()


def test_a_result_that_is_there_already_byte_for_byte_is_not_written_twice(agreement):
    files = {".redline.docx": b"the same"}
    first = write_beside(agreement, files, out=None)
    again = write_beside(agreement, files, out=None)
    assert first == again and str(again) == str(agreement.with_name("larkfield.redline.docx"))


def test_files_of_one_result_keep_one_number_and_out_replaces(agreement):
    files = {".amendment.docx": b"rider", ".marked.pdf": b"copy"}
    agreement.with_name("larkfield.marked.pdf").write_bytes(b"theirs")
    paths = write_beside(agreement, files, out=None).paths
    assert [p.name for p in paths] == ["larkfield.amendment-2.docx", "larkfield.marked-2.pdf"]
    out = agreement.with_name("ours.docx")
    out.write_bytes(b"old")
    written = write_beside(agreement, files, out=out)
    assert out.read_bytes() == b"rider" and str(written).endswith("ours.marked.pdf")


def test_what_stands_in_the_way_and_is_no_readable_file_is_left_alone(agreement):
    agreement.with_name("larkfield.reply.docx").symlink_to(agreement.with_name("nowhere"))
    agreement.with_name("larkfield.reply-2.docx").mkdir()
    written = write_beside(agreement, {".reply.docx": b"ours"}, out=None)
    assert written.paths == (agreement.with_name("larkfield.reply-3.docx"),)


def test_out_names_another_file_and_quiet_says_nothing(agreement, tmp_path, capfd):
    out = tmp_path / "new" / "ours.docx"
    code = run(["redline", str(agreement), "--no-cache", "-q", "--severity", "critical", "--out", str(out)])
    assert code == 0 and out.exists() and capfd.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["{folder}"], "is a folder"),
        (["{file}", "--out", "{file}"], "is the agreement itself"),
        (["{file}", "--out", "{folder}"], "is a folder; name the file"),
        (["{file}", "--out", "{folder}/ours.pdf"], "ours.pdf: what is written is a Word file"),
        (["{file}", "--position", "best"], "--position"),
        (["{folder}/nowhere.docx"], "There is no file or folder"),
        (["{folder}/papers.zip"], "papers.zip holds papers of its own (papers.zip/larkfield.docx)"),
        (["{file}", "--with", "{folder}/papers.zip"], "holds papers of its own"),
        (["{file}", "--with", "{folder}/nowhere.pdf"], "There is no file or folder"),
        (["{file}", "--with", "{folder}"], "is a folder; name each paper"),
    ],
)
def test_wrong_use_is_one_sentence(agreement, arguments, complaint, capfd):
    with zipfile.ZipFile(agreement.with_name("papers.zip"), "w") as archive:
        archive.write(agreement, agreement.name)
    given = [a.format(file=agreement, folder=agreement.parent) for a in arguments]
    assert run(["redline", *given]) == 2
    assert complaint in capfd.readouterr().err


def test_what_the_file_can_only_take_as_a_comment_is_no_change(tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("CLAUSEGAP_CACHE", str(tmp_path / "kept"))
    monkeypatch.setenv("COLUMNS", "160")
    paper = docx.Document()
    paper.add_heading("Hosting Agreement", 0)
    table = paper.add_table(0, 2)
    for number, text in enumerate(CLAUSES[1:], start=1):
        row = table.add_row().cells
        row[0].text, row[1].text = f"{number}.", text
    paper.save(str(tmp_path / "rows.docx"))
    assert run(["redline", str(tmp_path / "rows.docx"), "--no-cache", "--severity", "critical"]) == 0
    out = " ".join(capfd.readouterr().out.split())
    xml = zipfile.ZipFile(tmp_path / "rows.redline.docx").read("word/document.xml").decode()
    changes = int(out.split(" changes and ")[0].split()[-1]) if " changes and " in out else 1
    assert "comment only" in out and changes <= xml.count("<w:ins ") + xml.count("<w:del ")


def test_a_paper_of_another_kind_gets_a_rider(tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("CLAUSEGAP_CACHE", str(tmp_path / "kept"))
    path = tmp_path / "terms.md"
    path.write_text("# Hosting Agreement\n\n" + "\n\n".join(CLAUSES[1:]))
    assert run(["redline", str(path), "--no-cache", "--severity", "critical"]) == 0
    rider = docx.Document(str(tmp_path / "terms.amendment.docx"))
    assert "within 24 hours" in "\n".join(p.text for p in rider.paragraphs)
    assert "terms.amendment.docx" in capfd.readouterr().out.replace("\n", "")


def test_a_pdf_gets_a_marked_copy_too(tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("CLAUSEGAP_CACHE", str(tmp_path / "kept"))
    source = Path(__file__).parents[2] / "sample_contracts" / "typical" / "brightmarsh-dpa.pdf"
    path = tmp_path / "dpa.pdf"
    path.write_bytes(source.read_bytes())
    assert run(["redline", str(path), "--no-cache", "--severity", "critical"]) == 0
    assert sorted(p.name for p in tmp_path.glob("dpa.*")) == [
        "dpa.amendment.docx",
        "dpa.marked.pdf",
        "dpa.pdf",
    ]
    assert (tmp_path / "dpa.marked.pdf").read_bytes().startswith(source.read_bytes())


def test_what_another_paper_of_the_set_gives_is_not_asked_for_again(agreement, tmp_path, capfd):
    other = tmp_path / "annex.md"
    other.write_text(
        "# Security Annex of Larkfield Hosting Ltd (the “Supplier”)\n\n1. Backup\n\n1.1 The Supplier shall back up all data of the "
        "Client at least every 4 hours. The Supplier shall keep each backup for at least 35 days. On request the Supplier shall "
        "start a restore within 1 hour and complete it within 8 hours. The Supplier shall test the restoration of backups at "
        "least quarterly and share the results with the Client.\n"
    )
    options = ["--no-cache", "--severity", "critical"]
    run(["redline", str(agreement), *options])
    alone = capfd.readouterr().out
    run(["redline", str(agreement), *options, "--with", str(other)])
    together = capfd.readouterr().out
    assert "Backup specification" in alone and "Backup specification" not in together


def test_pages_that_could_not_be_read_are_no_absence_of_gaps(tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("CLAUSEGAP_CACHE", str(tmp_path / "kept"))
    monkeypatch.setenv("PATH", str(tmp_path))
    page = Image.new("L", (600, 800), 255)
    for line in range(60, 700, 20):
        page.paste(0, (60, line, 540, line + 8))
    page.save(tmp_path / "scan.pdf")
    assert run(["redline", str(tmp_path / "scan.pdf"), "--no-cache"]) == 0
    out = " ".join(capfd.readouterr().out.split())
    assert "60 points could not be assessed" in out and "No gap" not in out
