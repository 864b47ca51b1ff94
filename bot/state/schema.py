"""Which tables are there?

The shape that the newest migration leaves behind; a test holds the two together. Times are UTC in
milliseconds, payloads are JSON text, chats and people are Telegram's ids unless a column says
otherwise.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from bot.state.texts import KeptString, KeptText

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

INBOX = Table(
    "inbox",
    METADATA,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("chat", BigInteger, nullable=False),  # what keeps its order; a user where there is none
    Column("received_at", BigInteger, nullable=False),
    Column("payload", KeptText),  # emptied once done
    Column("state", KeptString(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("holder", KeptString(32)),  # the instance that works on it
    Column("lease_until", BigInteger),  # after this the holder counts as gone
    Column("finished_at", BigInteger),
    Column("last_error", KeptText),
    CheckConstraint("state IN ('new', 'working', 'done', 'parked')", name="state"),
)
_UNFINISHED = text("state != 'done'")
Index(
    "ix_inbox_unfinished", INBOX.c.update_id,
    sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED,
)  # fmt: skip
Index(
    "ix_inbox_unfinished_chat", INBOX.c.chat, INBOX.c.update_id,
    sqlite_where=_UNFINISHED, postgresql_where=_UNFINISHED,
)  # fmt: skip
# The promise itself, kept by the database: one update of a chat in work, over all instances.
_WORKING = text("state = 'working'")
Index(
    "uq_inbox_working_chat", INBOX.c.chat,
    unique=True, sqlite_where=_WORKING, postgresql_where=_WORKING,
)  # fmt: skip
Index("ix_inbox_finished_at", INBOX.c.finished_at)

OUTBOX = Table(
    "outbox",
    METADATA,
    Column("key", KeptString(200), primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("method", KeptString(64), nullable=False),
    Column("payload", KeptText),  # emptied once settled
    Column("priority", Integer, nullable=False),
    Column(
        "is_queued", Integer, nullable=False
    ),  # 1: `claim` hands it out; 0: whoever reserved it
    Column("state", KeptString(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("repeats", Integer, nullable=False),  # sends after one that may have arrived
    Column("not_before", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("holder", KeptString(32)),
    Column("lease_until", BigInteger),
    Column("settled_at", BigInteger),
    Column("message_id", BigInteger),  # of what was sent
    Column("question_id", BigInteger),  # message id, in the same chat, of what it answers
    Column("last_error", KeptText),
    CheckConstraint("state IN ('queued', 'sending', 'sent', 'unsure', 'failed')", name="state"),
)
_DUE = text("state IN ('queued', 'sending')")
Index(
    "ix_outbox_due", OUTBOX.c.priority, OUTBOX.c.not_before, OUTBOX.c.key,
    sqlite_where=_DUE, postgresql_where=_DUE,
)  # fmt: skip
Index(
    "ix_outbox_due_chat", OUTBOX.c.chat, OUTBOX.c.priority,
    sqlite_where=_DUE, postgresql_where=_DUE,
)  # fmt: skip
_SENDING = text("state = 'sending'")
Index(
    "ix_outbox_sending", OUTBOX.c.lease_until,
    sqlite_where=_SENDING, postgresql_where=_SENDING,
)  # fmt: skip
Index("ix_outbox_question", OUTBOX.c.chat, OUTBOX.c.question_id)
Index("ix_outbox_settled_at", OUTBOX.c.settled_at)

SUBSCRIPTIONS = Table(
    "subscriptions",
    METADATA,
    # SQLite numbers rows by itself only where the type is INTEGER, which has 64 bits there.
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("chat", BigInteger, nullable=False),
    Column("topic", BigInteger, nullable=False),  # 0: none
    Column("report", KeptString(200), nullable=False),  # "": all
    Column("cadence", KeptString(16), nullable=False),
    Column("weekday", Integer, nullable=False),  # 0: Monday; 0 where the cadence is not weekly
    Column("minute", Integer, nullable=False),  # of the day, in the time zone of the schedules
    Column("language", KeptString(16), nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("last_period", KeptString(64)),
    Column("suspended", KeptString(64)),  # why it is not announced to
    UniqueConstraint("chat", "topic", "report"),
    CheckConstraint("cadence IN ('daily', 'weekly', 'on_update')", name="cadence"),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    CheckConstraint("minute BETWEEN 0 AND 1439", name="minute"),
)

PREFERENCES = Table(
    "preferences",
    METADATA,
    Column("scope", KeptString(16), primary_key=True),
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", KeptString(16), nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    CheckConstraint("scope IN ('person', 'chat')", name="scope"),
)

FEEDBACK = Table(
    "feedback",
    METADATA,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person", KeptString(32), primary_key=True),  # pseudonym
    Column("question", KeptText, nullable=False),
    Column("passage_id", KeptString(200), nullable=False),
    Column("verdict", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
    CheckConstraint("verdict IN (-1, 1)", name="verdict"),
)
Index("ix_feedback_at", FEEDBACK.c.at)
Index("ix_feedback_person", FEEDBACK.c.person)

QUESTIONS = Table(
    "questions",
    METADATA,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("part", Integer, primary_key=True, autoincrement=False),  # of a message, from 0
    Column("person", KeptString(32), nullable=False),  # pseudonym
    Column("question", KeptText, nullable=False),
    Column("band", KeptString(16), nullable=False),
    Column("kind", KeptString(16), nullable=False),
    Column("took_ms", Integer, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
)
Index("ix_questions_asked_at", QUESTIONS.c.asked_at)
Index("ix_questions_person", QUESTIONS.c.person)

CONVERSATIONS = Table(
    "conversations",
    METADATA,
    Column("chat", BigInteger, primary_key=True, autoincrement=False),
    Column("person", KeptString(32), primary_key=True),  # pseudonym
    Column("question", KeptText, nullable=False),
    Column("asked_at", BigInteger, nullable=False),
)
Index("ix_conversations_asked_at", CONVERSATIONS.c.asked_at)
Index("ix_conversations_person", CONVERSATIONS.c.person)

ANNOUNCED = Table(
    "announced",
    METADATA,
    Column("name", KeptString(32), primary_key=True),
    Column("n", Integer, nullable=False),  # counts the announcements
    Column("generation", KeptString(64), nullable=False),
    Column("outline", LargeBinary, nullable=False),
)

SECRETS = Table(
    "secrets",
    METADATA,
    Column("name", KeptString(32), primary_key=True),
    Column("value", KeptString(128), nullable=False),
)
