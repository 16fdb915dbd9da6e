import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0001_create_text_search'),
        ('vocabulary', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='Word',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('word', models.CharField(max_length=80)),
                ('stem', models.CharField(max_length=80)),
                ('spelling', models.CharField(max_length=80)),
                ('entries', models.IntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['language', 'stem'], name='word_stem'), models.Index(fields=['language', 'word'], name='word_beginning', opclasses=['', 'varchar_pattern_ops']), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['word'], name='word_alike', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(fields=('word', 'language'), name='word_once')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('kind', models.CharField(choices=[('article', 'Articles'), ('term', 'Glossary'), ('page', 'About this site')], max_length=8)),
                ('title', models.CharField(max_length=255)),
                ('body', models.TextField()),
                ('titles', django.contrib.postgres.search.SearchVectorField()),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
                ('exact', django.contrib.postgres.search.SearchVectorField()),
                ('page', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
                ('term', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='vocabulary.term')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['language', 'vector'], name='entry_words'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['language', 'titles'], name='entry_titles')],
                'constraints': [models.UniqueConstraint(fields=('term', 'language'), name='entry_of_a_term_once'), models.CheckConstraint(condition=models.Q(models.Q(('page', None), ('term__isnull', False)), models.Q(('page__isnull', False), ('term', None)), _connector='OR'), name='entry_of_one_thing')],
            },
        ),
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=12)),
                ('key', models.CharField(max_length=250)),
                ('text', models.CharField(max_length=120)),
                ('query', models.TextField()),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='vocabulary.term')),
            ],
            options={
                'indexes': [models.Index(fields=['key', 'language'], name='phrase_key')],
            },
        ),
    ]
