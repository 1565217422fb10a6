from django.db import migrations

from askall.foundation.append_only import protect, unprotect

TABLES = ("codings", "coding_quotes")


def forwards(apps, schema_editor):
    for table in TABLES:
        for statement in protect(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, None)


def backwards(apps, schema_editor):
    for table in TABLES:
        for statement in unprotect(schema_editor.connection.vendor, table):
            schema_editor.execute(statement, None)


class Migration(migrations.Migration):

    dependencies = [
        ('coding', '0002_initial'),
    ]

    operations = [
        migrations.RunPython(forwards, backwards),
    ]
