# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
"""A certificate authority for one test run, made with openssl."""

import os

from processes import run


class Authority:
    def __init__(self, directory):
        self._directory = directory
        self._count = 0
        self.certificate = os.path.join(directory, "ca.pem")
        self._key = os.path.join(directory, "ca.key")
        run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-subj", "/CN=Authority of this test run", "-days", "2",
             "-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
             "-keyout", self._key, "-out", self.certificate])

    def issue(self, *names):
        """A server certificate for the DNS NAMES (the first one is its CN): paths of (chain, key)."""
        self._count += 1
        stem = os.path.join(self._directory, f"leaf-{self._count}")
        subject_names = ",".join("DNS:" + name for name in names)
        with open(stem + ".ext", "w", encoding="utf-8") as file:
            file.write(f"subjectAltName={subject_names}\nbasicConstraints=critical,CA:FALSE\n"
                       "keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\n")
        run(["openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-subj", "/CN=" + names[0], "-keyout", stem + ".key", "-out", stem + ".csr"])
        run(["openssl", "x509", "-req", "-in", stem + ".csr", "-CA", self.certificate, "-CAkey", self._key,
             "-days", "2", "-set_serial", str(1000 + self._count), "-extfile", stem + ".ext",
             "-out", stem + ".pem"])
        return stem + ".pem", stem + ".key"
