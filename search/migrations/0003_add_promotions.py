import django.db.models.deletion
import vocabulary.models
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0002_add_index'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Promotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('searches', vocabulary.models.LinesField(base_field=models.CharField(max_length=100), help_text='One per line, as readers type them. Accents and capitals don’t matter.', size=None, verbose_name='searches')),
                ('reason', models.CharField(blank=True, help_text='Why it answers, in a sentence. Left empty, only the title is shown.', max_length=200, verbose_name='words shown with it')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'promoted result',
                'verbose_name_plural': 'promoted results',
                'ordering': ['locale__language_code', 'pk'],
            },
        ),
    ]
