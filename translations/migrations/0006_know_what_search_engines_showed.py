"""What search engines show of an article is a unit by now: translations are taken to be made from it as it is.

Else every translation of an article that has such words would be told to be out of date.
"""

from django.db import migrations

from articles.content.digest import search_units


def know_search_words(apps, schema_editor):
    Page, State, MadeFrom = (
        apps.get_model("wagtailcore", "Page"),
        apps.get_model("translations", "TranslationState"),
        apps.get_model("translations", "MadeFrom"),
    )
    shown = {}
    articles = Page.objects.filter(content_type__app_label="articles", content_type__model="articlepage")
    for page in articles.exclude(seo_title="", search_description=""):
        content = {"seo_title": page.seo_title, "search_description": page.search_description}
        shown[str(page.translation_key), page.locale_id] = search_units(content)
    sources = {}
    for state in State.objects.all():
        units = shown.get((str(state.translation_key), state.source_locale_id), {})
        sources[str(state.translation_key), state.locale_id] = units
        if state.made_from and (missing := _missing(state.made_from, units)):
            state.made_from += missing
            state.save(update_fields=["made_from"])
    for made in MadeFrom.objects.select_related("revision"):
        content = made.revision.content
        units = sources.get((str(content.get("translation_key")), content.get("locale")), {})
        if missing := _missing(made.units, units):
            made.units += missing
            made.save(update_fields=["units"])


def _missing(pairs, units):
    known = {unit for unit, _digest in pairs}
    return [[unit, digest] for unit, digest in units.items() if unit not in known]


class Migration(migrations.Migration):

    dependencies = [
        ("translations", "0005_add_segment_notes"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(know_search_words, migrations.RunPython.noop)]
