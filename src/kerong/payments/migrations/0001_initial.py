import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from kerong.payments.guards import GUARDS
from kerong.ledger.guards import lift_guards, stand_guards


def guard(apps, schema_editor):
    stand_guards(schema_editor.connection, GUARDS)


def unguard(apps, schema_editor):
    lift_guards(schema_editor.connection, GUARDS)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('documents', '0001_initial'),
        ('ledger', '0001_initial'),
        ('parties', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='PayeeAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(max_length=80, verbose_name='所属主体')),
                ('holder', models.CharField(max_length=120, verbose_name='户名')),
                ('bank', models.CharField(max_length=120, verbose_name='开户行')),
                ('branch_code', models.CharField(max_length=12, verbose_name='行号')),
                ('number', models.CharField(max_length=32, verbose_name='账号')),
                ('state', models.CharField(choices=[('given', '待确认'), ('confirmed', '已确认'), ('rejected', '已退回'), ('replaced', '已更换')], default='given', max_length=10, verbose_name='状态')),
                ('given_at', models.DateTimeField(verbose_name='登记时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='确认时间')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '收款账户',
                'verbose_name_plural': '收款账户',
                'indexes': [models.Index(fields=['state', 'given_at'], name='payee_account_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'confirmed')), fields=('party',), name='payee_account_one_stands'), models.UniqueConstraint(condition=models.Q(('state', 'given')), fields=('party',), name='payee_account_one_waits'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('given_by')), _negated=True), models.Q(('state', 'confirmed'), _negated=True), _connector='OR'), name='payee_account_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='payee_account_confirmed_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='PaymentBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.CharField(max_length=32, unique=True, verbose_name='批次编号')),
                ('client_key', models.CharField(max_length=80, unique=True, verbose_name='提交标识')),
                ('kind', models.CharField(max_length=16, verbose_name='种类')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('state', models.CharField(choices=[('filling', '归集中'), ('draft', '待审批'), ('sending', '送盘中'), ('sent', '待回盘'), ('closed', '已结清'), ('emptying', '撤回中'), ('discarded', '已撤回')], max_length=10, verbose_name='状态')),
                ('version', models.PositiveIntegerField(default=1, verbose_name='版次')),
                ('item_count', models.PositiveIntegerField(default=0, verbose_name='笔数')),
                ('total_fen', models.BigIntegerField(default=0, verbose_name='金额合计（分）')),
                ('sent_count', models.PositiveIntegerField(default=0, verbose_name='已送笔数')),
                ('confirmed_count', models.PositiveIntegerField(default=0, verbose_name='付讫笔数')),
                ('confirmed_fen', models.BigIntegerField(default=0, verbose_name='付讫金额（分）')),
                ('returned_count', models.PositiveIntegerField(default=0, verbose_name='退回笔数')),
                ('returned_fen', models.BigIntegerField(default=0, verbose_name='退回金额（分）')),
                ('late_count', models.PositiveIntegerField(default=0, verbose_name='退汇笔数')),
                ('late_fen', models.BigIntegerField(default=0, verbose_name='退汇金额（分）')),
                ('filled_to', models.PositiveBigIntegerField(default=0, verbose_name='归集至')),
                ('due_on', models.DateField(verbose_name='应付截止日')),
                ('drafted_as', models.CharField(max_length=80, verbose_name='制单身份')),
                ('drafted_at', models.DateTimeField(verbose_name='制单时间')),
                ('approved_as', models.CharField(blank=True, max_length=80, verbose_name='审批身份')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='审批时间')),
                ('approved_at_version', models.PositiveIntegerField(blank=True, null=True, verbose_name='审批的版次')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='送盘完成时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='结清时间')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
                ('clearing', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account', verbose_name='清算账户')),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='制单人')),
                ('payable', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account', verbose_name='应付账户')),
            ],
            options={
                'verbose_name': '付款批次',
                'verbose_name_plural': '付款批次',
                'indexes': [models.Index(fields=['state', 'id'], name='payment_batch_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='payment_batch_two_people'), models.CheckConstraint(condition=models.Q(('state__in', ['filling', 'draft', 'emptying', 'discarded']), models.Q(('approved_by__isnull', False), ('clearing__isnull', False)), _connector='OR'), name='payment_batch_sent_was_approved'), models.CheckConstraint(condition=models.Q(('item_count__gte', models.F('sent_count')), ('sent_count__gte', django.db.models.expressions.CombinedExpression(models.F('confirmed_count'), '+', models.F('returned_count'))), ('confirmed_count__gte', models.F('late_count'))), name='payment_batch_counts_fit')],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.CharField(max_length=32, unique=True, verbose_name='付款编号')),
                ('reference', models.CharField(max_length=140, unique=True, verbose_name='付款引用')),
                ('root', models.CharField(max_length=120, verbose_name='原付款引用')),
                ('attempt', models.PositiveSmallIntegerField(default=1, verbose_name='第几次')),
                ('kind', models.CharField(choices=[('subsidy', '补贴'), ('claim', '代偿与补偿'), ('recovery_share', '追偿分配'), ('fund_return', '资金退回'), ('bridge', '应急转贷')], max_length=16, verbose_name='种类')),
                ('payee', models.CharField(max_length=80, verbose_name='收款方')),
                ('payee_name', models.CharField(max_length=200, verbose_name='收款方名称')),
                ('find_text', models.CharField(blank=True, max_length=540, verbose_name='检索文本')),
                ('amount_fen', models.BigIntegerField(verbose_name='金额（分）')),
                ('subject', models.CharField(max_length=120, verbose_name='关于')),
                ('purpose', models.CharField(max_length=120, verbose_name='用途')),
                ('wanted_on', models.DateField(blank=True, null=True, verbose_name='最早支付日')),
                ('state', models.CharField(choices=[('no_account', '待登记账户'), ('due', '待支付'), ('batched', '已入批次'), ('sent', '已送银行'), ('confirmed', '已付讫'), ('returned', '已退回'), ('returned_late', '付讫后退汇'), ('cancelled', '已撤销')], max_length=16, verbose_name='状态')),
                ('ordered_by', models.CharField(max_length=80, verbose_name='发起人')),
                ('ordered_at', models.DateTimeField(verbose_name='发起时间')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='送银行时间')),
                ('paid_on', models.DateField(blank=True, null=True, verbose_name='银行办理日')),
                ('settled_at', models.DateTimeField(blank=True, null=True, verbose_name='回盘时间')),
                ('late_on', models.DateField(blank=True, null=True, verbose_name='退汇日')),
                ('late_at', models.DateTimeField(blank=True, null=True, verbose_name='退汇登记时间')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='退回原因')),
                ('cancel_reason', models.CharField(blank=True, max_length=300, verbose_name='撤销原因')),
                ('reissued_at', models.DateTimeField(blank=True, null=True, verbose_name='重新发起时间')),
                ('given_up_at', models.DateTimeField(blank=True, null=True, verbose_name='不再支付时间')),
                ('account', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='payments.payeeaccount', verbose_name='收款账户')),
                ('paid', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account', verbose_name='已付账户')),
                ('payable', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account', verbose_name='应付账户')),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='items', to='payments.paymentbatch', verbose_name='批次')),
            ],
            options={
                'verbose_name': '付款',
                'verbose_name_plural': '付款',
                'indexes': [models.Index(fields=['batch', 'state', 'id'], name='payment_of_batch'), models.Index(fields=['state', 'kind', 'id'], name='payment_by_state'), models.Index(fields=['payee', 'id'], name='payment_of_payee'), models.Index(fields=['subject'], name='payment_of_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='payment_amount_positive'), models.UniqueConstraint(fields=('root', 'attempt'), name='payment_attempt_numbered'), models.UniqueConstraint(condition=models.Q(('state__in', ('no_account', 'due', 'batched', 'sent', 'confirmed'))), fields=('root',), name='payment_one_live_a_root'), models.CheckConstraint(condition=models.Q(models.Q(('batch', None), ('state__in', ['no_account', 'due', 'cancelled'])), models.Q(('account__isnull', False), ('batch__isnull', False), ('state__in', ['batched', 'sent', 'confirmed', 'returned', 'returned_late'])), _connector='OR'), name='payment_batched_has_account'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['confirmed', 'returned', 'returned_late']), _negated=True), models.Q(('paid_on__isnull', False), ('settled_at__isnull', False)), _connector='OR'), name='payment_settled_says_when'), models.CheckConstraint(condition=models.Q(models.Q(('late_at__isnull', False), ('late_on__gte', models.F('paid_on')), ('state', 'returned_late')), models.Q(models.Q(('state', 'returned_late'), _negated=True), ('late_at', None), ('late_on', None)), _connector='OR'), name='payment_late_says_when'), models.CheckConstraint(condition=models.Q(('reissued_at', None), ('given_up_at', None), _connector='OR'), name='payment_again_or_given_up'), models.CheckConstraint(condition=models.Q(('payable', models.F('paid')), _negated=True), name='payment_two_accounts')],
            },
        ),
        migrations.CreateModel(
            name='PaymentFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('csv', 'CSV'), ('xlsx', 'XLSX')], max_length=4, verbose_name='格式')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
                ('rows', models.PositiveIntegerField(verbose_name='行数')),
                ('total_fen', models.BigIntegerField(verbose_name='金额合计（分）')),
                ('made_at', models.DateTimeField(verbose_name='导出时间')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='payments.paymentbatch', verbose_name='批次')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导出人')),
            ],
            options={
                'verbose_name': '送盘文件',
                'verbose_name_plural': '送盘文件',
                'constraints': [models.UniqueConstraint(fields=('batch', 'form', 'sha256'), name='payment_file_same_bytes_once')],
            },
        ),
        migrations.CreateModel(
            name='ReturnFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, verbose_name='摘要')),
                ('rows', models.PositiveIntegerField(verbose_name='行数')),
                ('written', models.PositiveIntegerField(verbose_name='新入账行数')),
                ('applied_count', models.PositiveIntegerField(default=0, verbose_name='已入账行数')),
                ('taken_as', models.CharField(max_length=80, verbose_name='导入身份')),
                ('taken_at', models.DateTimeField(verbose_name='导入时间')),
                ('applied_at', models.DateTimeField(blank=True, null=True, verbose_name='入账完成时间')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='returns', to='payments.paymentbatch', verbose_name='批次')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='原件')),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导入人')),
            ],
            options={
                'verbose_name': '回盘文件',
                'verbose_name_plural': '回盘文件',
                'constraints': [models.UniqueConstraint(fields=('batch', 'sha256'), name='return_file_once'), models.CheckConstraint(condition=models.Q(('applied_count__lte', models.F('written'))), name='return_file_applied_at_most_written')],
            },
        ),
        migrations.AddField(
            model_name='PaymentBatch',
            name='taking',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='payments.returnfile', verbose_name='正在入账的回盘'),
        ),
        migrations.AddConstraint(
            model_name='paymentbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='payment_batch_closed_says_when'),
        ),
        migrations.CreateModel(
            name='LateReturnReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('late_on', models.DateField(verbose_name='退汇日')),
                ('reason', models.CharField(max_length=300, verbose_name='退汇原因')),
                ('state', models.CharField(choices=[('waiting', '待复核'), ('confirmed', '已确认'), ('dropped', '已撤下')], default='waiting', max_length=10, verbose_name='状态')),
                ('reported_at', models.DateTimeField(verbose_name='登记时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='撤下说明')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='late_reports', to='payments.payment', verbose_name='付款')),
                ('reported_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '退汇登记',
                'verbose_name_plural': '退汇登记',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('payment',), name='late_report_one_waits'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'confirmed'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('decided_by', models.F('reported_by')), _negated=True)), _connector='OR'), name='late_report_two_people')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
