"""The form in which numbers are looked for."""

from hypothesis import given
from hypothesis import strategies as st

from retrieval.numbers import number_report
from retrieval.numbers.plain import as_printed, plain
from retrieval.types import MendedText, Passage


@given(st.text() | st.text(alphabet="萬億個０１２，．％：／點。"))
def test_offsets_stay(text: str) -> None:
    """The plain form is as long as the text, and its words are printed as in it."""
    flat = plain(text)
    assert len(flat) == len(text)
    assert as_printed(flat, flat, text) == text


def test_traditional_text_is_quoted_as_printed() -> None:
    """Numbers of a traditional text are valued; surface, measure and period stay traditional."""
    text = "１９５６年，漁業總產值達三億五千萬元，比上年增長百分之三點五。"
    passage = Passage(
        id="p",
        report_id="r",
        report_title="東山縣：漁港新貌",
        section=None,
        source="s.txt",
        content=MendedText.at(text, 0),
    )
    _, value, growth = number_report([passage])[0]
    assert (value.surface, value.value) == ("三億五千萬元", 350_000_000)
    assert (value.metric, value.period) == ("漁業總產值", "１９５６年")
    assert (growth.surface, str(growth.value)) == ("百分之三點五", "0.035")
    assert growth.metric == "漁業總產值增速"
