"""The listener to addresses lets ids and codes pass, and hears names, phones and whatever else was typed."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from opennrm.demo.people import PEOPLE
from tests.addresses import DAY, Heard, addresses_that_tell, codes, held_in, is_coded, made_up_words, parts_that_tell

REFERENCE = "NRM-7K3F-9QXD-2A"
ID = "0b1c9f3e-5b0a-4b55-9d0e-3f6a2f1f7a10"


@pytest.mark.parametrize(
    "place",
    [
        f"/cases/{REFERENCE}/withdraw/",
        f"/referrals/drafts/{ID}/check-answers/",
        "/cases/?show=open&kind=child&holder=nobody&received_from=2026-03-02",
        f"/cases/?show=open&after=2026-05-01~{REFERENCE}",
        f"/cases/{REFERENCE}/why/?next=%2Fcases%2F{REFERENCE}%2F",
        "/profiles/compare/?one=central_2009@2009-04-01&other=borders_act_2023@2026-02-13",
        "/find/?search=0123456789abcdef",
        f"/referrals/{REFERENCE}/receipt.pdf",
        "/lists/councils/abe/end/",
        "/static/anything-1a2b.css",
        "",
    ],
)
def test_ids_and_codes_pass(place: str) -> None:
    assert parts_that_tell(place) == []
    assert held_in(place, made_up_words()) == []


@pytest.mark.proves("PRIV-02", "OPS-08")
@pytest.mark.parametrize(
    "planted",
    [
        "/find/?q=Linh+Exemple",
        "/find/?q=linh%20exemple",
        "/find/?q=07700900123",
        "/people/Linh/",
        "/lists/councils/linh/end/",
        "/cases/?kind=Linh",
        "/cases/?linh=open",
        "/sign-in/?next=%2Ffind%2F%3Fq%3DLinh",
        "/find/?q=ZZ999ZZ",
        "/find/?q=officer%40marshland.police.example",
    ],
)
def test_a_planted_name_phone_postcode_or_email_is_heard_in_two_ways(planted: str) -> None:
    assert parts_that_tell(planted) != []
    assert held_in(planted, made_up_words()) != []


@pytest.mark.proves("PRIV-02", "OPS-08")
def test_what_was_typed_is_heard_wherever_it_stands_and_what_was_chosen_is_not_taken_for_typed() -> None:
    heard = Heard()
    page = '<select><option value="marshland-police">x</option></select><input name="a" type="radio" value="Of them">'
    sent = {"who": "Adaeze O\u2019Nwosu", "force": "marshland-police", "of": "Of them", "next": f"/cases/{REFERENCE}/"}
    request = RequestFactory().post("/people/", sent)
    assert request.POST
    heard.hear(request, HttpResponse(page))
    assert heard.typed == ["Adaeze O\u2019Nwosu"]
    assert heard.faults() == []
    for planted in ("/find/?q=adaeze+o%E2%80%99nwosu", "/people/Adaeze-O-Nwosu/", "/people/adaeze%20o%27nwosu/"):
        heard.addresses = [f"https://nrm.example{planted}"]
        assert f"{planted}: holds: Adaeze O\u2019Nwosu" in heard.faults()


@pytest.mark.proves("PRIV-02", "OPS-08")
@pytest.mark.parametrize(
    "planted",
    [
        '<a href="/find/?q=Kanari07vex">x</a>',
        '<form method="post" action="/people/kanari07vex/"></form>',
        "<img src='/letters/Kanari07vex.pdf'>",
        '<form method="get"><input id="q" name="q" type="search"></form>',
        '<form novalidate><select name="a"></select><textarea name="q"></textarea></form>',
    ],
)
def test_a_planted_link_or_form_is_found_on_a_page(planted: str) -> None:
    page = f'<a href="/cases/">Kanari07vex</a><form method="post"><input name="q"></form>{planted}'
    assert len(addresses_that_tell(page.encode(), b"kanari")) == 1
    choice = '<form method="get"><input type="hidden" name="a"><select name="b"></select></form>'
    assert addresses_that_tell(page.replace(planted, choice).encode(), b"kanari") == []


def test_a_day_passes_but_not_one_on_which_somebody_was_born() -> None:
    born = "/people/?on=1994-05-17"
    assert parts_that_tell(born) == []
    assert held_in(born, made_up_words()) == ["1994-05-17"]


def test_no_made_up_name_is_a_code_and_typed_words_are_none() -> None:
    names = {word.casefold() for each in PEOPLE for word in each.name.split()} | {"linh", "exemple"}
    assert names & codes() == set()
    days = set(filter(DAY.fullmatch, made_up_words()))
    assert days
    assert [each for each in made_up_words() if is_coded(each) and each not in days] == []
    assert not is_coded("07700 900123")
