"""Which methods does the server know?"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.support.botapi.methods import (
    account,
    answering,
    chats,
    delivery,
    editing,
    media,
    sending,
)
from tests.support.botapi.methods.context import Method

#: By name in lower case: Telegram does not tell case apart.
METHODS: Mapping[str, Method] = MappingProxyType(
    {
        method.name.lower(): method
        for subject in (account, answering, chats, delivery, editing, media, sending)
        for method in subject.METHODS
    }
)
