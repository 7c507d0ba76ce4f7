"""The results as a person reads them."""

from __future__ import annotations

from typing import Any

from bench.bars import Bar

HEAD = f"{'':<38}{'server CPU':>12}{'its p95':>9}{'database':>10}{'took':>8}{'statements':>12}{'x null':>8}"


def report(results: dict[str, Any]) -> str:
    """Tables of figures, then the bars."""
    pages, null = results["pages"], results["pages"]["null"]["server_ms"]
    lines = [
        "Milliseconds are CPU of the server process (database apart), medians, one request at a time.",
        "The null view is a short text through the same server and middleware, without the database.",
        _machine(results),
        "",
        HEAD,
        *(_page(name, told, null) for name, told in pages.items() if name != "journey"),
        "",
        "A short adult journey: {requests} requests, {server_ms:,.0f} ms server CPU, {database_ms:,.0f} ms database, "
        "{statements} statements.".format(**pages["journey"]),
    ]
    if "longest" in results:
        lines += [
            "The longest journey, an entry in every list and a file: {requests} requests, {questions} questions, "
            "{server_ms:,.0f} ms server CPU, {database_ms:,.0f} ms database; the largest page is {largest} with "
            "{largest_bytes:,} bytes, the dearest page takes {dearest_ms:,.1f} ms and the median page "
            "{median_ms:,.1f}. What is sent and shows no page stands apart: the dearest, sending it all, takes "
            "{sending_ms:,.0f} ms.".format(**results["longest"])
        ]
    if "casework" in results:
        lines += ["", *(_page(name, told, null) for name, told in results["casework"]["pages"].items())]
        lines += [_page("dossier", results["casework"]["dossier"], null)]
    if "sealing" in results:
        lines += [
            "",
            "What sealing and the history cost: the same pages sealed and kept, not kept, and left open:",
            HEAD,
        ]
        lines += [
            _page(f"{name}, {how}", told, null)
            for how, pages_so in results["sealing"].items()
            for name, told in pages_so.items()
        ]
    for size in results["work_lists"]:
        lines += ["", _loaded(size), HEAD, *(_page(name, told, null) for name, told in size["lists"].items())]
        lines += _walls(size["walls"]) if "walls" in size else []
    lines += ["", *map(_timetable, results["timetables"])]
    lines += ["", _set_up(results["setting_up"]), "", *map(str, _bars(results))]
    return "\n".join(lines)


def _page(name: str, told: dict[str, Any], null: float) -> str:
    return (
        f"{name:<38}{told['server_ms']:>12.2f}{told['server_p95_ms']:>9.2f}{told['database_ms']:>10.2f}"
        f"{told['took_ms']:>8.2f}{told.get('statements', ''):>12}{told['server_ms'] / null:>8.1f}"
    )


def _walls(told: dict[str, Any]) -> list[str]:
    """Each page with row-level security and without it, asked for in turns."""
    lines = ["", "The same pages by the role that row-level security holds, and by the owner, in turns:", HEAD]
    for name, both in told.items():
        null = max(both["not walled"]["server_ms"], 0.01)  # the last column: as a multiple of the page without it
        lines += [_page(f"{name}, {how}", figures, null) for how, figures in both.items()]
    return lines


def _loaded(size: dict[str, Any]) -> str:
    loaded, verified = size["loaded"], size["verify"]
    return (
        f"{size['cases']:,} cases: {loaded['cases']:,} with {loaded['events']:,} events in {loaded['seconds']} s "
        f"({loaded['cpu_seconds']} s CPU); "
        f"verified {verified['entries']:,} entries in {verified['seconds']} s, {verified['findings']} findings."
    )


def _machine(results: dict[str, Any]) -> str:
    told = results["machine"]
    return (
        f"{results['at'][:16]}, {told['processors']} processors ({told['processor']}), {told['memory_gib']} GiB, "
        f"Python {told['python']}, {told['system']}."
    )


def _set_up(told: dict[str, Any]) -> str:
    memory = told["memory_mb"]
    cold = f"cold clone {told['cold_clone_s']} s, " if "cold_clone_s" in told else "cold clone not measured (--cold), "
    return (
        f"To the first page: {cold}first start {told['first_start_s']} s, second {told['second_start_s']} s. "
        f"Memory: server {memory['server']:.0f} MB, database {memory['database']:.0f} MB."
    )


def _timetable(told: dict[str, Any]) -> str:
    return (
        "A timetable of {cases} cases, {members} members and {sittings} sittings takes {seconds:.2f} s; its sum is "
        "{over:.3f} % above what no timetable is below, that of each case in turn to the first place "
        "{greedy_over:.1f} %."
    ).format(**told)


def _bars(results: dict[str, Any]) -> list[Bar]:
    return [Bar(told["what"], told["figure"], told["most"], told["unit"]) for told in results["bars"]]
