"""Which sizes does Telegram make of a picture, and which pictures does it refuse?"""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, UnidentifiedImageError

from tests.support.botapi.errors import bad_request
from tests.support.botapi.limits import MAX_PHOTO_BYTES, MAX_PHOTO_RATIO, MAX_PHOTO_SIDES
from tests.support.botapi.world import World

_SIDES = (90, 320, 800, 1280, 2560)


def photo_sizes(world: World, content: bytes) -> list[dict[str, Any]]:
    """Keep a picture in Telegram's sizes and list them, smallest first.

    Raises:
        ApiError: 400, for what is no picture, too many bytes, too wide or too long.
    """
    if len(content) > MAX_PHOTO_BYTES:
        raise bad_request(
            f"file of size {len(content)} bytes is too big for a photo; "
            f"the maximum size is {MAX_PHOTO_BYTES} bytes"
        )
    width, height = _dimensions(content)
    if width + height > MAX_PHOTO_SIDES or max(width, height) > MAX_PHOTO_RATIO * min(
        width, height
    ):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    longest = max(width, height)
    sides = [side for side in _SIDES[:-1] if side < longest] + [min(longest, _SIDES[-1])]
    sizes = []
    for side in sides:
        scale = side / longest
        # Only the largest keeps the bytes; nobody looks at the others.
        stored = content if side == sides[-1] else content[:64] + side.to_bytes(2)
        file = world.store_file(stored, "photos", ".jpg")
        sizes.append(
            {
                "file_id": file.file_id,
                "file_unique_id": file.unique_id,
                "file_size": len(file.content),
                "width": max(round(width * scale), 1),
                "height": max(round(height * scale), 1),
            }
        )
    return sizes


def _dimensions(content: bytes) -> tuple[int, int]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as picture:
                return picture.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
