"""The sentences about limits and privacy, Chinese and English side by side."""

from bot.telegram.wording import Wording

# Limits
BUSY = Wording(
    "您前面的问题我还在回答，请等收到答复以后再发下一个。",
    "I am still answering your earlier questions. Please send the next one when you have their answers.",
)
TOO_MANY = Wording(
    "您问得有点快，我一分钟最多回答一个人 {most} 个问题。请稍等一会儿再问。",
    "That was a little fast: I answer at most {most} questions a minute for each person. "
    "Please wait a moment and ask again.",
)

# Commands
COMMAND_PRIVACY = Wording("我记住什么、记多久", "what I keep, and for how long")
COMMAND_FORGET = Wording("删除我记住的与您有关的一切", "delete all that I keep about you")

# Privacy
PRIVACY = Wording("我记住的只有这些：", "This is all that I keep:")
PRIVACY_WAITING = Wording(
    "您发来的消息，只保存到回答发出为止，之后只留编号两天，免得回答两次。",
    "What you send, only until its answer is sent; then just its number for two days, so that it isn't answered twice.",
)
PRIVACY_CONVERSATION = Wording(
    "这次对话里您的上一个问题，只在内存里，用来理解追问；/forget 或重新启动后就没有了。",
    "Your last question in this conversation, in memory only, to understand follow-ups; "
    "it is gone after /forget or a restart.",
)
PRIVACY_COUNTED = Wording(
    "每个问题的时间、是否答出、用了多久，记在一个代号下（由您的 Telegram 编号加密算出，日志里也只用它），保存 {days} 天。",
    "When each question was asked, whether it was answered and how long that took, under a pseudonym (computed from "
    "your Telegram id with a secret key; the log has nothing else either), for {days} days.",
)
PRIVACY_NO_WORDS = Wording(
    "问题的文字在回答之后不保存，日志里也没有。",
    "The words of questions are not kept once they are answered, and the log doesn't have them.",
)
PRIVACY_WORDS = Wording(
    "问题的文字保存 {days} 天，让工作人员看到哪些问题没有答出；日志里没有。",
    "The words of questions, for {days} days, so that the staff see what could not be answered; "
    "the log doesn't have them.",
)
PRIVACY_REPLIES = Wording(
    "发出的答复（不含问题，也不记是给谁的），好让按钮以后还能用；您对答复的评价（👍 👎 或“数字不对”），记在同一个代号下。",
    "Answers given (without the question or who asked), so that their buttons go on working; and what you thought of "
    "answers (👍 👎 or “wrong number”), under the same pseudonym.",
)
PRIVACY_FORGET = Wording(
    "/forget 立即删除以上与您有关的一切。您停用（屏蔽）我时也一样。",
    "/forget deletes all of this about you at once. So does blocking me.",
)
FORGOTTEN = Wording(
    "已删除我记住的与您有关的一切。下一个问题会当作第一个问题来回答。",
    "All that I kept about you is deleted. Your next question will be answered as the first one.",
)
