"""What search engines show is signed, so it is sealed. A page that matches its seal gets a new one; no other does."""

from django.db import migrations

SEAL_OF = """
CREATE TEMPORARY TABLE portal_sealed ON COMMIT DROP AS
    SELECT kept.page_id FROM editorial_seal kept, portal_seal_of(kept.page_id) live
    WHERE kept.language_code = live.language_code AND kept.seal = live.seal;
CREATE OR REPLACE FUNCTION portal_seal_of(wanted bigint) RETURNS TABLE (language_code varchar, seal text)
LANGUAGE sql STABLE AS $$
    SELECT locale.language_code, encode(sha256(convert_to(jsonb_build_array(
        page.title, article.introduction, article.purpose, article.audience,
        article.key_points, article.body, article.questions, article."references"{more}
    )::text, 'UTF8')), 'hex')
    FROM wagtailcore_page page
    JOIN wagtailcore_locale locale ON locale.id = page.locale_id
    JOIN articles_articlepage article ON article.page_ptr_id = page.id
    WHERE page.id = wanted AND page.live
$$;
UPDATE editorial_seal kept SET seal = live.seal
    FROM portal_sealed, portal_seal_of(portal_sealed.page_id) live WHERE kept.page_id = portal_sealed.page_id;
"""
TRIGGER = """
DROP TRIGGER sealed_page ON wagtailcore_page;
CREATE CONSTRAINT TRIGGER sealed_page AFTER UPDATE ON wagtailcore_page
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (NEW.live AND (NOT OLD.live OR OLD.title <> NEW.title OR OLD.locale_id <> NEW.locale_id{more}))
    EXECUTE FUNCTION portal_refuse_unsealed();
ALTER TABLE wagtailcore_page ENABLE ALWAYS TRIGGER sealed_page;
"""


def _sealed(columns: str, compared: str) -> str:
    return SEAL_OF.replace("{more}", columns) + TRIGGER.replace("{more}", compared)


class Migration(migrations.Migration):

    dependencies = [("editorial", "0014_keep_explained_words")]

    operations = [
        migrations.RunSQL(
            _sealed(
                ",\n        page.seo_title, page.search_description",
                " OR OLD.seo_title <> NEW.seo_title OR OLD.search_description <> NEW.search_description",
            ),
            _sealed("", ""),
        ),
    ]
