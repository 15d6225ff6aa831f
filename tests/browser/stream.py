"""Speaks Streamlit's websocket without a browser: asks for a page by name, or gives any other order, and keeps every frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

FIRST, NEXT = 20.0, 6.0  # seconds to wait for the first and for each further frame


def run_page(name: str, query: str = "") -> BackMsg:
    """The order a browser gives when it opens /<name>."""
    order = BackMsg()
    order.rerun_script.page_name = name
    order.rerun_script.query_string = query
    return order


def exchange(
    url: str,
    order: BackMsg,
    origin: str | None = None,
    first: float = FIRST,
    protocols: Sequence[str] = ("streamlit",),
    headers: Mapping[str, str] | None = None,
) -> list[bytes]:
    """Give one order on a new connection; every frame that comes back until the run has ended or silence."""
    frames: list[bytes] = []
    with connect(url, subprotocols=protocols, max_size=None, origin=origin, additional_headers=headers) as socket:  # type: ignore[arg-type]
        socket.send(order.SerializeToString())
        try:
            while True:
                frame = socket.recv(timeout=NEXT if frames else first)
                frames.append(frame if isinstance(frame, bytes) else frame.encode())
                if ended(frames[-1]):
                    break
        except TimeoutError:
            pass
    return frames


def kind(frame: bytes) -> str:
    """What a frame is."""
    return ForwardMsg.FromString(frame).WhichOneof("type") or ""


def ended(frame: bytes) -> bool:
    """Whether a run is over and nothing more will come."""
    return kind(frame) == "script_finished" and ForwardMsg.FromString(frame).script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
