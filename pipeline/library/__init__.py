"""The clause library: YAML that lawyers edit, loaded as domain objects or refused with file and line."""

from pipeline.library.check import check_library
from pipeline.library.frameworks import framework_keys, framework_view
from pipeline.library.load import load_library
from pipeline.library.phrasings import load_phrasings
from pipeline.library.playbook import load_playbook, playbook_start
from pipeline.library.profile import lay_profiles, load_profiles
from pipeline.library.show import describe
from pipeline.library.show_others import describe_other
from pipeline.library.source import Fault

__all__ = [
    "Fault",
    "check_library",
    "describe",
    "describe_other",
    "framework_keys",
    "framework_view",
    "lay_profiles",
    "load_library",
    "load_phrasings",
    "load_playbook",
    "load_profiles",
    "playbook_start",
]
