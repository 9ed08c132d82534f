from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarYear',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name='年份')),
                ('source', models.CharField(max_length=200, verbose_name='来源')),
            ],
            options={
                'verbose_name': '节假日年份',
                'verbose_name_plural': '节假日年份',
            },
        ),
        migrations.CreateModel(
            name='Industry',
            fields=[
                ('code', models.CharField(max_length=6, primary_key=True, serialize=False, verbose_name='代码')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('level', models.PositiveSmallIntegerField(verbose_name='层级')),
            ],
            options={
                'verbose_name': '国民经济行业',
                'verbose_name_plural': '国民经济行业',
            },
        ),
        migrations.CreateModel(
            name='IndustrySize',
            fields=[
                ('industry', models.CharField(max_length=30, primary_key=True, serialize=False, verbose_name='行业')),
                ('no', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('codes', models.CharField(blank=True, max_length=60, verbose_name='行业代码前缀')),
                ('excluded', models.CharField(blank=True, max_length=60, verbose_name='不含代码前缀')),
                ('employees', models.CharField(blank=True, max_length=40, verbose_name='人员界限')),
                ('revenue_wan', models.CharField(blank=True, max_length=40, verbose_name='营业收入界限（万元）')),
                ('assets_wan', models.CharField(blank=True, max_length=40, verbose_name='资产总额界限（万元）')),
                ('source', models.CharField(max_length=200, verbose_name='来源')),
            ],
            options={
                'verbose_name': '划型标准',
                'verbose_name_plural': '划型标准',
            },
        ),
        migrations.CreateModel(
            name='Lpr',
            fields=[
                ('published_on', models.DateField(primary_key=True, serialize=False, verbose_name='公布日')),
                ('one_year_ppm', models.PositiveIntegerField(verbose_name='一年期（百万分之）')),
                ('five_year_ppm', models.PositiveIntegerField(verbose_name='五年期以上（百万分之）')),
                ('source', models.CharField(max_length=200, verbose_name='来源')),
            ],
            options={
                'verbose_name': '贷款市场报价利率',
                'verbose_name_plural': '贷款市场报价利率',
            },
        ),
        migrations.CreateModel(
            name='TableVersion',
            fields=[
                ('table', models.CharField(max_length=20, primary_key=True, serialize=False, verbose_name='表')),
                ('no', models.PositiveIntegerField(default=0, verbose_name='版本')),
                ('mark', models.CharField(default='', max_length=32, verbose_name='版本标记')),
            ],
            options={
                'verbose_name': '参照表版本',
                'verbose_name_plural': '参照表版本',
            },
        ),
        migrations.CreateModel(
            name='WorkDay',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False, verbose_name='日期')),
                ('is_working', models.BooleanField(verbose_name='是否工作日')),
                ('name', models.CharField(blank=True, max_length=60, verbose_name='名称')),
                ('source', models.CharField(max_length=200, verbose_name='来源')),
            ],
            options={
                'verbose_name': '节假日与调休',
                'verbose_name_plural': '节假日与调休',
            },
        ),
        migrations.CreateModel(
            name='Division',
            fields=[
                ('code', models.CharField(max_length=12, primary_key=True, serialize=False, verbose_name='代码')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('level', models.CharField(max_length=12, verbose_name='层级')),
                ('parent_code', models.CharField(blank=True, max_length=12, verbose_name='上级代码')),
            ],
            options={
                'verbose_name': '行政区划',
                'verbose_name_plural': '行政区划',
                'indexes': [models.Index(fields=['parent_code'], name='division_parent')],
            },
        ),
    ]
