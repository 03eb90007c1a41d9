"""Names that a sentence denies, places where data is not, and certificates of other companies."""

import pytest

from pipeline.domain.agreement import Party
from pipeline.domain.terms import TermType
from pipeline.extraction import find_terms

from .vocabularies import vocabulary


def values(text: str, kind: TermType) -> list[str]:
    return [t.value for t in find_terms(text, vocabulary()) if t.type is kind]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Provider has not yet passed an audit for SOC 2 or ISO 27001.", []),
        ("We do not currently hold ISO 27001.", []),
        ("The Service is not SOC 2 certified.", []),
        ("Neither certified under ISO 27001 nor audited, it relies on trust.", []),
        ("Provider is in the process of becoming ISO 27001 certified.", []),
        ("We plan to obtain ISO 27001.", []),
        ("Our endpoints don't support TLS 1.0.", []),
        ("TLS 1.0 and TLS 1.1 are disabled.", []),
        ("Support for the old TLS 1.0 protocol is disabled, as are weak ciphers.", []),
        ("We have switched off TLS 1.0.", []),
        ("Pages may be called without TLS 1.2.", []),
        ("TLS 1.2 is used, and TLS 1.1 is no longer supported.", ["TLS 1.2"]),
        ("Connections that do not use TLS 1.2 are rejected.", ["TLS 1.2"]),
        ("No data is sent without TLS 1.2.", ["TLS 1.2"]),
        ("Certificates include, but are not limited to, ISO 27001.", ["ISO 27001"]),
        ("Controls shall not be weaker than ISO 27001.", ["ISO 27001"]),
        ("Provider shall not charge for a copy of its SOC 2 report.", ["SOC 2"]),
        ("Provider has no SOC 2 report but holds ISO 27001.", ["ISO 27001"]),
        ("Provider has not lost any audit. It holds ISO 27001.", ["ISO 27001"]),
        ("Older releases are disabled. Provider uses TLS 1.3.", ["TLS 1.3"]),
        ("Strong block ciphers such as AES-256 are used.", ["AES-256"]),
        ("It supports TLS 1.3, and plain text is disabled.", ["TLS 1.3"]),
    ],
)
def test_standards_that_are_denied_are_not_had(text: str, expected: list[str]) -> None:
    assert values(text, TermType.STANDARD) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Logs may be stored outside of the United States.", []),
        ("Data may be moved outside the EEA (“EEA”) or Switzerland.", []),
        ("It is stored outside the EEA in Canada.", ["Canada"]),
        ("Data shall not be transferred outside the EEA.", ["EEA"]),
        ("Data never leaves Germany.", ["Germany"]),
        ("Data will not be stored in China, Russia or India.", []),
        ("Data is not stored anywhere but in Norway.", ["Norway"]),
        ("Provider shall not transfer it to any country other than those agreed.", []),
        ("Provider shall not transfer (nor let others transfer) it to any jurisdiction.", []),
        ("Provider may store it in any country.", ["worldwide"]),
        ("Data transferred from the EEA to Canada is protected.", ["Canada"]),
        ("Data may not be transferred from Germany.", ["Germany"]),
        ("Support staff read data from India.", ["India"]),
        ("All of Europe, excluding France, is served.", ["Europe"]),
        ("If you do not choose, data is stored in Ireland.", ["Ireland"]),
        ("Roe Ireland Limited stores data in Spain.", ["Spain"]),
        ("EU personal data is kept in Sweden.", ["Sweden"]),
        ("Data collected is stored in Sweden.", ["Sweden"]),
        ("Data collected from users in China is protected.", []),
        ("Transferred data is read from India.", ["India"]),
        ("There are no fewer than two data centres in Norway.", ["Norway"]),
        ("Data moves no later than today to halls in Norway.", ["Norway"]),
        ("Regulation (EU) 2016/679 applies.", []),
        ("If your usual residence is in the EU, consumer law helps you.", []),
        ("For users located in Canada, data resides in Norway.", ["Norway"]),
        ("Data residence in Norway is the rule.", ["Norway"]),
        ("The laws of California, USA, govern.", []),
    ],
)
def test_places_where_data_is_not_are_left_out(text: str, expected: list[str]) -> None:
    assert values(text, TermType.REGION) == expected


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("Our hosting provider is certified to ISO 27001.", True),
        ("We read our hosting providers' SOC 2 reports.", True),
        ("AWS data centres are certified to ISO 27001.", True),
        ("AWS (i) is certified to PCI DSS and (ii) undergoes ISO 27001 audits.", True),
        ("We host with AWS, which holds ISO 27001.", True),
        ("AWS is a Level 1 Service Provider under PCI DSS and has ISO 27001.", True),
        ("Read of AWS’ compliance programs, including ISO 27001.", True),
        ("AWS is certified, as our own ISO 27001 certificate shows.", False),
        ("We host with AWS and hold ISO 27001.", False),
        ("AWS is certified, and we hold ISO 27001.", False),
        ("AWS is certified. Provider holds ISO 27001.", False),
        ("AWS is certified, and Roe Cloud is ISO 27001 certified.", False),
        ("Our data centres are certified to ISO 27001.", False),
        ("Provider holds ISO 27001.", False),
        ("The hosting provider maintains ISO 27001.", False),
        ("Vendors are certified to ISO 27001, as far as Vendor maintains ISO 27001.", False),
    ],
)
def test_a_certificate_of_another_company_is_marked(text: str, is_another: bool) -> None:
    roles = [t.role for t in find_terms(text, vocabulary()) if t.type is TermType.STANDARD]
    assert [role == "another" for role in roles][-1:] == [is_another]


def test_in_its_own_agreement_a_host_is_the_provider() -> None:
    text = "AWS is certified to ISO 27001."
    own = (Party("provider", "Amazon Web Services, Inc.", ("AWS",)),)
    assert [t.role for t in find_terms(text, vocabulary(), parties=own)] == [None]
    assert [t.role for t in find_terms(text, vocabulary())] == ["another"]
