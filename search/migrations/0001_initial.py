"""The index of readers’ search, with PostgreSQL’s extensions and a text search configuration per language."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGinExtension, CreateExtension, TrigramExtension, UnaccentExtension
from django.db import migrations, models

CONFIGURATIONS = {'portal_simple': 'simple', 'portal_fr': 'french', 'portal_en': 'english'}


def create_configuration(name, base):
    stem = 'simple' if base == 'simple' else f'{base}_stem'
    return migrations.RunSQL(
        f"""
        CREATE TEXT SEARCH CONFIGURATION {name} (COPY = pg_catalog.{base});
        ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {stem};
        """,
        f'DROP TEXT SEARCH CONFIGURATION {name};',
    )


class Migration(migrations.Migration):

    initial = True

    # The migrations of 0.1: a database that has them all has this one.
    replaces = [
        ('search', '0001_create_text_search'),
        ('search', '0002_add_index'),
        ('search', '0003_add_promotions'),
        ('search', '0004_add_unmet_searches'),
        ('search', '0005_let_roles_promote'),
    ]

    dependencies = [
        ('vocabulary', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        # First, or the error blames `pg_trgm`.
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGinExtension(),
        CreateExtension('fuzzystrmatch'),
        *(create_configuration(name, base) for name, base in CONFIGURATIONS.items()),
        migrations.CreateModel(
            name='Promotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('searches', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), help_text='One per line, as readers type them. Accents and capitals don’t matter.', size=None, verbose_name='searches')),
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
