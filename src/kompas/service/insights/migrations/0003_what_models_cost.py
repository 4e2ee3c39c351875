from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("insights", "0002_left_with"),
    ]

    operations = [
        migrations.AddField(model_name="case", name="model_calls", field=models.IntegerField(default=0)),
        migrations.AddField(model_name="case", name="model_tokens", field=models.BigIntegerField(default=0)),
        migrations.AddField(model_name="case", name="model_cost", field=models.BigIntegerField(default=0)),
    ]
