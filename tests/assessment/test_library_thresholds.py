"""Thresholds of the catalogue that plain words decide, each with a wording that a rule is not for."""

import pytest

from pipeline.domain.reading import Stance

from .test_library_rules import looked

# Requirement: what was found, the words it rests on, and what that counts as.
WORDINGS = {
    "lj-law-jurisdiction-and-compliance": [
        ("partial", "These terms are governed by Danish law; the Aarhus courts decide.", "weak"),
        (
            "partial",
            "These terms are governed by Danish law. Each party shall comply with the laws that apply to it.",
            "partial",
        ),
        ("partial", "Vendor shall observe the statutes that apply to it.", "weak"),
        ("weak", "This Annex is governed by the law stipulated in the Agreement.", "absent"),
    ],
    "lj-purpose-limitation": [
        ("partial", "Vendor may use Customer Data for running and improving its models.", "contradicted"),
        ("partial", "Vendor may use aggregated statistics to improve its models.", "partial"),
    ],
    "lj-government-access": [
        (
            "partial",
            "The Receiving Party may disclose what a court orders and shall tell the Disclosing Party.",
            "absent",
        ),
        (
            "partial",
            "Vendor may disclose Customer Data where a court orders it and shall tell Customer.",
            "partial",
        ),
    ],
    "rd-backup-copy-deletion": [
        (
            "contradicted",
            "Copies on backup systems stay isolated and protected until overwritten under our standard practices.",
            "weak",
        ),
        (
            "contradicted",
            "Copies on backup systems stay isolated and protected until overwritten under our standard practices within 60 days.",
            "contradicted",
        ),
    ],
    "rd-return-obligation": [
        (
            "contradicted",
            "You lose access when the plan ends, and stored files go 20 days after termination.",
            "weak",
        ),
        (
            "contradicted",
            "We may end the plan on 30 days' notice and immediately delete all files.",
            "contradicted",
        ),
    ],
    "rd-retrieval-window": [
        (
            "contradicted",
            "Access stops at the end; an archive can be downloaded within 14 days, and we owe nothing more.",
            "partial",
        ),
        ("contradicted", "Everything goes 3 days after termination.", "contradicted"),
        ("contradicted", "Vendor keeps it for a reasonable time so that you can retrieve it.", "weak"),
        ("met", "Vendor may keep the files for ends of its own.", "absent"),
        ("met", "Vendor shall keep the files so that Customer may download them.", "weak"),
    ],
    "rd-asset-scope": [
        ("partial", "Vendor may use aggregated data for any purpose.", "contradicted"),
        ("partial", "Vendor may use aggregated data only to bill Customer.", "partial"),
    ],
    "rd-deletion-deadline": [
        ("weak", "Trial accounts that are inactive for a year are deleted.", "absent"),
        ("weak", "Inactive accounts are deleted, and so is all data at termination of the contract.", "weak"),
    ],
    "rd-in-life-deletion": [
        ("partial", "You may delete your account in the settings.", "absent"),
        ("partial", "You may delete your account and any files in it.", "partial"),
    ],
    "dl-storage-locations": [
        (
            "partial",
            "Vendor may store your files in any country in which it or its hosts run servers.",
            "contradicted",
        ),
        (
            "partial",
            "Customer may access the Service from anywhere; its data is stored in Ireland.",
            "partial",
        ),
        ("weak", "Our servers are located in Finland.", "partial"),
        ("weak", "Data is generally stored in Finland.", "weak"),
    ],
    "dl-processing-and-access-locations": [
        ("partial", "Staff may access Customer Data on a global basis.", "contradicted"),
        ("partial", "Staff shall not access data from anywhere outside Norway.", "partial"),
    ],
    "dl-backup-and-replica-locations": [
        ("weak", "Copies are made every night and kept for a week.", "absent"),
        ("weak", "Copies are kept off-site.", "weak"),
    ],
    "dl-residency-commitment": [
        ("partial", "Transfers abroad meet the data protection law.", "absent"),
        ("partial", "Vendor shall not transfer data abroad unless the law requires it.", "partial"),
    ],
    "dl-transfer-mechanism": [
        ("partial", "Data is transferred where that is lawful and adequately protected.", "weak"),
        ("weak", "We sign the standard contractual clauses with our vendors.", "partial"),
    ],
    "ck-encryption-commitments": [
        ("weak", "Files are stored in encrypted form.", "partial"),
        ("weak", "Encryption of credentials is used where appropriate.", "weak"),
    ],
    "ri-records-and-ip": [
        ("partial", "We may remove any posting for any reason.", "contradicted"),
        ("partial", "We will not remove content without notice.", "partial"),
    ],
    "sc-flow-down-equivalence": [
        ("met", "Vendor signs contracts with sub-processors on suitable terms.", "partial"),
    ],
    "sc-liability-and-oversight": [
        ("partial", "Vendor is not responsible for the acts of its sub-processors.", "contradicted"),
        ("partial", "Vendor remains liable for the acts of its sub-processors.", "partial"),
    ],
    "in-roles-cooperation-remedies": [
        ("partial", "Provider shall help to investigate a breach at Customer's expense.", "weak"),
        ("partial", "Provider shall help to investigate a breach at its own expense.", "partial"),
        ("weak", "We will cooperate and take steps to mitigate the breach.", "partial"),
        ("weak", "We may assist at our discretion.", "weak"),
    ],
    "aa-audit-right": [
        ("partial", "Vendor may audit your use to find unpaid fees.", "absent"),
        ("partial", "You may audit our handling of personal data.", "partial"),
    ],
    "pe-personnel-security": [
        ("weak", "Information may be shared with bankers bound to secrecy.", "absent"),
        ("weak", "Staff are bound to secrecy.", "weak"),
    ],
    "in-content": [
        ("partial", "Provider shall notify Client within two days of a breach.", "absent"),
        ("partial", "Provider shall notify Client within two days, with details of the breach.", "partial"),
    ],
    "in-channels-and-two-way-reporting": [
        ("weak", "Our privacy officer can be reached at the address below.", "absent"),
        ("weak", "Report breaches to the address below.", "weak"),
    ],
    "sc-authorisation-notice-register": [
        ("weak", "Host may use subcontractors.", "contradicted"),
        ("weak", "Host may use subcontractors shown in the list.", "weak"),
    ],
    "ac-customer-iam-functions": [
        ("weak", "Our personnel sign in to internal systems with passwords.", "absent"),
        ("weak", "Customers can set password rules for our staff and theirs.", "weak"),
        ("weak", "Customer may designate administrators to run its accounts.", "partial"),
    ],
    "ac-provider-personnel-access": [
        ("partial", "Persons authorised to handle the data are told to follow instructions.", "weak"),
        ("partial", "Authorised persons see only what they need.", "partial"),
        ("partial", "Host may review stored content as it chooses.", "contradicted"),
        ("partial", "Host will not review content in its sole discretion.", "partial"),
    ],
    "bc-continuity-and-recovery": [
        ("contradicted", "No party answers for failure caused by acts of God or war.", "absent"),
        (
            "contradicted",
            "No party answers for failure caused by acts of God or network outages.",
            "contradicted",
        ),
    ],
    "bc-backup-specification": [
        ("contradicted", "Client alone answers for the accuracy and legality of its data.", "absent"),
        (
            "contradicted",
            "Client alone answers for the accuracy of its data and for any loss of it.",
            "contradicted",
        ),
    ],
    "vc-vulnerability-management": [
        ("weak", "Servers are covered by patch management.", "partial"),
        ("weak", "We make reasonable efforts to run patch management.", "weak"),
    ],
    "vc-change-notification": [
        ("partial", "We may modify features and have no obligation to notify you.", "contradicted"),
        ("weak", "We may amend these terms on a month's notice.", "absent"),
        ("weak", "We may amend these terms and change the service on notice.", "weak"),
    ],
    "sl-capacity": [
        ("weak", "Host may impose limits on bandwidth.", "contradicted"),
        ("weak", "Host may impose limits on bandwidth with prior notice.", "weak"),
    ],
    "sv-hardening-and-network": [
        ("weak", "Firewalls protect our servers.", "absent"),
        ("weak", "Firewalls run on servers configured to a baseline.", "weak"),
    ],
    "ra-written-allocation": [
        ("contradicted", "Tenant alone secures the databases under its control.", "partial"),
        ("weak", "Controller alone answers for the lawfulness of collecting the records.", "absent"),
    ],
    "ra-customer-responsibilities": [
        (
            "contradicted",
            "You answer for every action with your login, except where the misuse was caused by a flaw in our platform.",
            "partial",
        ),
        ("partial", "Client is responsible for all use of the platform with its logins.", "contradicted"),
        ("partial", "Client is responsible for all use of the platform by its users.", "partial"),
    ],
    "ra-no-unilateral-reduction": [
        (
            "contradicted",
            "We may revise the annexes on 45 days notice, and Client may within that time terminate the contract.",
            "partial",
        ),
        (
            "contradicted",
            "We may revise the annexes on notice, and we may terminate accounts that object.",
            "contradicted",
        ),
        ("contradicted", "Changed terms apply to a running subscription only upon renewal.", "partial"),
        (
            "partial",
            "Any amendment needs both signatures, save that Vendor may unilaterally amend the schedules.",
            "contradicted",
        ),
    ],
}


@pytest.mark.parametrize(
    ("name", "found", "quote", "counts_as"),
    [(name, *row) for name, rows in WORDINGS.items() for row in rows],
)
def test_what_plain_words_count_as(name, found, quote, counts_as):
    stance = Stance.ADVERSE if found == "contradicted" else Stance.BINDING
    assert looked(name, quote, status=found, stance=stance).status.value == counts_as
