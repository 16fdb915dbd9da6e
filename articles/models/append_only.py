"""Rows that are written once: what was signed, declared or let pass. Held in Python and in PostgreSQL."""

from typing import Any, NoReturn, TypeVar

from django.db import models

from articles.models.trigger import Trigger

Row = TypeVar("Row", bound=models.Model)


class AppendOnlyError(TypeError):
    """What was written for the record is neither changed nor deleted."""


class AppendOnlyQuerySet(models.QuerySet[Row]):
    """Rows can be added and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refuse: a row of a register is written once."""
        raise AppendOnlyError(self.model._meta.verbose_name)

    def delete(self) -> NoReturn:
        """Refuse: a row of a register is never deleted."""
        raise AppendOnlyError(self.model._meta.verbose_name)

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: a row of a register is written once."""
        raise AppendOnlyError(self.model._meta.verbose_name)


class AppendOnlyModel(models.Model):
    """A row of a register. It has no foreign keys, so that it outlives what it speaks of."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save a new row; refuse to save it again."""
        if not self._state.adding:
            raise AppendOnlyError(self._meta.verbose_name)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnlyError(self._meta.verbose_name)


# TRUNCATE is how tests clear a database: only in one that is named as theirs, and only for who asks for it.
FUNCTIONS = r"""
CREATE OR REPLACE FUNCTION portal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\_%'
        AND current_setting('portal.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def triggers_of(model: type[AppendOnlyModel]) -> list[Trigger]:
    """PostgreSQL refuses to change, delete or truncate rows of a register, whoever asks."""
    table, action = model._meta.db_table, "EXECUTE FUNCTION portal_append_only()"
    return [
        Trigger(table, "append_only_row", "BEFORE UPDATE OR DELETE", f"FOR EACH ROW {action}"),
        Trigger(table, "append_only_table", "BEFORE TRUNCATE", f"FOR EACH STATEMENT {action}"),
    ]
