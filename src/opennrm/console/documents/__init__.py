"""The pages of docs/ that are made from the code, so that none of them can say what the code does not do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from opennrm.console.documents.assurance import assurance_page
from opennrm.console.documents.commands import commands_page
from opennrm.console.documents.compelled import compelled_page
from opennrm.console.documents.connections import connections_page
from opennrm.console.documents.consequences import consequences_page
from opennrm.console.documents.glossary import glossary_page
from opennrm.console.documents.htcds import htcds_page
from opennrm.console.documents.profiles import profiles_page
from opennrm.console.documents.replays import replays_page
from opennrm.console.documents.routes import routes_page
from opennrm.mechanism.picture import lifecycle_page
from opennrm.partners.picture import roles_page
from opennrm.questions.official_form import official_form_page
from opennrm.questions.picture import questions_page

DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/lifecycle.md": lifecycle_page,
    "docs/profiles.md": profiles_page,
    "docs/roles.md": roles_page,
    "docs/questions.md": questions_page,
    "docs/consequences.md": consequences_page,
    "docs/glossary.md": glossary_page,
    "docs/routes.md": routes_page,
    "docs/commands.md": commands_page,
    "docs/reference/assurance.md": assurance_page,
    "docs/reference/connections.md": connections_page,
    "docs/reference/official-form.md": official_form_page,
    "docs/reference/one-case-under-every-profile.md": replays_page,
    "docs/reference/htcds.md": htcds_page,
    "docs/explanation/what-we-could-be-compelled-to-give.md": compelled_page,
}
"""Each page by its path in the repository. Importing this needs Django set up, and no database."""


def stale(root: Path) -> list[str]:
    """The paths of the pages under `root` that are missing or not what the code says now."""
    return [path for path, make in DOCUMENTS.items() if _kept(root / path) != make()]


def _kept(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
