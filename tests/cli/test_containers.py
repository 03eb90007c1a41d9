"""Archives and mails from the command line: reviewed as one set, verified, read where they hold one paper."""

import json
import zipfile
from email.message import EmailMessage

import pytest


@pytest.fixture
def archive(acme):
    """The supplier's papers in an archive."""
    path = acme.parent / "acme-papers.zip"
    with zipfile.ZipFile(path, "w") as papers:
        for paper in sorted(acme.iterdir()):
            papers.write(paper, f"signed/{paper.name}")
    return path


@pytest.fixture
def offer(acme):
    """A mail with one of the papers."""
    message = EmailMessage()
    message["From"], message["Message-ID"] = "ann@acme.test", "<1@acme.test>"
    message.set_content("See the terms.")
    message.add_attachment(
        (acme / "sla.txt").read_bytes(), maintype="text", subtype="plain", filename="sla.txt"
    )
    (acme.parent / "offer.eml").write_bytes(message.as_bytes())
    return acme.parent / "offer.eml"


def test_an_archive_is_reviewed_as_one_set_and_its_review_verified(clausegap, archive, tmp_path):
    shown = clausegap("review", archive, "--out", tmp_path / "out")
    assert shown.code == 0
    review = json.loads((tmp_path / "out" / "review.json").read_text())
    (agreement,) = review["agreements"]
    assert agreement["supplier"] == "acme-papers"
    names = ["acme-papers.zip/signed/sla.txt", "acme-papers.zip/signed/terms.md"]
    assert [d["name"] for d in agreement["documents"]] == names
    assert [f["name"] for f in review["left_out"]] == ["acme-papers.zip/signed/logo.png"]
    assert clausegap("verify", tmp_path / "out" / "review.json", archive).code == 0


def test_the_papers_of_an_archive_are_those_of_a_folder_to_verify(clausegap, archive, acme, tmp_path):
    assert clausegap("review", archive, "--out", tmp_path / "out").code == 0
    assert clausegap("verify", tmp_path / "out" / "review.json", acme).code == 0
    (acme / "sla.txt").write_text("Uptime is 98 %.")
    assert clausegap("verify", tmp_path / "out" / "review.json", acme).code == 1


def test_a_container_with_one_paper_is_read_as_that_paper(clausegap, offer):
    shown = clausegap("read", offer)
    assert shown.code == 0
    assert shown.out.startswith("offer.eml/sla.txt, text/plain, 2 clauses")


def test_a_container_with_more_papers_is_not_read_as_one(clausegap, archive):
    shown = clausegap("read", archive)
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert "holds 2 documents (acme-papers.zip/signed/sla.txt, acme-papers.zip/signed/terms.md)" in shown.err


def test_an_archive_that_can_not_be_unpacked_is_a_failure(clausegap, tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("terms.txt", b"0" * 5_000_000)
    for command in ("review", "read"):
        shown = clausegap(command, tmp_path / "bomb.zip")
        assert (shown.code, shown.err.count("\n")) == (3, 1)
        assert "bomb.zip unpacks to more than 200 times its size" in shown.err
