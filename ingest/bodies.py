"""Names of public bodies: which other names a report's publisher goes by."""

import re

REGION = re.compile(r"([\u4e00-\u9fff]{2,8}?(?:特别行政区|自治区|自治州|自治县|自治旗|省|市|盟|地区|州|区|县|旗|镇|乡|街道))")
LEVEL = "省市盟州区县旗镇乡"


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
    ('中卫市沙坡头区司法局', '沙坡头区司法局', '沙坡头司法局', '区司法局', '沙坡头区')
    """
    regions, office = regions_and_office(name)
    if not regions:
        return (name,)
    names = {name, regions[-1] + office, _short(regions[-1]) + office, regions[-1][-1] + office, regions[-1]}
    if office.startswith("人民政府"):
        names |= {region_name + "政府" for region_name in (regions[-1], _short(regions[-1]))}
    return tuple(sorted(names, key=lambda one: (-len(one), one)))


def _short(region: str) -> str:
    return re.sub(r"(?:特别行政区|自治区|自治州|自治县|省|市|盟|州|区|县|旗|镇|乡)$", "", region)
