"""Several rankings become one."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from index.fusion import Ranking, fuse

WORDS = Ranking("words", ("a", "b", "c"))
MEANING = Ranking("meaning", ("c", "b", "d"))


def test_agreement_wins() -> None:
    """What both searches found stands before what one found, and says which searches found it."""
    fused = fuse([WORDS, MEANING])
    assert [(item.id, item.found_by) for item in fused] == [
        ("c", ("words", "meaning")),
        ("b", ("words", "meaning")),
        ("a", ("words",)),
        ("d", ("meaning",)),
    ]


def test_weight() -> None:
    """A search of twice the weight leads."""
    assert fuse([WORDS, Ranking("meaning", ("d", "e"), weight=2.0)])[0].id == "d"


def test_equal_scores_in_order_of_ids() -> None:
    """What ranks equally comes in the order of ids, whichever search is given first."""
    for rankings in permutations([Ranking("words", ("z",)), Ranking("meaning", ("y",))]):
        assert [item.id for item in fuse(rankings)] == ["y", "z"]


@given(st.lists(st.lists(st.sampled_from("abcdef"), unique=True), max_size=4))
def test_everything_found_is_kept_once(lists: list[list[str]]) -> None:
    """The result holds each thing that was found, once, best first."""
    fused = fuse(Ranking(str(number), tuple(ids)) for number, ids in enumerate(lists))
    assert sorted(item.id for item in fused) == sorted({one for ids in lists for one in ids})
    assert [item.score for item in fused] == sorted((item.score for item in fused), reverse=True)
