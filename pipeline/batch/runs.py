"""A run from the command line: prepared first, then carried out by the flow on a Prefect server."""

from collections.abc import Callable

from pipeline.batch.portfolio import Order, PortfolioRun, Prepared, prepared, without_flow
from pipeline.batch.progress import Progress
from pipeline.batch.server import server, set_environment
from pipeline.errors import UsageError


def run_portfolio(
    order: Order, *, on_progress: Callable[[Progress], None] = lambda _: None, name_suppliers: bool = False
) -> PortfolioRun:
    """Review every supplier of the papers and write portfolio and reviews.

    Raises UsageError, LibraryError, ClassifierError, StoreError before anything is written,
    RunStopped where the run can't go on; what can't be read is a failure of the run.
    """
    with prepared(order, on_progress=on_progress) as run:
        return carried_out(run, name_suppliers=name_suppliers)


def carried_out(run: Prepared, *, name_suppliers: bool) -> PortfolioRun:
    """Run the flow, where there is anything to read or judge: a server starts for longer than the rest takes.

    Prefect is imported here, when the workers are already starting.
    """
    if run.is_kept:
        return without_flow(run)
    set_environment()
    from httpx import HTTPError
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

    # The heartbeat tells a server of crashed runs and costs a second at the end of each.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}), server():
        from pipeline.batch.flows import flow_over

        try:
            done: PortfolioRun = flow_over(run, name_suppliers=name_suppliers)(
                suppliers=len(run.jobs), documents=run.counter.documents
            )
        except HTTPError as error:
            raise UsageError(
                f"The Prefect server was lost ({type(error).__name__}); run the same again, what was "
                "finished is kept."
            ) from error
        return done
