"""verify: quotes wherever a review holds them, files that changed, the manifest beside a review."""

import json

import pytest

QUOTED = "Uptime is 99.9 % a month."


@pytest.fixture
def out(clausegap, acme, tmp_path):
    assert clausegap("review", acme, "--out", tmp_path / "out", "--format", "json,manifest").code == 0
    return tmp_path / "out"


def change(out, edit):
    """Change a review.json: `edit` gets its agreement; the manifest is taken away."""
    (out / "manifest.json").unlink()
    path = out / "review.json"
    review = json.loads(path.read_text())
    edit(review["agreements"][0])
    path.write_text(json.dumps(review))


def words(quote=QUOTED):
    return {"document": "d1", "clause": "d1.c1", "span": [0, 25], "quote": quote, "place": {"line": 1}}


def in_note(agreement, said):
    agreement["findings"][0]["notes"] = [{"kind": "carve_out", "sentence": "s", "evidence": [said]}]


def in_nearest(agreement, said):
    agreement["findings"][0]["searched"]["nearest"] = [said | {"why_not": "w"}]


def in_responsibility(agreement, said):
    agreement["responsibilities"] = [{"process": "p", "owner": "customer", "customer": [said]}]


def in_reference(agreement, said):
    agreement["references"] = [said | {"title": "t", "supplied": False}]


def in_blank(agreement, said):
    agreement["placeholders"] = [said | {"kind": "blank"}]


def in_precedence(agreement, said):
    agreement["precedence"] = [{"documents": ["d1"], "named": ["n"], "evidence": said}]


def in_framework(agreement, said):
    agreement["frameworks"] = [{"key": "gdpr", "points": [{"point": "28", "evidence": [said]}]}]


PLACES = [
    in_note,
    in_nearest,
    in_responsibility,
    in_reference,
    in_blank,
    in_precedence,
    in_framework,
]


@pytest.mark.parametrize("put", PLACES)
def test_a_quote_is_checked_wherever_it_stands(clausegap, acme, out, put):
    change(out, lambda agreement: put(agreement, words()))
    assert clausegap("verify", out / "review.json", acme).code == 0


@pytest.mark.parametrize("put", PLACES)
@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"quote": "Uptime is 99.5 % a month."}, "the words are not in it"),
        ({"span": [1, 26]}, "the words stand elsewhere in it"),
        ({"place": {"line": 3}}, "the words stand at another place on paper"),
    ],
)
def test_a_misquote_is_told_wherever_it_stands(clausegap, acme, out, put, wrong, says):
    change(out, lambda agreement: put(agreement, words() | wrong))
    shown = clausegap("verify", out / "review.json", acme)
    assert (shown.code, says in shown.out) == (1, True)


def test_a_file_that_changed_is_told_with_both_digests(clausegap, acme, out):
    before = json.loads((out / "review.json").read_text())["agreements"][0]["documents"][0]
    (acme / "sla.txt").write_text("Uptime is 98 % a month.\n")
    shown = clausegap("verify", out / "review.json", acme)
    assert shown.code == 1
    assert "sla.txt has changed since: its SHA-256 begins with " in shown.out
    assert f"that of the file reviewed with {before['sha256'][:12]}" in shown.out


def test_a_file_that_is_not_there_is_told_from_one_that_changed(clausegap, acme, out):
    shown = clausegap("verify", out / "review.json", acme / "terms.md")
    assert "sla.txt is not among the files." in shown.out
    assert "has changed" not in shown.out


def test_words_of_the_set_are_not_called_missing_where_a_paper_is(clausegap, acme, out):
    change(
        out,
        lambda agreement: agreement.update(
            responsibilities=[{"process": "p", "customer": [{"quote": QUOTED}]}]
        ),
    )
    assert clausegap("verify", out / "review.json", acme).code == 0
    shown = clausegap("verify", out / "review.json", acme / "terms.md")
    assert "in none of the documents" not in shown.out
    assert "sla.txt is not among the files." in shown.out and ", 1 fault." in shown.out


def test_a_file_that_can_not_be_opened_is_told_from_the_others(clausegap, acme, out, monkeypatch):
    from pipeline.readers import intake

    digest = intake.file_digest

    def refused(path):
        if path.name == "sla.txt":
            raise PermissionError(13, "Permission denied")
        return digest(path)

    monkeypatch.setattr(intake, "file_digest", refused)
    shown = clausegap("verify", out / "review.json", acme)
    assert shown.code == 1
    assert "sla.txt can't be opened: check that you may read it.\n" in shown.out


def test_a_file_under_another_name_is_known_by_its_content(clausegap, acme, out):
    (acme / "sla.txt").rename(acme / "levels.txt")
    assert clausegap("verify", out / "review.json", acme).code == 0


def test_the_review_is_that_of_its_manifest(clausegap, acme, out):
    assert clausegap("verify", out / "review.json", acme).code == 0


def test_a_review_changed_in_a_way_that_no_quote_shows_is_told_by_its_manifest(clausegap, acme, out):
    path = out / "review.json"
    path.write_text(path.read_text().replace('"status": "absent"', '"status": "met"', 1))
    shown = clausegap("verify", path, acme)
    assert shown.code == 1
    assert "review.json is not the review that manifest.json was written for" in shown.out


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"review": "x"}'])
def test_a_manifest_that_is_none_is_told(clausegap, acme, out, content):
    (out / "manifest.json").write_text(content)
    shown = clausegap("verify", out / "review.json", acme)
    assert (shown.code, "can't be read as a manifest" in shown.out) == (1, True)
