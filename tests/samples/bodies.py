"""Bodies that there are not, and what they count and spend."""

from dataclasses import dataclass
from random import Random

REGIONS = ("安河县", "清梧县", "望潮县", "柳溟县", "北岚县", "云汀县", "石沅区", "东珑区", "青槐区", "鹿屿市")
"""Names of our own; no such county is on the map."""
CITIES = ("", "", "景澜市", "淞原市", "长昀市")


@dataclass(frozen=True, slots=True)
class Office:
    """A kind of body with what it does."""

    name: str
    works: tuple[tuple[str, str], ...]
    """what it counts, with the unit"""
    functions: tuple[tuple[str, str, tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]], ...]
    """its own expenditure: class, name and sections, each with its items"""


def _office(
    name: str, works: str, *functions: tuple[str, str, tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]]
) -> Office:
    pairs = (work.split(":") for work in works.split())
    return Office(name, tuple((what, unit) for what, unit in pairs), functions)


OFFICES = (
    _office(
        "司法局",
        "办理法律援助案件:件 调解各类矛盾纠纷:件 开展法治宣传活动:场次 接收社区矫正对象:人 办理公证事项:件",
        (
            "204",
            "公共安全支出",
            (
                (
                    "06",
                    "司法",
                    (
                        ("01", "行政运行"),
                        ("04", "基层司法业务"),
                        ("05", "普法宣传"),
                        ("07", "公共法律服务"),
                        ("99", "其他司法支出"),
                    ),
                ),
            ),
        ),
    ),
    _office(
        "教育局",
        "招聘中小学教师:人 资助困难学生:人次 新增学位:个 改造校舍:平方米",
        (
            "205",
            "教育支出",
            (
                ("01", "教育管理事务", (("01", "行政运行"), ("99", "其他教育管理事务支出"))),
                ("02", "普通教育", (("01", "学前教育"), ("02", "小学教育"), ("03", "初中教育"))),
            ),
        ),
    ),
    _office(
        "交通运输局",
        "新建改建农村公路:公里 查处违法营运车辆:辆 新增公交线路:条",
        (
            "214",
            "交通运输支出",
            (
                (
                    "01",
                    "公路水路运输",
                    (("01", "行政运行"), ("04", "公路建设"), ("06", "公路养护"), ("12", "公路运输管理")),
                ),
            ),
        ),
    ),
    _office(
        "农业农村局",
        "建设高标准农田:亩 培训高素质农民:人次 抽检农产品:批次 发放耕地地力保护补贴:万元",
        (
            "213",
            "农林水支出",
            (
                (
                    "01",
                    "农业农村",
                    (("01", "行政运行"), ("08", "病虫害控制"), ("09", "农产品质量安全"), ("22", "农业生产发展")),
                ),
            ),
        ),
    ),
    _office(
        "市场监督管理局",
        "新登记经营主体:户 抽检食品:批次 处理投诉举报:件 检查特种设备:台",
        (
            "201",
            "一般公共服务支出",
            (
                (
                    "38",
                    "市场监督管理事务",
                    (("01", "行政运行"), ("04", "经营主体管理"), ("05", "市场秩序执法"), ("16", "食品安全监管")),
                ),
            ),
        ),
    ),
    _office(
        "文化和旅游局",
        "举办群众文化活动:场次 接待游客:万人次 修缮文物:处 送戏下乡:场",
        (
            "207",
            "文化旅游体育与传媒支出",
            (
                (
                    "01",
                    "文化和旅游",
                    (("01", "行政运行"), ("04", "图书馆"), ("09", "群众文化"), ("14", "文化和旅游管理事务")),
                ),
                ("02", "文物", (("04", "文物保护"), ("05", "博物馆"))),
            ),
        ),
    ),
    _office(
        "人民政府",
        "办理人大代表建议:件 办理政协提案:件 召开新闻发布会:场 办理群众来信:件",
        (
            "201",
            "一般公共服务支出",
            (
                (
                    "03",
                    "政府办公厅（室）及相关机构事务",
                    (("01", "行政运行"), ("02", "一般行政管理事务"), ("08", "信访事务")),
                ),
            ),
        ),
    ),
)
SOCIAL = (
    (
        "208",
        "社会保障和就业支出",
        (
            (
                "05",
                "行政事业单位养老支出",
                (
                    ("01", "行政单位离退休"),
                    ("05", "机关事业单位基本养老保险缴费支出"),
                    ("06", "机关事业单位职业年金缴费支出"),
                ),
            ),
        ),
    ),
    ("210", "卫生健康支出", (("11", "行政事业单位医疗", (("01", "行政单位医疗"), ("03", "公务员医疗补助"))),)),
    ("221", "住房保障支出", (("02", "住房改革支出", (("01", "住房公积金"), ("03", "购房补贴"))),)),
)
"""What every body spends on its staff."""
ECONOMY = (
    (
        "301",
        "工资福利支出",
        (
            ("01", "基本工资"),
            ("02", "津贴补贴"),
            ("03", "奖金"),
            ("08", "机关事业单位基本养老保险缴费"),
            ("13", "住房公积金"),
        ),
    ),
    (
        "302",
        "商品和服务支出",
        (
            ("01", "办公费"),
            ("02", "印刷费"),
            ("07", "邮电费"),
            ("11", "差旅费"),
            ("28", "工会经费"),
            ("99", "其他商品和服务支出"),
        ),
    ),
    ("303", "对个人和家庭的补助", (("02", "退休费"), ("09", "奖励金"))),
)
"""Expenditure by what it buys."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a place."""

    city: str
    region: str
    office: Office

    @property
    def name(self) -> str:
        """As its reports are signed."""
        return f"{self.city}{self.region}{self.office.name}"

    @property
    def short(self) -> str:
        """Its name inside its own place."""
        return f"{self.region}{self.office.name}"


def random_body(random: Random) -> Body:
    """A body of chance."""
    return Body(random.choice(CITIES), random.choice(REGIONS), random.choice(OFFICES))
