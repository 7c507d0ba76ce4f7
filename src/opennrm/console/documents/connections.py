"""Every connection that the product opens or takes, as data and as a page; a test follows each system call."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Connection:
    """One kind of connection: to whom, when and by which program, which settings name it, how long it may take."""

    key: str
    to: str
    when: str
    by: str
    named_by: tuple[str, ...]
    how: str
    gives_up: str
    opened_in: tuple[str, ...]
    """Modules of ours that import what opens it."""


OPENED = (
    Connection(
        "database",
        "the database",
        "with every request, and all the time in the worker",
        "every program",
        ("DATABASE_URL",),
        "PostgreSQL's own protocol, by the socket of this machine or over the network as DATABASE_URL says",
        "4 seconds to connect; each statement after the time that the role is given",
        (
            "opennrm.audit.asking",
            "opennrm.config.database_roles",
            "opennrm.config.embedded_postgres",
            "opennrm.config.patient_postgres.base",
            "opennrm.config.table_sums",
            "opennrm.console.backup",
            "opennrm.console.keep_alive",
            "opennrm.console.restore",
            "opennrm.console.restored_keys",
        ),
    ),
    Connection(
        "mail",
        "your mail server",
        "when an e-mail or an anchor is due, if OPENNRM_MAIL is `smtp`",
        "deliver, and run",
        ("OPENNRM_SMTP_HOST", "OPENNRM_SMTP_PORT"),
        "SMTP under TLS or not at all",
        "10 seconds; it is tried again later, for days",
        ("opennrm.notifications.channels.email_smtp",),
    ),
    Connection(
        "sign-in provider",
        "the sign-in provider of an organisation",
        "when somebody of that organisation signs in with it",
        "serve, and run",
        ("OPENNRM_SIGN_IN_PROVIDERS",),
        "HTTPS to the issuer in the file, and to the addresses that it publishes; no redirect is followed",
        "10 seconds; the person is told to sign in otherwise",
        ("opennrm.web.account.provider_client",),
    ),
    Connection(
        "webhooks",
        "an address that an organisation's administrator registered",
        "when something happens to a referral of theirs, if OPENNRM_WEBHOOKS is not `off`",
        "deliver, and run",
        ("OPENNRM_WEBHOOKS",),
        "HTTPS on port 443 to the public network alone; the address that was looked at is called, and none it leads to",
        "10 seconds; it is tried again later, for days",
        ("opennrm.notifications.channels.webhook_https",),
    ),
    Connection(
        "service manager",
        "systemd on this machine",
        "once, when the pages are ready, if it asked to be told",
        "serve",
        ("NOTIFY_SOCKET",),
        "a datagram to its socket",
        "it waits for no answer",
        ("opennrm.console.pages_server",),
    ),
    Connection(
        "names",
        "the name service of this machine",
        "when one of the addresses above is a name",
        "every program",
        ("/etc/resolv.conf", "/etc/nsswitch.conf"),
        "as the machine is set up; an address in numbers needs none",
        "as the machine is set up",
        (),
    ),
)
TAKEN = (
    ("the web server in front of the pages", "the socket that systemd hands over, or `serve --socket`"),
    ("browsers, in a demonstration", "`run --port`, on 127.0.0.1 unless `--bind` says otherwise"),
)
LISTENING_ONLY = {"opennrm.config.port", "opennrm.console.pages_server"}
"""Modules that import `socket` to be asked, or to speak to the service manager."""
INTRODUCTION = """# Connections

Generated from `src/opennrm/console/documents/connections.py`; do not edit it by hand. A test serves the pages, refers,
decides, prints, sends and anchors under `strace`, and fails when any program opens a connection that is not here.

Nothing else is reached: no page, letter or e-mail has anything from elsewhere in it, no address that somebody typed is
asked for (but webhooks of administrators, where OPENNRM_WEBHOOKS lets them), and nothing is told to the makers of
this product or to anybody else. So a firewall can let out exactly
the following, and refuse the rest."""


def connections_page() -> str:
    """The Markdown of the page."""
    lines = [INTRODUCTION, "", "## Opened", ""]
    lines += ["| to | when | by | named by | how | gives up after |", "|---|---|---|---|---|---|"]
    lines += [
        f"| {each.to} | {each.when} | {each.by} | {', '.join(f'`{name}`' for name in each.named_by)} "
        f"| {each.how} | {each.gives_up} |"
        for each in OPENED
    ]
    lines += ["", "## Taken", "", "| from | where |", "|---|---|", *(f"| {who} | {where} |" for who, where in TAKEN)]
    lines += [
        "",
        "## While it is installed and tested",
        "",
        "`./opennrm` fetches the packages of `requirements/`, by their hashes, from the index that `pip` is set to;",
        "`./opennrm test` fetches a browser where none is there. Neither is done by a running service.",
        "Anchors that go to a file go to the folder in `OPENNRM_ANCHORS`, which may lie on another machine's disk.",
    ]
    return "\n".join([*lines, ""])
