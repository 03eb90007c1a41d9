"""A few of the inputs of `python -m benchmarks.fuzz`, and texts that are not what they look like."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.domain.apart import Apart, Change, Comment
from pipeline.domain.document import BlockKind, Source
from pipeline.domain.places import LineAt, ParagraphAt, Span
from pipeline.errors import DamagedFile, LimitExceeded, ReadError
from pipeline.readers.drafts import Draft, Mark, tidy, to_document
from pipeline.readers.guarded import read_guarded
from pipeline.readers.limits import DEFAULT_LIMITS, MEGABYTE, Limits
from pipeline.readers.manner import Manner
from readers.reading import read_text
from readers.word_writer import docx, p

fuzz = pytest.importorskip("benchmarks.fuzz.inputs", reason="the benchmarks are not part of a source archive")

SMALL = Manner(
    limits=Limits(characters=300_000, archive_unpacked=20 * MEGABYTE, seconds=20, memory=1_024 * MEGABYTE),
    ocr=False,
)
SAMPLES = Path(__file__).parents[2] / "sample_contracts"
SOURCE = Source("terms.txt", "text/plain", "0" * 64, 100)


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "md", "txt", "eml"])
def test_mutated_files_and_bombs_are_read_or_refused_in_a_sentence(tmp_path, form):
    seeds = fuzz.seeds_of(form, [SAMPLES])
    for item in fuzz.inputs_of(form, tuple(seed[:200_000] for seed in seeds), number=10, seed=7):
        path = tmp_path / item.name
        path.write_bytes(item.data)
        try:
            document = read_guarded(path, document_id="d1", manner=SMALL)
        except ReadError as error:
            assert str(error).startswith(item.name)
            assert str(error).endswith(".")
            assert "\n" not in str(error)
        else:
            assert document.text == "\n\n".join(document.quote(b.span) for b in document.blocks)
            assert document.text or document.pages_unread


def test_each_input_is_made_again_the_same():
    seeds = (b"An agreement between two parties. " * 20,)
    made = [list(fuzz.inputs_of("txt", seeds, number=12, seed=3)) for _ in range(2)]
    assert made[0] == made[1]
    assert len({item.data for item in made[0]}) > 6


ENTITIES = '<!DOCTYPE x [<!ENTITY a "Fees are due."><!ENTITY b SYSTEM "file://{secret}">]>'


@pytest.mark.parametrize("entity", ["&a;", "&b;"])
def test_entities_of_a_word_file_are_not_looked_up(tmp_path, entity):
    secret = tmp_path / "secret.txt"
    secret.write_text("The vault opens at nine.")
    path = tmp_path / "terms.docx"
    with zipfile.ZipFile(path, "w") as made, zipfile.ZipFile(_file(tmp_path, docx(p("Fees.")))) as real:
        for name in real.namelist():
            content = real.read(name).decode()
            if name == "word/document.xml":
                content = content.replace("<w:document", ENTITIES.format(secret=secret) + "<w:document", 1)
                content = content.replace("Fees.", f"Fees. {entity}")
            made.writestr(name, content)
    with pytest.raises(DamagedFile, match=r"terms\.docx"):
        read_guarded(path, document_id="d1", manner=SMALL)


def test_an_archive_that_swells_is_refused_for_its_size(tmp_path):
    path = tmp_path / "terms.docx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made,
        zipfile.ZipFile(_file(tmp_path, docx(p("x")))) as real,
    ):
        for name in real.namelist():
            made.writestr(name, real.read(name))
        made.writestr("word/more.xml", bytes(30 * MEGABYTE))
    with pytest.raises(LimitExceeded, match=r"terms\.docx unpacks to"):
        read_guarded(path, document_id="d1", manner=SMALL)


def _file(folder: Path, data: bytes) -> Path:
    path = folder / "real.zip"
    path.write_bytes(data)
    return path


# ---------------------------------------------------------------- words that are not what they look like


@pytest.mark.parametrize(
    ("text", "listed", "why"),
    [
        ("Customer dаta is kept.", "dаta", "letters of another alphabet in “data”"),  # Cyrillic а
        ("Customer ⅾata is kept.", "ⅾata", "letters of another alphabet in “data”"),  # a numeral as d
        ("Customer d\u200bata is kept.", "d\u200bata", "invisible characters inside “data”"),
        ("Customer d\u200bat\u2060a is kept.", "d\u200bat\u2060a", "invisible characters inside “data”"),
        ("Kept for \u202esyad 09\u202c only.", "syad 09", "shown in another order than it is written"),
    ],
)
def test_words_that_deceive_stay_in_the_text_and_are_listed(tmp_path, text, listed, why):
    document = read_text(tmp_path, f"1. Terms\n\n{text}\n")
    (apart,) = document.set_aside
    assert (apart.kind, apart.text, apart.why, apart.place) == (Apart.HIDDEN, listed, why, LineAt(3))
    assert document.quote(apart.span) == tidy(listed)


@pytest.mark.parametrize(
    "text",
    [
        "Ansprechpartnerin ist Ναταλία Παππά in Athens.",
        "Договор заключён с компанией Cloud Ltd.",
        "Data is kept for 90 days, at 20 °C and 5 µs, in region β.",
        "The in\u00adfra\u00adstruc\u00adture is shared.",  # soft hyphens only say where a word may break
        "\u200bThe parties agree.\u200b",
        "שלום is read from \u200fright to left.",
    ],
)
def test_honest_letters_are_not_listed(tmp_path, text):
    assert read_text(tmp_path, f"1. Terms\n\n{text}\n").set_aside == ()


def test_a_word_that_deceives_is_counted_once(tmp_path):
    document = read_text(tmp_path, "Customer dаta is kept.")
    assert document.characters == 18


# ---------------------------------------------------------------- marks of changes and comments


def change(text: str, kind: str = "insertion") -> Change:
    return Change(kind, text, "A. Clerk", "", ParagraphAt("word/document.xml", 0), Span(0, 0))


def comment() -> Comment:
    return Comment("Sure?", "A. Clerk", "", ParagraphAt("word/document.xml", 0), Span(0, 0))


def laid_out(*drafts: Draft):
    return to_document(drafts, source=SOURCE, document_id="d1", limits=DEFAULT_LIMITS)


def draft(text: str, *marks: Mark) -> Draft:
    return Draft(BlockKind.PARAGRAPH, ((text, LineAt(1)),), marks=marks)


def test_marks_get_the_span_their_words_have_in_the_document():
    text = "  Fees \u200b are  due in thirty days. "
    start = text.index("thirty")
    marks = (Mark(start, start + 6, change("thirty")), Mark(start, start, change("ninety", "deletion")))
    document = laid_out(draft("Terms"), draft(text, *marks), draft("", Mark(0, 0, comment())), draft("End."))
    assert document.text == "Terms\n\nFees are due in thirty days.\n\nEnd."
    assert [document.quote(c.span) for c in document.changes] == ["thirty", ""]
    assert document.changes[1].span.start == document.text.index("thirty")
    assert len(document.comments[0].span) == 0


WORDS = st.text(" ab\n\u200b\u00a0\u00ad", max_size=30)


@settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, min_size=1, max_size=4), st.data())
def test_marks_stay_within_their_block_and_in_order(parts, data):
    raw = "".join(parts)
    ends = sorted(data.draw(st.tuples(*[st.integers(0, len(raw))] * 2)))
    inside = raw[ends[0] : ends[1]]
    made = Draft(
        BlockKind.PARAGRAPH,
        tuple((part, LineAt(n)) for n, part in enumerate(parts, start=1)),
        marks=(Mark(ends[0], ends[1], comment()),),
    )
    document = laid_out(draft("Terms"), made)
    (found,) = document.comments
    start = len("Terms") + 2
    assert start <= found.span.start <= found.span.end <= max(len(document.text), start)
    assert document.quote(found.span).split() == tidy(inside).split()
