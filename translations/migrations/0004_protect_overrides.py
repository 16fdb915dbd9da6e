"""What was let pass stays as it was given, whoever asks."""

from django.db import migrations

from articles.models.append_only import protect


class Migration(migrations.Migration):

    dependencies = [("translations", "0003_add_memory"), ("articles", "0006_point_review_to_sign_off")]

    operations = [protect("translations_translationoverride")]
