"""Articles, their lists and labels, what readers are told of a review, and the declared changes, which are written once."""

import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

# As articles.models.append_only declares it: other registers use it too.
APPEND_ONLY = r"""
CREATE FUNCTION portal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'TRUNCATE' AND current_database() LIKE 'test\_%'
        AND current_setting('portal.allow_truncate', true) = 'on' THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""
PROTECT = """
CREATE TRIGGER append_only_row BEFORE UPDATE OR DELETE ON articles_declaredchange
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON articles_declaredchange
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
ALTER TABLE articles_declaredchange ENABLE ALWAYS TRIGGER append_only_row;
ALTER TABLE articles_declaredchange ENABLE ALWAYS TRIGGER append_only_table;
"""


class Migration(migrations.Migration):

    initial = True

    # The migrations of 0.1: a database that has them all has this one.
    replaces = [
        ('articles', '0002_add_reviews_and_changes'),
        ('articles', '0003_add_series'),
        ('articles', '0004_link_sources_and_words'),
        ('articles', '0005_add_related_articles'),
        ('articles', '0006_point_review_to_sign_off'),
        ('articles', '0007_add_owners'),
        ('articles', '0008_add_language_of_phrases'),
    ]

    dependencies = [
        ('vocabulary', '0001_initial'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        ('wagtailimages', '0027_image_description'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ArticleIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', models.TextField(blank=True, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'list of articles',
                'verbose_name_plural': 'lists of articles',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ArticlePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', models.TextField(help_text='What the reader will find here, in two or three plain sentences.', verbose_name='introduction')),
                ('kind', models.CharField(blank=True, choices=[('condition', 'A condition'), ('treatment', 'A treatment'), ('examination', 'An examination'), ('support', 'Rights, care and support')], help_text='It decides what the checks expect: an article on a treatment speaks of its risks, for example.', max_length=20, verbose_name='kind')),
                ('purpose', models.CharField(blank=True, help_text='What the reader will be able to do after reading.', max_length=300, verbose_name='aim')),
                ('audience', models.CharField(blank=True, help_text='Whom it is written for: patients, relatives, both.', max_length=200, verbose_name='audience')),
                ('published_on', models.DateField(default=django.utils.timezone.localdate, help_text='The day the article first appeared, here or elsewhere.', verbose_name='published on')),
                ('series_position', models.PositiveSmallIntegerField(default=0, help_text='The lowest number is read first.', verbose_name='place in the series')),
                ('key_points', wagtail.fields.StreamField([('point', 0)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'tick', 'label': 'Point', 'max_length': 300})}, help_text='What to remember if one reads nothing else: three to five sentences.', verbose_name='key points')),
                ('body', wagtail.fields.StreamField([('heading', 2), ('paragraph', 3), ('definition_list', 8), ('item_list', 12), ('steps', 17), ('quote', 24), ('callout', 28), ('question', 31), ('figure', 35), ('table', 37), ('video', 42)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'help_text': 'Often a question, as readers ask it.', 'label': 'Heading', 'max_length': 200}), 1: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('2', 'Section'), ('3', 'Part of a section')], 'label': 'Level'}), 2: ('wagtail.blocks.StructBlock', [[('text', 0), ('level', 1)]], {}), 3: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'term', 'reference', 'language']}), 4: ('wagtail.blocks.CharBlock', (), {'label': 'Word', 'max_length': 120}), 5: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'term', 'reference', 'language'], 'label': 'Explanation'}), 6: ('wagtail.blocks.StructBlock', [[('term', 4), ('definition', 5)]], {'label': 'Definition'}), 7: ('wagtail.blocks.ListBlock', (6,), {'label': 'Definitions', 'min_num': 1}), 8: ('wagtail.blocks.StructBlock', [[('entries', 7)]], {}), 9: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('bulleted', 'Bulleted'), ('numbered', 'Numbered')], 'help_text': 'Number the items only where their order matters.', 'label': 'Kind'}), 10: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'term', 'reference', 'language'], 'label': 'Item'}), 11: ('wagtail.blocks.ListBlock', (10,), {'label': 'Items', 'min_num': 1}), 12: ('wagtail.blocks.StructBlock', [[('kind', 9), ('entries', 11)]], {}), 13: ('wagtail.blocks.CharBlock', (), {'label': 'Step', 'max_length': 120}), 14: ('wagtail.blocks.RichTextBlock', (), {'default': '', 'features': ['bold', 'italic', 'link', 'term', 'reference', 'language'], 'label': 'Explanation', 'required': False}), 15: ('wagtail.blocks.StructBlock', [[('title', 13), ('text', 14)]], {'label': 'Step'}), 16: ('wagtail.blocks.ListBlock', (15,), {'label': 'Steps', 'min_num': 1}), 17: ('wagtail.blocks.StructBlock', [[('entries', 16)]], {}), 18: ('wagtail.blocks.TextBlock', (), {'help_text': 'Without quotation marks: the page adds them.', 'label': 'Quotation', 'rows': 3}), 19: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Person', 'max_length': 120, 'required': False}), 20: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Role', 'max_length': 120, 'required': False}), 21: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Organisation', 'max_length': 200, 'required': False}), 22: ('wagtail.blocks.URLBlock', (), {'default': '', 'label': 'Source address', 'required': False}), 23: ('wagtail.blocks.DateBlock', (), {'label': 'Date', 'required': False}), 24: ('wagtail.blocks.StructBlock', [[('text', 18), ('person', 19), ('role', 20), ('organisation', 21), ('source_url', 22), ('date', 23)]], {}), 25: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('information', 'Information'), ('caution', 'Caution'), ('emergency', 'Emergency')], 'help_text': 'An emergency shows the emergency numbers of the site. At most one per page.', 'label': 'Kind'}), 26: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 120}), 27: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'term', 'reference', 'language', 'ul'], 'label': 'Text'}), 28: ('wagtail.blocks.StructBlock', [[('kind', 25), ('title', 26), ('text', 27)]], {}), 29: ('wagtail.blocks.CharBlock', (), {'label': 'Question', 'max_length': 200}), 30: ('wagtail.blocks.RichTextBlock', (), {'features': ['bold', 'italic', 'link', 'term', 'reference', 'language', 'ul'], 'label': 'Answer'}), 31: ('wagtail.blocks.StructBlock', [[('question', 29), ('answer', 30)]], {}), 32: ('wagtail.images.blocks.ImageBlock', [], {'help_text': 'Describe what the picture says, in the language of the page; or mark it as decorative.', 'label': 'Image'}), 33: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Caption', 'max_length': 300, 'required': False}), 34: ('wagtail.blocks.CharBlock', (), {'default': '', 'help_text': 'Author, source, year.', 'label': 'Credit', 'max_length': 200, 'required': False}), 35: ('wagtail.blocks.StructBlock', [[('image', 32), ('caption', 33), ('credit', 34)]], {}), 36: ('wagtail.blocks.RichTextBlock', (), {'default': '', 'features': ['bold', 'italic', 'link', 'term', 'reference', 'language'], 'label': 'Text', 'required': False}), 37: ('wagtail.contrib.typed_table_block.blocks.TypedTableBlock', [[('text', 36)]], {}), 38: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 200}), 39: ('wagtail.blocks.URLBlock', (), {'help_text': 'The page of the video on YouTube, Vimeo or Dailymotion.', 'label': 'Address'}), 40: ('wagtail.blocks.CharBlock', (), {'default': '', 'label': 'Published by', 'max_length': 200, 'required': False}), 41: ('wagtail.blocks.RichTextBlock', (), {'default': '', 'features': ['bold', 'italic', 'link', 'term', 'reference', 'language', 'ul'], 'help_text': "What is said and shown, for those who can't watch or listen.", 'label': 'Transcript', 'required': False}), 42: ('wagtail.blocks.StructBlock', [[('title', 38), ('url', 39), ('organisation', 40), ('transcript', 41)]], {})}, verbose_name='text')),
                ('questions', wagtail.fields.StreamField([('question', 0)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'icon': 'help', 'label': 'Question', 'max_length': 200})}, verbose_name="questions to ask one's doctor")),
                ('references', wagtail.fields.StreamField([('reference', 6)], blank=True, block_lookup={0: ('wagtail.blocks.CharBlock', (), {'label': 'Published by', 'max_length': 200}), 1: ('wagtail.blocks.CharBlock', (), {'label': 'Title', 'max_length': 300}), 2: ('wagtail.blocks.IntegerBlock', (), {'label': 'Year', 'max_value': 2100, 'min_value': 1800, 'required': False}), 3: ('wagtail.blocks.URLBlock', (), {'default': '', 'label': 'Address', 'required': False}), 4: ('wagtail.blocks.DateBlock', (), {'label': 'Read on', 'required': False}), 5: ('wagtail.blocks.ChoiceBlock', [], {'choices': [('fr', 'French'), ('en', 'English')], 'help_text': "Where it isn't the language of the page.", 'label': 'Language of the title', 'required': False}), 6: ('wagtail.blocks.StructBlock', [[('organisation', 0), ('title', 1), ('year', 2), ('url', 3), ('accessed', 4), ('language', 5)]], {})}, verbose_name='sources')),
                ('illustration', models.ForeignKey(blank=True, help_text="It decorates the article and its card. Without one, its first category's drawing is shown.", null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image', verbose_name='illustration')),
                ('series', models.ForeignKey(blank=True, help_text='The articles it is read with, one after the other.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='vocabulary.series', verbose_name='series')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
            },
            bases=(wagtail.contrib.routable_page.models.RoutablePageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ArticleCategory',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='article_categories', to='vocabulary.category', verbose_name='category')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_categories', to='articles.articlepage')),
            ],
            options={
                'verbose_name': 'category of an article',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ArticleAuthor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vocabulary.person', verbose_name='author')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_authors', to='articles.articlepage')),
            ],
            options={
                'verbose_name': 'author of an article',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ArticleRelated',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recommended_by', to='articles.articlepage', verbose_name='article')),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_related', to='articles.articlepage')),
            ],
            options={
                'verbose_name': 'related article',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ArticleTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('page', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_terms', to='articles.articlepage')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='article_terms', to='vocabulary.term', verbose_name='term')),
            ],
            options={
                'verbose_name': 'term of an article',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='BlockNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.CharField(help_text='As the digest of the content names it.', max_length=100, verbose_name='unit')),
                ('kind', models.CharField(choices=[('unsigned', 'changed since its medical review'), ('outdated', 'its source has changed since it was translated')], max_length=20, verbose_name='kind')),
                ('since', models.DateField(verbose_name='since')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='articles.articlepage')),
            ],
            options={
                'verbose_name': 'notice to readers',
                'verbose_name_plural': 'notices to readers',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='DeclaredChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(verbose_name='page')),
                ('language_code', models.CharField(max_length=100, verbose_name='language')),
                ('unit', models.CharField(max_length=100, verbose_name='unit')),
                ('old_digest', models.CharField(blank=True, max_length=64)),
                ('new_digest', models.CharField(blank=True, max_length=64)),
                ('kind', models.CharField(choices=[('minor', 'minor'), ('clinical', 'clinical')], max_length=20, verbose_name='kind')),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                ('author_id', models.PositiveBigIntegerField(null=True)),
                ('author_name', models.CharField(max_length=200, verbose_name='author')),
                ('declared_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='declared on')),
            ],
            options={
                'verbose_name': 'declared change',
                'verbose_name_plural': 'declared changes',
                'indexes': [models.Index(fields=['translation_key', 'language_code', 'unit'], name='declared_of_unit')],
            },
        ),
        migrations.CreateModel(
            name='Ownership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(unique=True, verbose_name='article')),
                ('backup', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='backup')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='owner')),
            ],
            options={
                'verbose_name': 'owner of an article',
                'verbose_name_plural': 'owners of articles',
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reviewed_on', models.DateField(verbose_name='reviewed on')),
                ('next_review_on', models.DateField(verbose_name='next review')),
                ('sign_off_id', models.PositiveBigIntegerField(editable=False, null=True)),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='review', to='articles.articlepage')),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vocabulary.person', verbose_name='reviewer')),
            ],
            options={
                'verbose_name': 'medical review',
                'verbose_name_plural': 'medical reviews',
            },
        ),
        migrations.AddIndex(
            model_name='articlepage',
            index=models.Index(fields=['-published_on', '-page_ptr'], name='article_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='articlecategory',
            constraint=models.UniqueConstraint(fields=('page', 'category'), name='article_category_once'),
        ),
        migrations.AddConstraint(
            model_name='blocknotice',
            constraint=models.UniqueConstraint(fields=('page', 'unit', 'kind'), name='notice_once'),
        ),
        migrations.AddIndex(
            model_name='review',
            index=models.Index(fields=['next_review_on'], name='review_due_first'),
        ),
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION portal_append_only CASCADE"),
        migrations.RunSQL(PROTECT, migrations.RunSQL.noop),
    ]
