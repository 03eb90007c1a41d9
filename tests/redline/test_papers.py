"""What holds of every redline, on files drawn by chance: rejected the original, accepted the proposal."""

import pytest
from ooxml.office import ACCEPTED, REJECTED, needs_office
from ooxml.office import texts as office_texts

from pipeline.redline.tracked.settle import accept_all
from redline.blocks import parts
from redline.checks import check_accepted, check_the_rest, drawn, without_comments
from redline.desk import AUTHOR
from redline.papers import paper


@pytest.mark.parametrize("seed", range(40))
def test_redline(seed):
    data = paper(seed)
    document, proposals, result = drawn(data, seed)
    check_accepted(data, document, proposals, result.data)
    check_the_rest(data, result.data)


def test_the_same_proposals_give_the_same_bytes():
    data = paper(3)
    assert drawn(data, 3)[2].data == drawn(data, 3)[2].data


# Files without block-level controls, in which LibreOffice 7 loses the tracked changes of anybody.
OFFICE = [
    seed for seed in range(40) if b"<w:sdt><w:sdtPr><w:id" not in parts(paper(seed))["word/document.xml"]
][:4]


@needs_office
def test_office_agrees(tmp_path):
    originals, redlines, settled = [], [], []
    for seed in OFFICE:
        data = paper(seed)
        result = drawn(data, seed)[2]
        ours = accept_all(result.data, authors={AUTHOR})
        for name, content, files in (
            ("o", data, originals),
            ("r", result.data, redlines),
            ("a", ours, settled),
        ):
            files.append(without_comments(tmp_path / f"{name}{seed}.docx", content))
    assert office_texts(redlines, mode=REJECTED) == office_texts(originals, mode=REJECTED)
    assert office_texts(redlines, mode=ACCEPTED) == office_texts(settled, mode=ACCEPTED)
