import os
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.readers.intake import file_digest, find_documents
from pipeline.readers.suppliers import find_suppliers


def make(folder: Path, *files: str) -> Path:
    """Write files under the folder, each with its own content unless "name=content" says otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    for item in files:
        name, _, content = item.partition("=")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content or f"content of {name}")
    return folder


def names(paths, folder: Path) -> list[str]:
    return [p.relative_to(folder).as_posix() for p in paths]


def test_folder_is_read_with_its_sub_folders_in_a_stable_order(tmp_path):
    folder = make(tmp_path, "terms.docx", "Annexes/b.pdf", "annexes2/a.txt", "DPA.pdf", "no_ending")
    assert names(find_documents([folder]).documents, folder) == [
        "Annexes/b.pdf",
        "annexes2/a.txt",
        "DPA.pdf",
        "no_ending",
        "terms.docx",
    ]


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "~$terms.docx",
        ".~lock.terms.odt#",
        "Thumbs.db",
        "desktop.ini",
        "__MACOSX/terms.docx",
        ".git/x.txt",
    ],
)
def test_hidden_and_lock_files_are_passed_over_in_silence(tmp_path, name):
    intake = find_documents([make(tmp_path, "terms.docx", name)])
    assert names(intake.documents, tmp_path) == ["terms.docx"]
    assert intake.left_out == ()


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("logo.PNG", "a picture"),
        ("prices.xlsx", "a spreadsheet"),
        ("papers.rar", "an archive"),
        ("deck.pptx", "a presentation"),
        ("annex/call.mp4", "sound or video"),
    ],
)
def test_files_of_other_kinds_are_left_out_with_a_reason(tmp_path, name, says):
    intake = find_documents([make(tmp_path, "terms.md", name)])
    assert [f.name for f in intake.left_out] == [name]
    assert says in intake.left_out[0].reason
    assert names(intake.documents, tmp_path) == ["terms.md"]


@pytest.mark.parametrize("name", ["terms.doc", "mail.eml", "terms.rtf", "notes", "terms.html", "terms.v2"])
def test_files_that_may_be_documents_are_tried(tmp_path, name):
    assert names(find_documents([make(tmp_path, name)]).documents, tmp_path) == [name]


@pytest.mark.parametrize("name", ["scan.png", ".hidden", "~$terms.docx", "papers.zip"])
def test_a_file_named_by_the_user_is_always_tried(tmp_path, name):
    folder = make(tmp_path, name)
    assert find_documents([folder / name]).documents == (folder / name,)


def test_the_same_content_is_read_once_and_the_copy_is_said(tmp_path):
    folder = make(tmp_path, "a.pdf=same words", "b (copy).pdf=same words", "c.pdf=some words")
    intake = find_documents([folder])
    assert names(intake.documents, folder) == ["a.pdf", "c.pdf"]
    assert [(f.name, f.reason) for f in intake.left_out] == [("b (copy).pdf", "the same content as a.pdf")]


def test_a_file_named_twice_is_read_once_in_silence_and_keeps_its_turn(tmp_path):
    folder = make(tmp_path, "a.txt", "b.txt")
    intake = find_documents([folder / "b.txt", folder, folder / "a.txt"])
    assert names(intake.documents, folder) == ["b.txt", "a.txt"]
    assert intake.left_out == ()


def test_empty_files_are_each_tried_so_that_each_is_said_to_be_empty(tmp_path):
    folder = make(tmp_path)
    (folder / "a.pdf").touch()
    (folder / "b.pdf").touch()
    assert len(find_documents([folder]).documents) == 2


def test_parts_of_a_saved_web_page_are_left_out(tmp_path):
    folder = make(tmp_path, "sla.html", "sla_files/frame.html", "log_files/terms.txt")
    intake = find_documents([folder])
    assert names(intake.documents, folder) == ["log_files/terms.txt", "sla.html"]
    assert [(f.name, f.reason) for f in intake.left_out] == [
        ("sla_files", "the parts of the web page sla.html")
    ]


def test_links_and_pipes_do_not_lead_astray(tmp_path):
    folder = make(tmp_path / "set", "terms.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "gone.pdf").symlink_to(folder / "nothing.pdf")
    os.mkfifo(folder / "pipe.txt")
    intake = find_documents([folder])
    assert names(intake.documents, folder) == ["terms.txt"]
    assert {f.name: f.reason for f in intake.left_out} == {
        "gone.pdf": "a link to nothing",
        "loop": "a link to a folder",
        "pipe.txt": "not a regular file",
    }


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([], "is empty"),
        ([".DS_Store", "~$a.docx"], "is empty"),
        (["a.png", "b.xlsx"], "left out: a.png, b.xlsx"),
    ],
)
def test_a_folder_without_documents_is_refused(tmp_path, files, says):
    folder = make(tmp_path / "acme", *files)
    with pytest.raises(UsageError, match=says) as refused:
        find_documents([folder])
    assert "acme" in str(refused.value)


def test_a_missing_path_is_refused_by_name(tmp_path):
    with pytest.raises(UsageError, match=r"There is no file or folder “.*nowhere\.pdf”"):
        find_documents([tmp_path / "nowhere.pdf"])


def test_a_pipe_named_by_the_user_is_refused_rather_than_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        find_documents([tmp_path / "pipe"])


def test_a_name_that_is_no_text_is_shown_with_replacement(tmp_path):
    (tmp_path / "terms.txt").write_text("words")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.png")).write_bytes(b"x")
    assert [f.name for f in find_documents([tmp_path]).left_out] == ["caf\ufffd.png"]


def test_suppliers_are_sub_folders_and_loose_files(tmp_path):
    folder = make(
        tmp_path, "zeta/terms.docx", "zeta/annex/dpa.pdf", "Acme/msa.md", "beta.pdf", "logo.png", ".git/x"
    )
    found = find_suppliers(folder)
    assert [(s.name, names(s.papers.documents, folder)) for s in found.suppliers] == [
        ("Acme", ["Acme/msa.md"]),
        ("beta", ["beta.pdf"]),
        ("zeta", ["zeta/annex/dpa.pdf", "zeta/terms.docx"]),
    ]
    assert [f.name for f in found.left_out] == ["logo.png"]


def test_supplier_names_are_unique_whatever_the_case(tmp_path):
    folder = make(tmp_path, "acme/terms.docx", "ACME.pdf", "Acme.docx", "beta.txt")
    assert [s.name for s in find_suppliers(folder).suppliers] == ["acme", "Acme.docx", "ACME.pdf", "beta"]


def test_suppliers_may_share_a_document(tmp_path):
    folder = make(tmp_path, "a/dpa.pdf=the same", "b/dpa.pdf=the same")
    assert [len(s.papers.documents) for s in find_suppliers(folder).suppliers] == [1, 1]


def test_a_sub_folder_without_documents_is_left_out(tmp_path):
    folder = make(tmp_path, "acme/terms.docx", "empty/.DS_Store", "pictures/a.png")
    found = find_suppliers(folder)
    assert [s.name for s in found.suppliers] == ["acme"]
    assert {f.name: f.reason for f in found.left_out} == dict.fromkeys(
        ["empty", "pictures"], "no document in this folder"
    )


def test_a_portfolio_is_a_folder_with_something_in_it(tmp_path):
    with pytest.raises(UsageError, match="is a file"):
        find_suppliers(make(tmp_path, "a.pdf") / "a.pdf")
    with pytest.raises(UsageError, match="is empty"):
        find_suppliers(make(tmp_path / "none"))


def test_digest_is_of_the_content(tmp_path):
    folder = make(tmp_path, "a=x", "b=x", "c=y")
    a, b, c = (file_digest(folder / n) for n in "abc")
    assert a == b != c
    assert len(a) == 64


def test_reports_of_an_earlier_run_are_not_papers(tmp_path):
    folder = make(tmp_path, "acme/terms.docx", "acme/out/review.html", "out/portfolio.html")
    acme = find_documents([folder / "acme"], apart_from=folder / "acme" / "out")
    assert names(acme.documents, folder) == ["acme/terms.docx"]
    assert acme.left_out == ()
    assert [s.name for s in find_suppliers(folder, apart_from=folder / "out").suppliers] == ["acme"]
    for find in (lambda f, **k: find_documents([f], **k), find_suppliers):
        with pytest.raises(UsageError, match="give --out another folder"):
            find(folder, apart_from=folder / "acme" / "..")
