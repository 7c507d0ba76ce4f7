"""The verb `organisation`: brings one into the partnership, with its domain, a team and its first administrator."""

from __future__ import annotations

import argparse
import getpass
from typing import Any

from opennrm.config.fault import Fault
from opennrm.console.given_files import text_of
from opennrm.console.house import in_the_house
from opennrm.mechanism.vocabulary import Nation, OrganisationType

HELP = "bring an organisation into the partnership, with a team and its first administrator"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What it is and who looks after its people."""
    parser.add_argument("slug", metavar="SLUG", help="its short name in addresses, such as harbour-council")
    parser.add_argument("--name", required=True, help="its full name")
    parser.add_argument("--type", required=True, choices=[kind.value for kind in OrganisationType], help="what it is")
    parser.add_argument("--nation", choices=[nation.value for nation in Nation], help="none: it works in all of them")
    parser.add_argument("--may-refer", action="store_true", help="it is a first responder organisation")
    parser.add_argument("--domain", required=True, help="the domain of its work addresses, such as council.example")
    parser.add_argument("--team", required=True, help="the name of its first team")
    parser.add_argument(
        "--administrator", required=True, metavar="EMAIL", help="the work address of its first administrator"
    )
    parser.add_argument("--administrator-name", required=True, metavar="NAME", help="their name")
    parser.add_argument(
        "--password-file",
        metavar="FILE",
        help="their first password, which they change after signing in; - is stdin (default: you are asked for it)",
    )


@in_the_house
def run(options: argparse.Namespace) -> dict[str, Any]:
    """Bring it in, all or nothing. Raises `Fault` and `Refused`."""
    from django.utils import timezone  # noqa: PLC0415 - Django is set up only by now

    from opennrm.partners.founding import bring_in  # noqa: PLC0415

    bring_in(
        slug=options.slug,
        name=options.name,
        kind=OrganisationType(options.type),
        nation=Nation(options.nation) if options.nation else None,
        may_refer=options.may_refer,
        domain=options.domain,
        team=options.team,
        email=options.administrator,
        administrator=options.administrator_name,
        password=_password(options.password_file),
        at=timezone.now(),
    )
    return {"organisation": options.slug, "administrator": options.administrator.lower()}


def tell(result: dict[str, Any]) -> str:
    """Who can sign in now, and what they do first."""
    return (
        f"{result['organisation']} is in the partnership. {result['administrator']} can sign in, sets up a second "
        "factor then, changes the password, and invites the others."
    )


def _password(named: str | None) -> str:
    if named is not None:
        return text_of(named).strip("\r\n")
    password = getpass.getpass("First password of the administrator: ")
    if getpass.getpass("The same again: ") != password:
        raise Fault("The two passwords differ: start again.")
    return password
