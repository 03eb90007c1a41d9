"""What was read is kept, up to a bound, and changes no row."""

from collections.abc import Sequence

import numpy as np
from numpy.testing import assert_array_equal

from pipeline.classification.memory import Clause, Memory, Rows

ONE, TWO, THREE = ("a", ("x", "y")), ("", ("x",)), ("b", ())


class Reader:
    """Says of each row how long its clause's heading and sentences are; notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Clause] = []

    def __call__(self, clauses: Sequence[Clause]) -> Rows:
        self.asked += clauses
        rows = [len(h) * 10 + n for h, said in clauses for n in range(1 + len(said))]
        whole = np.array(rows, dtype=np.float32).reshape(-1, 1)
        return whole, np.repeat(whole, 2, axis=1)


def test_each_clause_is_read_once():
    reader, memory = Reader(), Memory()
    memory.recall([ONE, TWO, ONE], reader)
    memory.recall([TWO, THREE], reader)
    assert reader.asked == [ONE, TWO, THREE]


def test_rows_are_those_of_a_first_reading():
    reader, memory = Reader(), Memory()
    memory.recall([TWO], reader)
    for clauses in ([ONE, TWO, ONE, THREE], [THREE], [TWO, TWO], []):
        for kept, fresh in zip(memory.recall(clauses, reader), Reader()(clauses), strict=True):
            assert_array_equal(kept, fresh)
            assert kept.dtype == fresh.dtype


def test_what_was_asked_for_least_lately_is_forgotten():
    reader, memory = Reader(), Memory(most=5)  # rows: 3, 2 and 1
    memory.recall([ONE], reader)
    memory.recall([TWO], reader)
    memory.recall([ONE], reader)
    memory.recall([THREE], reader)  # TWO goes
    reader.asked.clear()
    memory.recall([ONE, THREE], reader)
    assert reader.asked == []
    memory.recall([TWO], reader)
    assert reader.asked == [TWO]


def test_more_than_is_kept_is_read_all_the_same():
    reader, memory = Reader(), Memory(most=2)
    found, _ = memory.recall([ONE, TWO, THREE], reader)
    assert len(found) == 6
