"""What is announced, and how is a subscription spoken of?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.replies.html import Markup, bold, join, text
from bot.replies.quotes import shortened
from bot.replies.reply import Address, Button, Reply, Verb
from bot.replies.statistics import compose_collection, compose_digest
from bot.replies.texts import Texts
from bot.state.subscriptions import Cadence, Subscription, Wish
from retrieval import Engine, ReportNotFoundError

TITLE_CHARS = 60
EARLY = 8 * 60 + 30  # minute of the day that is offered


def compose_announcement(
    engine: Engine, report: str | None, *, texts: Texts, address: Address
) -> Reply:
    """Lay out the digest of a report, by its title, or of all; one that is gone is said to be."""
    if report is not None:
        try:
            found = engine.report(report)
        except ReportNotFoundError:
            gone = texts("announcement-gone", report=shortened(report, TITLE_CHARS))
            return Reply(body=text(gone))
        return compose_digest(found, engine.digest(found.id), texts=texts, address=address)
    if len(engine.reports) == 1:
        only = engine.reports[0]
        return compose_digest(only, engine.digest(only.id), texts=texts, address=address)
    digests = [(each, engine.digest(each.id)) for each in engine.reports]
    return compose_collection(digests, texts=texts, address=address)


def compose_missed(moment: datetime, texts: Texts) -> Reply:
    """Say that a time was missed and is left out."""
    return Reply(body=text(texts("announcement-missed", time=_moment(moment))))


def compose_subscribed(
    subscription: Subscription, moment: datetime | None, *, zone: str, texts: Texts
) -> Reply:
    """Say what was subscribed to and when it comes next."""
    said = text(texts("subscribed", what=wish_text(subscription, texts)))
    if moment is not None:
        said += text("\n" + texts("subscribed-next", time=_moment(moment), zone=zone))
    return Reply(body=said, rows=((_unsubscribing(subscription, texts("button-unsubscribe")),),))


def compose_offer(texts: Texts, *, problem: str = "") -> Reply:
    """Offer the common subscriptions as buttons, and say how to ask for others.

    `problem` says first why what was typed is none.
    """
    offers = (
        (Cadence.DAILY, "d"),
        (Cadence.WEEKLY, "w0"),
        (Cadence.ON_UPDATE, "u"),
    )
    rows = []
    for cadence, code in offers:
        timed = cadence is not Cadence.ON_UPDATE
        label = _when(cadence, 0, EARLY, texts)
        rows.append((Button(label, Verb.SUBSCRIBE, f"{code}{EARLY}" if timed else code),))
    body = join([text(problem), text(texts("subscribe-offer"))], "\n\n")
    return Reply(body=body, rows=tuple(rows))


def compose_subscriptions(subscriptions: Sequence[Subscription], texts: Texts) -> Reply:
    """List the subscriptions of a chat, each with a button that ends it."""
    if not subscriptions:
        return Reply(body=text(texts("subscriptions-none")))
    lines: list[Markup] = []
    buttons = []
    for n, subscription in enumerate(subscriptions, 1):
        line = f"{n}. {wish_text(subscription, texts)}"
        if subscription.suspended is not None:
            line += texts("subscription-suspended")
        lines.append(text(line))
        buttons.append(_unsubscribing(subscription, texts("button-unsubscribe-n", n=n)))
    rows = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    head = bold(texts("subscriptions-title", n=len(subscriptions)))
    return Reply(body=join([head, join(lines, "\n")], "\n\n"), rows=rows)


def wish_text(wish: Wish, texts: Texts) -> str:
    """Say when, and of what."""
    what = shortened(wish.report, TITLE_CHARS) if wish.report else texts("all-reports")
    when = _when(wish.cadence, wish.weekday, wish.minute, texts)
    return when + texts("detail-comma") + what


def compose_broadcast(reply: Reply, name: str, n: int, texts: Texts) -> Reply:
    """Show what would be sent to `n` subscribers, with the button that sends it."""
    asked = bold(texts("broadcast-ask", n=n))
    rows = (
        (
            Button(texts("button-broadcast"), Verb.BROADCAST, name),
            Button(texts("button-cancel"), Verb.CANCEL, "1"),
        ),
    )
    return Reply(body=join([asked, reply.body], "\n\n"), rows=rows if n else ())


def _unsubscribing(subscription: Subscription, label: str) -> Button:
    return Button(label, Verb.UNSUBSCRIBE, str(subscription.id))


def _when(cadence: Cadence, weekday: int, minute: int, texts: Texts) -> str:
    time = f"{minute // 60:02}:{minute % 60:02}"
    match cadence:
        case Cadence.DAILY:
            return texts("when-daily", time=time)
        case Cadence.WEEKLY:
            return texts("when-weekly", day=texts(f"weekday-{weekday}"), time=time)
        case Cadence.ON_UPDATE:
            return texts("when-update")


def _moment(moment: datetime) -> str:
    return moment.strftime("%m-%d %H:%M")
