import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from kerong.contracts.loans.guards import GUARDS
from kerong.ledger.guards import lift_guards, stand_guards


def guard(apps, schema_editor):
    stand_guards(schema_editor.connection, GUARDS)


def unguard(apps, schema_editor):
    lift_guards(schema_editor.connection, GUARDS)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('parties', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Loan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.CharField(max_length=32, unique=True, verbose_name='编号')),
                ('reference', models.CharField(max_length=160, unique=True, verbose_name='开立引用')),
                ('origin', models.CharField(max_length=80, verbose_name='来源')),
                ('bank_no', models.CharField(max_length=64, verbose_name='借据号')),
                ('principal_fen', models.BigIntegerField(verbose_name='本金（分）')),
                ('rate_ppm', models.PositiveIntegerField(verbose_name='年化利率（百万分之）')),
                ('term_months', models.PositiveIntegerField(verbose_name='期限（月）')),
                ('method', models.CharField(max_length=20, verbose_name='还款方式')),
                ('day_count', models.CharField(max_length=10, verbose_name='计息基准')),
                ('security', models.CharField(max_length=10, verbose_name='担保方式')),
                ('disbursed_on', models.DateField(verbose_name='放款日')),
                ('contract_on', models.DateField(blank=True, null=True, verbose_name='合同签订日')),
                ('first_matures_on', models.DateField(verbose_name='原到期日')),
                ('apr_ppm', models.PositiveIntegerField(verbose_name='年化利率（单利，百万分之）')),
                ('total_interest_fen', models.BigIntegerField(verbose_name='利息合计（分）')),
                ('opened_at', models.DateTimeField(verbose_name='登记时间')),
                ('line_fen', models.BigIntegerField(verbose_name='可提款额度（分）')),
                ('state', models.CharField(choices=[('active', '存续'), ('settled', '已结清'), ('renewed', '已续贷'), ('written_off', '已核销')], default='active', max_length=12, verbose_name='状态')),
                ('report_count', models.PositiveIntegerField(default=0, verbose_name='报告数')),
                ('matures_on', models.DateField(verbose_name='到期日')),
                ('rate_now_ppm', models.PositiveIntegerField(verbose_name='现行年化利率（百万分之）')),
                ('outstanding_fen', models.BigIntegerField(verbose_name='余额（分）')),
                ('arrears_fen', models.BigIntegerField(default=0, verbose_name='欠款（分）')),
                ('arrears_from', models.DateField(blank=True, null=True, verbose_name='逾期起始日')),
                ('category', models.CharField(choices=[('normal', '正常'), ('attention', '关注'), ('substandard', '次级'), ('doubtful', '可疑'), ('loss', '损失')], default='normal', max_length=12, verbose_name='五级分类')),
                ('next_due_on', models.DateField(blank=True, null=True, verbose_name='下一还款日')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='parties.enterprise', verbose_name='企业')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='parties.institution', verbose_name='机构')),
                ('listing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loans', to='catalogue.listing', verbose_name='产品')),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('renews', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='renewed_by', to='loans.loan', verbose_name='所续贷款')),
            ],
            options={
                'verbose_name': '贷款',
                'verbose_name_plural': '贷款',
                'indexes': [models.Index(fields=['disbursed_on'], name='loan_disbursed'), models.Index(fields=['institution', 'disbursed_on'], name='loan_of_institution'), models.Index(fields=['enterprise', 'disbursed_on'], name='loan_of_firm'), models.Index(fields=['origin'], name='loan_origin'), models.Index(fields=['state', 'matures_on'], name='loan_maturing'), models.Index(fields=['state', 'next_due_on'], name='loan_next_due')],
                'constraints': [models.CheckConstraint(condition=models.Q(('principal_fen__gt', 0)), name='loan_principal_positive'), models.CheckConstraint(condition=models.Q(('arrears_fen__gte', 0), ('outstanding_fen__gte', 0)), name='loan_balance_not_negative'), models.UniqueConstraint(fields=('institution', 'bank_no'), name='loan_one_per_bank_number')],
            },
        ),
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.PositiveSmallIntegerField(verbose_name='期次')),
                ('due_on', models.DateField(verbose_name='应还日')),
                ('days', models.PositiveIntegerField(verbose_name='天数')),
                ('principal_fen', models.BigIntegerField(verbose_name='本金（分）')),
                ('interest_fen', models.BigIntegerField(verbose_name='利息（分）')),
                ('total_fen', models.BigIntegerField(verbose_name='合计（分）')),
                ('balance_fen', models.BigIntegerField(verbose_name='余额（分）')),
                ('loan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='loans.loan', verbose_name='贷款')),
            ],
            options={
                'verbose_name': '还款计划',
                'verbose_name_plural': '还款计划',
                'ordering': ['loan', 'no'],
                'constraints': [models.UniqueConstraint(fields=('loan', 'no'), name='instalment_numbered')],
            },
        ),
        migrations.CreateModel(
            name='LoanReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('payment', '还款提醒'), ('renewal', '续贷提醒')], max_length=10, verbose_name='提醒')),
                ('due_on', models.DateField(verbose_name='到期日')),
                ('days', models.PositiveIntegerField(verbose_name='提前天数')),
                ('told_at', models.DateTimeField(verbose_name='提醒时间')),
                ('loan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='loans.loan', verbose_name='贷款')),
            ],
            options={
                'verbose_name': '贷款提醒',
                'verbose_name_plural': '贷款提醒',
                'constraints': [models.UniqueConstraint(fields=('loan', 'kind', 'due_on', 'days'), name='loan_reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='LoanReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('drawdown', '提款'), ('repayment', '还款'), ('early_repayment', '提前还款'), ('arrears', '欠款'), ('penalty_interest', '罚息'), ('rate_change', '利率调整'), ('classification', '五级分类'), ('extension', '展期'), ('renewal', '续贷结清'), ('settlement', '结清'), ('write_off', '核销'), ('void', '撤销')], max_length=20, verbose_name='事项')),
                ('effective_on', models.DateField(verbose_name='发生日')),
                ('principal_fen', models.BigIntegerField(default=0, verbose_name='本金（分）')),
                ('interest_fen', models.BigIntegerField(default=0, verbose_name='利息（分）')),
                ('penalty_fen', models.BigIntegerField(default=0, verbose_name='罚息（分）')),
                ('rate_ppm', models.PositiveIntegerField(blank=True, null=True, verbose_name='年化利率（百万分之）')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='到期日')),
                ('category', models.CharField(blank=True, choices=[('normal', '正常'), ('attention', '关注'), ('substandard', '次级'), ('doubtful', '可疑'), ('loss', '损失')], max_length=12, verbose_name='五级分类')),
                ('effect', models.CharField(blank=True, max_length=24, verbose_name='提前还款方式')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('source', models.CharField(choices=[('form', '页面'), ('file', '文件'), ('api', '接口'), ('platform', '平台办理')], max_length=8, verbose_name='来源')),
                ('reference', models.CharField(max_length=120, verbose_name='机构引用')),
                ('no', models.PositiveIntegerField(verbose_name='序号')),
                ('reported_at', models.DateTimeField(verbose_name='报送时间')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='loans.loanreport', verbose_name='更正')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loan_reports', to='parties.institution', verbose_name='机构')),
                ('loan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='loans.loan', verbose_name='贷款')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='报送人')),
            ],
            options={
                'verbose_name': '贷款报告',
                'verbose_name_plural': '贷款报告',
                'ordering': ['loan', 'no'],
                'constraints': [models.UniqueConstraint(fields=('loan', 'no'), name='loan_report_numbered'), models.UniqueConstraint(fields=('institution', 'reference'), name='loan_report_once'), models.CheckConstraint(condition=models.Q(('interest_fen__gte', 0), ('penalty_fen__gte', 0), ('principal_fen__gte', 0)), name='loan_report_not_negative'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('reported_by')), _negated=True), _connector='OR'), name='loan_report_two_people')],
            },
        ),
        migrations.CreateModel(
            name='LoanRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.CharField(max_length=32, unique=True, verbose_name='编号')),
                ('kind', models.CharField(choices=[('renewal', '无还本续贷'), ('extension', '展期')], max_length=10, verbose_name='类型')),
                ('state', models.CharField(choices=[('submitted', '待办理'), ('proposed', '待复核'), ('approved', '已同意'), ('done', '已办结'), ('refused', '未同意'), ('withdrawn', '已撤回'), ('lapsed', '已过期')], default='submitted', max_length=10, verbose_name='状态')),
                ('months', models.PositiveIntegerField(verbose_name='申请期限（月）')),
                ('words', models.CharField(blank=True, max_length=1000, verbose_name='说明')),
                ('declared', models.CharField(blank=True, max_length=200, verbose_name='自行申明')),
                ('seen', models.TextField(verbose_name='申请时所见')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('due_on', models.DateField(verbose_name='答复期限')),
                ('due_provisional', models.BooleanField(default=False, verbose_name='期限暂定')),
                ('amount_fen', models.BigIntegerField(blank=True, null=True, verbose_name='拟续金额（分）')),
                ('rate_ppm', models.PositiveIntegerField(blank=True, null=True, verbose_name='拟定年化利率（百万分之）')),
                ('matures_on', models.DateField(blank=True, null=True, verbose_name='拟定到期日')),
                ('granted_months', models.PositiveIntegerField(blank=True, null=True, verbose_name='拟定期限（月）')),
                ('category', models.CharField(blank=True, choices=[('normal', '正常'), ('attention', '关注'), ('substandard', '次级'), ('doubtful', '可疑'), ('loss', '损失')], max_length=12, verbose_name='办理后分类')),
                ('held', models.CharField(blank=True, max_length=200, verbose_name='机构确认的条件')),
                ('grounds', models.CharField(blank=True, max_length=1000, verbose_name='办理理由')),
                ('proposed_at', models.DateTimeField(blank=True, null=True, verbose_name='提出时间')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('refusal_code', models.CharField(blank=True, max_length=8, verbose_name='未同意原因')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='了结时间')),
                ('end_words', models.CharField(blank=True, max_length=1000, verbose_name='了结说明')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='了结人')),
                ('loan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='requests', to='loans.loan', verbose_name='贷款')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('renewal', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='opened_by_request', to='loans.loan', verbose_name='新贷款')),
            ],
            options={
                'verbose_name': '续贷或展期申请',
                'verbose_name_plural': '续贷或展期申请',
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(fields=['state', 'due_on'], name='loan_request_due')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['submitted', 'proposed', 'approved'])), fields=('loan',), name='loan_request_one_open'), models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='loan_request_two_people')],
            },
        ),
        migrations.CreateModel(
            name='ProposedReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('drawdown', '提款'), ('repayment', '还款'), ('early_repayment', '提前还款'), ('arrears', '欠款'), ('penalty_interest', '罚息'), ('rate_change', '利率调整'), ('classification', '五级分类'), ('extension', '展期'), ('renewal', '续贷结清'), ('settlement', '结清'), ('write_off', '核销'), ('void', '撤销')], max_length=20, verbose_name='事项')),
                ('effective_on', models.DateField(verbose_name='发生日')),
                ('principal_fen', models.BigIntegerField(default=0, verbose_name='本金（分）')),
                ('interest_fen', models.BigIntegerField(default=0, verbose_name='利息（分）')),
                ('penalty_fen', models.BigIntegerField(default=0, verbose_name='罚息（分）')),
                ('rate_ppm', models.PositiveIntegerField(blank=True, null=True, verbose_name='年化利率（百万分之）')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='到期日')),
                ('category', models.CharField(blank=True, choices=[('normal', '正常'), ('attention', '关注'), ('substandard', '次级'), ('doubtful', '可疑'), ('loss', '损失')], max_length=12, verbose_name='五级分类')),
                ('effect', models.CharField(blank=True, max_length=24, verbose_name='提前还款方式')),
                ('words', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('source', models.CharField(choices=[('form', '页面'), ('file', '文件'), ('api', '接口'), ('platform', '平台办理')], max_length=8, verbose_name='来源')),
                ('reference', models.CharField(max_length=120, verbose_name='机构引用')),
                ('state', models.CharField(choices=[('waiting', '待复核'), ('approved', '已复核'), ('returned', '已退回')], default='waiting', max_length=10, verbose_name='状态')),
                ('proposed_at', models.DateTimeField(verbose_name='提出时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('return_words', models.CharField(blank=True, max_length=500, verbose_name='退回说明')),
                ('corrects', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='loans.loanreport', verbose_name='更正')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.institution', verbose_name='机构')),
                ('loan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposed_reports', to='loans.loan', verbose_name='贷款')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
            ],
            options={
                'verbose_name': '待复核报告',
                'verbose_name_plural': '待复核报告',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('institution', 'reference'), name='proposed_report_once'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), ('state', 'returned'), _connector='OR'), name='proposed_report_two_people')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
