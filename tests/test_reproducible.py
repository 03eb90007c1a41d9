"""The same papers give the same review, byte for byte: in another process, on another processor."""

import os
import subprocess
import sys
from pathlib import Path

SAMPLE = Path(__file__).parent.parent / "sample_contracts" / "poor"

# The reports are rounded, so they alone would hide much; the scores behind them are compared bit by bit.
CHILD = """
import hashlib, sys
from pathlib import Path

from pipeline.analyze import analyze, load_tools
from pipeline.classification.scoring import score_units
from pipeline.classification.units import units_of
from pipeline.reports.table import report_named

tools = load_tools()
review = analyze("poor", sorted(Path(sys.argv[1]).iterdir()), tools=tools)
for name in ("json", "oscal", "ciso-csv", "csv", "xlsx", "html", "md"):
    content = report_named(name).render(review, tools.library)
    content = content if isinstance(content, bytes) else content.encode()
    print(name, hashlib.sha256(content).hexdigest())
for agreement in review.assessments[0].agreements.agreements:
    units = tuple(units_of(agreement, tools.cues))
    learned = tools.classifier.learned
    scored = score_units(units, tools.library, learned)
    for part in (scored.rows.values, scored.bearing, scored.stances, scored.probability):
        print(agreement.document.id, part.shape, hashlib.sha256(part.tobytes()).hexdigest())
print(sorted(review.assessments[0].clause_families) and "whole")
"""

# Another order of sets, other threads, and no instruction of a processor younger than 2010; where numpy or
# its linear algebra knows a name not, it passes over it.
HERE = {"PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "2",
    "OPENBLAS_CORETYPE": "Nehalem",
    "NPY_DISABLE_CPU_FEATURES": "X86_V3 X86_V4 AVX512_ICL AVX2 FMA3 AVX512F AVX512_SKX",
    "LC_ALL": "C",
    "TZ": "Asia/Tokyo",
}


def started(environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", CHILD, str(SAMPLE)]
    return subprocess.Popen(
        command, env=os.environ | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_another_process_on_another_processor_gives_the_same_bytes():
    runs = [started(environment) for environment in (HERE, ELSEWHERE)]
    (here, complaint), (elsewhere, _) = [run.communicate(timeout=300) for run in runs]
    assert here.endswith("whole\n"), complaint[-2000:]
    assert here.splitlines() == elsewhere.splitlines()
