"""What an operator may set, and where it comes from."""

from config.settings import Settings, SettingsError, load_settings, masked

__all__ = ["Settings", "SettingsError", "load_settings", "masked"]
