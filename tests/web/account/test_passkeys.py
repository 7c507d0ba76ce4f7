"""Passkeys: nobody is left without a second factor, not even by two requests at the same time."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection

from opennrm.partners import second_factor
from tests.factories import partners as made


@pytest.mark.django_db(transaction=True)
def test_of_the_last_two_passkeys_removed_at_once_one_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    who = made.account("administrator", second_factor=False)
    keys = [
        Authenticator.objects.create(user=who, type="webauthn", data={"name": str(number), "credential": {}})
        for number in range(2)
    ]
    barrier = threading.Barrier(2)
    real = second_factor.lock_factors

    def together(account_id: Any) -> None:
        barrier.wait(10)
        real(account_id)

    monkeypatch.setattr("opennrm.web.account.passkeys.lock_factors", together)
    clients = [made.client_for(who) for _ in keys]
    answers: list[str] = []

    def remove(number: int) -> None:
        try:
            answer = clients[number].post(f"/account/second-factor/passkeys/{keys[number].pk}/remove/")
            answers.append(answer.headers["Location"])
        finally:
            connection.close()

    threads = [threading.Thread(target=remove, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Authenticator.objects.filter(user_id=who.id).count() == 1
    assert sorted(each == "/account/second-factor/" for each in answers) == [False, True]
