"""Every verb of the command line with its arguments, as a page."""

from __future__ import annotations

from argparse import Action, _HelpAction

from opennrm.console.verbs import VERBS, Parser, verb_named


def commands_page() -> str:
    """The Markdown of the page."""
    lines = [
        "# The command line",
        "",
        "Generated from the verbs themselves; do not edit it by hand. `./opennrm VERB --help` says the same.",
        "Every verb takes `--json` and then prints one JSON object. Exit codes: 0 it is done, 1 something does not",
        "hold, 2 it could not be done and one sentence says why and what to do.",
        "",
        "`--as EMAIL` acts in the name of an account, by its roles, and the history holds that account. No password is",
        "asked for: the command line is for those who run the machine, who could change its database anyway.",
        "",
    ]
    for name in VERBS:
        verb = verb_named(name)
        parser = Parser(prog=f"opennrm {name}")
        verb.arguments(parser)
        lines += [f"## `opennrm {name}`", "", f"{verb.HELP[:1].upper()}{verb.HELP[1:]}.", ""]
        actions = [action for action in parser._actions if not isinstance(action, _HelpAction)]
        lines += [f"- `{_spelt(action)}`: {action.help or ''}" for action in actions]
        lines += [""] if actions else []
    return "\n".join(lines)


def _spelt(action: Action) -> str:
    value = action.metavar or ("|".join(map(str, action.choices)) if action.choices else "")
    if isinstance(value, tuple):
        value = " ".join(value)
    if not action.option_strings:
        return value or action.dest
    return " ".join([", ".join(action.option_strings), value]).strip()
