"""The Content-Security-Policy header: strict for readers, workable for editors, closed for uploaded files.

Wagtail's admin has inline scripts and styles and no nonces for them (wagtail issue 1288); readers' pages have none.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

READER = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "media-src": [SELF],
    "connect-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
    "frame-src": sorted({"/".join(player.split("/")[:3]) for player in settings.VIDEO_PLAYERS.values()}),
    "base-uri": [NONE],
}
EDITOR = READER | {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "font-src": [SELF],
    "frame-src": [SELF, *READER["frame-src"]],
}
# An uploaded SVG opened by its own address may draw, and nothing else.
UPLOAD = {"default-src": [NONE], "style-src": [UNSAFE_INLINE], "sandbox": [True]}


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Chooses the policy by address: the admin's, an upload's, else the reader's.

    An editor who is logged in gets Wagtail's bar on readers' pages, and the policy it needs.
    """

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """The directives for this answer; nothing is only reported."""
        if report_only:
            return PolicyParts()
        # An upload first: it is an editor's session that a script in it would be after.
        if request.path.startswith(settings.MEDIA_URL):
            return PolicyParts(config=UPLOAD)
        # A policy is a page's; ours weighs more than a small script.
        if request.path.startswith(settings.STATIC_URL):
            return PolicyParts()
        is_editor = request.path.startswith("/admin/") or settings.SESSION_COOKIE_NAME in request.COOKIES
        return PolicyParts(config=EDITOR if is_editor else READER)
