"""The packaged service as the benchmarks start it, and the closed-loop generator they send at it."""

import base64
import hashlib
import http.client
import json
import os
import pathlib
import re
import secrets
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid
import zlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
JAR = ROOT / "target/quarkus-app/quarkus-run.jar"
TOKENS = "/api/v1/account/personal-access-tokens"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

INTROSPECTION = """
wrk.method = "POST"
wrk.body = "%s"
wrk.headers["Authorization"] = "%s"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["Accept"] = "application/json"
"""

CLIENT_KEYS = ("Client id", "Secret")
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


class Service:
    """The packaged service on an embedded database of its own."""

    def __init__(self, arguments, directory, settings):
        self.directory = directory
        self.port = free_port()
        self.password = secrets.token_urlsafe(18)
        self.environment = {
            "PATH": os.environ["PATH"],
            "HOME": os.environ.get("HOME", "/"),
            "QUARKUS_HTTP_PORT": str(self.port),
            "TOKENWARD_DATA_DIR": str(directory / "data"),
            "TOKENWARD_ADMIN_PASSWORD": self.password,
            "API_THROTTLE_PER_MINUTE": "0",
            **settings,
        }
        directory.mkdir(exist_ok=True)
        log = open(directory / "output.log", "ab")
        self.command = [arguments.java, arguments.heap, "-jar", str(JAR)]
        self.process = subprocess.Popen(
            self.command, env=self.environment, stdout=log, stderr=log
        )
        self.await_ready()

    def await_ready(self):
        end = time.monotonic() + 180
        while time.monotonic() < end:
            try:
                if self.request("GET", "/q/health/ready", {})[0] == 200:
                    return
            except OSError:
                pass
            time.sleep(0.1)
        sys.exit((self.directory / "output.log").read_text())

    def request(self, method, path, headers, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def token(self):
        pair = base64.b64encode(f"admin:{self.password}".encode()).decode()
        headers = {"Authorization": "Basic " + pair, "Content-Type": "application/json"}
        status, body = self.request("POST", TOKENS, headers, b'{"name":"bench"}')
        if status != 200:
            sys.exit(f"No token was made: {status}")
        return json.loads(body)["payload"]["token"]

    def client(self, audience):
        """Registers a service that may ask about tokens; its id and its secret."""
        arguments = ["client", "create", "--name", "bench", "--audience", audience]
        text = subprocess.run(
            [*self.command, *arguments], env=self.environment, check=True, stdout=subprocess.PIPE
        ).stdout.decode()
        return tuple(re.search(rf"^{key}: +(\S+)$", text, re.M).group(1) for key in CLIENT_KEYS)

    def cpu_seconds(self):
        return processor_seconds(pathlib.Path(f"/proc/{self.process.pid}/stat").read_text())

    def load(self, count, owners=1):
        """Puts tokens into the table, of the administrator or of users made for it; their texts."""
        texts = [new_token() for _ in range(count)]
        first = 1
        if owners > 1:
            self.psql(
                "insert into users (username, username_key, password_hash, first_name, last_name,"
                " email, permissions, activated, created_at, updated_at)"
                " select 'bench' || n, 'bench' || n, '', 'Bench', 'Owner ' || n,"
                " 'bench' || n || '@example.com', '{\"self.api\": 1}', true, now(), now()"
                f" from generate_series(1, {owners}) n"
            )
            first = int(self.psql("select min(id) from users where username like 'bench%'"))
        rows = "".join(
            f"{uuid.uuid4()}\t{first + n % owners}\tbench\t\\\\x{digest(text)}\t"
            f"twd_…{text[-4:]}\tnow\tnow\t2041-01-01\n"
            for n, text in enumerate(texts)
        )
        columns = "id,user_id,name,digest,preview,created_at,updated_at,expires_at"
        self.psql(f"copy personal_access_tokens ({columns}) from stdin", rows)
        self.psql("vacuum analyze personal_access_tokens")
        return texts

    def database(self):
        data = self.directory / "data"
        port = (data / "cluster/postmaster.pid").read_text().splitlines()[3]
        environment = {**os.environ, "PGPASSWORD": (data / "password").read_text().strip()}
        return ["-h", "127.0.0.1", "-p", port, "-U", "tokenward"], environment

    def psql(self, statement, text=""):
        address, environment = self.database()
        command = ["psql", "-qtA", *address, "-d", "tokenward", "-c", statement]
        done = subprocess.run(
            command, input=text.encode(), env=environment, check=True, stdout=subprocess.PIPE
        )
        return done.stdout.decode().strip()

    def metric(self, name):
        text = self.request("GET", "/q/metrics", {})[1].decode()
        lines = [line for line in text.splitlines() if line.startswith(name)]
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines)

    def heap_after_collection(self):
        """Bytes in use once nothing is left that can be collected."""
        for _ in range(2):
            subprocess.run(
                ["jcmd", str(self.process.pid), "GC.run"], check=True, stdout=subprocess.DEVNULL
            )
        return self.metric('jvm_memory_used_bytes{area="heap"')

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)


def processor_seconds(stat):
    """Of a process or a thread, from its file in /proc."""
    user, system = stat.rsplit(")", 1)[1].split()[11:13]
    return (int(user) + int(system)) / TICKS_PER_SECOND


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def new_token():
    number, text = secrets.randbits(256), ""
    for _ in range(43):
        number, digit = divmod(number, 62)
        text = DIGITS[digit] + text
    unchecked = "twd_" + text
    number, check = zlib.crc32(unchecked.encode()), ""
    for _ in range(6):
        number, digit = divmod(number, 62)
        check = DIGITS[digit] + check
    return unchecked + check


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Run:
    """What one run of the closed-loop generator came to."""

    def __init__(
        self, service, arguments, path, token=None, script=None, seconds=None, headers=()
    ):
        seconds = seconds or arguments.seconds
        before = service.cpu_seconds()
        connections = arguments.connections
        text = closed_loop(service, path, connections, seconds, token, script, headers=headers)[0]
        self.requests = int(re.search(r"(\d+) requests in", text).group(1))
        if self.requests == 0:
            sys.exit(f"{path} answered nothing in {seconds} seconds.")
        self.micros = (service.cpu_seconds() - before) / self.requests * 1e6
        self.per_second = float(re.search(r"Requests/sec: +([\d.]+)", text).group(1))
        self.p50 = re.search(r"50% +(\S+)", text).group(1)
        self.p99 = re.search(r"99% +(\S+)", text).group(1)
        failed = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
        self.failed = int(failed.group(1)) if failed else 0


def closed_loop(
    service, path, connections, seconds, token=None, script=None, wait=True, headers=()
):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    if token:
        command += ["-H", "Authorization: Bearer " + token]
    for header in headers:
        command += ["-H", header]
    if script:
        command += ["-s", str(script)]
    command.append(f"http://127.0.0.1:{service.port}{path}")
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return (process.communicate()[0],) if wait else (process,)


def basic(name, secret):
    return "Basic " + base64.b64encode(f"{name}:{secret}".encode()).decode()


def introspection(directory, token, authorization):
    """A script of wrk's that asks about a token (RFC 7662)."""
    script = directory / "introspection.lua"
    body = urllib.parse.urlencode({"token": token})
    script.write_text(INTROSPECTION % (body, authorization))
    return script


def median(values):
    return statistics.median(values)


def with_service(arguments, settings, work):
    directory = pathlib.Path(tempfile.mkdtemp(prefix="tokenward-bench-"))
    service = Service(arguments, directory, settings)
    try:
        work(service, directory)
    finally:
        service.stop()
        shutil.rmtree(directory, ignore_errors=True)
