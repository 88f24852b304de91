"""docker-compose.yml: what it starts, where it listens, and that it wants a password."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]


@pytest.fixture
def compose(tmp_path: Path) -> tuple[list[str], Path]:
    """The compose command of this machine and a copy of the file without any .env beside it."""
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    for command in (["docker", "compose"], ["docker-compose"]):
        if (
            shutil.which(command[0])
            and subprocess.run([*command, "version"], capture_output=True, check=False).returncode == 0
        ):
            return command, tmp_path
    if os.environ.get("CI") == "true":
        pytest.fail("neither `docker compose` nor `docker-compose` runs here")
    pytest.skip("neither `docker compose` nor `docker-compose` runs here")


def run(compose: tuple[list[str], Path], **environment: str) -> subprocess.CompletedProcess[str]:
    command, folder = compose
    clean = {key: value for key, value in os.environ.items() if not key.startswith("NEO4J_")}
    return subprocess.run(
        [*command, "-f", str(folder / "docker-compose.yml"), "config"],
        cwd=folder,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_config_is_valid_with_a_password(compose: tuple[list[str], Path]) -> None:
    done = run(compose, NEO4J_PASSWORD="geheimes-wort")
    assert done.returncode == 0, done.stderr
    service = yaml.safe_load(done.stdout)["services"]["neo4j"]
    assert service["environment"]["NEO4J_AUTH"] == "neo4j/geheimes-wort"
    assert service["healthcheck"]["test"]


@pytest.mark.parametrize("environment", [{}, {"NEO4J_PASSWORD": ""}], ids=["unset", "empty"])
def test_config_is_refused_without_a_password(compose: tuple[list[str], Path], environment: dict[str, str]) -> None:
    done = run(compose, **environment)
    assert done.returncode != 0
    assert "NEO4J_PASSWORD" in done.stderr


def test_config_is_refused_with_the_example_as_it_is(compose: tuple[list[str], Path]) -> None:
    shutil.copy(ROOT / ".env.example", compose[1] / ".env")
    assert run(compose).returncode != 0


def test_file_publishes_ports_on_this_machine_only() -> None:
    file = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
    (service,) = file["services"].values()
    assert service["image"].startswith("neo4j:5.26")
    assert all(port.startswith("127.0.0.1:") for port in service["ports"])
    assert [volume.partition(":")[0] for volume in service["volumes"]] == list(file["volumes"])


def test_env_file_is_not_tracked_and_its_example_holds_no_password() -> None:
    assert ".env" in (ROOT / ".gitignore").read_text("utf-8").split()
    assert "NEO4J_PASSWORD=\n" in (ROOT / ".env.example").read_text("utf-8")
