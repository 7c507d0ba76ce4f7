"""The duty to notify: where it exists, who is under it and since when, for whom, and when a person may be named.

Modern Slavery Act 2015, section 52: a public authority that has reasonable grounds to believe that a person may be a
victim notifies the Secretary of State; of an adult nothing that identifies them, alone or in combination, unless they
consent (S52). It was commenced on 1 November 2015 in England and Wales only (DTN-CIRC).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from opennrm.mechanism.consent import duty_to_notify_applies
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import AgeAnswer, HowGiven, Nation, OrganisationType

COMMENCED_ON = date(2015, 11, 1)
"""Source: DTN-CIRC."""


class NotificationKind(StrEnum):
    """The two kinds of notification. Source: S52(3)."""

    ANONYMOUS = "anonymous"
    NAMED = "named"


class DutyStanding(StrEnum):
    """How an organisation stands to the duty."""

    UNDER_THE_DUTY = "under_the_duty"
    AS_POLICY = "as_policy"
    VOLUNTEER = "volunteer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearer:
    """A kind of body that is under the duty between two days, with its source and what followed it.

    It is recognised by the `slugs` of organisations, or by their `type` and `nations`. `until_on` is the last day.
    """

    key: str
    title: str
    source: str
    from_on: date = COMMENCED_ON
    until_on: date | None = None
    successor: str | None = None
    slugs: frozenset[str] = frozenset()
    type: OrganisationType | None = None
    nations: frozenset[Nation] = frozenset()

    def stands_on(self, day: date) -> bool:
        """Is it under the duty on this day?"""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)

    def is_body(self, body: Body) -> bool:
        """Is this organisation of this kind?"""
        return body.slug in self.slugs or (self.type is body.type and body.nation in self.nations)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as the rules see it: its short name, type and nation (None: the whole UK)."""

    slug: str
    type: OrganisationType
    nation: Nation | None


_BOTH = frozenset({Nation.ENGLAND, Nation.WALES})
_SCOTTISH_OR_NORTHERN_IRISH = frozenset({Nation.SCOTLAND, Nation.NORTHERN_IRELAND})

BEARERS: tuple[Bearer, ...] = (
    Bearer(
        key="british_transport_police",
        title="the British Transport Police",
        source="DTN-LANCS",
        slugs=frozenset({"british-transport-police"}),
    ),
    Bearer(
        key="city_of_london",
        title="the Common Council of the City of London",
        source="DTN-LANCS",
        slugs=frozenset({"city-of-london-corporation"}),
    ),
    Bearer(
        key="isles_of_scilly",
        title="the Council of the Isles of Scilly",
        source="DTN-LANCS",
        slugs=frozenset({"council-of-the-isles-of-scilly"}),
    ),
    Bearer(
        key="greater_london_authority",
        title="the Greater London Authority",
        source="DTN-LANCS",
        slugs=frozenset({"greater-london-authority"}),
    ),
    Bearer(
        key="national_crime_agency",
        title="the National Crime Agency",
        source="DTN-LANCS",
        slugs=frozenset({"national-crime-agency", "national-crime-agency-nca"}),
    ),
    Bearer(
        key="gangmasters_licensing_authority",
        title="the Gangmasters Licensing Authority",
        source="DTN-LANCS",
        until_on=date(2017, 4, 29),
        successor="gangmasters_and_labour_abuse_authority",
        slugs=frozenset({"gangmasters-licensing-authority"}),
    ),
    Bearer(
        key="gangmasters_and_labour_abuse_authority",
        title="the Gangmasters and Labour Abuse Authority",
        source="own",
        from_on=date(2017, 4, 30),
        until_on=date(2026, 4, 6),
        successor="fair_work_agency",
        slugs=frozenset({"gangmasters-and-labour-abuse-authority", "gangmasters-and-labour-abuse-authority-glaa"}),
    ),
    Bearer(
        key="fair_work_agency",
        title="the Fair Work Agency",
        source="own",
        from_on=date(2026, 4, 7),
        slugs=frozenset({"fair-work-agency"}),
    ),
    Bearer(
        key="chief_officer_of_police",
        title="the chief officer of police of a force in England or Wales",
        source="DTN-LANCS",
        type=OrganisationType.POLICE,
        nations=_BOTH,
    ),
    Bearer(
        key="council",
        title="a county council, county borough council, district council or London borough",
        source="DTN-LANCS",
        type=OrganisationType.LOCAL_AUTHORITY,
        nations=_BOTH,
    ),
)
"""Who is under the duty, the bodies that are named before those of a kind. The list is that of 2016 (DTN-LANCS); the
days on which one body followed another are assumed (own)."""

BY_POLICY = ("uk-visas-and-immigration", "home-office", "border-force", "immigration-enforcement")
"""How the slugs of those begin who comply as a policy though the Act does not name them. Source: APP-MS."""


@dataclass(frozen=True, slots=True)
class Duty:
    """How an organisation stands to the duty on a day, the sentence that tells it so, and its source."""

    standing: DutyStanding
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The correct route in a nation without a duty to notify the Home Office."""

    force: str
    because: str
    source: str


ELSEWHERE: dict[Nation, Elsewhere] = {
    Nation.SCOTLAND: Elsewhere(
        "Police Scotland",
        "The duty to notify of England and Wales does not apply in Scotland. Scotland’s own Act foresees a duty to "
        "notify Police Scotland, which as far as this product knows has not been brought into force.",
        "SCOT38",
    ),
    Nation.NORTHERN_IRELAND: Elsewhere(
        "the Police Service of Northern Ireland",
        "The duty to notify of England and Wales does not apply in Northern Ireland. Its own Act foresees one, which "
        "as far as this product knows does not operate.",
        "own",
    ),
}


@dataclass(frozen=True, slots=True)
class NamingConsent:
    """An adult's consent to be named: explained, in which language (code) and by whom, how and when it was given."""

    explained: bool
    language: str
    explained_by: str
    how_given: HowGiven
    given_on: date


def duty_of(body: Body, day: date) -> Duty:
    """How an organisation stands to the duty on a day: under it, complying as a policy, or free to volunteer."""
    bearer = bearer_of(body, day)
    if bearer is not None:
        because = f"Your organisation is under the duty to notify, as {bearer.title}."
        return Duty(DutyStanding.UNDER_THE_DUTY, because, bearer.source)
    if body.slug.startswith(BY_POLICY):
        because = "Your organisation is not named in the Act, and notifies as a policy of the Home Office."
        return Duty(DutyStanding.AS_POLICY, because, "APP-MS")
    if body.type is OrganisationType.HEALTH:
        because = "Your organisation is not under the duty to notify. It may notify voluntarily."
        return Duty(DutyStanding.VOLUNTEER, because, "DTN-LANCS")
    because = (
        "As far as this product knows your organisation is not under the duty to notify. It may do so voluntarily."
    )
    return Duty(DutyStanding.VOLUNTEER, because, "own")


def bearer_of(body: Body, day: date) -> Bearer | None:
    """Which bearer of the duty an organisation is on a day; None if it is none."""
    return next((bearer for bearer in BEARERS if bearer.is_body(body) and bearer.stands_on(day)), None)


def refusal_to_notify(
    *, nation: Nation, force_nation: Nation | None, age: AgeAnswer, consents_to_referral: bool
) -> Refusal | None:
    """Why no notification may be sent about a person; None if one may.

    `nation` is where the responder works, `force_nation` that of the force of the place (None: one of the whole of
    Great Britain). Source: S52, DTN-CIRC, TOOLKIT.
    """
    if age is not AgeAnswer.ADULT:
        because = "A notification is for adults only: somebody who is, or may be, under 18 is referred without consent."
        return Refusal("not_a_certain_adult", because, "TOOLKIT", "age_answer")
    if consents_to_referral:
        because = "The person consents to a referral, which fulfils the duty: send the referral."
        return Refusal("consents_to_referral", because, "seed-2", "consent_to_referral")
    if not duty_to_notify_applies(nation):
        return Refusal("no_duty_here", ELSEWHERE[nation].because, "DTN-CIRC", "referrer_nation")
    if force_nation in _SCOTTISH_OR_NORTHERN_IRISH:
        return refusal_of_force(force_nation)
    return None


def refusal_of_force(nation: Nation | None) -> Refusal | None:
    """Why a force of this nation receives no notification; None if it may. Source: DTN-CIRC."""
    if nation is None or duty_to_notify_applies(nation):
        return None
    because = (
        f"Choose a force of England or Wales: the duty to notify does not reach {ELSEWHERE[nation].force}, "
        "to whom you can speak directly."
    )
    return Refusal("force_outside_the_duty", because, "DTN-CIRC")


def refusal_to_name(consent: NamingConsent | None, *, on: date) -> Refusal | None:
    """Why a notification may not name the person; None if it may. Wishing to co-operate is no consent. Source: S52."""
    if consent is None or not consent.explained:
        because = "A notification names the person only if they agreed to be named, and knew what that means."
        return Refusal("no_consent_to_be_named", because, "S52", "may_be_named")
    if not consent.language or not consent.explained_by:
        because = "Say in which language it was explained that they would be named, and who explained it."
        return Refusal("naming_not_explained", because, "house", "naming_language")
    if consent.given_on > on:
        because = "The day on which they agreed to be named must not be after today."
        return Refusal("naming_in_the_future", because, "house", "naming_given_on")
    return None
