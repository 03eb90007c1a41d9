"""A redline by chance, and what must hold of it: for the tests, and for many files in `benchmarks.redline`."""

import random
import re
from collections import Counter
from pathlib import Path

from lxml import etree

from pipeline.domain.document import Document
from pipeline.domain.proposal import Proposal
from pipeline.redline.tracked.archive import packed
from pipeline.redline.tracked.settle import accept_all, reject_all
from pipeline.redline.tracked.write import Redline
from redline.blocks import attribute, bare, identifiers, name_of, parts, signed
from redline.desk import AUTHOR, read_bytes, redline, texts
from redline.mechanical import Draw, accepted_texts
from redline.order import faults

TIES = ("[Content_Types].xml", "word/_rels/document.xml.rels", "word/comments.xml")
PROPOSALS = 14


def drawn(data: bytes, seed: int, *, count: int = PROPOSALS) -> tuple[Document, list[Proposal], Redline]:
    """Return a file as read, the proposals that were written into it, and the redline."""
    document = read_bytes(data)
    proposals = Draw(document, random.Random(seed)).proposals(count)
    result = redline(data, *proposals, document=document)
    refused = {id(left.proposal) for left in result.not_done}
    return document, [q for q in proposals if id(q) not in refused], result


def check_accepted(data: bytes, document: Document, proposals: list[Proposal], redlined: bytes) -> None:
    """Check that accepting ours gives the proposals."""
    expected = accepted_texts(data, document, proposals)
    assert texts(accept_all(redlined, authors={AUTHOR})) == expected


def check_the_rest(data: bytes, redlined: bytes) -> None:
    """Check that rejecting gives back the original, and that nothing else has changed."""
    before, after = parts(data), parts(redlined)
    rejected = parts(reject_all(redlined, authors={AUTHOR}))
    own = identifiers(redlined) - identifiers(data)
    for name, xml in before.items():
        if after[name] != xml and name not in TIES:
            assert bare(rejected[name], own_comments=own) == bare(xml)
            assert not faults(etree.fromstring(after[name]), AUTHOR)
    assert not signed(data) - signed(redlined)
    doubled = {i for i, n in _marks(after).items() if n > 1}
    assert doubled <= {i for i, n in _marks(before).items() if n > 1}
    assert _own_bytes(before, after)


def _marks(files: dict[str, bytes]) -> Counter[str]:
    kinds = "ins del moveFrom moveTo comment bookmarkStart rPrChange pPrChange moveFromRangeStart moveToRangeStart"
    roots = (etree.fromstring(xml) for name, xml in files.items() if name.endswith(".xml"))
    return Counter(
        attribute(e, "id") or "" for root in roots for e in root.iter("{*}*") if name_of(e) in kinds.split()
    )


def _own_bytes(before: dict[str, bytes], after: dict[str, bytes]) -> bool:
    """Tell whether what stands between our changes is byte for byte what was there."""
    old, new = before["word/document.xml"], after["word/document.xml"]
    blocks = re.findall(rb"<w:p>(?:(?!<w:p>).)*?</w:p>", old, re.DOTALL)
    return sum(block in new for block in blocks) >= len(blocks) - 2 * PROPOSALS


def without_comments(path: Path, data: bytes) -> Path:
    """Write a file without its comments: a LibreOffice without windows can't show any."""
    xml = parts(data)["word/document.xml"]
    marks = rb"<w:commentRange(Start|End) [^>]*/>|<w:r>(<w:rPr><w:rStyle [^>]*/></w:rPr>)?<w:commentReference [^>]*/></w:r>"
    path.write_bytes(packed(data, {"word/document.xml": re.sub(marks, b"", xml)}))
    return path
