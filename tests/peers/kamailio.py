# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""Kamailio as TLS-only registrar and proxy with digest; users and bindings live in its memory."""

import os
import tempfile

from processes import Process, free_port, run

DOMAIN = "peer.test"
# user: password
USERS = {"alice": "wonder-4711", "bob": "builder-0815", "carol": "singer-1234"}
# In the order of Linnet's offer, tags 1 to 4
SUITES = ("AEAD_AES_256_GCM", "AES_256_CM_HMAC_SHA1_80", "AEAD_AES_128_GCM", "AES_CM_128_HMAC_SHA1_80")


def _remove_other_suites(only_suite):
    if not only_suite:
        return ""
    lines = [f'    sdp_remove_line_by_prefix("a=crypto:{tag}");'
             for tag, suite in enumerate(SUITES, 1) if suite != only_suite]
    return "\n".join(['  if (is_method("INVITE") && has_body("application/sdp")) {', *lines, "  }"])


class Kamailio:
    """
    tls_method: a tls_method of Kamailio's; `TLSv1.2+` is that or better
    only_suite: the one SRTP suite whose a=crypto line stays in an INVITE's offer, by Linnet's tags; empty: all stay
    """

    def __init__(self, case, authority, algorithm="MD5", tls_method="TLSv1.2+", min_expires=10,
                 nonce_expire_s=300, only_suite="", port=None):
        self.port = port or free_port()
        self.address = f"127.0.0.1:{self.port}"
        certificate, key = authority.issue(DOMAIN)
        directory = tempfile.mkdtemp(prefix="kamailio-", dir=case.directory)
        with open(os.path.join(os.path.dirname(__file__), "kamailio.cfg.in"), encoding="utf-8") as file:
            text = file.read()
        values = {
            "PORT": self.port, "DOMAIN": DOMAIN, "KEY": key, "CERTIFICATE": certificate, "ALGORITHM": algorithm,
            "TLS_METHOD": tls_method, "MIN_EXPIRES": min_expires, "NONCE_EXPIRE_S": nonce_expire_s,
            "REMOVE_OTHER_SUITES": _remove_other_suites(only_suite),
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
