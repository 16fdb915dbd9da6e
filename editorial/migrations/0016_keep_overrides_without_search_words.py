"""An override of a whole text that was given before what search engines show was a unit goes on holding for the rest."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("editorial", "0015_seal_what_search_engines_show")]

    operations = [
        migrations.AddField(
            model_name="override",
            name="covers_search_words",
            field=models.BooleanField(default=False, editable=False),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="override",
            name="covers_search_words",
            field=models.BooleanField(default=True, editable=False),
        ),
    ]
