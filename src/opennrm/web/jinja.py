"""The one engine of all pages: Jinja2 with our components, and `render` for the views."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.utils import csrf_input
from django.templatetags.static import static
from django.urls import get_urlconf, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from opennrm.web import components
from opennrm.web.forms import error_summary_of, page_of_questions
from opennrm.web.navigation import destinations


@lru_cache(maxsize=500)
def _plain_url(name: str, _urlconf: object) -> str:
    return reverse(name)


def url(name: str, *args: object, **kwargs: object) -> str:
    """Take the name of a page and the parts of its address; give the address. Raises NoReverseMatch."""
    if args or kwargs:
        return reverse(name, args=args, kwargs=kwargs)
    return _plain_url(name, get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=500)
def _file_url(name: str, _at: str) -> str:
    return static(name)


def file_url(name: str) -> str:
    """Take the name of a file of our pages; give its address, which is asked for once: no file changes as we run."""
    return _file_url(name, settings.STATIC_URL)


@lru_cache(maxsize=5000)  # several times the texts of all pages in all languages, none of which changes
def _in_language(_language: str | None, text: str) -> Markup:
    return Markup(gettext(text))  # noqa: S704 - texts of our own pages


def translated(text: str, **said: object) -> Markup:
    """Take a text of a page, and what it has a place for as `%(name)s`; give it in the language that is spoken now.

    It is what Jinja2's own would give, which asks the catalogues of a language one by one, each time.
    """
    return _in_language(get_language(), text) % said


def environment(**options: Any) -> Environment:
    """Take Django's options for Jinja2; give the engine, with the components and translations, strict about names."""
    made = Environment(  # noqa: S701 - Django passes autoescape=True
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True, "cache_size": -1},
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.globals["_"] = translated
    made.globals.update({name: getattr(components, name) for name in components.__all__})
    made.globals.update(
        url=url,
        static=file_url,
        destinations=destinations,
        error_summary_of=error_summary_of,
        page_of_questions=page_of_questions,
        language=get_language,
        right_to_left=get_language_bidi,
        demonstration=lambda: settings.DEMONSTRATION,
        idle_warning_minutes=lambda: max(1, settings.IDLE_MINUTES - 2),
        service_name=settings.SERVICE_NAME,
        own_page_name=lambda: gettext(settings.OWN_PAGE_NAME),  # a name that an operator chose has no other
        left_to=lambda: settings.OWN_PAGE_LEFT_TO,
        leaves=True,
        public=False,
        errors=(),
    )
    return made


def shared_context(request: HttpRequest) -> dict[str, object]:
    """Take a request; give what every page knows of it: who is asking, as the guard found them, or None.

    `neutral`: it is at the address of a person's own page, on which nothing says what the service is, errors included.
    """
    return {
        "actor": getattr(request, "actor", None),
        "neutral": request.path.startswith("/u/"),
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),  # drawn once, however many forms a page has
    }


def render(
    request: HttpRequest, template: str, context: Mapping[str, object] | None = None, status: int = 200
) -> HttpResponse:
    """Take a request, a template's name and what it shows; give the page."""
    page = engines["pages"].get_template(template)
    return HttpResponse(page.render(dict(context or {}), request), status=status)
