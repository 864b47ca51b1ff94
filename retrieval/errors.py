"""What can go wrong between a file and an answer?

    RetrievalError
      CorpusError
        CorpusMissingError        the corpus directory is not there
        EmptyCorpusError          it holds no report that can be read
        SourceUnreadableError     one file cannot be read at all
        SourceDecodeError         one file is not text in any encoding known here
        SourceTooLargeError       one file is over the size limit
        SourceMalformedError      one file breaks the rules of its format
        SourceEmptyError          one file holds no text
        UnsupportedFormatError    one file is of a known format that no reader reads
        SourceEncryptedError      one file asks for a password
        SourceDamagedError        one file cannot be opened as what it is
        SourceTooLongError        one file has more pages than are read
        SourceExpandsError        one file unpacks to more than is read
        SourceTimeoutError        one file kept its reader busy for too long
        SourceCrashedError        one file brought its reader down
        OcrMissingError           one file is a scan, and nothing here reads scans
        DuplicateReportError      one report stands in an earlier file already
        ManifestMismatchError     one file is not what the manifest says it is
        DuplicatePassageError     two passages of a corpus carry one id
        BuildFailedError          a process that shared the work failed at it
      QueryError
        EmptyQuestionError        nothing is left to ask once marks and white space are gone
        QuestionTooLongError      the question is over the length limit
      PassageNotFoundError        no passage of this generation has that id
      ReportNotFoundError         no report of this generation has that id or name
      VerificationError           an answer failed the gate: its text does not stand in its source
      SearchUnavailableError      the server that searches does not answer
      StoreError                  what was built before cannot be used, and is built anew
        StoreDamagedError         it is unfinished, or not what was written
        StoreVersionError         it is of another kind, or was written by another version

Facts are attributes (`path`, `limit`, …); `str()` is one English line for logs. What a person
reads is said in their language, from those facts, by `bot.replies`. Misuse of the code is
`ValueError` or `RuntimeError`, outside this tree; "no answer" is a value, never an exception.
"""

from __future__ import annotations


class RetrievalError(Exception):
    """Root of everything raised on purpose in `retrieval`."""


class CorpusError(RetrievalError):
    """The corpus, or one file of it, cannot be used."""

    def __init__(self, message: str, *, path: str) -> None:
        super().__init__(message)
        self.path = path


class CorpusMissingError(CorpusError):
    """The corpus directory is not there."""

    def __init__(self, *, path: str) -> None:
        super().__init__(f"no corpus directory at {path}", path=path)


class EmptyCorpusError(CorpusError):
    """The corpus holds no report that can be read; `skipped` says why each file is left out."""

    def __init__(self, *, path: str, skipped: tuple[CorpusError, ...] = ()) -> None:
        super().__init__(f"no readable report in {path}", path=path)
        self.skipped = skipped


class SourceUnreadableError(CorpusError):
    """One file cannot be read at all."""

    def __init__(self, *, path: str, reason: str) -> None:
        super().__init__(f"cannot read {path}: {reason}", path=path)
        self.reason = reason


class SourceDecodeError(CorpusError):
    """One file is not text in any encoding known here."""

    def __init__(self, *, path: str, reason: str) -> None:
        super().__init__(f"{path} is not readable text: {reason}", path=path)
        self.reason = reason


class SourceTooLargeError(CorpusError):
    """One file is over the size limit."""

    def __init__(self, *, path: str, size: int, limit: int) -> None:
        super().__init__(f"{path} has {size} bytes, over the limit of {limit}", path=path)
        self.size = size
        self.limit = limit


class SourceMalformedError(CorpusError):
    """One file breaks the rules of its format."""

    def __init__(self, *, path: str, line: int, reason: str) -> None:
        super().__init__(f"{path}, line {line}: {reason}", path=path)
        self.line = line
        self.reason = reason


class SourceEmptyError(CorpusError):
    """One file holds no text."""

    def __init__(self, *, path: str) -> None:
        super().__init__(f"{path} holds no text", path=path)


class UnsupportedFormatError(CorpusError):
    """One file is of a known format that no reader reads."""

    def __init__(self, *, path: str, format_name: str) -> None:
        super().__init__(f"{path} is {format_name}, which is not read here", path=path)
        self.format_name = format_name


class SourceEncryptedError(CorpusError):
    """One file asks for a password."""

    def __init__(self, *, path: str) -> None:
        super().__init__(f"{path} is encrypted", path=path)


class SourceDamagedError(CorpusError):
    """One file cannot be opened as what it is."""

    def __init__(self, *, path: str, format_name: str, reason: str) -> None:
        super().__init__(f"{path} is no readable {format_name}: {reason}", path=path)
        self.format_name = format_name
        self.reason = reason


class SourceTooLongError(CorpusError):
    """One file has more pages than are read."""

    def __init__(self, *, path: str, n_pages: int, limit: int) -> None:
        super().__init__(f"{path} has {n_pages} pages, over the limit of {limit}", path=path)
        self.n_pages = n_pages
        self.limit = limit


class SourceExpandsError(CorpusError):
    """One file unpacks to more than is read."""

    def __init__(self, *, path: str, size: int, limit: int) -> None:
        super().__init__(f"{path} unpacks to {size} bytes, over the limit of {limit}", path=path)
        self.size = size
        self.limit = limit


class SourceTimeoutError(CorpusError):
    """One file kept its reader busy for too long."""

    def __init__(self, *, path: str, limit_s: float) -> None:
        super().__init__(f"reading {path} stood still for {limit_s:g} s", path=path)
        self.limit_s = limit_s


class SourceCrashedError(CorpusError):
    """One file brought its reader down: out of memory, or a fault of the library."""

    def __init__(self, *, path: str, reason: str) -> None:
        super().__init__(f"reading {path} broke off: {reason}", path=path)
        self.reason = reason


class OcrMissingError(CorpusError):
    """One file, or some pages of it, is a scan, and the extra that reads scans is missing."""

    def __init__(self, *, path: str) -> None:
        super().__init__(f"{path} holds scanned pages: install youju[ocr] to read them", path=path)


class DuplicateReportError(CorpusError):
    """One report stands in an earlier file already: answered from there, cited in both."""

    def __init__(self, *, path: str, title: str, first: str) -> None:
        super().__init__(f"{path}: {title} stands in {first} already", path=path)
        self.title = title
        self.first = first


class ManifestMismatchError(CorpusError):
    """One file is not what the manifest says it is; `actual` is `None` where it is missing."""

    def __init__(self, *, path: str, expected: str, actual: str | None) -> None:
        found = "it is missing" if actual is None else f"its digest is {actual}"
        super().__init__(f"{path} should have the digest {expected}, but {found}", path=path)
        self.expected = expected
        self.actual = actual


class DuplicatePassageError(CorpusError):
    """Two passages of a corpus carry one id."""

    def __init__(self, *, path: str, passage_id: str) -> None:
        super().__init__(f"{path}: passage id {passage_id} stands twice", path=path)
        self.passage_id = passage_id


class BuildFailedError(CorpusError):
    """A process that shared the work of a build failed at it; nothing has changed."""

    def __init__(self, *, path: str, reason: str) -> None:
        super().__init__(f"the build failed at {path}: {reason}", path=path)
        self.reason = reason


class QueryError(RetrievalError):
    """The question cannot be asked."""


class EmptyQuestionError(QueryError):
    """Nothing is left to ask once marks and white space are gone."""

    def __init__(self) -> None:
        super().__init__("the question is empty")


class QuestionTooLongError(QueryError):
    """The question is over the length limit."""

    def __init__(self, *, length: int, limit: int) -> None:
        super().__init__(f"the question has {length} characters, over the limit of {limit}")
        self.length = length
        self.limit = limit


class PassageNotFoundError(RetrievalError):
    """No passage of this generation has that id."""

    def __init__(self, *, passage_id: str) -> None:
        super().__init__(f"no passage {passage_id}")
        self.passage_id = passage_id


class ReportNotFoundError(RetrievalError):
    """No report of this generation has that id or name."""

    def __init__(self, *, name: str) -> None:
        super().__init__(f"no report named {name}")
        self.name = name


class VerificationError(RetrievalError):
    """An answer failed the gate: its text does not stand in its source."""

    def __init__(self, *, reason: str, text: str) -> None:
        super().__init__(f"{reason}: {text!r}")
        self.reason = reason
        self.text = text


class SearchUnavailableError(RetrievalError):
    """The server that holds the index does not answer, or not in time."""

    def __init__(self, *, address: str, reason: str) -> None:
        super().__init__(f"search at {address} is away: {reason}")
        self.address = address
        self.reason = reason


class StoreError(RetrievalError):
    """What was built before and kept on disk cannot be used; it is built anew."""

    def __init__(self, message: str, *, path: str) -> None:
        super().__init__(message)
        self.path = path


class StoreDamagedError(StoreError):
    """A store is unfinished, or not what was written."""

    def __init__(self, *, path: str, reason: str) -> None:
        super().__init__(f"{path} is damaged: {reason}", path=path)
        self.reason = reason


class StoreVersionError(StoreError):
    """A store is of another kind, or was written by another version."""

    def __init__(self, *, path: str, expected: str, actual: str) -> None:
        super().__init__(f"{path} is {actual}, not {expected}", path=path)
        self.expected = expected
        self.actual = actual
