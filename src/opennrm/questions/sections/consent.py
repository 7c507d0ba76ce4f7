"""An adult's consent as a record of its own, and where the journey ends without it.

Four things are asked apart: the referral, support, contact with the police, and sharing what they told. Nothing about
the person is asked before consent to the referral is recorded. Without it, a notification is offered in England and
Wales, where the duty to notify exists (Modern Slavery Act 2015, section 52); elsewhere the journey ends with the
correct route.
"""

from opennrm.questions.conditions import all_of, is_
from opennrm.questions.question import Choice, Ending, Kind, Page, Question, Section
from opennrm.questions.sections.notifying import NOTIFIED_BEFORE, OFFER, OFFERED_IN
from opennrm.questions.sections.recurring import CONSENTS, IS_ADULT, SINCE_SHARING, WITHOUT_CONSENT, may_be_told
from opennrm.questions.sections.sharing import SHARING

NOT_A_REFERRAL = "Nothing has been sent, and no referral is made. What you entered does not name the person."

SECTION = Section(
    slug="consent",
    title="Consent",
    only_if=IS_ADULT,
    pages=(
        Page(
            slug="consent",
            title="Consent to the referral",
            text=(
                "An adult is referred only if they agree, knowing what it means. They may say no, and may withdraw "
                "later without giving a reason.",
            ),
            questions=(
                Question(
                    key="consent_to_referral",
                    ask="Does the person consent to being referred?",
                    kind=Kind.RADIOS,
                    called="answer about consent to the referral",
                    missing="Choose whether the person consents to being referred",
                    choices=(
                        Choice("given", "Yes, they consent"),
                        Choice("refused", "No, they do not consent"),
                        Choice("cannot_now", "They cannot be asked, or cannot decide, now"),
                    ),
                ),
                Question(
                    key="cannot_consent_because",
                    ask="Why can they not consent now?",
                    kind=Kind.RADIOS,
                    called="reason why they cannot consent now",
                    choices=(
                        Choice("lacks_capacity", "They lack the mental capacity to decide this now"),
                        Choice("missing", "They are missing"),
                        Choice("died", "They have died"),
                    ),
                    only_if=is_("consent_to_referral", "cannot_now"),
                    data_class="S3",
                ),
                Question(
                    key="best_interests_decision",
                    ask="Who decided that a referral is in their best interests, when, and on what grounds?",
                    kind=Kind.TEXTAREA,
                    called="record of who decided in their best interests",
                    max_length=5_000,
                    rows=5,
                    only_if=is_("cannot_consent_because", "lacks_capacity"),
                    hint="Give the role of the person who decided and how capacity was assessed.",
                    data_class="S3",
                ),
            ),
        ),
        Page(
            slug="what-was-explained",
            title="What was explained",
            only_if=CONSENTS,
            questions=(
                Question(
                    key="consent_explained",
                    ask="What was explained to the person before they consented?",
                    kind=Kind.CHECKBOXES,
                    called="things that were explained",
                    missing="Choose what was explained to the person",
                    choices=(
                        Choice("what_it_is", "What a referral is and who decides"),
                        Choice("what_may_follow", "That the decision may be yes or no, and what follows from each"),
                        Choice("who_sees", "Who sees what they tell, and for how long it is kept"),
                        Choice("support", "What support there is, and that they may decline it"),
                        Choice("may_refuse", "That they may say no, or withdraw later"),
                        Choice("none", "None of these", alone=True),
                    ),
                    because="Consent counts only if the person knew what they agreed to.",
                ),
                Question(
                    key="consent_language",
                    ask="In which language was it explained?",
                    kind=Kind.LOOKUP,
                    called="language it was explained in",
                    list_name="languages",
                ),
                Question(
                    key="consent_explained_by",
                    ask="Who explained it?",
                    kind=Kind.TEXT,
                    called="person who explained it",
                    missing="Enter who explained it: name and role",
                    hint="Name and role. Write “I did” if it was you.",
                ),
                Question(
                    key="consent_interpreter",
                    ask="Did an interpreter help?",
                    kind=Kind.RADIOS,
                    called="answer about an interpreter",
                    missing="Choose whether an interpreter helped",
                    choices=(
                        Choice("professional", "Yes, a professional interpreter"),
                        Choice("somebody_else", "Yes, somebody else", hint="Never somebody who may be an exploiter."),
                        Choice("not_needed", "No, none was needed"),
                    ),
                ),
                Question(
                    key="consent_interpreted_by",
                    ask="Who interpreted?",
                    kind=Kind.TEXT,
                    called="person who interpreted",
                    missing="Enter who interpreted, or why that is not known",
                    only_if=is_("consent_interpreter", "professional", "somebody_else"),
                    hint="Their name, or their agency and number. If it was somebody else: how the person knows them.",
                    not_known=True,
                    since=SINCE_SHARING,
                ),
            ),
        ),
        Page(
            slug="how-consent-was-given",
            title="How consent was given",
            only_if=CONSENTS,
            questions=(
                Question(
                    key="consent_given_how",
                    ask="How did the person give their consent?",
                    kind=Kind.RADIOS,
                    called="way in which consent was given",
                    choices=(
                        Choice("signed", "They signed a form"),
                        Choice("spoken", "They said so, and I wrote it down"),
                    ),
                ),
                may_be_told(
                    "consent_heard_by",
                    "To whom did they say it, if not to you?",
                    Kind.TEXT,
                    "person to whom they said it",
                    only_if=is_("consent_given_how", "spoken"),
                    hint="Name and role.",
                    data_class="S2",
                    since=SINCE_SHARING,
                ),
                Question(
                    key="consent_given_on",
                    ask="On which day?",
                    kind=Kind.DATE,
                    called="day on which consent was given",
                    past=True,
                    hint="For example, 27 3 2026.",
                ),
            ),
        ),
        Page(
            slug="support-wanted",
            title="Support",
            only_if=CONSENTS,
            questions=(
                Question(
                    key="support_wanted",
                    ask="Does the person want support?",
                    kind=Kind.RADIOS,
                    called="answer about wanting support",
                    missing="Choose whether the person wants support",
                    choices=(Choice("yes", "Yes"), Choice("no", "No"), Choice("not_decided", "They have not decided")),
                    hint="A safe place, money, a support worker, medical and legal help. It is their choice, "
                    "apart from the referral.",
                ),
                Question(
                    key="support_contact",
                    ask="How can a support provider reach them safely?",
                    kind=Kind.RADIOS,
                    called="way to reach them about support",
                    choices=(
                        Choice("their_phone", "On their own phone"),
                        Choice("other_phone", "Through somebody they trust"),
                        Choice("through_me", "Only through me"),
                    ),
                    only_if=is_("support_wanted", "yes"),
                ),
                Question(
                    key="support_phone",
                    ask="Phone number for support",
                    kind=Kind.PHONE,
                    called="phone number for support",
                    only_if=is_("support_contact", "their_phone", "other_phone"),
                ),
                Question(
                    key="support_phone_whose",
                    ask="Whose number is it?",
                    kind=Kind.TEXT,
                    called="person whose phone number it is",
                    missing="Enter whose phone number it is",
                    only_if=is_("support_contact", "other_phone"),
                ),
                may_be_told(
                    "support_contact_why",
                    "Why can they not be reached in another way?",
                    Kind.TEXTAREA,
                    "reason why they are reached only through you",
                    only_if=is_("support_contact", "through_me"),
                    rows=3,
                ),
            ),
        ),
        Page(
            slug="contact-with-police",
            title="Contact with the police",
            only_if=CONSENTS,
            questions=(
                Question(
                    key="police_contact_agreed",
                    ask="Does the person agree to be contacted by the police?",
                    kind=Kind.RADIOS,
                    called="answer about contact with the police",
                    missing="Choose whether the person agrees to be contacted by the police",
                    choices=(Choice("yes", "Yes"), Choice("no", "No"), Choice("not_decided", "They have not decided")),
                    hint="Saying no changes nothing about the referral or the support.",
                ),
            ),
        ),
        SHARING,
        NOTIFIED_BEFORE,
        OFFER,
        Page(
            slug="no-referral-england-and-wales",
            title="You cannot refer this person without their consent",
            only_if=all_of(WITHOUT_CONSENT, OFFERED_IN, is_("will_notify", "no")),
            ending=Ending.CANNOT_REFER,
            text=(
                NOT_A_REFERRAL,
                "In England and Wales, public authorities such as the police and councils have a duty to notify the "
                "Home Office of an adult who may be a victim. If nobody has notified yet and your organisation is one "
                "of them, go back and send a notification.",
                "If the person changes their mind, or can decide later, come back and change the answer.",
                "If they are missing, report it to the police on 101, or on 999 if you fear for their life.",
            ),
        ),
        Page(
            slug="no-referral-scotland",
            title="You cannot refer this person without their consent",
            only_if=all_of(WITHOUT_CONSENT, is_("referrer_nation", "scotland")),
            ending=Ending.CANNOT_REFER,
            text=(
                NOT_A_REFERRAL,
                "The duty to notify of England and Wales does not apply in Scotland. Speak to Police Scotland about "
                "a crime or a risk, and follow your organisation’s adult support and protection procedure.",
                "If the person changes their mind, or can decide later, come back and change the answer.",
                "If they are missing, report it to the police on 101, or on 999 if you fear for their life.",
            ),
        ),
        Page(
            slug="no-referral-northern-ireland",
            title="You cannot refer this person without their consent",
            only_if=all_of(WITHOUT_CONSENT, is_("referrer_nation", "northern_ireland")),
            ending=Ending.CANNOT_REFER,
            text=(
                NOT_A_REFERRAL,
                "The duty to notify of England and Wales does not apply in Northern Ireland. Speak to the Police "
                "Service of Northern Ireland about a crime or a risk, and follow your organisation’s adult "
                "safeguarding procedure.",
                "If the person changes their mind, or can decide later, come back and change the answer.",
                "If they are missing, report it to the police on 101, or on 999 if you fear for their life.",
            ),
        ),
    ),
)
