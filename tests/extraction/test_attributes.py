"""Which values of a passage answer a requirement."""

from dataclasses import replace

import pytest

from pipeline.domain.attributes import Attribute, Holds
from pipeline.domain.requirements import Requirement
from pipeline.extraction import find_terms, terms_for
from pipeline.library import load_library

from .vocabularies import vocabulary


def requirement(identifier: str) -> Requirement:
    return next(r for r in load_library().requirements if r.id == identifier)


def answers(identifier: str, text: str) -> list[tuple[str, str]]:
    return [(t.name, t.value) for t in terms_for(requirement(identifier), find_terms(text, vocabulary()))]


@pytest.mark.parametrize(
    ("identifier", "text", "expected"),
    [
        ("in-deadline", "Provider notifies within 72 hours of becoming aware.", [("deadline", "72 h")]),
        (
            "dl-location-change-notice",
            "Provider must e-mail Customer at least 12 days before it hosts the files in a further country.",
            [("notice_period", "12 d")],
        ),
        (
            "ex-termination-process",
            "Either party may end this contract by ninety days' notice.",
            [("notice_periods", "90 d")],
        ),
        (
            "rd-deletion-confirmation",
            "Provider declares within twenty-one days which files were erased.",
            [("deadline", "21 d")],
        ),
        (
            "rd-deletion-deadline",
            "Data is deleted within 30 days of termination.",
            [("deletion_deadline", "30 d")],
        ),
        (
            "rd-retrieval-window",
            "Data stays available for 60 days after termination.",
            [("retrieval_period", "60 d")],
        ),
        (
            "sc-authorisation-notice-register",
            "We give 14 days' notice of a new one.",
            [("notice_period", "14 d")],
        ),
        ("lm-logging-capability", "Logs are kept for 12 months.", [("retention", "12 mo")]),
        (
            "aa-audit-right",
            "Customer may audit once per year on 30 days' notice.",
            [("frequency", "12 mo"), ("notice", "30 d")],
        ),
        (
            "bc-backup-specification",
            "Provider tests the restoration of backups quarterly.",
            [("test_frequency", "3 mo")],
        ),
        ("bc-backup-specification", "Backups of all data are made every 4 hours.", [("frequency", "4 h")]),
        (
            "vc-vulnerability-management",
            "Provider remedies critical flaws within 7 days, high ones within 30 days.",
            [("critical_days", "7 d"), ("high_days", "30 d")],
        ),
        (
            "ex-transition-and-switching",
            "Provider continues the service for six months. Forty hours of assistance are free.",
            [("transition_period", "6 mo")],
        ),
        ("sl-service-levels-and-remedies", "Uptime is 99.9% a month.", [("availability", "99.9 %")]),
        (
            "rd-return-obligation",
            "Provider shall return Customer Data within 20 days of termination.",
            [("return_deadline", "20 d")],
        ),
        (
            "rd-retrieval-window",
            "Provider deletes Customer Data after 45 days from termination.",
            [("retrieval_period", "45 d")],
        ),
        (
            "ex-termination-process",
            "Customer may end the agreement no later than 3 months before the end of the term.",
            [("notice_periods", "3 mo")],
        ),
        (
            "aa-audit-right",
            "Customer shall not exercise this right more than once per year.",
            [("frequency", "12 mo")],
        ),
        ("aa-audit-right", "On 45 days' notice, Provider shall permit audits.", [("notice", "45 d")]),
        (
            "aa-testing-and-remediation",
            "The security of the platform is reviewed every six months.",
            [("review_frequency", "6 mo")],
        ),
        ("ri-records-and-ip", "Logs and records are kept for 2 years.", [("retention", "24 mo")]),
        (
            "dl-storage-locations",
            "Data is stored in Germany and Ireland.",
            [("storage_regions", "Germany; Ireland")],
        ),
        ("ck-encryption-commitments", "Data is encrypted with AES-256.", [("algorithms", "AES-256")]),
        ("dl-transfer-mechanism", "Decision 2021/914 applies.", [("mechanism", "EU SCC 2021/914")]),
        ("rd-sanitisation-method", "Media are wiped per NIST SP 800-88.", [("standard", "NIST SP 800-88")]),
        ("aa-independent-evidence", "We hold ISO 27001.", [("schemes", "ISO 27001")]),
        ("rd-export-format-and-method", "Customer may export it as CSV.", [("formats", "CSV")]),
        (
            "lj-law-jurisdiction-and-compliance",
            "It is governed by English law; the courts of Paris have exclusive jurisdiction.",
            [("governing_law", "England"), ("forum", "Paris, France")],
        ),
        (
            "bc-continuity-and-recovery",
            "Provider tests its recovery plan every 6 months and restores critical services within 4 hours.",
            [("test_frequency", "6 mo"), ("rto", "4 h")],
        ),
        (
            "bc-continuity-and-recovery",
            "No more than 15 minutes of data loss and a recovery time of 2 hours are accepted.",
            [("rpo", "15 min"), ("rto", "2 h")],
        ),
        (
            "bc-backup-specification",
            "Backups are made daily, kept for 30 days and tested quarterly.",
            [("frequency", "1 d"), ("retention", "30 d"), ("test_frequency", "3 mo")],
        ),
        (
            "sc-authorisation-notice-register",
            "Provider gives 30 days' notice of a new sub-processor; Customer may object within 14 days.",
            [("notice_period", "30 d"), ("objection_period", "14 d")],
        ),
        (
            "ex-termination-process",
            "A breach not cured within 30 days ends it.",
            [("cure_period", "30 d")],
        ),
        (
            "ex-termination-process",
            "Either party may terminate on 60 days' notice, or if a breach is not cured within 14 days.",
            [("notice_periods", "60 d"), ("cure_period", "14 d")],
        ),
        (
            "ex-termination-process",
            "Provider may terminate if Customer fails to cure a breach (a failure to pay included) within 10 days.",
            [("cure_period", "10 d")],
        ),
        (
            "sl-service-levels-and-remedies",
            "A support ticket is answered: first response within 2 hours.",
            [("support_time", "2 h")],
        ),
        (
            "sl-service-levels-and-remedies",
            "A service credit must be claimed within 30 days.",
            [("credit_deadline", "30 d")],
        ),
        (
            "aa-testing-and-remediation",
            "Automated scans run every 7 days.",
            [("scan_frequency", "7 d")],
        ),
        (
            "aa-testing-and-remediation",
            "Penetration tests take place annually.",
            [("pen_test_frequency", "12 mo")],
        ),
        (
            "bc-backup-specification",
            "Backups can be wound back to each moment of the last 30 days.",
            [("retention", "30 d")],
        ),
        (
            "bc-continuity-and-recovery",
            "Provider fails over to another site with no data loss within 24 hours.",
            [("rto", "24 h")],
        ),
        (
            "bc-continuity-and-recovery",
            "There is no data loss of more than 1 hour.",
            [("rpo", "1 h")],
        ),
        (
            "bc-backup-specification",
            "Copies are made every 24 hours, with 99.99% yearly durability.",
            [("frequency", "24 h")],
        ),
        (
            "vc-change-notification",
            "Provider tells Customer of changes to the platform 20 days in advance.",
            [("notice_period", "20 d")],
        ),
        (
            "ra-no-unilateral-reduction",
            "Provider may amend these Terms. It gives 20 days' notice of amendments.",
            [("notice_period", "20 d")],
        ),
        (
            "ra-no-unilateral-reduction",
            "An amended agreement binds Customer 12 days after Provider has sent it.",
            [("notice_period", "12 d")],
        ),
        (
            "vc-change-notification",
            "Provider announces maintenance at least 36 hours prior to the event.",
            [("notice_period", "36 h")],
        ),
        (
            "in-deadline",
            "Provider tells the customer within 30 hours, so that it can inform the authority of the breach.",
            [("deadline", "30 h")],
        ),
        ("in-deadline", "Such notice is given within 30 hours.", [("deadline", "30 h")]),
        (
            "rd-deletion-deadline",
            "In the course of the exit Provider follows the instruction to erase within 25 days.",
            [("deletion_deadline", "25 d")],
        ),
        (
            "rd-return-obligation",
            "Provider shall deliver the back-up within 15 days of the request.",
            [("return_deadline", "15 d")],
        ),
        (
            "sl-service-levels-and-remedies",
            "Support tickets: response within 2 hours, resolution within 9 hours.",
            [("support_time", "2 h")],
        ),
        (
            "ex-termination-process",
            "Customer may terminate where a service suspended is not restored within 20 days.",
            [("cure_period", "20 d")],
        ),
    ],
)
def test_terms_are_named_as_the_attribute(
    identifier: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert answers(identifier, text) == expected


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        ("in-notification-duty", "Provider notifies within 72 hours of becoming aware."),
        ("bc-backup-specification", "Liability ends at the fees paid in the 12 months preceding the claim."),
        ("ex-termination-process", "It ends if a proceeding is not dismissed within 60 days."),
        ("sl-service-levels-and-remedies", "A late payment bears interest of 1.5%."),
        ("ck-encryption-commitments", "We hold ISO 27001."),
        ("rd-deletion-deadline", "The agreement renews for successive 12 month terms."),
        ("in-deadline", "Customer shall notify Provider of any breach within 24 hours."),
        ("vc-change-notification", "Customer may terminate within 14 days of the notice of a change."),
        ("rd-deletion-deadline", "If Customer asks for deletion within 14 days, Provider complies."),
        ("bc-continuity-and-recovery", "Provider trains its staff annually."),
        ("dl-storage-locations", "It is governed by the laws of Ireland."),
        ("vc-change-notification", "Provider may change its fees on 30 days' notice."),
        ("vc-change-notification", "We may revise this agreement. We give 30 days' notice of such changes."),
        ("ra-no-unilateral-reduction", "Provider may raise the price on 30 days' notice of the increase."),
        (
            "in-deadline",
            "Provider notifies Customer of requests of data subjects within 48 hours of the request.",
        ),
        ("in-deadline", "Provider informs the competent authority within 72 hours of the breach."),
        ("in-deadline", "Customer is told of a new sub-processor and objects within 14 days of the notice."),
        ("rd-backup-copy-deletion", "Customer Data is deleted within 30 days."),
        ("rd-deletion-deadline", "Backups are kept for 90 days and then deleted."),
        ("rd-deletion-deadline", "An account that has been inactive for six months is deleted."),
        ("aa-audit-right", "Provider shall once a year instruct an auditor."),
        ("aa-audit-right", "Upon 7 days' notice to you we may inspect how the software is used."),
        ("aa-independent-evidence", "Customer may conduct an audit once a year."),
        ("ex-transition-and-switching", "Data is returned within 30 days of termination."),
        ("sl-service-levels-and-remedies", "Each hour of downtime is rounded up to one day."),
        ("vc-vulnerability-management", "Patches are applied every three months."),
        ("bc-backup-specification", "A live replica of each backup runs on a 1-hour delay."),
        ("sl-service-levels-and-remedies", "The Service had 99.99% uptime in 2021."),
        ("sl-service-levels-and-remedies", "Our uptime was 99.98% over the last year."),
        ("aa-independent-evidence", "Our hosting provider holds ISO 27001."),
        ("sl-service-levels-and-remedies", "Ours is a 100% virtual company."),
        ("rd-return-obligation", "Customer may ask for the return of its data within 20 days."),
        ("rd-return-obligation", "Data stays available for return for 20 days."),
        ("rd-retrieval-window", "Provider deletes Customer Data within 45 days of termination."),
        (
            "ex-termination-process",
            "Where the parties do not agree within 30 days, either party may terminate.",
        ),
        ("ex-termination-process", "Customer may terminate if this lasts for two consecutive months."),
        ("vc-change-notification", "Planned changes last for a maximum of 4 hours."),
        ("vc-change-notification", "We announce changes if downtime exceeds five continuous minutes."),
        ("ex-transition-and-switching", "Either party may terminate on 90 days' notice."),
        ("ri-records-and-ip", "Removed material may be put back in 10 days."),
        ("rd-deletion-deadline", "Data is retained for 20 days."),
        ("aa-independent-evidence", "We have not yet been audited for SOC 2."),
    ],
)
def test_values_of_other_matters_are_left_out(identifier: str, text: str) -> None:
    assert answers(identifier, text) == []


def test_a_place_of_the_law_is_told_once() -> None:
    text = "The courts of the city and county of Boston, Massachusetts have exclusive jurisdiction."
    assert [name for name, _ in answers("lj-law-jurisdiction-and-compliance", text)] == ["forum"]


def test_each_value_is_named_once() -> None:
    text = "Provider notifies within 72 hours, at the latest within 3 days, within 72 hours in any case."
    assert answers("in-deadline", text) == [("deadline", "72 h"), ("deadline", "3 d")]


@pytest.mark.parametrize(
    ("attribute", "text", "expected"),
    [
        (
            Attribute("go_live", "duration", holds=Holds.DEADLINE, about=("training",), of="provider"),
            "Provider shall train its staff within 20 days.",
            ["20 d"],
        ),
        (
            Attribute("go_live", "duration", holds=Holds.DEADLINE, about=("training",), of="provider"),
            "Customer shall train its staff within 20 days.",
            [],
        ),
        (
            Attribute("go_live", "duration", holds=Holds.DEADLINE, about=("training",)),
            "Provider shall deliver the keys for a new audit within 20 days.",
            [],
        ),
        (
            Attribute("turnover", "duration", holds=Holds.DEADLINE, turns=("patch",)),
            "Provider applies patches every 14 days.",
            ["14 d"],
        ),
        (
            Attribute("turnover", "duration", holds=Holds.DEADLINE),
            "Provider applies patches every 14 days.",
            [],
        ),
        (
            Attribute("labels", "list", holds=Holds.STANDARD, standards=("ISO 22301",)),
            "Provider is certified to ISO 22301 and ISO 27001.",
            ["ISO 22301"],
        ),
        (Attribute("labels", "list"), "Provider is certified to ISO 22301 and ISO 27001.", []),
    ],
)
def test_an_attribute_of_any_name_is_read_by_what_the_library_says_it_holds(attribute, text, expected):
    asked = replace(requirement("in-deadline"), attributes=(attribute,))
    assert [t.value for t in terms_for(asked, find_terms(text, vocabulary()))] == expected
