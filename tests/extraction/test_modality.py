"""How strongly sentences bind."""

import pytest

from pipeline.domain.agreement import Modality
from pipeline.extraction import modality_of

from .vocabularies import vocabulary


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Provider shall encrypt the data.", Modality.BINDING),
        ("Provider will encrypt the data.", Modality.BINDING),
        ("Provider undertakes to encrypt the data.", Modality.BINDING),
        ("Provider shall not move the data.", Modality.BINDING),
        ("Provider may not move the data.", Modality.BINDING),
        ("Data may be moved only with the customer's consent.", Modality.BINDING),
        ("Should it fail, Provider shall restore it.", Modality.BINDING),
        ("Provider will use commercially reasonable efforts to encrypt it.", Modality.CONDITIONAL),
        ("Provider shall encrypt it where feasible.", Modality.CONDITIONAL),
        ("The service is designed to encrypt the data.", Modality.DESCRIPTIVE),
        ("Data will generally be encrypted.", Modality.DESCRIPTIVE),
        ("Provider will aim to answer within a day.", Modality.ASPIRATIONAL),
        ("Provider strives to answer within a day.", Modality.ASPIRATIONAL),
        ("Provider may notify the customer.", Modality.DISCRETIONARY),
        ("Provider will notify at its sole discretion.", Modality.DISCRETIONARY),
        ("Provider reserves the right to move the data.", Modality.DISCRETIONARY),
        ("Nothing in this clause obliges Provider to notify.", Modality.DISCRETIONARY),
        ("Provider shall have no obligation to notify.", Modality.DISCRETIONARY),
        ("Provider is not obliged to notify, but will try to.", Modality.DISCRETIONARY),
        ("Data is encrypted.", Modality.NONE),
        ("In the month of May, data is moved.", Modality.DISCRETIONARY),
        ("", Modality.NONE),
    ],
)
def test_modality(sentence: str, modality: Modality) -> None:
    assert modality_of(sentence, vocabulary()) is modality
