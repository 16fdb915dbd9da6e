"""The typography of what a template renders."""

from django import template
from django.template import Context
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from frontend.typography import typeset

register = template.Library()


class TypesetNode(template.Node):
    """Renders what is inside, then sets it."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """In the language of the frame: an editor's preview may run in another one."""
        frame = context.get("frame")
        language = frame.language if frame else (get_language() or "")[:2]
        return mark_safe(typeset(self.nodelist.render(context), language))  # noqa: S308 -- as safe as it was: text stays text


@register.tag("typeset")
def typeset_tag(parser: Parser, token: Token) -> TypesetNode:
    """`{% typeset %}…{% endtypeset %}`: the text inside, not its tags."""
    nodelist = parser.parse(("endtypeset",))
    parser.delete_first_token()
    return TypesetNode(nodelist)
