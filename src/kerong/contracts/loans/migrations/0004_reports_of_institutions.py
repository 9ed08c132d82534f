"""Every report now knows its institution, whose references are its own."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('loans', '0003_fill_life'),
    ]

    operations = [
        migrations.AlterField(
            model_name='loanreport',
            name='institution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loan_reports', to='parties.institution', verbose_name='机构'),
        ),
        migrations.AddConstraint(
            model_name='loanreport',
            constraint=models.UniqueConstraint(fields=('institution', 'reference'), name='loan_report_once'),
        ),
    ]
