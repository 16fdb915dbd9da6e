"""A table that translators get cell by cell."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.utils.html import escape
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock
from wagtail.rich_text import RichText
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import quote_path_component
from wagtail_localize.segments.ingest import organise_template_segments
from wagtail_localize.strings import extract_strings, restore_strings

from articles.content.visitor import Role
from articles.rich_text import TEXT_FEATURES


class TableBlock(TypedTableBlock):
    """Rows and columns of text, with a caption. The first column names the rows.

    wagtail-localize knows no tables. It gets the table as HTML, as it gets rich text. So the translator has one segment
    per cell, and a translation stays with its cell when a row is added above.
    """

    text = RichTextBlock(label=_("Text"), features=TEXT_FEATURES, required=False, default="")

    class Meta:
        label = _("Table")
        icon = "table"
        group = _("Pictures and tables")
        template = "articles/blocks/table.html"
        parts = {"caption": Role.TABLE_CAPTION, "heading": Role.CELL, "cell": Role.CELL}
        description = _("Two to four columns with short cells. The first column names the rows.")

        def preview_value(self) -> Any:
            return {
                "caption": gettext("When to call"),
                "columns": [{"type": "text", "heading": gettext("Sign")}, {"type": "text", "heading": gettext("Call")}],
                "rows": [
                    {"values": [gettext("<p>Fever</p>"), gettext("<p>The same day</p>")]},
                    {"values": [gettext("<p>Difficulty breathing</p>"), gettext("<p><b>At once</b></p>")]},
                ],
            }

    def get_translatable_segments(self, table: TypedTable) -> list[Any]:
        """The caption, headings and cells, in reading order, as wagtail-localize's segments."""
        template, strings = extract_strings(_table_html(table))
        links = {attrs["href"] for _string, tags in strings for attrs in tags.values() if "href" in attrs}
        return [
            TemplateSegmentValue("", "html", template, len(strings)),
            *(StringSegmentValue("", string, attrs=attrs) for string, attrs in strings),
            *(OverridableSegmentValue(quote_path_component(link), link) for link in sorted(links)),
        ]

    def restore_translated_segments(self, table: TypedTable, segments: list[Any]) -> TypedTable:
        """The same table with the translated texts in it."""
        _format, template, strings = organise_template_segments(segments)
        soup = BeautifulSoup(restore_strings(template, strings), "html.parser")
        headings = [cell.get_text() for cell in soup("th")]
        return TypedTable(
            columns=[
                {"block": column["block"], "heading": heading}
                for column, heading in zip(table.columns, headings, strict=True)
            ],
            row_data=[
                {"values": [RichText(cell.decode_contents()) for cell in row("td")]} for row in soup("tr") if row("td")
            ],
            caption=_text(soup.caption),
        )


def _text(element: Tag | None) -> str:
    return element.get_text() if element else ""


def _table_html(table: TypedTable) -> str:
    headings = "".join(f"<th>{escape(column['heading'])}</th>" for column in table.columns)
    rows = "".join(
        "<tr>{}</tr>".format("".join(f"<td>{cell.source}</td>" for cell in row["values"])) for row in table.row_data
    )
    return f"<table><caption>{escape(table.caption)}</caption><tr>{headings}</tr>{rows}</table>"
