import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('loan_need', '贷款需求受理'), ('pre_screen', '预授信筛选'), ('post_loan', '贷后管理')], max_length=16, verbose_name='用途')),
                ('case_ref', models.CharField(blank=True, default='', max_length=64, verbose_name='限于办件')),
                ('category_mask', models.BigIntegerField(verbose_name='授权类别')),
                ('wording', models.PositiveSmallIntegerField(default=1, verbose_name='授权书版次')),
                ('granted_at', models.DateTimeField(verbose_name='授权时间')),
                ('expires_on', models.DateField(verbose_name='有效期至')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='终止时间')),
                ('end_reason', models.CharField(blank=True, choices=[('revoked', '企业撤回'), ('replaced', '由新的授权替代'), ('released', '机构退出办件'), ('case_ended', '办件结束')], default='', max_length=16, verbose_name='终止原因')),
                ('enterprise', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='parties.enterprise', verbose_name='企业')),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='授权人')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='parties.institution', verbose_name='机构')),
            ],
            options={
                'verbose_name': '授权同意',
                'verbose_name_plural': '授权同意',
                'ordering': ('-granted_at', '-pk'),
                'indexes': [models.Index(fields=['enterprise', 'institution', 'purpose'], name='consent_of_receiver'), models.Index(condition=models.Q(('case_ref', ''), _negated=True), fields=['case_ref'], name='consent_of_case')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('enterprise', 'institution', 'purpose', 'case_ref'), name='consent_one_open'), models.CheckConstraint(condition=models.Q(('category_mask__gte', 1), ('category_mask__lte', 4294967295)), name='consent_names_categories'), models.CheckConstraint(condition=models.Q(models.Q(('end_reason', ''), ('ended_at', None)), models.Q(('ended_at__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='consent_ended_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='ConsentRead',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('read_at', models.DateTimeField(verbose_name='查阅时间')),
                ('values_count', models.PositiveIntegerField(verbose_name='数值个数')),
                ('consent', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reads', to='evidence.consent', verbose_name='授权')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='查阅人')),
            ],
            options={
                'verbose_name': '查阅记录',
                'verbose_name_plural': '查阅记录',
                'ordering': ('-read_at', '-pk'),
                'constraints': [models.UniqueConstraint(fields=('consent', 'person', 'read_at'), name='consent_read_once_a_request')],
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('observations', '观测值'), ('records', '登记记录')], max_length=16, verbose_name='内容')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('digest', models.CharField(max_length=64, verbose_name='文件摘要')),
                ('rows', models.PositiveIntegerField(verbose_name='行数')),
                ('written', models.PositiveIntegerField(verbose_name='写入')),
                ('unchanged', models.PositiveIntegerField(verbose_name='未变')),
                ('staged_at', models.DateTimeField(verbose_name='开始时间')),
                ('touched_at', models.DateTimeField(verbose_name='最近继续时间')),
                ('ready_at', models.DateTimeField(blank=True, null=True, verbose_name='备妥时间')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='生效时间')),
                ('enterprise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='import_batches', to='parties.enterprise', verbose_name='仅限企业')),
                ('imported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导入人')),
            ],
            options={
                'verbose_name': '导入批次',
                'verbose_name_plural': '导入批次',
                'ordering': ('-pk',),
                'indexes': [models.Index(fields=['enterprise', '-id'], name='import_batch_of_firm'), models.Index(condition=models.Q(('applied_at', None)), fields=['touched_at'], name='import_batch_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('applied_at', None), ('ready_at__isnull', False), _connector='OR'), name='import_batch_ready_before_applied'), models.CheckConstraint(condition=models.Q(('rows', django.db.models.expressions.CombinedExpression(models.F('written'), '+', models.F('unchanged')))), name='import_batch_rows_add_up'), models.UniqueConstraint(condition=models.Q(('applied_at', None), ('enterprise__isnull', False)), fields=('kind', 'digest', 'enterprise'), name='import_batch_one_open_of_firm'), models.UniqueConstraint(condition=models.Q(('applied_at', None), ('enterprise', None)), fields=('kind', 'digest'), name='import_batch_one_open_of_platform')],
            },
        ),
        migrations.CreateModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_no', models.PositiveIntegerField(verbose_name='行号')),
                ('code', models.CharField(max_length=40, verbose_name='观测项')),
                ('period_start', models.DateField(verbose_name='期间起')),
                ('period_end', models.DateField(verbose_name='期间止')),
                ('value', models.CharField(max_length=200, verbose_name='值')),
                ('source', models.CharField(max_length=32, verbose_name='来源')),
                ('citation', models.CharField(blank=True, default='', max_length=200, verbose_name='出处')),
                ('observed_on', models.DateField(verbose_name='观测日')),
                ('computed', models.BooleanField(default=False, verbose_name='平台计算')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='evidence.importbatch', verbose_name='批次')),
                ('enterprise', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='observations', to='parties.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '观测值',
                'verbose_name_plural': '观测值',
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['enterprise', 'code', 'period_end'], name='observation_of_firm')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'row_no'), name='observation_row_once'), models.CheckConstraint(condition=models.Q(('period_start__lte', models.F('period_end'))), name='observation_period_forwards'), models.CheckConstraint(condition=models.Q(('computed', True), models.Q(('value', ''), _negated=True), _connector='OR'), name='observation_unknown_only_computed')],
            },
        ),
        migrations.CreateModel(
            name='PeerBand',
            fields=[
                ('enterprise', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='peer_band', serialize=False, to='parties.enterprise', verbose_name='企业')),
                ('industry', models.CharField(blank=True, default='', max_length=8, verbose_name='行业')),
                ('region', models.CharField(blank=True, default='', max_length=12, verbose_name='地区')),
                ('size', models.CharField(blank=True, default='', max_length=16, verbose_name='规模')),
                ('years', models.CharField(blank=True, default='', max_length=16, verbose_name='成立年限档')),
                ('revenue', models.CharField(blank=True, default='', max_length=16, verbose_name='营收档')),
                ('points', models.CharField(blank=True, default='', max_length=16, verbose_name='积分档')),
                ('standing', models.CharField(blank=True, default='', max_length=16, verbose_name='资质档')),
                ('tax_grade', models.CharField(blank=True, default='', max_length=16, verbose_name='纳税信用档')),
                ('refreshed_at', models.DateTimeField(verbose_name='更新时间')),
            ],
            options={
                'verbose_name': '同类档位',
                'verbose_name_plural': '同类档位',
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['size', 'industry'], name='peer_band_alike'), models.Index(fields=['refreshed_at'], name='peer_band_age')],
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row_no', models.PositiveIntegerField(verbose_name='行号')),
                ('kind', models.CharField(max_length=32, verbose_name='种类')),
                ('number', models.CharField(blank=True, default='', max_length=80, verbose_name='编号')),
                ('title', models.CharField(blank=True, default='', max_length=200, verbose_name='名称')),
                ('holder', models.CharField(blank=True, default='', max_length=200, verbose_name='权利人或相对方')),
                ('status', models.CharField(max_length=16, verbose_name='状态')),
                ('filed_on', models.DateField(blank=True, null=True, verbose_name='申请或立案日')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='有效期起')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='有效期止')),
                ('details', models.CharField(blank=True, default='', max_length=300, verbose_name='备注')),
                ('source', models.CharField(max_length=32, verbose_name='来源')),
                ('citation', models.CharField(blank=True, default='', max_length=200, verbose_name='出处')),
                ('observed_on', models.DateField(verbose_name='观测日')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='records', to='evidence.importbatch', verbose_name='批次')),
                ('enterprise', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='parties.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '登记记录',
                'verbose_name_plural': '登记记录',
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['enterprise', 'kind', 'number'], name='record_of_firm')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'row_no'), name='record_row_once'), models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_from__lte', models.F('valid_to')), _connector='OR'), name='record_validity_forwards'), models.CheckConstraint(condition=models.Q(models.Q(('number', ''), ('status', 'none')), models.Q(models.Q(('status', 'none'), _negated=True), models.Q(('number', ''), _negated=True)), _connector='OR'), name='record_number_unless_none')],
            },
        ),
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
                ('body', models.TextField(verbose_name='内容')),
                ('as_of', models.DateField(verbose_name='数据日期')),
                ('taken_at', models.DateTimeField(verbose_name='生成时间')),
                ('enterprise', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='parties.enterprise', verbose_name='企业')),
            ],
            options={
                'verbose_name': '快照',
                'verbose_name_plural': '快照',
                'ordering': ('-taken_at', '-pk'),
                'constraints': [models.UniqueConstraint(fields=('enterprise', 'digest'), name='snapshot_content_once')],
            },
        ),
    ]
