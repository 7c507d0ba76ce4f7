"""The shape of a profile: what the mechanism was, or is, between dates, as plain data with its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from typing import Any

from opennrm.mechanism.profiles.scope import Scope
from opennrm.mechanism.time_limits import Rule, TimeLimit
from opennrm.mechanism.vocabulary import CannotConsent, DecisionKind, HowGiven


class Decider(StrEnum):
    """Who makes a decision."""

    AUTHORITY = "authority"
    SLAVERY_SAFEGUARDING_LEAD = "slavery_safeguarding_lead"
    PANEL = "panel"
    LOCAL_PANEL = "local_panel"
    NOBODY = "nobody"
    """There is no such decision: a lead refers the person to support and on to the panel directly."""

    @property
    def is_panel(self) -> bool:
        """Do several people vote, so that whoever writes the decision down writes what they came to?"""
        return self in (Decider.PANEL, Decider.LOCAL_PANEL)


class SecondOfficer(StrEnum):
    """Which decisions a second officer checks before they are served."""

    NEGATIVES = "negatives"
    ALWAYS = "always"


class SupportStarts(StrEnum):
    """From when a person has the support of the mechanism."""

    ON_REFERRAL = "on_referral"
    ON_REASONABLE_GROUNDS = "on_reasonable_grounds"


class Situation(StrEnum):
    """What can decide which authority takes a case."""

    OFFENDER_IN_DETENTION = "offender_in_detention"
    OFFENDER_FACING_DEPORTATION = "offender_facing_deportation"
    DETAINED_FOR_IMMIGRATION = "detained_for_immigration"
    ASYLUM_CLAIM_INADMISSIBLE = "asylum_claim_inadmissible"
    OUTSIDE_EUROPEAN_ECONOMIC_AREA = "outside_european_economic_area"
    SUBJECT_TO_IMMIGRATION_CONTROL = "subject_to_immigration_control"


class WayOfWithdrawing(StrEnum):
    """How an adult leaves the mechanism."""

    WRITTEN = "written"
    SPOKEN_THROUGH_FIRST_RESPONDER = "spoken_through_first_responder"
    LEFT_THE_COUNTRY = "left_the_country"


@dataclass(frozen=True, slots=True)
class Standard:
    """A test that a decision applies: its stable code and the words of the time."""

    code: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Guidance:
    """The guidance in force, as decisions name it."""

    code: str
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Authority:
    """A body that takes cases; the one with no situations takes whatever no other takes.

    `decides` says of which decisions it has cases: one that has none of the first gets its cases from another.
    `in_agencies` says that it is no body of its own: people in several agencies, whose teams its cases come to.
    """

    key: str
    title: str
    takes: frozenset[Situation]
    adults_only: bool
    source: str
    decides: frozenset[DecisionKind] = frozenset(DecisionKind)
    in_agencies: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel that decides: how many, or which agencies, must be there, of how many asked; how its votes are counted.

    `invited` is how many are asked as a rule, `most` how many at most; 0 and no agencies mean not stated. `rule` and
    `on_tie` are keys of `mechanism.panels.quorum`.
    """

    quorum: int
    required_roles: tuple[str, ...]
    invited: int
    notice_days: int
    chair: str
    rule: str
    source: str
    most: int = 0
    on_tie: str = "casting_vote"
    rule_source: str = "own"
    on_tie_source: str = "own"


@dataclass(frozen=True, slots=True)
class Review:
    """An independent look at negatives by a body (a key), which sends back so often, or always if it may overturn."""

    body: str
    reviewers: int
    may_overturn: bool
    sends_back: int
    source: str
    reviewers_source: str = "own"
    sends_back_source: str = "own"


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """How one of the two decisions is made; `review` is an independent look at negatives, if there is one."""

    decider: Decider
    standard: Standard
    second_officer: SecondOfficer
    second_officer_source: str
    panel: Panel | None = None
    review: Review | None = None


@dataclass(frozen=True, slots=True)
class SufficientForm:
    """A form of consent that suffices, and what says so."""

    how: HowGiven
    source: str


@dataclass(frozen=True, slots=True)
class WithoutConsent:
    """What happens when an adult cannot consent now."""

    why: CannotConsent
    may_refer: bool
    because: str
    source: str


@dataclass(frozen=True, slots=True)
class Reconsideration:
    """Who may ask for a decision to be looked at again, and on what grounds."""

    who: tuple[str, ...]
    who_source: str
    grounds: tuple[str, ...]
    removal_exception: bool
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything that can differ between eras."""

    guidance: Guidance
    scope: tuple[Scope, ...]
    authorities: tuple[Authority, ...]
    reasonable_grounds: DecisionRules
    conclusive_grounds: DecisionRules
    time_limits: Mapping[Rule, TimeLimit]
    consent_to_refer: tuple[SufficientForm, ...]
    consent_to_stay: tuple[SufficientForm, ...]
    without_consent: tuple[WithoutConsent, ...]
    withdrawal: tuple[WayOfWithdrawing, ...]
    withdrawal_source: str
    reconsideration: Reconsideration
    both_decisions_in_one_sitting: bool = False
    support_starts: SupportStarts = SupportStarts.ON_REASONABLE_GROUNDS
    support_starts_source: str = "seed-2"
    apart_from_immigration: bool = False
    """Have bodies of the immigration system no part in cases but those that the profile itself gives them?"""
    apart_from_immigration_source: str = "PAC18-7"
    disqualification: tuple[str, ...] = ()
    disqualification_source: str = "NABA63"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedChange:
    """What changed from a day on. `sets` maps a dotted path in `Rules` to its new value.

    A clock or right keeps the version it began under unless `reaches_open_cases`. `uncertain` says, wherever the change
    is shown, what about it nobody has verified.
    """

    on: date
    what: str
    sets: Mapping[str, Any]
    reaches_open_cases: bool
    source: str
    uncertain: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileVersion(Rules):
    """The rules of a profile on a day. Decisions and clocks record `profile` and `version` (its newest day)."""

    profile: str
    version: str

    def deciding(self, kind: DecisionKind) -> DecisionRules:
        """How one of the two decisions is made."""
        return self.reasonable_grounds if kind is DecisionKind.REASONABLE_GROUNDS else self.conclusive_grounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A model of the mechanism with the dates of its historical use; any installation may adopt it from its own day.

    `areas` are the codes of the police forces in whose areas it is worked by, none for everywhere; a case from
    elsewhere comes under the profile that `falls_back_to` names.
    """

    key: str
    title: str
    first_used_on: date
    last_used_on: date | None
    source: str
    rules: Rules
    changes: tuple[DatedChange, ...] = ()
    areas: tuple[str, ...] = ()
    falls_back_to: str = ""

    @property
    def authorities(self) -> dict[str, Authority]:
        """Every authority that takes cases in any of its versions, by key."""
        all_versions = (self.rules.authorities, *(change.sets.get("authorities", ()) for change in self.changes))
        return {authority.key: authority for authorities in all_versions for authority in authorities}


class NotInForce(ValueError):
    """No profile, or no version of it, is in force on the day asked about."""


def version_on(profile: Profile, day: date) -> ProfileVersion:
    """The rules on a day, after its historical end the last; raises `NotInForce` for a day before it was first used."""
    _not_before_its_time(profile, day)
    return _version(profile, [change for change in profile.changes if change.on <= day])


def version_for_open_case(profile: Profile, began_on: date, day: date) -> ProfileVersion:
    """The rules, on `day`, for a clock or right that began on `began_on`.

    It keeps the version it began under, and of the later changes takes those that say that they reach open cases.
    """
    _not_before_its_time(profile, began_on)
    changes = profile.changes
    return _version(profile, [c for c in changes if c.on <= began_on or (c.on <= day and c.reaches_open_cases)])


def _not_before_its_time(profile: Profile, day: date) -> None:
    if day < profile.first_used_on:
        raise NotInForce(f"{profile.key} was first used on {profile.first_used_on.isoformat()}, after {day}.")


def _version(profile: Profile, changes: list[DatedChange]) -> ProfileVersion:
    newest = max((change.on for change in changes), default=profile.first_used_on)
    parts = {part.name: getattr(profile.rules, part.name) for part in fields(Rules)}
    version = ProfileVersion(profile=profile.key, version=newest.isoformat(), **parts)
    for change in sorted(changes, key=lambda change: change.on):
        for path, value in change.sets.items():
            version = with_value(version, path, value)
    return version


def with_value(thing: Any, path: str, value: Any) -> Any:
    """A copy of a dataclass or mapping with the value at a dotted path replaced; unknown paths raise."""
    head, _, rest = path.partition(".")
    if isinstance(thing, Mapping):
        rule = Rule(head)
        return {**thing, rule: with_value(thing[rule], rest, value) if rest else value}
    if head not in {part.name for part in fields(thing)}:
        raise KeyError(f"{type(thing).__name__} has no {head}.")
    return replace(thing, **{head: with_value(getattr(thing, head), rest, value) if rest else value})
