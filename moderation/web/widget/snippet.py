"""What a website puts into its page to show the reviews."""

from __future__ import annotations

from moderation.web.addresses import external
from moderation.web.widget.assets import SCRIPT


def snippet(slug: str) -> str:
    """Give the two lines of HTML for a site, to be copied."""
    script = external("widget.file", filename=SCRIPT)
    return (
        f'<script src="{script}" async></script>\n'
        f'<balss-reviews site="{slug}" layout="list"></balss-reviews>'
    )
