from pipeline.domain.review import Responsibility
from pipeline.reports.owners import nobodys, owners, owners_in_words

from .contracts import evidence

PROVIDER, CUSTOMER = (evidence("Provider shall back up."),), (evidence("Customer shall back up."),)


def row(owner, **changes):
    (made,) = owners([Responsibility("backup and restore", owner, **({"evidence": ()} | changes))])
    return made


def test_each_side_stands_with_its_own_words():
    made = row("shared", provider=PROVIDER, customer=CUSTOMER, evidence=PROVIDER + CUSTOMER)
    assert [(s.side, s.evidence) for s in made.shares] == [("Provider", PROVIDER), ("Customer", CUSTOMER)]
    assert made.quotes == 2


def test_words_whose_side_is_not_told_are_still_shown():
    assert [(s.side, s.evidence) for s in row("customer", evidence=CUSTOMER).shares] == [("", CUSTOMER)]


def test_what_the_provider_declines_is_shown_where_nobody_owns_it():
    assert [s.side for s in row("nobody", declined=PROVIDER).shares] == ["Declined by the provider"]


def test_nobody_has_no_words():
    assert row("nobody").shares == ()


def test_doubt_begins_under_the_limit():
    assert row("nobody", confidence=0.59).doubtful and not row("nobody", confidence=0.6).doubtful


def test_the_matrix_in_words():
    rows = owners(
        [Responsibility(f"process {n}", o, ()) for n, o in enumerate(("nobody", "provider", "provider"))]
    )
    assert owners_in_words(rows) == "provider 2 and nobody 1"
    assert nobodys(rows) == ("process 0",)
