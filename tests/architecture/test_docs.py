"""The docs name only what exists, and the command names only what the docs know."""

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from typer.main import get_command

from askall.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
COMMAND = re.compile(r"(?<![\w/.-])askall ([a-z]+)(?: ([a-z]+))?")


def subcommands(name):
    """The names below `askall NAME`, or none if it is a single command."""
    command = get_command(import_module(f"askall.cli.{COMMANDS[name][0]}").app)
    return set(getattr(command, "commands", {}))


def named_commands():
    for page in PAGES:
        text = page.read_text()
        blocks = re.findall(r"```(?:sh)?\n(.*?)```", text, re.DOTALL)
        lines = [line.partition("#")[0] for block in blocks for line in block.splitlines()]
        code = "\n".join(re.findall(r"`([^`\n]+)`", text) + lines)
        for match in COMMAND.finditer(code):
            yield page.name, match[1], match[2]


def test_every_command_named_in_the_docs_exists():
    named = list(named_commands())
    assert len(named) > 20
    for page, name, below in named:
        assert name in COMMANDS, f"{page}: askall {name}"
        if below and (known := subcommands(name)):
            assert below in known, f"{page}: askall {name} {below}"


def test_every_command_is_named_in_the_docs():
    assert set(COMMANDS) <= {name for _, name, _ in named_commands()}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(name):
    module = import_module(f"askall.cli.{COMMANDS[name][0]}")
    command = get_command(module.app)
    assert command.help or subcommands(name)
    for below in getattr(command, "commands", {}).values():
        assert below.help, f"askall {name} {below.name} says nothing of itself"


@pytest.mark.parametrize("option", ["--language-model", "--dry-run", "--yes"])
def test_every_option_by_which_words_may_leave_is_explained(option):
    command = get_command(import_module("askall.cli.read").app)
    known = {name for parameter in command.params for name in parameter.opts}
    assert option in known
    for page in ("language-models.md", "reading.md"):
        assert option in (ROOT / "docs" / page).read_text(), page


def test_options_named_beside_askall_read_exist():
    command = get_command(import_module("askall.cli.read").app)
    known = {name for parameter in command.params for name in parameter.opts}
    for page in PAGES:
        for line in re.findall(r"\baskall read\b([^`#\n]*)", page.read_text()):
            assert set(re.findall(r"--[a-z-]+", line)) <= known, f"{page.name}: askall read{line}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text()):
        if "://" not in target and not target.startswith("mailto:"):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_version_is_the_one_in_pyproject():
    stated = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    askall = Path(sys.executable).with_name("askall")
    said = subprocess.run([askall, "--version"], capture_output=True, text=True, check=True).stdout
    assert said.strip() == f"askall {stated}"


def test_every_benchmark_says_how_to_repeat_it():
    for path in (ROOT / "benchmarks").rglob("*.py"):
        assert str(path.relative_to(ROOT)) in path.read_text().split('"""')[1], path.name
