"""A row that only names a table's columns is no evidence; the rows below it may be."""

import pytest

from pipeline.analyze import judge_document, load_tools
from pipeline.classification.units import units_of
from pipeline.readers.read import read
from pipeline.structure import segment

ROW = "| Norvik Hosting AB | storage of Customer Data in Stockholm, Sweden | data centre |"


def read_table(tmp_path, header: str):
    path = tmp_path / "annex.md"
    path.write_text(
        f"# Data Processing Agreement\n\n## Sub-processors\n\n{header}\n|---|---|---|\n{ROW}\n",
        encoding="utf-8",
    )
    return read(path, document_id="d1")


@pytest.mark.parametrize(
    ("header", "read_as_clause"),
    [
        ("| Sub-processor | Service | Location of processing |", False),
        ("| Backup of all Customer Data | Provider | kept for 30 days |", True),
        ("| Incident notices go out by telephone at once | Provider | yes |", True),
    ],
)
def test_the_first_row(tmp_path, header, read_as_clause):
    tools = load_tools()
    agreement = segment(read_table(tmp_path, header), tools.library.vocabulary)
    first = header.strip("| ").split(" | ")[0]
    texts = [unit.clause.text for unit in units_of(agreement, tools.cues)]
    assert any(first in t for t in texts) is read_as_clause
    assert any("Stockholm" in t for t in texts)


def test_it_is_never_quoted(tmp_path):
    reading = judge_document(
        read_table(tmp_path, "| Sub-processor | Service | Location of processing |"), tools=load_tools()
    )
    assert not [p for p in reading.passages if p.quote.startswith("Sub-processor |")]
