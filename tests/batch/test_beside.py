import os
import time

import pytest

from pipeline import analyze as analyzing
from pipeline.analyze import analyze, load_tools, read_in_turn
from pipeline.batch import beside
from pipeline.batch.beside import readers_beside
from pipeline.domain.reading import ReadAgreement
from pipeline.errors import ReadError
from pipeline.store.cache import Cache


@pytest.fixture(scope="module")
def tools():
    return load_tools()


@pytest.fixture
def papers(tmp_path):
    texts = {
        "d1": "# Terms\n\n1. The Provider shall notify the Customer of a breach within 24 hours.\n",
        "d2": "# Data annex\n\n1. The Provider stores Customer Data in Ireland only.\n\n2. Fees are due monthly.\n",
        "d3": "# Exit\n\n1. The Provider shall delete all Customer Data thirty days after the end.\n",
    }
    made = {name: tmp_path / f"{name}.md" for name in texts}
    for name, text in texts.items():
        made[name].write_text(text, encoding="utf-8")
    made["d4"] = tmp_path / "d4.pdf"
    made["d4"].write_bytes(b"%PDF-1.7 and no more")
    return made


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(beside, "cores", lambda: 2)
    monkeypatch.setattr(beside, "LEAST", 0)


def waits():
    time.sleep(60)


def ends():
    os._exit(1)


def never(*args, **options):
    raise AssertionError("was judged again")


def plain(found):
    return {name: str(read) if isinstance(read, ReadError) else read for name, read in found.items()}


@pytest.mark.parametrize("load", [load_tools, ends])
def test_readings_are_those_of_one_process_whatever_becomes_of_the_workers(load, papers, tools):
    with readers_beside(list(papers.values()), load) as read:
        found = read(papers, tools=tools, keep=None)
    assert plain(found) == plain(read_in_turn(papers, tools=tools, keep=None))
    assert sum(isinstance(read, ReadAgreement) for read in found.values()) == 3


def test_workers_judge_what_the_asker_does_not_get_to(papers, tools, monkeypatch):
    judged = []
    judge, turn = analyzing.judge_document, beside._asked

    def slowly(document, *, tools):
        judged.append(document.id)
        while len(judged) < 2:  # until a worker has taken one
            pass
        return judge(document, tools=tools)

    def asked(pool, document):
        judged.append(document.id)
        return turn(pool, document)

    monkeypatch.setattr(analyzing, "judge_document", slowly)
    monkeypatch.setattr(beside, "_asked", asked)
    with readers_beside(list(papers.values()), load_tools) as read:
        found = read(papers, tools=tools, keep=None)
    assert sorted(judged) == ["d1", "d2", "d3"]
    assert isinstance(found["d4"], ReadError)


def test_a_paper_that_is_gone_is_a_failure_like_any_other(papers, tools):
    papers["d1"].unlink()
    with readers_beside(list(papers.values()), load_tools) as read:
        found = read(papers, tools=tools, keep=None)
    assert isinstance(found["d1"], ReadError)
    assert plain(found) == plain(read_in_turn(papers, tools=tools, keep=None))


def test_few_papers_are_read_without_workers(papers, monkeypatch):
    with readers_beside([papers["d1"]], ends) as read:
        assert read is None
    monkeypatch.setattr(beside, "LEAST", 10_000)
    with readers_beside(list(papers.values()), ends) as read:
        assert read is None
    monkeypatch.setattr(beside, "LEAST", 0)
    monkeypatch.setattr(beside, "cores", lambda: 1)
    with readers_beside(list(papers.values()), ends) as read:
        assert read is None


def test_what_is_read_is_kept_and_not_judged_again(papers, tools, tmp_path, monkeypatch):
    keep = Cache(tmp_path / "cache")
    with readers_beside(list(papers.values()), load_tools) as read:
        first = read(papers, tools=tools, keep=keep)
    monkeypatch.setattr(analyzing, "judge_document", never)
    monkeypatch.setattr(beside, "_asked", never)
    with readers_beside(list(papers.values()), ends) as read:
        again = read(papers, tools=tools, keep=keep)
    assert plain(again) == plain(first)


def test_the_review_is_the_same(papers, tools):
    paths = list(papers.values())
    with readers_beside(paths, load_tools) as read:
        made = analyze("acme", paths, tools=tools, read=read)
    assert made == analyze("acme", paths, tools=tools)
    assert [f.name for f in made.failures] == ["d4.pdf"]


def test_ctrl_c_waits_for_nothing_and_what_was_judged_is_kept(papers, tools, tmp_path, monkeypatch):
    judge, judged, keep = analyzing.judge_document, [], Cache(tmp_path / "cache")

    def interrupted(document, *, tools):
        if judged:
            raise KeyboardInterrupt
        judged.append(document.id)
        return judge(document, tools=tools)

    monkeypatch.setattr(analyzing, "judge_document", interrupted)
    with pytest.raises(KeyboardInterrupt), readers_beside(list(papers.values()), waits) as read:
        read(papers, tools=tools, keep=keep)
    (name,) = judged
    assert analyzing.kept_reading(papers[name], document_id=name, tools=tools, keep=keep)
