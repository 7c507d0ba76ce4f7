"""What anybody may read of the interface: its description, and the questions as they are asked today."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse

from opennrm.questions import lists
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.frozen import catalogue_as_data
from opennrm.questions.list_changes import kept_with_lists
from opennrm.web.api.description import description
from opennrm.web.api.endpoint import Endpoint
from opennrm.web.policy import PUBLIC

openapi, questions = Endpoint(PUBLIC), Endpoint(PUBLIC)


@openapi.on("GET")
def describe(request: HttpRequest) -> JsonResponse:
    """The description of the interface (OpenAPI 3.1)."""
    return JsonResponse(description())


@questions.on("GET")
def ask(request: HttpRequest) -> JsonResponse:
    """Every question in its order, under which condition it is asked, and the lists that answers are chosen from."""
    return JsonResponse(questions_as_data())


@kept_with_lists
def questions_as_data() -> dict[str, Any]:
    """The catalogue and its lists, as data."""
    used = sorted({each.question.list_name for each in CATALOGUE.placed if each.question.list_name})
    offered = {name: [{"code": e.code, "label": e.label} for e in lists.offered(name)] for name in used}
    return {**catalogue_as_data(CATALOGUE), "lists": offered}
