"""Sentences, tokens, phrases and languages as contracts write them."""

from itertools import pairwise

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.language import Phrases, language_of, once_per_vocabulary, sentences, tokens


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Data is encrypted. Keys rotate.", ["Data is encrypted.", "Keys rotate."]),
        ("Certificate No. 5 applies.", ["Certificate No. 5 applies."]),
        ("We answer no. The matter is closed.", ["We answer no.", "The matter is closed."]),
        ("See Art. 28 and Sec. 4 of it.", ["See Art. 28 and Sec. 4 of it."]),
        ("Backups, e.g. Nightly ones, are kept.", ["Backups, e.g. Nightly ones, are kept."]),
        ("Acme Inc. Berlin hosts it.", ["Acme Inc. Berlin hosts it."]),
        ("It is kept by Acme Inc. The term is a year.", ["It is kept by Acme Inc.", "The term is a year."]),
        ("Data stays in the U.S. Customer agrees.", ["Data stays in the U.S.", "Customer agrees."]),
        ("The U.S. Treasury may ask.", ["The U.S. Treasury may ask."]),
        ("J. R. Smith signs it. He is CEO.", ["J. R. Smith signs it.", "He is CEO."]),
        ("7.2 Return. Provider returns data.", ["7.2 Return.", "Provider returns data."]),
        ("7. Provider returns data.", ["7. Provider returns data."]),
        ("(a) Provider returns data.", ["(a) Provider returns data."]),
        ("It ends at 5 p.m. on Friday.", ["It ends at 5 p.m. on Friday."]),
        ("Uptime is 99.9 percent. Credits follow.", ["Uptime is 99.9 percent.", "Credits follow."]),
        ("It was sent that day.The provider answers.", ["It was sent that day.", "The provider answers."]),
        ("We use Node.Js here.", ["We use Node.Js here."]),
        ("First line\n\nsecond paragraph", ["First line", "second paragraph"]),
        ("Provider shall:\n• encrypt\n• log", ["Provider shall:", "• encrypt", "• log"]),
        ("a line that\nwraps", ["a line that\nwraps"]),
        ("in respect of\nit. The provider pays.", ["in respect of\nit.", "The provider pays."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("", []),
        ("  \n ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_a_run_on_list_is_split_at_its_items_and_a_short_one_is_not() -> None:
    long = (
        "Provider shall "
        + "without any exception whatsoever " * 10
        + ": (a) encrypt; (b) log; and (c) report."
    )
    assert [s.split()[0] for s in split(long)] == ["Provider", "(a)", "(b)", "(c)"]
    assert len(split("Provider shall: (a) encrypt; (b) log; and (c) report.")) == 1


@given(st.text(alphabet='aB1.;:(?)\n "”é', max_size=200))
def test_sentences_cover_everything_but_space_in_order(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in spans)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Provider SHALL not store it.", ("provider", "shall", "not", "store", "it")),
        ("It won’t wait 72 hours", ("it", "will", "not", "wait", "<num>", "hours")),
        ("99.9% of AES-256", ("<num>", "%", "of", "aes-256")),
        ("“Data”, —", ("data",)),
    ],
)
def test_tokens(text: str, expected: tuple[str, ...]) -> None:
    assert tokens(text) == expected


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12), max_size=6))
@example(["don't", "can not", ":-)", "a.m.", "U.S.", "10", "km", "'", "s", "(e.g."])
def test_words_on_either_side_of_a_space_are_parted_by_themselves(texts: list[str]) -> None:
    assert tokens(" ".join(texts)) == tuple(word for text in texts for word in tokens(text))


def test_words_are_those_of_the_tokenizer() -> None:
    text = (
        "The Provider won't (e.g. at 10 a.m., per Art. 28) reply to a@b.example; it's U.S.-based, isn't it?"
    )
    whole = (token.norm_ for token in spacy.blank("en").tokenizer(text))
    assert list(tokens(text)) == [
        "<num>" if word[0].isdigit() else word for word in whole if any(map(str.isalnum, word))
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Provider shall return all data to the Customer at the end of the term.", "en"),
        (
            "Wir hosten die Daten nur in Rechenzentren, die in Hessen liegen, und nicht in anderen Ländern.",
            "de",
        ),
        (
            "Le prestataire doit restituer les données au client à la fin du contrat"
            " et les supprimer ensuite.",
            "fr",
        ),
        ("4711 0815", "und"),
        ("qwrt zxcv bnmp qwrt zxcv bnmp lkjh gfds", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    code, confidence = language_of(text)
    assert code == language
    assert 0 <= confidence <= 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("stored in the US and the United  States", ["US", "US"]),
        ("tell us", []),
        ("IN THE UNITED STATES", ["US"]),
        ("ISO 27001, ISO/IEC 27001 and iso 27001", ["ISO"] * 3),
        ("ISO 270011", []),
        ("customer’s data", ["OWN"]),
    ],
)
def test_phrases_in_capitals_are_found_as_written(text: str, found: list[str]) -> None:
    table = Phrases(
        {"US": ["US", "United States"], "ISO": ["iso 27001", "iso/iec 27001"], "OWN": ["customer's data"]}
    )
    assert [entry for entry, _ in table.find(text)] == found


def test_the_longest_phrase_wins_at_a_place() -> None:
    table = Phrases({"short": ["data"], "long": ["data centre"]})
    assert [(entry, (s.start, s.end)) for entry, s in table.find("a data centre, data")] == [
        ("long", (2, 13)),
        ("short", (15, 19)),
    ]


def test_one_text_gives_each_table_its_own_phrases_however_long_it_is() -> None:
    text = "Provider deletes the data. " * 200
    short, first, second = text[:26], Phrases({"act": ["deletes"]}), Phrases({"thing": ["the data"]})
    assert [(e, short[s.start : s.end]) for e, s in first.find(short)] == [("act", "deletes")]
    assert [(e, short[s.start : s.end]) for e, s in second.find(short)] == [("thing", "the data")]
    assert not Phrases({"other": ["keeps"]}).find(short)
    assert len(first.find(text)) == len(second.find(text)) == 200


def test_what_is_built_from_a_vocabulary_is_built_once_and_not_for_another() -> None:
    calls = []
    build = once_per_vocabulary(lambda vocabulary: calls.append(1) or len(vocabulary))
    one, two = {"a": {"x": ("y",)}}, {"a": {}, "b": {}}
    assert [build(one), build(one), build(two)] == [1, 1, 2]
    assert len(calls) == 2


def test_what_is_put_in_a_clauses_place_is_a_sentence_of_its_own() -> None:
    new = "“4. Provider shall keep every record of the access of its administrators for two years.”"
    assert split(f"Clause 4 is replaced with the following: {new}") == [
        "Clause 4 is replaced with the following:",
        new,
    ]
    swap = f"The words “one year and no longer” are replaced with the following: {new.replace('4. ', '')}"
    assert split(swap) == [swap]
