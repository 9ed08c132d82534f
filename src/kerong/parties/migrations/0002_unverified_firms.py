"""Firms somebody registered and nobody has checked yet."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("parties", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="enterprise",
            name="unverified_since",
            field=models.DateTimeField(blank=True, null=True, verbose_name="未核验起"),
        ),
    ]
