"""Every sentence that only the Telegram chat says, Chinese and English side by side."""

from dataclasses import dataclass

from bot.records import Language
from ingest.records import ReportKind


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence in both languages, as plain text; {names} are filled in when it is said."""

    zh: str
    en: str

    def say(self, language: Language, **values: object) -> str:
        """The sentence in that language, filled in.

        >>> PAGE.say(Language.CHINESE, page=3), PAGE.say(Language.ENGLISH, page=3)
        ('，第3页', ', p. 3')
        """
        return (self.zh if language is Language.CHINESE else self.en).format(**values)


# Replies
PAGE = Wording("，第{page}页", ", p. {page}")
NOTE = Wording("注：{note}", "Note: {note}")
TABLE = Wording("表：{labels}", "Table: {labels}")
ROW = Wording("行：{labels}", "Row: {labels}")
COLUMN = Wording("列：{labels}", "Column: {labels}")
CHART = Wording("图：{label}", "Chart: {label}")
MARKED = Wording("标黄处：{quote}", "Marked in yellow: {quote}")
ASK_ONE_OF = Wording("请点选或发来您想问的那一个：", "Please choose or send the one you mean:")

# Buttons under an answer
SHOW_SOURCE = Wording("🔍 查看原文", "🔍 Show source")
SHOW_SOURCE_NUMBER = Wording("🔍 原文 [{number}]", "🔍 Source [{number}]")
PASSAGE = Wording("📄 全文", "📄 Passage")
RELATED = Wording("💬 相关", "💬 Related")
GOOD = Wording("👍", "👍")
BAD = Wording("👎", "👎")
WRONG = Wording("数字不对", "Wrong")
THANKS = Wording("谢谢！", "Thank you!")
WRONG_FILED = Wording(
    "谢谢指出！已转给工作人员核对，编号 {reply}。",
    "Thank you for pointing it out! Staff will check it: no. {reply}.",
)
ASK_THE_BOT = Wording("在私聊里问我 ›", "Ask me in a private chat ›")
RELATED_QUESTIONS = Wording("这份报告还能回答：", "This report also answers:")
NO_RELATED = Wording("这份报告里没有找到相近的问题。", "No questions near this one were found in the report.")
OLDER = Wording(
    "这条答复出自较早的数据，报告之后有更新；要最新的答复，请把问题再发一次。",
    "This answer is from older data; reports have changed since. Please ask again for the newest answer.",
)
REPLY_GONE = Wording(
    "这条答复已不再保存，请把问题再发一次。", "This answer isn't kept any more. Please send your question again."
)
WITHDRAWN = Wording("这份报告已被撤下，不再用于答复。", "This report was taken out and answers no more.")
NO_PICTURE = Wording(
    "这份报告的原件已不在，无法显示图片。",
    "The original of this report isn't kept any more, so there is no picture of it.",
)
NO_BUTTON = Wording(
    "这个按钮已经失效，请把问题再发一次。", "This button no longer works. Please send your question again."
)

# Commands
WELCOME = Wording(
    "您好！我根据已公开的政府报告回答问题：预算、决算和政府信息公开工作年度报告。"
    "每个数字都照原文，并注明出自哪份报告、第几页。",
    "Hello! I answer questions from published government reports: budgets, final accounts and annual reports "
    "on the disclosure of information. Every number is given as printed, with its report and page.",
)
EXAMPLES = Wording("例如可以问：", "For example, you could ask:")
FOLLOW_UPS = Wording(
    "可以接着追问，只说不同的部分就行，例如另一个年份或单位。在群里请 @{bot} 或回复我的消息；在任何聊天里输入 @{bot} 和问题，都能把答复发到那里。",
    "You can go on asking and name only what differs, such as another year or body. "
    "In groups, mention @{bot} or reply to one of my messages. "
    "In any chat, type @{bot} and a question to send the answer there.",
)
COMMANDS = Wording("命令：", "Commands:")
COMMAND_NEW = Wording("换个话题，忘掉前面的对话", "change the subject: forget the conversation so far")
COMMAND_START = Wording("从头开始", "start from the beginning")
NEW = Wording("好的，我们从头说起。请问吧。", "All right, let's start afresh. What would you like to know?")
COMMAND_HELP = Wording("使用说明和示例", "how to ask, with examples")
COMMAND_SOURCES = Wording("收录了哪些报告", "the reports I hold")
UNKNOWN_COMMAND = Wording(
    "我不认识这个命令。直接发来问题就可以；/help 有示例，/sources 列出收录的报告。",
    "I don't know this command. Just send your question; /help has examples and /sources lists the reports.",
)

# Sources
SOURCES = Wording(
    "收录 {reports} 份报告，来自 {publishers} 个单位：",
    "Reports held: {reports}. Public bodies: {publishers}.",
)
SOURCES_FOUND = Wording("与“{words}”有关的报告 {reports} 份：", "Reports for “{words}”: {reports}")
NO_SOURCES = Wording("目前还没有收录报告。", "No reports are held yet.")
NO_SOURCES_FOUND = Wording(
    "没有与“{words}”有关的报告。/sources 列出全部报告。",
    "No report is held for “{words}”. /sources lists them all.",
)
MORE_SOURCES = Wording(
    "另有 {reports} 份报告没有列出。可以在命令后加单位名称或年份，例如：/sources {words}",
    "Not listed: {reports} more. Add a name or a year to the command, such as: /sources {words}",
)
NO_YEAR = Wording("年份不详", "no year")

# Messages that are no questions
FILE_SENT = Wording(
    "谢谢您发来文件，不过我在这里读不了文件，只能根据已收录的报告（见 /sources）回答文字问题。",
    "Thank you for the file, but I can't read files here. I answer written questions from the reports "
    "that I hold (see /sources).",
)
VOICE_SENT = Wording(
    "抱歉，我听不了语音。请把问题打成文字发给我。",
    "Sorry, I can't listen to recordings. Please send me your question in writing.",
)
OTHER_SENT = Wording(
    "谢谢！不过我只看得懂文字。请把问题打成文字发给我，/help 有示例。",
    "Thank you! But I only understand text. Please send me your question in writing; /help has examples.",
)
NO_QUESTION = Wording(
    "请把问题写在同一条消息里，我就能回答。/help 有示例。",
    "Please write your question in the same message and I will answer it. /help has examples.",
)
ERROR = Wording(
    "抱歉，回答这个问题时出了错，错误已记录。请稍后再试，或者换一种问法。",
    "Sorry, something went wrong while I was answering. It has been logged. "
    "Please try again later or ask in another way.",
)

# Questions to try, by kind of report; only those that get an answer are shown.
EXAMPLE_QUESTIONS: dict[ReportKind, tuple[Wording, ...]] = {
    ReportKind.ANNUAL_REPORT: (
        Wording(
            "{publisher}{year}年收到多少件政府信息公开申请？",
            "How many information disclosure requests did {publisher} receive in {year}?",
        ),
        Wording(
            "{publisher}{year}年有多少件行政复议？",
            "How many administrative reconsiderations did {publisher} have in {year}?",
        ),
        Wording(
            "{publisher}{year}年法律援助案件有多少件？",
            "How many legal aid cases did {publisher} have in {year}?",
        ),
    ),
    ReportKind.BUDGET: (
        Wording("{publisher}{year}年收入预算是多少？", "What is the budgeted revenue of {publisher} in {year}?"),
        Wording(
            "{publisher}{year}年支出预算是多少？",
            "What is the budgeted expenditure of {publisher} in {year}?",
        ),
    ),
    ReportKind.FINAL_ACCOUNTS: (
        Wording("{publisher}{year}年收入决算是多少？", "What was the final revenue of {publisher} in {year}?"),
        Wording("{publisher}{year}年支出决算是多少？", "What was the final expenditure of {publisher} in {year}?"),
    ),
    ReportKind.OTHER: (),
}
