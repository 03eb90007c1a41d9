"""The table of paragraphs, leaks and word order, reader by reader and group by group."""

from collections.abc import Sequence
from pathlib import Path

from benchmarks.reading.gold import GROUPS, Gold
from benchmarks.reading.measures import Score, score
from benchmarks.reading.readings import OURS, blocks_by


def print_paragraphs(
    golds: Sequence[Gold], *, readers: Sequence[str], work: Path, worst: int, misses: int
) -> None:
    """Read every document with every reader and print what came back."""
    paragraphs = sum(len(gold.truths) for gold in golds)
    print(
        f"\nParagraphs: {len(golds)} PDFs, {sum(g.pages for g in golds):,} pages, {paragraphs:,} paragraphs"
    )
    scores = {reader: [score(g, blocks_by(reader, g.pdf, kept=work)) for g in golds] for reader in readers}
    groups = [group for group in GROUPS if any(g.group == group for g in golds)]
    header = "".join(f"{group:>15}" for group in (*groups, "all"))
    print(f"  {'':32}{header}")
    for label, figure in _MEASURES:
        for reader, found in scores.items():
            shares = [figure([s for s in found if s.gold.group == group]) for group in groups] + [
                figure(found)
            ]
            print(
                f"  {label if reader == readers[0] else '':20}{reader:12}"
                + "".join(f"{s:>15}" for s in shares)
            )
    if OURS in scores:
        _print_worst(scores[OURS], worst=worst, misses=misses)


def _share(scores: Sequence[Score]) -> str:
    return f"{sum(s.found for s in scores) / max(1, sum(s.paragraphs for s in scores)):.4f}"


def _leaks(scores: Sequence[Score]) -> str:
    return f"{sum(len(s.leaked) for s in scores):,}"


def _order(scores: Sequence[Score]) -> str:
    return f"{sum(s.order * s.words for s in scores) / max(1, sum(s.words for s in scores)):.4f}"


_MEASURES = (("exact paragraphs", _share), ("leaked running lines", _leaks), ("word order", _order))


def _print_worst(scores: Sequence[Score], *, worst: int, misses: int) -> None:
    print(f"\n  Worst of {OURS}'s readings (share, missed of all, leaks, word order)")
    by_share = sorted(scores, key=lambda s: (s.found - len(s.leaked)) / max(1, s.paragraphs))
    for s in by_share[:worst]:
        share = s.found / max(1, s.paragraphs)
        counts = f"{len(s.missed):4} of {s.paragraphs:4}  {len(s.leaked):4}  {s.order:.4f}"
        print(f"    {share:.3f}  {counts}  {s.gold.group:13}  {s.gold.pdf.name}")
        for text in s.missed[:misses]:
            print(f"        missed: {text[:120]!r}")
        for text in s.leaked[:misses]:
            print(f"        leaked: {text[:120]!r}")
