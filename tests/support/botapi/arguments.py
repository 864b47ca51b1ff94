"""What did the client pass?

Telegram takes parameters from the query string, a form, a multipart form or a JSON body, and
treats them all as text; objects and arrays are JSON within that text. `Arguments` is that text
with typed access. Telegram forgives much (a flag it cannot read is false, a number it cannot read
is 0): what it forgives is noted as a violation, what it refuses is refused in its words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.support.botapi.errors import bad_request

_INTEGER = re.compile(r"-?\d+")
_TRUE = ("true", "yes", "1")
_FALSE = ("false", "no", "0", "")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a multipart call."""

    name: str
    content: bytes
    content_type: str


@dataclass(frozen=True, slots=True)
class Arguments:
    """The parameters of one call, all as text, and the files sent along."""

    values: Mapping[str, str]
    files: Mapping[str, Upload] = field(default_factory=dict)
    complaints: list[tuple[str, str]] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Give a parameter, empty when absent."""
        return self.values.get(name, "")

    def required(self, name: str) -> str:
        """Give a parameter that must not be empty."""
        value = self.text(name)
        if not value:
            raise bad_request(f'Parameter "{name}" is required'.replace("P", "p", 1))
        return value

    def flag(self, name: str) -> bool:
        """Give a truth value; whatever cannot be read is false, as with Telegram."""
        value = self.text(name).strip().lower()
        if value not in _TRUE + _FALSE:
            self.complain(name, f"{value!r} is no Boolean")
        return value in _TRUE

    def integer(self, name: str, default: int = 0) -> int:
        """Give a number; whatever cannot be read is 0, as with Telegram."""
        value = self.text(name).strip()
        if not value:
            return default
        if not _INTEGER.fullmatch(value):
            self.complain(name, f"{value!r} is no Integer")
            return 0
        return int(value)

    def parsed(self, name: str, what: str) -> Any:
        """Parse a JSON parameter; `None` when absent.

        Raises:
            ApiError: 400 "can't parse `what` JSON object" when it is not JSON.
        """
        value = self.text(name)
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"Can't parse {what} JSON object") from None

    def complain(self, name: str, problem: str) -> None:
        """Note a parameter that Telegram lets pass although it is wrong."""
        self.complaints.append((name, problem))


async def read_arguments(request: web.Request) -> Arguments:
    """Collect the parameters of a request, wherever they stand."""
    values = dict(request.query)
    files: dict[str, Upload] = {}
    if request.method == "POST" and request.can_read_body:
        if request.content_type == "application/json":
            values.update(_from_json(await request.read()))
        elif request.content_type.startswith("multipart/"):
            await _read_multipart(request, values, files)
        elif request.content_type == "application/x-www-form-urlencoded":
            form = await request.post()
            values.update({name: value for name, value in form.items() if isinstance(value, str)})
    return Arguments(values, files)


def arguments_from_json(body: Mapping[str, Any]) -> Arguments:
    """Take the parameters from a decoded JSON object."""
    return Arguments({name: _as_text(value) for name, value in body.items()})


def _from_json(body: bytes) -> dict[str, str]:
    try:
        decoded = json.loads(body or b"{}")
    except ValueError:
        raise bad_request("Can't parse parameters JSON object") from None
    if not isinstance(decoded, dict):
        raise bad_request("Object expected as parameters")
    return dict(arguments_from_json(decoded).values)


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


async def _read_multipart(
    request: web.Request, values: dict[str, str], files: dict[str, Upload]
) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or not part.name:
            continue
        body = bytes(await part.read(decode=True))
        if part.filename is None:
            values[part.name] = body.decode("utf-8")
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(part.filename, body, kind)
