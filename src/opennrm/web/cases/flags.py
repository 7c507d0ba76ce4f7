"""The page on which the flags of a case are raised and lowered, and how they are shown."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from opennrm.cases.actions.flags import set_flags
from opennrm.cases.flags import flags_of
from opennrm.mechanism.flags import Flag
from opennrm.partners.roles import Permission
from opennrm.web import wording
from opennrm.web.cases.seeing import seen
from opennrm.web.form_fields import Fields
from opennrm.web.guard import SignedInRequest, page
from opennrm.web.jinja import render


@page(needs=Permission.WORK_ON_CASES, of_several=("flags",))
def flags(request: SignedInRequest, reference: str, typed: Any = None, errors: Any = ()) -> HttpResponse:
    """Tick what the case should carry."""
    read = seen(request, reference, Permission.WORK_ON_CASES)
    standing = flags_of(read.id).alone()
    carried = " ".join(each.flag for each in standing)
    fields = Fields(typed, errors, {"flags": carried})
    shown = {
        "reference": reference,
        "errors": errors,
        "title": "Flags",
        "back_to": reverse("case", kwargs={"reference": reference}),
        "lines": (),
        "hidden": {"shown": carried},
        "rows": [
            wording.row(each.words, f"Raised {wording.moment(each.raised_at)} by {each.raised_by}") for each in standing
        ],
        "fields": [
            fields.checkboxes(
                "flags",
                "What must whoever opens this case see at once?",
                [(flag.value, flag.words) for flag in Flag],
                "Untick a flag to lower it. The timeline keeps when it was raised and lowered.",
            )
        ],
        "button": "Save",
    }
    return render(request, "cases/form.html", shown)


@flags.post
def flags_post(request: SignedInRequest, reference: str) -> HttpResponse:
    """Raise what was ticked and lower what was unticked; what a colleague did meanwhile stays."""
    shown, ticked = set(request.POST.get("shown", "").split()), set(request.POST.getlist("flags"))
    set_flags(reference, raised=ticked - shown, lowered=shown - ticked, by=request.actor, at=request.at)
    return redirect("case", reference=reference)
