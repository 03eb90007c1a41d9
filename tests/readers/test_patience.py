import time

import pytest

from pipeline.errors import LimitExceeded
from pipeline.readers.guarded import run_guarded
from pipeline.readers.limits import Limits
from pipeline.readers.patience import ask_for, plea, seconds_in


@pytest.mark.parametrize("seconds", [0.0, 1.5, 1800.0])
def test_a_question_is_understood(seconds):
    assert seconds_in(plea(seconds)) == seconds


@pytest.mark.parametrize("message", [b"", b'+{"id": "d1"}', b"-LimitExceeded too long"])
def test_an_answer_is_no_question(message):
    assert seconds_in(message) is None


@pytest.mark.parametrize("seconds", ["-5", "nan", "inf", "for ever", ""])
def test_a_question_for_no_number_gets_nothing(seconds):
    assert seconds_in(plea(1.0).replace(b"1.0", seconds.encode())) == 0.0


def test_where_nobody_waits_asking_does_nothing():
    ask_for(5.0)


def slow_after_asking(seconds: float, more: float) -> bytes:
    ask_for(more)
    time.sleep(seconds)
    return b"read"


def test_who_asks_is_given_more_time():
    limits = Limits(seconds=2.0, ocr_seconds=60.0)
    assert run_guarded(slow_after_asking, 3.0, 58.0, name="terms.pdf", limits=limits) == b"read"


@pytest.mark.parametrize(
    ("asks", "most"), [(0.0, 60.0), (1000.0, 0.5)], ids=["asks for none", "asks for too much"]
)
def test_nobody_is_given_more_than_the_limit(asks, most):
    limits = Limits(seconds=1.0, ocr_seconds=most)
    with pytest.raises(LimitExceeded, match=r"terms\.pdf took longer than [12] seconds"):
        run_guarded(slow_after_asking, 60.0, asks, name="terms.pdf", limits=limits)
