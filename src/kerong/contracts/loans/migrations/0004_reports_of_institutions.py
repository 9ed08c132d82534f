from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [('loans', '0003_fill_life')]
    operations = []
