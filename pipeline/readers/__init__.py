"""Files to documents: `read.read`, and `guarded.read_guarded`, which ends what hangs or swells."""
