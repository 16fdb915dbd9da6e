"""Roles, the register of signatures and editions, seals, checks, links and reminders; and the triggers that hold them."""

import django.core.serializers.json
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# As articles.models.append_only declares it.
PROTECT = """
CREATE TRIGGER append_only_row BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION portal_append_only();
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION portal_append_only();
ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only_row;
ALTER TABLE {table} ENABLE ALWAYS TRIGGER append_only_table;
"""
# As editorial.models.seal declares it.
SEAL = r"""
CREATE FUNCTION portal_seal_of(wanted bigint) RETURNS TABLE (language_code varchar, seal text)
LANGUAGE sql STABLE AS $$
    SELECT locale.language_code, encode(sha256(convert_to(jsonb_build_array(
        page.title, article.introduction, article.purpose, article.audience,
        article.key_points, article.body, article.questions, article."references",
        page.seo_title, page.search_description
    )::text, 'UTF8')), 'hex')
    FROM wagtailcore_page page
    JOIN wagtailcore_locale locale ON locale.id = page.locale_id
    JOIN articles_articlepage article ON article.page_ptr_id = page.id
    WHERE page.id = wanted AND page.live
$$;
CREATE FUNCTION portal_refuse_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint := coalesce(to_jsonb(NEW) ->> 'page_ptr_id', to_jsonb(NEW) ->> 'id')::bigint;
BEGIN
    -- In a database of tests, for who asks for it.
    IF current_database() LIKE 'test\_%' AND current_setting('portal.allow_unsealed', true) = 'on' THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT FROM portal_seal_of(wanted) live WHERE NOT EXISTS (
            SELECT FROM editorial_seal kept
            WHERE kept.page_id = wanted AND kept.language_code = live.language_code AND kept.seal = live.seal
        )
    ) THEN
        RAISE EXCEPTION 'page % would be live with a text that nobody signed or let pass', wanted
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER sealed_new_page AFTER INSERT ON wagtailcore_page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.live) EXECUTE FUNCTION portal_refuse_unsealed();
CREATE CONSTRAINT TRIGGER sealed_page AFTER UPDATE ON wagtailcore_page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.live AND (NOT OLD.live OR OLD.title <> NEW.title OR OLD.locale_id <> NEW.locale_id
        OR OLD.seo_title <> NEW.seo_title OR OLD.search_description <> NEW.search_description))
    EXECUTE FUNCTION portal_refuse_unsealed();
CREATE CONSTRAINT TRIGGER sealed_new_article AFTER INSERT ON articles_articlepage
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION portal_refuse_unsealed();
CREATE CONSTRAINT TRIGGER sealed_article AFTER UPDATE ON articles_articlepage
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (
        OLD.introduction <> NEW.introduction OR OLD.purpose <> NEW.purpose OR OLD.audience <> NEW.audience
        OR OLD.key_points <> NEW.key_points OR OLD.body <> NEW.body OR OLD.questions <> NEW.questions
        OR OLD."references" <> NEW."references"
    )
    EXECUTE FUNCTION portal_refuse_unsealed();
ALTER TABLE wagtailcore_page ENABLE ALWAYS TRIGGER sealed_new_page;
ALTER TABLE wagtailcore_page ENABLE ALWAYS TRIGGER sealed_page;
ALTER TABLE articles_articlepage ENABLE ALWAYS TRIGGER sealed_new_article;
ALTER TABLE articles_articlepage ENABLE ALWAYS TRIGGER sealed_article;
"""
UNDO_SEAL = """
DROP FUNCTION portal_refuse_unsealed CASCADE;
DROP FUNCTION portal_seal_of;
"""
# As editorial.models.review_protection declares it. The time zone is set after each migration.
PROTECT_REVIEWS = r"""
CREATE FUNCTION portal_time_zone() RETURNS text LANGUAGE sql STABLE AS $$ SELECT 'UTC'::text $$;
CREATE FUNCTION portal_refuse_unsigned_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told articles_review;
BEGIN
    -- As it is at the end of the transaction.
    SELECT * INTO told FROM articles_review WHERE id = NEW.id;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF told.sign_off_id IS NULL THEN
        -- From before there was a register; never in the place of what it holds.
        IF NOT EXISTS (
            SELECT FROM editorial_signoff signed
            JOIN wagtailcore_page page ON page.translation_key = signed.translation_key
            JOIN wagtailcore_locale locale
                ON locale.id = page.locale_id AND locale.language_code = signed.language_code
            WHERE page.id = told.page_id
        ) THEN
            RETURN NULL;
        END IF;
    ELSIF EXISTS (
        SELECT FROM editorial_signoff signed
        JOIN wagtailcore_page page ON page.id = told.page_id
        LEFT JOIN wagtailcore_page shown ON shown.id = page.alias_of_id AND shown.locale_id = page.locale_id
        JOIN wagtailcore_locale locale
            ON locale.id = page.locale_id AND locale.language_code = signed.language_code
        WHERE signed.id = told.sign_off_id
            AND signed.translation_key = coalesce(shown.translation_key, page.translation_key)
            AND told.reviewed_on = (signed.signed_at AT TIME ZONE portal_time_zone())::date
            AND told.next_review_on = signed.next_review_on
            -- Whoever signed may be gone from the people since.
            AND (
                told.reviewer_id = signed.person_id
                OR NOT EXISTS (SELECT FROM vocabulary_person person WHERE person.id = signed.person_id)
            )
    ) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'page % would be shown a review that the register does not hold', told.page_id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE CONSTRAINT TRIGGER signed_new_review AFTER INSERT ON articles_review
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION portal_refuse_unsigned_review();
CREATE CONSTRAINT TRIGGER signed_review AFTER UPDATE ON articles_review
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION portal_refuse_unsigned_review();
ALTER TABLE articles_review ENABLE ALWAYS TRIGGER signed_new_review;
ALTER TABLE articles_review ENABLE ALWAYS TRIGGER signed_review;
"""
UNDO_PROTECT_REVIEWS = """
DROP FUNCTION portal_refuse_unsigned_review CASCADE;
DROP FUNCTION portal_time_zone;
"""


class Migration(migrations.Migration):

    initial = True

    # The migrations of 0.1: a database that has them all has this one.
    replaces = [
        ('editorial', '0002_create_roles'),
        ('editorial', '0003_grant_series'),
        ('editorial', '0004_add_checks'),
        ('editorial', '0005_let_administrators_set_check_levels'),
        ('editorial', '0006_grant_override_finding'),
        ('editorial', '0007_add_register'),
        ('editorial', '0008_add_editions'),
        ('editorial', '0009_add_reminders_links_and_gaps'),
        ('editorial', '0010_add_seals'),
        ('editorial', '0011_review_by_signature'),
        ('editorial', '0012_four_eyes_in_editorial_check'),
        ('editorial', '0013_protect_reviews'),
        ('editorial', '0014_keep_explained_words'),
        ('editorial', '0015_seal_what_search_engines_show'),
        ('editorial', '0016_keep_overrides_without_search_words'),
    ]

    dependencies = [
        ('articles', '0001_initial'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CheckLevel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_id', models.CharField(max_length=40, unique=True, verbose_name='check')),
                ('level', models.CharField(choices=[('block', 'blocking'), ('warn', 'to check'), ('report', 'information')], max_length=10, verbose_name='level')),
            ],
            options={
                'verbose_name': 'level of a check',
                'verbose_name_plural': 'levels of the checks',
                'ordering': ['check_id'],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('page_id', models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ('language_code', models.CharField(max_length=100)),
                ('seal', models.CharField(max_length=64)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='CheckedAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.CharField(max_length=2000, unique=True, verbose_name='address')),
                ('state', models.CharField(choices=[('unknown', 'not asked yet'), ('fine', 'answers'), ('closed', 'lets no program in: look yourself'), ('refused', 'not asked: look yourself'), ('failing', 'does not answer: will be asked again'), ('dead', 'no longer answers')], default='unknown', max_length=10, verbose_name='state')),
                ('status', models.PositiveSmallIntegerField(default=0, verbose_name='status')),
                ('problem', models.CharField(blank=True, max_length=20, verbose_name='problem')),
                ('moved_to', models.CharField(blank=True, max_length=2000, verbose_name='moved to')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='failures in a row')),
                ('failing_since', models.DateTimeField(null=True, verbose_name='failing since')),
                ('checked_at', models.DateTimeField(null=True, verbose_name='asked')),
                ('ask_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='to be asked')),
            ],
            options={
                'verbose_name': 'checked address',
                'verbose_name_plural': 'checked addresses',
                'indexes': [models.Index(fields=['ask_at'], name='address_to_ask'), models.Index(fields=['state'], name='address_by_state')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(verbose_name='page')),
                ('language_code', models.CharField(max_length=100, verbose_name='language')),
                ('page_id', models.PositiveBigIntegerField()),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('digest', models.CharField(max_length=64)),
                ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('sign_off_id', models.PositiveBigIntegerField(null=True)),
                ('unsigned', models.JSONField(default=list)),
                ('is_minor', models.BooleanField(default=False, help_text='Under an earlier signature: spelling and layout.')),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='published')),
            ],
            options={
                'verbose_name': 'published version',
                'verbose_name_plural': 'published versions',
                'ordering': ['pk'],
                'default_permissions': ['view'],
                'indexes': [models.Index(fields=['translation_key', 'language_code'], name='edition_of_page')],
            },
        ),
        migrations.CreateModel(
            name='EditorialCheckTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'editorial check',
                'verbose_name_plural': 'editorial checks',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='Examination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('examined_at', models.DateTimeField(verbose_name='examined')),
                ('word_count', models.PositiveIntegerField(verbose_name='words')),
                ('sentence_count', models.PositiveIntegerField(verbose_name='sentences')),
                ('syllable_count', models.PositiveIntegerField(verbose_name='syllables')),
                ('score', models.FloatField(null=True, verbose_name='readability')),
                ('page', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='examination', to='wagtailcore.page', verbose_name='page')),
            ],
            options={
                'verbose_name': 'examination',
                'verbose_name_plural': 'examinations',
            },
        ),
        migrations.CreateModel(
            name='GlossaryGap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language_code', models.CharField(max_length=100, verbose_name='language')),
                ('key', models.CharField(max_length=200)),
                ('word', models.CharField(max_length=200, verbose_name='word')),
                ('use_count', models.PositiveIntegerField(verbose_name='uses')),
                ('article_count', models.PositiveIntegerField(verbose_name='articles')),
                ('example', models.CharField(max_length=300, verbose_name='example')),
                ('is_set_aside', models.BooleanField(default=False, verbose_name='set aside')),
                ('counted_at', models.DateTimeField(verbose_name='counted')),
                ('example_page', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.articlepage', verbose_name='article')),
            ],
            options={
                'verbose_name': 'word without a term',
                'verbose_name_plural': 'words without a term',
            },
        ),
        migrations.CreateModel(
            name='LinkUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='link')),
                ('field', models.CharField(max_length=40)),
                ('block_id', models.CharField(blank=True, max_length=40)),
                ('address', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='editorial.checkedaddress')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='wagtailcore.page')),
            ],
            options={
                'verbose_name': 'link',
                'verbose_name_plural': 'links',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='MedicalReviewTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'medical review',
                'verbose_name_plural': 'medical reviews',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='Override',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(verbose_name='page')),
                ('language_code', models.CharField(max_length=100, verbose_name='language')),
                ('check_id', models.CharField(max_length=40, verbose_name='check')),
                ('unit', models.CharField(blank=True, max_length=100, verbose_name='unit')),
                ('digest', models.CharField(max_length=64)),
                ('covers_search_words', models.BooleanField(default=True, editable=False)),
                ('reason', models.TextField(max_length=1000, verbose_name='reason')),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('user_id', models.PositiveBigIntegerField(null=True)),
                ('user_name', models.CharField(max_length=200, verbose_name='name')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='made on')),
            ],
            options={
                'verbose_name': 'override of a check',
                'verbose_name_plural': 'overrides of checks',
                'ordering': ['-pk'],
                'permissions': [('override_check', 'May publish in spite of a blocking check or a missing sign-off')],
                'default_permissions': ['view'],
                'indexes': [models.Index(fields=['translation_key', 'language_code'], name='check_override_of_page')],
            },
        ),
        migrations.CreateModel(
            name='PageFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_id', models.CharField(max_length=40, verbose_name='check')),
                ('code', models.CharField(max_length=40)),
                ('level', models.CharField(choices=[('block', 'blocking'), ('warn', 'to check'), ('report', 'information')], max_length=10, verbose_name='level')),
                ('values', models.JSONField(default=dict)),
                ('field', models.CharField(blank=True, max_length=40)),
                ('kind', models.CharField(blank=True, max_length=40)),
                ('block_id', models.CharField(blank=True, max_length=40)),
                ('place', models.PositiveIntegerField(default=0)),
                ('examination', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='editorial.examination')),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('due_on', models.DateField(verbose_name='review due')),
                ('stage', models.CharField(max_length=10, verbose_name='occasion')),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sent')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.articlepage')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
            },
        ),
        migrations.CreateModel(
            name='Role',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(choices=[('editor', 'Medical editors'), ('reviewer', 'Medical reviewers'), ('translator', 'Translators'), ('publisher', 'Publishers'), ('administrator', 'Administrators')], max_length=20, unique=True, verbose_name='role')),
                ('group', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='role', to='auth.group', verbose_name='group')),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
            },
        ),
        migrations.CreateModel(
            name='SignOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(verbose_name='page')),
                ('language_code', models.CharField(max_length=100, verbose_name='language')),
                ('page_id', models.PositiveBigIntegerField()),
                ('revision_id', models.PositiveBigIntegerField(null=True)),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('digest_version', models.PositiveSmallIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('units', models.JSONField()),
                ('content', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('explained', models.JSONField(null=True)),
                ('summary', models.CharField(blank=True, max_length=300, verbose_name='what changed')),
                ('signer_id', models.PositiveBigIntegerField()),
                ('signer_name', models.CharField(max_length=200, verbose_name='name')),
                ('qualification', models.CharField(max_length=200, verbose_name='qualification')),
                ('person_id', models.PositiveBigIntegerField()),
                ('statement', models.TextField(verbose_name='statement')),
                ('signed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='signed on')),
                ('next_review_on', models.DateField(verbose_name='next review')),
            ],
            options={
                'verbose_name': 'medical sign-off',
                'verbose_name_plural': 'medical sign-offs',
                'ordering': ['-pk'],
                'default_permissions': ['view'],
                'indexes': [models.Index(fields=['translation_key', 'language_code'], name='signed_of_page')],
            },
        ),
        migrations.CreateModel(
            name='Withdrawal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('translation_key', models.UUIDField(editable=False)),
                ('language_code', models.CharField(editable=False, max_length=100, verbose_name='language')),
                ('title', models.CharField(editable=False, max_length=255, verbose_name='title')),
                ('address', models.CharField(editable=False, max_length=1000, verbose_name='address')),
                ('withdrawn_on', models.DateField(default=django.utils.timezone.localdate, editable=False, verbose_name='withdrawn on')),
                ('reason', models.TextField(blank=True, help_text='Why it was withdrawn, in a sentence or two. Readers who come by an old link see it.', max_length=600, verbose_name='what readers are told')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.articlepage', verbose_name='what to read instead')),
            ],
            options={
                'verbose_name': 'withdrawn article',
                'verbose_name_plural': 'withdrawn articles',
                'ordering': ['-withdrawn_on', '-pk'],
                'default_permissions': ['view', 'change'],
            },
        ),
        migrations.AddIndex(
            model_name='examination',
            index=models.Index(fields=['score'], name='examination_hardest_first'),
        ),
        migrations.AddConstraint(
            model_name='glossarygap',
            constraint=models.UniqueConstraint(fields=('language_code', 'key'), name='gap_once'),
        ),
        migrations.AddIndex(
            model_name='pagefinding',
            index=models.Index(fields=['level', 'check_id'], name='finding_by_level'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('recipient', 'page', 'due_on', 'stage'), name='reminder_once'),
        ),
        migrations.AddIndex(
            model_name='withdrawal',
            index=models.Index(fields=['address'], name='withdrawn_from_address'),
        ),
        migrations.AddConstraint(
            model_name='withdrawal',
            constraint=models.UniqueConstraint(fields=('translation_key', 'language_code'), name='withdrawn_once_per_language'),
        ),
        *(
            migrations.RunSQL(PROTECT.format(table=table), migrations.RunSQL.noop)
            for table in ('editorial_signoff', 'editorial_override', 'editorial_edition')
        ),
        migrations.RunSQL(SEAL, UNDO_SEAL),
        migrations.RunSQL(PROTECT_REVIEWS, UNDO_PROTECT_REVIEWS),
    ]
