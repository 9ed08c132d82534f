import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='名称')),
                ('code', models.CharField(max_length=40, unique=True, verbose_name='代码')),
            ],
            options={
                'verbose_name': '部门',
                'verbose_name_plural': '部门',
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('login', models.CharField(max_length=64, unique=True, verbose_name='登录名')),
                ('name', models.CharField(max_length=64, verbose_name='姓名')),
                ('initials', models.CharField(blank=True, default='', max_length=64, verbose_name='姓名首字母')),
                ('phone', models.CharField(blank=True, default='', max_length=20, verbose_name='手机号')),
                ('email', models.EmailField(blank=True, default='', max_length=254, verbose_name='电子邮箱')),
                ('language', models.CharField(choices=[('zh-hans', '简体中文'), ('en', 'English')], default='zh-hans', max_length=10, verbose_name='界面语言')),
                ('is_active', models.BooleanField(default=True, verbose_name='可登录')),
                ('access_epoch', models.PositiveIntegerField(default=0, verbose_name='权限版次')),
                ('registered_at', models.DateTimeField(verbose_name='注册时间')),
                ('password_set_at', models.DateTimeField(blank=True, null=True, verbose_name='密码设置时间')),
            ],
            options={
                'verbose_name': '自然人',
                'verbose_name_plural': '自然人',
                'ordering': ('login',),
                'indexes': [models.Index(fields=['name'], name='person_name')],
            },
        ),
        migrations.CreateModel(
            name='Enterprise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='名称')),
                ('initials', models.CharField(blank=True, default='', max_length=200, verbose_name='拼音首字母')),
                ('find_text', models.CharField(blank=True, default='', max_length=460, verbose_name='检索文本')),
                ('credit_code', models.CharField(blank=True, max_length=18, null=True, unique=True, verbose_name='统一社会信用代码')),
                ('scheme', models.CharField(blank=True, default='', max_length=40, verbose_name='其他标识种类')),
                ('scheme_value', models.CharField(blank=True, default='', max_length=80, verbose_name='其他标识')),
                ('legal_form', models.CharField(choices=[('company', '公司'), ('sole_proprietorship', '个人独资企业'), ('partnership', '合伙企业'), ('individual_business', '个体工商户'), ('farm_coop', '农民专业合作社'), ('public_institution', '事业单位'), ('private_non_enterprise', '民办非企业单位')], default='company', max_length=24, verbose_name='主体类型')),
                ('division_code', models.CharField(blank=True, default='', max_length=12, verbose_name='所在区划')),
                ('industry_code', models.CharField(blank=True, default='', max_length=8, verbose_name='行业代码')),
                ('is_sample', models.BooleanField(default=False, verbose_name='示例数据')),
                ('unverified_since', models.DateTimeField(blank=True, null=True, verbose_name='未核验起')),
            ],
            options={
                'verbose_name': '企业',
                'verbose_name_plural': '企业',
                'ordering': ('name', 'pk'),
                'indexes': [models.Index(fields=['name', 'id', 'find_text'], name='enterprise_by_name')],
                'constraints': [models.CheckConstraint(condition=models.Q(('credit_code__isnull', False), models.Q(('scheme_value', ''), _negated=True), _connector='OR'), name='enterprise_has_an_identity'), models.UniqueConstraint(condition=models.Q(('scheme_value', ''), _negated=True), fields=('scheme', 'scheme_value'), name='enterprise_scheme_value_once')],
            },
        ),
        migrations.CreateModel(
            name='Institution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, unique=True, verbose_name='名称')),
                ('short_name', models.CharField(blank=True, default='', max_length=40, verbose_name='简称')),
                ('initials', models.CharField(blank=True, default='', max_length=240, verbose_name='拼音首字母')),
                ('find_text', models.CharField(blank=True, default='', max_length=540, verbose_name='检索文本')),
                ('kind', models.CharField(choices=[('bank', '银行'), ('guarantor', '融资担保机构'), ('insurer', '保险机构'), ('fund', '投资基金'), ('lessor', '融资租赁机构'), ('local_finance', '地方金融组织'), ('appraiser', '评估机构'), ('adviser', '咨询服务机构'), ('broker', '证券机构'), ('regional_market', '区域性股权市场'), ('core_firm', '供应链核心企业'), ('university', '高校院所')], max_length=24, verbose_name='机构类别')),
                ('credit_code', models.CharField(blank=True, max_length=18, null=True, unique=True, verbose_name='统一社会信用代码')),
                ('is_sample', models.BooleanField(default=False, verbose_name='示例数据')),
                ('admitted_at', models.DateTimeField(verbose_name='入驻时间')),
                ('suspended_at', models.DateTimeField(blank=True, null=True, verbose_name='暂停时间')),
                ('suspended_reason', models.CharField(blank=True, default='', max_length=300, verbose_name='暂停原因')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='parties.institution', verbose_name='上级机构')),
            ],
            options={
                'verbose_name': '机构',
                'verbose_name_plural': '机构',
                'ordering': ('name',),
                'constraints': [models.CheckConstraint(condition=models.Q(('suspended_at__isnull', True), models.Q(('suspended_reason', ''), _negated=True), _connector='OR'), name='institution_suspension_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('firm_owner', '企业管理员'), ('firm_clerk', '企业经办人'), ('institution_clerk', '机构经办人'), ('institution_approver', '机构审批人'), ('institution_admin', '机构管理员'), ('officer', '政府工作人员'), ('auditor', '审计人员'), ('operator', '平台运维')], max_length=24, verbose_name='角色')),
                ('name', models.CharField(max_length=64, verbose_name='受邀人')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='摘要')),
                ('invited_at', models.DateTimeField(verbose_name='邀请时间')),
                ('expires_at', models.DateTimeField(verbose_name='失效时间')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='撤回时间')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='接受时间')),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='接受人')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='parties.department', verbose_name='部门')),
                ('enterprise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='parties.enterprise', verbose_name='企业')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='parties.institution', verbose_name='机构')),
                ('invited_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='邀请人')),
            ],
            options={
                'verbose_name': '邀请',
                'verbose_name_plural': '邀请',
                'ordering': ('-invited_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('accepted_at', None), ('accepted_by', None)), models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), ('withdrawn_at', None)), _connector='OR'), name='invitation_accepted_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('firm_owner', '企业管理员'), ('firm_clerk', '企业经办人'), ('institution_clerk', '机构经办人'), ('institution_approver', '机构审批人'), ('institution_admin', '机构管理员'), ('officer', '政府工作人员'), ('auditor', '审计人员'), ('operator', '平台运维')], max_length=24, verbose_name='角色')),
                ('granted_at', models.DateTimeField(verbose_name='授予时间')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='终止时间')),
                ('department', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='parties.department', verbose_name='部门')),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='终止人')),
                ('enterprise', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='parties.enterprise', verbose_name='企业')),
                ('granted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='授予人')),
                ('institution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='parties.institution', verbose_name='机构')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to=settings.AUTH_USER_MODEL, verbose_name='自然人')),
            ],
            options={
                'verbose_name': '授权',
                'verbose_name_plural': '授权',
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('department__isnull', True), ('enterprise__isnull', False), ('institution__isnull', True), ('role__in', ['firm_clerk', 'firm_owner'])), models.Q(('department__isnull', True), ('enterprise__isnull', True), ('institution__isnull', False), ('role__in', ['institution_admin', 'institution_approver', 'institution_clerk'])), models.Q(('department__isnull', False), ('enterprise__isnull', True), ('institution__isnull', True), ('role', 'officer')), models.Q(('department__isnull', True), ('enterprise__isnull', True), ('institution__isnull', True), ('role__in', ['auditor', 'operator'])), _connector='OR'), name='mandate_role_fits_organisation'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('granted_at')), _connector='OR'), name='mandate_ended_after_granted'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('role', 'firm_owner')), fields=('enterprise',), name='mandate_one_owner_per_firm'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('enterprise__isnull', False)), fields=('person', 'enterprise'), name='mandate_once_per_firm'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('institution__isnull', False)), fields=('person', 'institution', 'role'), name='mandate_once_per_institution'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('enterprise', None), ('institution', None)), fields=('person', 'role'), name='mandate_once_in_government')],
            },
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='用途')),
                ('prefix', models.CharField(max_length=16, verbose_name='前缀')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='摘要')),
                ('second_factor', models.BooleanField(default=False, verbose_name='签发时已二次验证')),
                ('issued_at', models.DateTimeField(verbose_name='签发时间')),
                ('expires_on', models.DateField(verbose_name='有效期至')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='吊销时间')),
                ('last_seen_at', models.DateTimeField(blank=True, null=True, verbose_name='最近使用')),
                ('issued_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签发人')),
                ('mandate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tokens', to='parties.mandate', verbose_name='授权')),
            ],
            options={
                'verbose_name': '接口令牌',
                'verbose_name_plural': '接口令牌',
                'ordering': ('-issued_at', '-pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('revoked_at', None), ('revoked_at__gte', models.F('issued_at')), _connector='OR'), name='api_token_revoked_after_issued')],
            },
        ),
        migrations.CreateModel(
            name='FirmClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(max_length=500, verbose_name='说明')),
                ('asked_at', models.DateTimeField(verbose_name='申请时间')),
                ('outcome', models.CharField(choices=[('pending', '待核实'), ('confirmed', '已确认'), ('refused', '已驳回')], default='pending', max_length=12, verbose_name='结果')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='核实时间')),
                ('answer', models.CharField(blank=True, default='', max_length=500, verbose_name='答复')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核实人')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='parties.enterprise', verbose_name='企业')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
            ],
            options={
                'verbose_name': '企业认领申请',
                'verbose_name_plural': '企业认领申请',
                'ordering': ('-asked_at', '-pk'),
                'constraints': [models.UniqueConstraint(condition=models.Q(('outcome', 'pending')), fields=('person', 'enterprise'), name='firm_claim_one_pending'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('outcome', 'pending')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='firm_claim_decided_by_someone')],
            },
        ),
    ]
