"""At the end of a transaction, a live article that was touched must match its seal. What is live already is sealed."""

from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION portal_seal_of(wanted bigint) RETURNS TABLE (language_code varchar, seal text)
LANGUAGE sql STABLE AS $$
    SELECT locale.language_code, encode(sha256(convert_to(jsonb_build_array(
        page.title, article.introduction, article.purpose, article.audience,
        article.key_points, article.body, article.questions, article."references"
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
    IF current_database() LIKE 'test\\_%' AND current_setting('portal.allow_unsealed', true) = 'on' THEN
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
"""
SEAL = """
INSERT INTO editorial_seal (page_id, language_code, seal)
SELECT page.id, live.language_code, live.seal FROM wagtailcore_page page, portal_seal_of(page.id) live;
"""
# ALWAYS, so that a session that switches triggers off for a restore doesn't switch off these.
TRIGGERS = """
CREATE CONSTRAINT TRIGGER sealed_new_page AFTER INSERT ON wagtailcore_page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.live) EXECUTE FUNCTION portal_refuse_unsealed();
CREATE CONSTRAINT TRIGGER sealed_page AFTER UPDATE ON wagtailcore_page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.live AND (NOT OLD.live OR OLD.title <> NEW.title OR OLD.locale_id <> NEW.locale_id))
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
UNDO = """
DROP TRIGGER sealed_new_page ON wagtailcore_page;
DROP TRIGGER sealed_page ON wagtailcore_page;
DROP TRIGGER sealed_new_article ON articles_articlepage;
DROP TRIGGER sealed_article ON articles_articlepage;
DROP FUNCTION portal_refuse_unsealed;
DROP FUNCTION portal_seal_of;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("editorial", "0009_add_reminders_links_and_gaps"),
        ("articles", "0006_point_review_to_sign_off"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("page_id", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                ("language_code", models.CharField(max_length=100)),
                ("seal", models.CharField(max_length=64)),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunSQL(FUNCTIONS + SEAL + TRIGGERS, UNDO),
    ]
