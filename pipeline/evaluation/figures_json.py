"""The figures as other programs read them: the shapes "clausegap/evaluation/1" and "clausegap/leakage/1"."""

from math import isnan
from typing import Any

from pipeline import __version__
from pipeline.evaluation.calibration import calibration_of
from pipeline.evaluation.figures import Evaluation, Group, commonest_mistake
from pipeline.evaluation.leakage import RUN, Leakage
from pipeline.reports.review_json import dumped

Json = dict[str, Any]


def evaluation_json(evaluation: Evaluation) -> str:
    """Return every figure with its interval; null where there is nothing to measure."""
    return dumped(
        {
            "schema": "clausegap/evaluation/1",
            "pipeline": __version__,
            "way": evaluation.way,
            "agreements": evaluation.agreements,
            "interval": "95 %, bootstrap over agreements",
            "all": _group(evaluation.whole),
            "core": _group(evaluation.core),
            "families": [_group(g) for g in evaluation.families],
            "kinds": [_group(g) for g in evaluation.kinds],
            "requirements": [_group(g) | _mistake(g) for g in evaluation.hardest()],
            "calibration": _calibration(evaluation.whole),
            "learning_curve": [
                {"agreements_learned_from": step.agreements} | _group(step.group)
                for step in evaluation.learning_curve
            ],
        }
    )


def leakage_json(leakage: Leakage) -> str:
    """Return all pairs, and of each text the share found anywhere."""
    return dumped(
        {
            "schema": "clausegap/leakage/1",
            "words_in_a_run": RUN,
            "compared": [
                {
                    "what": c.title,
                    "pairs": [
                        {"first": p.first, "second": p.second, "runs": p.runs, "share": round(p.share, 4)}
                        for p in c.pairs
                    ],
                    "anywhere": {name: round(share, 4) for name, share in c.anywhere.items()},
                }
                for c in leakage.compared
            ],
            "skipped": list(leakage.skipped),
        }
    )


def _group(group: Group) -> Json:
    return {
        "id": group.id,
        "title": group.title,
        "agreements": group.agreements,
        "decisions": group.decisions,
        "figures": {
            row: {
                part: {"value": _number(e.value), "low": _number(e.low), "high": _number(e.high)}
                for part, e in parts.items()
            }
            for row, parts in group.rows.items()
        },
        "unfound_quotes": int(group.counts.unfound),
    }


def _mistake(group: Group) -> Json:
    found = commonest_mistake(group)
    return {
        "most_often": {"annotator": found.gold, "ours": found.given, "times": found.times} if found else None
    }


def _calibration(group: Group) -> Json:
    found = calibration_of(group.counts)
    best = found.most_kept
    return {
        "bins": [
            {"from": b.low, "to": b.high, "decisions": b.decisions}
            | {"confidence": _number(b.confidence), "right": _number(b.right)}
            for b in found.bins
        ],
        "kept": [
            {"confidence": k.confidence, "share": _number(k.share), "right": _number(k.right)}
            for k in found.kept
        ],
        "mean_risk": _number(found.mean_risk),
        "most_kept": {"confidence": best.confidence, "share": _number(best.share)} if best else None,
    }


def _number(value: float) -> float | None:
    return None if isnan(value) else round(value, 4)
