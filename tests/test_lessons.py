"""Every lesson can be read, each expected number stands in its report, and a lesson is asked and counted."""

from pathlib import Path

import pytest

from benchmarks.lessons import LESSONS, LessonError, count, read_lesson, unread

SMALL = """# 云山县教育局 | 2024
## 一、学校情况
全县共有幼儿园37所、小学52所。全年资助困难学生1,204人。
表 教育支出 | 万元
项目 | 2023年 | 2024年
小学教育 | 310.5 | 322.8
? 37 | 云山县有多少所幼儿园
? 322.8 | 2024年小学教育支出多少
? - | 云山县有多少所大学
"""


@pytest.mark.parametrize("path", sorted(LESSONS.glob("*.txt")), ids=lambda path: path.stem)
def test_each_expected_number_is_printed(path: Path) -> None:
    """A question whose number stands nowhere in the report would teach to answer what isn't there."""
    lesson = read_lesson(path.read_text("utf-8"), path.stem)
    texts = [text for _, paragraphs in lesson.spec.sections for text in paragraphs]
    cells = [cell for table in lesson.spec.tables for row in (*table.header, *table.rows) for cell in row]
    printed = "".join((*texts, *cells)).replace(",", "").replace("，", "")
    assert lesson.questions
    assert [value for one in lesson.questions for value in one["values"] if value not in printed] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("云山县教育局\n", "line 1 has to be"),
        ("# 云山县教育局 | 2024\n全县\n", "line 2 stands before"),
        ("# 云山县教育局 | 2024\n## 一、学校\n? 多 | 几所\n", "line 3: no number"),
    ],
)
def test_a_line_of_another_form_is_named(text: str, message: str) -> None:
    """Who writes a lesson is told where it goes wrong."""
    with pytest.raises(LessonError, match=message):
        read_lesson(text, "a")


@pytest.mark.slow
def test_a_lesson_is_counted() -> None:
    """Printed, read and asked: the sentence's and the table's number are given, what isn't printed is refused."""
    counted = count(read_lesson(SMALL, "small"))
    assert (counted.right, counted.wrong, counted.refused, counted.rightly_refused) == (2, 0, 0, 1)


def test_a_number_that_is_not_read_is_listed() -> None:
    """What a question asks for and no figure has is listed; what is counted in 万头 is read."""
    herd = "# 云山县农业农村局 | 2024\n## 一、养殖\n生猪存栏83.6万头，猪粮比价7：1。\n"
    lesson = read_lesson(f"{herd}? 83.6 | 存栏多少万头猪\n? 7 | 猪粮比价几比一\n? - | 养了几头牛\n", "herd")
    assert [one["question"] for one in unread(lesson)] == ["猪粮比价几比一"]
