"""Definitions that give a term less than its word, beside those that are as wide as they look."""

import re

import pytest

from pipeline.library import load_library
from pipeline.structure.meanings import is_narrow, left_out

PROVIDER = re.compile(r"\bProvider\b")


@pytest.mark.parametrize(
    ("term", "words", "narrow"),
    [
        ("Incident", "“Incident” means an event that Provider has confirmed.", True),
        ("Incident", "“Incident” means any event classified by Provider as grave.", True),
        ("Incident", "“Incident” means an event confirmed by an auditor.", False),
        ("Incident", "“Incident” means an event that Customer considers grave.", False),
        ("Log", "“Log” means the log of sign-ins alone.", True),
        ("Log", "“Log” means a record made by Provider alone or jointly with others.", False),
        ("Log", "“Log” means all records, including those made only for support.", False),
        ("Log", "“Log” means the sign-ins of each day and nothing else.", True),
        ("Log", "“Log” means all records of each day, only for a time.", False),
        ("material", "A cut is “material” only if half of the users lose access.", True),
        ("Audit", "“Audit” means a telephone call with the sales team.", True),
        ("Audits", "“Audits” means telephone calls with the sales team.", True),
        ("Audit", "“Audit” means an inspection of the premises.", False),
        ("Audit", "“Audit” means any of the activities of Schedule 3.", False),
        ("Audit", "“Audit” has the meaning given to it in Schedule 3.", False),
        ("Vulnerabilities", "“Vulnerabilities” means complaints of the press.", True),
        ("Security Incident", "“Security Incident” means a letter of the regulator.", True),
        ("Security Incident", "The parties classify each Security Incident together.", False),
        ("Security Incident", "Each Security Incident is given to the letter writers.", False),
        ("Security Incident", "Security Incident means a letter of the regulator.", True),
        ("New Countries", "“New Countries” means the countries of the Far East.", True),
        ("New country", "“New country” means a country that Annex 1 does not list.", False),
        ("New version", "“New version” means the edition of the spring.", False),
        ("End of the Agreement", "“End of the Agreement” means the last visit of a user.", False),
        ("the Agreement ends", "“the Agreement ends” means that no user has called for a week.", True),
        ("the Agreement ends", "“the Agreement ends” means the expiry of the order.", False),
        ("Expiry", "“Expiry” means the first failed payment.", True),
        ("Statement", "“Statement” means a change of colour in the portal.", True),
        ("Statement", "“Statement” means a letter signed by an officer.", False),
        ("inspect", "“inspect” means to read the brochure on the website.", True),
        ("inspect", "“inspect” means to examine systems and premises.", False),
        ("retrieve", "“retrieve” means to view a list of names, without any right to download.", True),
        ("retrieve", "“retrieve” means to download, without a fee.", False),
        ("delete", "“delete” means to mark a record as inactive.", True),
        ("delete", "“delete” means to erase or overwrite a record.", False),
        ("Handover", "“Handover” means such days, which may be none, as are left.", True),
        ("Disaster", "“Disaster” means the total and simultaneous destruction of all data centres.", True),
        ("Incident", "“Incident” means an event held by final decision to be a breach.", True),
        ("Incident", "“Incident” means an event that Provider has accepted as such.", True),
        ("Change", "“Change” means a change of the service and nothing short of its end.", True),
        ("Banana", "“Banana” means a telephone call with the sales team.", False),
    ],
)
def test_a_definition_may_give_less_than_its_word(term, words, narrow):
    assert is_narrow(term, words, PROVIDER, load_library().vocabulary) is narrow


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("“Backup” means a copy, but excludes attachments.", " attachments."),
        ("“Backup” means a copy with its attachments.", None),
        (
            "Printed copies, even signed ones, are not Backups; they are kept.",
            "Printed copies, even signed ones",
        ),
        ("A printed copy is not a “Backup”.", "A printed copy"),
    ],
)
def test_a_definition_may_say_what_it_leaves_out(words, left):
    assert left_out("Backup", words, load_library().vocabulary) == left
