"""What can go wrong on the way from a question to a reply."""


class BotError(Exception):
    """Ends a command in one clear sentence.

    BotError
    ├── SettingsError   a GONGKAI_* setting is unknown or has an impossible value: correct it
    └── UncitedNumber   a reply held a number that its citations don't: a defect, the reply isn't sent
    """


class SettingsError(BotError):
    """A GONGKAI_* setting is unknown or has an impossible value: correct it."""


class UncitedNumber(BotError):
    """A reply held a number that its citations don't: a defect, the reply isn't sent."""
