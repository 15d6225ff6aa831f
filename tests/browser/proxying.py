"""Starts Debian's nginx with configurations of docs/deploy: other ports and folders, and a certificate of the test's own."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import httpx

from lagesbild.settings import ROOT
from tests.browser.running import free_port

PUBLIC, INTERNAL = "lagesbild.example", "intern.lagesbild.example"
DEPLOY = ROOT / "docs" / "deploy"
AROUND = """worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/error.log;
{user}events {{ worker_connections 256; }}
http {{ include /etc/nginx/mime.types;
client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u;
scgi_temp_path {folder}/s; {site} }}"""


@dataclass
class Proxy:
    """nginx on two ports of this machine."""

    plain: int
    tls: int
    folder: Path
    certificate: Path

    def client(self, host: str) -> httpx.Client:
        """A client that means this host and trusts the certificate made for the test."""
        trust = ssl.create_default_context(cafile=str(self.certificate))
        return httpx.Client(base_url=f"https://127.0.0.1:{self.tls}", headers={"Host": host}, verify=trust, timeout=20)

    def get(self, host: str, path: str, method: str = "GET") -> httpx.Response:
        """One request as a browser makes it: the host's name in TLS and in the request."""
        with self.client(host) as client:
            return client.request(method, path, extensions={"sni_hostname": host})


@contextmanager
def proxying(folder: Path, names: tuple[str, ...], changed: Mapping[str, str]) -> Iterator[Proxy]:
    """nginx with these files of docs/deploy one after the other; `changed` tells of addresses and folders: {theirs: ours}."""
    found = Proxy(free_port(), free_port(), folder, folder / "both.pem")
    for name in ("public", "internal"):
        for end, content in zip(("key", "pem"), _certificate(), strict=True):
            (folder / f"{name}.{end}").write_bytes(content)
    found.certificate.write_bytes(_certificate()[1])
    told = "\n".join((DEPLOY / name).read_text(encoding="utf-8") for name in names)
    own = {"/etc/ssl/lagesbild": str(folder), "/var/cache/nginx/lagesbild": str(folder / "cache")}
    for theirs, ours in (own | dict(changed)).items():
        assert theirs in told or theirs in own, f"{theirs} is not in {names}"
        told = told.replace(theirs, ours)
    told = re.sub(r"listen \[::\].*\n", "", told).replace("listen 443", f"listen 127.0.0.1:{found.tls}")
    told = told.replace("listen 80", f"listen 127.0.0.1:{found.plain}")
    user = "user root; " if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user, site=told), encoding="utf-8")
    process = subprocess.Popen(["/usr/sbin/nginx", "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE)
    try:
        _wait_until_open(process, found)
        yield found
    finally:
        process.terminate()
        process.wait(10)


def _wait_until_open(process: subprocess.Popen[bytes], found: Proxy) -> None:
    for _ in range(100):
        if process.poll() is not None:
            raise RuntimeError(process.stderr.read().decode() if process.stderr else "")
        try:
            httpx.get(f"http://127.0.0.1:{found.plain}/")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise RuntimeError("nginx does not answer")


@lru_cache(maxsize=1)
def _certificate() -> tuple[bytes, bytes]:
    """A key and a certificate for both names."""
    names = f"subjectAltName=DNS:{PUBLIC},DNS:{INTERNAL}"
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    made += ["-subj", f"/CN={PUBLIC}", "-addext", names, "-keyout", "-", "-out", "-"]
    told = subprocess.run(made, check=True, capture_output=True).stdout
    key, end = told.partition(b"-----END PRIVATE KEY-----\n")[::2]
    return key + b"-----END PRIVATE KEY-----\n", end
