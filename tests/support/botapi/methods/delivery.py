"""getUpdates, setWebhook …: how does the bot get its updates?"""

from __future__ import annotations

import re
from typing import Any

from tests.support.botapi.errors import bad_request
from tests.support.botapi.methods.context import Context, Method
from tests.support.botapi.updates import KINDS
from tests.support.botapi.webhook import WebhookSettings

Json = dict[str, Any]
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_MAX_TIMEOUT_S = 50


async def get_updates(context: Context) -> list[Json]:
    """Hand out updates, waiting for the first one when asked to."""
    arguments = context.arguments
    context.server.polling.check_no_webhook()
    _remember_allowed(context)
    updates = await context.server.polling.poll(
        offset=arguments.integer("offset"),
        limit=min(max(arguments.integer("limit", 100), 1), 100),
        timeout_s=min(max(arguments.integer("timeout"), 0), _MAX_TIMEOUT_S),
    )
    return [update.to_json() for update in updates]


async def set_webhook(context: Context) -> bool:
    """Have updates delivered to a URL, or no longer when it is empty."""
    arguments = context.arguments
    url, secret = arguments.text("url"), arguments.text("secret_token")
    if url and not url.startswith(("http://", "https://")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if arguments.flag("drop_pending_updates"):
        context.world.updates.clear()
    _remember_allowed(context)
    connections = min(max(arguments.integer("max_connections", 40), 1), 100)
    settings = WebhookSettings(url, secret, connections, arguments.text("ip_address"))
    await context.server.webhook.change(settings if url else None)
    if url:
        context.server.polling.abort("Conflict: terminated by setWebhook request")
    return True


async def delete_webhook(context: Context) -> bool:
    """Go back to getUpdates."""
    if context.arguments.flag("drop_pending_updates"):
        context.world.updates.clear()
    await context.server.webhook.change(None)
    return True


async def get_webhook_info(context: Context) -> Json:
    """Tell where updates go, how many wait and what went wrong."""
    return context.server.webhook.info()


def _remember_allowed(context: Context) -> None:
    given = context.arguments.parsed("allowed_updates", "allowed updates")
    if isinstance(given, list):
        unknown = [kind for kind in given if kind not in KINDS]
        for kind in unknown:
            context.arguments.complain("allowed_updates", f"{kind!r} is no kind of update")
        context.world.updates.allow(given)


METHODS = (
    Method(
        "getUpdates", get_updates, frozenset({"offset", "limit", "timeout", "allowed_updates"})
    ),
    Method(
        "setWebhook",
        set_webhook,
        frozenset(
            {"url", "certificate", "ip_address", "max_connections", "allowed_updates",
             "drop_pending_updates", "secret_token"}
        ),
    ),
    Method("deleteWebhook", delete_webhook, frozenset({"drop_pending_updates"})),
    Method("getWebhookInfo", get_webhook_info),
)  # fmt: skip
