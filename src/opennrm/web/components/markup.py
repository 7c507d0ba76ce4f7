"""How the components write HTML: attributes, words or markup, and the refusal of markup that nobody vouched for.

The parameters have the shape of govuk-frontend's Nunjucks macros, so its documentation is ours. One thing is stricter:
what comes under a name ending in `html` must be `Markup`, so that an answer can never be sent as markup by mistake.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup, escape

Params = Mapping[str, Any]
NOTHING: Params = {}


def text_of(value: object) -> str:
    """Take any value; give it as upstream would print it, escaped: nothing for None, `true` for True."""
    if value is None:
        return ""
    if value is True:
        return "true"
    if value is False:
        return "false"
    return escape(value)


def vouched(value: object) -> str:
    """Take markup; give it trimmed. Raises TypeError for plain text, which nobody has escaped or vouched for."""
    if not hasattr(value, "__html__"):
        raise TypeError("Plain text came where markup is wanted: pass it as `text`, or vouch for it with Markup().")
    return str(value).strip()


def content_of(part: Params, text: str = "text", html: str = "html") -> str:
    """Take a part with `text` or `html`; give what stands between its tags. Markup goes before text, as upstream."""
    markup = part.get(html)
    return vouched(markup) if markup else text_of(part.get(text))


def has_content(part: Params | None) -> bool:
    """Take a part or None; say whether it holds text or markup."""
    return bool(part) and bool(part.get("text") or part.get("html"))  # type: ignore[union-attr]


def classes_of(part: Params | None) -> str:
    """Take a part or None; give its further classes with a space before them."""
    given = part.get("classes") if part else None
    return f" {escape(given)}" if given else ""


def _attribute(name: str, value: object, optional: bool) -> str:
    if optional and (value is None or value is False):
        return ""
    if optional and value is True:
        return f" {escape(name)}"
    return f' {escape(name)}="{text_of(value)}"'


def attributes(given: Params | str | None) -> str:
    """Take attributes by name, or as markup; give them written out with a space before each.

    A value may be `{"value": ..., "optional": True}`: then None and False write nothing, and True the bare name.
    """
    if not given:
        return ""
    if isinstance(given, str):
        return f" {vouched(given)}"
    written = ""
    for name, value in given.items():
        if isinstance(value, Mapping):
            written += _attribute(name, value.get("value"), bool(value.get("optional")))
        else:
            written += _attribute(name, value, optional=False)
    return written


def translations(key: str, given: object) -> str:
    """Take the key of a text that JavaScript shows, and its words (one, or by plural rule); give its attributes."""
    if not given:
        return ""
    if isinstance(given, Mapping):
        return "".join(f' data-i18n.{key}.{rule}="{text_of(words)}"' for rule, words in given.items())
    return f' data-i18n.{key}="{text_of(given)}"'


def if_any(name: str, value: object) -> str:
    """Take an attribute's name and a value; give the attribute, or nothing when there is no value."""
    return f' {name}="{text_of(value)}"' if value else ""


def switched_on(params: Params, *names: str) -> str:
    """Take parameters and names such as `disabled`; give those that are on, as attributes without a value."""
    return "".join(f" {name}" for name in names if params.get(name))


def described_by(ids: list[str]) -> str:
    """Take ids of hints and errors; give the attribute that ties them to the field, or nothing."""
    return if_any("aria-describedby", " ".join(ids))


def beside(form_group: Params, place: str) -> str:
    """Take a form group and one of its places (`beforeInput`, `afterInputs`...); give what is to stand there."""
    part = form_group.get(place)
    return content_of(part) if part else ""


def joined(*pieces: str) -> Markup:
    """Take pieces that are written and escaped; give them as one piece of markup."""
    return Markup("".join(pieces))  # noqa: S704 - every piece was written by these components


def id_of(params: Params) -> str:
    """Take a field's parameters; give its id, which is its name unless it has one of its own."""
    return str(params.get("id") or params.get("name") or "")
