import pytest

from pipeline.batch.server import set_environment


@pytest.fixture(scope="session")
def prefect_server(tmp_path_factory):
    """A Prefect server with its own database and home, started once; gives its URL."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PREFECT_HOME", str(tmp_path_factory.mktemp("prefect")))
    set_environment()
    from prefect.settings import get_current_settings
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield str(get_current_settings().api.url)
    patch.undo()
