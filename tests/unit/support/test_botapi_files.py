"""Files travel both ways, within Telegram's limits."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image

from tests.support.botapi.client import BareBot
from tests.support.botapi.limits import MAX_PHOTO_BYTES
from tests.support.botapi.people.person import Person
from tests.support.botapi.server import BotApiServer


def picture(width: int, height: int) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


async def test_a_persons_file_can_be_fetched(bot: BareBot, alice: Person) -> None:
    """The document in the update leads to its bytes by way of getFile."""
    alice.sends_document("报告".encode(), "报告.txt", caption="新的")
    (update,) = await bot.updates()
    document = update["message"]["document"]
    assert (document["file_name"], document["mime_type"]) == ("报告.txt", "text/plain")
    file = (await bot.call("getFile", file_id=document["file_id"])).result
    root = bot.root.replace("/bot", "/file/bot", 1)
    assert (await bot.http.get(f"{root}/{file['file_path']}")).content == "报告".encode()
    wrong = await bot.call("getFile", file_id="nothing")
    assert wrong.description == (
        "Bad Request: wrong file_id or the file is temporarily unavailable"
    )


async def test_a_photo_comes_back_in_sizes(bot: BareBot, alice: Person) -> None:
    """The largest is the picture itself; its id can be sent again."""
    sent = await bot.upload(
        "sendPhoto",
        {"photo": ("card.png", picture(1000, 760))},
        chat_id=str(alice.id),
        caption="<b>卡</b>",
        parse_mode="HTML",
    )
    sizes = sent.result["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [
        (90, 68),
        (320, 243),
        (800, 608),
        (1000, 760),
    ]
    assert sent.result["caption_entities"] == [{"offset": 0, "length": 1, "type": "bold"}]
    again = await bot.call("sendPhoto", chat_id=alice.id, photo=sizes[-1]["file_id"])
    assert again.result["photo"] == sizes


@pytest.mark.parametrize(
    "content, description",
    [
        pytest.param(b"no picture", "IMAGE_PROCESS_FAILED", id="no picture"),
        pytest.param(picture(9000, 1001), "PHOTO_INVALID_DIMENSIONS", id="too large"),
        pytest.param(picture(2100, 100), "PHOTO_INVALID_DIMENSIONS", id="too long"),
        pytest.param(
            b"\0" * (MAX_PHOTO_BYTES + 1),
            "file of size 10485761 bytes is too big for a photo; the maximum size is 10485760 "
            "bytes",
            id="too heavy",
        ),
        pytest.param(b"", "file must be non-empty", id="empty"),
    ],
)
async def test_a_wrong_photo_is_refused(
    bot: BareBot, alice: Person, content: bytes, description: str
) -> None:
    """Not a picture, too large, too long, too heavy, empty."""
    reply = await bot.upload("sendPhoto", {"photo": ("x.png", content)}, chat_id=str(alice.id))
    assert reply.description == f"Bad Request: {description}"


async def test_a_caption_is_shorter_than_a_text(bot: BareBot, alice: Person) -> None:
    """1024 UTF-16 units after parsing."""
    for caption, description in (
        ("报" * 1024, ""),
        ("报" * 1025, "Bad Request: message caption is too long"),
    ):
        reply = await bot.upload(
            "sendDocument", {"document": ("a.txt", b"1")}, chat_id=str(alice.id), caption=caption
        )
        assert reply.description == description


async def test_a_missing_file_is_refused(bot: BareBot, alice: Person) -> None:
    """Neither an upload nor an id was sent."""
    reply = await bot.call("sendDocument", chat_id=alice.id)
    assert reply.description == "Bad Request: there is no document in the request"


async def test_an_album_holds_2_to_10_of_a_kind(bot: BareBot, alice: Person) -> None:
    """Its messages share a group id; a wrong picture is named by its number."""
    files = {"a": ("a.png", picture(9, 9)), "b": ("b.png", picture(8, 9))}
    media = [{"type": "photo", "media": f"attach://{name}"} for name in files]

    async def send(given: list, **more: tuple[str, bytes]) -> tuple:
        reply = await bot.upload(
            "sendMediaGroup", files | more, chat_id=str(alice.id), media=json.dumps(given)
        )
        return reply.body.get("result"), reply.description

    album, _ = await send(media)
    assert len({message["media_group_id"] for message in album}) == 1
    _, problem = await send(media[:1] * 11)
    assert problem == "Bad Request: too many messages to send as an album"
    _, problem = await send([media[0], {"type": "document", "media": "attach://b"}])
    assert problem == "Bad Request: can't use the media of the specified type in the album"
    _, problem = await send(media, b=("b.png", b"no picture"))
    assert problem == (
        'Bad Request: failed to send message #2 with the error message "IMAGE_PROCESS_FAILED"'
    )


async def test_media_can_be_exchanged(server: BotApiServer, bot: BareBot, alice: Person) -> None:
    """EditMessageMedia replaces picture and caption, editMessageCaption the caption alone."""
    await bot.upload("sendPhoto", {"photo": ("a.png", picture(9, 9))}, chat_id=str(alice.id))
    message = alice.chat.last_message
    place = {"chat_id": str(alice.id), "message_id": str(message.id)}
    await bot.call("editMessageCaption", caption="说明", **place)
    assert (message.kind, message.text) == ("photo", "说明")
    media = json.dumps({"type": "document", "media": "attach://f", "caption": "文"})
    await bot.upload("editMessageMedia", {"f": ("f.txt", b"1")}, media=media, **place)
    assert (message.kind, message.text) == ("document", "文")
    assert server.violations == []
