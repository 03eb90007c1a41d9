"""Two suppliers reviewed into a store, by the whole way."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from pipeline.analyze import Tools, analyze, load_tools
from pipeline.domain.keeping import set_digest
from pipeline.library import load_playbook
from pipeline.library.cues import index_cues
from pipeline.library.digests import classification_digest, wordings_digest

TERMS = """# Cloud Services Agreement

## 1. Incidents

1.1 The Provider shall notify the Customer of every Security Incident within 72 hours after becoming aware of it.

## 2. Location

2.1 The Provider shall store Customer Data only in Germany and Ireland and in no other country.

## 3. End of the agreement

3.1 After termination the Provider shall return all Customer Data to the Customer in a common format.

3.2 The Provider shall delete Customer Data within 30 days after termination and confirm the deletion in writing.
"""
POOR = """# Hosting Terms

1. We provide the hosting service as it is and as it is available.

2. We may store and process your data in any country in which we or our suppliers have facilities.

3. We may suspend the service at any time for any reason and delete your data at once without liability.
"""


@cache
def tools() -> Tools:
    return load_tools()


def tools_with(playbook: Path) -> Tools:
    """Return the same tools with a playbook laid over the library, which is not loaded again."""
    library = load_playbook(tools().library, playbook)
    edition = replace(
        tools().edition,
        library=f"sha256:{library.digest}",
        library_version=library.version,
        classification=f"sha256:{classification_digest(library)}",
        wordings=f"sha256:{wordings_digest(library)}",
    )
    return replace(tools(), library=library, cues=index_cues(library), edition=edition)


def folder(root: Path, **papers: str) -> Path:
    """Write the papers of suppliers: acme=TERMS is acme/terms.md."""
    for supplier, text in papers.items():
        (root / supplier).mkdir(parents=True, exist_ok=True)
        (root / supplier / "terms.md").write_text(text, encoding="utf-8")
    return root


def run_over(store, root: Path, *, tools: Tools, source: str = "suppliers/", playbook: str = "") -> int:
    """Review each supplier's folder into the store, as a batch does; return the number of the run."""
    names = sorted(p.name for p in root.iterdir() if p.is_dir())
    sets = {name: _digest(root / name) for name in names}
    with store.lock() as lease:
        run = store.begin_run(
            lease=lease,
            source=source,
            edition=tools.edition,
            library=tools.library,
            planned=sets,
            playbook=playbook,
        )
        for name in names:
            review = analyze(
                name, sorted((root / name).iterdir()), tools=tools, keep=Unassessed(store.layers())
            )
            store.record(run, name, review, set_sha256=sets[name])
        store.finish_run(run)
    return run.id


class Unassessed:
    """Layers without reviews: those are the store's own."""

    def __init__(self, layers):
        self._layers = layers

    def __getattr__(self, name):
        return getattr(self._layers, name)

    def review(self, set_sha256, *, edition):
        return None

    def keep_review(self, review, *, set_sha256, edition):
        pass


def _digest(papers: Path) -> str:
    from hashlib import sha256

    return set_digest(
        papers.name, [(p.name, sha256(p.read_bytes()).hexdigest()) for p in sorted(papers.iterdir())]
    )
