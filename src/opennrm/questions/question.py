"""The shapes a catalogue is made of: question, choice, page, section; plain data without behaviour of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from opennrm.questions.conditions import Condition, all_of

TEXT_LIMIT = 15_000
"""Characters in a long text, as on the official form."""


class Kind(StrEnum):
    """How a question is answered; a page draws each kind in its own way."""

    RADIOS = "radios"
    CHECKBOXES = "checkboxes"
    TEXT = "text"
    TEXTAREA = "textarea"
    DATE = "date"
    SELECT = "select"
    LOOKUP = "lookup"
    NUMBER = "number"
    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    ADDRESS = "address"
    ENTRIES = "entries"


class Ending(StrEnum):
    """How a journey ends: with a referral, with a notification that is none, or on a page that says why nothing can."""

    SEND = "send"
    NOTIFY = "notify"
    CANNOT_REFER = "cannot_refer"


@dataclass(frozen=True, slots=True)
class Choice:
    """One option. `alone` means it cannot be ticked together with others ("none of these")."""

    value: str
    label: str
    hint: str = ""
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that is asked.

    `key` is unique for ever: a changed meaning is a new key. `called` is what an error and a summary call the
    answer ("date of birth"); `missing` is the sentence shown when it is left out (one is made from `called`
    otherwise). `because` says why we ask. `not_known` lets the responder give a reason in place of the answer;
    `list_name` names the list of a lookup and `many` how many of its entries can be given (1: the answer is one code;
    more: a list of codes). `since` is the catalogue's version that first asked it.

    A list of entries (`Kind.ENTRIES`) asks the same `fields` of each of at most `many`; one of them is called `entry`
    ("vehicle"). Its answer is a list of objects, each with an `id` that stays while the entry does. Keys of fields are
    as unique as those of questions, and their conditions look at the same entry only.
    """

    key: str
    ask: str
    kind: Kind
    called: str
    choices: tuple[Choice, ...] = ()
    hint: str = ""
    required: bool = True
    only_if: Condition | None = None
    because: str = ""
    data_class: str = "S2"
    not_known: bool = False
    missing: str = ""
    max_length: int = 250
    rows: int = 8
    autocomplete: str = ""
    list_name: str = ""
    many: int = 1
    past: bool = False
    since: int = 1
    entry: str = ""
    fields: tuple[Question, ...] = ()

    @property
    def gives_many(self) -> bool:
        """Whether the answer is a list."""
        return self.kind is Kind.CHECKBOXES or self.many > 1

    def choice(self, value: str) -> Choice | None:
        """The choice with this value."""
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page: a title, what it says, and the questions that make up one thing.

    `text` is a tuple of paragraphs; `warning` stands out above the questions; `ending` marks a page that ends the
    journey without a referral: with nothing to send, or with a notification. A page without questions only tells.
    """

    slug: str
    title: str
    questions: tuple[Question, ...] = ()
    text: tuple[str, ...] = ()
    warning: str = ""
    only_if: Condition | None = None
    ending: Ending | None = None

    @property
    def entries(self) -> Question | None:
        """The list of entries that this page is about; such a page asks nothing else."""
        return next((question for question in self.questions if question.kind is Kind.ENTRIES), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Pages that belong together under one title."""

    slug: str
    title: str
    pages: tuple[Page, ...]
    only_if: Condition | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A question with where it stands, and the whole condition under which it is asked."""

    section: Section
    page: Page
    question: Question
    only_if: Condition = field(compare=False)


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """Everything that is asked, in order, under one version number.

    Its views are worked out once (hence no slots): every page of every journey reads them several times.
    """

    version: int
    sections: tuple[Section, ...]

    @cached_property
    def pages(self) -> tuple[tuple[Section, Page], ...]:
        """Every page with its section, in order."""
        return tuple((section, page) for section in self.sections for page in section.pages)

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """Every question, in order, with its place."""
        return tuple(
            Placed(section, page, question, all_of(section.only_if, page.only_if, question.only_if))
            for section, page in self.pages
            for question in page.questions
        )

    @cached_property
    def questions(self) -> dict[str, Question]:
        """Every question by its key."""
        return {placed.question.key: placed.question for placed in self.placed}

    @cached_property
    def fields(self) -> dict[str, tuple[Question, Question]]:
        """Every field of every list of entries by its key, after the list it belongs to."""
        return {field.key: (each, field) for each in self.questions.values() for field in each.fields}

    def question(self, key: str) -> Question:
        """The question with this key. Raises `KeyError` if there is none."""
        return self.questions[key]

    def page(self, slug: str) -> Page:
        """The page at this address. Raises `KeyError` if there is none."""
        for _section, page in self.pages:
            if page.slug == slug:
                return page
        raise KeyError(slug)
