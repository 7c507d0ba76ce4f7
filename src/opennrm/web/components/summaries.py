"""What tells a person what they answered and what is wrong: summary list and error summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from opennrm.web.components.markup import NOTHING, Params, attributes, classes_of, content_of, joined, text_of


def _mistake(item: Params) -> str:
    content = content_of(item)
    if item.get("href"):
        content = f'<a href="{text_of(item["href"])}"{attributes(item.get("attributes"))}>{content}</a>'
    return f"<li>{content}</li>"


def error_summary(params: Params) -> Markup:
    """Take the parameters of upstream's error summary; give it, each mistake a link to the field it speaks of."""
    quiet = params.get("disableAutoFocus")
    introduction = content_of(params, "descriptionText", "descriptionHtml")
    mistakes = "".join(_mistake(item) for item in params.get("errorList") or ())
    return joined(
        f'<div class="govuk-error-summary{classes_of(params)}"',
        "" if quiet is None else f' data-disable-auto-focus="{text_of(quiet)}"',
        f'{attributes(params.get("attributes"))} data-module="govuk-error-summary"><div role="alert">',
        f'<h2 class="govuk-error-summary__title">{content_of(params, "titleText", "titleHtml")}</h2>',
        f'<div class="govuk-error-summary__body">{f"<p>{introduction}</p>" if introduction else ""}',
        f'<ul class="govuk-list govuk-error-summary__list">{mistakes}</ul>' if mistakes else "",
        "</div></div></div>",
    )


def _action(action: Params, card_title: Params | None) -> str:
    hidden = f" {text_of(action['visuallyHiddenText'])}" if action.get("visuallyHiddenText") else ""
    if card_title:
        hidden += f" ({content_of(card_title)})"
    if hidden:
        hidden = f'<span class="govuk-visually-hidden">{hidden}</span>'
    return (
        f'<a class="govuk-link{classes_of(action)}" href="{text_of(action.get("href"))}"'
        f"{attributes(action.get('attributes'))}>{content_of(action)}{hidden}</a>"
    )


def _items(part: Params) -> Sequence[Params]:
    return (part.get("actions") or NOTHING).get("items") or ()


def _row_actions(row: Params, card_title: Params | None) -> str:
    items = _items(row)
    if not items:
        return ""
    links = [_action(item, card_title) for item in items]
    if len(links) > 1:
        listed = "".join(f'<li class="govuk-summary-list__actions-list-item">{link}</li>' for link in links)
        links = [f'<ul class="govuk-summary-list__actions-list">{listed}</ul>']
    return f'<dd class="govuk-summary-list__actions{classes_of(row["actions"])}">{links[0]}</dd>'


def _row(row: Params, any_actions: bool, card_title: Params | None) -> str:
    key: Any = row.get("key") or NOTHING
    value: Any = row.get("value") or NOTHING
    bare = " govuk-summary-list__row--no-actions" if any_actions and not _items(row) else ""
    return (
        f'<div class="govuk-summary-list__row{bare}{classes_of(row)}">'
        f'<dt class="govuk-summary-list__key{classes_of(key)}">{content_of(key)}</dt>'
        f'<dd class="govuk-summary-list__value{classes_of(value)}">{content_of(value)}</dd>'
        f"{_row_actions(row, card_title)}</div>"
    )


def _card_actions(card: Params) -> str:
    links = [_action(item, card.get("title")) for item in _items(card)]
    if not links:
        return ""
    classes = f"govuk-summary-card__actions{classes_of(card['actions'])}"
    if len(links) == 1:
        return f'<div class="{classes}">{links[0]}</div>'
    listed = "".join(f'<li class="govuk-summary-card__action">{link}</li>' for link in links)
    return f'<ul class="{classes}">{listed}</ul>'


def _card(card: Params, inner: str) -> str:
    title: Any = card.get("title") or NOTHING
    level = int(title.get("headingLevel") or 2)
    heading = (
        f'<h{level} class="govuk-summary-card__title{classes_of(title)}">{content_of(title)}</h{level}>'
        if title
        else ""
    )
    return (
        f'<div class="govuk-summary-card{classes_of(card)}"{attributes(card.get("attributes"))}>'
        f'<div class="govuk-summary-card__title-wrapper">{heading}{_card_actions(card)}</div>'
        f'<div class="govuk-summary-card__content">{inner}</div></div>'
    )


def summary_list(params: Params) -> Markup:
    """Take the parameters of upstream's summary list; give it, in a card if it has one."""
    rows = [row for row in params.get("rows") or () if row]
    card: Any = params.get("card")
    any_actions = any(_items(row) for row in rows)
    title = card.get("title") if card else None
    written = (
        f'<dl class="govuk-summary-list{classes_of(params)}"{attributes(params.get("attributes"))}>'
        f"{''.join(_row(row, any_actions, title) for row in rows)}</dl>"
    )
    return joined(_card(card, written) if card else written)
