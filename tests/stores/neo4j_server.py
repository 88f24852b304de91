"""A real Neo4j Community server for the tests: jars from Maven Central, one java process on 127.0.0.1.

The jars are copied once into a per-user cache folder named after the pom's digest, so that a changed pom
is a new folder; ``neo4j-admin`` with its import tool is among them. Nothing here is imported by the package.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import neo4j
from filelock import FileLock
from neo4j.exceptions import DriverError, Neo4jError
from platformdirs import user_cache_path

from deltatrunk.graph.address import Credentials

POM = Path(__file__).parent / "neo4j" / "pom.xml"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
STARTS_WITHIN = 240.0


class CannotRun(Exception):
    """This machine has no mvn or no Java that runs the server; the message says which."""


def java() -> str:
    """Return the path of a Java of version 17 or later."""
    found = shutil.which("java")
    if found is None:
        raise CannotRun("no java on this machine: Neo4j needs Java >= 17")
    said = subprocess.run([found, "-version"], capture_output=True, text=True, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    if version is None or int(version[1]) < 17:
        raise CannotRun(f"Neo4j needs Java >= 17, found: {said.splitlines()[0] if said else 'nothing'}")
    return found


def jars() -> Path:
    """Return the folder of the server's jars, copied by mvn at the first call on this machine."""
    digest = hashlib.sha256(POM.read_bytes()).hexdigest()[:12]
    folder = user_cache_path("deltatrunk-tests") / f"neo4j-{digest}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{folder}.lock"):
        if folder.exists():
            return folder
        mvn = shutil.which("mvn")
        if mvn is None:
            raise CannotRun("no mvn on this machine: it fetches Neo4j's jars")
        fresh = folder.with_suffix(".new")
        shutil.rmtree(fresh, ignore_errors=True)
        command = [mvn, "-B", "-q", "-f", str(POM), COPY, f"-DoutputDirectory={fresh}", "-DincludeScope=runtime"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise CannotRun(f"mvn could not copy Neo4j's jars: {done.stdout[-500:]}")
        fresh.rename(folder)
    return folder


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _options(heap: str, *, quick: bool) -> list[str]:
    """Return Java's options; ``quick`` is for small data: it starts sooner and runs slower."""
    return [f"-Xmx{heap}", *(("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1") if quick else ())]


def neo4j_admin(home: Path, *, heap: str = "1g", quick: bool = True) -> Path:
    """Write a script that is ``neo4j-admin`` for the server under ``home``, and return its path."""
    home.mkdir(parents=True, exist_ok=True)
    words = [java(), *_options(heap, quick=quick), "-cp", f"{jars()}{os.sep}*", "org.neo4j.cli.AdminTool"]
    script = home / "neo4j-admin"
    exports = f"export NEO4J_HOME={shlex.quote(str(home))} NEO4J_CONF={shlex.quote(str(home / 'conf'))}"
    script.write_text(f'#!/bin/sh\n{exports}\nexec {shlex.join(words)} "$@"\n', "utf-8")
    script.chmod(0o755)
    return script


def _configure(home: Path, port: int) -> None:
    (home / "conf").mkdir(parents=True, exist_ok=True)
    lines = {
        "server.default_listen_address": "127.0.0.1",
        "server.bolt.listen_address": f"127.0.0.1:{port}",
        "server.bolt.advertised_address": f"127.0.0.1:{port}",
        "server.http.enabled": "false",
        "server.https.enabled": "false",
        "dbms.security.auth_enabled": "true",
        "server.memory.pagecache.size": "128m",
        "dbms.usage_report.enabled": "false",
        "db.tx_log.preallocate": "false",
    }
    (home / "conf" / "neo4j.conf").write_text("".join(f"{k}={v}\n" for k, v in lines.items()), "utf-8")


def _set_password(uri: str, password: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the first answer and replace the initial password, which expires at once."""
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            with neo4j.GraphDatabase.driver(uri, auth=("neo4j", "neo4j")) as driver:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new", new=password, database_="system"
                )
            break
        except (DriverError, Neo4jError):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Neo4j did not start:\n{log.read_text('utf-8')[-2000:]}") from None
            time.sleep(0.1)
    with neo4j.GraphDatabase.driver(uri, auth=("neo4j", password)) as driver:
        driver.execute_query("RETURN 1 AS one", database_="neo4j")


class Neo4jServer:
    """One server over one folder, which can be killed and started again, as a service manager would."""

    def __init__(self, home: Path, *, heap: str = "1g", quick: bool = True) -> None:
        self._libraries, self._java, port = jars(), java(), free_port()
        self._options = _options(heap, quick=quick)
        _configure(home, port)
        self.home = home
        self._log = home / "console.log"
        self.uri = f"bolt://127.0.0.1:{port}"
        self.credentials = Credentials("neo4j", secrets.token_urlsafe(16), "neo4j")
        self._process = self._launched()
        try:
            _set_password(self.uri, self.credentials.password, self._process, self._log)
        except BaseException:
            self.kill()
            raise

    @property
    def pid(self) -> int:
        """The java process."""
        return self._process.pid

    def kill(self) -> None:
        """End it at once, if it runs."""
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        """Start it again over the same data and wait for its first answer."""
        self.kill()
        self._process = self._launched()
        deadline = time.monotonic() + STARTS_WITHIN
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"Neo4j did not start again:\n{self._log.read_text('utf-8')[-2000:]}")
            time.sleep(0.1)

    def answers(self) -> bool:
        """Tell whether its database answers."""
        try:
            with neo4j.GraphDatabase.driver(
                self.uri, auth=(self.credentials.user, self.credentials.password)
            ) as driver:
                driver.execute_query("RETURN 1 AS one", database_=self.credentials.database)
        except (DriverError, Neo4jError):
            return False
        return True

    def _launched(self) -> subprocess.Popen[bytes]:
        command = [
            *(self._java, *self._options, "-cp", f"{self._libraries}{os.sep}*"),
            *("org.neo4j.server.CommunityEntryPoint", f"--home-dir={self.home}"),
            f"--config-dir={self.home / 'conf'}",
        ]
        with self._log.open("wb") as out:
            return subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, cwd=self.home
            )


@contextmanager
def neo4j_server(home: Path, *, heap: str = "1g", quick: bool = True) -> Iterator[tuple[str, Credentials]]:
    """Run a server with its data under ``home``; yield its address and credentials, end it afterwards.

    A database that :func:`neo4j_admin` imported there before is the one that it serves.
    """
    server = Neo4jServer(home, heap=heap, quick=quick)
    try:
        yield server.uri, server.credentials
    finally:
        # The data is thrown away: no reason to wait for its checkpoint.
        server.kill()
