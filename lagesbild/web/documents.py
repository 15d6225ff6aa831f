"""The HTML that is not a page of its own: Streamlit's empty shell made Swedish, and plain pages for errors and lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template

from lagesbild.model import Zone
from lagesbild.texts import text

FOLDER = Path(__file__).parent


def shell(streamlit_index: str, zone: Zone, style_sheet: str) -> bytes:
    """Streamlit's index.html with Swedish language, title, description, noscript text and our style sheet, and without inline script.

    The style sheet (its address) stands last: where a rule of ours and one of Streamlit's weigh the same, ours holds.

    Raises ValueError when Streamlit's page no longer looks as expected, so that an upgrade cannot undo it in silence.
    """
    robots = '<meta name="robots" content="noindex">' if zone == "internal" else ""
    description = f'<meta name="description" content="{escape(text("web.site.description"))}">'
    changes = {
        r'<html lang="en">': '<html lang="sv">',
        r"<title>Streamlit</title>": f"<title>{escape(text('web.site.name'))}</title>\n    {description}{robots}",
        r'<link rel="shortcut icon"[^>]*>': '<link rel="icon" type="image/svg+xml" href="./favicon.svg">',
        r'<!--\s*Machine-readable.*?<link rel="service-desc"[^>]*>': "",
        r"<script>\s*window\.prerenderReady = false\s*</script>": '<script src="./start.js"></script>',
        r"</body>": f'<link rel="stylesheet" href="./{style_sheet}"></body>',
        r"<noscript>.*?</noscript>": f"<noscript><p>{escape(text('web.site.noscript'))}</p></noscript>",
    }
    page = streamlit_index
    for pattern, replacement in changes.items():
        page, found = re.subn(pattern, lambda _, new=replacement: new, page, flags=re.DOTALL)
        if found != 1:
            raise ValueError(f"Streamlit's index.html has {found} matches of {pattern}: adapt lagesbild/web/documents.py")
    return page.encode()


def plain(title: str, lead: str, links: Mapping[str, str]) -> bytes:
    """A short page without script; links is {address: words}."""
    listed = "\n".join(f'      <p><a href="{escape(address)}">{escape(words)}</a></p>' for address, words in links.items())
    template = Template((FOLDER / "plain.html").read_text(encoding="utf-8"))
    return template.substitute(title=escape(title), lead=escape(lead), links=listed, name=escape(text("web.site.name"))).encode()
