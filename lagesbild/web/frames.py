"""Watches what goes through the websocket: which orders a browser may give, and what must not go out."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Frames:
    """Drops incoming frames that `accepts` refuses and lets `clean` rewrite outgoing ones (empty: not sent)."""

    def __init__(self, app: ASGIApp, accepts: Callable[[bytes, Scope], bool], clean: Callable[[bytes], bytes]) -> None:
        self.app, self.accepts, self.clean = app, accepts, clean

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a connection on; only websockets are watched."""
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return

        async def watched_receive() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive" or (message.get("bytes") and self.accepts(message["bytes"], scope)):
                    return message

        async def watched_send(message: Message) -> None:
            if message["type"] == "websocket.send" and message.get("bytes"):
                message = {**message, "bytes": self.clean(message["bytes"])}
                if not message["bytes"]:
                    return
            await send(message)

        await self.app(scope, watched_receive, watched_send)
