"""Categories, series, terms and people, with a column per language (MODELTRANSLATION_LANGUAGES)."""

import django.contrib.postgres.fields
import django.db.models.deletion
import modelsearch.index
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations of 0.1: a database that has them all has this one.
    replaces = [
        ('vocabulary', '0002_add_series'),
        ('vocabulary', '0003_add_account_of_person'),
        ('vocabulary', '0004_add_link_account'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_fr', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('introduction', models.TextField(blank=True, help_text='One or two sentences on what these articles have in common.', verbose_name='introduction')),
                ('introduction_fr', models.TextField(blank=True, help_text='One or two sentences on what these articles have in common.', null=True, verbose_name='introduction')),
                ('introduction_en', models.TextField(blank=True, help_text='One or two sentences on what these articles have in common.', null=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'series',
                'verbose_name_plural': 'series',
                'ordering': ['pk'],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Category',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_fr', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('slug', models.SlugField(blank=True, db_index=False, help_text='The last part of its web address. Left empty, it is made from the name.', max_length=120, verbose_name='address')),
                ('slug_fr', models.SlugField(blank=True, db_index=False, help_text='The last part of its web address. Left empty, it is made from the name.', max_length=120, null=True, verbose_name='address')),
                ('slug_en', models.SlugField(blank=True, db_index=False, help_text='The last part of its web address. Left empty, it is made from the name.', max_length=120, null=True, verbose_name='address')),
                ('introduction', models.TextField(blank=True, help_text="One or two sentences at the top of the subject's page.", verbose_name='introduction')),
                ('introduction_fr', models.TextField(blank=True, help_text="One or two sentences at the top of the subject's page.", null=True, verbose_name='introduction')),
                ('introduction_en', models.TextField(blank=True, help_text="One or two sentences at the top of the subject's page.", null=True, verbose_name='introduction')),
                ('drawing', models.CharField(choices=[('deuxieme-avis', 'Two speech bubbles'), ('associations', 'People'), ('cancer', 'Cells'), ('partenariats', 'Two rings'), ('specialites', 'Organs'), ('telemedecine', 'Telephone'), ('traitements', 'Medicines'), ('rendez-vous', 'Calendar'), ('tous', 'Sheets of paper')], default='tous', max_length=20, verbose_name='drawing')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='Subjects are listed by position, then by name.', verbose_name='position')),
            ],
            options={
                'verbose_name': 'category',
                'verbose_name_plural': 'categories',
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('slug_fr',), name='category_slug_fr_unique', violation_error_message='Another entry already has this address in this language.'), models.UniqueConstraint(fields=('slug_en',), name='category_slug_en_unique', violation_error_message='Another entry already has this address in this language.')],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_fr', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('is_team', models.BooleanField(default=False, help_text='Not a person, but a team or an organisation.', verbose_name='team')),
                ('role', models.CharField(blank=True, help_text='For example: editor, oncologist.', max_length=120, verbose_name='role')),
                ('role_fr', models.CharField(blank=True, help_text='For example: editor, oncologist.', max_length=120, null=True, verbose_name='role')),
                ('role_en', models.CharField(blank=True, help_text='For example: editor, oncologist.', max_length=120, null=True, verbose_name='role')),
                ('qualification', models.CharField(blank=True, help_text='Degrees and titles that readers can rely on.', max_length=200, verbose_name='qualification')),
                ('qualification_fr', models.CharField(blank=True, help_text='Degrees and titles that readers can rely on.', max_length=200, null=True, verbose_name='qualification')),
                ('qualification_en', models.CharField(blank=True, help_text='Degrees and titles that readers can rely on.', max_length=200, null=True, verbose_name='qualification')),
                ('organisation', models.CharField(blank=True, max_length=200, verbose_name='organisation')),
                ('organisation_fr', models.CharField(blank=True, max_length=200, null=True, verbose_name='organisation')),
                ('organisation_en', models.CharField(blank=True, max_length=200, null=True, verbose_name='organisation')),
                ('account', models.OneToOneField(blank=True, help_text='Whoever signs medically does so under this name and qualification.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL, verbose_name='account')),
            ],
            options={
                'verbose_name': 'person',
                'verbose_name_plural': 'people',
                'ordering': ['pk'],
                'permissions': [('link_account', 'Can say which account signs under a name')],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('name_fr', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('name_en', models.CharField(max_length=120, null=True, verbose_name='name')),
                ('slug', models.SlugField(blank=True, db_index=False, help_text='The last part of its web address. Left empty, it is made from the name.', max_length=120, verbose_name='address')),
                ('slug_fr', models.SlugField(blank=True, db_index=False, help_text='The last part of its web address. Left empty, it is made from the name.', max_length=120, null=True, verbose_name='address')),
                ('slug_en', models.SlugField(blank=True, db_index=False, help_text='The last part of its web address. Left empty, it is made from the name.', max_length=120, null=True, verbose_name='address')),
                ('short_definition', models.TextField(help_text='One plain sentence that can stand alone, as shown beside the word in an article.', max_length=300, verbose_name='short definition')),
                ('short_definition_fr', models.TextField(help_text='One plain sentence that can stand alone, as shown beside the word in an article.', max_length=300, null=True, verbose_name='short definition')),
                ('short_definition_en', models.TextField(help_text='One plain sentence that can stand alone, as shown beside the word in an article.', max_length=300, null=True, verbose_name='short definition')),
                ('long_definition', wagtail.fields.RichTextField(blank=True, verbose_name='long definition')),
                ('long_definition_fr', wagtail.fields.RichTextField(blank=True, null=True, verbose_name='long definition')),
                ('long_definition_en', wagtail.fields.RichTextField(blank=True, null=True, verbose_name='long definition')),
                ('synonyms', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='One per line, as patients say them: “heart attack”.', size=None, verbose_name='synonyms and lay terms')),
                ('synonyms_fr', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='One per line, as patients say them: “heart attack”.', null=True, size=None, verbose_name='synonyms and lay terms')),
                ('synonyms_en', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=120), blank=True, default=list, help_text='One per line, as patients say them: “heart attack”.', null=True, size=None, verbose_name='synonyms and lay terms')),
                ('acronym', models.CharField(blank=True, max_length=20, verbose_name='acronym')),
                ('acronym_fr', models.CharField(blank=True, max_length=20, null=True, verbose_name='acronym')),
                ('acronym_en', models.CharField(blank=True, max_length=20, null=True, verbose_name='acronym')),
            ],
            options={
                'verbose_name': 'term',
                'verbose_name_plural': 'terms',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('slug_fr',), name='term_slug_fr_unique', violation_error_message='Another entry already has this address in this language.'), models.UniqueConstraint(fields=('slug_en',), name='term_slug_en_unique', violation_error_message='Another entry already has this address in this language.')],
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
    ]
