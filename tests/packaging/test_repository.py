"""Rules of the house about the files themselves."""

from __future__ import annotations

import re

from source_tree import READMES, ROOT, blocks, sources

LONGEST = 500
HERE = re.compile(r"(?<![\w.])/(?:work|root|home|tmp|Users)/[\w.]")


def test_no_module_is_longer_than_two_ideas() -> None:
    lengths = {str(file.relative_to(ROOT)): file.read_text("utf-8").count("\n") for file in sources(".py")}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


def test_no_file_names_a_path_of_one_machine() -> None:
    named = {
        str(file.relative_to(ROOT)): found.group()
        for suffix in (".py", ".toml", ".md", ".cypher", ".yaml", ".ipynb")
        for file in sources(suffix)
        if file.name != "test_repository.py" and (found := HERE.search(file.read_text("utf-8")))
    }
    assert named == {}


def test_the_pipeline_runs_the_two_commands_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    for readme in READMES:
        install, test = (text.strip() for text in blocks(readme, "bash")[0:2])
        assert install.splitlines()[-1] in script
        assert test in script
