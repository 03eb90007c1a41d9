"""Words for other customers: for a plan, product or option that the order leaves out."""

import pytest

from pipeline.assessment.ordered import not_ordered
from pipeline.domain.agreement import Agreement
from tests.structure.sets import papers

ORDER = (
    "Order Form",
    "Provider: Tarn Ltd",
    "Plan: Starter",
    "Night Watch: not purchased",
    "Extra Vault: yes",
)


def found(*words: str, order: tuple[str, ...] = ORDER, name: str = "Service Level Agreement"):
    made = papers(sla=(name, *words), order_form=order)
    return not_ordered(made)


@pytest.mark.parametrize(
    "words",
    [
        "This paper applies to subscriptions on the Gold plan and to no other.",
        "These terms concern only the product Tarn Archive and customers who have ordered it.",
        "This addendum applies only to customers whose order shows the item “Night Watch” as purchased.",
        "Annex S – goes with the Gold plan only",
        "This paper is about free trials only and not about paid plans.",
    ],
)
def test_a_paper_for_others_counts_for_nothing(words):
    (span,) = found(words, "The service is up 99.9 % of the month.")["d1"]
    assert span.start == 0


@pytest.mark.parametrize(
    "words",
    [
        "This paper applies to subscriptions on the Starter plan and to no other.",
        "This addendum applies only to customers who ordered the option “Extra Vault”.",
        "This paper applies to all plans.",
        "This paper applies only to Covered Entities.",
    ],
)
def test_what_was_ordered_or_is_no_offer_counts(words):
    assert found(words) == {}


def test_without_an_order_that_names_anything_nobody_can_tell():
    words = "This paper applies only to the Gold plan."
    assert found(words, order=("Order Form", "Signed in Oslo.")) == {}
    assert not_ordered(papers(sla=("Service Level Agreement", words))) == {}


def test_only_the_section_with_the_limit_is_for_others():
    made: tuple[Agreement, ...] = papers(
        msa=(
            "Master Services Agreement",
            "4. Support",
            "4.1 This section applies only to the Gold plan.",
            "4.2 Provider answers within an hour.",
            "5. Provider keeps logs for a year.",
        ),
        order_form=ORDER,
    )
    text = made[0].document.text
    kept = [text[s.start : s.end] for s in not_ordered(made)["d1"]]
    assert "4.2 Provider answers within an hour." in kept
    assert not any("logs" in words for words in kept)
