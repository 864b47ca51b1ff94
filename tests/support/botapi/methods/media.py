"""sendPhoto, sendDocument, sendMediaGroup, getFile: how do files travel?"""

from __future__ import annotations

import mimetypes
from pathlib import PurePath
from typing import Any

from tests.support.botapi.arguments import Upload
from tests.support.botapi.errors import ApiError, bad_request
from tests.support.botapi.limits import MAX_ALBUM, MAX_DOWNLOAD_BYTES, MAX_UPLOAD_BYTES
from tests.support.botapi.methods.context import Context, Method
from tests.support.botapi.methods.places import read_place
from tests.support.botapi.methods.sending import CAPTION, SENDING, read_caption, send
from tests.support.botapi.photos import photo_sizes
from tests.support.botapi.world import StoredFile, World

Json = dict[str, Any]
_ATTACHED = "attach://"


async def send_photo(context: Context) -> Json:
    """Send a picture."""
    content: Json = {"photo": _photo(context, context.arguments.text("photo"), "photo")}
    content |= read_caption(context.arguments)
    if context.arguments.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return send(context, read_place(context), content).to_json()


async def send_document(context: Context) -> Json:
    """Send a file."""
    content = {"document": _document(context, context.arguments.text("document"), "document")}
    content |= read_caption(context.arguments)
    return send(context, read_place(context), content).to_json()


async def send_media_group(context: Context) -> list[Json]:
    """Send two to ten pictures, or two to ten files, as one album."""
    given = context.arguments.parsed("media", "media")
    if given is None:
        raise bad_request('parameter "media" is required')
    if not isinstance(given, list):
        raise bad_request("Expected an Array of InputMedia")
    contents = [_album_item(context, n, item) for n, item in enumerate(given, 1)]
    if not contents:
        raise bad_request("There are no messages to send")
    if len(contents) > MAX_ALBUM:
        raise bad_request("Too many messages to send as an album")
    if len(contents) == 1:
        context.arguments.complain("media", "is a single item, no album")
    if len({next(iter(content)) for content in contents}) > 1:
        raise bad_request("Can't use the media of the specified type in the album")
    place, album = read_place(context), context.world.next_album_id()
    return [send(context, place, content, media_group_id=album).to_json() for content in contents]


def _album_item(context: Context, n: int, given: Any) -> Json:
    """Read one item; what is wrong with its file is reported with the item's number."""
    try:
        return _media(context, given)
    except ApiError as refusal:
        reason = refusal.description.removeprefix("Bad Request: ")
        if not reason.isupper():
            raise
        raise bad_request(
            f'Failed to send message #{n} with the error message "{reason}"'
        ) from None


async def get_file(context: Context) -> Json:
    """Tell where a file can be fetched."""
    file_id = context.arguments.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = context.world.files.get(file_id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return file_fields(file) | {"file_path": file.path}


def file_fields(file: StoredFile) -> Json:
    """Give what every object about a file begins with."""
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
    }


def document_fields(world: World, content: bytes, name: str) -> Json:
    """Keep a file and give its Document object."""
    file = world.store_file(content, "documents", PurePath(name).suffix)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return {"file_name": name, "mime_type": kind, **file_fields(file)}


def read_media_object(context: Context, name: str) -> Json:
    """Read an InputMedia parameter as the content of a message."""
    given = context.arguments.parsed(name, "input media")
    if given is None:
        raise bad_request(f'parameter "{name}" is required')
    return _media(context, given)


def _media(context: Context, given: Any) -> Json:
    if not isinstance(given, dict):
        raise _media_error("expected an Object")
    caption = read_caption(context.arguments, given)
    source = given.get("media")
    if not isinstance(source, str) or not source:
        raise _media_error("media not found")
    if "type" not in given:
        raise _media_error('Can\'t find field "type"')
    if given["type"] == "photo":
        return {"photo": _photo(context, source, ""), **caption}
    if given["type"] == "document":
        return {"document": _document(context, source, ""), **caption}
    raise _media_error(f'type "{given["type"]}" is unsupported')


def _photo(context: Context, source: str, parameter: str) -> list[Json]:
    found = _source(context, source, parameter)
    if isinstance(found, Upload):
        return photo_sizes(context.world, found.content)
    for chat in context.world.chats.values():
        for message in chat.messages.values():
            for size in message.content.get("photo", ()):
                if size["file_id"] == found.file_id:
                    return list(message.content["photo"])
    raise bad_request("can't use file of type Document as Photo")


def _document(context: Context, source: str, parameter: str) -> Json:
    found = _source(context, source, parameter)
    if isinstance(found, Upload):
        return document_fields(context.world, found.content, found.name)
    return {"mime_type": "application/octet-stream", **file_fields(found)}


def _source(context: Context, source: str, parameter: str) -> Upload | StoredFile:
    """Find the file a parameter means: an upload under its name, an attachment, or a file id."""
    files = context.arguments.files
    name = source.removeprefix(_ATTACHED) if source.startswith(_ATTACHED) else parameter
    upload = files.get(name)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > MAX_UPLOAD_BYTES:
            raise ApiError(413, "Request Entity Too Large")
        return upload
    if not source or source.startswith(_ATTACHED):
        raise bad_request(f"there is no {parameter or 'media'} in the request")
    if source.startswith(("http://", "https://")):
        raise bad_request("Failed to get HTTP URL content")
    stored = context.world.files.get(source)
    if stored is None:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    return stored


def _media_error(problem: str) -> ApiError:
    return bad_request(f"Can't parse InputMedia: {problem}")


METHODS = (
    Method("sendPhoto", send_photo, SENDING | CAPTION | {"photo", "has_spoiler"}, sends=True),
    Method(
        "sendDocument",
        send_document,
        (SENDING | CAPTION | {"document", "thumbnail", "disable_content_type_detection"})
        - {"show_caption_above_media"},
        sends=True,
    ),
    Method(
        "sendMediaGroup", send_media_group, (SENDING - {"reply_markup"}) | {"media"}, sends=True
    ),
    Method("getFile", get_file, frozenset({"file_id"})),
)
