"""Every letter: its template, who it may be addressed to, and the gaps that whoever writes it must fill.

The words are in `letters/<template>.<version>.typ`; nothing legal is made up there: dates, tests and explanations come
in as content. A changed wording is a new file with a higher version; a letter prints with the version it was written
with, and a file that was published does not change (`letters/published.json` holds its hash).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time
from datetime import date as day
from typing import Any

from opennrm.notifications.kinds import Audience, LetterKind
from opennrm.notifications.printing import pdf_of
from opennrm.vault.hashes import keyed_hash

TO_WHOM_A_DECISION_GOES = frozenset(
    {Audience.PERSON, Audience.SOMEBODY_ELSE, Audience.REPRESENTATIVE, Audience.COUNCIL}
)
HEAD = ("service_name", "authority_name", "written_on", "reference", "language", "addressee_lines", "contact")
FILLED_BY_WRITING = frozenset({"service_name", "written_on", "reference", "language", "addressee_lines"})


class MissingGap(ValueError):
    """A letter cannot be written because content for one of its gaps is missing or of the wrong shape."""

    def __init__(self, kind: LetterKind, gap: str, remedy: str) -> None:
        super().__init__(f"The letter {kind.value} needs {gap}: {remedy}.")
        self.kind = kind
        self.gap = gap


@dataclass(frozen=True, slots=True)
class LetterForm:
    """One kind of letter: its title in lists, its template and the newest version of that, audiences and gaps.

    Gaps that end in `_on` are dates (ISO text), in `_days` whole numbers, those in `lists` lists of texts; the others
    are texts. `person_is` says "adult" or "child"; without it who acts for somebody acts for a child. `together` are
    optional gaps of which all or none are filled.
    """

    title: str
    template: str
    version: int
    audiences: frozenset[Audience]
    gaps: tuple[str, ...]
    lists: frozenset[str] = frozenset()
    optional: tuple[str, ...] = ()
    together: tuple[str, ...] = ()


FORMS: dict[LetterKind, LetterForm] = {
    LetterKind.REASONABLE_GROUNDS_POSITIVE: LetterForm(
        title="Reasonable grounds: positive decision",
        template="reasonable_grounds_positive",
        version=1,
        audiences=TO_WHOM_A_DECISION_GOES,
        gaps=(
            "salutation",
            "person_name",
            "decided_on",
            "standard",
            "recovery_starts_on",
            "recovery_ends_on",
            "recovery_explained",
            "support_explained",
            "next_steps",
        ),
        optional=("person_is",),
    ),
    LetterKind.REASONABLE_GROUNDS_NEGATIVE: LetterForm(
        title="Reasonable grounds: negative decision, with reasons",
        template="reasonable_grounds_negative",
        version=1,
        audiences=TO_WHOM_A_DECISION_GOES,
        gaps=(
            "salutation",
            "person_name",
            "decided_on",
            "standard",
            "reasons",
            "reconsideration_explained",
            "support_explained",
        ),
        lists=frozenset({"reconsideration_grounds"}),
        optional=("checked_on", "person_is"),
        together=("reconsideration_days", "reconsideration_ends_on", "reconsideration_grounds"),
    ),
    LetterKind.NOTICE_OF_OUTCOME: LetterForm(
        title="Notice of outcome to the first responder",
        template="notice_of_outcome",
        version=1,
        audiences=frozenset({Audience.FIRST_RESPONDER}),
        gaps=("referral_reference", "referred_on", "decided_on", "decision_name", "outcome_name", "next_steps"),
    ),
    LetterKind.REFERRAL_RECEIPT: LetterForm(
        title="Receipt of a referral",
        template="referral_receipt",
        version=1,
        audiences=frozenset({Audience.FIRST_RESPONDER}),
        gaps=(
            "referral_reference",
            "received_at",
            "organisation_name",
            "referral_kind_name",
            "sent_hash",
            "next_steps",
        ),
        lists=frozenset({"next_steps"}),
    ),
}


def gaps_of(kind: LetterKind) -> tuple[str, ...]:
    """The gaps whoever writes this letter must fill; those of the letter head are filled for them."""
    return (*(gap for gap in HEAD if gap not in FILLED_BY_WRITING), *FORMS[kind].gaps)


def check_content(kind: LetterKind, content: Mapping[str, Any], gaps: tuple[str, ...]) -> None:
    """Raise `MissingGap` naming the first of `gaps` (and of the optional ones given) that is not well filled.

    Content for which the letter has no gap is refused too: it would be kept without ever being said.
    """
    form = FORMS[kind]
    given_together = tuple(gap for gap in form.together if gap in content)
    for gap in (*gaps, *(form.together if given_together else ())):
        if gap not in content:
            raise MissingGap(kind, gap, "give it in the content")
    for gap, value in content.items():
        if gap not in (*HEAD, *form.gaps, *form.optional, *form.together):
            raise MissingGap(kind, gap, "there is no such gap in it; leave it out")
        _check_shape(kind, gap, value)


def hash_of_letter(template_version: int, content: Mapping[str, Any]) -> str:
    """The keyed hash of everything that a letter says, and of the wording it says it in."""
    return keyed_hash("letter", [template_version, content])


def render_letter(
    kind: LetterKind, audience: Audience, content: Mapping[str, Any], *, template_version: int | None = None
) -> bytes:
    """The letter as tagged PDF/UA-1; `content` fills every gap, those of the letter head too.

    `template_version` is the one the letter was written with (None: it is written now, with the newest).
    Raises `MissingGap` naming what is not filled, `ValueError` for an audience the letter is not for.
    """
    form = FORMS[kind]
    if audience not in form.audiences:
        raise ValueError(f"The letter {kind.value} is not for {audience.value}.")
    version = form.version if template_version is None else template_version
    if version == form.version:  # an older one was checked when it was written, and may have had other gaps
        check_content(kind, content, (*HEAD, *form.gaps))
    written = datetime.combine(day.fromisoformat(content["written_on"]), time(), tzinfo=UTC)
    return pdf_of(f"{form.template}.{version}.typ", {**content, "audience": audience.value}, at=written)


def _check_shape(kind: LetterKind, gap: str, value: Any) -> None:
    if gap == "addressee_lines" or gap in FORMS[kind].lists:
        if not isinstance(value, list | tuple) or not value or not all(_is_text(line) for line in value):
            raise MissingGap(kind, gap, "it is a list of at least one text")
    elif gap.endswith("_days"):
        if not isinstance(value, int):
            raise MissingGap(kind, gap, "it is a whole number")
    elif not _is_text(value):
        raise MissingGap(kind, gap, "it is a text that is not empty")
    elif gap.endswith("_on"):
        _check_date(kind, gap, value)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _check_date(kind: LetterKind, gap: str, value: str) -> None:
    try:
        day.fromisoformat(value)
    except ValueError:
        raise MissingGap(kind, gap, "it is a date such as 2026-03-02") from None
