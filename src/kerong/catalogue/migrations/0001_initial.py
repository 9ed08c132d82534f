import django.db.models.deletion
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
            name='Offering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=64, unique=True, verbose_name='代码')),
                ('kind', models.CharField(choices=[('loan', '贷款'), ('service', '服务'), ('class', '资质测试'), ('scorecard', '评分卡'), ('policy', '政策')], max_length=12, verbose_name='类型')),
                ('title_zh', models.CharField(max_length=120, verbose_name='名称')),
                ('title_en', models.CharField(max_length=160, verbose_name='英文名称')),
            ],
            options={
                'verbose_name': '事项',
                'verbose_name_plural': '事项',
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='ReferenceSheet',
            fields=[
                ('digest', models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name='摘要')),
                ('body', models.TextField(verbose_name='正文')),
                ('held_at', models.DateTimeField(verbose_name='留存时间')),
            ],
            options={
                'verbose_name': '参考表底稿',
                'verbose_name_plural': '参考表底稿',
            },
        ),
        migrations.CreateModel(
            name='CatalogueNumber',
            fields=[
                ('id', models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False, verbose_name='序')),
                ('value', models.PositiveBigIntegerField(default=0, verbose_name='目录序号')),
                ('stamp', models.CharField(default='', max_length=16, verbose_name='标记')),
                ('listings_made', models.PositiveBigIntegerField(default=0, verbose_name='已编产品号')),
            ],
            options={
                'verbose_name': '目录序号',
                'verbose_name_plural': '目录序号',
                'constraints': [models.CheckConstraint(condition=models.Q(('id', 1)), name='catalogue_number_one_row')],
            },
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.PositiveIntegerField(verbose_name='版本号')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
                ('rules_digest', models.CharField(db_index=True, max_length=64, verbose_name='规则摘要')),
                ('body', models.TextField(verbose_name='正文')),
                ('examples', models.TextField(verbose_name='算例')),
                ('guide', models.TextField(verbose_name='办事指南')),
                ('in_force_from', models.DateField(verbose_name='施行日期')),
                ('in_force_until', models.DateField(blank=True, null=True, verbose_name='截止日期')),
                ('verified', models.BooleanField(default=False, verbose_name='已核实')),
                ('published_at', models.DateTimeField(verbose_name='发布时间')),
                ('published_by', models.CharField(max_length=80, verbose_name='发布人')),
                ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='catalogue.offering', verbose_name='事项')),
            ],
            options={
                'verbose_name': '版本',
                'verbose_name_plural': '版本',
                'ordering': ('offering', 'no'),
                'constraints': [models.UniqueConstraint(fields=('offering', 'no'), name='revision_no_once'), models.CheckConstraint(condition=models.Q(('no__gt', 0)), name='revision_no_positive'), models.CheckConstraint(condition=models.Q(('in_force_until', None), ('in_force_until__gte', models.F('in_force_from')), _connector='OR'), name='revision_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Listing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=24, unique=True, verbose_name='编号')),
                ('name', models.CharField(max_length=120, verbose_name='产品名称')),
                ('initials', models.CharField(blank=True, max_length=160, verbose_name='拼音首字母')),
                ('find_text', models.CharField(blank=True, max_length=300, verbose_name='检索文本')),
                ('kind', models.CharField(choices=[('loan', '信贷产品'), ('service', '金融服务')], max_length=12, verbose_name='类型')),
                ('state', models.CharField(choices=[('draft', '未上架'), ('live', '在架'), ('retired', '已下架')], default='draft', max_length=10, verbose_name='状态')),
                ('is_sample', models.BooleanField(default=False, verbose_name='示例数据')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='下架时间')),
                ('retired_on', models.DateField(blank=True, null=True, verbose_name='下架日期')),
                ('retired_words', models.CharField(blank=True, max_length=300, verbose_name='下架原因')),
                ('institution', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='parties.institution', verbose_name='机构')),
                ('retired_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='下架人')),
                ('offering', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='listings', to='catalogue.offering', verbose_name='事项')),
            ],
            options={
                'verbose_name': '产品',
                'verbose_name_plural': '产品',
                'ordering': ('code',),
                'indexes': [models.Index(fields=['state', 'kind', 'name'], name='listing_shelf')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', False), ('retired_on__isnull', False), ('state', 'retired')), models.Q(models.Q(('state', 'retired'), _negated=True), ('retired_at', None)), _connector='OR'), name='listing_retired_has_a_day')],
            },
        ),
        migrations.CreateModel(
            name='ListingRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.PositiveIntegerField(verbose_name='版本号')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('submitted', '待复核'), ('returned', '已退回'), ('approved', '已通过')], default='draft', max_length=10, verbose_name='状态')),
                ('name', models.CharField(blank=True, default='', max_length=120, verbose_name='产品名称')),
                ('numbers', models.JSONField(verbose_name='填报内容')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
                ('category', models.CharField(max_length=40, verbose_name='产品类别')),
                ('guarantee', models.CharField(blank=True, choices=[('credit', '信用'), ('guarantee', '保证担保'), ('gov_guarantee', '政府性融资担保'), ('risk_pool', '风险补偿资金池'), ('ip_pledge', '知识产权质押'), ('mortgage', '抵押'), ('insurance', '保险增信'), ('mixed', '组合担保'), ('credit+risk_fund', '信用＋风险补偿'), ('credit+gov_guarantee', '信用＋政府性担保')], max_length=24, verbose_name='担保方式')),
                ('summary', models.CharField(blank=True, max_length=400, verbose_name='简介')),
                ('words', models.TextField(blank=True, verbose_name='由机构审核的条件')),
                ('region', models.CharField(blank=True, max_length=80, verbose_name='服务区域')),
                ('rate_words', models.CharField(blank=True, max_length=200, verbose_name='利率说明')),
                ('rate_to_ppm', models.BigIntegerField(blank=True, null=True, verbose_name='最高年化利率（百万分之一）')),
                ('method', models.CharField(blank=True, choices=[('annuity', '等额本息'), ('equal-principal', '等额本金'), ('interest-first', '先息后本'), ('bullet', '到期一次还本付息')], max_length=20, verbose_name='还款方式')),
                ('day_count', models.CharField(blank=True, choices=[('30/360', '按月计息（30/360）'), ('act/365', '按实际天数（act/365）'), ('act/360', '按实际天数（act/360）')], max_length=10, verbose_name='计息规则')),
                ('fee_ppm', models.BigIntegerField(blank=True, null=True, verbose_name='年担保或增信费率（百万分之一）')),
                ('repayment_words', models.CharField(blank=True, max_length=120, verbose_name='还款方式说明')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='资料年份')),
                ('source', models.CharField(max_length=400, verbose_name='来源')),
                ('confidence', models.CharField(blank=True, max_length=12, verbose_name='资料可信度')),
                ('verified', models.BooleanField(default=False, verbose_name='已核实')),
                ('cap_fen', models.BigIntegerField(blank=True, null=True, verbose_name='单户上限（分）')),
                ('rate_add_ppm', models.BigIntegerField(blank=True, null=True, verbose_name='固定利率或加减点（百万分之一）')),
                ('lpr_share_ppm', models.BigIntegerField(blank=True, null=True, verbose_name='LPR倍数（百万分之一）')),
                ('term_months', models.PositiveIntegerField(blank=True, null=True, verbose_name='期限（月）')),
                ('served', models.CharField(blank=True, max_length=400, verbose_name='服务区划')),
                ('in_force_from', models.DateField(blank=True, null=True, verbose_name='生效日期')),
                ('drafted_at', models.DateTimeField(verbose_name='填报时间')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='提交时间')),
                ('approved_at', models.DateTimeField(blank=True, null=True, verbose_name='复核时间')),
                ('returned_at', models.DateTimeField(blank=True, null=True, verbose_name='退回时间')),
                ('returned_words', models.CharField(blank=True, max_length=300, verbose_name='退回意见')),
                ('approved_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='复核人')),
                ('drafted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填报人')),
                ('listing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='catalogue.listing', verbose_name='产品')),
                ('returned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='退回人')),
            ],
            options={
                'verbose_name': '产品版本',
                'verbose_name_plural': '产品版本',
                'ordering': ('listing', 'no'),
                'indexes': [models.Index(fields=['category'], name='listing_category'), models.Index(fields=['state', 'in_force_from'], name='listing_in_force')],
                'constraints': [models.UniqueConstraint(fields=('listing', 'no'), name='listing_revision_no_once'), models.UniqueConstraint(condition=models.Q(('state', 'approved'), _negated=True), fields=('listing',), name='listing_one_open_revision'), models.CheckConstraint(condition=models.Q(('approved_by', None), ('drafted_by', None), models.Q(('approved_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='listing_second_person_approves'), models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('state', 'approved')), models.Q(models.Q(('state', 'approved'), _negated=True), ('approved_at', None)), _connector='OR'), name='listing_approved_has_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), ('returned_at__isnull', False), _connector='OR'), name='listing_returned_has_a_time')],
            },
        ),
        migrations.CreateModel(
            name='StoredFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
                ('engine', models.CharField(max_length=16, verbose_name='引擎')),
                ('body', models.TextField(blank=True, verbose_name='正文')),
                ('as_of_on', models.DateField(verbose_name='数据日期')),
                ('decided_on', models.DateField(verbose_name='测算日期')),
                ('stored_at', models.DateTimeField(verbose_name='留存时间')),
                ('erased_at', models.DateTimeField(blank=True, null=True, verbose_name='清除时间')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='parties.enterprise', verbose_name='企业')),
                ('listing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='catalogue.listing', verbose_name='产品')),
                ('listing_revision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.listingrevision', verbose_name='产品版本')),
                ('reference', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.referencesheet', verbose_name='参考表底稿')),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.revision', verbose_name='版本')),
            ],
            options={
                'verbose_name': '测算结论',
                'verbose_name_plural': '测算结论',
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['enterprise', '-stored_at'], name='finding_of_firm')],
                'constraints': [models.UniqueConstraint(fields=('digest', 'enterprise'), name='finding_once_a_firm'), models.CheckConstraint(condition=models.Q(models.Q(('erased_at', None), models.Q(('body', ''), _negated=True)), models.Q(('body', ''), ('erased_at__isnull', False)), _connector='OR'), name='finding_erased_is_empty'), models.CheckConstraint(condition=models.Q(models.Q(('listing', None), ('listing_revision', None)), models.Q(('listing__isnull', False), ('listing_revision__isnull', False)), _connector='OR'), name='finding_listing_with_revision')],
            },
        ),
        migrations.AddField(
            model_name='Listing',
            name='live',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.listingrevision', verbose_name='在用版本'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('live', None), ('state', 'draft')), models.Q(('state', 'draft'), _negated=True), _connector='OR'), name='listing_draft_has_nothing_live'),
        ),
        migrations.AddConstraint(
            model_name='listing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'live'), _negated=True), ('live__isnull', False), _connector='OR'), name='listing_live_has_a_revision'),
        ),
    ]
