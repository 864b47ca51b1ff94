"""getMe, setMyCommands, setMyName …: what does the bot say about itself?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from tests.support.botapi.access import readable_chat
from tests.support.botapi.errors import bad_request
from tests.support.botapi.limits import (
    MAX_COMMAND_DESCRIPTION,
    MAX_COMMANDS,
    MAX_DESCRIPTION,
    MAX_NAME,
    MAX_SHORT_DESCRIPTION,
)
from tests.support.botapi.methods.context import Context, Method

Json = dict[str, Any]
Scope = tuple[str, int, int]  #: (type, chat id or 0, user id or 0)

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_SCOPES = frozenset(
    {"default", "all_private_chats", "all_group_chats", "all_chat_administrators", "chat",
     "chat_administrators", "chat_member"}
)  # fmt: skip


@dataclass(slots=True)
class Profile:
    """What the bot said about itself, by language where it may differ by language."""

    commands: dict[tuple[Scope, str], list[Json]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    menu_buttons: dict[int, Json] = field(default_factory=dict)  #: by private chat; 0 is default
    admin_rights: dict[bool, Json] = field(default_factory=dict)  #: by "for channels"

    def commands_for(
        self,
        language: str,
        chat_id: int = 0,
        user_id: int = 0,
        *,
        group: bool = False,
        admin: bool = False,
    ) -> list[Json]:
        """List the commands someone sees in a chat, by Telegram's order of precedence.

        Source: https://core.telegram.org/bots/api#determining-list-of-commands
        """
        scopes: list[Scope] = [("chat_member", chat_id, user_id)] if group else []
        if admin:
            scopes.append(("chat_administrators", chat_id, 0))
        scopes.append(("chat", chat_id, 0))
        if admin:
            scopes.append(("all_chat_administrators", 0, 0))
        scopes.append(("all_group_chats" if group else "all_private_chats", 0, 0))
        scopes.append(("default", 0, 0))
        for scope in scopes:
            for spoken in (language, ""):
                if self.commands.get((scope, spoken)):
                    return self.commands[scope, spoken]
        return []


async def get_me(context: Context) -> Json:
    """Say who the bot is."""
    return context.world.bot.to_own_json()


async def set_commands(context: Context) -> bool:
    """Set the commands of one scope and language."""
    given = context.arguments.parsed("commands", "commands")
    if given is None:
        given = []
    if not isinstance(given, list):
        raise bad_request("Expected an Array of BotCommand")
    if len(given) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    commands = [_command(command) for command in given]
    key = (_scope(context), _language(context))
    if commands:
        context.server.profile.commands[key] = commands
    else:
        context.server.profile.commands.pop(key, None)
    return True


async def get_commands(context: Context) -> list[Json]:
    """List the commands set for exactly this scope and language."""
    key = (_scope(context), _language(context))
    return context.server.profile.commands.get(key, [])


async def delete_commands(context: Context) -> bool:
    """Forget the commands of one scope and language."""
    context.server.profile.commands.pop((_scope(context), _language(context)), None)
    return True


async def set_menu_button(context: Context) -> bool:
    """Choose the button beside the text field."""
    button = context.arguments.parsed("menu_button", "menu button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in (
        "default",
        "commands",
        "web_app",
    ):
        raise bad_request("Can't parse menu button: MenuButton has unsupported type")
    context.server.profile.menu_buttons[_menu_chat(context)] = button
    return True


async def get_menu_button(context: Context) -> Json:
    """Give the button beside the text field."""
    buttons = context.server.profile.menu_buttons
    return buttons.get(_menu_chat(context), buttons.get(0, {"type": "commands"}))


async def set_admin_rights(context: Context) -> bool:
    """Choose the rights the bot asks for when it is made an administrator."""
    rights = context.arguments.parsed("rights", "rights") or {}
    context.server.profile.admin_rights[context.arguments.flag("for_channels")] = rights
    return True


async def yes(_context: Context) -> bool:
    """Do what has no effect here: logOut, close."""
    return True


def _own_text(subject: str, field_name: str, parameter: str, limit: int) -> tuple[Method, Method]:
    """Make the setter and the getter of a text the bot has once per language."""

    async def setter(context: Context) -> bool:
        text = context.arguments.text(parameter)
        if len(text) > limit:
            raise bad_request(f"BOT_{_TOO_LONG[parameter]}_TOO_LONG")
        texts = getattr(context.server.profile, field_name)
        if text:
            texts[_language(context)] = text
        else:
            texts.pop(_language(context), None)
        return True

    async def getter(context: Context) -> Json:
        texts = getattr(context.server.profile, field_name)
        fallback = context.world.bot.first_name if parameter == "name" else ""
        return {parameter: texts.get(_language(context), texts.get("", fallback))}

    return (
        Method(f"setMy{subject}", setter, frozenset({parameter, "language_code"})),
        Method(f"getMy{subject}", getter, frozenset({"language_code"})),
    )


_TOO_LONG = {"name": "TITLE", "description": "DESCRIPTION", "short_description": "ABOUT"}


def _command(given: Any) -> Json:
    if not isinstance(given, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    for name in ("command", "description"):
        if not isinstance(given.get(name), str):
            raise bad_request(f"Can't parse BotCommand: Can't find field \"{name}\"")
    name = given["command"].removeprefix("/").strip().lower()
    description = given["description"].strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MAX_COMMAND_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _scope(context: Context) -> Scope:
    given = context.arguments.parsed("scope", "scope") or {"type": "default"}
    if not isinstance(given, dict):
        raise bad_request("Object expected as scope")
    kind = given.get("type")
    if kind not in _SCOPES:
        raise bad_request("Can't parse scope: Unsupported type specified")
    if kind not in ("chat", "chat_administrators", "chat_member"):
        return (kind, 0, 0)
    chat = readable_chat(context.world, str(given.get("chat_id", "")))
    if kind != "chat" and chat.is_private:
        raise bad_request("Can't use specified scope in private chats")
    if chat.type == "channel":
        raise bad_request("Can't change commands in channel chats")
    user_id = int(given.get("user_id", 0)) if kind == "chat_member" else 0
    return (kind, chat.id, user_id)


def _language(context: Context) -> str:
    language = context.arguments.text("language_code")
    if language and not _LANGUAGE.fullmatch(language):
        raise bad_request("LANG_CODE_INVALID")
    return language


def _menu_chat(context: Context) -> int:
    if not context.arguments.text("chat_id"):
        return 0
    return readable_chat(context.world, context.arguments.text("chat_id")).id


_OF_SCOPE = frozenset({"scope", "language_code"})
METHODS = (
    Method("getMe", get_me),
    Method("logOut", yes),
    Method("close", yes),
    Method("setMyCommands", set_commands, _OF_SCOPE | {"commands"}),
    Method("getMyCommands", get_commands, _OF_SCOPE),
    Method("deleteMyCommands", delete_commands, _OF_SCOPE),
    *_own_text("Name", "names", "name", MAX_NAME),
    *_own_text("Description", "descriptions", "description", MAX_DESCRIPTION),
    *_own_text(
        "ShortDescription", "short_descriptions", "short_description", MAX_SHORT_DESCRIPTION
    ),
    Method("setChatMenuButton", set_menu_button, frozenset({"chat_id", "menu_button"})),
    Method("getChatMenuButton", get_menu_button, frozenset({"chat_id"})),
    Method(
        "setMyDefaultAdministratorRights", set_admin_rights, frozenset({"rights", "for_channels"})
    ),
)
