"""Extensions and text search configurations. `unaccent` first: without it the error blames `pg_trgm`."""

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

CONFIGURATIONS = {"portal_simple": "simple", "portal_fr": "french", "portal_en": "english"}


def create(name, base):
    stem = "simple" if base == "simple" else f"{base}_stem"
    return migrations.RunSQL(
        f"""
        CREATE TEXT SEARCH CONFIGURATION {name} (COPY = pg_catalog.{base});
        ALTER TEXT SEARCH CONFIGURATION {name} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {stem};
        """,
        f"DROP TEXT SEARCH CONFIGURATION {name};",
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGinExtension(),
        CreateExtension("fuzzystrmatch"),
        *(create(name, base) for name, base in CONFIGURATIONS.items()),
    ]
