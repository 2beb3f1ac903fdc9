"""A question or a kept answer ↔ the start parameter of a t.me link, 64 characters of A-Z, a-z, 0-9, _ and -."""

import base64
import binascii
import re

LONGEST = 64
"""core.telegram.org/bots/features#deep-linking"""
QUESTION = "q_"
ANSWER = "a_"


def question_parameter(question: str) -> str | None:
    """The parameter that asks a question; None where it is longer than some 23 Chinese characters.

    In GB 18030, which has all characters and takes two bytes for a Chinese one, where UTF-8 takes three.

    >>> question_parameter("2020年多少件？")
    'q_MjAyMMTqtuDJ2bz-o78'
    """
    written = base64.urlsafe_b64encode(question.encode("gb18030", "replace")).decode().rstrip("=")
    parameter = f"{QUESTION}{written}"
    return parameter if len(parameter) <= LONGEST else None


def asked_by(parameter: str) -> str | None:
    """The question that a parameter asks; None where it asks none.

    >>> asked_by("q_MjAyMMTqtuDJ2bz-o78"), asked_by("q_%%%"), asked_by("help")
    ('2020年多少件？', None, None)
    """
    if not parameter.startswith(QUESTION):
        return None
    written = parameter.removeprefix(QUESTION)
    if not re.fullmatch(r"[A-Za-z0-9_-]+", written):
        return None
    try:
        question = base64.urlsafe_b64decode(written + "=" * (-len(written) % 4)).decode("gb18030")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return question.strip() or None


def answer_parameter(key: str) -> str:
    """The parameter that opens a kept answer.

    >>> opened_by(answer_parameter("0123456789abcdef"))
    '0123456789abcdef'
    """
    return f"{ANSWER}{key}"


def opened_by(parameter: str) -> str | None:
    """The key of the kept answer that a parameter opens; None where it opens none."""
    found = re.fullmatch(rf"{ANSWER}([0-9a-f]{{16}})", parameter)
    return found[1] if found else None


def link(username: str, parameter: str) -> str:
    """The address that opens the bot with a parameter."""
    return f"https://t.me/{username}?start={parameter}"
