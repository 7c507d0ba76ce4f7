"""Run as a program: made-up people with a draft that is ready, and the cookies of two of them.

Prints one JSON object: the draft, and by e-mail address the name and value of the session's cookie.
"""

from __future__ import annotations

import json
import sys

import django


def main() -> None:
    """Make them by the real actions."""
    django.setup()
    from django.utils import timezone

    from opennrm.demo.answers import adult_answers, write_referral
    from opennrm.demo.load import people
    from opennrm.mechanism.calendar import legal_day
    from opennrm.partners.actors import actor_of
    from opennrm.partners.models import Account
    from tests.factories.partners import client_for
    from tests.stories.people import CASEWORKER, OFFICER

    at = timezone.now()
    people(at)
    typed = {"what_happened": "See http://elsewhere.example/told and //203.0.113.9/x and ftp://203.0.113.9/y."}
    draft = write_referral(adult_answers(legal_day(at)) | typed, by=actor_of(OFFICER, at), at=at)
    cookies = {
        email: [[name, morsel.value] for name, morsel in client_for(Account.objects.get(email=email)).cookies.items()]
        for email in (OFFICER, CASEWORKER)
    }
    sys.stdout.write(json.dumps({"draft": str(draft), "cookies": cookies}))


if __name__ == "__main__":
    main()
