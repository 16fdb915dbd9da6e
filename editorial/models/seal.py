"""The seal of a live article, and the triggers that compare the article with it (`editorial.register.integrity`)."""

from django.db import models

from articles.models.trigger import Trigger


class Seal(models.Model):
    """The hash of what a live article says. One row per page: an earlier text has none, and can't come back unseen."""

    page_id = models.PositiveBigIntegerField(primary_key=True)
    language_code = models.CharField(max_length=100)
    seal = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id} ({self.language_code})"


# A migration that changes what is hashed seals anew what matched its seal, in its transaction; nothing else.
FUNCTIONS = r"""
CREATE OR REPLACE FUNCTION portal_seal_of(wanted bigint) RETURNS TABLE (language_code varchar, seal text)
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
CREATE OR REPLACE FUNCTION portal_refuse_unsealed() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""
_REFUSE = "EXECUTE FUNCTION portal_refuse_unsealed()"
TRIGGERS = [
    Trigger(
        "wagtailcore_page",
        "sealed_new_page",
        "AFTER INSERT",
        f"FOR EACH ROW WHEN (NEW.live) {_REFUSE}",
        is_deferred=True,
    ),
    Trigger(
        "wagtailcore_page",
        "sealed_page",
        "AFTER UPDATE",
        f"""FOR EACH ROW WHEN (NEW.live AND (
            NOT OLD.live OR OLD.title <> NEW.title OR OLD.locale_id <> NEW.locale_id
            OR OLD.seo_title <> NEW.seo_title OR OLD.search_description <> NEW.search_description
        )) {_REFUSE}""",
        is_deferred=True,
    ),
    Trigger("articles_articlepage", "sealed_new_article", "AFTER INSERT", f"FOR EACH ROW {_REFUSE}", is_deferred=True),
    Trigger(
        "articles_articlepage",
        "sealed_article",
        "AFTER UPDATE",
        f"""FOR EACH ROW WHEN (
            OLD.introduction <> NEW.introduction OR OLD.purpose <> NEW.purpose OR OLD.audience <> NEW.audience
            OR OLD.key_points <> NEW.key_points OR OLD.body <> NEW.body OR OLD.questions <> NEW.questions
            OR OLD."references" <> NEW."references"
        ) {_REFUSE}""",
        is_deferred=True,
    ),
]
