import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('translations', '0002_add_translation_states'),
    ]

    operations = [
        migrations.CreateModel(
            name='Remembered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_language', models.CharField(max_length=100, verbose_name='source language')),
                ('target_language', models.CharField(max_length=100, verbose_name='target language')),
                ('source', models.TextField(verbose_name='source text')),
                ('target', models.TextField(verbose_name='translation')),
                ('source_digest', models.UUIDField(help_text='As wagtail-localize hashes strings.')),
                ('pairs', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), help_text='Hashes of neighbouring words, to find what is alike.', size=None)),
                ('translation_key', models.UUIDField(help_text='Empty for an imported entry.', null=True, verbose_name='page')),
                ('context', models.CharField(blank=True, max_length=500, verbose_name='place in the page')),
                ('author_name', models.CharField(blank=True, max_length=200, verbose_name='author')),
                ('made_at', models.DateTimeField(verbose_name='made')),
                ('used_at', models.DateTimeField(verbose_name='last used')),
            ],
            options={
                'verbose_name': 'translation memory entry',
                'verbose_name_plural': 'translation memory',
                'indexes': [models.Index(fields=['translation_key', 'context'], name='remembered_of_place'), django.contrib.postgres.indexes.GinIndex(fields=['pairs'], name='remembered_alike')],
                'constraints': [models.UniqueConstraint(fields=('source_language', 'target_language', 'source_digest', 'translation_key', 'context'), name='remembered_once_per_place')],
            },
        ),
    ]
