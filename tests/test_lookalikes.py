import pytest

from pipeline.lookalikes import disguises, fold

DISGUISED = [
    ("dаta is dеleted", "data is deleted", ["data", "deleted"]),  # Cyrillic а, е
    ("Αnnex tο the terms", "Annex to the terms", ["Annex", "to"]),  # Greek Α, ο
    ("рас the data", "pac the data", ["pac"]),  # wholly Cyrillic, among Latin words
    ("а provider", "a provider", ["a"]),
    ("ᎠᎪTA", "DATA", ["DATA"]),  # Cherokee
    ("ⅾata in Annex Ⅰ", "data in Annex Ⅰ", ["data"]),  # a numeral as a letter; an honest numeral
    ("𝐝𝐚𝐭𝐚", "data", ["data"]),  # letters for formulas
]
WIDE = ("ｄａｔａ within ７２ hours", "data within 72 hours")
HONEST = [
    "data",
    "Ελλάδα",
    "Имя: Сара",  # look-alikes alone, among words of their alphabet
    "ТОВАР",
    "the α version, Δt, 5 µs, 3 kΩ, ρs, 2𝑥",
    "Pусский",  # a language menu: one slip, and letters without a double
    "Oʻzbekiston, Yıldız, Łódź, naïve",
    "72² hours, № 5, 20 ℃",
    "日本語DPA",
]


@pytest.mark.parametrize(("text", "shown", "words"), DISGUISED)
def test_disguises_are_found_and_folded(text, shown, words):
    assert fold(text) == shown
    assert [word for _, word in disguises(text)] == words
    assert [fold(text)[s.start : s.end] for s, _ in disguises(text)] == words


def test_wide_letters_are_folded_and_deceive_nobody():
    assert fold(WIDE[0]) == WIDE[1]
    assert list(disguises(WIDE[0])) == []


@pytest.mark.parametrize("text", HONEST)
def test_honest_words_stay_as_they_are(text):
    assert fold(text) == text
    assert list(disguises(text)) == []


@pytest.mark.parametrize("text", [t for t, *_ in DISGUISED] + [WIDE[0], *HONEST])
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)
