from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_marks"),
    ]

    operations = [
        migrations.AddField(
            model_name="extraction",
            name="unread",
            field=models.JSONField(default=list),
        ),
    ]
