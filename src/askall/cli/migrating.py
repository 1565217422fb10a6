"""Migrating: tables brought up to date so that a power cut at any moment leaves each step done or not done."""

from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class WholeSteps(MigrationExecutor):
    """Notes each migration in the transaction that makes its tables.

    Django notes one that has deferred statements, such as indexes, after its transaction: cut off in between, its
    tables are there, it is taken for undone, and no later command can make them again.
    """

    def apply_migration(self, state: Any, migration: Any, *_: Any, **__: Any) -> Any:
        """Apply and note one migration, never as a mere pretence."""
        with self.connection.schema_editor(atomic=migration.atomic) as editor:
            state = migration.apply(state, editor)
            self.record_migration(migration)  # type: ignore[call-arg]  # its stub has an older signature
        return state


def migrate() -> bool:
    """Bring the tables of the database up to date; whether anything was to be done. Raises DatabaseError."""
    steps = WholeSteps(connection)
    wanted = steps.loader.graph.leaf_nodes()
    if not steps.migration_plan(wanted):
        return False
    steps.migrate(wanted)
    return True
