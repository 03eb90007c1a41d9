import io
import re
import zipfile

import docx
import pytest

from pipeline.domain.agreement import Agreement, Clause, Party
from pipeline.domain.document import Block, BlockKind, Document, Source
from pipeline.domain.places import Span
from pipeline.domain.proposal import NewText, Position, Proposal, ProposalKind, Replacement
from pipeline.redline.rider import write_rider
from redline.desk import DATE

TEXTS = (
    "Terms of Service",
    "7.1 The provider may keep logs for 30 days. The provider may delete backups.",
    "7.2 Fees are due in 30 days.",
    "The customer may audit the provider.",
)


def agreement(*, customer: str | None = "Nordhus AS") -> Agreement:
    blocks, start = [], 0
    for text in TEXTS:
        blocks.append(Block(Span(start, start + len(text)), BlockKind.PARAGRAPH, ()))
        start += len(text) + 2
    document = Document(
        "d1", Source("terms.pdf", "application/pdf", "", 1), "\n\n".join(TEXTS), tuple(blocks)
    )
    names = (("", "Terms of Service"), ("7.1", "Logs"), ("7.2", ""), ("", ""))
    clauses = tuple(
        Clause(f"d1.c{n}", "d1", number, number, heading, document.quote(block.span), block.span)
        for n, (block, (number, heading)) in enumerate(zip(blocks, names, strict=True))
    )
    parties = (Party("provider", "Kvist Cloud Ltd", ()), Party("customer", customer, ()))
    return Agreement(document, "tos", 1.0, "en", True, "", clauses, parties=parties)


def proposal(
    clause: int,
    *,
    old: str = "",
    new: str = "",
    at: int = -1,
    added: tuple[NewText, ...] = (),
    comment="Why.",
):
    text = "\n\n".join(TEXTS)
    place = agreement().clauses[clause].span
    replacements = ()
    if old or new:
        start = text.index(old, place.start) if old else at
        replacements = (Replacement(Span(start, start + len(old)), old, new),)
    kind = ProposalKind.EDIT if replacements else ProposalKind.NEW_CLAUSE if added else ProposalKind.COMMENT
    return Proposal("r", "d1", kind, f"d1.c{clause}", place, comment, Position.PREFERRED, replacements, added)


def paragraphs(*proposals: Proposal, **more) -> list[str]:
    data = write_rider(agreement(**more), proposals, author="Clara Buyer", date=DATE)
    return [p.text for p in docx.Document(io.BytesIO(data)).paragraphs]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (
            proposal(2, old="30 days", new="60 days"),
            ["1.1  Clause 7.2", "In clause 7.2, the words", "“30”", "are replaced by:", "“60”"],
        ),
        (  # quoted with enough around it to be found: "may" stands in the clause twice
            proposal(1, old="may delete", new="shall delete"),
            [
                "1.1  Clause 7.1 (Logs)",
                "In clause 7.1 (Logs), the words",
                "“days. The provider may delete backups.”",
                "are replaced by:",
                "“days. The provider shall delete backups.”",
            ],
        ),
        (
            proposal(2, old=" in 30 days"),
            ["1.1  Clause 7.2", "In clause 7.2, the words", "“in 30 days”", "are deleted."],
        ),
        (
            proposal(2, new=" They are fixed.", at=len("\n\n".join(TEXTS[:3]))),
            [
                "1.1  Clause 7.2",
                "In clause 7.2, the following is added after “due in 30 days.”:",
                "“They are fixed.”",
            ],
        ),
        (
            proposal(2, added=(NewText(2, 2, "Keys are turned.", number="7.3", heading="Keys"),)),
            [
                "1.1  New clause 7.3 after clause 7.2",
                "After clause 7.2, the following is added:",
                "“7.3 Keys. Keys are turned.”",
            ],
        ),
        (  # no number: the words it begins with
            proposal(3, old="may", new="can"),
            [
                "1.1  The paragraph that begins “The customer may audit the provider.”",
                "In the paragraph that begins “The customer may audit the provider.”, the words",
                "“may”",
                "are replaced by:",
                "“can”",
            ],
        ),
    ],
)
def test_amendment(asked, said):
    found = paragraphs(asked)
    start = found.index("1.  Amendments") + 1
    assert found[start : start + len(said)] == said


def test_parties_points_and_signature():
    found = paragraphs(proposal(1, comment="Logs are short.\nAsk for a year."), customer=None)
    assert found[0] == "Amendment to the Terms of Service"
    assert found[1] == "between Kvist Cloud Ltd (“Provider”) and [name of the customer] (“Customer”)"
    at = found.index("1.  Points to discuss")
    assert found[at + 1 : at + 4] == ["1.1  Clause 7.1 (Logs)", "Logs are short.", "Ask for a year."]
    assert any("Where this Amendment and the Agreement conflict" in text for text in found)


def test_why_stands_in_a_comment_and_bytes_are_steady():
    asked = proposal(2, old="30 days", new="60\x00 days", comment="Too short.")
    first, second = (write_rider(agreement(), [asked], author="Clara Buyer", date=DATE) for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        comments = archive.read("word/comments.xml").decode()
    assert "Too short." in comments
    assert re.findall(r'w:date="([^"]*)"', comments) == ["2026-11-21T12:00:00Z"]
