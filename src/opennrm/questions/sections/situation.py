"""What can decide which authority takes a case, and whether it was referred before; nothing here must be answered.

Nobody is to be pressed about a conviction or a status for the sake of an address on an envelope: every question can be
left out, and "not known" is an answer.
"""

from opennrm.questions.conditions import is_
from opennrm.questions.question import Choice, Kind, Page, Question, Section
from opennrm.questions.sections.recurring import IS_ADULT, MAY_BE_REFERRED, YES_NO_NOT_KNOWN

SINCE = 2

SECTION = Section(
    slug="situation",
    title="Their situation",
    only_if=MAY_BE_REFERRED,
    pages=(
        Page(
            slug="referred-before",
            title="Referred before",
            questions=(
                Question(
                    key="referred_before",
                    ask="Has the person been referred before?",
                    kind=Kind.RADIOS,
                    called="answer about an earlier referral",
                    choices=YES_NO_NOT_KNOWN,
                    required=False,
                    since=SINCE,
                ),
                Question(
                    key="earlier_reference",
                    ask="Reference of the earlier referral",
                    kind=Kind.TEXT,
                    called="reference of the earlier referral",
                    only_if=is_("referred_before", "yes"),
                    required=False,
                    max_length=60,
                    since=SINCE,
                ),
                Question(
                    key="person_in_uk",
                    ask="Is the person in the United Kingdom now?",
                    kind=Kind.RADIOS,
                    called="answer about being in the United Kingdom",
                    choices=YES_NO_NOT_KNOWN,
                    required=False,
                    since=SINCE,
                ),
            ),
        ),
        Page(
            slug="immigration-control",
            title="Immigration",
            questions=(
                Question(
                    key="immigration_control",
                    ask="Does the person need permission to be in the United Kingdom?",
                    kind=Kind.RADIOS,
                    called="answer about permission to be in the United Kingdom",
                    choices=YES_NO_NOT_KNOWN,
                    required=False,
                    hint="Answer only what you know. It makes no difference to whether they can be referred.",
                    because="In some years it decided which authority looked at a referral.",
                    since=SINCE,
                ),
                Question(
                    key="asylum_claim_inadmissible",
                    ask="Was an asylum claim of theirs found inadmissible?",
                    kind=Kind.RADIOS,
                    called="answer about an asylum claim found inadmissible",
                    choices=YES_NO_NOT_KNOWN,
                    only_if=IS_ADULT,
                    required=False,
                    since=SINCE,
                ),
            ),
        ),
        Page(
            slug="detention",
            title="Detention",
            only_if=IS_ADULT,
            questions=(
                Question(
                    key="detained",
                    ask="Is the person detained?",
                    kind=Kind.RADIOS,
                    called="answer about being detained",
                    choices=YES_NO_NOT_KNOWN,
                    required=False,
                    because="Another authority decides the cases of some people who are detained or to be deported.",
                    since=SINCE,
                ),
                Question(
                    key="detained_where",
                    ask="Where?",
                    kind=Kind.RADIOS,
                    called="place of detention",
                    choices=(
                        Choice("prison", "In prison, after a conviction"),
                        Choice("immigration_detention", "In immigration detention"),
                        Choice("elsewhere", "Elsewhere", "Such as police custody, on remand, or in a hospital."),
                        Choice("not_known", "Not known"),
                    ),
                    only_if=is_("detained", "yes"),
                    required=False,
                    since=SINCE,
                ),
                Question(
                    key="facing_deportation",
                    ask="Is the person to be deported because of an offence?",
                    kind=Kind.RADIOS,
                    called="answer about being deported because of an offence",
                    choices=YES_NO_NOT_KNOWN,
                    required=False,
                    since=SINCE,
                ),
            ),
        ),
    ),
)
