import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from kerong.ledger.guards import lift_guards, stand_guards


def guard(apps, schema_editor):
    stand_guards(schema_editor.connection)


def unguard(apps, schema_editor):
    lift_guards(schema_editor.connection)


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Book',
            fields=[
                ('code', models.CharField(choices=[('fiscal', '财政资金账'), ('exposure', '风险敞口备查账')], max_length=10, primary_key=True, serialize=False, verbose_name='账簿')),
                ('frozen_to', models.DateField(verbose_name='冻结至')),
                ('closed_to', models.DateField(verbose_name='结账至')),
            ],
            options={
                'verbose_name': '账簿',
                'verbose_name_plural': '账簿',
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_to__lte', models.F('frozen_to'))), name='book_closed_is_frozen')],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=120, unique=True, verbose_name='账号')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('kind', models.CharField(max_length=32, verbose_name='科目')),
                ('owner', models.CharField(blank=True, max_length=80, verbose_name='归属')),
                ('floor_fen', models.BigIntegerField(blank=True, null=True, verbose_name='下限（分）')),
                ('cap_fen', models.BigIntegerField(blank=True, null=True, verbose_name='上限（分）')),
                ('balance_fen', models.BigIntegerField(default=0, verbose_name='余额（分）')),
                ('held_out_fen', models.BigIntegerField(default=0, verbose_name='预留转出（分）')),
                ('held_in_fen', models.BigIntegerField(default=0, verbose_name='预留转入（分）')),
                ('opened_at', models.DateTimeField(verbose_name='开立时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='销户时间')),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='ledger.book', verbose_name='账簿')),
            ],
            options={
                'verbose_name': '账户',
                'verbose_name_plural': '账户',
                'indexes': [models.Index(fields=['owner'], name='account_of_owner'), models.Index(fields=['book', 'kind'], name='account_of_kind')],
                'constraints': [models.CheckConstraint(condition=models.Q(('floor_fen', None), ('floor_fen__lte', django.db.models.expressions.CombinedExpression(models.F('balance_fen'), '-', models.F('held_out_fen'))), _connector='OR'), name='account_above_floor'), models.CheckConstraint(condition=models.Q(('cap_fen', None), ('cap_fen__gte', django.db.models.expressions.CombinedExpression(models.F('balance_fen'), '+', models.F('held_in_fen'))), _connector='OR'), name='account_below_cap'), models.CheckConstraint(condition=models.Q(('held_out_fen__gte', 0), ('held_in_fen__gte', 0)), name='account_holds_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=160, unique=True, verbose_name='引用')),
                ('amount_fen', models.BigIntegerField(verbose_name='金额（分）')),
                ('kind', models.CharField(max_length=32, verbose_name='事项')),
                ('subject', models.CharField(max_length=120, verbose_name='关于')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='摘要')),
                ('state', models.CharField(choices=[('reserved', '预留中'), ('posted', '已入账'), ('voided', '已撤销')], default='reserved', max_length=10, verbose_name='状态')),
                ('posted_fen', models.BigIntegerField(default=0, verbose_name='入账（分）')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='有效至')),
                ('actor', models.CharField(max_length=80, verbose_name='办理人')),
                ('reserved_at', models.DateTimeField(verbose_name='预留时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='了结时间')),
                ('credit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds_credited', to='ledger.account', verbose_name='贷方')),
                ('debit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds_debited', to='ledger.account', verbose_name='借方')),
            ],
            options={
                'verbose_name': '预留',
                'verbose_name_plural': '预留',
                'indexes': [models.Index(condition=models.Q(('state', 'reserved')), fields=['expires_on'], name='hold_open_expiring')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='hold_amount_positive'), models.CheckConstraint(condition=models.Q(('posted_fen__gte', 0), ('posted_fen__lte', models.F('amount_fen'))), name='hold_posts_at_most_its_amount'), models.CheckConstraint(condition=models.Q(models.Q(('posted_fen__gt', 0), ('state', 'posted')), models.Q(('posted_fen', 0), models.Q(('state', 'posted'), _negated=True)), _connector='OR'), name='hold_posted_means_money_moved'), models.CheckConstraint(condition=models.Q(('debit', models.F('credit')), _negated=True), name='hold_two_accounts')],
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month_start', models.DateField(verbose_name='月份')),
                ('state', models.CharField(choices=[('asked', '待复核'), ('closed', '已结账'), ('returned', '已退回')], default='asked', max_length=10, verbose_name='状态')),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='摘要值')),
                ('transfer_count', models.PositiveIntegerField(default=0, verbose_name='账务笔数')),
                ('turnover_fen', models.BigIntegerField(default=0, verbose_name='发生额（分）')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                ('book', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='periods', to='ledger.book', verbose_name='账簿')),
                ('closed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
            ],
            options={
                'verbose_name': '月结',
                'verbose_name_plural': '月结',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['asked', 'closed'])), fields=('book', 'month_start'), name='period_one_per_month'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_by', models.F('asked_by')), _negated=True), _connector='OR'), name='period_closed_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('closed_by__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='period_closed_says_by_whom')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('no', models.BigAutoField(primary_key=True, serialize=False, verbose_name='编号')),
                ('amount_fen', models.BigIntegerField(verbose_name='金额（分）')),
                ('kind', models.CharField(max_length=32, verbose_name='事项')),
                ('reference', models.CharField(max_length=160, unique=True, verbose_name='引用')),
                ('effective_on', models.DateField(verbose_name='记账日')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('actor', models.CharField(max_length=80, verbose_name='办理人')),
                ('subject', models.CharField(max_length=120, verbose_name='关于')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='摘要')),
                ('credit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='credits', to='ledger.account', verbose_name='贷方')),
                ('debit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='debits', to='ledger.account', verbose_name='借方')),
                ('hold', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='transfer', to='ledger.hold', verbose_name='预留')),
                ('reverses', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversed_by', to='ledger.transfer', verbose_name='冲正')),
            ],
            options={
                'verbose_name': '账务',
                'verbose_name_plural': '账务',
                'indexes': [models.Index(fields=['debit', 'effective_on', 'no'], name='transfer_of_debit'), models.Index(fields=['credit', 'effective_on', 'no'], name='transfer_of_credit'), models.Index(fields=['effective_on', 'no'], name='transfer_by_day'), models.Index(fields=['subject'], name='transfer_of_subject')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount_fen__gt', 0)), name='transfer_amount_positive'), models.CheckConstraint(condition=models.Q(('debit', models.F('credit')), _negated=True), name='transfer_two_accounts')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
