"""States of translations, the memory, notes, and overrides, which are written once."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# As articles.models.append_only declares it.
PROTECT = """
CREATE TRIGGER append_only_row BEFORE UPDATE OR DELETE ON translations_translationoverride
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON translations_translationoverride
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
ALTER TABLE translations_translationoverride ENABLE ALWAYS TRIGGER append_only_row;
ALTER TABLE translations_translationoverride ENABLE ALWAYS TRIGGER append_only_table;
"""


class Migration(migrations.Migration):

    initial = True

    # The migrations of 0.1: a database that has them all has this one.
    replaces = [
        ('translations', '0001_add_overrides'),
        ('translations', '0002_add_translation_states'),
        ('translations', '0003_add_memory'),
        ('translations', '0004_protect_overrides'),
        ('translations', '0005_add_segment_notes'),
        ('translations', '0006_know_what_search_engines_showed'),
    ]

    dependencies = [
        ('articles', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MadeFrom',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('units', models.JSONField()),
                ('revision', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.revision')),
            ],
            options={
                'verbose_name': 'origin of a draft',
                'verbose_name_plural': 'origins of drafts',
            },
        ),
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
        migrations.CreateModel(
            name='TranslationOverride',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(verbose_name='page')),
                ('language_code', models.CharField(max_length=100, verbose_name='language')),
                ('finding', models.CharField(max_length=100, verbose_name='finding')),
                ('source_digest', models.CharField(max_length=64)),
                ('target_digest', models.CharField(max_length=64)),
                ('reason', models.TextField(max_length=1000, verbose_name='reason')),
                ('user_id', models.PositiveBigIntegerField(null=True)),
                ('user_name', models.CharField(max_length=200, verbose_name='name')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made on')),
            ],
            options={
                'verbose_name': 'override of a finding',
                'verbose_name_plural': 'overrides of findings',
                'permissions': [('override_finding', 'May publish a translation in spite of a finding')],
                'default_permissions': ['view'],
                'indexes': [models.Index(fields=['translation_key', 'language_code'], name='override_of_translation')],
            },
        ),
        migrations.CreateModel(
            name='TranslationState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField()),
                ('state', models.CharField(choices=[('stale', 'stale'), ('ready', 'ready for review'), ('in_progress', 'in progress'), ('missing', 'missing'), ('current', 'current'), ('withdrawn', 'withdrawn at the source')], default='missing', max_length=20, verbose_name='state')),
                ('is_live', models.BooleanField(default=False, verbose_name='online')),
                ('total', models.PositiveIntegerField(default=0, verbose_name='segments')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='translated segments')),
                ('stale', models.PositiveIntegerField(default=0, verbose_name='stale segments')),
                ('clinical', models.PositiveIntegerField(default=0, verbose_name='stale segments after a clinical change')),
                ('stale_since', models.DateTimeField(null=True, verbose_name='stale since')),
                ('made_from', models.JSONField(default=list)),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='updated')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='states', to='wagtailcore.locale', verbose_name='language')),
                ('page', models.ForeignKey(help_text='The source; once that is deleted, the translation that is left.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='translation_states', to='wagtailcore.page', verbose_name='page')),
                ('source_locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale')),
                ('target', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page')),
                ('translator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='translator')),
            ],
            options={
                'verbose_name': 'state of a translation',
                'verbose_name_plural': 'states of translations',
            },
        ),
        migrations.CreateModel(
            name='StaleUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(max_length=100, verbose_name='unit')),
                ('kind', models.CharField(choices=[('minor', 'minor'), ('clinical', 'clinical')], max_length=20, verbose_name='kind')),
                ('since', models.DateTimeField(verbose_name='since')),
                ('state', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stale_units', to='translations.translationstate')),
            ],
            options={
                'verbose_name': 'stale unit',
                'verbose_name_plural': 'stale units',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='SegmentNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(verbose_name='page')),
                ('path', models.TextField(verbose_name='place in the page')),
                ('source', models.TextField(verbose_name='source text')),
                ('text', models.TextField(max_length=2000, verbose_name='note')),
                ('author_name', models.CharField(max_length=200, verbose_name='author')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made')),
                ('resolved_at', models.DateTimeField(null=True, verbose_name='resolved')),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
            ],
            options={
                'verbose_name': 'note on a segment',
                'verbose_name_plural': 'notes on segments',
                'ordering': ['made_at', 'pk'],
                'default_permissions': [],
                'indexes': [models.Index(condition=models.Q(('resolved_at', None)), fields=['translation_key'], name='note_of_page')],
            },
        ),
        migrations.AddIndex(
            model_name='translationstate',
            index=models.Index(fields=['locale', 'state'], name='state_by_language'),
        ),
        migrations.AddConstraint(
            model_name='translationstate',
            constraint=models.UniqueConstraint(fields=('translation_key', 'locale'), name='state_once_per_language'),
        ),
        migrations.AddConstraint(
            model_name='staleunit',
            constraint=models.UniqueConstraint(fields=('state', 'unit'), name='stale_unit_once'),
        ),
        migrations.RunSQL(PROTECT, migrations.RunSQL.noop),
    ]
