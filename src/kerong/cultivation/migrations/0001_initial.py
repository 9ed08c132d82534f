import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('parties', '0001_initial'),
        ('population', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Pool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, unique=True, verbose_name='代码')),
                ('title_zh', models.CharField(max_length=120, verbose_name='名称')),
                ('title_en', models.CharField(max_length=160, verbose_name='英文名称')),
                ('tells_firms', models.BooleanField(default=True, verbose_name='通知企业')),
                ('opened_at', models.DateTimeField(verbose_name='设立时间')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='关闭时间')),
            ],
            options={
                'verbose_name': '培育库',
                'verbose_name_plural': '培育库',
                'ordering': ('code',),
            },
        ),
        migrations.CreateModel(
            name='PoolRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.PositiveIntegerField(verbose_name='版本号')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
                ('body', models.TextField(verbose_name='正文')),
                ('verified', models.BooleanField(default=False, verbose_name='已核实')),
                ('set_by', models.CharField(max_length=80, verbose_name='设定人')),
                ('set_at', models.DateTimeField(verbose_name='设定时间')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='cultivation.pool', verbose_name='培育库')),
            ],
            options={
                'verbose_name': '入退库规则',
                'verbose_name_plural': '入退库规则',
                'ordering': ('pool', 'no'),
                'constraints': [models.UniqueConstraint(fields=('pool', 'no'), name='pool_rule_no_once')],
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entered_on', models.DateField(verbose_name='入库日期')),
                ('entry_reason', models.CharField(max_length=300, verbose_name='入库依据')),
                ('left_on', models.DateField(blank=True, null=True, verbose_name='出库日期')),
                ('exit_reason', models.CharField(blank=True, default='', max_length=300, verbose_name='出库依据')),
                ('entered_in', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='population.run', verbose_name='入库运行')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='parties.enterprise', verbose_name='企业')),
                ('left_in', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='population.run', verbose_name='出库运行')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='cultivation.pool', verbose_name='培育库')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cultivation.poolrule', verbose_name='入库规则')),
                ('left_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cultivation.poolrule', verbose_name='出库规则')),
            ],
            options={
                'verbose_name': '入库记录',
                'verbose_name_plural': '入库记录',
                'ordering': ('-entered_on', 'pk'),
                'indexes': [models.Index(fields=['pool', '-entered_on'], name='membership_entries'), models.Index(fields=['pool', '-left_on'], name='membership_exits')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('left_on', None)), fields=('pool', 'enterprise'), name='membership_one_open'), models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('entered_on')), _connector='OR'), name='membership_forwards'), models.CheckConstraint(condition=models.Q(models.Q(('left_by', None), ('left_in', None), ('left_on', None)), models.Q(('left_by__isnull', False), ('left_in__isnull', False), ('left_on__isnull', False)), _connector='OR'), name='membership_left_by_rule')],
            },
        ),
        migrations.AddField(
            model_name='Pool',
            name='rule',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cultivation.poolrule', verbose_name='现行规则'),
        ),
    ]
