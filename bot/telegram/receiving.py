"""How updates come: fetched by long polling, or sent by Telegram to a webhook."""

import logging
from urllib.parse import urlsplit

from telegram.error import TelegramError
from telegram.ext import Updater

from bot.errors import SettingsError
from bot.settings import Settings

MOST_CONNECTIONS = 40
"""at a time from Telegram to the webhook"""

log = logging.getLogger(__name__)


async def start_receiving(updater: Updater, settings: Settings, secret: str, kinds: list[str]) -> None:
    """Updates of these kinds begin to come; those sent to a webhook must show the secret.

    Raises SettingsError where the webhook's port can't be listened on or Telegram refuses its address.
    """
    if settings.telegram_webhook_url is None:
        await updater.start_polling(allowed_updates=kinds, error_callback=_log_polling_error)
    else:
        await _start_webhook(updater, settings, settings.telegram_webhook_url, secret, kinds)


async def _start_webhook(updater: Updater, settings: Settings, url: str, secret: str, kinds: list[str]) -> None:
    address, port = settings.telegram_listen
    try:
        await updater.start_webhook(
            listen=address,
            port=port,
            url_path=urlsplit(url).path,
            webhook_url=url,
            secret_token=secret,
            allowed_updates=kinds,
            max_connections=MOST_CONNECTIONS,
        )
    except OSError as error:
        raise SettingsError(
            f"GONGKAI_TELEGRAM_LISTEN is {address}:{port}, which can't be listened on ({error.strerror}): "
            "name an address of this machine and a free port"
        ) from error
    log.info("listening for %s at %s:%d", url, address, port)


def _log_polling_error(error: TelegramError) -> None:
    log.warning("asking for messages failed and will be tried again: %s", error)
