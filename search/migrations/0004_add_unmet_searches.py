import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0003_add_promotions'),
    ]

    operations = [
        migrations.CreateModel(
            name='UnmetQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12, verbose_name='language')),
                ('text', models.CharField(max_length=60, verbose_name='search')),
                ('decision', models.CharField(choices=[('open', 'to be decided'), ('answered', 'synonym or term added'), ('write', 'page to write'), ('aside', 'set aside')], default='open', max_length=8, verbose_name='decision')),
            ],
            options={
                'verbose_name': 'unmet search',
                'verbose_name_plural': 'unmet searches',
                'constraints': [models.UniqueConstraint(fields=('language', 'text'), name='unmet_query_once')],
            },
        ),
        migrations.CreateModel(
            name='UnmetDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('without_result', models.PositiveIntegerField(default=0, verbose_name='without a result')),
                ('without_click', models.PositiveIntegerField(default=0, verbose_name='without a click')),
                ('query', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='days', to='search.unmetquery')),
            ],
            options={
                'verbose_name': 'day of an unmet search',
                'constraints': [models.UniqueConstraint(fields=('query', 'day'), name='unmet_day_once')],
            },
        ),
    ]
