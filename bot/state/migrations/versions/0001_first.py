"""Make the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger
UNFINISHED = sa.text("state != 'done'")
WORKING = sa.text("state = 'working'")
SENDING = sa.text("state = 'sending'")
DUE = sa.text("state IN ('queued', 'sending')")


def upgrade() -> None:
    """Make inbox, outbox, and one table for each of the other subjects."""
    _make_inbox()
    _make_outbox()
    _make_subscriptions()
    _make_people()


def _make_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("update_id", ID, autoincrement=False, nullable=False),
        sa.Column("chat", ID, nullable=False),
        sa.Column("received_at", ID, nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("not_before", ID, nullable=False),
        sa.Column("holder", sa.String(32)),
        sa.Column("lease_until", ID),
        sa.Column("finished_at", ID),
        sa.Column("last_error", sa.Text),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
        sa.CheckConstraint(
            "state IN ('new', 'working', 'done', 'parked')", name=op.f("ck_inbox_state")
        ),
    )
    _index("ix_inbox_unfinished", "inbox", ["update_id"], UNFINISHED)
    _index("ix_inbox_unfinished_chat", "inbox", ["chat", "update_id"], UNFINISHED)
    _index("uq_inbox_working_chat", "inbox", ["chat"], WORKING, unique=True)
    op.create_index("ix_inbox_finished_at", "inbox", ["finished_at"])


def _make_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("chat", ID, nullable=False),
        sa.Column("method", sa.String(64), nullable=False),
        sa.Column("payload", sa.Text),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("is_queued", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("repeats", sa.Integer, nullable=False),
        sa.Column("not_before", ID, nullable=False),
        sa.Column("created_at", ID, nullable=False),
        sa.Column("holder", sa.String(32)),
        sa.Column("lease_until", ID),
        sa.Column("settled_at", ID),
        sa.Column("message_id", ID),
        sa.Column("question_id", ID),
        sa.Column("last_error", sa.Text),
        sa.PrimaryKeyConstraint("key", name="pk_outbox"),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'unsure', 'failed')",
            name=op.f("ck_outbox_state"),
        ),
    )
    _index("ix_outbox_due", "outbox", ["priority", "not_before", "key"], DUE)
    _index("ix_outbox_due_chat", "outbox", ["chat", "priority"], DUE)
    _index("ix_outbox_sending", "outbox", ["lease_until"], SENDING)
    op.create_index("ix_outbox_question", "outbox", ["chat", "question_id"])
    op.create_index("ix_outbox_settled_at", "outbox", ["settled_at"])


def _make_subscriptions() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", ID().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("chat", ID, nullable=False),
        sa.Column("topic", ID, nullable=False),
        sa.Column("report", sa.String(200), nullable=False),
        sa.Column("cadence", sa.String(16), nullable=False),
        sa.Column("weekday", sa.Integer, nullable=False),
        sa.Column("minute", sa.Integer, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", ID, nullable=False),
        sa.Column("last_period", sa.String(64)),
        sa.Column("suspended", sa.String(64)),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint("chat", "topic", "report", name="uq_subscriptions_chat_topic_report"),
        sa.CheckConstraint(
            "cadence IN ('daily', 'weekly', 'on_update')", name=op.f("ck_subscriptions_cadence")
        ),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6", name=op.f("ck_subscriptions_weekday")),
        sa.CheckConstraint("minute BETWEEN 0 AND 1439", name=op.f("ck_subscriptions_minute")),
    )


def _make_people() -> None:
    op.create_table(
        "preferences",
        sa.Column("scope", sa.String(16), nullable=False),
        sa.Column("id", ID, autoincrement=False, nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("changed_at", ID, nullable=False),
        sa.PrimaryKeyConstraint("scope", "id", name="pk_preferences"),
        sa.CheckConstraint("scope IN ('person', 'chat')", name=op.f("ck_preferences_scope")),
    )
    op.create_table(
        "feedback",
        sa.Column("chat", ID, autoincrement=False, nullable=False),
        sa.Column("message_id", ID, autoincrement=False, nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("passage_id", sa.String(200), nullable=False),
        sa.Column("verdict", sa.Integer, nullable=False),
        sa.Column("at", ID, nullable=False),
        sa.PrimaryKeyConstraint("chat", "message_id", "person", name="pk_feedback"),
        sa.CheckConstraint("verdict IN (-1, 1)", name=op.f("ck_feedback_verdict")),
    )
    op.create_index("ix_feedback_at", "feedback", ["at"])
    op.create_index("ix_feedback_person", "feedback", ["person"])
    op.create_table(
        "questions",
        sa.Column("update_id", ID, autoincrement=False, nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("band", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("took_ms", sa.Integer, nullable=False),
        sa.Column("asked_at", ID, nullable=False),
        sa.PrimaryKeyConstraint("update_id", name="pk_questions"),
    )
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
    op.create_index("ix_questions_person", "questions", ["person"])
    op.create_table(
        "conversations",
        sa.Column("chat", ID, autoincrement=False, nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("asked_at", ID, nullable=False),
        sa.PrimaryKeyConstraint("chat", "person", name="pk_conversations"),
    )
    op.create_index("ix_conversations_asked_at", "conversations", ["asked_at"])
    op.create_index("ix_conversations_person", "conversations", ["person"])
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", sa.String(128), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_secrets"),
    )


def _index(
    name: str, table: str, columns: list[str], where: sa.TextClause, *, unique: bool = False
) -> None:
    op.create_index(
        name, table, columns, unique=unique, sqlite_where=where, postgresql_where=where
    )
