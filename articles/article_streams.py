"""What an article has beside its body: key points, questions for one's doctor, sources."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from articles.content.visitor import Role


class ReferenceBlock(blocks.StructBlock):
    """A source: who published what, when."""

    organisation = blocks.CharBlock(label=_("Published by"), max_length=200)
    title = blocks.CharBlock(label=_("Title"), max_length=300)
    year = blocks.IntegerBlock(label=_("Year"), required=False, min_value=1800, max_value=2100)
    url = blocks.URLBlock(label=_("Address"), required=False, default="")
    accessed = blocks.DateBlock(label=_("Read on"), required=False)
    language = blocks.ChoiceBlock(
        label=_("Language of the title"),
        choices=list(settings.LANGUAGES),
        required=False,
        help_text=_("Where it isn't the language of the page."),
    )

    class Meta:
        label = _("Source")
        icon = "link-external"
        description = _("An institution or a publication, with its year.")


class KeyPointsBlock(blocks.StreamBlock):
    """What to remember if one reads nothing else."""

    point = blocks.CharBlock(label=_("Point"), icon="tick", max_length=300)

    class Meta:
        parts = {"point": Role.ITEM}


class DoctorQuestionsBlock(blocks.StreamBlock):
    """What readers may ask their doctor."""

    question = blocks.CharBlock(label=_("Question"), icon="help", max_length=200)

    class Meta:
        parts = {"question": Role.TITLE}
