from pathlib import Path

import pytest

from pipeline.batch.plan import chunks, folder_names, plan
from pipeline.readers.suppliers import find_suppliers


def planned(root: Path):
    return {job.supplier: job for job in plan(find_suppliers(root))}


def write(root: Path, **files: str) -> Path:
    for name, content in files.items():
        path = root / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return root


def test_a_job_holds_a_suppliers_papers_in_order(tmp_path):
    jobs = planned(write(tmp_path, acme__b_txt="two", acme__a_txt="one", beta_md="three", acme__logo_png="x"))
    acme, beta = jobs["acme"], jobs["beta"]
    assert [(d.id, d.path.name) for d in acme.documents] == [("d1", "a.txt"), ("d2", "b.txt")]
    assert (acme.folder, beta.folder) == ("reviews/acme", "reviews/beta")
    assert (acme.prefix, beta.prefix) == ("acme/", "")
    assert [f.name for f in acme.left_out] == ["logo.png"]


@pytest.mark.parametrize(
    ("change", "set_changes", "all_changes"),
    [
        ({}, False, False),
        ({"acme__a_txt": "other words"}, True, True),
        ({"acme__c_txt": "one more"}, True, True),
        ({"acme__logo_png": "a picture that is left out"}, False, True),
        ({"beta__a_txt": "another supplier"}, False, False),
    ],
)
def test_digests_stand_for_what_a_review_rests_on(tmp_path, change, set_changes, all_changes):
    before = planned(write(tmp_path, acme__a_txt="one", acme__b_txt="two"))["acme"]
    after = planned(write(tmp_path, **change))["acme"]
    assert (before.digest != after.digest) is set_changes
    assert (before.digest_of_all != after.digest_of_all) is all_changes


@pytest.mark.parametrize(
    ("suppliers", "folders"),
    [
        (["acme", "beta"], ["acme", "beta"]),
        (["Acme & Söhne", "株式会社"], ["Acme & Söhne", "株式会社"]),
        (["a/b", "a\\b", "a:b"], ["a_b", "a_b-2", "a_b-3"]),
        (["..", ".", " "], ["supplier", "supplier-2", "supplier-3"]),
        (["acme", "ACME"], ["acme", "ACME-2"]),
        (["con", "COM1.docx", "console"], ["_con", "_COM1.docx", "console"]),
        (["acme.", "x" * 300], ["acme", "x" * 100]),
        (["tab\there", "new\nline"], ["tab_here", "new_line"]),
    ],
)
def test_report_folders_are_safe_and_unique_on_every_file_system(suppliers, folders):
    assert folder_names(suppliers) == folders


@pytest.mark.parametrize(
    ("sizes", "least", "pieces"),
    [
        ([1, 1, 1, 1], 1, [1, 1, 1, 1]),
        ([1, 1, 1, 1, 1], 2, [2, 2, 1]),
        ([5, 1, 1], 2, [1, 2]),
        ([], 2, []),
    ],
)
def test_chunks_hold_whole_suppliers(tmp_path, sizes, least, pieces):
    for n, size in enumerate(sizes):
        write(tmp_path, **{f"s{n}__{d}_txt": f"{n} {d}" for d in range(size)})
    jobs = list(planned(tmp_path).values()) if sizes else []
    found = chunks(jobs, documents=least)
    assert [len(piece) for piece in found] == pieces
    assert [job for piece in found for job in piece] == jobs


def test_a_name_is_a_folder_also_where_the_locale_knows_ascii_alone(tmp_path, monkeypatch):
    job = planned(write(tmp_path, Müller__a_txt="x"))["Müller"]
    assert job.folder_in(tmp_path) == tmp_path / "reviews" / "Müller"
    monkeypatch.setattr("os.fsdecode", lambda name: name.decode("ascii", errors="surrogateescape"))
    assert str(job.folder_in(tmp_path)).endswith("reviews/M\udcc3\udcbcller")
