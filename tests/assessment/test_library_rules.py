"""What the library itself says of wordings that every lawyer knows: its own rules, on its own requirements."""

import pytest

from pipeline.classification.following import with_what_follows
from pipeline.domain.reading import Stance
from pipeline.domain.requirements import Requirement
from pipeline.domain.review import Finding, Status
from pipeline.domain.terms import FindingTerm
from pipeline.library import load_library

from .papers import agreement, counted, passage

PURPOSE, DELETION = "lj-purpose-limitation", "rd-deletion-deadline"
RETRIEVAL, SUPPLIERS, BACKUP = "rd-retrieval-window", "sc-liability-and-oversight", "bc-backup-specification"


def requirement(name: str) -> Requirement:
    return next(r for r in load_library().requirements if r.id == name)


def looked(name: str, *quotes: str, status: str, stance: Stance = Stance.BINDING) -> Finding:
    return counted(requirement(name), *quotes, status=status, stance=stance)


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        ("Vendor may use Customer Data to improve its products.", Status.CONTRADICTED),
        ("Vendor shall have a right to use and disclose data from the Service.", Status.CONTRADICTED),
        (
            "Customer agrees to allow Vendor to collect its files in order to enhance them.",
            Status.CONTRADICTED,
        ),
        ("Vendor may not use Customer Data to improve its products.", Status.PARTIAL),
        ("Customer may use the Service to improve its products.", Status.PARTIAL),
        ("Customer agrees that Vendor may use Customer Data to improve its products.", Status.CONTRADICTED),
        ("Vendor has no right to use Customer Data to improve its products.", Status.PARTIAL),
        ("Vendor may use anonymised data to improve its products.", Status.PARTIAL),
        ("Vendor processes Customer Data only to provide the Service.", Status.PARTIAL),
    ],
)
def test_whoever_may_use_the_data_for_its_own_ends_limits_no_purpose(quote, status):
    finding = looked(PURPOSE, quote, status="partial")
    assert finding.status is status
    if status is Status.CONTRADICTED:
        assert [(e.quote, e.stance) for e in finding.evidence] == [(quote, Stance.ADVERSE)]


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        ("Provider may move Customer Data abroad without Customer's consent.", Status.CONTRADICTED),
        ("Provider may store Customer Data in any country.", Status.CONTRADICTED),
        ("Provider may not store Customer Data in any other country.", Status.PARTIAL),
        (
            "Provider may store Customer Data in any country, but only with Customer's consent.",
            Status.PARTIAL,
        ),
        ("Customer may store Customer Data in any country.", Status.PARTIAL),
    ],
)
def test_whoever_may_take_the_data_anywhere_keeps_it_nowhere(quote, status):
    assert looked("dl-residency-commitment", quote, status="partial").status is status


@pytest.mark.parametrize(
    ("name", "quote", "status"),
    [
        (
            "in-scope-and-severity",
            "“Incident” means a leak that is the direct result of Vendor's breach of clause 4.",
            Status.CONTRADICTED,
        ),
        (
            "in-scope-and-severity",
            "“Incident” means any leak of data, other than one caused by Customer's breach of this Agreement.",
            Status.PARTIAL,
        ),
        (
            "ra-written-allocation",
            "Customer alone is responsible for its systems and for every security task.",
            Status.CONTRADICTED,
        ),
        (
            "ra-written-allocation",
            "You are responsible for your passwords; all security tasks are shared as the matrix says.",
            Status.PARTIAL,
        ),
        (
            "ra-customer-responsibilities",
            "Customer alone is responsible for its systems and for every security task.",
            Status.WEAK,
        ),
        ("ra-customer-responsibilities", "Customer shall keep its passwords secret.", Status.PARTIAL),
    ],
)
def test_what_leaves_nothing_of_the_allocation(name, quote, status):
    assert looked(name, quote, status="partial").status is status


@pytest.mark.parametrize(
    ("quotes", "status"),
    [
        (("Thereafter Vendor may, but is not obligated to, delete stored data.",), Status.CONTRADICTED),
        (("Vendor may in its sole discretion permanently delete the data.",), Status.CONTRADICTED),
        (("Customer may delete the data in its sole discretion.",), Status.WEAK),
        (("Vendor may delete the data at once and will delete it in any case.",), Status.WEAK),
        (
            ("Vendor may, but need not, delete drafts.", "Vendor shall delete the data at the end."),
            Status.WEAK,
        ),
    ],
)
def test_who_may_delete_but_need_not_owes_nothing(quotes, status):
    assert looked(DELETION, *quotes, status="weak").status is status


def test_a_deletion_without_any_date_is_weak():
    promise = "Vendor shall delete all Customer Data and all copies of it as soon as is practicable."
    assert looked(DELETION, promise, status="partial").status is Status.WEAK


@pytest.mark.parametrize(
    ("name", "quote", "status"),
    [
        (RETRIEVAL, "At the end Vendor shall delete or return all data, as Customer asks.", Status.ABSENT),
        (RETRIEVAL, "At the end all data is deleted and cannot be fetched.", Status.CONTRADICTED),
        (SUPPLIERS, "Vendor answers for no third-party products that Customer uses.", Status.ABSENT),
        (SUPPLIERS, "Vendor is not liable for its sub-processors.", Status.CONTRADICTED),
        (BACKUP, "Neither party is liable for lost profits or indirect damage.", Status.ABSENT),
        (BACKUP, "Vendor is not liable for any loss of data.", Status.CONTRADICTED),
    ],
)
def test_what_looks_adverse_but_speaks_of_another_matter_is_absent(name, quote, status):
    assert looked(name, quote, status="contradicted", stance=Stance.ADVERSE).status is status


@pytest.mark.parametrize(
    ("name", "quote", "status"),
    [
        ("ra-contacts-and-governance", "You can reach our support team by e-mail.", Status.PARTIAL),
        ("ra-contacts-and-governance", "Support answers by reasonable efforts.", Status.WEAK),
        ("bc-continuity-and-recovery", "Vendor has a disaster recovery plan.", Status.PARTIAL),
        ("bc-continuity-and-recovery", "Vendor takes care that things go on.", Status.WEAK),
        (BACKUP, "Backups are taken of all data.", Status.PARTIAL),
        (BACKUP, "Vendor makes regular backups.", Status.WEAK),
        (BACKUP, "Customer shall make daily backups of all data.", Status.WEAK),
        ("in-content", "Vendor gives Customer sufficient information on it.", Status.PARTIAL),
        ("in-content", "Vendor tells Customer of it.", Status.WEAK),
        (
            "ra-provider-security-measures",
            "Vendor keeps measures as described in its policy.",
            Status.PARTIAL,
        ),
        ("ra-provider-security-measures", "Vendor keeps reasonable measures.", Status.WEAK),
        ("lj-government-access", "Vendor tries to notify Customer of such orders.", Status.PARTIAL),
        ("lj-government-access", "Vendor discloses data where the law asks for it.", Status.WEAK),
    ],
)
def test_what_is_more_than_weak_by_its_own_threshold(name, quote, status):
    assert looked(name, quote, status="weak").status is status


@pytest.mark.parametrize(
    ("name", "quote", "found", "status"),
    [
        ("ra-no-unilateral-reduction", "In a conflict this addendum prevails.", "partial", Status.WEAK),
        (
            "ra-no-unilateral-reduction",
            "This addendum prevails and may be amended only in writing.",
            "partial",
            Status.PARTIAL,
        ),
        (
            "vc-change-notification",
            "Vendor may change it at any time, but will try to give you notice.",
            "contradicted",
            Status.WEAK,
        ),
        (
            "vc-change-notification",
            "Vendor may change it at any time without notice.",
            "contradicted",
            Status.CONTRADICTED,
        ),
    ],
)
def test_what_is_weak_by_its_own_threshold(name, quote, found, status):
    stance = Stance.ADVERSE if found == "contradicted" else Stance.BINDING
    assert looked(name, quote, status=found, stance=stance).status is status


@pytest.mark.parametrize(
    ("point", "quote"),
    [
        (f"{PURPOSE}.2", "Vendor shall not use Customer Data for any other purpose."),
        (f"{PURPOSE}.3", "Vendor shall not process Customer Data for any purpose other than the Service."),
        ("dl-residency-commitment.2", "No data leaves the country without Customer's prior consent."),
        ("dl-storage-locations.3", "Customer Data is stored exclusively in Norway."),
        ("dl-storage-locations.3", "We keep your files only in Norway and Wales."),
        ("dl-backup-and-replica-locations.3", "Backups and replicas stay solely in Norway."),
        (
            "ra-provider-security-measures.3",
            "Vendor shall keep up these measures throughout the term: locks, logs.",
        ),
        (f"{PURPOSE}.3", "Vendor shall not sell the files, advertise with them or train any model on them."),
        (f"{SUPPLIERS}.2", "Vendor answers for its sub-processors and reviews their security each year."),
        ("in-notification-duty.4", "Vendor shall report files lost, altered, disclosed or made unavailable."),
        ("ra-no-unilateral-reduction.2", "This agreement may only be amended by a signed paper."),
        ("sc-authorisation-notice-register.4", "It hires nobody without Customer's prior written consent."),
        ("sc-flow-down-equivalence.2", "It puts the same data protection obligations on each of them."),
        (f"{DELETION}.5", "All copies are deleted unless applicable law requires that they be kept."),
        ("rd-return-obligation.2", "Vendor hands back the data when the agreement ends for any reason."),
        (
            f"{SUPPLIERS}.2",
            "Vendor answers for them and reviews the security of all its sub-processors yearly.",
        ),
        ("ra-no-unilateral-reduction.1", "No amendment may weaken the protection of Customer Data."),
        ("vc-secure-development.2", "Vendor shall hand over an attestation with each release."),
        ("dl-storage-locations.2", "Vendor keeps data only in the countries named here; the list is final."),
        ("dl-storage-locations.3", "These places hold for every service."),
        ("dl-residency-commitment.2", "The only exceptions are Customer's own exports."),
        (
            "dl-residency-commitment.2",
            "No data goes outside the region except where a court order compels it.",
        ),
        ("in-roles-cooperation-remedies.3", "Vendor shall help at its own expense."),
    ],
)
def test_what_follows_without_being_named(point, quote):
    name, _, number = point.rpartition(".")
    before = passage(quote=quote, of=agreement(quote), requirement=name, subpoints={})
    (after,) = with_what_follows([before], load_library())
    assert int(number) in after.subpoints


@pytest.mark.parametrize(
    ("name", "quote", "found", "status"),
    [
        (
            BACKUP,
            "Backups are no part of it: Vendor makes no copies of the files. Customer may make its own with the tool.",
            "contradicted",
            Status.PARTIAL,
        ),
        (
            BACKUP,
            "Vendor makes no copies of the files and has no liability for them; Customer may make its own.",
            "contradicted",
            Status.CONTRADICTED,
        ),
        (
            "ra-no-unilateral-reduction",
            "Vendor may amend this policy and shall notify Customer sixty days before.",
            "contradicted",
            Status.WEAK,
        ),
        (
            "ra-no-unilateral-reduction",
            "Vendor may amend this policy and shall notify Customer sixty days before; silence is deemed consent.",
            "contradicted",
            Status.CONTRADICTED,
        ),
        (
            "lj-law-jurisdiction-and-compliance",
            "Danish law governs. It is for Customer alone to judge whether the service is legal where it is used.",
            "partial",
            Status.CONTRADICTED,
        ),
    ],
)
def test_what_papers_say_plainly_of_copies_changes_and_laws(name, quote, found, status):
    stance = Stance.ADVERSE if found == "contradicted" else Stance.BINDING
    assert looked(name, quote, status=found, stance=stance).status is status


@pytest.mark.parametrize(
    ("quote", "status"),
    [
        ("Vendor shall send updates and a final report with the root cause.", Status.PARTIAL),
        ("Vendor shall send updates daily and a final report within a fortnight's days.", Status.MET),
    ],
)
def test_reports_on_an_incident_have_their_times(quote, status):
    of, points = requirement("in-updates-and-closure"), dict.fromkeys(range(1, 5), 1.0)
    first = "Vendor shall report each incident within two days of becoming aware of it."
    found = counted(of, quote, first, status="met", subpoints=points)
    assert found.status is status


WITHIN = (FindingTerm("deadline", "duration", "48 h", "48 hours"),)


@pytest.mark.parametrize(
    ("name", "quote", "status"),
    [
        (
            "in-deadline",
            "When the investigation has ended Vendor shall report each incident within 48 hours.",
            Status.CONTRADICTED,
        ),
        (
            "in-deadline",
            "Vendor reports within 48 hours after it is aware, without waiting until the investigation ends.",
            Status.MET,
        ),
        (
            "in-deadline",
            "Vendor shall report each incident within 48 hours after it has been confirmed.",
            Status.PARTIAL,
        ),
        (
            "in-deadline",
            "Vendor shall report each incident, confirmed or not, within 48 hours of learning of it.",
            Status.MET,
        ),
        (
            "in-notification-duty",
            "Vendor shall report each incident which in its judgement is of material weight.",
            Status.PARTIAL,
        ),
        (
            "in-notification-duty",
            "Vendor shall report each incident which Vendor considers material.",
            Status.PARTIAL,
        ),
        ("in-notification-duty", "Vendor shall report each incident, material or not.", Status.MET),
    ],
)
def test_a_notice_that_waits_or_hangs_on_the_providers_own_judgement(name, quote, status):
    points = dict.fromkeys(range(1, 6), 1.0)
    of = requirement(name)
    assert counted(of, quote, status="met", subpoints=points, terms=WITHIN).status is status


def test_a_deadline_without_a_time_for_the_customer_is_no_promise():
    points = dict.fromkeys(range(1, 6), 1.0)
    quote = "Vendor shall report each incident at once; Customer tells the regulator within 72 hours."
    found = counted(requirement("in-deadline"), quote, status="met", subpoints=points, terms=())
    assert found.status is Status.WEAK
