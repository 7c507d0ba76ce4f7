"""Fields for words: one line, several lines, several lines that are counted, a choice from a list, a file."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup, escape

from opennrm.web.components.markup import (
    NOTHING,
    Params,
    attributes,
    beside,
    classes_of,
    content_of,
    described_by,
    has_content,
    id_of,
    joined,
    switched_on,
    text_of,
    translations,
)
from opennrm.web.components.parts import form_group, hint, label, said_above


def _described(params: Params) -> list[str]:
    return [params["describedBy"]] if params.get("describedBy") else []


def _if_given(params: Params, *names: str) -> str:
    written = ""
    for name in names:
        value = params.get(name)
        if value is not None and value is not False and value != "":
            written += f' {name}="{text_of(value)}"'
    return written


def _spellcheck(params: Params) -> str:
    checked = params.get("spellcheck")
    return f' spellcheck="{text_of(checked)}"' if isinstance(checked, bool) else ""


def _input_element(params: Params, own_id: str, described: list[str], also: str = "") -> str:
    error = " govuk-input--error" if params.get("errorMessage") else ""
    return (
        f'<input class="govuk-input{also}{classes_of(params)}{error}" id="{escape(own_id)}"'
        f' name="{text_of(params.get("name"))}" type="{text_of(params.get("type") or "text")}"{_spellcheck(params)}'
        f"{attributes({'value': {'value': params.get('value'), 'optional': True}})}"
        f"{switched_on(params, 'disabled')}{described_by(described)}"
        f"{_if_given(params, 'autocomplete', 'autocapitalize', 'pattern', 'inputmode')}"
        f"{attributes(params.get('attributes'))}>"
    )


def _affix(params: Params, kind: str) -> str:
    affix: Any = params.get(kind)
    if not has_content(affix):
        return ""
    return (
        f'<div class="govuk-input__{kind}{classes_of(affix)}" aria-hidden="true"'
        f"{attributes(affix.get('attributes'))}>{content_of(affix)}</div>"
    )


def text_input(params: Params, also: str = "") -> Markup:
    """Take the parameters of upstream's input and classes of the field round it; give the whole field."""
    own_id = id_of(params)
    described = _described(params)
    above = label(params.get("label") or NOTHING, own_id) + said_above(params, own_id, described)
    element = _input_element(params, own_id, described, also)
    group: Any = params.get("formGroup") or NOTHING
    before = beside(group, "beforeInput") + _affix(params, "prefix")
    after = _affix(params, "suffix") + beside(group, "afterInput")
    if before or after:
        wrapper: Any = params.get("inputWrapper") or NOTHING
        element = (
            f'<div class="govuk-input__wrapper{classes_of(wrapper)}"{attributes(wrapper.get("attributes"))}>'
            f"{before}{element}{after}</div>"
        )
    return form_group(params, above + joined(element))


def textarea(params: Params, also: str = "") -> Markup:
    """Take the parameters of upstream's textarea and classes of the field round it; give the whole field."""
    own_id = id_of(params)
    described = _described(params)
    group: Any = params.get("formGroup") or NOTHING
    value = text_of(params.get("value"))
    # A browser drops the first line break of a text area: give it one to drop, or a person's own would be lost.
    kept = "\n" if value[:1] in ("\n", "\r") else ""
    return form_group(
        params,
        joined(
            label(params.get("label") or NOTHING, own_id),
            said_above(params, own_id, described),
            beside(group, "beforeInput"),
            f'<textarea class="govuk-textarea{" govuk-textarea--error" if params.get("errorMessage") else ""}',
            f'{also}{classes_of(params)}" id="{escape(own_id)}" name="{text_of(params.get("name"))}"',
            f' rows="{text_of(params.get("rows") or 5)}"{_spellcheck(params)}',
            f"{switched_on(params, 'disabled')}{described_by(described)}",
            f"{_if_given(params, 'autocomplete')}{attributes(params.get('attributes'))}>{kept}{value}</textarea>",
            beside(group, "afterInput"),
        ),
    )


def _count_attributes(params: Params, limit: object) -> str:
    written = ' data-module="govuk-character-count"' + _if_given(
        {f"data-{name}": params.get(name) for name in ("maxlength", "threshold", "maxwords")},
        "data-maxlength",
        "data-threshold",
        "data-maxwords",
    )
    if not limit and params.get("textareaDescriptionText"):
        written += translations("textarea-description", {"other": params["textareaDescriptionText"]})
    for unit in ("characters", "words"):
        for place in ("under", "at", "over"):
            written += translations(f"{unit}-{place}-limit", params.get(f"{unit}{place.title()}LimitText"))
    return written


def character_count(params: Params) -> Markup:
    """Take the parameters of upstream's character count; give a text area that says how much there is room for."""
    own_id = id_of(params)
    group: Any = params.get("formGroup") or NOTHING
    limit = params.get("maxwords") or params.get("maxlength")
    unit = "words" if params.get("maxwords") else "characters"
    says = params.get("textareaDescriptionText") or f"You can enter up to %{{count}} {unit}"
    message = hint(
        {"text": str(says).replace("%{count}", str(limit)) if limit else ""},
        f"{own_id}-info",
        f" govuk-character-count__message{classes_of(params.get('countMessage'))}",
    )
    field = {
        **params,
        "id": own_id,
        "describedBy": f"{own_id}-info",
        "formGroup": {
            "classes": f"govuk-character-count {group.get('classes') or ''}".strip(),
            "attributes": joined(_count_attributes(params, limit), attributes(group.get("attributes"))),
            "beforeInput": group.get("beforeInput"),
            "afterInput": {"html": message + joined(beside(group, "afterInput"))},
        },
    }
    return textarea(field, " govuk-js-character-count")


def _option(item: Params, chosen: object) -> str:
    value = item.get("value", item.get("text"))
    selected = item.get("selected") or (
        bool(chosen) and text_of(value) == text_of(chosen) and item.get("selected") is not False
    )
    return (
        f"<option{attributes({'value': item['value']}) if 'value' in item else ''}"
        f"{' selected' if selected else ''}{switched_on(item, 'disabled')}"
        f"{attributes(item.get('attributes'))}>{text_of(item.get('text'))}</option>"
    )


def select(params: Params) -> Markup:
    """Take the parameters of upstream's select; give the whole field."""
    own_id = id_of(params)
    described = _described(params)
    group: Any = params.get("formGroup") or NOTHING
    chosen = params.get("value")
    return form_group(
        params,
        joined(
            label(params.get("label") or NOTHING, own_id),
            said_above(params, own_id, described),
            beside(group, "beforeInput"),
            f'<select class="govuk-select{classes_of(params)}',
            f'{" govuk-select--error" if params.get("errorMessage") else ""}" id="{escape(own_id)}"',
            f' name="{text_of(params.get("name"))}"{switched_on(params, "disabled")}',
            f"{described_by(described)}{attributes(params.get('attributes'))}>",
            *[_option(item, chosen) for item in params.get("items") or () if item],
            "</select>",
            beside(group, "afterInput"),
        ),
    )


def _upload_wrapper(params: Params) -> str:
    words = {
        "choose-files-button": "chooseFilesButtonText",
        "no-file-chosen": "noFileChosenText",
        "multiple-files-chosen": "multipleFilesChosenText",
        "drop-instruction": "dropInstructionText",
        "entered-drop-zone": "enteredDropZoneText",
        "left-drop-zone": "leftDropZoneText",
    }
    return (
        f'<div class="govuk-file-upload-wrapper{classes_of({"classes": params.get("wrapperClasses")})}"'
        f' data-module="govuk-file-upload"{"".join(translations(key, params.get(name)) for key, name in words.items())}'
        f"{attributes(params.get('wrapperAttributes'))}>"
    )


def file_upload(params: Params) -> Markup:
    """Take the parameters of upstream's file upload; give the whole field."""
    own_id = id_of(params)
    described = _described(params)
    group: Any = params.get("formGroup") or NOTHING
    wrapped = bool(params.get("javascript"))
    return form_group(
        params,
        joined(
            label(params.get("label") or NOTHING, own_id),
            said_above(params, own_id, described),
            beside(group, "beforeInput"),
            _upload_wrapper(params) if wrapped else "",
            f'<input class="govuk-file-upload{classes_of(params)}',
            f'{" govuk-file-upload--error" if params.get("errorMessage") else ""}" id="{escape(own_id)}"',
            f' name="{text_of(params.get("name"))}" type="file"{switched_on(params, "disabled")}',
            f"{switched_on(params, 'multiple')}{described_by(described)}",
            f"{attributes(params.get('attributes'))}>{'</div>' if wrapped else ''}",
            beside(group, "afterInput"),
        ),
    )
