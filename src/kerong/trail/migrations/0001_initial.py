import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('no', models.PositiveIntegerField(primary_key=True, serialize=False, verbose_name='序号')),
                ('at', models.DateTimeField(verbose_name='封印时间')),
                ('heads', models.TextField(verbose_name='链头清单')),
                ('previous', models.CharField(blank=True, max_length=64, verbose_name='前一封印')),
                ('hash', models.CharField(max_length=64, verbose_name='封印值')),
                ('signature', models.CharField(max_length=128, verbose_name='签名')),
                ('key_id', models.CharField(max_length=16, verbose_name='密钥编号')),
            ],
            options={
                'verbose_name': '封印',
                'verbose_name_plural': '封印',
            },
        ),
        migrations.CreateModel(
            name='Stream',
            fields=[
                ('key', models.CharField(max_length=120, primary_key=True, serialize=False, verbose_name='链名')),
                ('last_no', models.PositiveIntegerField(verbose_name='最后序号')),
                ('head', models.CharField(max_length=64, verbose_name='链头')),
            ],
            options={
                'verbose_name': '留痕链',
                'verbose_name_plural': '留痕链',
                'constraints': [models.CheckConstraint(condition=models.Q(('last_no__gte', 1)), name='stream_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stream', models.CharField(max_length=120, verbose_name='留痕链')),
                ('no', models.PositiveIntegerField(verbose_name='序号')),
                ('kind', models.CharField(max_length=80, verbose_name='事件')),
                ('actor', models.CharField(max_length=80, verbose_name='办理人')),
                ('role', models.CharField(max_length=32, verbose_name='身份')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('subject', models.CharField(max_length=120, verbose_name='对象')),
                ('payload_digest', models.CharField(max_length=64, verbose_name='内容摘要')),
                ('hash', models.CharField(max_length=64, verbose_name='链值')),
                ('salt', models.CharField(max_length=32, null=True, verbose_name='盐')),
                ('payload', models.TextField(null=True, verbose_name='内容')),
                ('seal', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='trail.seal', verbose_name='封印')),
            ],
            options={
                'verbose_name': '事件',
                'verbose_name_plural': '事件',
                'constraints': [models.UniqueConstraint(fields=('stream', 'no'), name='event_one_per_number')],
            },
        ),
    ]
