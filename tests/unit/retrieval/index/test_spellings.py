"""Which names letters spell."""

import pytest

from retrieval.index import spell_names


@pytest.mark.parametrize(
    "letters, names",
    [
        pytest.param("jinghuqu", ("镜湖区",), id="as it stands"),
        pytest.param("jinghu", ("镜湖",), id="without what it is"),
        pytest.param("jh", ("镜湖",), id="initials"),
        pytest.param("jhq", ("镜湖区",), id="initials of the whole"),
        pytest.param("lvliangshi", ("吕梁市",), id="ü is v"),
        pytest.param("liuhecun", ("柳荷村", "柳河村"), id="two names, the more frequent first"),
        pytest.param("lhc", (), id="no initials of names in texts"),
        pytest.param("quancun", (), id="no name"),
    ],
)
def test_letters_spell_names(letters: str, names: tuple[str, ...]) -> None:
    """Names of titles by pinyin or initials, others by pinyin."""
    spelled = spell_names(
        ["镜湖区：老街新生"], ["吕梁市"], {"柳河村": 1, "柳荷村": 4, "全村": 9, "村民": 9}
    )

    assert tuple(spelled.get(letters, ())) == names


def test_initials_of_two_names_spell_neither() -> None:
    """镜湖 and 江海 are both jh."""
    assert "jh" not in spell_names(["镜湖区：老街", "江海区：新港"], [], {})
