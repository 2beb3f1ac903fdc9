"""What reports print of telephones, faxes and addresses, and what only looks like one."""

import pytest

from bot.contacts import PRINTED
from bot.records import Contact


@pytest.mark.parametrize(
    ("contact", "text", "printed"),
    [
        (Contact.TELEPHONE, "咨询电话0842-7716305，传真0842-7716309", "咨询电话0842-7716305"),
        (Contact.TELEPHONE, "电话改为0842-7720118。", "电话改为0842-7720118"),
        (Contact.TELEPHONE, "电话/传真：0842-7716305。", "电话/传真：0842-7716305"),
        (Contact.TELEPHONE, "热线：12345，", "热线：12345"),
        (Contact.TELEPHONE, "电话：0955-7630167 通讯地址：鼓楼西街", "电话：0955-7630167"),
        (Contact.TELEPHONE, "电话：0955-7630167\n个人申请", "电话：0955-7630167"),
        (Contact.FAX, "电话：0842-7716305，传真：0842-7716309", "传真：0842-7716309"),
        (Contact.FAX, "电话/传真：0842-7716305。", "电话/传真：0842-7716305"),
        (Contact.ADDRESS, "地址松岭路21号，邮编650410", "地址松岭路21号"),
        (Contact.ADDRESS, "地址：青石县政务中心西楼；", "地址：青石县政务中心西楼"),
        (Contact.POSTCODE, "邮编650410，", "邮编650410"),
    ],
)
def test_is_found(contact: Contact, text: str, printed: str) -> None:
    """With a colon and without one."""
    match = PRINTED[contact].search(text)
    assert match is not None
    assert match[0] == printed


@pytest.mark.parametrize(
    ("contact", "text"),
    [
        (Contact.TELEPHONE, "全年接听热线电话1268000次"),
        (Contact.TELEPHONE, "全年接听热线电话 1268000 人次"),
        (Contact.TELEPHONE, "传真0842-7716309"),
        (Contact.TELEPHONE, "联系电话0842-7716305变更为"),
        (Contact.FAX, "电话0842-7716305"),
        (Contact.ADDRESS, "公开办公地址、联系电话和微信公众号。"),
        (Contact.ADDRESS, "将单位地址报送县政府办公室，"),
        (Contact.ADDRESS, "办公地址由松岭路21号迁至青云路8号。"),
        (Contact.POSTCODE, "邮编6504101"),
    ],
)
def test_is_none(contact: Contact, text: str) -> None:
    """How often a line was called, a line of another sort, and sentences about addresses."""
    assert PRINTED[contact].search(text) is None
