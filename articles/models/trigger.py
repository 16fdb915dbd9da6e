"""A trigger of PostgreSQL, declared beside the model whose rows it guards (docs/adr/0093)."""

from typing import NamedTuple


class Trigger(NamedTuple):
    """A trigger that fires ALWAYS: a session that switches triggers off for a restore doesn't switch off this one.

    A migration makes it, from a copy of `sql` as it was then; a test compares the database with what is declared.
    """

    table: str
    name: str
    event: str
    """When: “AFTER INSERT”."""
    action: str
    """For what, on which condition, and which function is called."""
    is_deferred: bool = False
    """Whether it looks at the end of the transaction."""

    @property
    def sql(self) -> str:
        """The SQL that makes the trigger and has it always enabled."""
        kind = "CONSTRAINT TRIGGER" if self.is_deferred else "TRIGGER"
        when = " DEFERRABLE INITIALLY DEFERRED" if self.is_deferred else ""
        return (
            f"CREATE {kind} {self.name} {self.event} ON {self.table}{when} {self.action};\n"
            f"ALTER TABLE {self.table} ENABLE ALWAYS TRIGGER {self.name};"
        )
