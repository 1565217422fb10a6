"""Tables that are only ever added to: the database itself refuses to change a row, whatever program asks it to.

Plain SQL for migrations. On PostgreSQL rows cannot be deleted either. SQLite's triggers leave deleting open: Django
empties tables between tests with DELETE, where PostgreSQL has TRUNCATE.
"""

FUNCTION = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql;
"""


def protect(vendor: str, table: str) -> list[str]:
    """SQL statements that make `table` append-only; `vendor` is "sqlite" or "postgresql"."""
    if vendor == "postgresql":
        events = "BEFORE UPDATE OR DELETE"
        return [
            FUNCTION,
            f"CREATE TRIGGER {table}_append_only {events} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    return [f"CREATE TRIGGER {table}_append_only BEFORE UPDATE ON {table} {refuse}"]


def unprotect(vendor: str, table: str) -> list[str]:
    """SQL statements that take the protection away again."""
    return [f"DROP TRIGGER {table}_append_only" + (f" ON {table}" if vendor == "postgresql" else "")]
