"""Videos of other sites: which are known, and the address of their player."""

from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.utils.functional import cached_property
from wagtail import blocks


class VideoValue(blocks.StructValue):
    """A video; nothing of it is fetched before the reader asks."""

    @cached_property
    def source(self) -> "tuple[str, str] | None":
        """The host's name and the address of its player, or None for a host the portal doesn't know."""
        return video_source(self.get("url") or "")

    @property
    def host(self) -> str:
        """Where the video is shown, as readers know it."""
        return self.source[0] if self.source else ""

    @property
    def player_url(self) -> str:
        """The address of the player that sets the fewest trackers."""
        return self.source[1] if self.source else ""


def video_source(url: str) -> tuple[str, str] | None:
    """Host name and player address of a YouTube, Vimeo or Dailymotion page, None for any other address.

    The players' origins are the ones in `settings.VIDEO_PLAYERS`, which the content security policy lets in.
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    path = [segment for segment in parts.path.split("/") if segment]
    video = {
        "youtube.com": parse_qs(parts.query).get("v", [""])[0]
        or (path[-1] if path[:1] in (["shorts"], ["live"]) else ""),
        "youtu.be": path[0] if path else "",
        "vimeo.com": path[-1] if path and path[-1].isdigit() else "",
        "dailymotion.com": path[-1] if path[:1] == ["video"] else "",
        "dai.ly": path[0] if path else "",
    }.get(host, "")
    if not video or not video.replace("-", "").replace("_", "").isalnum() or not video.isascii():
        return None
    name = {"youtu.be": "youtube.com", "dai.ly": "dailymotion.com"}.get(host, host)
    return name, settings.VIDEO_PLAYERS[name].format(video=video)
