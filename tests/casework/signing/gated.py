"""The remote signing double that answers when a file says so.

    python -m tests.casework.signing.gated CONFIG PORT FOLDER

It writes how many hashes it is asked to sign into `asked` of the folder, a line for each request,
and waits until `open` lies there.
"""

import asyncio
import sys
from pathlib import Path
from typing import Any

from aiohttp import web
from certomancer.registry import CertomancerConfig
from csc_dummy.csc_dummy_server import CSCWithCertomancer


class Gated(CSCWithCertomancer):  # type: ignore[misc]
    """A service as slow as the test needs it."""

    folder: Path

    async def signatures_sign_hash(self, request: web.Request) -> Any:
        """Answer once the gate is open."""
        hashes = (await request.json())["hash"]
        with (self.folder / "asked").open("a", encoding="utf-8") as asked:
            print(len(hashes), file=asked)
        while not (self.folder / "open").exists():
            await asyncio.sleep(0.01)
        return await super().signatures_sign_hash(request)


def main() -> None:
    """Serve until the process ends."""
    config, port, folder = sys.argv[1:]
    service = Gated(CertomancerConfig.from_file(config))
    service.folder = Path(folder)
    service.register_routes()
    web.run_app(service.app, host="localhost", port=int(port), print=None)


if __name__ == "__main__":
    main()
