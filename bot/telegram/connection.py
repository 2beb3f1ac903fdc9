"""Settings → a logged-in bot that goes on through refusals and broken networks."""

import logging
from collections.abc import Callable
from typing import Any

from telegram import LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Defaults, ExtBot
from telegram.request import HTTPXRequest

from bot.errors import BotError, SettingsError
from bot.settings import Settings
from bot.telegram.conduct import CONCURRENT_MESSAGES, Conduct

CONNECT_SECONDS = 15
READ_SECONDS = 20
"""the library's own 5 seconds are short for a way to Telegram through a proxy"""

log = logging.getLogger(__name__)


class PatientBot(ExtBot[None]):
    """A bot that goes on polling where a server refuses a call of its start or, for a time, the token."""

    def __init__(self, *args: Any, polled: Callable[[], None], **kwargs: Any) -> None:
        """`polled` hears of every poll that is answered."""
        super().__init__(*args, **kwargs)
        self._polled = polled

    async def delete_webhook(self, *args: Any, **kwargs: Any) -> bool:
        """The updater calls it before it polls and would stop at an error."""
        try:
            return await super().delete_webhook(*args, **kwargs)
        except TelegramError as error:
            log.warning("the server refuses deleteWebhook (%s); going on without", error)
            return False

    async def set_webhook(self, *args: Any, **kwargs: Any) -> bool:
        """The updater calls it before it listens; an error of the library's own would be logged with its trace."""
        try:
            return await super().set_webhook(*args, **kwargs)
        except TelegramError as error:
            raise SettingsError(
                f"Telegram refuses the webhook {kwargs['url']} ({str(error)[:200]}): "
                "check GONGKAI_TELEGRAM_WEBHOOK_URL and the network"
            ) from error

    async def get_updates(self, *args: Any, **kwargs: Any) -> tuple[Update, ...]:
        """The updater would end in silence at InvalidToken, which any 404 is; at others it tries again."""
        try:
            updates = await super().get_updates(*args, **kwargs)
        except InvalidToken as error:
            raise NetworkError(f"the server refuses getUpdates: {error}") from error
        self._polled()
        return updates


def connected_bot(settings: Settings, token: str, conduct: Conduct) -> PatientBot:
    """A bot for the server that the settings name, not yet logged in."""
    server = _server(settings)
    return PatientBot(
        token,
        polled=conduct.health.polled,
        rate_limiter=conduct.patience,
        base_url=f"{server}/bot",
        base_file_url=f"{server}/file/bot",
        request=_request(CONCURRENT_MESSAGES, settings.telegram_proxy),
        get_updates_request=_request(2, settings.telegram_proxy),
        defaults=Defaults(
            parse_mode=ParseMode.HTML,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            allow_sending_without_reply=True,
        ),
    )


def _server(settings: Settings) -> str:
    return settings.telegram_api_url or "https://api.telegram.org"


def _request(connections: int, proxy: str | None) -> HTTPXRequest:
    try:
        return HTTPXRequest(
            connection_pool_size=connections,
            proxy=proxy,
            connect_timeout=CONNECT_SECONDS,
            read_timeout=READ_SECONDS,
            write_timeout=READ_SECONDS,
            pool_timeout=READ_SECONDS,
        )
    except RuntimeError as error:  # a SOCKS proxy in ALL_PROXY, for which httpx wants another package
        raise BotError(f"the proxy that the environment names can't be used: {error}") from error


async def log_in(bot: PatientBot, settings: Settings) -> None:
    """Raises SettingsError where the server refuses the token, BotError where it can't be reached."""
    try:
        await bot.initialize()
    except InvalidToken:
        # from None: the library's error holds the token
        raise SettingsError(
            f"{_server(settings)} refuses the token: check GONGKAI_TELEGRAM_TOKEN, "
            "and GONGKAI_TELEGRAM_API_URL where you set it"
        ) from None
    except TelegramError as error:
        raise BotError(
            f"Telegram can't be reached at {_server(settings)} ({str(error)[:200]}): "
            "check the network, GONGKAI_TELEGRAM_API_URL and GONGKAI_TELEGRAM_PROXY"
        ) from error
