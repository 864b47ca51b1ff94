"""Settings come from where they should, and wrong ones are told by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from config import SettingsError, load_settings


def test_defaults_are_those_of_the_documentation() -> None:
    """Without any setting, the documented defaults hold."""
    settings = load_settings()
    assert settings.telegram_token is None
    assert settings.corpus_dir == Path("seeds")
    assert settings.state_dir == Path("var")
    assert settings.timezone == "Asia/Shanghai"
    assert settings.language == "zh-hans"
    assert settings.admin_ids == ()


def test_environment_wins_over_env_file_over_toml(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The environment beats `.env`, which beats `config/youju.toml`."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config/youju.toml").write_text(
        'language = "en"\ncorpus_dir = "from-toml"\nstate_dir = "from-toml"\nadmin_ids = [7]\n'
    )
    (tmp_path / ".env").write_text("YOUJU_CORPUS_DIR=from-env\nYOUJU_STATE_DIR=from-env\n")
    monkeypatch.setenv("YOUJU_STATE_DIR", "from-environment")
    settings = load_settings()
    assert settings.language == "en"
    assert settings.admin_ids == (7,)
    assert settings.corpus_dir == Path("from-env")
    assert settings.state_dir == Path("from-environment")


def test_command_line_wins_over_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """A given override beats the environment; `None` leaves it alone."""
    monkeypatch.setenv("YOUJU_CORPUS_DIR", "from-environment")
    assert load_settings(corpus_dir=Path("given")).corpus_dir == Path("given")
    assert load_settings(corpus_dir=None).corpus_dir == Path("from-environment")


@pytest.mark.parametrize(
    "variable,value",
    [
        ("YOUJU_TELEGRAM_API_URL", "localhost:8081"),
        ("YOUJU_TELEGRAM_API_URL", "http://host:port"),
        ("YOUJU_PROXY_URL", "ftp://proxy"),
        ("YOUJU_ADMIN_IDS", "1,x"),
        ("YOUJU_ADMIN_IDS", "-5"),
        ("YOUJU_STATE_URL", "mysql://x"),
        ("YOUJU_SEARCH_URL", "elsewhere"),
        ("YOUJU_HTTP_LISTEN", "127.0.0.1"),
        ("YOUJU_HTTP_LISTEN", "127.0.0.1:70000"),
        ("YOUJU_WEBHOOK_URL", "http://example.org"),
        ("YOUJU_TIMEZONE", "Asia/Nowhere"),
        ("YOUJU_TIMEZONE", "../../etc/passwd"),
        ("YOUJU_LANGUAGE", "fr"),
        ("YOUJU_LOG_LEVEL", "loud"),
    ],
)
def test_a_wrong_value_is_told_by_name(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    """A wrong value names its variable and itself."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert told.value.variable == variable
    assert told.value.value == value


@pytest.mark.parametrize(
    "variable,value",
    [("YOUJU_TELEGRAM_TOKEN", "no-token"), ("YOUJU_WEBHOOK_SECRET", "with space")],
)
def test_a_wrong_secret_is_not_shown(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    """Secrets are masked even where they are wrong."""
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert told.value.variable == variable
    assert value not in str(told.value)


def test_a_password_in_an_address_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The credentials of a refused address are masked."""
    monkeypatch.setenv("YOUJU_PROXY_URL", "ftp://user:hunter2@proxy")
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert told.value.value == "ftp://***@proxy"


@pytest.mark.parametrize(
    "value,expected",
    [("12", (12,)), ("1, 2,3", (1, 2, 3)), ("", ())],
    ids=["one", "several", "empty"],
)
def test_admin_ids_are_separated_by_commas(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: tuple[int, ...]
) -> None:
    """`YOUJU_ADMIN_IDS` is a list of user ids."""
    monkeypatch.setenv("YOUJU_ADMIN_IDS", value)
    assert load_settings().admin_ids == expected


@pytest.mark.parametrize("content", [b"language = ", b"\xff\xfe\x00bad"], ids=["broken", "binary"])
def test_an_unreadable_settings_file_is_told(tmp_path: Path, content: bytes) -> None:
    """A settings file that is no TOML is one clear error, not a traceback."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config/youju.toml").write_bytes(content)
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert told.value.field == "file"


def test_the_token_is_secret() -> None:
    """The token does not show in the settings' own representation."""
    settings = load_settings(telegram_token="123:SECRET")
    assert settings.telegram_token is not None
    assert settings.telegram_token.get_secret_value() == "123:SECRET"
    assert "SECRET" not in repr(settings)
