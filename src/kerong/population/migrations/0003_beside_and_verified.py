from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("population", "0002_peer_tables"),
    ]

    operations = [
        migrations.AddField(
            model_name="preapproval",
            name="verified",
            field=models.BooleanField(default=False, verbose_name="已核实"),
        ),
        migrations.AddField(
            model_name="backtest",
            name="verified",
            field=models.BooleanField(default=False, verbose_name="已核实"),
        ),
        migrations.AddField(
            model_name="whatifsheet",
            name="beside",
            field=models.JSONField(default=dict, verbose_name="同时有效的规则"),
            preserve_default=False,
        ),
    ]
