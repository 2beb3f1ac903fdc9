"""Every sentence that only staff read, Chinese and English side by side."""

from bot.telegram.wording import Wording
from ingest.errors import Fault
from ingest.records import ReportKind

# What staff can do
DESK = Wording("工作台：", "The desk:")
SEND_PDF = Wording("把 PDF 文件发给我，就能收录新报告。", "Send me a PDF to let in a new report.")
COMMAND_STAFF = Wording("工作台：能做什么", "the desk: what you can do")
COMMAND_SEARCH = Wording("检索，例如：/search 法律援助 2020 司法局", "search, such as: /search 法律援助 2020 司法局")
COMMAND_CHECK = Wording("不符的勾稽关系；后面可写报告名", "relations that fail; a report's name may follow")
COMMAND_REMOVE = Wording("撤下一份报告：/remove 报告名", "take a report out: /remove and its name")
COMMAND_REBUILD = Wording("重建索引", "build the index anew")
COMMAND_SNAPSHOTS = Wording("各次索引，可以退回", "the snapshots, to go back to one")
COMMAND_UNANSWERED = Wording("问了没答上的问题", "what was asked and got no answer")
COMMAND_REPORTED = Wording("被指有误的答复", "answers that were called wrong")
COMMAND_STATS = Wording("用量和评价", "use and opinions")

# A report that was sent in
TOO_BIG = Wording(
    "这个文件有 {size} MB，Telegram 只让我下载 20 MB 以内的文件。请把它放进服务器上的报告文件夹 {corpus}，再发 /rebuild；"
    "或者自建 Bot API 服务器（GONGKAI_TELEGRAM_API_URL）。",
    "This file has {size} MB, and Telegram lets me fetch no more than 20 MB. Put it into the server's folder {corpus} "
    "and send /rebuild, or run a Bot API server of your own (GONGKAI_TELEGRAM_API_URL).",
)
READING = Wording("正在读取 {name} …", "Reading {name} …")
UNREAD = Wording("读不了这个文件：{reason}", "This file can't be read: {reason}")
PUBLISHER = Wording("单位：{value}", "Body: {value}")
YEAR = Wording("年份：{value}", "Year: {value}")
KIND = Wording("类型：{value}", "Kind: {value}")
SIZE = Wording(
    "{pages} 页，{passages} 段文字，{tables} 张表，{figures} 个数",
    "{pages} pages, {passages} passages, {tables} tables, {figures} figures",
)
NO_FAILED = Wording("勾稽关系全部相符", "All checked relations hold")
FAILED = Wording("勾稽关系不符 {failed} 项：", "Relations that fail: {failed}")
PLACE = Wording("第{page}页 {relation}", "p. {page} {relation}")
MORE = Wording("…另有 {more} 项", "… and {more} more")
HELD = Wording("⚠ 这份文件已经收录。", "⚠ This very file is held already.")
REPLACES = Wording(
    "⚠ 已有同单位同年的报告《{title}》：{changed} 个数不同，新增 {added} 个，缺少 {gone} 个。",
    "⚠ A report of the same body and year is held ({title}): {changed} figures differ, {added} are new, {gone} are gone.",
)
CHANGE = Wording("{label}：{before} → {now}", "{label}: {before} → {now}")
NO_REPLACED = Wording("没有同单位同年的报告。", "No report of the same body and year is held.")
DECIDE = Wording("还没有收录。核对无误后请点“收录”。", "It isn't let in yet. Check it, then press “Let in”.")
UNKNOWN = Wording("未读出", "not found")
LET_IN = Wording("✅ 收录", "✅ Let in")
DROP = Wording("✖ 放弃", "✖ Drop")
SET_TITLE = Wording("改标题", "Title")
SET_PUBLISHER = Wording("改单位", "Body")
SET_YEAR = Wording("改年份", "Year")
SET_KIND = Wording("改类型", "Kind")
BACK = Wording("‹ 返回", "‹ Back")
WISH = {
    "title": Wording("请回复这条消息，写上正确的标题。", "Reply to this message with the right title."),
    "publisher": Wording("请回复这条消息，写上单位全称。", "Reply to this message with the body's full name."),
    "year": Wording("请回复这条消息，写上年份，例如 2023。", "Reply to this message with the year, such as 2023."),
}
NO_YEAR = Wording("年份应是 1949 到 2100 之间的数。", "A year is a number from 1949 to 2100.")
DROPPED = Wording("已放弃，没有收录。", "Dropped; it wasn't let in.")
DRAFT_GONE = Wording(
    "这份文件已经处理过了，或放了太久。请重新发送。", "This file was decided on or waited too long. Send it again."
)

# Building
BUILDING = Wording("正在重建索引 …", "Building the index …")
STEP = Wording("正在重建索引：{step} {done}/{total}", "Building the index: {step} {done}/{total}")
STEPS = {
    "reading": Wording("读取报告", "reading"),
    "embedding": Wording("编入检索", "embedding"),
    "writing": Wording("写入", "writing"),
}
BUILT = Wording(
    "完成：{reports} 份报告，{figures} 个数；索引 {snapshot}。",
    "Done: {reports} reports, {figures} figures; snapshot {snapshot}.",
)
NOTHING_NEW = Wording("没有变化；索引 {snapshot}。", "Nothing had changed; snapshot {snapshot}.")
NOT_BUILT = Wording(
    "重建没有成功，仍用原来的索引答复：{reason}", "The build failed; answers go on from the snapshot before: {reason}"
)
LEFT_OUT = Wording("未能读取：{reason}", "Not read: {reason}")
LETTING_IN = Wording("《{title}》已保存。", "“{title}” is kept.")

# Search
SEARCH_HOW = Wording(
    "请写上要找的词，可加年份和单位，例如：/search 法律援助 2020 司法局",
    "Add what to look for, with a year and a body if you like: /search 法律援助 2020 司法局",
)
FOUND = Wording("“{words}”{filters}：第 {page}/{pages} 页", "“{words}”{filters}: page {page} of {pages}")
NOTHING_FOUND = Wording("没有找到“{words}”{filters}。", "Nothing was found for “{words}”{filters}.")
PREVIOUS = Wording("‹ 上一页", "‹ Back")
NEXT = Wording("下一页 ›", "More ›")

# Taking out
REMOVE_HOW = Wording(
    "请写上报告名或编号，例如：/remove 2020年政府信息公开工作年度报告",
    "Add a report's name: /remove 2020年政府信息公开",
)
REMOVE = Wording(
    "要撤下《{title}》吗？它将不再用于答复；原件保留，可以恢复。",
    "Take “{title}” out? It will answer no more; its file stays.",
)
YES_REMOVE = Wording("✅ 撤下", "✅ Take out")
NO = Wording("✖ 不", "✖ No")
REMOVED = Wording("《{title}》已撤下。", "“{title}” is out.")
RESTORE = Wording("↩ 恢复", "↩ Put back")
RESTORED = Wording("已恢复。", "It is put back.")
LEFT = Wording("没有改动。", "Nothing was changed.")

# Snapshots
SNAPSHOTS = Wording("各次索引（● 为现用）：", "Snapshots (● answers now):")
SNAPSHOT = Wording("{mark} {id}　{reports} 份报告，{figures} 个数", "{mark} {id}: {reports} reports, {figures} figures")
DAMAGED = Wording("{mark} {id}　已损坏", "{mark} {id}: damaged")
NO_SNAPSHOT = Wording("还没有索引，请发 /rebuild。", "There is no snapshot yet; send /rebuild.")
USE = Wording("退回 {id}", "Use {id}")
USED = Wording("现在用索引 {id} 答复。", "Answers come from snapshot {id} now.")

# What people ask and think
UNANSWERED = Wording(
    "最近 {days} 天没答上的 {count} 问，按内容归并：",
    "Not answered in the last {days} days: {count}, alike ones together:",
)
NO_WORDS = Wording(
    "最近 {days} 天有 {count} 问没答上，但没有保存问题原文。设 GONGKAI_KEEP_QUESTIONS_DAYS 才会保存。",
    "{count} questions weren't answered in the last {days} days, but their words aren't kept: set GONGKAI_KEEP_QUESTIONS_DAYS.",
)
ALL_ANSWERED = Wording("最近 {days} 天没有答不上的问题。", "Every question of the last {days} days was answered.")
REPORTED = Wording("⚠ {people} 人指有误，编号 {id}：", "⚠ Called wrong by {people}, no. {id}:")
ASKED_AS = Wording("问：{question}", "Asked: {question}")
NOTHING_REPORTED = Wording("没有待处理的报错。", "Nothing is reported.")
MORE_REPORTED = Wording(
    "另有 {more} 条，处理后再发 /reported。", "{more} more: settle these, then send /reported again."
)
SETTLE = Wording("✅ 已处理", "✅ Settled")
SETTLED = Wording("已记为处理完。", "Settled.")
STATS = Wording("最近 7 天：", "The last 7 days:")
DAY = Wording("{day}　{questions} 问，答上 {share}%", "{day}: {questions} questions, {share}% answered")
NO_QUESTIONS = Wording("没有人提问。", "Nobody asked anything.")
OPINIONS = Wording("👍 {good}　👎 {bad}　指数字不对 {wrong}", "👍 {good}, 👎 {bad}, called wrong {wrong}")
TIMES = Wording(
    "答复用时：一半在 {median} 秒内，最慢 {slowest} 秒",
    "Time to answer: half within {median} s, the slowest {slowest} s",
)
NOT_STAFF = Wording("这是工作人员的功能。", "This is for staff.")

KINDS = {
    ReportKind.ANNUAL_REPORT: Wording("政府信息公开工作年度报告", "annual report on disclosure"),
    ReportKind.BUDGET: Wording("预算", "budget"),
    ReportKind.FINAL_ACCOUNTS: Wording("决算", "final accounts"),
    ReportKind.OTHER: Wording("其他", "other"),
}

FAULTS = {
    Fault.EMPTY: Wording("文件是空的", "the file is empty"),
    Fault.NOT_A_PDF: Wording("它不是 PDF", "it is no PDF"),
    Fault.PROTECTED: Wording("它有密码，请发没有密码的", "it wants a password; send it without one"),
    Fault.DAMAGED: Wording("文件不完整或已损坏，请重新下载", "it is cut short or damaged; fetch it again"),
    Fault.TEXTLESS: Wording(
        "它是扫描件，没有文字，请先做文字识别（OCR）", "it is a scan without text; run OCR on it first"
    ),
    Fault.TOO_BIG: Wording("文件太大", "it is too big"),
    Fault.TOO_MANY_PAGES: Wording("页数太多", "it has too many pages"),
    Fault.TOO_LARGE_PAGE: Wording("页面尺寸太大", "one of its pages is too large"),
    Fault.TOO_SLOW: Wording("读取用时太长", "reading it takes too long"),
    Fault.TOO_MUCH_MEMORY: Wording("读取占用内存太多", "reading it takes too much memory"),
    Fault.STOPPED: Wording("读取时出错中止", "reading it broke off"),
    Fault.NOT_UNDERSTOOD: Wording(
        "程序没能读懂它，错误已记录", "the program could not understand it; the log has the error"
    ),
    Fault.BAD_NAME: Wording("文件名含有无法显示的字符", "its name has signs that can't be shown"),
    Fault.SAME_FILE: Wording("同一文件已经收录", "the same file is held already"),
    Fault.WITHDRAWN: Wording("它已被撤下", "it was taken out"),
    Fault.UNREADABLE: Wording("打不开文件", "it can't be opened"),
}
