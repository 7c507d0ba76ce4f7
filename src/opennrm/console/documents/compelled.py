"""What an operator could be compelled to give: every column by its class, who may see it, and how long it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import models

from opennrm.config.third_party_fields import FIELDS
from opennrm.vault.fields import PersonalField

INTRODUCTION = """# What we could be compelled to give

Generated from the data class that every column states; do not edit it by hand. An order of a court, a demand of the
police, a request for information or a thief of the disks gets at most what is kept. So this page says what is kept.

- **S3** a life at risk, **S2** personal: sealed in the database, each under a key of its person or case, which lies
  sealed under a key outside it. Whoever has the database without that key has bytes. Whoever can compel the operator
  of the running service can have them opened; opening by way of the pages is in the history.
- **S1** needed for clocks, counts and signing in, **S0** open: not sealed. References, codes, days, keyed hashes, and
  who of the staff did what when.
- What was erased by its key cannot be opened any more.
- Nothing leaves as a whole because somebody demands it: a disclosure has its basis, scope, redactions, a second person,
  and the hash of what left."""

SEEN_BY = {
    "assurance": "the reviewer who wrote it; once all have spoken, who convenes them and the team of the case",
    "cases": "the team of the case, or named people where it is restricted; whom access was given for a time",
    "disclosure": "who prepares and who releases disclosures, in the team of the case",
    "duty_to_notify": "the organisation that notified, and the police force that received it",
    "evidence": "the team of the organisation that referred, and the team of the case",
    "notifications": "the team of the case; who prints and posts; who hands a letter over",
    "referrals": "the team of the organisation that referred, and the team of the case",
    "panels": "a vote: its author; once all have voted or the chair has closed, the members and the chair; the rest: "
    "those who were asked, and who convenes",
    "retention": "who keeps records, in the authority that holds the case",
}
"""Who may see the sealed columns of each room, beside the person themselves through a request for their data."""
KEPT = {
    "assurance": "as long as the case",
    "cases": "as long as the case, until people decide on the proposal that its day brings",
    "disclosure": "as long as the case; what was given, files too, stays as its hash",
    "duty_to_notify": "until people review them after the schedule's years; nothing erases one yet",
    "evidence": "with a draft until it is discarded; what was sent, also copies, as long as the case; then its "
    "key is erased and the bytes are removed",
    "notifications": "as long as the case",
    "panels": "as long as the case; how people join a sitting, as long as the sitting",
    "referrals": "a draft until it is sent or discarded; the rest as long as the case",
    "retention": "as long as the case",
}


def compelled_page() -> str:
    """The Markdown of the page."""
    rooms = sorted({table._meta.app_label for table in tables() if personal(table)})
    lines = [INTRODUCTION, "", "## What is sealed, and who may see it", ""]
    for room in rooms:
        lines += [f"### `{room}`", "", f"Seen by: {SEEN_BY[room]}. Kept: {KEPT[room]}.", ""]
        lines += ["| table | class and what it is | under the key of |", "|---|---|---|"]
        lines += [line for table in tables() if table._meta.app_label == room for line in _sealed(table)]
        lines.append("")
    lines += ["## What is not sealed", "", "| table | columns |", "|---|---|", *_open(tables())]
    return "\n".join([*lines, ""])


def tables() -> list[type[models.Model]]:
    """Every table, by its name."""
    return sorted(apps.get_models(include_auto_created=True), key=lambda table: table._meta.db_table)


def personal(table: type[models.Model]) -> list[models.Field]:  # type: ignore[type-arg]
    """The columns of a table that are about people."""
    return [field for field in table._meta.local_fields if isinstance(field, PersonalField)]


def _sealed(table: type[models.Model]) -> Iterator[str]:
    under = str(getattr(table, "SEALED_UNDER", "id")).rpartition("__")[2].removesuffix("_id").replace("_", " ")
    for field in personal(table):
        whose = "its row" if under == "id" else under
        yield f"| `{table._meta.db_table}.{field.column}` | {field.db_comment} | {whose} |"


def _open(found: Iterable[type[models.Model]]) -> Iterator[str]:
    for table in found:
        theirs = FIELDS.get(table._meta.label, {})
        told = [
            f"{field.column} ({field.db_comment or theirs.get(field.name, '')})"
            for field in table._meta.local_fields
            if not isinstance(field, PersonalField)
        ]
        if told:
            yield f"| `{table._meta.db_table}` | {'; '.join(told)} |"
