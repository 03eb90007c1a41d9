import hashlib
import json
from dataclasses import replace

import pytest

from pipeline.domain.review import Failure
from pipeline.library import load_library, load_playbook
from pipeline.reports import manifest, review_json

from .contracts import LIBRARY, review
from .whole_set import whole_review

FILES = (("families/personnel.yaml", "1" * 64), ("playbook ours.yaml", "2" * 64))


def written(made=None, library=LIBRARY):
    return json.loads(manifest.render(made or whole_review(), library))


def test_every_paper_is_named_with_its_digest():
    assert [(d["supplier"], d["name"], d["sha256"][:4]) for d in written()["documents"]] == [
        ("acme", "acme-dpa.pdf", "cccc"),
        ("acme", "acme-terms.txt", "dddd"),
    ]


def test_library_classifier_and_words_are_named_with_theirs():
    made = whole_review()
    edition = replace(
        made.edition, words="sha256:ww", profiles=("dora",), reading="changes accepted; OCR off"
    )
    told = written(replace(made, edition=edition), replace(LIBRARY, files=FILES))
    assert told["library"]["digest"] == "a" * 64
    assert told["library"]["profiles"] == ["dora"]
    assert told["library"]["files"] == [{"name": n, "sha256": s} for n, s in FILES]
    assert told["classifier"] == {"digest": "b" * 64, "words": "sha256:ww"}
    assert told["reading"]["manner"] == "changes accepted; OCR off"


def test_it_names_the_very_review():
    text = review_json.render(whole_review(), LIBRARY)
    assert written()["review"]["sha256"] == hashlib.sha256(text.encode()).hexdigest()


def test_what_reads_papers_is_named_with_its_version():
    versions = written()["reading"]["libraries"]
    assert {"pypdfium2", "pdfplumber", "lxml", "python-docx", "numpy"} <= versions.keys()
    assert all(versions.values())


def test_what_was_not_read_is_named():
    assert written(review(failures=(Failure("a.pdf", "needs a password"),)))["failures"] == ["a.pdf"]


@pytest.fixture(scope="module")
def shipped():
    return load_library()


def test_the_files_of_the_library_are_all_that_findings_depend_on(shipped):
    names = [name for name, _ in shipped.files]
    assert {"library.yaml", "families/personnel.yaml", "vocabulary/regions.yaml"} <= set(names)
    assert names == sorted(names, key=lambda n: n.split("/"))
    assert not [n for n in names if n.startswith("phrasings/")]


def test_a_playbook_is_one_of_the_files(shipped, tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text("name: Ours\nrequirements:\n  in-deadline:\n    severity: low\n")
    laid_over = load_playbook(shipped, path)
    assert laid_over.files[:-1] == shipped.files
    assert laid_over.files[-1] == ("playbook ours.yaml", hashlib.sha256(path.read_bytes()).hexdigest())
