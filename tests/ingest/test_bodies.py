"""A body goes by its full name, by shorter ones, and by its region's name in Latin letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.bodies import body_aliases, english_names, office_of, regions_and_office


@pytest.mark.parametrize(
    ("name", "regions", "office"),
    [
        ("中卫市沙坡头区司法局", ("中卫市", "沙坡头区"), "司法局"),
        ("上海市浦东新区市场监督管理局", ("上海市", "浦东新区"), "市场监督管理局"),
        ("上海市市场监督管理局", ("上海市",), "市场监督管理局"),
        ("宁夏回族自治区司法厅", ("宁夏回族自治区",), "司法厅"),
        ("沙坡头区滨河镇人民政府", ("沙坡头区", "滨河镇"), "人民政府"),
        ("普陀区长寿路街道办事处", ("普陀区", "长寿路街道"), "办事处"),
        ("泾源县城市管理局", ("泾源县",), "城市管理局"),
        ("平罗县乡镇企业局", ("平罗县",), "乡镇企业局"),
        ("司法局", (), "司法局"),
        ("北京市", (), "北京市"),
    ],
)
def test_regions_and_office(name: str, regions: tuple[str, ...], office: str) -> None:
    """A body's name is its regions, from large to small, and its office."""
    assert regions_and_office(name) == (regions, office)
    assert office_of(name) == office


@pytest.mark.parametrize(
    ("name", "regions", "office"),
    [
        ("陇南市礼县司法局", ("陇南市", "礼县"), "司法局"),
        ("礼县司法局", ("礼县",), "司法局"),
        ("国家乡村振兴局", (), "国家乡村振兴局"),
        ("国家市场监督管理总局", (), "国家市场监督管理总局"),
        ("礼县住房和城乡建设局", ("礼县",), "住房和城乡建设局"),
        ("礼县白河乡人民政府", ("礼县", "白河乡"), "人民政府"),
        ("广东省乡村振兴局", ("广东省",), "乡村振兴局"),
        ("盐城市农贸市场管理处", ("盐城市",), "农贸市场管理处"),
    ],
)
def test_short_and_apparent_regions(name: str, regions: tuple[str, ...], office: str) -> None:
    """A county of one character is a region, 国家乡 is none."""
    assert regions_and_office(name) == (regions, office)


def test_aliases() -> None:
    """People leave out the city, the word for the kind of region, or the region's name."""
    assert body_aliases("洪泽区人民政府") == (
        "洪泽区人民政府",
        "洪泽人民政府",
        "区人民政府",
        "洪泽区政府",
        "洪泽政府",
        "区政府",
        "洪泽区",
        "洪泽",
    )
    assert body_aliases("司法局") == ("司法局",)
    assert body_aliases("礼县司法局") == ("礼县司法局", "县司法局", "礼县")


REGIONS, OFFICES = st.sampled_from(["中卫市", "沙坡头区", "滨河镇"]), st.sampled_from(["司法局", "人民政府"])


@given(st.lists(REGIONS, unique=True), OFFICES)
def test_aliases_are_longest_first(regions: list[str], office: str) -> None:
    """The full name is among the aliases and none is longer or empty or there twice."""
    name = "".join(regions) + office
    aliases = body_aliases(name)
    assert name == aliases[0]
    assert [len(alias) for alias in aliases] == sorted(map(len, aliases), reverse=True)
    assert all(aliases)
    assert len(set(aliases)) == len(aliases)


def test_names_in_latin_letters() -> None:
    """Regions are romanised without tones and spaces, the narrowest first; an office alone has none."""
    assert english_names("上海市普陀区司法局") == ("putuo", "shanghai")
    assert english_names("司法局") == ()
    assert english_names("礼县司法局") == ("lixian",)
