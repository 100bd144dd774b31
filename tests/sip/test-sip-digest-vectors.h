/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Digest responses computed by another implementation (Python's hashlib, OpenSSL). */
static const struct
{
  DigestAlgorithm algorithm;
  gboolean session;
  SipQop qop;
  const char *body;
  const char *response;
} vectors[] = {
  { DIGEST_MD5, FALSE, SIP_QOP_NONE, "", "913389c85a02887b3edeab2b7afa50cc" },
  { DIGEST_MD5, FALSE, SIP_QOP_AUTH, "x", "d4aca24cfeb2b144f6fe30a4d0ee5d93" },
  { DIGEST_MD5, FALSE, SIP_QOP_AUTH_INT, "", "1f9de1346d3d1e18011ac08f24c3f728" },
  { DIGEST_MD5, FALSE, SIP_QOP_AUTH_INT, "v=0\r\n", "351c68431aa2c3cd9e17d7e18b770c85" },
  { DIGEST_MD5, TRUE, SIP_QOP_AUTH, "x", "c06c5503b89df9e077567f7b1a9739b9" },
  { DIGEST_MD5, TRUE, SIP_QOP_AUTH_INT, "", "f163f05f729d0d61efa19bebac7d2701" },
  { DIGEST_MD5, TRUE, SIP_QOP_AUTH_INT, "v=0\r\n", "3a11e08f637e97584871b19b7b536a16" },
  { DIGEST_SHA256, FALSE, SIP_QOP_AUTH, "x",
    "31875a6003e8b4cdf918feb89a986c1c8b4cb49a18e329581c384cfa7d8a5517" },
  { DIGEST_SHA256, FALSE, SIP_QOP_AUTH_INT, "",
    "9d949b4435ea7f7e14101094e7b31176294b8390bf35ee1d6a5b23c201bca32e" },
  { DIGEST_SHA256, FALSE, SIP_QOP_AUTH_INT, "v=0\r\n",
    "9a1d9d151c84af4d6596a07abf60e68cae69cc18c6cc097a869273c4dc35c8f6" },
  { DIGEST_SHA256, TRUE, SIP_QOP_AUTH, "x",
    "50d35a85361661196505387d09320f86381ad7411c17b512c670f2c2166fe42c" },
  { DIGEST_SHA256, TRUE, SIP_QOP_AUTH_INT, "",
    "b7ac0c896e3403cdb4673c7bc166c347f8532d76344ac07be4842f27425d91c9" },
  { DIGEST_SHA256, TRUE, SIP_QOP_AUTH_INT, "v=0\r\n",
    "112b25346577823d3ed7d881a4b9d242cd2ee68c13fb0d4e1d5abc114e6e52f6" },
  { DIGEST_SHA512_256, FALSE, SIP_QOP_AUTH, "x",
    "b7c8f05048a8f0ee34eac93e6f528e2f0b38b5e118caf7369869b820b9adc990" },
  { DIGEST_SHA512_256, FALSE, SIP_QOP_AUTH_INT, "",
    "843ae6dea011ca5bcef62a9e8e64cf2a736a56ba5c74bc8e957e710c4a318ca4" },
  { DIGEST_SHA512_256, FALSE, SIP_QOP_AUTH_INT, "v=0\r\n",
    "c39cef52a6323af36514039d9595976a46d944a1fba9589870c5d6bdd902aec1" },
  { DIGEST_SHA512_256, TRUE, SIP_QOP_AUTH, "x",
    "e4a4b5f5e30c9a7e722f5edf9e0ddae386d3153b2f424a8d7c211420d14ef43a" },
  { DIGEST_SHA512_256, TRUE, SIP_QOP_AUTH_INT, "",
    "b4f69018b1ce24a2488c241e44c1089df87f52b1ee7f96e7eb57488741072402" },
  { DIGEST_SHA512_256, TRUE, SIP_QOP_AUTH_INT, "v=0\r\n",
    "06ab241ae75cacca847129a8e6e69d16425eea1d436f34b66c1feb0d1d380ee6" },
};
