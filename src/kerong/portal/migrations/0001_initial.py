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
            name='KeptForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(max_length=40, verbose_name='表单')),
                ('fields', models.JSONField(default=dict, verbose_name='已填内容')),
                ('client_key', models.CharField(max_length=64, verbose_name='客户端键')),
                ('kept_at', models.DateTimeField(verbose_name='暂存时间')),
                ('enterprise', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kept_forms', to='parties.enterprise', verbose_name='企业')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kept_forms', to=settings.AUTH_USER_MODEL, verbose_name='填写人')),
            ],
            options={
                'verbose_name': '暂存表单',
                'verbose_name_plural': '暂存表单',
                'constraints': [models.UniqueConstraint(fields=('person', 'enterprise', 'form'), name='kept_form_one_each')],
            },
        ),
    ]
