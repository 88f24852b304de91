"""The audit of dependencies: what is installed is on the page, under a permissive licence."""

from __future__ import annotations

import importlib.util
import sys
from email.message import Message
from typing import Any

import pytest
from source_tree import ROOT

SCRIPT = ROOT / ".ci" / "dependencies.py"


@pytest.fixture(scope="module")
def audit() -> Any:
    spec = importlib.util.spec_from_file_location("dependencies", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def test_own_requirements_are_all_looked_at(audit: Any) -> None:
    names = {package.name for package in audit.installed()}
    assert {"neo4j", "networkx", "pyvis", "click", "lxml", "pypdfium2", "openpyxl"} <= names
    assert {package.name for package in audit.installed() if "pyvis" in package.needed_by} >= {"jinja2"}


@pytest.mark.parametrize(
    ("headers", "wanted"),
    [
        ({"License-Expression": "Apache-2.0 AND MIT"}, ("Apache-2.0", "MIT")),
        ({"License": "BSD 3-Clause License"}, ("BSD",)),
        ({"Classifier": "License :: OSI Approved :: ISC License (ISCL)", "License": "UNKNOWN"}, ("ISC",)),
        ({"License-Expression": "GPL-3.0-or-later"}, ("not permissive",)),
        ({"Classifier": "License :: OSI Approved :: GNU Lesser General Public (LGPLv3)"}, ("not permissive",)),
        ({}, ()),
    ],
)  # fmt: skip
def test_licences_are_recognised(audit: Any, headers: dict[str, str], wanted: tuple[str, ...]) -> None:
    metadata = Message()
    for name, value in headers.items():
        metadata[name] = value
    assert audit.licences(metadata) == wanted


def test_new_package_foreign_licence_and_changed_licence_are_refused(audit: Any) -> None:
    page = "| a | MIT | deltatrunk |\n"
    package = audit.Package
    assert audit.problems((package("a", ("MIT",), ("deltatrunk",)),), page) == []
    assert "not in dependencies.md" in audit.problems((package("b", ("MIT",), ()),), page)[0]
    assert "permissive" in audit.problems((package("a", ("not permissive",), ()),), page)[0]
    assert "no licence known" in audit.problems((package("a", (), ()),), page)[0]
    assert "says MIT" in audit.problems((package("a", ("BSD",), ()),), page)[0]
