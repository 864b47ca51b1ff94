"""How is text got out of a document?

One module a format, each with `extract(path, limits) -> Extraction`. They import the libraries
that open documents, so nothing imports them but the process that `python -m
retrieval.corpus.extractors` is: what a hostile file does to such a library happens there.
Nothing here knows of reports.
"""
