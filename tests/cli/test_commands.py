"""verify, library and cache."""

import json

import pytest


@pytest.fixture
def review_json(clausegap, acme, tmp_path):
    assert clausegap("review", acme, "--out", tmp_path / "out").code == 0
    return tmp_path / "out" / "review.json"


def change(path, find):
    """Change a review.json: `find` gets its agreement and changes what it likes."""
    review = json.loads(path.read_text())
    find(review["agreements"][0])
    path.write_text(json.dumps(review))


def deadline(agreement):
    return next(f for f in agreement["findings"] if f["requirement"] == "in-deadline")["evidence"][0]


def test_every_quote_of_a_fresh_review_holds(clausegap, acme, review_json):
    shown = clausegap("verify", review_json, acme)
    assert shown.code == 0
    assert "each is in its file, word for word, at its place" in shown.out


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda a: deadline(a).update(quote="Uptime is 99.95 % a month."), "the words are not in it"),
        (lambda a: deadline(a).update(span=[1, 26]), "the words stand elsewhere in it"),
        (lambda a: deadline(a).update(place={"line": 3}), "at another place on paper"),
        (lambda a: a["clauses"][0].update(text="Uptime is 100 % a month."), "the words are not in it"),
        (
            lambda a: a["findings"][0]["terms"].append(
                {"name": "x", "type": "y", "value": "1 h", "quote": "1 hour"}
            ),
            "the words are in none of the documents",
        ),
        (
            lambda a: a["placeholders"].append(
                {"document": "d1", "span": [0, 4], "quote": "____", "place": None}
            ),
            "the words are not in it",
        ),
    ],
)
def test_a_quote_that_does_not_hold_is_told(clausegap, acme, review_json, edit, says):
    change(review_json, edit)
    shown = clausegap("verify", review_json, acme)
    assert shown.code == 1
    assert says in shown.out
    assert shown.out.splitlines()[-1].endswith(" quotes checked, 1 fault.")


def test_a_term_quoted_from_the_papers_holds(clausegap, acme, review_json):
    term = {"name": "x", "type": "y", "value": "99.9 %", "quote": "99.9 %"}
    change(review_json, lambda a: a["findings"][0]["terms"].append(term))
    assert clausegap("verify", review_json, acme).code == 0


def test_a_paper_that_changed_or_is_missing_is_told(clausegap, acme, review_json):
    shown = clausegap("verify", review_json, acme / "sla.txt")
    assert shown.code == 1
    assert "terms.md is not among the files." in shown.out
    (acme / "terms.md").write_text("changed")
    assert clausegap("verify", review_json, acme).code == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a review of clausegap"),
        ('{"schema": "clausegap/portfolio/1", "suppliers": []}', "is not a review of clausegap"),
        ('{"schema": "clausegap/review/1", "agreements": [{"documents": 3}]}', "is not a whole review.json"),
        ('{"schema": "clausegap/review/1", "agreements": [{}]}', "is not a whole review.json"),
    ],
)
def test_what_is_no_review_is_one_sentence(clausegap, acme, tmp_path, content, says):
    (tmp_path / "review.json").write_text(content)
    shown = clausegap("verify", tmp_path / "review.json", acme)
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 1)
    assert says in shown.err


def test_the_shipped_library_is_sound(clausegap):
    shown = clausegap("library", "check")
    assert shown.code == 0
    assert "60 requirements" in shown.out


def test_faults_of_a_library_are_told_with_file_line_and_field(clausegap, tmp_path):
    import shutil

    from pipeline.resources import library_folder

    folder = tmp_path / "library"
    shutil.copytree(library_folder(), folder)
    family = folder / "families" / "incident-notification.yaml"
    family.write_text(family.read_text().replace("severity: critical", "severity: dreadful", 1))
    shown = clausegap("library", "check", folder)
    assert shown.code == 1
    assert "families/incident-notification.yaml:" in shown.out
    assert "severity" in shown.out
    assert clausegap("library", "check", tmp_path / "nowhere").code == 2
    (tmp_path / "ours.yaml").write_text("name: ours\n")
    refused = clausegap("library", "check", tmp_path / "ours.yaml")
    assert refused.code == 2 and "--playbook" in refused.err


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("in-deadline", "in-deadline"),
        ("IN-DEADLINE", "in-deadline"),
        ("incident-notification", "in-deadline"),
        ("16.1.1", "in-deadline"),
        ("5.24", "in-deadline"),
    ],
)
def test_a_requirement_family_or_control_is_shown_as_a_person_would_read_it(clausegap, name, says):
    shown = clausegap("library", "show", name)
    assert (shown.code, shown.err) == (0, "")
    assert says in shown.out


def test_a_wrong_control_number_in_circulation_is_answered_with_what_it_really_is(clausegap):
    from .fakes import LIBRARY

    alias = LIBRARY.aliases[0]
    number = next(
        w for w in alias.as_written.replace(",", " ").split() if w[0].isdigit() or w.startswith("CLD")
    )
    shown = clausegap("library", "show", number)
    assert shown.code == 0
    assert "That number is wrong" in " ".join(shown.out.split())


def test_an_unknown_name_is_one_sentence_with_what_is_near(clausegap):
    shown = clausegap("library", "show", "in-deadlin")
    assert (shown.code, shown.out) == (2, "")
    assert "Did you mean in-deadline" in shown.err


def test_the_cache_is_cleared_and_an_absent_one_is_not_made(clausegap, tmp_path):
    from pipeline.store.cache import Cache

    shown = clausegap("cache", "clear")
    assert (shown.code, shown.out) == (0, f"Nothing is kept in {tmp_path / 'kept'}.\n")
    assert not (tmp_path / "kept").exists()
    (tmp_path / "kept").mkdir()
    cache = Cache(tmp_path / "kept")
    (cache.folder / "reports" / ("a" * 64)).write_bytes(b"kept")
    assert clausegap("cache", "clear").out == f"1 kept result removed from {tmp_path / 'kept'}.\n"
    assert clausegap("cache", "clear", "--cache", tmp_path / "other").out.startswith("Nothing is kept")
    (tmp_path / "other").mkdir()
    assert clausegap("cache", "clear", "--cache", tmp_path / "other").out.startswith("Nothing is kept")
    assert not [*(tmp_path / "other").iterdir()]
