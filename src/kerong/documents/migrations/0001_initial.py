import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('owner', models.CharField(max_length=120, verbose_name='所属事项')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('content_type', models.CharField(max_length=100, verbose_name='类型')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('place', models.CharField(max_length=80, unique=True, verbose_name='存放名')),
                ('kept_by', models.CharField(max_length=80, verbose_name='上传人')),
                ('kept_at', models.DateTimeField(verbose_name='上传时间')),
            ],
            options={
                'verbose_name': '文件',
                'verbose_name_plural': '文件',
                'indexes': [models.Index(fields=['owner', 'id'], name='document_owner')],
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='document_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='IssuedDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.CharField(max_length=32, unique=True, verbose_name='编号')),
                ('kind', models.CharField(choices=[('letter', '函'), ('decision', '决定书'), ('notice', '告知书'), ('payment_list', '支付清单'), ('extract', '明细')], max_length=16, verbose_name='种类')),
                ('topic', models.CharField(max_length=40, verbose_name='事由')),
                ('subject', models.CharField(max_length=120, verbose_name='所涉事项')),
                ('party', models.CharField(blank=True, max_length=80, verbose_name='致')),
                ('facts', models.TextField(verbose_name='内容')),
                ('digest', models.CharField(max_length=64, verbose_name='内容摘要')),
                ('template', models.PositiveSmallIntegerField(verbose_name='模板版次')),
                ('key_id', models.CharField(max_length=16, verbose_name='校验密钥')),
                ('issued_by', models.CharField(max_length=80, verbose_name='出具人')),
                ('issued_at', models.DateTimeField(verbose_name='出具时间')),
                ('state', models.CharField(choices=[('valid', '有效'), ('replaced', '已替换'), ('revoked', '已撤销')], default='valid', max_length=10, verbose_name='状态')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='失效时间')),
                ('end_reason', models.CharField(blank=True, max_length=200, verbose_name='失效原因')),
                ('replaced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='documents.issueddocument', verbose_name='替换为')),
            ],
            options={
                'verbose_name': '出具的文件',
                'verbose_name_plural': '出具的文件',
                'indexes': [models.Index(fields=['party', 'id'], name='issued_to'), models.Index(fields=['subject', 'topic', 'id'], name='issued_about')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'valid')), fields=('subject', 'topic', 'digest'), name='issued_once_for_the_same_facts'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('state', 'valid')), models.Q(models.Q(('state', 'valid'), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='issued_ended_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('replaced_by__isnull', False), ('state', 'replaced')), models.Q(models.Q(('state', 'replaced'), _negated=True), ('replaced_by', None)), _connector='OR'), name='issued_replaced_says_by_what')],
            },
        ),
    ]
