"""What of a very long question is searched for."""

from retrieval.answer.narrowing import narrow
from retrieval.answer.query import analyse
from tests.support.generations import ReportText, make_generation

INDEX = make_generation(
    [
        ReportText(
            "报告",
            [
                "枇杷拍出19800元，村民高兴。",
                "村民食堂开张，停车不难。",
                "村民食堂有咖啡，咖啡很香。",
                "村民爱看书法，书法班招生。",
                "村民进城卖菜。",
            ],
        )
    ]
).index


def test_a_question_of_usual_length_stays_as_it_is() -> None:
    """Narrowing is for pages, not for questions."""
    query = analyse("枇杷拍出多少元？")

    assert narrow(query, INDEX, n_terms=64) is query


def test_the_rarest_terms_that_the_corpus_holds_are_kept() -> None:
    """村民 stands everywhere and 火箭 nowhere; both tell less than 枇杷 and 食堂."""
    narrowed = narrow(analyse("火箭，村民，食堂，枇杷"), INDEX, n_terms=2)

    assert [token.term for token in narrowed.content] == ["食堂", "枇杷"]
    assert set(narrowed.weights) == {"食堂", "枇杷"}


def test_what_is_left_out_parts_what_stands_around_it() -> None:
    """No bigram is made across a gap: 食枇 stands nowhere."""
    narrowed = narrow(analyse("食堂村民枇杷"), INDEX, n_terms=2)

    assert ["".join(unit.text for unit in run) for run in narrowed.runs] == ["食堂", "枇杷"]


def test_a_word_said_again_and_again_is_kept_once() -> None:
    """A question repeated to the limit is searched for as if asked once."""
    narrowed = narrow(analyse("枇杷，" * 50), INDEX, n_terms=2)

    assert narrowed.weights == {"枇杷": 1.0 + 1.0}
