"""What was made of a clause is kept, up to a bound, and changes nothing."""

from collections.abc import Sequence

from pipeline.classification.memory import Memory

ONE, TWO, THREE = b"1", b"2", b"3"


class Maker:
    """Makes of each key its double; notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []

    def recall(self, memory: Memory[bytes], *keys: bytes) -> list[bytes]:
        def make(places: Sequence[int]) -> list[bytes]:
            self.asked += [keys[n] for n in places]
            return [keys[n] * 2 for n in places]

        return memory.recall(keys, make)


def test_each_clause_is_read_once():
    maker, memory = Maker(), Memory[bytes]()
    assert maker.recall(memory, ONE, TWO, ONE) == [b"11", b"22", b"11"]
    assert maker.recall(memory, TWO, THREE) == [b"22", b"33"]
    assert maker.asked == [ONE, TWO, THREE]


def test_nothing_is_asked_for_where_all_is_kept():
    maker, memory = Maker(), Memory[bytes]()
    maker.recall(memory, ONE)
    assert memory.recall([ONE, ONE], lambda places: [b"never"] * len(places)) == [b"11", b"11"]
    assert maker.recall(memory) == []


def test_what_was_asked_for_least_lately_is_forgotten():
    maker, memory = Maker(), Memory[bytes](most=2)
    for key in (ONE, TWO, ONE, THREE):  # TWO goes
        maker.recall(memory, key)
    maker.asked.clear()
    maker.recall(memory, ONE, THREE)
    assert maker.asked == []
    maker.recall(memory, TWO)
    assert maker.asked == [TWO]


def test_more_than_is_kept_is_read_all_the_same():
    maker, memory = Maker(), Memory[bytes](most=2)
    assert maker.recall(memory, ONE, TWO, THREE, ONE) == [b"11", b"22", b"33", b"11"]
