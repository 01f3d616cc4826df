"""The process that holds an embedded ArcadeDB: it starts the server, says where it listens, and closes it in the end.

Run as ``python -m voltext.kb.graph.arcade_host`` by EmbeddedServer. One line of JSON comes in on standard input
(folder, password, reader, seconds, heap, patience, renew), one goes out on standard output: ``{"port": …}``,
``{"refused": …}`` or ``{"damaged": …}``. With ``renew`` what is there is thrown away first. The end of standard
input is the word to stop: a client that is killed takes its server along.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from .seal import is_broken, seal, unseal

DATABASE = "voltext"
READER = "reader"
# What a reader may do; ArcadeDB's read transactions would let writes pass.
_GROUPS = {
    "databases": {
        "*": {
            "groups": {
                "admin": {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": ["updateSecurity", "updateSchema", "updateDatabaseSettings"],
                    "types": {"*": {"access": ["createRecord", "readRecord", "updateRecord", "deleteRecord"]}},
                },
                READER: {
                    "resultSetLimit": -1,
                    "readTimeout": -1,
                    "access": [],
                    "types": {"*": {"access": ["readRecord"]}},
                },
            }
        }
    },
    "version": 2,
}


def main() -> None:
    """Serve until standard input ends."""
    order = json.loads(sys.stdin.readline())
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    folder = Path(order["folder"]).resolve()
    try:
        lock = _locked(folder, order["patience"])
    except sqlite3.Error as error:
        _say(answer, refused=f"{folder} is in use by another load or query, or cannot be locked ({error})")
        return
    run = folder / "server"
    try:
        if order["renew"]:
            shutil.rmtree(folder / "databases", ignore_errors=True)
        elif is_broken(folder):
            _say(answer, damaged=f"{folder}: files were changed from outside")
            return
        unseal(folder)
        # Users, groups and logs are those of this run; only the databases stay.
        shutil.rmtree(run, ignore_errors=True)
        (run / "config").mkdir(parents=True, mode=0o700)
        (run / "config" / "server-groups.json").write_text(json.dumps(_GROUPS), encoding="utf-8")
        log = (run / "server.log").open("wb", buffering=0)
        # The server's own log goes into the folder that it is started in, whatever it is told.
        os.chdir(run)
    except OSError as error:
        _say(answer, refused=f"{folder} cannot be written: {error.strerror or error}")
        return
    # The Java side writes to the file descriptors themselves.
    os.dup2(log.fileno(), 1)
    os.dup2(log.fileno(), 2)
    server, refusal = _started(order, folder, run)
    if server is None:
        _say(answer, refused=refusal)
    else:
        with suppress(BrokenPipeError):  # who asked was killed meanwhile; what Java started would live on
            _say(answer, port=_bolt_port(server))
            sys.stdin.read()
        server.stop()
        with suppress(OSError):  # a full disk: without a seal the next start takes the files as they are
            seal(folder)
        os.chdir(folder)  # a folder that one stands in cannot be removed everywhere
        shutil.rmtree(run, ignore_errors=True)
    lock.close()


def _locked(folder: Path, patience: float) -> sqlite3.Connection:
    """The write lock of a file of its own, which the system frees in whatever way the process ends."""
    connection = sqlite3.connect(folder / "graph.lock", timeout=patience, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    return connection


def _started(order: dict[str, Any], folder: Path, run: Path) -> tuple[Any, str]:
    import arcadedb_embedded
    from arcadedb_embedded.exceptions import ArcadeDBError

    access = f"{READER}:{order['reader']}:{READER}"
    config = {
        "host": "127.0.0.1",
        "http_port": "0",
        "bolt_port": "0",
        "mode": "development",  # says what is wrong with a query; production only points at the log
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server_databaseDirectory": str(folder / "databases"),
        "server_defaultDatabases": f"{DATABASE}[{access}]",
        "opencypher_loadCsv_allowFileUrls": "false",
        "txWalFlush": "1",
    }
    # The time limit of a query counts only as a setting of the whole process; 0 is none.
    options = f"-XX:+UseSerialGC -Darcadedb.command.timeout={int(order['seconds'] * 1000)}"
    try:
        server = arcadedb_embedded.ArcadeDBServer(
            root_path=str(run),
            root_password=order["password"],
            config=config,
            jvm_kwargs={"heap_size": order["heap"], "jvm_args": options},
        )
        server.start()
    except ArcadeDBError as error:
        return None, str(error).strip().splitlines()[0]
    return server, ""


def _bolt_port(server: Any) -> int:
    # The bindings tell the port of HTTP only.
    for plugin in server._java_server.getPlugins():
        if hasattr(plugin, "getPort"):
            return int(plugin.getPort())
    raise LookupError("ArcadeDB started without Bolt")


def _say(answer: Any, **fields: Any) -> None:
    answer.write(json.dumps(fields) + "\n")
    answer.flush()


if __name__ == "__main__":
    main()
