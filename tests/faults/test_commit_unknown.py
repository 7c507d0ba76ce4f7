"""The connection breaks during COMMIT, or the reply is lost: sent again, it is there once and has its receipt."""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tests.faults.drill import CSRF, Drill, House, prepare
from tests.faults.houses import address, places
from tests.faults.onlooker import verified
from tests.faults.proxy import Proxy

pytestmark = pytest.mark.faults
DRAFTS = 60


@pytest.fixture(scope="module")
def served(syncing_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Drill, Proxy, House]]:
    """Pages that reach their database through the proxy."""
    folder = tmp_path_factory.mktemp("commit")
    with places(syncing_server, folder, "opennrm_commit", with_tables=1) as (place,):
        (folder / "house").mkdir()
        house = prepare(place.address, folder / "house", DRAFTS)
        parts = conninfo_to_dict(syncing_server)
        host = str(parts.get("host"))
        proxy = Proxy(folder / "s", Path(host) / f".s.PGSQL.{parts.get('port') or 5432}")
        through = address(syncing_server, "opennrm_commit").replace(f"host={host}", f"host={folder / 's'}")
        house.environment["DATABASE_URL"] = through
        with closing(Drill(house, folder / "log")) as drill:
            yield drill, proxy, house
        proxy.close()


def post(drill: Drill, draft: str, token: str) -> tuple[int, str, str]:
    """Status, address and words of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", drill.port, timeout=30)
    connection.request("POST", path_of(draft), body_of(drill, token), headers_of(drill))
    answer = connection.getresponse()
    told = answer.read().decode()
    connection.close()
    return answer.status, answer.headers.get("Location", ""), told


def path_of(draft: str) -> str:
    return f"/referrals/drafts/{draft}/check-answers/"


def body_of(drill: Drill, token: str) -> str:
    return urlencode({"csrfmiddlewaretoken": CSRF, "token": token, "version": drill.house.version})


def headers_of(drill: Drill) -> dict[str, str]:
    cookies = {**drill.house.cookies, "csrf": CSRF}
    told = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return {"Content-Type": "application/x-www-form-urlencoded", "Cookie": told, "Connection": "close"}


def references(house: House, draft: str) -> list[str]:
    with psycopg.connect(house.address) as connection:
        rows = connection.execute("SELECT reference FROM referrals_referral WHERE draft_id = %s", [draft]).fetchall()
    return [str(reference) for (reference,) in rows]


def receipt(location: str) -> str:
    return urlsplit(location).path.split("/")[2]


@pytest.mark.proves("REL-09")
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_connection_lost_during_commit_is_not_told_as_undone_and_made_good_by_sending_again(
    when: str, served: tuple[Drill, Proxy, House]
) -> None:
    drill, proxy, house = served
    for number in range(8):
        draft, token = drill.waiting.popleft(), f"lost-{when}-{number}"
        before = proxy.dropped
        proxy.drop = when
        status, _, told = post(drill, draft, token)
        assert (status, proxy.dropped) == (503, before + 1)
        assert "We cannot say whether this was received" in told
        assert "may NOT have been received" in told
        assert token in told, "the page holds what is to be sent again"
        there = references(house, draft)
        assert len(there) == (1 if when == "after" else 0)
        status, location, _ = post(drill, draft, token)
        assert status == 302
        assert references(house, draft) == [receipt(location)]
        assert there in ([], [receipt(location)])


@pytest.mark.proves("REL-03")
def test_a_reply_that_was_cut_off_is_given_to_whoever_sends_the_same_again(served: tuple[Drill, Proxy, House]) -> None:
    drill, _, house = served
    for number in range(5):
        draft, token = drill.waiting.popleft(), f"cut-{number}"
        sent = socket.create_connection(("127.0.0.1", drill.port))
        body = body_of(drill, token)
        lines = [f"POST {path_of(draft)} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in headers_of(drill).items()]
        sent.sendall(("\r\n".join(lines) + "\r\n\r\n" + body).encode())
        sent.close()  # nobody reads the answer
        answers = [post(drill, draft, token) for _ in range(3)]  # and they go back and send it, again and again
        assert [status for status, _, _ in answers] == [302] * 3
        assert {receipt(location) for _, location, _ in answers} == set(references(house, draft))
        assert len(references(house, draft)) == 1


@pytest.mark.proves("REL-03")
def test_two_tabs_and_a_double_click_make_one_row_with_one_receipt(served: tuple[Drill, Proxy, House]) -> None:
    drill, _, house = served
    for number in range(5):
        draft = drill.waiting.popleft()
        answers: list[Any] = []

        def send(token: str, draft: str = draft, answers: list[Any] = answers) -> None:
            answers.append(post(drill, draft, token))

        tabs = [threading.Thread(target=send, args=(f"tab-{tab}-{number}",)) for tab in (1, 1, 2, 2)]
        for tab in tabs:
            tab.start()
        for tab in tabs:
            tab.join()
        assert [status for status, _, _ in answers] == [302] * 4
        assert {receipt(location) for _, location, _ in answers} == set(references(house, draft))
    assert verified(house)["findings"] == []
