"""Rows that are written once: what was signed, declared or let pass. Held in Python and in PostgreSQL."""

from typing import Any, NoReturn, TypeVar

from django.db import models
from django.db.migrations.operations import RunSQL

Row = TypeVar("Row", bound=models.Model)


class AppendOnlyError(TypeError):
    """What was written for the record is neither changed nor deleted."""


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Rows can be added and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError(self.model._meta.verbose_name)

    def delete(self) -> NoReturn:
        """Refused."""
        raise AppendOnlyError(self.model._meta.verbose_name)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError(self.model._meta.verbose_name)


class AppendOnlyModel(models.Model):
    """A row of a register. It has no foreign keys, so that it outlives what it speaks of."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once."""
        if not self._state.adding:
            raise AppendOnlyError(self._meta.verbose_name)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError(self._meta.verbose_name)


# TRUNCATE is how tests clear a database: only in one that is named as theirs, and only for who asks for it.
_FUNCTION = """
CREATE OR REPLACE FUNCTION portal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\\_%'
        AND current_setting('portal.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def protect(table: str) -> RunSQL:
    """A migration's operation: PostgreSQL refuses to change, delete or truncate rows of `table`, whoever asks.

    ALWAYS, so that a session that switches triggers off for a restore doesn't switch off these.
    """
    return RunSQL(
        f"""{_FUNCTION}
        CREATE TRIGGER append_only_row BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION portal_append_only();
        CREATE TRIGGER append_only_table BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only_row;
        ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only_table;
        """,
        f"""
        DROP TRIGGER IF EXISTS append_only_row ON {table};
        DROP TRIGGER IF EXISTS append_only_table ON {table};
        """,
    )
