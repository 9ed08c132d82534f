from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="offering",
            name="kind",
            field=models.CharField(
                choices=[
                    ("loan", "贷款"),
                    ("service", "服务"),
                    ("class", "资质测试"),
                    ("scorecard", "评分卡"),
                    ("policy", "政策"),
                ],
                max_length=12,
                verbose_name="类型",
            ),
        ),
    ]
