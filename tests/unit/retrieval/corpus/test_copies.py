"""One report in several files is one report, and every file of it is named."""

from __future__ import annotations

from pathlib import Path

from retrieval.errors import DuplicateReportError
from retrieval.types import BlockKind, Copy, Place
from tests.support.corpora import corpus_of
from tests.support.documents import Article, as_docx, as_html, as_pdf, seed_articles


def test_every_passage_names_its_copies(tmp_path: Path) -> None:
    """With the page of each that has pages."""
    article = seed_articles()[0]
    files = {"a.html": as_html(article), "b.pdf": as_pdf(article), "c.docx": as_docx(article)}
    corpus = corpus_of(tmp_path, files)
    [report] = corpus.reports
    assert (report.source, report.also) == ("a.html", ("b.pdf", "c.docx"))
    assert [(type(p), p.path) for p in corpus.skipped] == [
        (DuplicateReportError, "b.pdf"),
        (DuplicateReportError, "c.docx"),
    ]
    pdf, word = corpus.passages[0].also
    assert pdf == Copy("b.pdf", Place(page=1))
    assert word.source == "c.docx"
    assert {copy.place.page for p in corpus.passages for copy in p.also[:1] if copy.place} == {
        1,
        2,
    }


def test_a_passage_that_a_copy_lacks_does_not_name_it(tmp_path: Path) -> None:
    """What only one of the files says is cited from there alone."""
    article = seed_articles()[0]
    extra = "只有网页上有的一段编者按，别处没有。"
    longer = article._replace(blocks=(*article.blocks, (BlockKind.PARAGRAPH, extra)))
    corpus = corpus_of(tmp_path, {"a.html": as_html(longer), "b.pdf": as_pdf(article)})
    also = {passage.text: passage.also for passage in corpus.passages}
    assert also[extra] == ()
    assert sum(map(bool, also.values())) == len(also) - 1


def test_another_month_on_the_same_form_is_another_report(tmp_path: Path) -> None:
    """Its numbers differ."""
    article = seed_articles()[0]
    later = Article(
        article.title,
        article.byline,
        tuple((kind, text.replace("2704", "2904")) for kind, text in article.blocks),
    )
    corpus = corpus_of(tmp_path, {"a.html": as_html(article), "b.pdf": as_pdf(later)})
    assert [report.also for report in corpus.reports] == [(), ()]
