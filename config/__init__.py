"""What an operator may set, and where it comes from."""

from config.settings import SECRETS, Settings, SettingsError, load_settings

__all__ = ["SECRETS", "Settings", "SettingsError", "load_settings"]
