import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Outbox',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('channel', models.CharField(choices=[('inbox', '站内'), ('email', '邮件')], default='inbox', max_length=8, verbose_name='渠道')),
                ('to', models.CharField(max_length=80, verbose_name='收件方')),
                ('kind', models.CharField(max_length=60, verbose_name='类型')),
                ('facts', models.JSONField(verbose_name='内容')),
                ('subject', models.CharField(max_length=120, verbose_name='事项')),
                ('link', models.CharField(blank=True, max_length=200, verbose_name='链接')),
                ('created_at', models.DateTimeField(verbose_name='写入时间')),
                ('due_at', models.DateTimeField(verbose_name='发送时间')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='尝试次数')),
                ('lease_until', models.DateTimeField(blank=True, null=True, verbose_name='租约期限')),
                ('delivered_at', models.DateTimeField(blank=True, null=True, verbose_name='送达时间')),
                ('parked_at', models.DateTimeField(blank=True, null=True, verbose_name='搁置时间')),
                ('last_error', models.CharField(blank=True, max_length=300, verbose_name='最近错误')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='notices.outbox', verbose_name='源消息')),
            ],
            options={
                'verbose_name': '待发消息',
                'verbose_name_plural': '待发消息',
                'indexes': [models.Index(condition=models.Q(('delivered_at', None), ('parked_at', None)), fields=['due_at'], name='outbox_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('parent__isnull', False)), fields=('parent', 'channel', 'to'), name='outbox_one_copy_per_person')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reader', models.CharField(max_length=40, verbose_name='收件人')),
                ('kind', models.CharField(max_length=60, verbose_name='类型')),
                ('facts', models.JSONField(verbose_name='内容')),
                ('subject', models.CharField(max_length=120, verbose_name='事项')),
                ('link', models.CharField(blank=True, max_length=200, verbose_name='链接')),
                ('told_at', models.DateTimeField(verbose_name='通知时间')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='阅读时间')),
                ('outbox', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='notices.outbox', verbose_name='消息')),
            ],
            options={
                'verbose_name': '通知',
                'verbose_name_plural': '通知',
                'indexes': [models.Index(fields=['reader', '-id'], name='notice_inbox'), models.Index(condition=models.Q(('read_at', None)), fields=['reader'], name='notice_unread')],
                'constraints': [models.UniqueConstraint(fields=('outbox', 'reader'), name='notice_once_per_reader')],
            },
        ),
    ]
