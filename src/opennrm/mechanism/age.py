"""Adult or child on a day: a person whose age is in doubt is treated as a child until it is decided."""

from __future__ import annotations

from datetime import date

from opennrm.mechanism.calendar import in_words
from opennrm.mechanism.refusal import Refusal
from opennrm.mechanism.vocabulary import AgeAnswer, ReferralKind

ADULT_AT = 18
OLDEST = 120


def birthday(born_on: date, age: int) -> date:
    """The day a person reaches an age. Born on 29 February: 1 March in other years, so nobody ages a day early."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)


def age_on(born_on: date, day: date) -> int:
    """Whole years on a day; raises `ValueError` for a day before the birth."""
    if day < born_on:
        raise ValueError("A day before the birth has no age.")
    years = day.year - born_on.year
    return years if birthday(born_on, years) <= day else years - 1


def kind_for(answer: AgeAnswer) -> ReferralKind:
    """How the mechanism treats a person by what the responder says of their age. Source: HO-SRC, TOOLKIT."""
    return ReferralKind.ADULT if answer is AgeAnswer.ADULT else ReferralKind.CHILD


def turns_18_on(born_on: date) -> date:
    """The day from which an adult's consent is needed to stay in the mechanism. Source: TOOLKIT."""
    return birthday(born_on, ADULT_AT)


def refusal_of_date_of_birth(
    answer: AgeAnswer, born_on: date | None, day: date, field: str = "date_of_birth"
) -> Refusal | None:
    """A date of birth that cannot be, or that contradicts what was said about being under 18.

    `day` is the day the referral is made; `field` is the form's name for the date. An unknown date contradicts nothing,
    and a person whose age is in doubt may have any date written down for them.
    """
    if born_on is None:
        return None
    if born_on > day:
        return Refusal("born_in_the_future", "The date of birth must be in the past.", "house", field)
    age = age_on(born_on, day)
    if age > OLDEST:
        return Refusal(
            "born_too_long_ago", f"The date of birth makes the person {age}. Check the year.", "house", field
        )
    return _contradiction(answer, age, born_on, field)


def _contradiction(answer: AgeAnswer, age: int, born_on: date, field: str) -> Refusal | None:
    if answer is AgeAnswer.ADULT and age < ADULT_AT:
        said, remedy = "an adult", "correct the date, or say that they are under 18 or that you are not sure"
    elif answer is AgeAnswer.UNDER_18 and age >= ADULT_AT:
        said, remedy = "under 18", "correct the date, or say that they are an adult or that you are not sure"
    else:
        return None
    because = f"You said the person is {said}, but born on {in_words(born_on)} they are {age}: {remedy}."
    return Refusal("age_contradicts_date_of_birth", because, "HO-SRC", field)
