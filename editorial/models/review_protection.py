"""The triggers that hold what readers are told of a review: it agrees with the sign-off that it names."""

from articles.models.trigger import Trigger

# `portal_time_zone` returns TIME_ZONE; `editorial.register.integrity.set_time_zone` makes it after each migration.
FUNCTIONS = r"""
CREATE OR REPLACE FUNCTION portal_refuse_unsigned_review() RETURNS trigger LANGUAGE plpgsql AS $$
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
_REFUSE = "EXECUTE FUNCTION portal_refuse_unsigned_review()"
TRIGGERS = [
    Trigger("articles_review", "signed_new_review", "AFTER INSERT", f"FOR EACH ROW {_REFUSE}", is_deferred=True),
    Trigger(
        "articles_review",
        "signed_review",
        "AFTER UPDATE",
        f"FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) {_REFUSE}",
        is_deferred=True,
    ),
]
