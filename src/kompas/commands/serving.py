"""`kompas demo` and `kompas serve`."""

import os
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from kompas.assistant.domain.errors import KompasError, Permanent
from kompas.commands.places import company_folder
from kompas.service.clock import now_ms
from kompas.service.environment import LOOPBACK, only_loopback

console = Console(highlight=False)

Port = Annotated[int, typer.Option(min=1, max=65535, help="The port on the loopback interface.")]
Data = Annotated[
    Path | None, typer.Option(envvar="KOMPAS_DATA_DIR", help="Where the database and prepared content lie.")
]


def demo(
    company: Annotated[str, typer.Option(help="zwaluw, waterdijk, or a company folder.")] = "zwaluw",
    port: Port = 8000,
    data: Data = None,
) -> None:
    """Serve a company with example accounts, on this machine only. Nothing leaves it: mail is shown on a page."""
    folder = company_folder(company)
    os.environ["KOMPAS_DEMO"] = "1"
    _run(folder, data or Path("var") / f"demo-{folder.name}", "127.0.0.1", port, is_demo=True)


def serve(
    company: Annotated[str, typer.Argument(help="The company folder.")],
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
    data: Data = None,
) -> None:
    """Serve a company. The first start prints a link with which the first administrator makes their account."""
    os.environ.pop("KOMPAS_DEMO", None)
    if not os.environ.get("KOMPAS_ALLOWED_HOSTS"):
        named = f"[{host}]" if ":" in host else host
        os.environ["KOMPAS_ALLOWED_HOSTS"] = ",".join(dict.fromkeys((named, *LOOPBACK)))
    folder = company_folder(company)
    _run(folder, data or Path("var") / folder.name, host, port, is_demo=False)


def _run(folder: Path, data: Path, host: str, port: int, is_demo: bool) -> None:
    """Open the house, serve until told to stop, close the house."""
    # one switch of threads in half a millisecond: a busy thinker must not hold up the event loop (measured)
    sys.setswitchinterval(0.0005)
    os.umask(0o077)  # what customers told is for this account of the machine alone
    os.environ["KOMPAS_DATA_DIR"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kompas.service.settings")
    import django
    import uvicorn

    from kompas.assistant.company import CompanyRefused

    try:
        django.setup()
        from django.conf import settings

        from kompas.service.accounts.first import new_first_link
        from kompas.service.asgi import application
        from kompas.service.logs import set_up_logs
        from kompas.service.serving import opened
        from kompas.service.status.traces import set_up_traces

        set_up_logs()
        set_up_traces(os.environ)
        with _bound(host, port) as line, opened(folder, data.resolve(), is_demo) as house:
            if is_demo:
                _greet(house.shelf.now.company.name, port)
            else:
                _tell(house.shelf.now.company.name, host, port, settings.ALLOWED_HOSTS)
                _show_first_link(new_first_link(now_ms()), _public_address(port, settings.ALLOWED_HOSTS))
            config = uvicorn.Config(
                application(house), log_config=None, access_log=False, loop="uvloop",
                http="httptools", timeout_graceful_shutdown=3, server_header=False,
                forwarded_allow_ips=list(settings.ENVIRONMENT.trusted_proxies),
            )  # fmt: skip
            # uvicorn ends and then sends itself the signal once more: the house must be closed, not struck down, after it
            signal.signal(signal.SIGTERM, lambda *_: None)
            uvicorn.Server(config).run(sockets=[line])
    except CompanyRefused as refused:
        for complaint in refused.complaints:
            console.print(str(complaint), style="red", markup=False, soft_wrap=True)
        console.print(
            "Kompas did not start: mend these places in the company folder, then start again.", soft_wrap=True
        )
        raise typer.Exit(1) from refused
    except KompasError as fault:
        console.print(f"{fault} {fault.remedy}", style="red", markup=False, soft_wrap=True)
        raise typer.Exit(1) from fault


def _bound(host: str, port: int) -> socket.socket:
    """The port is ours before anything else happens, so that nobody is greeted with an address of somebody else."""
    line = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        line.bind((host, port))
    except OSError as refused:
        line.close()
        raise Permanent(
            f"{host}:{port} cannot be had ({refused.strerror}).", "Choose another with --port."
        ) from refused
    return line


def _tell(company: str, host: str, port: int, names: Sequence[str]) -> None:
    """Where it serves, who else must be let in, and what would otherwise fail without a word."""
    console.print(f"Kompas serves {company} on http://{host}:{port}", markup=False, soft_wrap=True)
    if only_loopback(names):
        console.print(
            "It answers this machine only: good for trying it out. docs/how-to/deploy.md says how others reach it.",
            soft_wrap=True,
        )
    else:
        console.print(
            "Staff sign in over https only: a proxy with TLS stands in front. docs/how-to/deploy.md says how, and"
            " `kompas check --deploy` finds what is unsafe.",
            soft_wrap=True,
        )


def _show_first_link(token: str | None, address: str) -> None:
    """As long as nobody can let colleagues in, whoever sees this terminal may make the first administrator."""
    if token is not None:
        console.print("\nThere is no administrator yet. Whoever opens this link becomes the first one:", soft_wrap=True)
        console.print(f"  {address}/first/{token}/", markup=False, soft_wrap=True)
        console.print("It works once and for one hour; the next start prints a new one.\n", soft_wrap=True)


def _public_address(port: int, names: Sequence[str]) -> str:
    """How a browser reaches us: by the first name that others know, over https; else on this machine."""
    known = next((name for name in names if not only_loopback((name,)) and _is_name(name)), None)
    return f"https://{known}" if known else f"http://127.0.0.1:{port}"


def _is_name(host: str) -> bool:
    """A whole name, not a pattern (`*`, `.example.org`) or the address of all lines."""
    return not host.startswith((".", "*")) and host not in ("0.0.0.0", "[::]")  # noqa: S104


def _greet(company: str, port: int) -> None:
    """Tell where everything is and who may sign in, and seed those accounts."""
    from kompas.service.accounts.demo import seed_staff

    seed_staff()
    here = f"http://127.0.0.1:{port}"
    console.print(f"\n[bold]Kompas serves {company}[/bold] (a demo, on this machine only)\n")
    console.print(f"  Shop with the chat   {here}/demo/shop/")
    console.print(f"  Workspace            {here}/workspace/")
    console.print("    agent              noor / kompas-demo-noor")
    console.print("    supervisor         sam / kompas-demo-sam")
    console.print("    editor             eva / kompas-demo-eva")
    console.print("    privacy officer    priya / kompas-demo-priya")
    console.print("    administrator      alex / kompas-demo-alex")
    console.print(f"  Outgoing mail        {here}/demo/mail/")
    console.print(f"  Without script       {here}/contact/\n")
    console.print("Stop with Ctrl+C.\n")
