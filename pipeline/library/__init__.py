"""The clause library: YAML that lawyers edit, loaded as domain objects or refused with file and line."""

from pipeline.library.check import check_library
from pipeline.library.load import load_library
from pipeline.library.phrasings import load_phrasings
from pipeline.library.playbook import load_playbook, playbook_start
from pipeline.library.show import describe
from pipeline.library.source import Fault

__all__ = [
    "Fault",
    "check_library",
    "describe",
    "load_library",
    "load_phrasings",
    "load_playbook",
    "playbook_start",
]
