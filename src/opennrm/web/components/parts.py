"""What the fields are made of: label, hint, error message, fieldset and the group round them."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from opennrm.web.components.markup import (
    NOTHING,
    Params,
    attributes,
    classes_of,
    content_of,
    described_by,
    if_any,
    joined,
    text_of,
)


def label(params: Params, target: str = "", also: str = "") -> Markup:
    """Take a label's parameters, the id it labels and further classes; give it, or nothing when it has no words."""
    content = content_of(params)
    if not content:
        return Markup("")
    written = (
        f'<label class="govuk-label{also}{classes_of(params)}"{attributes(params.get("attributes"))}'
        f"{if_any('for', target or params.get('for'))}>{content}</label>"
    )
    if params.get("isPageHeading"):
        written = f'<h1 class="govuk-label-wrapper">{written}</h1>'
    return joined(written)


def hint(params: Params, own_id: str = "", also: str = "") -> Markup:
    """Take a hint's parameters, its id and classes of the field; give it."""
    return joined(
        f"<div{if_any('id', own_id or params.get('id'))}",
        f' class="govuk-hint{also}{classes_of(params)}"{attributes(params.get("attributes"))}>',
        f"{content_of(params)}</div>",
    )


def error_message(params: Params, own_id: str = "") -> Markup:
    """Take an error's parameters and its id; give it, with a word for those who do not see that it is red."""
    hidden = params.get("visuallyHiddenText", "Error")
    hidden = "Error" if hidden is None else hidden
    before = f'<span class="govuk-visually-hidden">{text_of(hidden)}:</span> ' if hidden else ""
    return joined(
        f"<p{if_any('id', own_id or params.get('id'))}",
        f' class="govuk-error-message{classes_of(params)}"{attributes(params.get("attributes"))}>',
        f"{before}{content_of(params)}</p>",
    )


def legend(params: Params) -> str:
    """Take a legend's parameters; give it, as the page's heading where it is the only question."""
    content = content_of(params)
    if not content:
        return ""
    if params.get("isPageHeading"):
        content = f'<h1 class="govuk-fieldset__heading">{content}</h1>'
    return f'<legend class="govuk-fieldset__legend{classes_of(params)}">{content}</legend>'


def fieldset(params: Params, inner: str | None = None, described: list[str] | None = None, role: str = "") -> Markup:
    """Take a fieldset's parameters, what stands in it, the ids that describe it and a role; give it."""
    given = [params["describedBy"]] if described is None and params.get("describedBy") else described or []
    if inner is None:
        inner = content_of({"html": params.get("html")})
    return joined(
        f'<fieldset class="govuk-fieldset{classes_of(params)}"{if_any("role", role or params.get("role"))}',
        f"{described_by(given)}{attributes(params.get('attributes'))}>",
        legend(params.get("legend") or NOTHING),
        inner,
        "</fieldset>",
    )


def said_above(params: Params, own_id: str, described: list[str]) -> str:
    """Take a field's parameters, its id and the ids that describe it so far; give hint and error, and add their ids."""
    written = ""
    if params.get("hint"):
        described.append(f"{own_id}-hint")
        written = hint(params["hint"], described[-1])
    if params.get("errorMessage"):
        described.append(f"{own_id}-error")
        written += error_message(params["errorMessage"], described[-1])
    return written


def form_group(params: Params, inner: str) -> Markup:
    """Take a field's parameters and its parts; give the group that holds them, marked when it is in error."""
    group: Any = params.get("formGroup") or NOTHING
    error = " govuk-form-group--error" if params.get("errorMessage") else ""
    return joined(
        f'<div class="govuk-form-group{error}{classes_of(group)}"{attributes(group.get("attributes"))}>{inner}</div>'
    )
