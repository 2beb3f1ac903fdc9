"""Questions in, cited replies out: understands, searches, composes, and speaks in a terminal and on Telegram."""
