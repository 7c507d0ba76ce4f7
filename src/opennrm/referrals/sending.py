"""What a sent referral is kept as: the person, their consents, the safe ways to reach them, and the answers."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from opennrm.audit.asking import as_the_house
from opennrm.audit.record import announce
from opennrm.mechanism.calendar import legal_day
from opennrm.mechanism.consent import ConsentScope, refusal_to_refer
from opennrm.mechanism.events import AccessGiven, ConsentRecorded, ReferralSubmitted, SafeContactRecorded
from opennrm.mechanism.refusal import Refusal, Refused, refuse_if
from opennrm.mechanism.triage import reasons_to_look
from opennrm.partners.access import Actor
from opennrm.partners.directory import organisation_type
from opennrm.questions.catalogue import CATALOGUE
from opennrm.questions.contradictions import contradictions
from opennrm.questions.facts import ConsentFacts, ReferralFacts, SafeContactFacts, facts_of
from opennrm.questions.forces import force_of_place
from opennrm.questions.frozen import catalogue_as_data
from opennrm.questions.journey import answers_that_apply
from opennrm.questions.situation_facts import situations_told, triage_told
from opennrm.referrals.answered import current_key
from opennrm.referrals.models import CatalogueCopy, Consent, Draft, Person, Referral, ReferralAccess, SafeContact
from opennrm.referrals.rules import differs_by_area, goes_by_area, rules_for_new_case
from opennrm.referrals.same_person import keep_token
from opennrm.referrals.searching import keep_search_tokens
from opennrm.vault.hashes import keyed_hash


@as_the_house()  # a person is there before the referral by which anybody may see them
def keep_referral(draft_id: UUID, reference: str, given: dict[str, Any], *, by: Actor, at: datetime) -> None:
    """Keep a complete draft as a referral, inside the command that sends it.

    Raises `Refused` where answers contradict each other or consent does not allow the referral.
    """
    day = legal_day(at)
    answers = answers_that_apply(CATALOGUE, given)
    for error in contradictions(answers, day):
        raise Refused(Refusal("contradiction", error.message, "house", error.field_id))
    facts = facts_of(answers)
    area = area_of(facts) if differs_by_area(day) or goes_by_area(facts.kind) else ""
    version = rules_for_new_case(day, area)
    refuse_if(
        refusal_to_refer(
            version, facts.kind, facts.consent.in_law() if facts.consent else None, on=day, field="consent_to_referral"
        )
    )
    draft = Draft.objects.get(id=draft_id)
    referral = Referral.objects.create(
        reference=reference,
        draft_id=draft_id,
        paper=draft.paper,
        organisation_id=by.organisation_id,
        person=_keep_person(facts),
        kind=facts.kind.value,
        age_answer=facts.age_answer.value,
        nation=facts.nation.value,
        catalogue_id=_keep_catalogue(),
        answers=answers,
        answers_hash=keyed_hash("answers", answers),
        received_on=day,
        submitted_at=at,
        submitted_by_id=by.account_id,
        same_group=Draft.objects.values_list("same_group", flat=True).get(id=draft_id),
    )
    keep_search_tokens(referral.person, referral)
    draft = Draft.objects.get(id=draft_id)
    draft.sent_at, draft.sent_by_id, draft.answers = at, by.account_id, {}
    draft.written = draft.note = draft.paper = draft.taken_over = None
    draft.save(update_fields=["sent_at", "sent_by", "answers", "written", "note", "paper", "taken_over"])
    # Those who shared the draft, and nobody else of the organisation: a sent referral is not more open than its draft.
    grantees = sorted({draft.shared_with, by.account_id})
    ReferralAccess.objects.bulk_create(
        ReferralAccess(referral=referral, grantee=grantee, from_at=at, because="referrer") for grantee in grantees
    )
    for grantee in grantees:
        given_to = AccessGiven(
            subject=reference, case=reference, grantee=str(grantee), record="referral", because="referrer"
        )
        announce(given_to, at=at, by=by.account_id)
    _keep_safe_contact(referral, facts.safe_contact, facts, by=by, at=at)
    if facts.consent is not None:
        _keep_consents(referral, facts.consent, by=by, at=at)
    announce(
        ReferralSubmitted(
            subject=reference,
            case=reference,
            referral_kind=referral.kind,
            age_answer=referral.age_answer,
            nation=referral.nation,
            organisation=by.organisation_slug,
            organisation_type=organisation_type(by.organisation_id),
            exploitation=tuple(kind.name.lower() for kind in facts.statistics_types),
            profile=version.profile,
            profile_version=version.version,
            received_on=day,
            teams=tuple(str(team) for team in sorted(by.teams)),
            answers_hash=referral.answers_hash,
            situations=tuple(sorted(situation.value for situation in situations_told(answers, day))),
            signs=tuple(sign.value for sign in reasons_to_look(triage_told(answers))),
            area=area or None,
            paper_hash=hash_of_paper(referral),
        ),
        at=at,
        by=by.account_id,
    )


def area_of(facts: ReferralFacts) -> str:
    """The police force in whose area a person is, else the one that was told of them; empty where neither is known.

    Source: own; nobody published by which place a case belonged to the pilot.
    """
    return force_of_place(facts.staying_town, facts.staying_region) or facts.police_force or ""


def hash_of_paper(referral: Referral) -> str | None:
    """The keyed hash of what is kept of a paper, as the row reads now; None where it was typed at once."""
    return None if referral.paper is None else keyed_hash("paper", referral.paper)


def _keep_catalogue() -> str:
    key = current_key()
    if not CatalogueCopy.objects.filter(hash=key).exists():
        content = catalogue_as_data(CATALOGUE)
        CatalogueCopy.objects.get_or_create(hash=key, defaults={"version": str(CATALOGUE.version), "content": content})
    return key


def _keep_person(facts: ReferralFacts) -> Person:
    person = Person.objects.create(
        first_name=facts.first_name,
        last_name=facts.last_name,
        other_names=facts.other_names,
        date_of_birth=facts.date_of_birth.isoformat() if facts.date_of_birth else None,
        gender=facts.gender or "",
        nationality=facts.nationality or "",
        language=facts.interpreter_language or "",
        interpreter_needed=facts.interpreter_needed,
    )
    keep_token(person.id, person.first_name, person.last_name, person.date_of_birth)
    return person


def _keep_safe_contact(
    referral: Referral, contact: SafeContactFacts, facts: ReferralFacts, *, by: Actor, at: datetime
) -> None:
    """By post only where an address is confirmed as safe; otherwise the first responder hands the letter over.

    An e-mail never carries a letter, so an e-mail address alone means handing over too.
    """
    by_post = bool(contact.address_lines)
    audience = contact.audience or "person"
    own_name = facts.full_name if audience == "person" else ""  # nobody else's letter bears the person's name
    kept = SafeContact.objects.create(
        person=referral.person,
        audience=audience,
        channel="post" if by_post else "hand_over",
        addressee=contact.name or own_name or None,
        lines=list(contact.address_lines) or None,
        confirmed_safe=by_post,
        exploited_there=contact.exploited_there,
        recorded_at=at,
        recorded_by_id=by.account_id,
    )
    announce(
        SafeContactRecorded(
            subject=referral.reference,
            case=referral.reference,
            audience=kept.audience,
            channel=kept.channel,
            confirmed_safe=kept.confirmed_safe,
            contact_hash=hash_of_contact(kept),
        ),
        at=at,
        by=by.account_id,
    )


def hash_of_contact(contact: SafeContact) -> str:
    """The keyed hash of everything that a safe contact says, as its row reads now."""
    said: list[Any] = [contact.audience, contact.channel, contact.addressee, contact.lines, contact.confirmed_safe]
    said += ["exploited there"] if contact.exploited_there else []
    return keyed_hash("safe contact", said)


def _keep_consents(referral: Referral, consent: ConsentFacts, *, by: Actor, at: datetime) -> None:
    given = {
        ConsentScope.REFERRAL: consent.given,
        ConsentScope.SUPPORT: consent.support_wanted == "yes",
        ConsentScope.POLICE_CONTACT: consent.police_contact_agreed == "yes",
        ConsentScope.SHARING: consent.sharing_agreed == "yes",
    }
    because = consent.cannot_because.value if consent.cannot_because else ""
    Consent.objects.bulk_create(
        Consent(
            referral=referral,
            scope=scope.value,
            given=yes,
            cannot_consent=because or None,
            how_given=consent.how_given.value if consent.how_given else "",
            explained_in=consent.language or "",
            explained_by=consent.explained_by or None,
            interpreter=consent.interpreter or "",
            given_on=consent.given_on,
            recorded_at=at,
            recorded_by_id=by.account_id,
        )
        for scope, yes in given.items()
    )
    announce(
        ConsentRecorded(
            subject=referral.reference,
            case=referral.reference,
            scopes=tuple(scope.value for scope, yes in given.items() if yes),
            how_given=consent.how_given.value if consent.how_given else None,
            could_consent=not because,
        ),
        at=at,
        by=by.account_id,
    )
