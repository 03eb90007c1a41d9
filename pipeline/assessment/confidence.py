"""How sure a finding is: how often one of its status and with that share of the judge's was right.

Fitted on train folds, 10,001 findings on agreements that neither classifier nor judge had seen: what is
called .8 sure was right in eight of ten cases (expected calibration error .007, with the bare shares .054).
"""

import math
from collections.abc import Mapping

from pipeline.domain.review import Status

# Slope and shift of the logit of the judge's share. An absence is surer than the judge says, met less so.
WORTH: Mapping[Status, tuple[float, float]] = {
    Status.CONTRADICTED: (0.82, -0.07),
    Status.ABSENT: (1.31, 0.47),
    Status.WEAK: (1.36, -0.01),
    Status.PARTIAL: (1.08, 0.33),
    Status.MET: (0.99, -0.89),
}
LEAST = 0.02  # shares nearer to nought or one count as this near
MET_FROM = 0.3  # what looks met and is less sure than this must be firm in every essential point
REVIEW_BELOW = 0.65  # a person should look: with what else calls for it, one finding in four on train folds


def confidence_of(status: Status, share: float) -> float:
    """Return the share of findings of that status that were right where the judge's share was `share`."""
    slope, shift = WORTH[status]
    kept = min(max(share, LEAST), 1 - LEAST)
    return 1 / (1 + math.exp(-(slope * math.log(kept / (1 - kept)) + shift)))
