"""The program as people and scripts run it: real processes, real files, real pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ROOT = Path(__file__).parent.parent.parent
SEEDS = ROOT / "seeds"


def youju(
    *arguments: str | Path,
    given: str | bytes = "",
    corpus: Path | None = SEEDS,
    **environment: str,
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end, in the current (temporary) directory."""
    inherited = {n: v for n, v in os.environ.items() if not n.startswith("YOUJU_")}
    if corpus is not None:
        environment.setdefault("YOUJU_CORPUS_DIR", str(corpus))
    given = given.encode() if isinstance(given, str) else given
    done = subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        input=given,
        capture_output=True,
        env={**inherited, "PYTHONPATH": str(ROOT), **environment},
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
    )


def source_text(name: str) -> str:
    """Decode a seed file as the offsets count in it."""
    return (SEEDS / name).read_bytes().decode("utf-8")


def squeezed(text: str) -> str:
    """Drop all white space."""
    return "".join(text.split())


def sliced(record: dict[str, Any]) -> str:
    """Join the source slices that a record names."""
    text = source_text(record["source"])
    return squeezed("".join(text[start:end] for start, end in record["spans"]))


class TestAsk:
    """`youju ask`."""

    def test_prints_the_number_and_its_evidence(self) -> None:
        """The answer, the report, the section and the passage are printed."""
        done = youju("ask", "路桥区错时共享停车位一共多少个？")
        assert done.returncode == 0
        assert done.stderr == ""
        assert done.stdout.startswith("2704个 [1]\n")
        assert "路桥区：现代社区让“幸福味道”萦绕家门口 · 共享集成提温度" in done.stdout
        assert "紧挨" not in done.stdout  # the next passage is not part of the answer

    def test_two_questions_of_one_message_are_both_answered(self) -> None:
        """Each gets its answer, as in the chat."""
        done = youju("ask", "路桥区错时共享停车位一共多少个？大桥新区商会会长是谁？")
        assert done.returncode == 0
        assert "2704个" in done.stdout
        assert "沈家华" in done.stdout

    def test_says_when_nothing_is_found(self) -> None:
        """What the reports do not say is refused, and that is no failure."""
        done = youju("ask", "镇海区区长是谁")
        assert done.returncode == 0
        assert "没有找到" in done.stdout

    def test_json_is_the_answer_object(self) -> None:
        """Every field of the answer object is there, and every span slices back."""
        done = youju("ask", "海盐经开区民营企业占比多少", "--json")
        answer = json.loads(done.stdout)
        assert set(answer) >= {
            "id", "question", "answered", "band", "bold", "kind", "answer", "sentence",
            "confidence", "citations", "key_numbers", "suggestions", "generation", "elapsed_ms",
        }  # fmt: skip
        assert (answer["answered"], answer["band"], answer["kind"]) == (True, "answer", "number")
        assert answer["answer"] == "93.35%"
        assert answer["answer"] in answer["sentence"]
        assert 0 <= answer["confidence"] <= 1
        for citation in answer["citations"]:
            assert set(citation) >= {
                "n", "report", "section", "passage_id", "source", "spans", "text", "score",
            }  # fmt: skip
            assert sliced(citation) == squeezed(citation["text"])
        assert answer["key_numbers"]
        for number in answer["key_numbers"]:
            assert set(number) >= {
                "surface", "value", "unit", "qualifier", "metric", "subject", "period", "kind",
                "source", "spans", "citation",
            }  # fmt: skip
            assert sliced(number) == squeezed(number["surface"])

    def test_not_found_has_the_form_of_the_contract(self) -> None:
        """An abstention has an empty answer of kind none."""
        answer = json.loads(youju("ask", "量子计算机什么时候发明的", "--json").stdout)
        assert (answer["answered"], answer["answer"], answer["kind"]) == (False, "", "none")
        assert answer["band"] in ("near", "none")

    def test_batch_answers_each_line_in_order(self, tmp_path: Path) -> None:
        """One object a line, in the order asked; a bad line is told and costs no other."""
        batch = tmp_path / "questions.jsonl"
        batch.write_text(
            '{"id": "a", "question": "张秀洁的工作室带动了多少人就业？"}\n'
            "\n"
            "no json\n"
            '{"id": 2, "question": ""}\n'
            '{"question": "谁写了镇海区的报告"}\n',
            encoding="utf-8",
        )
        done = youju("ask", "--batch", batch)
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert [answer["id"] for answer in answers] == ["a", 2, None]
        assert answers[0]["answer"] == "近300人"
        assert answers[1]["answered"] is False
        assert done.returncode == 1
        assert "3" in done.stderr
        assert len(done.stderr.splitlines()) == 1

    def test_batch_answers_what_is_no_proper_text(self) -> None:
        """NUL, direction marks and lone surrogates are answered, and stay valid JSON."""
        asked = [
            "方林村\0集体总资产多少",
            "\u202e方林村集体总资产多少",
            "\ud800方林村集体总资产多少",
        ]
        given = "".join(json.dumps({"id": n, "question": q}) + "\n" for n, q in enumerate(asked))
        done = youju("ask", "--batch", "-", given=given)
        assert (done.returncode, done.stderr) == (0, "")
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert [answer["question"] for answer in answers] == asked

    def test_batch_reads_stdin(self) -> None:
        """`-` is stdin."""
        done = youju("ask", "--batch", "-", given='{"id":"q","question":"方林村集体总资产多少"}\n')
        assert json.loads(done.stdout)["id"] == "q"
        assert done.returncode == 0

    @pytest.mark.parametrize(
        "question",
        ["", "   ", "🙂🙂🙂", "\u202e\u200f", "\x01\x02", "？！…"],
        ids=["empty", "blank", "emoji", "rtl", "control", "marks"],
    )
    def test_a_question_without_words_is_one_line(self, question: str) -> None:
        """Nothing to ask is bad input: one line, exit code 1, no traceback."""
        done = youju("ask", question)
        assert done.returncode == 1
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1

    def test_a_question_of_4096_characters_is_answered(self) -> None:
        """The longest message that Telegram carries is a question like any other."""
        done = youju("ask", "路桥区错时共享停车位一共多少个？" + "请告诉我，" * 800, "--json")
        assert done.returncode == 0
        assert json.loads(done.stdout)["citations"]

    def test_a_longer_question_is_one_line(self) -> None:
        """More than a message holds is refused in one line."""
        done = youju("ask", "路桥" * 2100)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 1


class TestChat:
    """`youju chat` on a pipe."""

    def test_answers_one_question_a_line(self) -> None:
        """Each line is answered in turn."""
        asked = "路桥区错时共享停车位一共多少个？\n\n海盐经开区民营企业占比多少\n镇海区区长是谁\n"
        done = youju("chat", given=asked)
        assert done.returncode == 0
        first, second, third = done.stdout.split("> ")[1:]
        assert "2704个" in first
        assert "93.35%" in second
        assert "没有找到" in third

    def test_what_asks_nothing_is_told_how_to_ask(self) -> None:
        """A greeting and a command are no questions that no report answers."""
        done = youju("chat", given="你好\n/help\n谢谢\n")
        greeted, helped, thanked = done.stdout.split("> ")[1:]
        assert "4 篇报告。输入问题" in greeted
        assert "youju --help" in helped
        assert "不客气" in thanked
        assert "没有找到" not in done.stdout

    def test_bytes_that_are_no_text_do_not_end_it(self) -> None:
        """A line in another encoding costs the other lines nothing."""
        given = "路桥".encode("gb18030") + b"\n" + "五常街道1—6月出口金额多少\n".encode()
        done = youju("chat", given=given)
        assert done.returncode == 0
        assert "257728.57万元" in done.stdout

    def test_run_or_chat_says_how_to_connect(self) -> None:
        """`make run` without a token answers here, and says in one line how to connect."""
        done = youju("run", "--or-chat", given="首篮枇杷拍了多少钱\n")
        assert done.returncode == 0
        assert "19800元" in done.stdout
        assert len(done.stderr.splitlines()) == 1
        assert "YOUJU_TELEGRAM_TOKEN" in done.stderr


class TestReports:
    """`youju reports`, `numbers` and `search`."""

    def test_reports_json_lists_the_four_seeds(self) -> None:
        """Each report has id, title, byline, date, source, passages and key numbers."""
        reports = json.loads(youju("reports", "--json").stdout)
        assert [(report["title"], report["byline"]) for report in reports] == [
            ("路桥区：现代社区让“幸福味道”萦绕家门口", ["许峰"]),
            ("余杭区五常街道：强化为企服务 推动外贸稳中提质", ["傅静之", "王燕敏"]),
            ("镇海区：“无废”赋能 提升高质量发展成色", ["陈潇奕", "陈益波"]),
            ("海盐经济开发区：系好同心结 点燃新引擎", ["陈越超", "傅静之"]),
        ]
        for report in reports:
            assert set(report) >= {"id", "date", "source", "passages", "key_numbers"}
            assert report["passages"] > 5
            assert report["key_numbers"] > 2

    @pytest.mark.parametrize(
        "arguments",
        [["--language", "en", "reports"], ["reports", "--language", "en"]],
        ids=["before", "after"],
    )
    def test_common_options_stand_before_or_after(self, arguments: list[str]) -> None:
        """A common option holds on either side of the subcommand."""
        assert "key numbers" in youju(*arguments).stdout

    def test_numbers_json_is_an_array_in_reading_order(self) -> None:
        """Key numbers come in reading order, each slicing back from the file."""
        numbers = json.loads(youju("numbers", "--json").stdout)
        assert len(numbers) >= 43
        starts = [number["spans"][0][0] for number in numbers]
        assert starts == sorted(starts)
        for number in numbers:
            assert number["tier"] in ("key", "minor")
            assert sliced(number) == squeezed(number["surface"])

    def test_numbers_of_one_report(self) -> None:
        """A part of a title names the report."""
        numbers = json.loads(youju("numbers", "海盐", "--json").stdout)
        assert {number["report"] for number in numbers} == {
            "海盐经济开发区：系好同心结 点燃新引擎"
        }
        values = {number["surface"]: number["value"] for number in numbers}
        assert values["249.2亿元"] == 24920000000
        assert values["13.8%"] == 0.138

    def test_stats_shows_a_digest_and_draws_it(self, tmp_path: Path) -> None:
        """A report's digest is text on stdout and a picture in the file named."""
        done = youju("stats", "五常", "--picture", tmp_path / "card.png")
        assert done.returncode == 0
        assert "257728.57万元" in done.stdout
        assert 6 <= len(done.stdout.splitlines()) - 1 <= 10
        with Image.open(tmp_path / "card.png") as card:
            assert card.format == "PNG"

    def test_compare_puts_one_measure_side_by_side(self) -> None:
        """Each table holds one measure in one unit."""
        tables = json.loads(youju("compare", "民营企业", "--json").stdout)
        assert tables[0]["metric"] == "民营企业"
        for table in tables:
            assert {row["unit"] for row in table["rows"]} == {table["unit"]}

    def test_a_picture_that_cannot_be_written_is_one_line(self, tmp_path: Path) -> None:
        """A path that cannot be written is named."""
        done = youju("stats", "五常", "--picture", tmp_path / "nowhere" / "card.png")
        assert done.returncode == 1
        assert "nowhere" in done.stderr
        assert len(done.stderr.splitlines()) == 1

    def test_evaluate_measures_a_question_set(self, tmp_path: Path) -> None:
        """Metrics are printed as JSON and the ranking is written as a TREC run."""
        corpus = [
            {"_id": f"p{n}", "title": f"第{n}号", "text": f"第{n}号仓库存粮{n}00吨。"}
            for n in range(1, 8)
        ]
        (tmp_path / "corpus.jsonl").write_text("\n".join(map(json.dumps, corpus)))
        question = {"_id": "q", "text": "第3号仓库存粮多少", "metadata": {"answers": ["300吨"]}}
        (tmp_path / "queries.jsonl").write_text(json.dumps(question) + "\n")
        (tmp_path / "qrels").mkdir()
        (tmp_path / "qrels/test.tsv").write_text("query-id\tcorpus-id\tscore\nq\tp3\t1\n")
        done = youju("evaluate", tmp_path, "--run", tmp_path / "run.txt", "--json")
        measured = json.loads(done.stdout)
        assert (measured["n"], measured["R@1"], measured["nDCG@10"]) == (1, 1.0, 1.0)
        first = (tmp_path / "run.txt").read_text().splitlines()[0].split()
        assert (first[:4], first[5]) == (["q", "Q0", "p3", "1"], "youju")

    def test_an_unknown_report_is_one_line(self) -> None:
        """A name that fits no report is bad input."""
        done = youju("numbers", "火星")
        assert (done.returncode, done.stdout) == (1, "")
        assert "火星" in done.stderr
        assert len(done.stderr.splitlines()) == 1

    def test_search_explains_each_term(self) -> None:
        """With `--explain`, each term's part is shown."""
        hits = json.loads(
            youju("search", "错时停车 车位", "-k", "3", "--json", "--explain").stdout
        )
        assert [hit["rank"] for hit in hits] == [1, 2, 3]
        assert "2704个车位" in hits[0]["text"]
        assert hits[0]["terms"]
        for term in hits[0]["terms"]:
            assert set(term) == {"term", "field", "idf", "frequency", "score"}
        for hit in hits:
            assert sum(hit["features"].values()) == pytest.approx(hit["score"], abs=1e-5)

    def test_output_that_nobody_reads_is_no_error(self) -> None:
        """A reader that goes away (`| head`) ends the program quietly."""
        command = f"{sys.executable} -m bot numbers --json | head -1"
        done = subprocess.run(
            ["/bin/bash", "-o", "pipefail", "-c", command],
            capture_output=True,
            env={**os.environ, "PYTHONPATH": str(ROOT), "YOUJU_CORPUS_DIR": str(SEEDS)},
            timeout=120,
            check=False,
        )
        assert (done.returncode, done.stdout, done.stderr) == (0, b"[\n", b"")


class TestBadInput:
    """Corpora, settings and command lines that are wrong."""

    def test_a_missing_corpus_is_one_line(self, tmp_path: Path) -> None:
        """A directory that is not there is named."""
        done = youju("check", "--corpus", tmp_path / "nowhere")
        assert (done.returncode, done.stdout) == (1, "")
        assert "nowhere" in done.stderr
        assert len(done.stderr.splitlines()) == 1

    def test_an_empty_corpus_is_one_line(self, tmp_path: Path) -> None:
        """A directory without reports is named."""
        done = youju("ask", "什么", corpus=tmp_path)
        assert done.returncode == 1
        assert str(tmp_path) in done.stderr

    def test_a_corpus_of_bad_files_says_what_is_wrong_with_each(self, tmp_path: Path) -> None:
        """Where nothing can be read, each file is named with its reason."""
        (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 500)
        (tmp_path / "empty.txt").write_bytes(b"")
        done = youju("check", corpus=tmp_path)
        assert done.returncode == 1
        assert len(done.stderr.splitlines()) == 3
        assert "binary.txt" in done.stderr
        assert "empty.txt" in done.stderr

    def test_bad_files_do_not_stop_the_others(self, tmp_path: Path) -> None:
        """Each bad file gets its line; the good ones answer."""
        (tmp_path / "good.txt").write_text("全镇有图书馆12座，藏书30万册。\n", encoding="utf-8")
        (tmp_path / "binary.txt").write_bytes(b"\x00\x01\x02" * 500)
        (tmp_path / "empty.txt").write_bytes(b"")
        (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone")
        with (tmp_path / "huge.txt").open("wb") as huge:
            huge.truncate(200 * 1024 * 1024)
        done = youju("check", corpus=tmp_path)
        assert done.returncode == 1
        for name in ("binary.txt", "empty.txt", "dangling.txt", "huge.txt"):
            assert name in done.stdout
        assert "Traceback" not in done.stderr
        answer = json.loads(youju("ask", "图书馆有多少座", "--json", corpus=tmp_path).stdout)
        assert answer["answer"] == "12座"

    def test_gb18030_is_read(self, tmp_path: Path) -> None:
        """Reports in the older national encoding are read, spans in their decoded text."""
        text = source_text("000_ca311dbee09fd2df.txt")
        (tmp_path / "page.txt").write_bytes(text.encode("gb18030"))
        answer = json.loads(youju("ask", "五常街道满意率多少", "--json", corpus=tmp_path).stdout)
        assert answer["answer"] == "98%"
        citation = answer["citations"][0]
        slices = "".join(text[start:end] for start, end in citation["spans"])
        assert squeezed(slices) == squeezed(citation["text"])

    @pytest.mark.parametrize(
        "arguments",
        [["frobnicate"], ["ask"], ["search", "x", "-k", "0"], ["ask", "x", "--batch", "y"],
         ["--language", "fr", "chat"], ["numbers", "--json", "--csv"]],
        ids=["command", "no question", "k", "both", "language", "forms"],
    )  # fmt: skip
    def test_wrong_usage_is_one_line(self, arguments: list[str]) -> None:
        """A wrong command line exits with 2 and one line."""
        done = youju(*arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert len(done.stderr.splitlines()) == 1

    def test_a_wrong_number_is_told_in_the_language_of_the_reader(self) -> None:
        """What is wanted in its place is said, too."""
        told = youju("search", "x", "-k", "0", "--language", "en").stderr
        assert told.startswith("argument -k: a whole number from 1 on is needed, not 0")

    def test_a_wrong_setting_is_one_line(self) -> None:
        """A wrong setting exits with 2, named, its secret masked."""
        done = youju("check", YOUJU_TELEGRAM_TOKEN="hunter2")
        assert done.returncode == 2
        assert "YOUJU_TELEGRAM_TOKEN" in done.stderr
        assert "hunter2" not in done.stderr
        assert len(done.stderr.splitlines()) == 1

    def test_run_without_a_token_names_the_variable(self) -> None:
        """`youju run` without a token exits with 2 and names the variable."""
        for arguments in ([], ["run"]):
            done = youju(*arguments)
            assert done.returncode == 2
            assert "YOUJU_TELEGRAM_TOKEN" in done.stderr
            assert len(done.stderr.splitlines()) == 1

    def test_a_missing_batch_file_is_one_line(self, tmp_path: Path) -> None:
        """A file of questions that is not there is named."""
        done = youju("ask", "--batch", tmp_path / "nowhere.jsonl")
        assert done.returncode == 1
        assert "nowhere.jsonl" in done.stderr
        assert len(done.stderr.splitlines()) == 1
