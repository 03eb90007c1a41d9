"""What the classifier sees of a clause: sides for names, headings, lead-ins, cues, sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.classification.units import LEAD_IN, Sides, Unit, sentence_features, units_of
from pipeline.domain.agreement import Party
from pipeline.language import tokens

from .papers import Part, agreement, cues

PROVIDER = Party("provider", "Northwind Cloud Services Ltd", ("Northwind", "the Hosting Company"))
CUSTOMER = Party("customer", "Contoso Retail", ("Contoso", "Buyer"))


def units(*parts: Part | str, parties: tuple[Party, ...] = ()) -> list[Unit]:
    return list(units_of(agreement(*parts, parties=parties), cues()))


def marked(text: str, *parties: Party) -> str:
    return " ".join(Sides(parties).mark(tokens(text)))


# ---------------------------------------------------------------- the two sides


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Provider shall notify Customer", "provider_ shall notify customer_"),
        ("We will notify you", "provider_ will notify customer_"),
        ("your data on our servers", "customer_ data on provider_ servers"),
        ("Processor assists Controller", "provider_ assists customer_"),
        ("the Data Importer tells the Data Exporter", "the data provider_ tells the data customer_"),
        # Near-misses: words that only begin like a side, or name somebody else.
        ("the processing of provided data", "the processing of provided data"),
        ("a third party informs the authority", "a third party informs the authority"),
    ],
)
def test_words_for_the_sides_become_roles_without_any_names(text, seen):
    assert marked(text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Northwind notifies Contoso", "provider_ notifies customer_"),
        ("NORTHWIND notifies CONTOSO", "provider_ notifies customer_"),
        ("Northwind Cloud Services Ltd notifies Contoso Retail", "provider_ notifies customer_"),
        ("The Hosting Company notifies the Buyer", "provider_ notifies the customer_"),
        ("a breach at Northwind’s sites", "a breach at provider_ 's sites"),
        ("Provider notifies Customer", "provider_ notifies customer_"),  # the usual words hold beside names
        # Near-misses: a part of a name, a name with another word in it, another company.
        ("the hosting of a company", "the hosting of a company"),
        ("Retail Contoso", "retail customer_"),
        ("Cloud Services are retail", "cloud services are retail"),
        ("Northwinds notifies Fabrikam", "northwinds notifies fabrikam"),
    ],
)
def test_names_become_roles(text, seen):
    assert marked(text, PROVIDER, CUSTOMER) == seen


def test_the_longest_name_wins():
    short, long = Party("provider", None, ("Acme",)), Party("customer", None, ("Acme Retail",))
    assert marked("Acme serves Acme Retail", short, long) == "provider_ serves customer_"
    assert marked("Acme serves Acme Retail", long, short) == "provider_ serves customer_"


def test_two_contracts_with_other_names_look_alike():
    text = "{0} shall tell {1} of each breach at {0}'s sites. {1} is then told why."
    one = units(text.format("Northwind", "Contoso"), parties=(PROVIDER, CUSTOMER))
    other = units(text.format("Provider", "Customer"))
    assert one[0].whole == other[0].whole
    assert one[0].sentences == other[0].sentences


def test_a_party_without_words_or_name_changes_nothing():
    assert marked("Northwind notifies", Party("provider", "", ("", "…"))) == "northwind notifies"


# ---------------------------------------------------------------- features


@pytest.mark.parametrize(
    "feature",
    [
        pytest.param("notify", id="a word"),
        pytest.param("shall notify", id="two words"),
        pytest.param("<num> hours", id="a figure, whatever it is"),
        pytest.param("~notif", id="a stem"),
        pytest.param("^notify custom", id="content words next to each other"),
        pytest.param("cue:in-deadline", id="a cue of a requirement"),
    ],
)
def test_features_of_a_sentence(feature):
    text = "Provider shall notify Customer within 72 hours after becoming aware."
    assert feature in sentence_features(text, cues())


def test_figures_look_alike_and_words_do_not():
    one, other = (set(sentence_features(f"within {n} hours", cues())) for n in ("48", "72"))
    assert one == other
    assert one != set(sentence_features("within two hours", cues()))


def test_an_example_of_the_library_is_read_as_a_clause_without_surroundings():
    text = "Provider deletes the backups within 30 days."
    assert sentence_features(text, cues()) == units(text)[0].whole


def test_the_heading_is_seen_beside_the_words():
    (unit,) = units(
        Part("It is told at once.", heading="Northwind’s Breach Notice"), parties=(PROVIDER, CUSTOMER)
    )
    assert {"h:provider_", "h:breach", "h:notice", "h:breach notice"} <= set(unit.whole)
    assert "breach" not in unit.whole


def test_without_a_heading_there_are_no_heading_features():
    (unit,) = units("Breach Notice is given at once.")
    assert not any(f.startswith("h:") for f in unit.whole)


def test_every_sentence_stands_under_the_heading():
    (unit,) = units(Part("It is told at once. It is told in writing.", heading="Breach"))
    assert len(unit.sentences) == 2
    assert all("h:breach" in s for s in unit.sentences)


def test_the_lead_in_is_seen_from_the_item():
    lead = Part("Northwind shall, at no charge:", heading="Exit")
    _, item = units(lead, Part("(a) return all data;", under=0), parties=(PROVIDER,))
    assert {"p:provider_", "p:shall", "p:charge"} <= set(item.whole)
    assert "p:return" not in item.whole


def test_only_the_end_of_a_long_lead_in_is_seen():
    far, near = "farthest", "nearest"
    words = " ".join([far, *["word"] * LEAD_IN, near])
    _, item = units(Part(words), Part("(a) return all data;", under=0))
    assert f"p:{near}" in item.whole
    assert f"p:{far}" not in item.whole
    assert sum(f.startswith("p:") for f in item.whole) == LEAD_IN


@pytest.mark.parametrize("kind", ["heading", "contents"])
def test_a_heading_above_leads_in_nothing(kind):
    (item,) = units(Part("Breach and notice", kind=kind), Part("It is told.", under=0))
    assert not any(f.startswith("p:") for f in item.whole)


# ---------------------------------------------------------------- which clauses, which sentences


@pytest.mark.parametrize(
    ("kind", "read"),
    [
        ("clause", True),
        ("schedule", True),
        ("definition", True),
        ("preamble", True),
        ("heading", False),
        ("contents", False),
    ],
)
def test_which_clauses_are_read(kind, read):
    assert bool(units(Part("Provider deletes all data.", kind=kind))) is read


def test_a_clause_of_space_is_not_read():
    assert units(Part(" \n\t ")) == []


@pytest.mark.parametrize(
    ("text", "texts", "parts"),
    [
        ("One sentence only.", ["One sentence only."], 0),
        ("First one. Second one.", ["First one.", "Second one."], 2),
        ("See Art. 28 and No. 5 of it.", ["See Art. 28 and No. 5 of it."], 0),
    ],
)
def test_sentences_are_told_apart_only_where_there_are_several(text, texts, parts):
    paper = agreement("Another clause before it.", text)
    *_, unit = units_of(paper, cues())
    assert [paper.document.quote(s) for s in unit.spans] == texts
    assert len(unit.sentences) == parts


TEXT = st.lists(
    st.sampled_from(
        ["Provider", "shall", "notify.", "Art. 28", "(a)", "\n", "é", "…", "No.", "72", ";", "e.g. x"]
    ),
    max_size=40,
).map(" ".join)


@given(texts=st.lists(TEXT, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_spans_are_sentences_of_their_own_clause(texts):
    paper = agreement(*texts)
    for unit in units_of(paper, cues()):
        assert unit.sentences == () or len(unit.sentences) == len(unit.spans)
        assert unit.spans
        assert all(unit.clause.span.contains(s) and len(s) for s in unit.spans)
        covered = "".join(paper.document.quote(s) for s in unit.spans)
        assert "".join(covered.split()) == "".join(unit.clause.text.split())
