"""Log each question of a message by itself; keep what was announced of the reports."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_FACTS = "person, question, band, kind, took_ms, asked_at"


def upgrade() -> None:
    """Give questions a number within their message, and make the table of what was announced."""
    _number_questions()
    op.create_table(
        "announced",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("generation", sa.String(64), nullable=False),
        sa.Column("outline", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_announced"),
    )


def _number_questions() -> None:
    # SQLite changes no primary key, and PostgreSQL keeps its name while the old table is there.
    op.execute(
        f"CREATE TEMPORARY TABLE kept AS SELECT update_id, {_FACTS} FROM questions"  # noqa: S608
    )
    op.drop_table("questions")
    op.create_table(
        "questions",
        sa.Column("update_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("part", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("band", sa.String(16), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("took_ms", sa.Integer, nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("update_id", "part", name="pk_questions"),
    )
    op.execute(
        f"INSERT INTO questions (update_id, part, {_FACTS})"  # noqa: S608 - names written above
        f" SELECT update_id, 0, {_FACTS} FROM kept"
    )
    op.execute("DROP TABLE kept")
    op.create_index("ix_questions_asked_at", "questions", ["asked_at"])
    op.create_index("ix_questions_person", "questions", ["person"])
