"""A name that comes twice is read in no way: a request that holds one is refused, but for fields that are of several.

Who reads the first of two and who reads the last would else read different things in one request: a form would act on
one value and show the other, or a filter before us would look at the one that we do not take.
Source: OWASP ASVS 5.0, 15.3.7.
"""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest, QueryDict

from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.question import Kind

TWICE = "A field was sent twice, so nobody can say which of the two you meant. Look it over and send it again."
OF_SEVERAL = frozenset(
    question.key
    for question in (*CATALOGUE.questions.values(), *(field for _list, field in CATALOGUE.fields.values()))
    if question.gives_many or question.kind is Kind.LOOKUP
)
"""Questions with several answers, and those of long lists: what fits is chosen beside the box to type in again."""


def repeated(sent: QueryDict, of_several: Collection[str] = ()) -> list[str]:
    """The names that came more than once, but for those of fields that are of several."""
    return [name for name, values in sent.lists() if len(values) > 1 and name not in of_several]


def is_asked_twice(request: HttpRequest) -> bool:
    """Does the address hold a name twice? None that leads here does."""
    return bool(repeated(request.GET))
