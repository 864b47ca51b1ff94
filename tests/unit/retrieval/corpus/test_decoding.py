"""Encodings found by evidence, and files refused for want of it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.corpus.readers.decoding import Decoded, decode
from retrieval.errors import CorpusError, SourceDecodeError, UnsupportedFormatError

TEXT = "今年上半年，全县的工业增加值达到42.74亿元，同比增长13.8%，这是多年来最好的成绩。\r\n"
TRADITIONAL = "今年上半年，全縣的工業增加值達到42.74億元，這是多年來最好的成績。\r\n"


@pytest.mark.parametrize(
    "text, codec, encoding",
    [
        (TEXT, "utf-8", "utf-8"),
        (TEXT, "utf-8-sig", "utf-8-sig"),
        (TEXT, "utf-16", "utf-16"),
        (TEXT, "utf-32", "utf-32"),
        (TEXT, "utf-16-le", "utf-16-le"),
        (TEXT, "utf-16-be", "utf-16-be"),
        (TEXT, "gb18030", "gb18030"),
        (TEXT, "gbk", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5hkscs"),
        ("只有ASCII", "utf-8", "utf-8"),
    ],
)
def test_text_is_decoded_exactly(text: str, codec: str, encoding: str) -> None:
    """The text is what the named decoder gives; line ends are not translated."""
    data = text.encode(codec)
    assert decode(data, path="a.txt") == Decoded(text, encoding)
    assert data.decode(encoding).removeprefix("\ufeff") == text


@pytest.mark.parametrize(
    "data, error",
    [
        (hashlib.shake_256(b"noise").digest(4000), SourceDecodeError),
        (TEXT.encode() + b"\xff\xfe" + TEXT.encode(), SourceDecodeError),
        (TEXT.encode("gb18030")[:-3], SourceDecodeError),
        (b"\xef\xbb\xbf\xff\xff", SourceDecodeError),
        (b"\xff\xfe\x00", SourceDecodeError),
        ("日本語のテキストです".encode("shift-jis"), SourceDecodeError),
        (b"text\0with\0nul", SourceDecodeError),
        (b"%PDF-1.7\n", UnsupportedFormatError),
        (b"PK\x03\x04rest", UnsupportedFormatError),
        (b"\x89PNG\r\n\x1a\n", UnsupportedFormatError),
        (b"\n <?xml version='1.0'?><a/>", UnsupportedFormatError),
    ],
    ids=[
        "random",
        "broken utf-8",
        "cut gb18030",
        "broken after mark",
        "half utf-16",
        "shift-jis",
        "nul",
        "pdf",
        "zip",
        "png",
        "xml",
    ],
)
def test_what_is_no_known_text_is_refused(data: bytes, error: type[CorpusError]) -> None:
    """A clear error, never replacement characters or a wrong guess."""
    with pytest.raises(error) as caught:
        decode(data, path="a.txt")
    assert caught.value.path == "a.txt"


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_exactly_or_refused(data: bytes) -> None:
    """No input gives anything but the decoder's own text or a `CorpusError`."""
    try:
        text, encoding = decode(data, path="a.txt")
    except CorpusError:
        return
    assert data.decode(encoding) == text
