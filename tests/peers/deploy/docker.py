"""Stands in for docker where there is none: of the commands of docs/deploy.md it does what they would, from compose.yaml, with this checkout's gpucqa for the image's.

`compose up` starts a PostgreSQL of this machine with the password of the secret, something that takes what a collector takes, and the service with its environment of compose.yaml, paths, hosts and ports turned to where they are here;
then it waits for the service's own health check. What it started it writes into $GPUCQA_WORK/pids.
"""
import glob
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import time

import yaml

work = pathlib.Path(os.environ["GPUCQA_WORK"])
root = pathlib.Path(os.environ["GPUCQA_ROOT"])
gpucqa = [str(root / "gpucqa")]


def start(name, command, **more):
    with open(work / f"{name}.log", "wb") as log:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **more)
    with open(work / "pids", "a") as pids:
        pids.write(f"{name} {process.pid}\n")
    return process


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def until(what, seconds=120):
    deadline = time.monotonic() + seconds
    while not what():
        if time.monotonic() > deadline:
            for log in sorted(work.glob("*.log")):
                print(f"== {log.name}\n{log.read_text(errors='replace')[-3000:]}", file=sys.stderr)
            sys.exit("docker.py: nothing answers")
        time.sleep(0.2)


class Compose:
    """compose.yaml of the working folder, turned to this machine."""

    def __init__(self):
        self.file = yaml.safe_load(pathlib.Path("compose.yaml").read_text())
        self.service = self.file["services"]["gpucqa"]
        # A secret lies under its name in /run/secrets.
        secrets = work / "run-secrets"
        secrets.mkdir(mode=0o700, exist_ok=True)
        for name in self.service["secrets"] + self.file["services"]["postgres"]["secrets"]:
            shutil.copyfile(self.file["secrets"][name]["file"], secrets / name)
        ports = work / "ports"
        if not ports.exists():
            ports.write_text(" ".join(str(free_port()) for _ in range(3)))
        self.operations, self.postgres, self.collector = ports.read_text().split()
        # The passfile names the host and port of compose.
        passfile = secrets / "pgpass"
        passfile.write_text(passfile.read_text().replace("postgres:5432:", f"127.0.0.1:{self.postgres}:"))

    def turned(self, text):
        for there, here in (("/run/secrets", str(work / "run-secrets")), ("/data", str(work / "volume")), ("Host=postgres;", f"Host=127.0.0.1;Port={self.postgres};"), ("0.0.0.0:50051", os.environ["GPUCQA_LISTEN"]),
                            ("127.0.0.1:9464", f"127.0.0.1:{self.operations}"), ("127.0.0.1/9464", f"127.0.0.1/{self.operations}"), ("collector:4317", f"127.0.0.1:{self.collector}")):
            text = text.replace(there, here)
        return text

    def environment(self):
        # Of this machine what a container would have; of compose.yaml everything.
        own = {k: v for k, v in os.environ.items() if not k.startswith(("GpuCqa__", "OTEL_"))}
        return {**own, **{k: self.turned(str(v)) for k, v in self.service["environment"].items()}}

    def up(self):
        (work / "volume").mkdir()
        self.database()
        start("collector", ["/usr/bin/python3", str(pathlib.Path(__file__).with_name("collector.py")), self.collector, str(work / "collected")])
        service = start("service", gpucqa + self.service["command"], env=self.environment(), cwd=work / "volume")
        kind, *check = self.service["healthcheck"]["test"]
        assert kind == "CMD", kind

        def healthy():
            if service.poll() is not None:
                sys.exit("docker.py: the service ended:\n" + (work / "service.log").read_text())
            return subprocess.run([self.turned(part) for part in check], capture_output=True).returncode == 0

        until(healthy, 600)

    def database(self):
        binaries = pathlib.Path(sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1])
        environment = self.file["services"]["postgres"]["environment"]
        folder = work / "tables"
        folder.mkdir()
        password = folder / "password"
        shutil.copyfile(self.turned(environment["POSTGRES_PASSWORD_FILE"]), password)
        own = []
        if os.getuid() == 0:
            own = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
            os.chmod(work, 0o711)
            subprocess.run(["chown", "-R", "postgres", folder], check=True)
        subprocess.run(own + [binaries / "initdb", "-D", folder / "data", "-U", environment["POSTGRES_USER"], f"--pwfile={password}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL, cwd=folder)
        start("postgres", own + [binaries / "postgres", "-D", folder / "data", "-h", "127.0.0.1", "-p", self.postgres, "-k", folder], cwd=folder)
        until(lambda: subprocess.run([binaries / "pg_isready", "-h", "127.0.0.1", "-p", self.postgres], capture_output=True).returncode == 0)
        psql = [binaries / "psql", "-h", "127.0.0.1", "-p", self.postgres, "-U", environment["POSTGRES_USER"], "-d", "postgres", "-c", f"CREATE DATABASE {environment['POSTGRES_DB']}"]
        subprocess.run(psql, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PGPASSWORD": password.read_text().strip()})


def main(words):
    if words[0] == "build":
        sys.exit(0 if pathlib.Path(words[words.index("-f") + 1]).exists() else "no such Dockerfile")
    if words[:2] == ["compose", "up"]:
        return Compose().up()
    if words[:3] == ["compose", "exec", "gpucqa"]:
        compose = Compose()
        command = words[3:]
        assert command[0] == "gpucqa", command
        sys.exit(subprocess.run(gpucqa + command[1:], env=compose.environment(), cwd=work / "volume").returncode)
    if words[0] == "run":
        at = words.index("gpucqa:cuda")
        volume, mount = words[words.index("-v") + 1].rsplit(":", 1)
        sys.exit(subprocess.run(gpucqa + [w.replace(mount, volume) for w in words[at + 1:]]).returncode)
    sys.exit(f"docker.py: {' '.join(words)}: not a command of docs/deploy.md")


main(sys.argv[1:])
