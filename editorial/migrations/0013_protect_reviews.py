"""What readers are told of a review agrees with the sign-off that it names, whoever writes it."""

from django.db import migrations

# `portal_time_zone` is made anew by `editorial.register.integrity.set_time_zone` after each migration: TIME_ZONE may change.
FUNCTION = """
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
"""
# ALWAYS, so that a session that switches triggers off for a restore doesn't switch off these.
TRIGGERS = """
CREATE CONSTRAINT TRIGGER signed_new_review AFTER INSERT ON articles_review
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION portal_refuse_unsigned_review();
CREATE CONSTRAINT TRIGGER signed_review AFTER UPDATE ON articles_review
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) EXECUTE FUNCTION portal_refuse_unsigned_review();
ALTER TABLE articles_review ENABLE ALWAYS TRIGGER signed_new_review;
ALTER TABLE articles_review ENABLE ALWAYS TRIGGER signed_review;
"""
UNDO = """
DROP TRIGGER IF EXISTS signed_new_review ON articles_review;
DROP TRIGGER IF EXISTS signed_review ON articles_review;
DROP FUNCTION portal_refuse_unsigned_review;
DROP FUNCTION portal_time_zone;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("editorial", "0012_four_eyes_in_editorial_check"),
        ("articles", "0008_add_language_of_phrases"),
        ("vocabulary", "0004_add_link_account"),
    ]

    operations = [migrations.RunSQL(FUNCTION + TRIGGERS, UNDO)]
