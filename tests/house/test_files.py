"""Files are short, named for what they know, say what they are for, have their test, and know no machine."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from tests.house.tree import ROOT, Source, sources, texts

LONG = 300
LONGEST = 400
LONG_FOR_A_REASON: dict[str, str] = {
    "src/opennrm/mechanism/events/__init__.py": "names every event that there is, and nothing else",
    "tests/mechanism/walks.py": "the machine that walks through the law, and the rules that it breaks on purpose",
    "tests/notifications/test_delivery.py": "every way in which sending can go wrong, read together",
}
NEVER = frozenset("utils helpers common core base misc manager handler processor service data info".split())  # noqa: SIM905
NAMED_BY_DJANGO = {"src/opennrm/config/patient_postgres/base.py"}
"""An engine of a database has its wrapper in a file of this name."""
WITH_MIRRORS = (
    *("mechanism", "questions", "vault", "audit", "partners", "notifications", "referrals", "cases", "statistics"),
    *("duty_to_notify", "evidence", "disclosure", "retention", "assurance", "panels"),
)
NO_MIRROR = frozenset({"__init__.py", "apps.py", "models.py"})
"""Nothing to try: names, and tables, whose constraints are tried by the actions that meet them."""
TRIED_BESIDE = {
    "src/opennrm/cases/actions/auditing.py": "tests/cases/test_local_panels.py",
    "src/opennrm/partners/profile_changes.py": "tests/cases/test_changing_profile.py",
    "src/opennrm/partners/permissions.py": "tests/partners/test_roles.py",
    "src/opennrm/cases/dossier_parts.py": "tests/cases/test_dossier.py",
    "src/opennrm/audit/asking.py": "tests/walls/test_who_sees_rows.py",
    "src/opennrm/audit/walls.py": "tests/house/test_walls.py",
    "src/opennrm/cases/openings.py": "tests/cases/test_opening.py",
    "src/opennrm/cases/signs.py": "tests/audit/test_snooping.py",
    "src/opennrm/partners/giving_roles.py": "tests/partners/test_proposals.py",
    "src/opennrm/partners/own_address.py": "tests/audit/test_snooping.py",
    "src/opennrm/referrals/likeness.py": "tests/audit/test_snooping.py",
    "src/opennrm/cases/settled.py": "tests/retention/test_proposing.py",
    "src/opennrm/evidence/opening.py": "tests/web/evidence/test_opened.py",
    "src/opennrm/evidence/file_words.py": "tests/web/evidence/test_opened.py",
    "src/opennrm/evidence/queries.py": "tests/evidence/test_actions.py",
    "src/opennrm/evidence/quotas.py": "tests/evidence/test_actions.py",
    "src/opennrm/disclosure/actions/at_entry.py": "tests/disclosure/test_marking.py",
    "src/opennrm/disclosure/actions/preparing.py": "tests/disclosure/test_releasing.py",
    "src/opennrm/disclosure/packing.py": "tests/disclosure/test_releasing.py",
    "src/opennrm/disclosure/pieces.py": "tests/disclosure/test_gathering.py",
    "src/opennrm/disclosure/pieces_of_files.py": "tests/disclosure/test_leaving_files.py",
    "src/opennrm/disclosure/pieces_of_letters.py": "tests/disclosure/test_gathering.py",
    "src/opennrm/disclosure/pieces_on_the_way.py": "tests/disclosure/test_gathering.py",
    "src/opennrm/disclosure/queries.py": "tests/disclosure/test_marking.py",
    "src/opennrm/retention/queries.py": "tests/retention/test_holding.py",
    "src/opennrm/retention/verification.py": "tests/retention/test_deciding.py",
    "src/opennrm/mechanism/fold/facts.py": "tests/mechanism/fold/test_folding.py",
    "src/opennrm/mechanism/fold/of_cases.py": "tests/mechanism/fold/test_folding.py",
    "src/opennrm/mechanism/fold/of_clocks.py": "tests/mechanism/fold/test_folding.py",
    "src/opennrm/mechanism/fold/of_decisions.py": "tests/mechanism/fold/test_folding.py",
    "src/opennrm/assurance/actions/settling.py": "tests/assurance/test_naming.py",
    "src/opennrm/panels/actions/pool.py": "tests/panels/test_sittings.py",
    "src/opennrm/panels/actions/sittings.py": "tests/panels/test_sittings.py",
    "src/opennrm/panels/actions/putting.py": "tests/panels/test_sittings.py",
    "src/opennrm/panels/actions/declaring.py": "tests/panels/test_sittings.py",
    "src/opennrm/panels/actions/hearings.py": "tests/panels/test_voting.py",
    "src/opennrm/panels/queries.py": "tests/panels/test_sittings.py",
    "src/opennrm/panels/planning.py": "tests/panels/test_sittings.py",
    "src/opennrm/panels/attending.py": "tests/panels/test_voting.py",
    "src/opennrm/panels/lawful.py": "tests/panels/test_voting.py",
    "src/opennrm/assurance/queries.py": "tests/assurance/test_reviewing.py",
    "src/opennrm/mechanism/fold/of_reviews.py": "tests/mechanism/test_walks_in_review.py",
    "src/opennrm/mechanism/fold/of_second_stage.py": "tests/mechanism/fold/test_folding.py",
    "src/opennrm/mechanism/fold/of_rules.py": "tests/mechanism/fold/test_folding.py",
    "src/opennrm/mechanism/fold/of_panels.py": "tests/mechanism/test_walks_before_panels.py",
    "src/opennrm/mechanism/events/panels.py": "tests/cases/test_panels.py",
    "src/opennrm/mechanism/moves.py": "tests/mechanism/test_stages.py",
    "src/opennrm/mechanism/steps.py": "tests/mechanism/test_stages.py",
    "src/opennrm/mechanism/profiles/overlay.py": "tests/mechanism/profiles/test_profile.py",
    "src/opennrm/mechanism/profiles/adopting.py": "tests/mechanism/profiles/test_profile.py",
    "src/opennrm/vault/columns.py": "tests/vault/test_left_open.py",
    "src/opennrm/vault/erasing.py": "tests/vault/test_fields.py",
    "src/opennrm/vault/keyring.py": "tests/vault/test_opening.py",
    "src/opennrm/vault/locking.py": "tests/vault/test_changing.py",
    "src/opennrm/vault/marks.py": "tests/vault/test_changing.py",
    "src/opennrm/vault/refusing.py": "tests/vault/test_fields.py",
    "src/opennrm/vault/unreadable.py": "tests/vault/test_fields.py",
    "src/opennrm/notifications/channels/console.py": "tests/notifications/channels/test_spool.py",
    "src/opennrm/notifications/channels/file.py": "tests/notifications/channels/test_spool.py",
    "src/opennrm/notifications/channels/port.py": "tests/notifications/channels/test_spool.py",
    "src/opennrm/notifications/posting.py": "tests/cases/test_posting.py",
    "src/opennrm/notifications/resending.py": "tests/cases/test_resending.py",
    "src/opennrm/notifications/channels/post.py": "tests/notifications/channels/test_spool.py",
}
"""A few lines each, tried together with what they stand on."""
A_MACHINE = re.compile(
    "|".join(("/home" + "/", "/root" + "/", "/Users" + "/", "/mnt" + "/", r"/work" + r"/\w", r"\.\./" + "shared"))
)


def long(written: Iterable[Source]) -> list[str]:
    """Files over 300 lines without a reason, and any over 400."""
    return [
        source.path
        for source in written
        if source.lines > LONGEST or (source.lines > LONG and source.path not in LONG_FOR_A_REASON)
    ]


def badly_named(paths: Iterable[str]) -> list[str]:
    """Files named for what they are and not for what they know."""
    return [path for path in paths if PurePosixPath(path).stem in NEVER and path not in NAMED_BY_DJANGO]


def silent(written: Iterable[Source]) -> list[str]:
    """Files that do not open with what they are for."""
    return [source.path for source in written if source.text.strip() and not ast.get_docstring(source.parsed)]


def without_a_mirror(paths: Iterable[str], tests: set[str]) -> list[str]:
    """Files of the law, the questions and the rooms without a test file in the same place."""
    found = []
    for path in paths:
        place = PurePosixPath(path).relative_to("src/opennrm")
        is_tried = place.name not in NO_MIRROR and "models" not in place.parts
        if place.parts[0] in WITH_MIRRORS and is_tried:
            # What a folder of actions holds is tried beside the other tests of its room.
            room = str(place.parent).removesuffix("/actions")
            mirror = TRIED_BESIDE.get(path, f"tests/{room}/test_{place.name}")
            found += [path] if mirror not in tests else []
    return found


def naming_a_machine(written: Iterable[Source]) -> list[str]:
    """Files in which a path of somebody's machine stands."""
    return [source.path for source in written if A_MACHINE.search(source.text)]


def test_files_are_short() -> None:
    assert long(sources("src", "tests", "bootstrap", "tools")) == []


def test_files_are_named_for_what_they_know() -> None:
    assert badly_named(source.path for source in sources("src", "tests", "bootstrap", "tools")) == []


def test_files_say_what_they_are_for() -> None:
    assert silent(sources("src", "tests", "bootstrap", "tools")) == []


def test_files_have_their_tests() -> None:
    tests = {source.path for source in sources("tests")}
    assert without_a_mirror((source.path for source in sources("src/opennrm")), tests) == []


def test_nothing_names_a_path_of_a_machine() -> None:
    assert naming_a_machine(texts()) == []


def test_every_reason_is_still_needed() -> None:
    longer = [path for path in LONG_FOR_A_REASON if len((ROOT / path).read_text().splitlines()) <= LONG]
    assert longer == []


def test_what_is_planted_is_found() -> None:
    assert long([Source("a.py", "x\n" * 301), Source("b.py", "x\n" * 300)]) == ["a.py"]
    assert long([Source(next(iter(LONG_FOR_A_REASON)), "x\n" * 401)]) != []
    assert badly_named(["src/a/utils.py", "src/a/utilities.py"]) == ["src/a/utils.py"]
    assert silent([Source("a.py", "x = 1"), Source("b.py", '"""For trying."""')]) == ["a.py"]
    assert without_a_mirror(["src/opennrm/cases/new.py", "src/opennrm/web/new.py"], set()) == [
        "src/opennrm/cases/new.py"
    ]
    assert naming_a_machine([Source("a.md", "see /home" + "/me/notes"), Source("b.md", "see /homes")]) == ["a.md"]
