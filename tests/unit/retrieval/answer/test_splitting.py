from __future__ import annotations

import pytest

from retrieval.answer.splitting import split_questions


@pytest.mark.parametrize(
    "message, parts",
    [
        pytest.param("多少个？谁写的？", ("多少个？", "谁写的？"), id="two"),
        pytest.param("多少个？\n谁写的", ("多少个？", "谁写的"), id="last one open"),
        pytest.param("多少个", ("多少个",), id="one"),
        pytest.param("来了很多人\n多少？", ("来了很多人\n多少？",), id="a text before"),
        pytest.param("一？二？三？四？", ("一？二？三？四？",), id="too many"),
        pytest.param("？？", ("？？",), id="marks only"),
    ],
)
def test_split_questions(message: str, parts: tuple[str, ...]) -> None:
    """A message of two or three questions is cut after each mark; any other stays whole."""
    assert split_questions(message) == parts
