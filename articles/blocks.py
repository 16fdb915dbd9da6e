"""The blocks a text is made of, then the list that offers them.

One name per block everywhere: `CalloutBlock`, `"callout"`, `articles/blocks/callout.html`, `components/callout.css`,
`.callout`. What the blocks say is translated segment by segment; what they are (level, kind, picture) is shared.

`Meta.parts` says what each field is to readers (`articles.content.visitor`). How to add a block: docs/architecture.md.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from articles.content.visitor import Role
from articles.rich_text import TEXT_FEATURES
from articles.table_block import TableBlock
from articles.video_player import VideoValue, video_source

TEXT_AND_LIST = [*TEXT_FEATURES, "ul"]


TEXT = _("Text")


LISTS = _("Lists")


VOICES = _("Highlights")


MEDIA = _("Pictures and tables")


class HeadingValue(blocks.StructValue):
    """A heading; `outline()` gives it its anchor within the page."""

    anchor = ""


class HeadingBlock(blocks.StructBlock):
    """A heading of level 2, or of level 3 within it."""

    text = blocks.CharBlock(label=_("Heading"), max_length=200, help_text=_("Often a question, as readers ask it."))
    level = blocks.ChoiceBlock(
        label=_("Level"), choices=[("2", _("Section")), ("3", _("Part of a section"))], default="2", search_index=False
    )

    class Meta:
        label = _("Heading")
        icon = "title"
        group = TEXT
        template = "articles/blocks/heading.html"
        parts = {"text": Role.HEADING, "level": Role.LEVEL}
        value_class = HeadingValue
        form_layout = ["text", "level"]
        description = _("Opens a section or a part of one. Sections make the list of contents.")

        def preview_value(self) -> Any:
            return {"text": gettext("What is a second opinion?"), "level": "2"}


class ParagraphBlock(blocks.RichTextBlock):
    """Paragraphs of running text, with links, lists and emphasis."""

    class Meta:
        label = _("Paragraph")
        icon = "pilcrow"
        group = TEXT
        template = "articles/blocks/paragraph.html"
        description = _("Running text. Sentences of 20 words at most, paragraphs of three sentences at most.")

        def preview_value(self) -> Any:
            return gettext("<p>A second opinion is advice from <b>another doctor</b> on the same question.</p>")

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """As the block it is made of: a migration outlives this module."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.RichTextBlock", args, kwargs


class DefinitionListBlock(blocks.StructBlock):
    """Words with their explanations."""

    entries = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("term", blocks.CharBlock(label=_("Word"), max_length=120)),
                ("definition", blocks.RichTextBlock(label=_("Explanation"), features=TEXT_FEATURES)),
            ],
            label=_("Definition"),
        ),
        label=_("Definitions"),
        min_num=1,
    )

    class Meta:
        label = _("Definitions")
        icon = "list-ul"
        group = LISTS
        template = "articles/blocks/definition_list.html"
        parts = {"entries.term": Role.TERM, "entries.definition": Role.ITEM}
        description = _("Words or methods, each with its explanation.")

        def preview_value(self) -> Any:
            return {
                "entries": [
                    {
                        "term": gettext("Antibody"),
                        "definition": gettext("<p>A protein by which the body marks what is foreign.</p>"),
                    },
                    {
                        "term": gettext("Biopsy"),
                        "definition": gettext("<p>A small sample of tissue, taken to be examined.</p>"),
                    },
                ]
            }


class ItemListBlock(blocks.StructBlock):
    """A bulleted or numbered list."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("bulleted", _("Bulleted")), ("numbered", _("Numbered"))],
        default="bulleted",
        search_index=False,
        help_text=_("Number the items only where their order matters."),
    )
    entries = blocks.ListBlock(
        blocks.RichTextBlock(label=_("Item"), features=TEXT_FEATURES), label=_("Items"), min_num=1
    )

    class Meta:
        label = _("List")
        icon = "list-ol"
        group = LISTS
        template = "articles/blocks/item_list.html"
        parts = {"kind": Role.VARIANT, "entries": Role.ITEM}
        description = _("Short items, one idea each. For instructions in order, use steps.")

        def preview_value(self) -> Any:
            return {
                "kind": "bulleted",
                "entries": [
                    gettext("<p>your latest letters and reports;</p>"),
                    gettext("<p>the list of your medicines.</p>"),
                ],
            }


class StepsBlock(blocks.StructBlock):
    """What happens, or what to do, one step after the other."""

    entries = blocks.ListBlock(
        blocks.StructBlock(
            [
                ("title", blocks.CharBlock(label=_("Step"), max_length=120)),
                (
                    "text",
                    blocks.RichTextBlock(label=_("Explanation"), features=TEXT_FEATURES, required=False, default=""),
                ),
            ],
            label=_("Step"),
        ),
        label=_("Steps"),
        min_num=1,
    )

    class Meta:
        label = _("Steps")
        icon = "tasks"
        group = LISTS
        template = "articles/blocks/steps.html"
        parts = {"entries.title": Role.TITLE, "entries.text": Role.ITEM}
        description = _("What happens, or what to do, in order. Each step has a title.")

        def preview_value(self) -> Any:
            return {
                "entries": [
                    {
                        "title": gettext("Gather your documents"),
                        "text": gettext("<p>Reports, images and test results.</p>"),
                    },
                    {
                        "title": gettext("Write down your questions"),
                        "text": gettext("<p>Start with the one that matters most.</p>"),
                    },
                ]
            }


class QuoteBlock(blocks.StructBlock):
    """Someone's words, with who said them, where and when."""

    text = blocks.TextBlock(label=_("Quotation"), help_text=_("Without quotation marks: the page adds them."), rows=3)
    person = blocks.CharBlock(label=_("Person"), required=False, default="", max_length=120)
    role = blocks.CharBlock(label=_("Role"), required=False, default="", max_length=120)
    organisation = blocks.CharBlock(label=_("Organisation"), required=False, default="", max_length=200)
    source_url = blocks.URLBlock(label=_("Source address"), required=False, default="")
    date = blocks.DateBlock(label=_("Date"), required=False)

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        group = VOICES
        template = "articles/blocks/quote.html"
        parts = {
            "text": Role.QUOTE,
            **dict.fromkeys(("person", "role", "organisation"), Role.ATTRIBUTION),
            "source_url": Role.ADDRESS,
            "date": Role.DATE,
        }
        description = _("Someone's exact words. Name the person, their role or their organisation, and the source.")

        def preview_value(self) -> Any:
            return {
                "text": gettext("Patients have the right to request a second opinion."),
                "organisation": gettext("Name of the organisation"),
            }

    def clean(self, value: Any) -> Any:
        """A quotation says whose words it gives."""
        cleaned = super().clean(value)
        if (
            not any(cleaned.get(name) for name in ("person", "role", "organisation"))
            and not self.is_deferred_validation
        ):
            raise blocks.StructBlockValidationError(
                {"person": ValidationError(_("Say who is quoted: a person, a role or an organisation."))}
            )
        return cleaned


class CalloutBlock(blocks.StructBlock):
    """A passage set apart: to know, to watch, or to act on at once."""

    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("information", _("Information")), ("caution", _("Caution")), ("emergency", _("Emergency"))],
        default="information",
        search_index=False,
        help_text=_("An emergency shows the emergency numbers of the site. At most one per page."),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=TEXT_AND_LIST)

    class Meta:
        label = _("Callout")
        icon = "warning"
        group = VOICES
        template = "articles/blocks/callout.html"
        parts = {"kind": Role.VARIANT, "title": Role.TITLE, "text": Role.PROSE}
        description = _("A passage set apart: information, a caution, or an emergency and whom to call.")

        def preview_value(self) -> Any:
            return {
                "kind": "caution",
                "title": gettext("Change nothing on your own"),
                "text": gettext("<p>Do not stop a treatment without talking to the team that looks after you.</p>"),
            }


class FigureBlock(blocks.StructBlock):
    """A picture, with what it says in words."""

    image = ImageBlock(
        label=_("Image"),
        help_text=_("Describe what the picture says, in the language of the page; or mark it as decorative."),
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False, default="", max_length=300)
    credit = blocks.CharBlock(
        label=_("Credit"), required=False, default="", max_length=200, help_text=_("Author, source, year.")
    )

    class Meta:
        label = _("Image")
        icon = "image"
        group = MEDIA
        template = "articles/blocks/figure.html"
        parts = {"image": Role.PICTURE, "caption": Role.CAPTION, "credit": Role.CREDIT}
        description = _("A picture or a diagram, its description, caption and credit.")
        preview_template = "articles/blocks/figure_preview.html"

        def preview_value(self) -> Any:
            return {"image": None, "caption": gettext("Where the two circles meet, things become clear.")}


class QuestionBlock(blocks.StructBlock):
    """A reader's question and its answer."""

    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=TEXT_AND_LIST)

    class Meta:
        label = _("Question and answer")
        icon = "help"
        group = VOICES
        template = "articles/blocks/question.html"
        parts = {"question": Role.HEADING, "answer": Role.PROSE}
        description = _("A question readers ask, folded open on demand. Put several in a row.")

        def preview_value(self) -> Any:
            return {
                "question": gettext("Do I have to tell my doctor?"),
                "answer": gettext("<p>No, but it helps: your doctor can prepare the documents with you.</p>"),
            }


class VideoBlock(blocks.StructBlock):
    """A video on another site that loads nothing before a click."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    url = blocks.URLBlock(label=_("Address"), help_text=_("The page of the video on YouTube, Vimeo or Dailymotion."))
    organisation = blocks.CharBlock(label=_("Published by"), required=False, default="", max_length=200)
    transcript = blocks.RichTextBlock(
        label=_("Transcript"),
        features=TEXT_AND_LIST,
        required=False,
        default="",
        help_text=_("What is said and shown, for those who can't watch or listen."),
    )

    class Meta:
        label = _("Video")
        icon = "media"
        group = MEDIA
        template = "articles/blocks/video.html"
        parts = {
            "title": Role.TITLE,
            "url": Role.ADDRESS,
            "organisation": Role.CREDIT,
            "transcript": Role.PROSE,
        }
        value_class = VideoValue
        description = _("A video of another site. Nothing is loaded before the reader's click.")

        def preview_value(self) -> Any:
            return {
                "title": gettext("The second opinion in three minutes"),
                "url": "https://vimeo.com/1",
                "organisation": gettext("Name of the organisation"),
            }

    def clean(self, value: Any) -> Any:
        """Only a host whose player is known can be shown in the page."""
        cleaned = super().clean(value)
        if cleaned.get("url") and not video_source(cleaned["url"]):
            raise blocks.StructBlockValidationError(
                {"url": ValidationError(_("Give the page of one video on YouTube, Vimeo or Dailymotion."))}
            )
        return cleaned


CONTENT_BLOCKS = [
    ("heading", HeadingBlock()),
    ("paragraph", ParagraphBlock(features=TEXT_FEATURES)),
    ("definition_list", DefinitionListBlock()),
    ("item_list", ItemListBlock()),
    ("steps", StepsBlock()),
    ("quote", QuoteBlock()),
    ("callout", CalloutBlock()),
    ("question", QuestionBlock()),
    ("figure", FigureBlock()),
    ("table", TableBlock()),
    ("video", VideoBlock()),
]
