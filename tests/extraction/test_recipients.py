"""Who is told something by when: the customer, or others alone."""

import pytest

from pipeline.extraction import find_terms
from pipeline.extraction.party_words import party_words
from pipeline.extraction.recipients import CUSTOMER_TOLD, OTHERS_TOLD, tells_only_others

from .vocabularies import vocabulary

BREACH = "of a breach"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"Provider informs the authority within 72 hours {BREACH}.", OTHERS_TOLD),
        (f"Provider shall notify the competent supervisory authority within 72 hours {BREACH}.", OTHERS_TOLD),
        (f"The supervisory authority shall be notified within 72 hours {BREACH}.", OTHERS_TOLD),
        (f"Within 72 hours {BREACH} the regulator is informed.", OTHERS_TOLD),
        ("We report breaches to the police within 24 hours.", OTHERS_TOLD),
        ("Each Sub-processor must notify us of a breach within 24 hours.", OTHERS_TOLD),
        (
            "Provider assists Customer in notifying a breach to the supervisory authority within 72 hours.",
            OTHERS_TOLD,
        ),
        (f"Provider notifies the authority and Customer within 72 hours {BREACH}.", CUSTOMER_TOLD),
        (f"Customer and the supervisory authority are notified within 72 hours {BREACH}.", CUSTOMER_TOLD),
        ("You will be notified of any breach within 48 hours.", CUSTOMER_TOLD),
        ("Notice of a breach is sent to Customer's security contact within 24 hours.", CUSTOMER_TOLD),
        (
            "Within 24 hours of discovery, Provider shall notify Customer and, where required, the authority.",
            CUSTOMER_TOLD,
        ),
        (
            f"Provider shall notify the supervisory authority and, within 24 hours {BREACH}, Customer.",
            CUSTOMER_TOLD,
        ),
    ],
)
def test_who_is_told_is_a_subject_of_the_time(text, told):
    (term,) = find_terms(text, vocabulary())
    assert [s for s in term.about if s in (CUSTOMER_TOLD, OTHERS_TOLD)] == [told]


def test_two_times_in_a_sentence_are_told_to_different_people():
    text = "Provider shall notify: (a) the authority within 72 hours; and (b) Customer within 24 hours."
    later, earlier = find_terms(text, vocabulary())
    assert OTHERS_TOLD in later.about
    assert CUSTOMER_TOLD in earlier.about


def test_where_nobody_is_named_nobody_is_told():
    (term,) = find_terms("Incidents are notified by e-mail within 24 hours.", vocabulary())
    assert not {CUSTOMER_TOLD, OTHERS_TOLD} & set(term.about)


@pytest.mark.parametrize(
    ("text", "only_others"),
    [
        ("Provider shall notify the supervisory authority of every incident.", True),
        ("Provider informs data subjects. It also informs the police.", True),
        ("Provider shall notify the authority. Customer is informed at the same time.", False),
        ("Provider tells Customer what it reports to the authorities.", False),
        ("Every incident is notified.", False),
        ("Provider shall inform the data protection officer of Customer of every incident.", False),
        ("Provider shall inform the supervisory authority of Customer of every incident.", True),
        ("Provider keeps a record of every incident and shows it to the authority.", False),
    ],
)
def test_words_that_tell_others_only(text, only_others):
    words = party_words((), vocabulary())
    assert tells_only_others(text, vocabulary=vocabulary(), words=words) is only_others


def test_who_acts_next_is_not_told():
    text = "Customer may audit on 30 days' notice to Provider, and only after the parties have agreed."
    (term,) = find_terms(text, vocabulary())
    assert OTHERS_TOLD in term.about
