"""What is kept on disk is what a build in memory gives, however it came to be."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from retrieval.build import Sharing, build_generation, open_stored
from retrieval.errors import CorpusMissingError, EmptyCorpusError
from retrieval.generation import GENERATIONS, PACKS, PARTS, Generation
from retrieval.params import Params
from retrieval.text import index_terms

#: Packs of a few passages, so that a small corpus has many; nothing is shared.
SMALL = Sharing(pack_passages=16, least_passages=4, n_workers=0)
PLACES = ("路桥区", "黄岩区", "椒江区", "温岭市", "玉环市", "天台县", "仙居县", "三门县")
THINGS = ("图书馆", "停车位", "民宿", "快递网点", "养老院", "充电桩")
QUESTIONS = ("路桥区有多少图书馆", "停车位", "天台县 增长", "方林村民宿")


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - repeatable, not secret


def passage(draw: random.Random) -> str:
    place, thing = draw.choice(PLACES), draw.choice(THINGS)
    return f"{place}共有{thing}{draw.randint(1, 9999)}个，比上年增长{draw.randint(1, 99)}%。"


def write_text(path: Path, draw: random.Random) -> None:
    """Write a text report, with or without a byline."""
    byline = draw.choice(["", "本报记者 王小明\n\n"])
    body = "\n\n".join(passage(draw) for _ in range(draw.randint(1, 9)))
    title = f"{draw.choice(PLACES)}：{draw.choice(THINGS)}越来越多"
    path.write_text(f"{title}\n\n{byline}{body}\n", encoding="utf-8")


def write_rows(path: Path, draw: random.Random) -> None:
    """Write rows in BEIR layout; some ids stand in other files, too."""
    rows = [
        {"_id": f"n{draw.randint(0, 60)}-{i}", "title": draw.choice(PLACES), "text": passage(draw)}
        for i in range(draw.randint(1, 40))
    ]
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8"
    )


def write_page(path: Path, draw: random.Random) -> None:
    """Write a web page."""
    body = "".join(f"<p>{passage(draw)}</p>" for _ in range(draw.randint(3, 6)))
    title = f"{draw.choice(PLACES)}的一年"
    path.write_text(
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>",
        encoding="utf-8",
    )


WRITERS: tuple[tuple[str, Callable[[Path, random.Random], None]], ...] = (
    ("txt", write_text),
    ("jsonl", write_rows),
    ("html", write_page),
)


def change(corpus: Path, draw: random.Random) -> None:
    """Add, change, copy or remove a file, or put a broken one in."""
    files = sorted(corpus.iterdir())
    what = draw.choice(["add", "add", "change", "copy", "remove", "break"])
    ending, write = draw.choice(WRITERS)
    if what == "add" or len(files) < 2:
        write(corpus / f"{draw.randint(0, 999):03}.{ending}", draw)
    elif what == "change":
        path = draw.choice(files)
        dict(WRITERS).get(path.suffix[1:], write_text)(path, draw)
    elif what == "copy":
        path = draw.choice(files)
        shutil.copyfile(path, corpus / f"{draw.randint(0, 999):03}{path.suffix}")
    elif what == "remove":
        draw.choice(files).unlink()
    else:
        (corpus / f"{draw.randint(0, 999):03}.pdf").write_bytes(b"%PDF-1.4 broken")


def settle(corpus: Path) -> None:
    """Let every file have been written an hour before now."""
    for path in corpus.iterdir():
        then = path.stat().st_mtime_ns - 3_600_000_000_000
        os.utime(path, ns=(then, then))


def everything(generation: Generation) -> dict[str, object]:
    """Lay out all that can be asked of a generation."""
    weights = [dict.fromkeys(index_terms(question), 1.0) for question in QUESTIONS]
    ids = [passage.id for passage in generation.passages]
    catalogue = generation.catalogue
    return {
        "id": generation.id,
        "passages": list(generation.passages),
        "reports": list(generation.reports),
        "numbers": list(generation.numbers),
        "sources": {name: source.text for name, source in generation.sources.items()},
        "skipped": list(map(repr, generation.skipped)),
        "ordinals": [generation.ordinal(id) for id in ids],
        "ranges": [generation.ranges[report.id] for report in generation.reports],
        "positions": [generation.positions[report.id] for report in generation.reports],
        "spellings": dict(generation.spellings),
        "found": [generation.index.search(one, 50) for one in weights],
        "aliases": generation.index.aliases,
        "lengths": [generation.index.relative_length(i) for i in range(len(ids))],
        "signed": catalogue.signed,
        "contents": generation.contents(),
        "measuring": [catalogue.measuring([thing]) for thing in THINGS],
        "subjects": [catalogue.begins_subject(place) for place in PLACES],
        "called": [generation.called(report.title) for report in generation.reports],
        "holding": [list(catalogue.holding(place)) for place in PLACES],
        "counts": [catalogue.n_numbers(range(i)) for i in range(len(ids) + 1)],
    }


@pytest.mark.parametrize("seed", range(3))
def test_a_renewed_generation_is_that_of_a_full_build(tmp_path: Path, seed: int) -> None:
    """After any changes, what was renewed equals what is built at once, on disk and in memory."""
    draw = seeded(seed)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write_text(corpus / "first.txt", draw)
    for step in range(4):
        for _ in range(draw.randint(1, 4)):
            change(corpus, draw)
        renewed = everything(
            open_stored(corpus, tmp_path / "kept", params=Params(), sharing=SMALL)
        )
        fresh = open_stored(corpus, tmp_path / f"fresh{step}", params=Params())
        assert renewed == everything(fresh)
        assert renewed == everything(build_generation(corpus, params=Params()))


def test_an_unchanged_corpus_is_not_read(tmp_path: Path) -> None:
    """Files that look the same are not opened: here they cannot be told from what they were."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write_text(corpus / "a.txt", seeded(1))
    settle(corpus)
    first = open_stored(corpus, tmp_path / "kept", params=Params())
    status = (corpus / "a.txt").stat()
    content = (corpus / "a.txt").read_bytes()
    (corpus / "a.txt").write_bytes(bytes(len(content)))
    os.utime(corpus / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    again = open_stored(corpus, tmp_path / "kept", params=Params())
    assert everything(again) == everything(first)


def test_a_file_just_written_is_looked_into(tmp_path: Path) -> None:
    """A change within one tick of the clock of the file system is seen all the same."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("全镇有图书馆12座。\n", encoding="utf-8")
    status = (corpus / "a.txt").stat()
    open_stored(corpus, tmp_path / "kept", params=Params())
    (corpus / "a.txt").write_text("全镇有图书馆13座。\n", encoding="utf-8")
    os.utime(corpus / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    again = open_stored(corpus, tmp_path / "kept", params=Params())
    assert again.passages[0].text == "全镇有图书馆13座。"


def test_other_knobs_make_another_generation(tmp_path: Path) -> None:
    """Nothing made with other knobs is used."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "a.txt").write_text("天晴。" * 60 + "\n", encoding="utf-8")
    settle(corpus)
    whole = open_stored(corpus, tmp_path / "kept", params=Params())
    cut = open_stored(corpus, tmp_path / "kept", params=Params(max_passage_chars=60))
    assert (len(whole.passages), len(cut.passages)) == (1, 3)


def test_a_generation_held_is_kept(tmp_path: Path) -> None:
    """Two generations stay, and any older one for as long as somebody reads from it."""
    corpus, kept = tmp_path / "corpus", tmp_path / "kept"
    corpus.mkdir()

    def build(n: int) -> Generation:
        (corpus / "a.txt").write_text(f"全镇有图书馆{n}座。\n", encoding="utf-8")
        return open_stored(corpus, kept, params=Params())

    held = build(0)
    for n in range(1, 4):
        build(n)
    assert len(list((kept / GENERATIONS).iterdir())) == 3
    assert held.passages[0].text == "全镇有图书馆0座。"
    del held
    build(4)
    for folder in (GENERATIONS, PARTS, PACKS):
        assert len(list((kept / folder).iterdir())) == 2


@pytest.mark.parametrize("folder", [PARTS, PACKS, GENERATIONS])
@pytest.mark.parametrize("damage", ["gone", "cut", "bits"])
def test_what_is_damaged_is_made_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, folder: str, damage: str
) -> None:
    """Missing, short or altered files are noticed, told of once, and made anew."""
    corpus, kept = tmp_path / "corpus", tmp_path / "kept"
    corpus.mkdir()
    write_text(corpus / "a.txt", seeded(2))
    settle(corpus)
    expected = everything(open_stored(corpus, kept, params=Params()))
    for store in (kept / folder).iterdir():
        largest = max(store.glob("*.npy"), key=lambda path: path.stat().st_size)
        content = largest.read_bytes()
        if damage == "gone":
            shutil.rmtree(store)
        elif damage == "cut":
            largest.write_bytes(content[:-1])
        else:
            largest.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    if damage == "bits":  # looked for where the machine was started anew since
        for head in (kept / "heads").iterdir():
            head.write_bytes(head.read_bytes().replace(b'"booted":"', b'"booted":"another '))
    assert everything(open_stored(corpus, kept, params=Params())) == expected
    assert caplog.text.count("made anew") == 1


def test_a_store_of_nonsense_is_no_harm(tmp_path: Path) -> None:
    """A head that is no head is as good as none."""
    corpus, kept = tmp_path / "corpus", tmp_path / "kept"
    corpus.mkdir()
    write_text(corpus / "a.txt", seeded(3))
    settle(corpus)
    expected = everything(open_stored(corpus, kept, params=Params()))
    for head in (kept / "heads").iterdir():
        head.write_bytes(b"{")
    assert everything(open_stored(corpus, kept, params=Params())) == expected


def test_nothing_is_kept_of_nothing(tmp_path: Path) -> None:
    """A corpus that is missing, empty or wordless is an error as in memory."""
    corpus = tmp_path / "corpus"
    with pytest.raises(CorpusMissingError):
        open_stored(corpus, tmp_path / "kept", params=Params())
    corpus.mkdir()
    (corpus / "empty.txt").touch()
    with pytest.raises(EmptyCorpusError) as raised:
        open_stored(corpus, tmp_path / "kept", params=Params())
    assert [problem.path for problem in raised.value.skipped] == ["empty.txt"]
    (corpus / "marks.txt").write_text("！！！\n\n……\n", encoding="utf-8")
    with pytest.raises(EmptyCorpusError):
        open_stored(corpus, tmp_path / "kept", params=Params())
