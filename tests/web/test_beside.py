"""The internal zone finds the public one that is served beside it, and no other."""

from __future__ import annotations

import socket
from pathlib import Path

from lagesbild.web import beside


def test_the_address_is_known_while_it_is_served_and_answers(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        with beside.told(tmp_path, address):
            assert beside.public_zone(tmp_path) == address
        assert beside.public_zone(tmp_path) == "", "the process that served it has ended"
        (tmp_path / beside.NOTE).write_text(f'{{"address": "{address}"}}')
    assert beside.public_zone(tmp_path) == "", "a note that a killed process left"


def test_an_internal_zone_alone_tells_nothing(tmp_path: Path) -> None:
    with beside.told(tmp_path, None):
        assert not (tmp_path / beside.NOTE).exists()
