"""The page of the Human Trafficking Case Data Standard: where each of its fields stands, or why it stands nowhere."""

from __future__ import annotations

from itertools import groupby

from opennrm.console.htcds import stands
from opennrm.questions.htcds import Field, fields


def htcds_page() -> str:
    """The Markdown of the page."""
    found = fields()
    placed = sum(bool(each.answer) for each in found)
    facts = sum(bool(each.fact) for each in found)
    lines = [
        "# The Human Trafficking Case Data Standard, field by field",
        "",
        "Generated from the standard's own list and from `src/opennrm/questions/htcds_2_0/placing.toml`: do not edit.",
        "The list is of HTCDS 2.0 by IOM (CC BY 4.0, see ATTRIBUTION.md). IOM has nothing to do with this product and",
        "does not endorse it. The standard gives no form for an exchange: here a record is one JSON object of fields",
        "by their names, dates as `2026-03-02`, languages by ISO 639-2, countries by two letters (ISO 3166, and `XK`).",
        "What comes in may also have countries by three letters, and languages by two or by their bibliographic code.",
        "",
        f"Of {len(found)} fields {placed} are taken and given as answers, {facts} are given of a referral that was",
        f"sent, and {len(found) - placed - facts} stand nowhere, each with its reason. A core field has a star.",
        "What of a record is not taken is said when it is imported, field by field.",
        "",
        "    ./opennrm htcds export NRM-... --as EMAIL",
        "    ./opennrm htcds import record.json --answers answers.json --as EMAIL",
        "",
        "A system sends a record to [`POST /api/v1/htcds`](api.md). The answers beside it are those that the standard",
        "has no field for and that decide what is asked at all: is somebody in danger, the nation, the age, consent.",
        "What it sent it reads as a record at [`GET /api/v1/referrals/{reference}/htcds`](api.md).",
    ]
    for section, rows in groupby(found, key=lambda each: each.section):
        lines += ["", f"## {section}", "", "| field | label | where it stands |", "|---|---|---|", *map(_row, rows)]
    for each in found:
        if each.gives and each.name != "prs_Citizenship":
            lines += ["", f"## Codes of `{each.name}`", "", "| our code | given as | taken back |", "|---|---|---|"]
            lines += [
                f"| `{ours}` | `{theirs}` | {'yes' if each.takes.get(theirs) == ours else 'no'} |"
                for ours, theirs in each.gives.items()
            ]
    return "\n".join([*lines, ""])


def _row(each: Field) -> str:
    star = " *" if each.core else ""
    return f"| `{each.name}`{star} | {each.label.strip()} | {stands(each)} |"
