"""The shape of the code: what import-linter cannot see."""

import ast
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import grimp
import pytest
from django.apps import apps
from django.db import models

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "askall"
STAGES_WITH_TABLES = ["team", "bodies", "study", "asking", "mail", "documents", "reading", "coding"]
FRAMEWORK_FILES = {"models.py", "services.py", "apps.py"}
FRAMEWORK_PLACES = {"web", "cli", "project", "migrations"}

# Every stage with tables has two doors, and a pure one where commands work without a workspace:
# `askall mail parse`, `documents text` and `read FILE` load neither Django nor a database.
DOORS = {"services", "records"}
PURE_DOORS = {
    "bodies": {"register", "csv_file", "frame", "domains"},
    "study": {"study_file", "codebook", "letters", "table", "toml_lines"},
    "asking": {"sent_letters", "deadlines", "due_view", "history", "outbox", "pacing", "address_file"},
    "mail": {
        "parse",
        "containers",
        "html_text",
        "mailbox",
        "secrets",
        "wave",
        "mail_domains",
        "compose",
        "smtp",
        "imap",
    },
    "documents": {"extract", "sandbox", "media_type", "recognition"},
    "reading": {"read", "thread", "texts", "gold", "evaluation", "evaluation_picture", "learning", "language_model"},
    "coding": {"dataset", "sheets", "forms", "hiding"},
}


def table_models():
    return [model for model in apps.get_models() if model._meta.app_label in STAGES_WITH_TABLES]


def foreign_keys():
    for model in table_models():
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete and not field.many_to_many:
                yield model, field


def test_foreign_keys_point_back_along_the_journey():
    """String foreign keys are invisible to import-linter, so their direction is checked here."""
    seen = 0
    for model, field in foreign_keys():
        here, there = model._meta.app_label, field.related_model._meta.app_label
        assert STAGES_WITH_TABLES.index(there) <= STAGES_WITH_TABLES.index(here), f"{model.__name__}.{field.name}"
        seen += here != there
    assert seen > 10


def test_foreign_keys_add_no_way_back():
    """An earlier table never grows an attribute that leads to a later stage."""
    for model, field in foreign_keys():
        if model._meta.app_label != field.related_model._meta.app_label:
            assert field.remote_field.hidden, f"{model.__name__}.{field.name} needs related_name='+'"


def test_each_table_names_itself():
    """With its own table name, a table can change stage later without moving data."""
    for model in table_models():
        assert model._meta.db_table != f"{model._meta.app_label}_{model._meta.model_name}", model


def test_personal_data_is_declared_field_by_field():
    """Whatever may hold a person's name says what happens to it; a new text field that does not fails here."""
    for model in table_models():
        declared = import_module(f"askall.{model._meta.app_label}.models").PERSONAL.get(model.__name__)
        assert declared is not None, f"{model.__name__} is missing in PERSONAL"
        texts = {
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, (models.CharField, models.TextField, models.JSONField))
        }
        undeclared = texts - set(declared)
        assert not undeclared or model.__name__ in {"StudyFrame"}, f"{model.__name__}: {sorted(undeclared)}"
        assert set(declared) <= texts, f"{model.__name__} declares what it does not have"


@pytest.fixture(scope="module")
def imports():
    return grimp.build_graph("askall", exclude_type_checking_imports=True, cache_dir=None)


@pytest.mark.parametrize("stage", STAGES_WITH_TABLES)
def test_a_stage_is_entered_by_its_doors_only(imports, stage):
    """From outside: services (what it does), records (what it hands on), and the pure door named above."""
    inside = {f"askall.{stage}"} | imports.find_descendants(f"askall.{stage}")
    doors = DOORS | PURE_DOORS.get(stage, set())
    for module in inside:
        name = module.split(".")[2:3]
        if name and name[0] not in doors:
            strangers = imports.find_modules_that_directly_import(module) - inside
            assert not strangers, f"{sorted(strangers)} should enter {stage} by a door, not by {module}"


def pure_modules():
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE).parts
        framework = inside[0] in STAGES_WITH_TABLES and (path.name in FRAMEWORK_FILES or "services" in inside)
        if not framework and not FRAMEWORK_PLACES & set(inside):
            yield ".".join(("askall", *inside)).removesuffix(".py").removesuffix(".__init__")


def test_pure_modules_need_no_django():
    modules = list(pure_modules())
    assert len(modules) > 40
    code = "import sys; sys.modules['django'] = None\n" + "".join(f"import {one}\n" for one in modules)
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


@pytest.mark.parametrize("package", sorted(path.parent.name for path in SOURCE.glob("*/__init__.py")))
def test_each_package_says_what_it_is_in_one_sentence(package):
    tree = ast.parse((SOURCE / package / "__init__.py").read_text())
    assert len(tree.body) == 1
    assert ast.get_docstring(tree).endswith(".")


def test_modules_and_functions_stay_readable():
    """No module over 400 lines, no function over 60."""
    long = []
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        if text.count("\n") > 400:
            long.append(f"{path.relative_to(SOURCE)}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.end_lineno - node.lineno >= 60:
                long.append(f"{path.relative_to(SOURCE)}: {node.name}")
    assert not long


def test_each_dependency_says_what_it_is_for():
    lines = (ROOT / "pyproject.toml").read_text().splitlines()
    start = lines.index("dependencies = [")
    named = 0
    for before, line in zip(lines[start:], lines[start + 1 :], strict=False):
        if line == "]":
            break
        if line.strip().startswith('"'):
            named += 1
            assert before.strip().startswith("#"), f"{line.strip()} needs a comment: what for, and its licence"
    assert named == len(tomllib.loads("\n".join(lines))["project"]["dependencies"])


def test_every_dependency_is_locked():
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    locked = (ROOT / "requirements.lock").read_text()
    for requirement in wanted:
        name = requirement.split(">")[0].split("<")[0].split("[")[0]
        assert f"\n{name}==" in f"\n{locked}" or f"\n{name}[" in f"\n{locked}", name
    assert "--hash=sha256:" in locked
