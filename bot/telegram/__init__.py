"""Telegram ↔ assistant; the only package that knows python-telegram-bot."""
