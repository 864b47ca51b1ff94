"""Which settings are there, and are they right?

Read once, at the composition root: the environment wins over `.env`, which wins over
`config/youju.toml`. Every value is checked at the start; a wrong one is told with the variable's
name, the value (secrets masked) and what is allowed.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PREFIX = "YOUJU_"
TOML_FILE = Path("config/youju.toml")
Language = Literal["zh-hans", "zh-hant", "en"]
LogLevel = Literal["debug", "info", "warning", "error"]

SECRETS = frozenset({"telegram_token", "webhook_secret"})


class SettingsError(Exception):
    """A setting has a value it must not have.

    `field` names the setting, or is `"file"` where a settings file itself cannot be read; what is
    allowed is said by the message `setting-<field>` of the language files.
    """

    def __init__(self, field: str, *, variable: str, value: str) -> None:
        super().__init__(f"{variable} must not be {value}")
        self.field = field.replace("_", "-")
        self.variable = variable
        self.value = value


class Settings(BaseSettings):
    """Everything an operator may set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        toml_file=TOML_FILE,
    )

    telegram_token: SecretStr | None = None
    telegram_api_url: str | None = None
    proxy_url: str | None = None
    admin_ids: Annotated[tuple[int, ...], NoDecode] = ()
    corpus_dir: Path = Path("seeds")
    state_dir: Path = Path("var")
    state_url: str | None = None
    search_url: str = "embedded"
    answer_processes: int = Field(default=0, ge=0, le=32)
    send_limits: str = "1/s,20/m,30/s"
    keep_questions_days: int = Field(default=90, ge=1, le=3650)
    watch: float = Field(default=0, ge=0, le=3600)
    http_listen: str | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None
    timezone: str = "Asia/Shanghai"
    language: Language = "zh-hans"
    log_level: LogLevel = Field(default="info")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let the command line win, then the environment, `.env` and the TOML file."""
        del file_secret_settings  # secrets come from the environment or .env, as documented
        toml = TomlConfigSettingsSource(settings_cls)
        return (init_settings, env_settings, dotenv_settings, toml)

    @field_validator("telegram_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            _require(re.fullmatch(r"\d+:[A-Za-z0-9_-]+", value.get_secret_value()) is not None)
        return value

    @field_validator("telegram_api_url", "proxy_url", "webhook_url")
    @classmethod
    def _url(cls, value: str | None, info: Any) -> str | None:
        if value is None:
            return None
        schemes = {"http", "https"} | (
            {"socks5", "socks5h"} if info.field_name == "proxy_url" else set()
        )
        parts = urlsplit(value)
        _require(parts.scheme in schemes and bool(parts.hostname))
        _require(parts.port != 0)  # raises ValueError by itself where the port is no number
        if info.field_name == "webhook_url":
            loopback = parts.hostname in {"127.0.0.1", "localhost", "::1"}
            _require(parts.scheme == "https" or loopback)
        return value.rstrip("/")

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if isinstance(value, int) and not isinstance(value, bool):
            value = [value]
        if isinstance(value, str):
            value = [part.strip() for part in value.split(",") if part.strip()]
        _require(isinstance(value, list | tuple))
        ids = tuple(int(part) for part in value)  # type: ignore[attr-defined] # required above
        _require(all(number > 0 for number in ids))
        return ids

    @field_validator("state_url")
    @classmethod
    def _state(cls, value: str | None) -> str | None:
        if value is not None:
            _require(value.startswith(("sqlite:///", "postgresql://")))
        return value

    @field_validator("search_url")
    @classmethod
    def _search(cls, value: str) -> str:
        parts = urlsplit(value)
        is_cluster = parts.scheme in ("milvus", "milvus+tls") and bool(parts.hostname)
        _require(value == "embedded" or is_cluster)
        return value

    @field_validator("send_limits")
    @classmethod
    def _limits(cls, value: str) -> str:
        value = value.replace(" ", "").lower()
        _require(
            value == "off"
            or re.fullmatch(r"[1-9]\d*/[smh](,[1-9]\d*/[smh]){2}", value) is not None
        )
        return value

    @field_validator("http_listen")
    @classmethod
    def _listen(cls, value: str | None) -> str | None:
        if value is not None:
            host, _, port = value.rpartition(":")
            _require(bool(host) and port.isascii() and port.isdigit() and 0 < int(port) < 65536)
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            secret = value.get_secret_value()
            _require(re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret) is not None)
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, OSError) as error:
            raise ValueError(value) from error
        return value

    @field_validator("language", "log_level", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.strip().lower().replace("_", "-") if isinstance(value, str) else value


def load_settings(**overrides: object) -> Settings:
    """Read the settings; `overrides` come from the command line and win, `None` is "not given".

    Raises:
        SettingsError: a value is not allowed, or a settings file cannot be read.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type] # pydantic checks them
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0])
        shown = masked(name, first["input"])
        raise SettingsError(name, variable=PREFIX + name.upper(), value=shown) from None
    except (OSError, ValueError) as error:
        # pydantic-settings reads .env and the TOML file itself; its errors name no variable.
        raise SettingsError("file", variable=f"{TOML_FILE}, .env", value=_shown(error)) from error


def masked(name: str, value: object) -> str:
    """Show a setting's value without what is secret in it."""
    return "***" if name in SECRETS else _shown(value)


def _require(claim: bool) -> None:
    if not claim:
        raise ValueError("not allowed")


def _shown(value: object) -> str:
    text = re.sub(r"//[^/@\s]*@", "//***@", " ".join(str(value).split()))  # user:password@
    return text if len(text) <= 80 else text[:79] + "…"
