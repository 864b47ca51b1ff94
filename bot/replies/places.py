"""How is it said where a passage stands in a document: on which page, in which cells?"""

from __future__ import annotations

from bot.replies.texts import Texts
from retrieval import Place


def place_words(place: Place, texts: Texts) -> str:
    """Say the page, or the sheet and its cells; "" where a document has neither."""
    if place.page is not None and place.last_page is not None:
        return texts("place-pages", first=str(place.page), last=str(place.last_page))
    if place.page is not None:
        return texts("place-page", page=str(place.page))
    if place.cells is not None and place.sheet is not None:
        return texts("place-sheet", sheet=place.sheet, cells=place.cells)
    return texts("place-cells", cells=place.cells) if place.cells is not None else ""
