"""Questions that want words get a person, a day, a reason, a list, a section or a contact; never a bare number."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import pytest

from bot.assistant import Assistant
from bot.records import Reply, Status
from index.build import build
from index.snapshot import open_current
from tests.command import draw_report

LONGEST, MOST_CITATIONS = 600, 6
REPORTS = {
    "mulan-2022.pdf": (
        "木兰县水务局2022年政府信息公开工作年度报告",
        (
            "一、总体情况",
            "如对本报告有疑问，请与木兰县水务局办公室联系（地址：木兰县湖滨路18号；邮编：441200；电话：0777-3216654）。",
            "电子邮箱：shuiwu@mulan.example.cn。",
            "（一）组织领导",
            "局长温如海任组长，副局长秦晓舟分管信息公开工作，办公室主任白一帆具体负责。",
            "（二）依申请公开",
            "全年收到政府信息公开申请18件，比上年减少6件，主要原因是自来水收费标准已经上网公布。",
            "（三）河湖治理",
            "全年治理河道12公里，改造泵站7座，废止规范性文件2件，处罚非法采砂企业3家。青石水库加固工程于2022年9月15日完工。",
            "我局对公文标明公开属性。公文按照主动公开、依申请公开、不予公开3类标明。",
            "五、存在的主要问题及改进情况",
            "一是水质数据公布不够及时；二是村级公开栏长期空着。",
            "下一步，一是每周公布一次水质数据；二是请村会计张贴水费账目。",
            "六、其他需要报告的事项",
            "非法采砂举报电话：0777-3219110，24小时有人接听。",
        ),
    ),
    "mulan-budget-2023.pdf": (
        "木兰县水务局2023年部门预算",
        (
            "一、部门概况",
            "木兰县水务局下属单位2个，即木兰县河道管理所、木兰县供水中心。",
            "二、预算情况说明",
            "农村供水项目预算320万元。主要用于：更换村级水表、检修管网。",
            "水文监测由木兰县水文协会承担，县水务局与其签订服务合同。",
            "三、名词解释",
            "水资源费：指向取水单位收取的费用。",
            "四、其他事项",
            "预算公开联系人：财务股股长洪敏之；联系电话：0777-3217788。",
        ),
    ),
    "qinghe-2022.pdf": (
        "清禾县水务局2022年政府信息公开工作年度报告",
        (
            "一、总体情况",
            "地址：清禾县东门街5号；电话：0666-8811223。",
            "2022年，主动公开政府信息77条。",
            "五、存在的主要问题及改进情况",
            "存在的问题：公开内容偏少。改进措施：增加公开内容。",
        ),
    ),
}


@pytest.fixture(scope="module")
def waters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """An assistant over invented reports of two water bureaus."""
    folder = tmp_path_factory.mktemp("waters")
    for name, (title, paragraphs) in REPORTS.items():
        draw_report(folder / "corpus" / name, title, paragraphs)
    build(folder / "corpus", folder / "data", "")
    with closing(open_current(folder / "data", "")) as snapshot:
        yield Assistant(snapshot, today=lambda: date(2023, 6, 1))


def assert_in_words(reply: Reply, *wanted: str) -> None:
    """Answered without a figure, within the form's limits, with these words, each of them quoted."""
    assert (reply.status, reply.figures) == (Status.ANSWERED, ())
    assert len(reply.answer) <= LONGEST
    assert len(reply.citations) <= MOST_CITATIONS
    for words in wanted:
        assert words in "".join(reply.answer.split())
        assert any(words in "".join(citation.quote.split()) for citation in reply.citations)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("木兰县水务局2022年信息公开归哪位副局长分管？", "秦晓舟"),
        ("木兰县水务局信息公开是边個具體負責嘅？", "白一帆"),
        ("Who is the deputy director in charge of open government at 木兰县水务局?", "秦晓舟"),
        ("木兰县水务局2022年信息公开申请咋少了", "自来水收费标准已经上网公布"),
        ("木兰县水务局的公开申请为啥减少了6件？", "自来水收费标准已经上网公布"),
        ("木兰县水务局青石水库加固工程哪天完工的", "2022年9月15日"),
        ("木兰县水务局公文的公开属性分哪三类？", "主动公开、依申请公开、不予公开"),
        ("木蘭縣水務局公文公開屬性分邊三類？", "主动公开、依申请公开、不予公开"),
        ("木兰县水务局预算里农村供水项目那笔钱用来干嘛", "更换村级水表"),
        ("木兰县水务局水资源费是啥意思", "向取水单位收取的费用"),
        ("木兰县水务局水文监测是哪个单位承担的", "木兰县水文协会"),
        ("木兰县水务局下属单位有哪两个？", "木兰县供水中心"),
    ],
)
def test_what_is_asked_for_is_quoted(waters: Assistant, question: str, wanted: str) -> None:
    """A person, a reason, a day, a list, a use, a meaning, a unit: the sentence that says it, in whatever dialect."""
    assert_in_words(waters.answer(question), wanted)


@pytest.mark.parametrize(
    ("question", "wanted", "unwanted"),
    [
        ("木兰县水务局承认有哪些毛病？", ("水质数据公布不够及时", "村级公开栏长期空着"), "每周公布"),
        ("木兰县水务局信息公开有啥问题", ("水质数据公布不够及时",), "每周公布"),
        ("木兰县水务局下一步打算怎么改进？", ("每周公布一次水质数据", "张贴水费账目"), "长期空着"),
        ("木兰县水务局打算咋个解决公开栏空着的问题", ("请村会计张贴水费账目",), "18件"),
        ("What shortcomings does 木兰县水务局 admit?", ("水质数据公布不够及时",), "每周公布"),
        ("What are the next steps to improve, according to 木兰县水务局?", ("每周公布",), "空着"),
        ("清禾县水务局有什么不足？", ("公开内容偏少",), "增加公开内容"),
        ("清禾县水务局的改进措施是什么？", ("增加公开内容",), "偏少"),
    ],
)
def test_problems_and_improvements(waters: Assistant, question: str, wanted: tuple[str, ...], unwanted: str) -> None:
    """What a report admits, and what it will do about it, are the sentences of that section, one or the other."""
    reply = waters.answer(question)
    assert_in_words(reply, *wanted)
    assert unwanted not in reply.answer


@pytest.mark.parametrize(
    "question",
    [
        "木兰县水务局2022年废止的那2件规范性文件叫什么名字？",
        "木兰县水务局2022年废止的规范性文件分别是哪些？",
        "木兰县水务局处罚的3家采砂企业是哪几家？",
        "木兰县水务局改造的7座泵站都是哪几座",
        "青石水库加固工程是哪家公司施工的？",
        "What did it cost to renovate the 7 pumping stations in Mulan County?",
        "木兰县水务局改造泵站花了多少钱？",
        "木兰县水务局泵站为什么要改造？",
        "木兰县县长叫什么名字？",
        "木兰县水务局在校园足球方面存在哪些问题？",
    ],
)
def test_what_is_not_named_is_not_quoted(waters: Assistant, question: str) -> None:
    """A name, a company, a cost, a reason that the sentence about it doesn't hold: no answer, and no number for it."""
    reply = waters.answer(question)
    assert reply.status in (Status.NOT_FOUND, Status.OUT_OF_SCOPE)
    assert not reply.citations


@pytest.mark.parametrize(
    ("question", "printed", "unwanted"),
    [
        ("木兰县水务局办公室电话多少？", ("0777-3216654",), "3219110"),
        ("发现有人偷采河砂，木兰县水务局的举报电话是多少", ("0777-3219110",), "3216654"),
        ("对木兰县水务局的预算有疑问，打哪个电话？", ("0777-3217788",), "3216654"),
        ("对木兰县水务局预算有疑问找谁，电话几号", ("0777-3217788", "洪敏之"), "3216654"),
        (
            "Who can I call about the budget of 木兰县水务局, and on what number?",
            ("0777-3217788", "洪敏之"),
            "3216654",
        ),
        ("木兰县水务局的地址和邮箱是什么？", ("湖滨路18号", "shuiwu@mulan.example.cn"), "3216654"),
        ("木兰县水务局的邮箱、邮编和电话？", ("shuiwu@mulan.example.cn", "441200", "0777-3216654"), "3219110"),
        ("对木兰县水务局的年报有疑问找哪个科室，地址在哪", ("木兰县水务局办公室", "湖滨路18号"), "3219110"),
    ],
)
def test_contacts(waters: Assistant, question: str, printed: tuple[str, ...], unwanted: str) -> None:
    """Each contact that is asked for, of the office or the use that is named, quoted from its own sentence."""
    reply = waters.answer(question)
    assert_in_words(reply, *printed)
    assert unwanted not in reply.answer


@pytest.mark.parametrize("question", ["水务局的办公地址在哪里？", "水务局电话多少"])
def test_contact_of_several_bodies(waters: Assistant, question: str) -> None:
    """Where several bodies print what is asked, it asks which one is meant."""
    reply = waters.answer(question)
    assert reply.status is Status.AMBIGUOUS
    assert {one.split("：")[0] for one in reply.suggestions} == {"木兰县水务局", "清禾县水务局"}


@pytest.mark.parametrize(
    "question",
    [
        "清禾县水务局的举报电话是多少？",
        "清禾县水务局的邮箱是什么？",
        "木兰县水务局副局长秦晓舟的手机号是多少？",
        "木兰县水务局水质检测中心的电话是多少？",
    ],
)
def test_contact_that_is_not_printed(waters: Assistant, question: str) -> None:
    """Another office's or another use's telephone doesn't answer, nor does a sentence that names the office."""
    reply = waters.answer(question)
    assert reply.status is Status.NOT_FOUND
    assert not reply.citations


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("木兰县水务局水费账目由谁张贴？", "请村会计张贴水费账目"),
        ("木兰县水务局预算公开联系人是谁", "洪敏之"),
        ("木兰县水务局水质数据多久公布一次，哪天公布", "每周公布一次水质数据"),
    ],
)
def test_who_and_when_without_a_name_or_a_date(waters: Assistant, question: str, wanted: str) -> None:
    """Somebody who does something may be named by what they are, a day by how often it comes."""
    assert_in_words(waters.answer(question), wanted)
