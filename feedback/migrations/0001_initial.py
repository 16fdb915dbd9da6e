"""Whether a page helped: a count per day."""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations of 0.1: a database that has them all has this one.
    replaces = [
        ('feedback', '0002_let_roles_see_answers'),
    ]

    dependencies = [
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='DailyCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(default=django.utils.timezone.localdate, verbose_name='day')),
                ('is_helpful', models.BooleanField(verbose_name='helpful')),
                ('reason', models.CharField(blank=True, choices=[('unclear', 'I did not understand everything'), ('incomplete', 'It does not answer my question'), ('long', 'It is too long'), ('outdated', 'It seems out of date'), ('wrong', 'Something seems wrong')], max_length=20, verbose_name='reason')),
                ('count', models.PositiveIntegerField(default=1, verbose_name='answers')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'daily count of answers',
                'verbose_name_plural': 'daily counts of answers',
                'default_permissions': ('view',),
                'constraints': [models.UniqueConstraint(fields=('page', 'day', 'is_helpful', 'reason'), name='daily_count_once'), models.CheckConstraint(condition=models.Q(('is_helpful', False), ('reason', ''), _connector='OR'), name='daily_count_reason_of_a_no')],
            },
        ),
    ]
