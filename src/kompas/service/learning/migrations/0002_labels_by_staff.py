"""Labels name a colleague as the trail does."""

from django.db import migrations

_RENAME = "UPDATE learning_label SET by = '{0}' || substr(by, {1}) WHERE by LIKE '{2}%'"


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_labels_and_gaps")]

    operations = [
        migrations.RunSQL(
            _RENAME.format("staff:", len("agent:") + 1, "agent:"), _RENAME.format("agent:", len("staff:") + 1, "staff:")
        )
    ]
