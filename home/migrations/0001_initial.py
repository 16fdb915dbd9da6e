"""The home page, standing pages, the glossary’s page, settings per language, announcements."""

import django.db.models.deletion
import django.utils.timezone
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    # The migrations of 0.1: a database that has them all has this one.
    replaces = [
        ('home', '0002_link_sources_and_words'),
        ('home', '0003_add_announcements_and_features'),
        ('home', '0004_let_publishers_announce'),
        ('home', '0005_add_language_of_phrases'),
    ]

    dependencies = [
        ('vocabulary', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('wagtailimages', '0027_image_description'),
    ]

    operations = [
        migrations.CreateModel(
            name='GlossaryPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'glossary',
                'verbose_name_plural': 'glossaries',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('definition_list', 8), ('item_list', 12), ('steps', 17), ('quote', 24), ('callout', 28), ('question', 31), ('figure', 35), ('table', 37), ('video', 42)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Often a question, as readers ask it.', 'label': 'Heading', 'max_length': 200}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'term', 'reference', 'language']}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Word', 'max_length': 120}), 5: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'term', 'reference', 'language'], 'label': 'Explanation'}), 6: ('wagtail.blocks.StructBlock', [[('term', 4), ('definition', 5)]], {'label': 'Definition'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Definitions', 'min_num': 1}), 8: ('wagtail.blocks.StructBlock', [[('entries', 7)]], {}), 9: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('bulleted', 'Bulleted'), ('numbered', 'Numbered')], 'help_text': 'Number the items only where their order matters.', 'label': 'Kind'}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'term', 'reference', 'language'], 'label': 'Item'}), 11: ('wagtail.blocks.ListBlock', (10,), {'label': 'Items', 'min_num': 1}), 12: ('wagtail.blocks.StructBlock', [[('kind', 9), ('entries', 11)]], {}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Step', 'max_length': 120}), 14: ('wagtail.blocks.RichTextBlock', (), {'default': '', 'features': ['bold', 'italic', 'link', 'term', 'reference', 'language'], 'label': 'Explanation', 'required': False}), 15: ('wagtail.blocks.StructBlock', [[('title', 13), ('text', 14)]], {'label': 'Step'}), 16: ('wagtail.blocks.ListBlock', (15,), {'label': 'Steps', 'min_num': 1}), 17: ('wagtail.blocks.StructBlock', [[('entries', 16)]], {}), 18: ('wagtail.blocks.TextBlock', (), {'help_text': 'Without quotation marks: the page adds them.', 'label': 'Quotation', 'rows': 3}), 19: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Person', 'max_length': 120, 'required': False}), 20: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Role', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Organisation', 'max_length': 200, 'required': False}), 22: ('wagtail.blocks.URLBlock', (), {'default': '', 'label': 'Source address', 'required': False}), 23: ('wagtail.blocks.DateBlock', (), {'label': 'Date', 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('text', 18), ('person', 19), ('role', 20), ('organisation', 21), ('source_url', 22), ('date', 23)]], {}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('information', 'Information'), ('caution', 'Caution'), ('emergency', 'Emergency')], 'help_text': 'An emergency shows the emergency numbers of the site. At most one per page.', 'label': 'Kind'}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 27: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'term', 'reference', 'language', 'ul'], 'label': 'Text'}), 28: ('wagtail.blocks.StructBlock', [[('kind', 25), ('title', 26), ('text', 27)]], {}), 29: ('wagtail.blocks.CharBlock', (), {'label': 'Question', 'max_length': 200}), 30: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'term', 'reference', 'language', 'ul'], 'label': 'Answer'}), 31: ('wagtail.blocks.StructBlock', [[('question', 29), ('answer', 30)]], {}), 32: ('wagtail.images.blocks.ImageBlock', [], {'help_text': 'Describe what the picture says, in the language of the page; or mark it as decorative.', 'label': 'Image'}), 33: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Caption', 'max_length': 300, 'required': False}), 34: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': 'Author, source, year.', 'label': 'Credit', 'max_length': 200, 'required': False}), 35: ('wagtail.blocks.StructBlock', [[('image', 32), ('caption', 33), ('credit', 34)]], {}), 36: ('wagtail.blocks.RichTextBlock', (), {'default': '', 'features': ['bold', 'italic', 'link', 'term', 'reference', 'language'], 'label': 'Text', 'required': False}), 37: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 36)]], {}), 38: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 200}), 39: ('wagtail.blocks.URLBlock', (), {'help_text': 'The page of the video on YouTube, Vimeo or Dailymotion.', 'label': 'Address'}), 40: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Published by', 'max_length': 200, 'required': False}), 41: ('wagtail.blocks.RichTextBlock', (), {'default': '', 'features': ['bold', 'italic', 'link', 'term', 'reference', 'language', 'ul'], 'help_text': "What is said and shown, for those who can't watch or listen.", 'label': 'Transcript', 'required': False}), 42: ('wagtail.blocks.StructBlock', [[('title', 38), ('url', 39), ('organisation', 40), ('transcript', 41)]], {})}, verbose_name='text')),
            ],
            options={
                'verbose_name': 'standard page',
                'verbose_name_plural': 'standard pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('headline', models.CharField(help_text='The first words a reader sees.', max_length=120, verbose_name='headline')),
                ('introduction', models.TextField(help_text='What this site is, and for whom, in two sentences.', verbose_name='introduction')),
                ('featured_series', models.ForeignKey(blank=True, help_text='Its articles have a place of their own on this page.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='vocabulary.series', verbose_name='featured series')),
                ('method_page', models.ForeignKey(blank=True, help_text='The page that says how articles are written and reviewed; four promises lead to it.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='how we work')),
            ],
            options={
                'verbose_name': 'home page',
                'verbose_name_plural': 'home pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('tagline', models.CharField(blank=True, max_length=120, verbose_name='tagline')),
                ('publisher', models.CharField(blank=True, help_text='Who answers for this site.', max_length=200, verbose_name='publisher')),
                ('funding_statement', models.TextField(blank=True, help_text='Who pays for this site, and what they have a say in.', verbose_name='funding')),
                ('medical_disclaimer', models.TextField(blank=True, help_text="That this site does not replace one's doctor, in your own words.", verbose_name='medical disclaimer')),
                ('emergency_numbers', wagtail.fields.StreamField([('number', 4)], blank=True, block_lookup={0: ('wagtail.blocks.RegexBlock', ('^[0-9 +]{2,20}$',), {'error_messages': {'invalid': 'Digits, spaces and + only.'}, 'label': 'Number'}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Service', 'max_length': 60}), 2: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'For whom, where', 'max_length': 120, 'required': False}), 3: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('tel', 'Call'), ('sms', 'Text message')], 'label': 'Reached by'}), 4: ('wagtail.blocks.StructBlock', [[('number', 0), ('label', 1), ('detail', 2), ('kind', 3)]], {})}, verbose_name='emergency numbers')),
                ('main_menu', wagtail.fields.StreamField([('link', 2)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 1: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': "Left empty, the page's title.", 'label': 'Words', 'max_length': 60, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('page', 0), ('label', 1)]], {})}, verbose_name='main menu')),
                ('footer_menu', wagtail.fields.StreamField([('group', 5)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Heading', 'max_length': 60}), 1: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 2: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': "Left empty, the page's title.", 'label': 'Words', 'max_length': 60, 'required': False}), 3: ('wagtail.blocks.StructBlock', [[('page', 1), ('label', 2)]], {}), 4: ('wagtail.blocks.ListBlock', (3,), {'label': 'Links', 'min_num': 1}), 5: ('wagtail.blocks.StructBlock', [[('title', 0), ('links', 4)]], {})}, verbose_name='footer')),
                ('legal_menu', wagtail.fields.StreamField([('link', 2)], blank=True, block_lookup={0: ('wagtail.blocks.PageChooserBlock', (), {'label': 'Page'}), 1: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': "Left empty, the page's title.", 'label': 'Words', 'max_length': 60, 'required': False}), 2: ('wagtail.blocks.StructBlock', [[('page', 0), ('label', 1)]], {})}, help_text='Legal notice, privacy, accessibility: what every site owes its readers.', verbose_name='last line')),
                ('locale', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('logo', models.ForeignKey(blank=True, help_text='Shown before the name. Without one, the two circles of the house.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='logo')),
            ],
            options={
                'verbose_name': 'site settings',
                'verbose_name_plural': 'site settings',
                'ordering': ['locale__language_code'],
            },
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='title')),
                ('text', models.TextField(max_length=500, verbose_name='text')),
                ('starts_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='first day')),
                ('ends_on', models.DateField(help_text='An announcement without an end is forgotten.', verbose_name='last day')),
                ('locale', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.locale', verbose_name='language')),
                ('page', models.ForeignKey(blank=True, help_text='Where to read more.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'announcement',
                'verbose_name_plural': 'announcements',
                'ordering': ['-starts_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='announcement_ends_after_it_starts', violation_error_message='The last day is before the first.')],
            },
        ),
    ]
