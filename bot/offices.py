"""English names of offices → the beginnings of the Chinese names that they stand for."""

import re
import tomllib
from functools import cache
from importlib.resources import files

NOUN = r"(?:bureaus?|department|commission|administration|authority|office|agency|committee|regulator|watchdog)"
"""Departments of all sorts are nobody: finance and health departments."""
GOVERNMENT = r"(?:(?:people's|peoples|district|county|city|municipal|town|township|sub-?district|local) )+government"
WHOLE = {
    GOVERNMENT: "人民政府",
    r"(?:(?:people's|peoples|district|county|intermediate|high) )+court": "人民法院",
    r"(?:people'?s )?procuratorate": "人民检察院",
}
"""Offices whose name needs no other noun."""


def named_offices(plain: str, regions: tuple[str, ...] = ()) -> dict[str, str]:
    """What a lower-case English text calls offices → the beginning of their Chinese name, the longest that overlap.

    >>> named_offices("the shapotou justice bureau"), named_offices("beidu urban management", ("beidu",))
    ({'justice bureau': '司法'}, {'urban management': '城市管理'})
    >>> named_offices("penalties for urban management"), named_offices("the bureau of civil affairs")
    ({}, {'bureau of civil affairs': '民政'})
    """
    found: dict[str, str] = {}
    for name, office in _names().items():
        for match in re.finditer(rf"\b(?:{NOUN} (?:of|for) (?:the )?{name}|{name} {NOUN})\b", plain):
            found[match[0]] = office
        for region in regions:
            if re.search(rf"\b{re.escape(region)}(?:'s)?(?: (?:district|county|city|municipal|town))? {name}\b", plain):
                found.setdefault(name, office)
    for pattern, office in WHOLE.items():
        found |= {match[0]: office for match in re.finditer(rf"\b{pattern}\b", plain)}
    return {said: office for said, office in found.items() if not any(said in one and said != one for one in found)}


def is_called(office: str, beginnings: frozenset[str]) -> bool:
    """Whether a Chinese office is one of those whose names begin so.

    >>> is_called("司法局", frozenset({"司法"})), is_called("司法局", frozenset({"公安"}))
    (True, False)
    >>> is_called("政府办公室", frozenset({"人民政府"}))
    True
    """
    return any(office.removeprefix("人民").startswith(one.removeprefix("人民")) for one in beginnings)


def task_names() -> tuple[str, ...]:
    """The English names without their noun: justice, civil affairs."""
    return tuple(_names())


@cache
def _names() -> dict[str, str]:
    listed = tomllib.loads((files("bot") / "offices.toml").read_text("utf-8"))
    return {name.strip(): office for office, names in listed.items() for name in names.split(",")}
