"""What a run leaves in the store: a snapshot of every supplier, under the store's lock."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.batch.plan import Job
from pipeline.domain.groundwork import Groundwork
from pipeline.domain.portfolio import RunKey, SupplierReview
from pipeline.domain.requirements import Library
from pipeline.domain.review import Edition
from pipeline.errors import StoreError
from pipeline.readers.suppliers import PortfolioPapers
from pipeline.store.portfolio import Store


@dataclass(frozen=True, slots=True)
class Record:
    """A run as it is recorded; `standing` are the suppliers that it holds from before."""

    store: Store
    run: RunKey
    standing: frozenset[str]

    def stands(self, job: Job) -> bool:
        """Tell whether the run holds this supplier's review already."""
        return job.supplier in self.standing

    def keep(
        self, job: Job, said: SupplierReview, *, lasting: bool, ground: Groundwork | None = None
    ) -> None:
        """Record what is said of a supplier; `ground` as the store takes it. Raises StoreError."""
        self.store.record_said(self.run, said, set_sha256=job.digest_of_all, lasting=lasting, ground=ground)


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """A run that leaves no snapshot: what was kept stands."""

    store: None = None

    def stands(self, job: Job) -> bool:  # noqa: ARG002
        """Tell that nothing has to be recorded."""
        return True

    def keep(
        self, job: Job, said: SupplierReview, *, lasting: bool, ground: Groundwork | None = None
    ) -> None:
        """Record nothing."""


@contextlib.contextmanager
def recording(
    store: Store,
    jobs: Sequence[Job],
    kept: Sequence[Job],
    *,
    papers: PortfolioPapers,
    source: str,
    edition: Edition,
    library: Library,
    playbook: str = "",
) -> Iterator[Record]:
    """Record a run for the time of the block; one that was broken off there is taken up again.

    What an earlier run said of the jobs in `kept` is taken over. Raises StoreBusy where
    another run holds the store.
    """
    with store.lock() as lease:
        run = store.begin_run(
            lease=lease,
            source=source,
            edition=edition,
            library=library,
            planned={job.supplier: job.digest_of_all for job in jobs},
            playbook=playbook,
        )
        try:
            store.record_failures(run, papers.failures, papers.left_out)
            yield Record(store, run, _standing(store, run, jobs, kept))
        except BaseException:
            with contextlib.suppress(StoreError):  # what went wrong first is told
                store.finish_run(run, stopped=True)
            raise
        store.finish_run(run)


def _standing(store: Store, run: RunKey, jobs: Sequence[Job], kept: Sequence[Job]) -> frozenset[str]:
    recorded = store.recorded(run) if run.resumed else {}
    held = {job.supplier for job in jobs if recorded.get(job.supplier) == job.digest_of_all}
    wanted = {job.supplier: job.digest_of_all for job in kept if job.supplier not in held}
    return store.adopt(run, wanted) | held
