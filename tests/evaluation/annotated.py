"""Annotated agreements and reviews of them, made for these tests."""

import json
from pathlib import Path

from pipeline.domain.reading import Stance
from pipeline.domain.review import Status
from pipeline.evaluation.corpus import Annotated, GoldPassage, GoldStatus, GoldTerm, key_of
from pipeline.evaluation.counts import counts_of
from pipeline.evaluation.decisions import Decision, Measured

NOTICE = "Provider shall notify Customer of a Security Incident within 72 hours after becoming aware of it"
NAMES = ("in-deadline", "in-content", "sl-capacity")


def gold(
    *statuses: str, sub_met: tuple[int, ...] = (), doc_id: str = "one", supplier: str = "One"
) -> Annotated:
    names = dict(zip(NAMES, statuses, strict=False))
    return Annotated(
        doc_id=doc_id,
        supplier=supplier,
        kind="DPA",
        paragraphs=(NOTICE + ".", "Nothing else is promised."),
        passages=(
            GoldPassage(
                0, "in-deadline", Stance.BINDING, (1, 2), "within 72 hours after becoming aware of it"
            ),
            GoldPassage(1, "in-deadline", Stance.REFERENCE, (), "Nothing else is promised"),
        ),
        status=tuple(GoldStatus(r, Status(s), sub_met, "as read") for r, s in names.items()),
        terms=(GoldTerm("in-deadline", "duration", "72 h", 0), GoldTerm("in-deadline", "region", "Germany")),
        groups=(key_of(supplier),) * 2,
    )


def review(
    *statuses: str,
    quotes: tuple[str, ...] = (),
    terms: tuple[str, ...] = (),
    stance: str = "binding",
    met: tuple[int, ...] = (),
    confidence: float = 0.5,
    needs_review: bool = False,
    families: tuple[tuple[str, ...], ...] = (("incident-notification",), ()),
) -> dict:
    findings = [
        {
            "requirement": r,
            "status": s,
            "confidence": confidence,
            "needs_review": needs_review,
            "reason": "because",
            "evidence": [],
            "terms": [],
            "subpoints": [],
            "searched": {"nearest": []},
        }
        for r, s in zip(NAMES, statuses, strict=False)
    ]
    findings[0]["evidence"] = [{"quote": q, "stance": stance, "clause": "d1.c1"} for q in quotes]
    findings[0]["terms"] = [{"value": t, "type": "duration"} for t in terms]
    findings[0]["subpoints"] = [{"id": f"in-deadline.{n}", "met": n in met} for n in range(1, 5)]
    texts = (NOTICE + ".", "Nothing else is promised.")
    clauses = [
        {"id": f"d1.c{n}", "text": t, "path": str(n), "heading": "", "families": [{"id": f} for f in own]}
        for n, (t, own) in enumerate(zip(texts, families, strict=True), start=1)
    ]
    return {"agreements": [{"findings": findings, "clauses": clauses}]}


def decided(*pairs: tuple[str, str], doc_id: str = "one", kind: str = "DPA", confidence: float = 0.5):
    """Return an agreement on which (annotator's status, ours) were decided, a requirement each."""
    names = (f"in-{n}" for n in range(len(pairs)))
    return Measured(
        doc_id,
        kind,
        tuple(Decision(r, g, s, confidence) for r, (g, s) in zip(names, pairs, strict=True)),
    )


def total_of(*agreements: Measured):
    return counts_of(agreements).total()


def write_corpus(folder: Path, names: tuple[str, ...], *, paragraphs: tuple[str, ...] = (NOTICE,)) -> Path:
    """Write an annotated agreement for each name, every status absent but that of the deadline."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        passage = {"p": 0, "req": "in-deadline", "stance": "binding", "sub": [1], "quote": "within 72 hours"}
        status = [{"req": "in-deadline", "status": "partial", "sub_met": [1], "why": "a number"}]
        status += [{"req": "in-content", "status": "absent", "sub_met": [], "why": "nothing"}]
        data = {"doc_id": name, "supplier": name, "kind": "DPA", "paragraphs": list(paragraphs)}
        data |= {"passages": [passage], "status": status, "terms": []}
        (folder / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")
    return folder
