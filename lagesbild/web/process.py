"""One zone's web process: uvicorn on app.py until it is told to stop or the process that started it is gone."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading

import uvicorn

LARGEST_FRAME = 2 * 1024 * 1024  # bytes a browser may send at once; files do not come this way


def main(address: str, port: int) -> None:
    """Serve app:app; what goes wrong is written to standard error, and nothing else."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
    threading.Thread(target=_end_with_parent, daemon=True).start()
    uvicorn.run(
        "app:app",
        host=address,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips="127.0.0.1",  # whatever the environment says
        ws="websockets-sansio",
        ws_max_size=LARGEST_FRAME,
        timeout_graceful_shutdown=2,
    )


def _end_with_parent() -> None:
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
