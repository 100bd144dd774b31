# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Kamailio as TLS-only registrar and proxy with digest; users and bindings live in its memory."""

import os

from processes import Process, free_port, run

DOMAIN = "peer.test"
# user: password
USERS = {"alice": "wonder-4711", "bob": "builder-0815", "carol": "singer-1234"}


class Kamailio:
    def __init__(self, case, authority, algorithm="MD5", tls_method="TLSv1.2+", min_expires=10,
                 nonce_expire_s=300):
        self.port = free_port()
        self.address = f"127.0.0.1:{self.port}"
        certificate, key = authority.issue(DOMAIN)
        directory = os.path.join(case.directory, "kamailio")
        os.mkdir(directory)
        with open(os.path.join(os.path.dirname(__file__), "kamailio.cfg.in"), encoding="utf-8") as file:
            text = file.read()
        values = {
            "PORT": self.port, "DOMAIN": DOMAIN, "KEY": key, "CERTIFICATE": certificate, "ALGORITHM": algorithm,
            "TLS_METHOD": tls_method, "MIN_EXPIRES": min_expires, "NONCE_EXPIRE_S": nonce_expire_s, "QOP": 1,
            "USERS": "\n".join(f'  $sht(users=>{name}) = "{word}";' for name, word in USERS.items()),
        }
        for name, value in values.items():
            text = text.replace(f"@{name}@", str(value))
        self._config = os.path.join(directory, "kamailio.cfg")
        with open(self._config, "w", encoding="utf-8") as file:
            file.write(text)
        run(["kamailio", "-c", "-f", self._config, "-Y", directory])
        self.process = Process(case, "kamailio", ["kamailio", "-DD", "-E", "-f", self._config, "-m", "32", "-M", "8",
                                                  "-Y", directory, "-w", directory])
        self.process.wait_for_port(self.port)

    def password_file(self, case, user):
        path = os.path.join(case.directory, user + ".password")
        with open(path, "w", encoding="utf-8") as file:
            file.write(USERS[user] + "\n")
        os.chmod(path, 0o600)
        return path
