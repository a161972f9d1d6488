"""The remote signing double that answers when a file says so.

    python -m tests.casework.signing.gated CONFIG PORT FOLDER PIN

It writes how many hashes it is asked to sign into `asked` of the folder, a line for each request,
and waits until `open` lies there. Each PIN that is not its own becomes a line of `refused`.
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
    pin: str

    async def credentials_authorize(self, request: web.Request) -> Any:
        """Give leave for the right PIN alone."""
        if (await request.json()).get("PIN") != self.pin:
            self._write("refused", "a wrong PIN")
            raise web.HTTPUnauthorized
        return await super().credentials_authorize(request)

    async def signatures_sign_hash(self, request: web.Request) -> Any:
        """Answer once the gate is open."""
        self._write("asked", str(len((await request.json())["hash"])))
        while not (self.folder / "open").exists():
            await asyncio.sleep(0.01)
        return await super().signatures_sign_hash(request)

    def _write(self, name: str, line: str) -> None:
        with (self.folder / name).open("a", encoding="utf-8") as file:
            print(line, file=file)


def main() -> None:
    """Serve until the process ends."""
    config, port, folder, pin = sys.argv[1:]
    service = Gated(CertomancerConfig.from_file(config))
    service.folder, service.pin = Path(folder), pin
    service.register_routes()
    web.run_app(service.app, host="localhost", port=int(port), print=None)


if __name__ == "__main__":
    main()
