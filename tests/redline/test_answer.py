"""A paper that the other side has marked up, answered by the whole program: from their file to ours."""

import tempfile
from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
from ooxml import office
from ooxml.office import needs_office

from pipeline.analyze import load_tools
from pipeline.cli.entry import run as clausegap
from pipeline.domain.answer import Decision
from pipeline.domain.proposal import Position
from pipeline.ooxml.elements import attribute, name_of
from pipeline.redline.tracked.names import parsed
from pipeline.redline.tracked.settle import accept_all, reject_all
from pipeline.versions import Reply, answer_paper
from redline.blocks import bare, identifiers, parts, signed
from redline.checks import without_comments
from redline.desk import AUTHOR, texts
from redline.papers import p, packed, run

MAIN = "word/document.xml"
WHEN = datetime(2026, 11, 21, 12)
BEA = 'w:author="Bea" w:date="2026-03-04T05:06:07Z"'


def added(number: int, words: str) -> str:
    return f'<w:ins w:id="{number}" {BEA}>{run(words)}</w:ins>'


def struck(number: int, words: str) -> str:
    gone = f'<w:r><w:delText xml:space="preserve">{words}</w:delText></w:r>'
    return f'<w:del w:id="{number}" {BEA}>{gone}</w:del>'


THEIRS = packed(
    p(run("DATA PROCESSING AGREEMENT"))
    + p(run("This Agreement is between Larkfield Hosting Ltd (the “Supplier”) and the buyer (the “Client”)."))
    + p(run("1. Incidents"))
    + p(
        run("1.1 The Supplier shall notify the Client of any personal data breach without undue delay and ")
        + run("in any event within ")
        + struck(1, "24 hours")
        + added(2, "5 business days")
        + run(" after becoming aware of it.")
    )
    + p(run("2. Return"))
    + p(
        run("2.1 After the end of this Agreement the Supplier ")
        + struck(4, "may")
        + added(5, "shall")
        + run(" return all Client Data in CSV format within 30 days and then delete every copy of it.")
    )
    + p(run("3. Liability"))
    + p(
        run("3.1 The liability of the Supplier under this Agreement is limited to ")
        + struck(6, "200 %")
        + added(7, "50 %")
        + run(" of the fees paid in the year before the claim.")
    )
    + p(run("4. Law"))
    + p(run("4.1 This Agreement is governed by the laws of England."))
)


@cache
def answered(*, only_comments: bool = False) -> Reply:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "larkfield.docx"
        path.write_bytes(THEIRS)
        return answer_paper(
            path,
            tools=load_tools(),
            position=Position.PREFERRED,
            author=AUTHOR,
            date=WHEN,
            only_comments=only_comments,
        )


@pytest.mark.parametrize(
    ("kind", "words", "decision"),
    [
        ("deletion", "24 hours", Decision.REJECT),
        ("insertion", "5 business days", Decision.REJECT),
        ("deletion", "may", Decision.ACCEPT),
        ("insertion", "shall", Decision.ACCEPT),  # a word that stands in other clauses too, which lost
        ("deletion", "200 %", Decision.OPEN),
        ("insertion", "50 %", Decision.OPEN),
    ],
)
def test_each_change_is_answered_by_what_it_does(kind, words, decision):
    found = [a for a in answered().answers if (a.tracked.change.kind, a.tracked.change.text) == (kind, words)]
    assert [a.decision for a in found] == [decision]


def test_nothing_else_is_answered_and_nothing_left_out():
    assert len(answered().answers) == 6 and not answered().notes


def test_their_changes_stay_with_author_and_date():
    assert not signed(THEIRS) - signed(answered().data)


def test_rejecting_ours_gives_back_their_file():
    data = answered().data
    own = identifiers(data) - identifiers(THEIRS)
    rejected = parts(reject_all(data, authors={AUTHOR}))
    assert bare(rejected[MAIN], own_comments=own) == bare(parts(THEIRS)[MAIN])


def test_a_rejected_insertion_is_our_deletion_in_theirs():
    marks = list(parsed(parts(answered().data)[MAIN]).iter("{*}ins", "{*}del"))
    ours = [m for m in marks if attribute(m, "author") == AUTHOR]
    nested = [m for m in ours if m.getparent() in marks]
    assert [(name_of(m), "".join(m.itertext())) for m in nested] == [("del", "5 business days")]
    assert attribute(nested[0].getparent(), "author") == "Bea"
    assert [(name_of(m), "".join(m.itertext())) for m in ours if m not in nested] == [("ins", "24 hours")]


@pytest.mark.parametrize(("left", "right"), [("", " "), (" ", "")])
def test_words_put_back_keep_the_spaces_at_their_ends(tmp_path, left, right):
    words = "1.1 The Supplier shall notify the Client of any personal data breach in any event within"
    rest = "after becoming aware of it."
    changes = struck(1, f"{left}24 hours{right}") + added(2, f"{left}5 business days{right}")
    path = tmp_path / "larkfield.docx"
    path.write_bytes(
        packed(
            p(run("DATA PROCESSING AGREEMENT"))
            + p(run("This Agreement is between Larkfield Hosting Ltd (the “Supplier”) and the “Client”."))
            + p(run("1. Incidents"))
            + p(run(words + right) + changes + run(left + rest))
        )
    )
    made = answer_paper(path, tools=load_tools(), position=Position.PREFERRED, author=AUTHOR, date=WHEN)
    assert {a.decision for a in made.answers} == {Decision.REJECT}
    assert f"{words} 24 hours {rest}" in texts(accept_all(made.data))


def test_a_replaced_phrase_is_answered_once_with_one_comment_over_both_halves():
    root = parsed(parts(answered().data)["word/comments.xml"])
    root = parsed(parts(answered().data)["word/comments.xml"])
    said = [" ".join(comment.itertext()).split()[0].rstrip(":") for comment in root]
    assert Counter(said) == {"Reject": 1, "Accept": 1, "No": 1}
    assert {attribute(comment, "author") for comment in root} == {AUTHOR}
    (clause,) = (
        q for q in parsed(parts(answered().data)[MAIN]).iter("{*}p") if "5 business" in "".join(q.itertext())
    )
    ends = [e for e in clause.iter() if name_of(e).startswith("commentRange")]
    between = list(clause.iter())[slice(*(list(clause.iter()).index(e) for e in ends))]
    words = "".join(e.text or "" for e in between if name_of(e) in ("t", "delText"))
    assert "24 hours" in words and "5 business days" in words


def test_everything_accepted_reads_as_agreed():
    words = "\n".join(texts(accept_all(answered().data, authors=None)))
    assert "in any event within 24 hours after becoming aware" in words and "5 business days" not in words
    assert "the Supplier shall return" in words and "limited to 50 % of" in words
    assert "limited to 200 % of" in "\n".join(texts(reject_all(answered().data, authors=None)))


def test_comments_alone_leave_the_text_as_they_sent_it():
    data = answered(only_comments=True).data
    assert texts(data) == texts(THEIRS)
    assert {name for name, author, _ in signed(data) if author == AUTHOR} == {"comment"}


def test_the_command_writes_the_same_beside_their_file(tmp_path, capfd, monkeypatch):
    monkeypatch.setenv("CLAUSEGAP_CACHE", str(tmp_path / "kept"))
    monkeypatch.setenv("COLUMNS", "160")
    path = tmp_path / "larkfield.docx"
    path.write_bytes(THEIRS)
    code = clausegap(["reply", str(path), "--no-cache", "--author", AUTHOR])
    out, _ = capfd.readouterr()
    written = path.with_name("larkfield.reply.docx").read_bytes()
    assert code == 0 and path.read_bytes() == THEIRS
    assert "2 accept, 2 no position, 2 reject" in out
    assert "accept, to be checked" in out and "2 to be checked before you send them" in out
    assert texts(written) == texts(answered().data)


@needs_office
def test_office_opens_the_reply(tmp_path):
    path = without_comments(tmp_path / "reply.docx", answered().data)
    accepted, rejected = office.accepted(path), office.rejected(path)
    assert "within 24 hours after" in accepted and "Supplier shall return" in accepted
    assert "within 24 hours after" in rejected and "Supplier may return" in rejected
