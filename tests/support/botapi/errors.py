"""How is a call refused?

Telegram answers a refused call with an error code, one English sentence and, for some errors,
parameters that a client should act on. The sentences are Telegram's own: clients tell errors
apart by them.
"""

from __future__ import annotations

from typing import Any


class ApiError(Exception):
    """A call is refused; the facts are what the client is sent."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_json(self) -> dict[str, Any]:
        """Give the body of the response."""
        body: dict[str, Any] = {
            "ok": False,
            "error_code": self.code,
            "description": self.description,
        }
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad_request(reason: str, parameters: dict[str, Any] | None = None) -> ApiError:
    """Refuse with 400; the first letter is lowered as Telegram lowers it.

    >>> bad_request("Message text is empty").description
    'Bad Request: message text is empty'
    >>> bad_request("BUTTON_DATA_INVALID").description
    'Bad Request: BUTTON_DATA_INVALID'
    """
    return ApiError(400, f"Bad Request: {_lowered(reason)}", parameters)


def forbidden(reason: str) -> ApiError:
    """Refuse with 403: the bot may not write there."""
    return ApiError(403, f"Forbidden: {_lowered(reason)}")


def too_many_requests(retry_after_s: int) -> ApiError:
    """Refuse with 429 and say after how many whole seconds a call may be made again."""
    return ApiError(
        429,
        f"Too Many Requests: retry after {retry_after_s}",
        {"retry_after": retry_after_s},
    )


def _lowered(reason: str) -> str:
    is_code = len(reason) > 1 and (reason[1] == "_" or reason[1].isupper())
    return reason if is_code else reason[:1].lower() + reason[1:]
