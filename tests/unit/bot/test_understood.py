"""What was meant, where it was typed otherwise, in every form an answer takes."""

import pytest

from bot.replies.answers import compose_answer
from bot.replies.records import answer_record
from bot.replies.texts import Language, Texts
from bot.terminal import answer_lines
from retrieval import Answer
from tests.support.answers import make_answer, make_refusal

MEANT = "五常街道满意率是多少"
GIVEN = pytest.mark.parametrize(
    "answer",
    [
        pytest.param(make_answer(understood=MEANT), id="answered"),
        pytest.param(
            make_refusal(question="满意率是多少？", understood=MEANT, suggestions=(MEANT,)),
            id="offered",
        ),
    ],
)


@GIVEN
@pytest.mark.parametrize(
    "language, told",
    [
        (Language.ZH_HANS, "是不是想问：五常街道满意率是多少"),
        (Language.ZH_HANT, "是不是想問：五常街道满意率是多少"),
        (Language.EN, "Did you mean: 五常街道满意率是多少"),
    ],
)
def test_the_question_as_understood_comes_first(
    answer: Answer, language: Language, told: str
) -> None:
    """The reader sees which question is answered before the answer; the report's script stays."""
    texts = Texts(language)
    lines = ["".join(word.text for word in line) for line in answer_lines(answer, texts)]
    reply = compose_answer(answer, texts, address=lambda _: None)

    assert lines[0] == told
    assert reply.html.startswith(f"<i>{told}</i>\n\n")


@GIVEN
def test_a_script_gets_both_questions(answer: Answer) -> None:
    """`question` is what was typed, `understood` what was meant."""
    record = answer_record(answer)

    assert (record["question"], record["understood"]) == ("满意率是多少？", MEANT)


def test_nothing_is_said_of_a_question_that_stood_as_typed() -> None:
    """The field is there and null; no line is shown."""
    texts = Texts(Language.ZH_HANS)
    lines = ["".join(word.text for word in line) for line in answer_lines(make_answer(), texts)]

    assert answer_record(make_answer())["understood"] is None
    assert "是不是想问" not in "\n".join(lines)
