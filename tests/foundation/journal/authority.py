"""A time-stamping authority on loopback, a program of its own: `python -m … FOLDER`.

It makes its root and its key in FOLDER, prints its port, and answers RFC 3161 by `openssl ts`.
`/` stamps what is asked; `/other` stamps something else; `/page` is no authority at all.
"""

import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

CONFIGURATION = """
[req]
distinguished_name = dn
prompt = no
[dn]
CN = unused
[ca]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign
[tsa]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[stamping]
signer_digest = sha256
default_policy = 1.3.6.1.4.1.99999.1
digests = sha256
serial = serial
ess_cert_id_alg = sha256
"""
PKI = (
    "req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=Root"
    " -config conf -extensions ca -days 30",
    "req -new -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=TSA -config conf",
    "x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -set_serial 2 -out tsa.pem"
    " -extfile conf -extensions tsa -days 30",
)
REPLY = (
    "ts -reply -config conf -section stamping -queryfile q -signer tsa.pem -inkey tsa.key -out r"
)
ASK_OTHER = f"ts -query -config conf -digest {'ab' * 32} -sha256 -cert -out q"
FOLDER = Path(sys.argv[-1])


class Authority(BaseHTTPRequestHandler):
    """Answers one request at a time."""

    def do_POST(self) -> None:
        asked = self.rfile.read(int(self.headers["Content-Length"]))
        (FOLDER / "q").write_bytes(asked)
        if self.path == "/other":
            openssl(ASK_OTHER)
        openssl(REPLY)
        said = b"<html>" if self.path == "/page" else (FOLDER / "r").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: object) -> None:
        pass


def openssl(arguments: str) -> None:
    subprocess.run(["openssl", *arguments.split()], cwd=FOLDER, check=True, capture_output=True)


def main() -> None:
    (FOLDER / "conf").write_text(CONFIGURATION)
    (FOLDER / "serial").write_text("01")
    for step in PKI:
        openssl(step)
    server = HTTPServer(("127.0.0.1", 0), Authority)
    sys.stdout.write(f"{server.server_port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
