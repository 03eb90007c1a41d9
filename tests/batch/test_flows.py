"""The flow on a real Prefect server, with a desk whose one worker is this process."""

import json
import os
from collections import Counter as Tally

import pytest

from pipeline.batch import runs, server
from pipeline.batch.portfolio import Prepared
from pipeline.batch.progress import Clock, Counter
from pipeline.batch.stopping import RunStopped
from pipeline.errors import StoreDown, UsageError
from pipeline.readers.suppliers import PortfolioPapers

from .desk import DEATH, LIBRARY, Office

pytestmark = pytest.mark.xdist_group("prefect")


@pytest.fixture
def office(tmp_path, monkeypatch):
    return Office(tmp_path, monkeypatch)


def run_over(office, tmp_path, seen=None):
    jobs = office.jobs()
    counter = Counter(jobs, (seen if seen is not None else []).append)
    desk = office.desk(tmp_path / "out")
    object.__setattr__(desk, "on_document", counter.done)
    return Prepared(
        papers=PortfolioPapers(()),
        library=LIBRARY,
        jobs=jobs,
        pieces=tuple((job,) for job in jobs),
        desk=desk,
        threads=2,
        clock=Clock(),
        counter=counter,
    )


def artifacts():
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        newest = client.read_artifacts()
    found = {}
    for artifact in sorted(newest, key=lambda a: a.updated, reverse=True):
        found.setdefault(artifact.key, artifact)
    return found


def test_every_supplier_is_reviewed_and_reports_keep_their_order(
    prefect_server, office, tmp_path, monkeypatch
):
    from pipeline.batch import flows

    monkeypatch.setattr(flows, "PROGRESS_SECONDS", 0.05)
    office.write(**{f"supplier{n}__secret-name": f"words {n}" for n in range(5)}, broken__scan="password")
    seen = []
    run = run_over(office, tmp_path, seen)
    done = flows.flow_over(run)(suppliers=6, documents=6)
    assert [e.name for e in done.entries] == [f"supplier{n}" for n in range(5)]
    assert [(f.name, f.reason) for f in done.failures] == [("broken/scan.txt", "scan.txt needs a password.")]
    assert (seen[0].done, seen[-1].done, seen[-1].documents) == (0, 6, 6)
    listed = json.loads((tmp_path / "out/portfolio.json").read_text())["suppliers"]
    assert [s["name"] for s in listed] == ["broken", *(f"supplier{n}" for n in range(5))]
    left = artifacts()
    assert left["clausegap-progress"].data == 100.0
    assert "| suppliers | 6 |" in left["clausegap-summary"].data
    assert {"status": "absent", "findings": 300, "suppliers": 5} in json.loads(
        left["clausegap-statuses"].data
    )
    told = " ".join(str(a.data) + str(a.description) for a in left.values())
    assert "supplier0" not in told and "secret" not in told


def test_suppliers_are_named_to_prefect_only_where_that_is_asked_for(prefect_server, office, tmp_path):
    from pipeline.batch.flows import flow_over

    office.write(acme__terms="words", beta="more words")
    flow_over(run_over(office, tmp_path), name_suppliers=True)(suppliers=2, documents=2)
    rows = json.loads(artifacts()["clausegap-suppliers"].data)
    assert [(r["supplier"], r["absent"], r["covered"]) for r in rows] == [
        ("acme", 60, 0.25),
        ("beta", 60, 0.25),
    ]


def test_only_what_may_pass_is_tried_again_and_a_document_never_costs_the_others(
    prefect_server, office, tmp_path, monkeypatch
):
    from pipeline.batch import flows

    monkeypatch.setattr(flows, "BACKOFF_SECONDS", 0.01)
    office.write(once="words", ever="words", never="bug", fine="words")
    office.reading.troubles["once.txt"] = [DEATH]
    office.reading.troubles["ever.txt"] = [DEATH] * 9
    done = flows.flow_over(run_over(office, tmp_path))(suppliers=4, documents=4)
    assert Tally(office.reading.read) == {
        "once.txt": 2,
        "ever.txt": flows.TRIES,
        "never.txt": 1,
        "fine.txt": 1,
    }
    assert sorted(f.name for f in done.failures) == ["ever.txt", "never.txt"]
    assert [e.name for e in done.entries] == ["fine", "once"]


def test_a_store_that_is_gone_stops_the_run_and_fails_no_document(prefect_server, office, tmp_path):
    from pipeline.batch.flows import flow_over

    office.write(acme__terms="words", beta="more words")
    office.recorder.trouble = StoreDown("The store at db/x can't be reached.")
    with pytest.raises(RunStopped, match=r"store at db/x can't be reached\. What was finished is kept"):
        flow_over(run_over(office, tmp_path))(suppliers=2, documents=2)
    assert not (tmp_path / "out/portfolio.json").exists()


@pytest.mark.parametrize("count", [0, 1, 3])
def test_all_are_done_once_the_last_is(count):
    from pipeline.batch.flows import when_done

    class Pending:
        def add_done_callback(self, tell):
            self.tell = tell

    pending = [Pending() for _ in range(count)]
    done = when_done(pending)
    seen = [done.is_set()]
    for future in reversed(pending):
        future.tell(future)
        seen.append(done.is_set())
    assert seen == [False] * count + [True]


def test_an_interruption_abandons_the_work_at_hand(prefect_server, office, tmp_path, monkeypatch):
    from pipeline.batch import flows

    abandoned = []

    class Interrupted:
        def wait(self, _seconds):
            raise KeyboardInterrupt

    monkeypatch.setattr(flows, "when_done", lambda _futures: Interrupted())
    office.write(acme="words")
    run = run_over(office, tmp_path)
    monkeypatch.setattr(
        type(run.desk.hands), "abandon", lambda _: abandoned.append(run.desk.stop.reason is not None)
    )
    with pytest.raises(KeyboardInterrupt):
        flows.flow_over(run)(suppliers=1, documents=1)
    assert abandoned == [True]


def test_a_server_that_can_not_be_reached_is_said_before_anything_is_reviewed(
    prefect_server, office, tmp_path
):
    from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

    gone = {PREFECT_API_URL: "http://127.0.0.1:9/api", PREFECT_CLIENT_MAX_RETRIES: 0}
    office.write(acme="words")
    with (
        temporary_settings(gone),
        pytest.raises(UsageError, match=r"127\.0\.0\.1:9/api can't be reached.*unset"),
    ):
        runs.carried_out(run_over(office, tmp_path), name_suppliers=False)
    assert office.reading.read == []


@pytest.mark.parametrize(
    ("before", "name", "after"),
    [
        ({"DO_NOT_TRACK": "0"}, "DO_NOT_TRACK", "1"),
        ({"PREFECT_SERVER_ANALYTICS_ENABLED": "true"}, "PREFECT_SERVER_ANALYTICS_ENABLED", "false"),
        ({"PREFECT_LOGGING_LEVEL": "DEBUG"}, "PREFECT_LOGGING_LEVEL", "DEBUG"),
        ({}, "PREFECT_LOGGING_LEVEL", "CRITICAL"),
        ({}, "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "120"),
        ({"NO_PROXY": "intranet"}, "NO_PROXY", "intranet,127.0.0.1,localhost"),
        ({"NO_PROXY": "127.0.0.1"}, "NO_PROXY", "127.0.0.1,localhost"),
    ],
)
def test_telemetry_is_off_and_other_settings_are_the_users(monkeypatch, before, name, after):
    monkeypatch.setattr(os, "environ", dict(before))
    server.set_environment()
    assert os.environ[name] == after
