"""The terms of many texts at once, against those of one text at a time."""

from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.text import LONG, KnownKeys, index_terms, keyed_terms, packed_term
from retrieval.text.keys import term_key

# Signs that become several characters (㎡ ½ ㋀ ㍿ …), ideographs that jieba does not know (〇 㐀),
# digits and letters of other scripts, half a surrogate pair.
MIXED = st.text(
    st.sampled_from(
        "路桥区停车二〇㐀𠮷２,704.5%％5GgCOVID-19㎡½㋀㍿…臺 \n\t，。、“”（）()éß٣_Ⅳ\ud800"
    )
)


def terms_of(texts: list[str]) -> list[list[str]]:
    known = KnownKeys()
    keyed = keyed_terms(texts, known)
    long_terms = known.long_terms()
    terms = [long_terms[key] if key >= LONG else packed_term(key) for key in keyed.keys.tolist()]
    ends = keyed.lengths.cumsum().tolist()
    return [terms[start:end] for start, end in zip([0, *ends], ends, strict=False)]


@settings(deadline=None)  # the dictionary is loaded by the first example
@given(st.lists(MIXED, max_size=5))
def test_many_texts_have_the_terms_of_each(texts: list[str]) -> None:
    """The same terms in the same order, whatever stands before and behind."""
    assert terms_of(texts) == [index_terms(text) for text in texts]


@given(st.lists(st.text(), max_size=5))
def test_any_texts_have_the_terms_of_each(texts: list[str]) -> None:
    """No character of Unicode makes a difference."""
    assert terms_of(texts) == [index_terms(text) for text in texts]


@given(st.text(max_size=3), st.text(max_size=3))
def test_packed_keys_sort_like_their_terms(one: str, other: str) -> None:
    """Terms of up to three characters can be read back from their keys, in the same order."""
    assert packed_term(term_key(one)) == one
    assert (term_key(one) < term_key(other)) == (one < other)


@given(st.text(min_size=4))
def test_long_terms_are_known_by_digests(term: str) -> None:
    """Their keys lie above all packed ones."""
    assert LONG <= term_key(term) < 2 * LONG
