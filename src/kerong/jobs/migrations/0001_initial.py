from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('key', models.CharField(max_length=120, primary_key=True, serialize=False, verbose_name='任务')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='已完成')),
                ('total', models.PositiveIntegerField(blank=True, null=True, verbose_name='总数')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('started_at', models.DateTimeField(verbose_name='开始时间')),
                ('changed_at', models.DateTimeField(verbose_name='更新时间')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='完成时间')),
            ],
            options={
                'verbose_name': '进度',
                'verbose_name_plural': '进度',
            },
        ),
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('name', models.CharField(max_length=80, primary_key=True, serialize=False, verbose_name='名称')),
                ('seconds', models.PositiveIntegerField(verbose_name='间隔秒数')),
                ('next_at', models.DateTimeField(verbose_name='下次时间')),
                ('lease_owner', models.CharField(blank=True, max_length=80, verbose_name='租约持有者')),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='租约期限')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='最近开始')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='最近完成')),
                ('run_count', models.PositiveIntegerField(default=0, verbose_name='完成次数')),
                ('failure_count', models.PositiveIntegerField(default=0, verbose_name='连续失败次数')),
                ('last_error', models.TextField(blank=True, verbose_name='最近错误')),
            ],
            options={
                'verbose_name': '定时任务',
                'verbose_name_plural': '定时任务',
            },
        ),
    ]
