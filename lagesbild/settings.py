"""Where state lives, which zone this process serves and what day it is."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from lagesbild.model import Zone

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE_CODE = "9999"
EXAMPLE_TODAY = date(2026, 11, 22)  # Norrhamn is always seen on this day, or it would age


class Settings(BaseSettings):
    """Settings from the environment (prefix LAGESBILD_); the defaults suit one machine."""

    model_config = SettingsConfigDict(env_prefix="LAGESBILD_")

    home: Path = ROOT / "data" / "local"
    zone: Zone = "public"
    today: date | None = None
    municipality: str | None = None
    work_url: str | None = None  # the work store's address; none: work.sqlite in the home
    lake: str = Field(default="", repr=False)  # facts and vaults of many municipalities: postgresql://…, the lake's catalogue; none: files
    lake_files: Path | None = None  # the folder of its Parquet files, under one path on every machine
    lake_wait: float = 120.0  # seconds that a writer waits for its turn
    facts_at_hand: Path | None = None  # the reading process of a lake's installation: facts are copied there for it
    site_url: str = ""  # where the public site lies, https://…: shared links show their picture only with a full address
    # The internal zone: who may come, and the names that it answers to (lagesbild/login.py says what is refused).
    without_login: bool = False  # a developer's own machine only
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = Field(default="", repr=False)
    cookie_secret: str = Field(default="", repr=False)
    secrets_file: Path | None = None  # TOML with [login], instead of the four above
    internal_url: str = ""  # where people reach it, https://…; the proxy in front speaks TLS and passes Host on
    internal_hosts: str = ""  # more host names, with comma between
    session_hours: float = 8.0  # how long a login lasts
    embed_origins: str = ""  # other sites that may show public pages in a frame, with spaces between: https://nyheter.example
    max_rejected_share: float = 0.05
    max_file_mb: int = 100
    max_unzipped_mb: int = 200
    max_columns: int = 500
    # Files from outside are read in a process of its own; a limit that is 0 is lifted.
    sandbox: bool = True
    sandbox_memory_mb: int = 1500
    sandbox_cpu_seconds: int = 20
    sandbox_wall_seconds: int = 60
    sandbox_written_mb: int = 1000
    sandbox_open_files: int = 256
    contained: bool = False  # this process is the one that reads them
    # Open statistics are fetched from here by the importer and the command line; never by a web process.
    kolada_url: str = "https://api.kolada.se/v3"
    scb_url: str = "https://statistikdatabasen.scb.se/api/v2"
    scb_map_url: str = "https://geodata.scb.se/geoserver/stat/wfs"
    scb_area_table: str = "TAB6574"  # Folkmängden per region efter ålder och kön, DeSO and RegSO
    scb_municipality_table: str = "TAB638"  # Folkmängden efter region, civilstånd, ålder och kön
    scb_layers: str = "DeSO_2025 RegSO_2025"  # divisions and versions, with spaces between; the older are DeSO_2018 and RegSO_2020
    fetch_seconds: float = 180.0  # for a whole fetch
    fetch_mb: int = 60  # for a whole fetch
    fetch_pause: float = 0.4  # seconds between two requests: SCB takes 30 in ten seconds
    fetch_tries: int = 4
    build_memory: str = ""  # of DuckDB while it writes a build, for example 1GB; none: most of the machine's
    build_threads: int = 0  # of DuckDB while it writes a build; 0: one for each processor core
    query_seconds: float = 5.0
    memory_limit: str = "1GB"


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()


def today(example: bool = False) -> date:
    """Today's date, or the day that LAGESBILD_TODAY fixes; an invented municipality is always seen on its own day."""
    return settings().today or (EXAMPLE_TODAY if example else date.today())
