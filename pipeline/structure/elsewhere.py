"""What the papers of a set say of each other and of their own clauses."""

from collections.abc import Sequence

from pipeline.domain.agreement import Agreement
from pipeline.domain.elsewhere import Elsewhere
from pipeline.language import Vocabulary
from pipeline.structure.amendments import find_amendments
from pipeline.structure.conditions import find_carve_outs
from pipeline.structure.narrowing import find_narrowings
from pipeline.structure.papers import papers_of
from pipeline.structure.precedence import find_rankings
from pipeline.structure.versions import find_versions


def stands_elsewhere(agreements: Sequence[Agreement], vocabulary: Vocabulary) -> Elsewhere:
    """Return precedence, amendments, exceptions and narrowing definitions of a set."""
    papers = papers_of(agreements, vocabulary)
    amendments = find_amendments(papers)
    versions, unclear = find_versions(papers, told=amendments)
    return Elsewhere(
        rankings=find_rankings(papers),
        amendments=(*amendments, *versions),
        carve_outs=find_carve_outs(papers),
        narrowings=find_narrowings(papers),
        unclear=unclear,
    )
