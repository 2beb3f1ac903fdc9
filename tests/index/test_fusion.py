"""Several rankings become one."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fusion import Found, Ranking, Share, fuse, shares_of_ranks, shares_of_scores

BOTH_WAYS = pytest.mark.parametrize("shares", [shares_of_scores, shares_of_ranks])


def ranking(found_by: str, *found: tuple[str, float], weight: float = 1.0) -> Ranking:
    """These things with these scores."""
    return Ranking(found_by, tuple(Found(*one) for one in found), weight)


WORDS = ranking("words", ("a", 9.0), ("b", 7.0), ("c", 6.0), ("e", 1.0))
MEANING = ranking("meaning", ("c", 0.9), ("b", 0.8), ("d", 0.7), ("f", 0.5))


@BOTH_WAYS
def test_agreement_wins(shares: Share) -> None:
    """What both searches found stands before what one found, and says which searches found it."""
    fused = fuse([WORDS, MEANING], shares)
    assert [(item.id, item.found_by) for item in fused[:4]] == [
        ("c", ("words", "meaning")),
        ("b", ("words", "meaning")),
        ("a", ("words",)),
        ("d", ("meaning",)),
    ]


def test_distance_counts() -> None:
    """A thing that leads by far in one search stands before one that both place second, far behind."""
    meaning = ranking("meaning", ("d", 0.9), ("b", 0.55), ("f", 0.5))
    words = ranking("words", ("a", 9.0), ("b", 2.0), ("e", 1.0))
    assert [item.id for item in fuse([words, meaning])][:3] == ["a", "d", "b"]
    assert fuse([words, meaning], shares_of_ranks)[0].id == "b"


def test_nothing_is_a_scale_s_own() -> None:
    """Where a scale has a zero, the last of few things still counts for what it has."""
    words = Ranking("words", (Found("a", 9.0), Found("b", 8.9)), nothing=0.0)
    assert [round(item.score, 2) for item in fuse([words])] == [1.0, 0.99]


@BOTH_WAYS
def test_weight(shares: Share) -> None:
    """A search of twice the weight leads."""
    assert fuse([WORDS, ranking("meaning", ("d", 0.9), ("f", 0.8), weight=2.0)], shares)[0].id == "d"


@BOTH_WAYS
def test_equal_scores_in_order_of_ids(shares: Share) -> None:
    """What ranks equally comes in the order of ids, whichever search is given first."""
    for rankings in permutations([ranking("words", ("z", 3.0)), ranking("meaning", ("y", 0.5))]):
        assert [item.id for item in fuse(rankings, shares)] == ["y", "z"]


@BOTH_WAYS
@given(lists=st.lists(st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 30)), max_size=4))
def test_everything_found_is_kept_once(shares: Share, lists: list[dict[str, float]]) -> None:
    """The result holds each thing that was found, once, best first."""
    best_first = [sorted(found.items(), key=lambda one: -one[1]) for found in lists]
    fused = fuse((ranking(str(number), *found) for number, found in enumerate(best_first)), shares)
    assert sorted(item.id for item in fused) == sorted({one for found in lists for one in found})
    assert [item.score for item in fused] == sorted((item.score for item in fused), reverse=True)
