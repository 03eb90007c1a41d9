"""Percentages, money, places, standards, formats, governing law."""

import pytest

from pipeline.domain.terms import Term, TermType
from pipeline.extraction import find_terms

from .vocabularies import vocabulary


def found(text: str, kind: TermType) -> list[Term]:
    return [term for term in find_terms(text, vocabulary()) if term.type is kind]


def values(text: str, kind: TermType) -> list[str]:
    return [term.value for term in found(text, kind)]


@pytest.mark.parametrize(
    ("text", "value", "role"),
    [
        ("an uptime of 99.9%", "99.9 %", "availability"),
        ("available 99,95 percent of the time", "99.95 %", "availability"),
        ("ninety-nine point nine percent availability", "99.9 %", "availability"),
        ("a credit of ten percent (10%)", "10 %", "credit"),
        ("less than 99.0% uptime earns a credit", "99 %", "tier"),
        ("interest of 1.5% a month", "1.5 %", "interest"),
        ("Below 99.0 %: 10% of the monthly fee is credited to Customer".partition(": ")[2], "10 %", "credit"),
        ("availability of at least 99.5%", "99.5 %", "availability"),
        ("calculated by subtracting from 100% the share of downtime and uptime", "100 %", "share"),
    ],
)
def test_percentages(text: str, value: str, role: str) -> None:
    (term,) = found(text, TermType.PERCENTAGE)
    assert (term.value, term.role) == (value, role)


def test_the_rows_of_a_credit_table() -> None:
    table = "Uptime Credit ≥ 99.0% but less than 99.9% 10% Less than 99.0% | 25%"
    assert [(t.value, t.role) for t in found(table, TermType.PERCENTAGE)] == [
        ("99 %", "tier"),
        ("99.9 %", "tier"),
        ("10 %", "credit"),
        ("99 %", "tier"),
        ("25 %", "credit"),
    ]


@pytest.mark.parametrize("text", ["5 per cents", "ISO 27001", "the percentage of users", "2020-05-14"])
def test_no_percentages(text: str) -> None:
    assert values(text, TermType.PERCENTAGE) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("USD 10,000", "USD 10,000"),
        ("€ 5 million", "EUR 5,000,000"),
        ("200 pounds", "GBP 200"),
        ("$0.50", "USD 0.5"),
    ],
)
def test_money(text: str, value: str) -> None:
    assert values(text, TermType.MONEY) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("stored in Germany", "Germany"),
        ("stored in Germany, Ireland and the EEA", "Germany; Ireland; EEA"),
        ("stored in the US", "United States"),
        ("stored in the U.S. or U.K.", "United States; United Kingdom"),
        ("stored in the European Economic Area", "EEA"),
        ("STORED IN THE UNITED STATES", "United States"),
        ("in the region eu-west-1", "AWS eu-west-1"),
        ("data centres in Frankfurt", "Frankfurt, Germany"),
        ("stored in New Jersey", "New Jersey"),
        ("may be stored anywhere in the world", "worldwide"),
        ("in germanywestcentral only", "Azure Germany West Central"),
        ("in the region europe-west10", "Google europe-west10"),
        ("in the region selected by Customer", "chosen by customer"),
        ("only in the Client's chosen data centre", "chosen by customer"),
        ("in a location that you select", "chosen by customer"),
        ("Alpha, a company seated in Malta, keeps your data in Denmark", "Denmark"),
        ("Our company is registered in Estonia. It hosts customer data in Finland.", "Finland"),
        ("Data is processed at Alpha's head office in Poland", "Poland"),
        ("may be accessed by support staff from our offices in India", "India"),
        ("Our hosting company in Iceland stores it", "Iceland"),
        ("Invoices and your data are kept in Norway; our payment provider is in Canada", "Norway"),
        ("Personal data such as payment details is stored in Spain", "Spain"),
    ],
)
def test_places(text: str, value: str) -> None:
    assert values(text, TermType.REGION) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "please tell us",
        "PLEASE CONTACT US AT ONCE",
        "the EU GDPR applies",
        "the UK Data Protection Act",
        "under the laws of Germany",
        "the courts of Ireland decide",
        "ten US dollars",
        "D-10115 10115 Germany",
        "turkey is served",
        "a non-exclusive, worldwide right to use it",
        "United States and foreign export laws",
        "the California Consumer Privacy Act",
        "a region selected by Provider",
        "Alpha is headquartered in Ireland",
        "with its registered office in Austria",
        "has its principal place of business in California",
        "Alpha Ltd is a company based in the United Kingdom",
        "our offices are located in France and Spain",
        "payments are handled by our payment processor Payco in the United States",
        "Payco, which takes the card payments, sits in Canada",
        "card data is processed in India",
    ],
)
def test_words_that_place_no_data(text: str) -> None:
    assert values(text, TermType.REGION) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("certified to ISO/IEC 27001:2022", "ISO 27001"),
        ("a SOC 2 Type II report", "SOC 2 Type II"),
        ("SOC 2, Type 2", "SOC 2 Type II"),
        ("by TLS 1.2 or higher", "TLS 1.2"),
        ("with AES-256", "AES-256"),
        ("a SOC2/Type II report", "SOC 2 Type II"),
        ("per IEEE 2883-2022", "IEEE 2883"),
        ("ISO/IEC 27040:2024", "ISO 27040"),
        ("NIST SP 800-218", "NIST SP 800-218"),
        ("with 256-bit AES", "AES-256"),
        ("per NIST 800-88", "NIST SP 800-88"),
        ("Decision (EU) 2021/914", "EU SCC 2021/914"),
        ("Commission Decision 2010/87/EU", "EU SCC 2010/87/EU"),
        ("the standard contractual clauses", "EU standard contractual clauses"),
        ("PCI-DSS", "PCI DSS"),
    ],
)
def test_standards(text: str, value: str) -> None:
    assert values(text, TermType.STANDARD) == [value]


@pytest.mark.parametrize("text", ["call extension 27001", "we aes tls", "version 1.2", "a sock 2 wear"])
def test_no_standards(text: str) -> None:
    assert [v for v in values(text, TermType.STANDARD) if v not in ("AES", "TLS")] == []


def test_formats_count_where_data_is_handed_over() -> None:
    assert values("Customer may export it as CSV or JSON.", TermType.FORMAT) == ["CSV", "JSON"]
    assert values("Our API speaks JSON.", TermType.FORMAT) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("This agreement is governed by the laws of England and Wales.", "England and Wales"),
        (
            "It shall be construed under the laws of the State of Ohio, USA, without"
            " regard to conflict of laws.",
            "Ohio, United States",
        ),
        ("German law shall apply.", "Germany"),
        ("OHIO LAW SHALL APPLY.", "Ohio"),
        ("Governing law: Ireland", "Ireland"),
        (
            "The Clauses shall be governed by the law of the Member State in which"
            " the exporter is established.",
            "Member State in which the exporter is established",
        ),
    ],
)
def test_governing_law(text: str, value: str) -> None:
    assert [t.value for t in found(text, TermType.GOVERNING_LAW) if t.role == "law"] == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Provider complies with EU data protection law.",
        "Transfers are governed by applicable law.",
        "Laws of many countries differ.",
        "Data is kept in Ireland as the law demands.",
    ],
)
def test_laws_that_govern_nothing(text: str) -> None:
    assert [t for t in found(text, TermType.GOVERNING_LAW) if t.role == "law"] == []


def test_venue_stands_beside_the_law() -> None:
    terms = found(
        "It is governed by English law; the courts of Paris have exclusive jurisdiction.",
        TermType.GOVERNING_LAW,
    )
    assert {t.role: t.value for t in terms} == {"law": "England", "venue": "Paris, France"}
