"""How is a person told what went wrong?

One sentence for every kind of failure, made of the facts that the error carries.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bot.errors import (
    AnswerTimeoutError,
    AnswerUnavailableError,
    CorpusUnwritableError,
    DocumentNameError,
    DocumentTooLargeError,
    NothingToUndoError,
    ReloadError,
)
from bot.replies.reasons import format_text, reason_text
from bot.replies.texts import Texts
from bot.state.errors import (
    BackupError,
    DiskFullError,
    DriverMissingError,
    StateAddressError,
    StateCorruptError,
    StateLockedError,
    StateUnavailableError,
    StateVersionError,
)
from retrieval import (
    BuildFailedError,
    CorpusMissingError,
    DuplicatePassageError,
    DuplicateReportError,
    EmptyCorpusError,
    EmptyQuestionError,
    ManifestMismatchError,
    OcrMissingError,
    PassageNotFoundError,
    QuestionTooLongError,
    ReportNotFoundError,
    SearchUnavailableError,
    SourceCrashedError,
    SourceDamagedError,
    SourceDecodeError,
    SourceEmptyError,
    SourceEncryptedError,
    SourceExpandsError,
    SourceMalformedError,
    SourceTimeoutError,
    SourceTooLargeError,
    SourceTooLongError,
    SourceUnreadableError,
    StoreDamagedError,
    StoreVersionError,
    UnsupportedFormatError,
    VerificationError,
)


class Sentence(NamedTuple):
    """The key of a sentence, and how its arguments are named on the error."""

    key: str
    facts: Mapping[str, str] = {}


SENTENCES: Mapping[type[Exception], Sentence] = {
    EmptyQuestionError: Sentence("failure-empty-question"),
    QuestionTooLongError: Sentence(
        "failure-question-too-long", {"length": "length", "limit": "limit"}
    ),
    PassageNotFoundError: Sentence("failure-passage-gone"),
    ReportNotFoundError: Sentence("failure-report-unknown", {"name": "name"}),
    VerificationError: Sentence("failure-verification"),
    CorpusMissingError: Sentence("failure-corpus-missing", {"path": "path"}),
    SearchUnavailableError: Sentence(
        "failure-search-away", {"address": "address", "reason": "reason"}
    ),
    EmptyCorpusError: Sentence("failure-corpus-empty", {"path": "path"}),
    SourceUnreadableError: Sentence(
        "failure-source-unreadable", {"path": "path", "reason": "reason"}
    ),
    SourceDecodeError: Sentence("failure-source-encoding", {"path": "path", "reason": "reason"}),
    SourceTooLargeError: Sentence(
        "failure-source-too-large", {"path": "path", "size": "size", "limit": "limit"}
    ),
    SourceMalformedError: Sentence(
        "failure-source-malformed", {"path": "path", "line": "line", "reason": "reason"}
    ),
    SourceEmptyError: Sentence("failure-source-empty", {"path": "path"}),
    SourceEncryptedError: Sentence("failure-source-encrypted", {"path": "path"}),
    SourceDamagedError: Sentence(
        "failure-source-damaged", {"path": "path", "format": "format_name", "reason": "reason"}
    ),
    SourceTooLongError: Sentence(
        "failure-source-too-long", {"path": "path", "pages": "n_pages", "limit": "limit"}
    ),
    SourceExpandsError: Sentence(
        "failure-source-expands", {"path": "path", "size": "size", "limit": "limit"}
    ),
    SourceTimeoutError: Sentence("failure-source-slow", {"path": "path", "limit": "limit_s"}),
    StoreDamagedError: Sentence("failure-store-damaged", {"path": "path", "reason": "reason"}),
    StoreVersionError: Sentence("failure-store-version", {"path": "path", "actual": "actual"}),
    BuildFailedError: Sentence("failure-build"),
    SourceCrashedError: Sentence("failure-source-crashed", {"path": "path", "reason": "reason"}),
    OcrMissingError: Sentence("failure-source-scanned", {"path": "path"}),
    DuplicateReportError: Sentence(
        "failure-report-twice", {"path": "path", "title": "title", "first": "first"}
    ),
    UnsupportedFormatError: Sentence(
        "failure-source-unsupported", {"path": "path", "format": "format_name"}
    ),
    ManifestMismatchError: Sentence("failure-source-altered", {"path": "path"}),
    DuplicatePassageError: Sentence("failure-passage-twice", {"path": "path", "id": "passage_id"}),
    AnswerTimeoutError: Sentence("failure-slow"),
    ReloadError: Sentence("failure-reload-running"),
    DocumentNameError: Sentence("failure-document-name", {"name": "name"}),
    DocumentTooLargeError: Sentence(
        "failure-document-too-large", {"size": "size", "limit": "limit"}
    ),
    CorpusUnwritableError: Sentence("failure-corpus-unwritable", {"reason": "reason"}),
    NothingToUndoError: Sentence("failure-nothing-to-undo"),
    AnswerUnavailableError: Sentence("failure-unavailable"),
    StateUnavailableError: Sentence("failure-state-unavailable", {"reason": "reason"}),
    DiskFullError: Sentence("failure-disk-full"),
    StateCorruptError: Sentence("failure-state-corrupt", {"path": "path"}),
    StateLockedError: Sentence("failure-state-locked", {"path": "path", "holder": "holder"}),
    StateVersionError: Sentence("failure-state-newer", {"found": "found", "known": "known"}),
    StateAddressError: Sentence("failure-state-address", {"scheme": "scheme"}),
    BackupError: Sentence("failure-backup", {"path": "path", "reason": "reason"}),
    DriverMissingError: Sentence("failure-driver-missing", {"extra": "extra"}),
}


def failure_text(error: Exception, texts: Texts, *, reference: str = "") -> str:
    """Say in one sentence what went wrong; what is not known here gets the general sentence.

    `reference` is the short number under which the log holds the rest.
    """
    sentence = next((SENTENCES[kind] for kind in type(error).__mro__ if kind in SENTENCES), None)
    if sentence is None:
        return texts("failure-internal", reference=reference)
    facts = {name: getattr(error, attribute) for name, attribute in sentence.facts.items()}
    if "reason" in facts:
        facts["reason"] = reason_text(str(facts["reason"]), texts)
    if "format" in facts:
        facts["format"] = format_text(str(facts["format"]), texts)
    return texts(sentence.key, reference=reference, **facts)
