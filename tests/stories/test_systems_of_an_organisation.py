"""An administrator lets a system of their force in by a token, has it called by a webhook, and sees what came of it."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from opennrm.notifications.channels.webhook_https import call
from opennrm.notifications.webhook_calls import Called, call_what_is_due
from tests.notifications.channels.test_webhook_https import Server, certified, server
from tests.stories.people import ADMINISTRATOR, House
from tests.stories.ways import WAYS, at_work

__all__ = ["certified", "server"]


@pytest.mark.parametrize("way", WAYS)
def test_a_token_and_a_webhook_made_in_the_pages(house: House, way: str, server: Server, certified: Any) -> None:
    # Given an administrator, who enters the case system of their force with a mailbox elsewhere
    administrator = (
        at_work(house, ADMINISTRATOR, way).opens("/people/").follows("Systems of your organisation, and their tokens")
    )
    administrator.sees("None is entered yet.").presses("Enter a system")
    administrator.fills({"name": ["Case system"], "email": ["elsewhere@other.example"]}).presses("Enter it")
    # Then what is wrong is said, and the name is still there
    assert administrator.problems()
    assert administrator.page.locator("main [name=name]").input_value() == "Case system"
    team = administrator.page.locator("main [name=team] option").nth(1).get_attribute("value") or ""
    email = "case-system@marshland.police.example"
    administrator.fills({"email": [email], "team": [team]}).presses("Enter it").sees("Case system")

    # When they make a token
    administrator.follows("Make a token : Case system")
    administrator.fills({"scopes": ["drafts:write"], "days": ["90"]}).presses("Make the token")
    token = administrator.page.locator("#token").inner_text()
    administrator.follows("Back to the systems").sees("Token that works").does_not_see(token)
    # Then the system comes in by it, and by no other
    asked = administrator.page.context.request
    for given, status in ((token, 201), (token[:-1] + "x", 401)):
        answer = asked.post(
            f"{house.address}/api/v1/drafts",
            data=json.dumps({"answers": {}}),
            headers={
                "Authorization": f"Bearer {given}",
                "Idempotency-Key": f"begin-one-{status}",
                "Content-Type": "application/json",
            },
        )
        assert answer.status == status, answer.text()

    # When they register a webhook, at first an address that is none
    administrator.follows("Webhooks: addresses of yours that are called when something happens")
    administrator.presses("Register a webhook").fills({"address": ["http://hook.example/in"]}).presses("Register it")
    assert "Enter an https address" in administrator.problems()[0]
    administrator.fills({"address": [f"https://hook.example:{server.port}/in"]}).presses("Register it")
    administrator.sees("it is shown this once").follows("Back to the webhooks").sees("None yet")

    # And a referral is received while their system is down
    reference, now = house.has_case(), timezone.now()
    heard, post = server.heard, partial(call, trusting=lambda: certified[1])
    server.answer = b"HTTP/1.1 503 Service Unavailable\r\n\r\n"
    assert call_what_is_due(now, post=post) == Called(failed=1)
    # Then they see that it failed, and of which kind, but not of whom
    administrator.opens("/people/webhooks/").sees("Every call failed since").sees("referral.received")
    administrator.does_not_see(reference)
    # When it is up again
    server.answer = b"HTTP/1.1 204 No Content\r\n\r\n"
    assert call_what_is_due(now + timedelta(hours=1), post=post) == Called(taken=1)
    # Then it was told, by reference alone, and the page says that all is in order
    assert json.loads(heard[-1].partition(b"\r\n\r\n")[2])["data"] == {"reference": reference}
    administrator.opens("/people/webhooks/").sees("In order").sees("(2)").does_not_see("failed since")
    administrator.follows(f"End it : https://hook.example:{server.port}/in").presses("End it")
    administrator.sees("None is registered yet.")
