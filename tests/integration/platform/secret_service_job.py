"""What the Secret Service test does inside its own session bus: verbs of the program, then a look into the service.

Arguments: data folder, stay file. Prints one JSON object.
"""

import json
import subprocess
import sys
from collections.abc import Sequence


def main(data: str, stay_file: str) -> None:
    import secretstorage

    verbs = (
        ["setup", "--practice"],
        ["add", stay_file],
        ["list"],
        ["doctor"],
    )
    done = [_run(data, verb) for verb in verbs]
    connection = secretstorage.dbus_init()
    items = list(secretstorage.get_default_collection(connection).get_all_items())
    named = {item.get_attributes()["username"]: item for item in items}
    kept = [f"{item.get_attributes()['service']}:{name}" for name, item in named.items()]
    database = next(item for name, item in named.items() if name.endswith("/database"))
    secret = database.get_secret()
    database.delete()
    lost = _run(data, ["list"])
    connection.close()
    print(json.dumps({"done": done, "kept": sorted(kept), "secret": secret.decode(), "lost": lost}))


def _run(data: str, verb: Sequence[str]) -> list[object]:
    command = [sys.executable, "-m", "guestreg", "--data", data, "--json", *verb]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=40, check=False)
    return [done.returncode, done.stdout, done.stderr]


if __name__ == "__main__":
    main(*sys.argv[1:])
