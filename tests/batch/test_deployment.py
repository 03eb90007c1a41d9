"""prefect.yaml as users have it: deployed without questions, and run by a worker on a server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from pipeline.resources import classifier_folder

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.xdist_group("prefect"),
    pytest.mark.skipif(
        not (classifier_folder() / "manifest.json").is_file(),
        reason="no classifier is trained in this checkout",
    ),
]
TERMS = """# Terms of {name}

## 1 Incidents

1.1 Provider shall notify Customer of a security incident within {hours} hours after becoming aware of it.
"""


@pytest.fixture
def contracts(tmp_path):
    for n, name in enumerate(("acme", "beta"), 1):
        (tmp_path / "contracts" / name).mkdir(parents=True)
        (tmp_path / "contracts" / name / "terms.md").write_text(TERMS.format(name=name, hours=n * 24))
    return tmp_path / "contracts"


@pytest.fixture
def prefect(prefect_server, tmp_path):
    """Run Prefect's own command in the folder of prefect.yaml, as on a machine of its own."""
    environment = os.environ | {
        "PREFECT_API_URL": prefect_server,
        "DO_NOT_TRACK": "1",
        "PYTHONPATH": str(ROOT),
        "CLAUSEGAP_CACHE": str(tmp_path / "cache"),
        "CLAUSEGAP_STORE": str(tmp_path / "store.sqlite"),
    }

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-m", "prefect", "--no-prompt", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def test_every_deployment_is_accepted_and_a_worker_reviews_a_portfolio(prefect, contracts, tmp_path):
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.actions import WorkPoolCreate
    from prefect.workers.process import ProcessWorker

    out = tmp_path / "portfolio"
    with get_client(sync_client=True) as client:
        template = ProcessWorker.get_default_base_job_template()
        client.create_work_pool(WorkPoolCreate(name="clausegap", type="process", base_job_template=template))
        prefect("deploy", "--all")
        quarterly = client.read_deployment_by_name("review-portfolio/quarterly")
        assert [s.schedule.cron for s in quarterly.schedules] == ["0 3 1 1,4,7,10 *"]
        for flow_run in client.read_flow_runs():  # those that the schedule made
            client.delete_flow_run(flow_run.id)
        wanted = client.read_deployment_by_name("review-portfolio/on-demand")
        asked = {"papers": f"{contracts}/*", "out": str(out), "formats": ["md"], "workers": 1}
        begun = client.create_flow_run_from_deployment(wanted.id, parameters=asked)
        prefect("worker", "start", "--pool", "clausegap", "--run-once")
        ended = client.read_flow_run(begun.id)
        tasks = [run.name for run in client.read_task_runs() if run.flow_run_id == begun.id]
    assert ended.state_name == "Completed", ended.state
    assert {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} == {
        "portfolio.html",
        "portfolio.json",
        *(f"reviews/{name}/review.{form}" for name in ("acme", "beta") for form in ("html", "json", "md")),
    }
    assert sorted(tasks) == ["1 document of 1 supplier"] * 2


def test_the_file_deploys_every_flow_there_is():
    from pipeline.batch import flows

    deployments = yaml.safe_load((ROOT / "prefect.yaml").read_text())["deployments"]
    module = "pipeline/batch/flows.py"
    entries = [d["entrypoint"].partition(":") for d in deployments]
    assert {where for where, _, _ in entries} == {module}
    assert {name for _, _, name in entries} == {"review_portfolio", "review_supplier", "reassess_portfolio"}
    for deployment, (_, _, name) in zip(deployments, entries, strict=True):
        known = getattr(flows, name).parameters.properties
        assert set(deployment.get("parameters", {})) <= set(known), name
