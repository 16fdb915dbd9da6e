import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('translations', '0001_add_overrides'),
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
    ]
