"""Names of public bodies: which other names a report's publisher goes by; the only module that knows pypinyin."""

import re
from functools import cache, lru_cache

from pypinyin import lazy_pinyin

ZONE_SORTS = (
    "国家级?|省级|经济|技术|高新|产业|工业|临空|临港|旅游|农业|科技|物流|自由|贸易|生态"
    "|综合|保税|出口|加工|循环|现代|化工"
)
ZONE_KINDS = "开发区|试验区|示范区|度假区|保税区|工业区|园区|高新区|经开区|新区"
ZONE = rf"(?:{ZONE_SORTS})*(?:{ZONE_KINDS})"
"""What follows a place in the name of a development zone."""
REGION = re.compile(
    r"(?!国家|全国|中华)"
    rf"((?![省市州区县])[\u4e00-\u9fff]县|[\u4e00-\u9fff]{{2,4}}?{ZONE}"
    r"|[\u4e00-\u9fff]{2,8}?(?:特别行政区|自治区|自治州|自治县|自治旗|省|市(?!场)|盟|地区|州|区|县|旗|镇|(?<!城)乡(?!村|镇)|街道))"
)
"""A name and the word for its kind. Only 县 has names of one character (礼县); 国家…, 城乡 and 市场 name no place."""


def regions_and_office(name: str) -> tuple[tuple[str, ...], str]:
    """The regions that a body's name begins with, and the office that follows.

    >>> regions_and_office("中卫市沙坡头区司法局")
    (('中卫市', '沙坡头区'), '司法局')
    >>> regions_and_office("洪泽区人民政府办公室")
    (('洪泽区',), '人民政府办公室')
    """
    regions: list[str] = []
    rest = name
    while match := REGION.match(rest):
        if match.end() == len(rest):
            break
        regions.append(match[1])
        rest = rest[match.end() :]
    return tuple(regions), rest


def body_aliases(name: str) -> tuple[str, ...]:
    """Names under which people ask for a body, longest first, the full one included.

    >>> body_aliases("中卫市沙坡头区司法局")
    ('中卫市沙坡头区司法局', '沙坡头区司法局', '沙坡头司法局', '区司法局', '沙坡头区', '沙坡头')
    """
    regions, office = regions_and_office(name)
    if not regions:
        zones = {name, *_zone_names(name)}
        names = zones | {zone + office for zone in zones - {name} for office in ("管理委员会", "管委会")}
        return tuple(sorted(names, key=lambda one: (-len(one), one)))
    names = {name, regions[-1] + office, _short(regions[-1]) + office, regions[-1][-1] + office, regions[-1]}
    if len(_short(regions[-1])) > 1:
        names.add(_short(regions[-1]))
    for zone in _zone_names(regions[-1]):
        names |= {zone, zone + office}
    if office.startswith("人民政府"):
        names |= {region_name + "政府" for region_name in (regions[-1], _short(regions[-1]), regions[-1][-1])}
    return tuple(sorted(names, key=lambda one: (-len(one), one)))


def _zone_names(region: str) -> set[str]:
    """What people call a development zone.

    >>> sorted(_zone_names("汐浦经济技术开发区"))
    ['开发区', '汐浦', '汐浦开发区', '汐浦经开区']
    >>> _zone_names("沙坡头区")
    set()
    """
    match = ZONE_NAME.fullmatch(region)
    if match is None:
        return set()
    place, sorts, kind = match.groups()
    kinds = {kind} | {short for said, short in SHORT_KINDS.items() if said in sorts and kind in ("开发区", "园区")}
    return {place, kind} | {place + one for one in kinds}


ZONE_NAME = re.compile(rf"([\u4e00-\u9fff]{{2,}}?)((?:{ZONE_SORTS})*)({ZONE_KINDS})")
SHORT_KINDS = {"经济": "经开区", "高新": "高新区"}


def _short(region: str) -> str:
    """A region's name without the word for its kind; one of a single character isn't said without it."""
    if zone := ZONE_NAME.fullmatch(region):
        return zone[1]
    return re.sub(r"(?<=..)(?:特别行政区|自治区|自治州|自治县|省|市|盟|州|区|县|旗|镇|乡)$", "", region)


def office_of(name: str) -> str:
    """The office in a body's name, without its regions.

    >>> office_of("中卫市沙坡头区司法局")
    '司法局'
    """
    return regions_and_office(name)[1]


def short_offices(plain: str, office: str) -> tuple[str, ...]:
    """Shorter names of an office that a text says, longest first: some of its characters, the first and last with them.

    >>> short_offices("2022年市交通局和住建局", "交通运输局"), short_offices("区卫健委的预算", "卫生健康委员会")
    (('交通局',), ('卫健委',))
    >>> short_offices("公积金中心", "住房公积金管理中心"), short_offices("公交公司", "公共交通集团有限公司")
    (('公积金中心',), ('公交公司',))
    >>> short_offices("公共法律服务中心", "政务服务中心")
    ()
    >>> short_offices("公安局", "交通运输局"), short_offices("交通事故由局里处理", "交通运输局")
    ((), ())
    """
    found = set()
    for match in re.finditer(f"[{OFFICE_ENDINGS}]", plain):
        for start in range(max(0, match.end() - len(office)), match.end() - SHORTEST_NAME + 1):
            name = plain[start : match.end()]
            begins = name[0] == office[0] or (
                len(name) > SHORTEST_NAME and name[:SHORTEST_NAME] in office and not IN_ANY_OFFICE.match(name)
            )
            if name != office and begins and _picked_from(name, office):
                found.add(name)
    return tuple(sorted(found, key=lambda name: (-len(name), name)))


OFFICE_ENDINGS = "局委办厅院心馆社会站所司团校"
IN_ANY_OFFICE = re.compile("服务|管理|工作|事务|委员|发展|建设|指导|联合|监督|公共|行政|政务|综合")
"""Words that many offices have in their names: with one of them begins no name of its own."""
SHORTEST_NAME = 3
"""Characters: 交通局, 发改委. Two may be anything."""


def _picked_from(name: str, office: str) -> bool:
    """Whether a name's characters stand in an office's in their order, the ending in its last word."""
    rest, bare = iter(office), LIMITED.sub("", office)
    return all(character in rest for character in name) and name[-1] in bare[-3:]


LIMITED = re.compile(r"(?:股份)?有限(?:责任)?(?=公司$)")


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """How a Chinese word is said, without tones: two words that sound alike are mistyped for each other.

    >>> sound_of("陪训") == sound_of("培训")
    True
    """
    return " ".join(lazy_pinyin(word))


@cache
def english_names(publisher: str) -> tuple[str, ...]:
    """The romanised names of a body's regions, without spaces, the narrowest first.

    >>> english_names("中卫市沙坡头区司法局")
    ('shapotou', 'zhongwei')
    """
    regions, office = regions_and_office(publisher)
    if not regions and ZONE_NAME.fullmatch(office):
        regions = (office,)
    return tuple("".join(lazy_pinyin(_short(region))) for region in reversed(regions))
