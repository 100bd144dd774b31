/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "util-digest.h"

static void
check (DigestAlgorithm algorithm, const char *text, const char *expected)
{
  const Slice whole = slice_from_string (text);
  const Slice halves[] = { { text, whole.n / 2 }, slice_from (whole, whole.n / 2) };
  char hex[DIGEST_HEX_SIZE];

  digest_hex (algorithm, &whole, 1, hex);
  g_assert_cmpstr (hex, ==, expected);
  digest_hex (algorithm, halves, 2, hex);
  g_assert_cmpstr (hex, ==, expected);
}

/* RFC 1321 A.5 */
static void
test_md5 (void)
{
  check (DIGEST_MD5, "", "d41d8cd98f00b204e9800998ecf8427e");
  check (DIGEST_MD5, "abc", "900150983cd24fb0d6963f7d28e17f72");
  g_assert_cmpuint (digest_size (DIGEST_MD5), ==, 16);
}

/* FIPS 180-4, NIST's examples */
static void
test_sha256 (void)
{
  check (DIGEST_SHA256, "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  check (DIGEST_SHA256, "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  g_assert_cmpuint (digest_size (DIGEST_SHA256), ==, 32);
}

/* FIPS 180-4 with the initial values of its own: a truncated SHA-512 of "abc" begins with ddaf35a1
 */
static void
test_sha512_256 (void)
{
  check (DIGEST_SHA512_256, "abc",
         "53048e2681941ef99b2e29b76b4c7dabe4c2d0c634fc6d46e0e2f13107e7af23");
  check (DIGEST_SHA512_256,
         "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
         "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
         "3928e184fb8690f840da3988121d31be65cb9d3ef83ee6146feac861e19b563a");
  g_assert_cmpuint (digest_size (DIGEST_SHA512_256), ==, 32);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util/digest/AUT-01/md5", test_md5);
  g_test_add_func ("/util/digest/AUT-01/sha-256", test_sha256);
  g_test_add_func ("/util/digest/AUT-02/sha-512-256-has-its-own-iv", test_sha512_256);
  return g_test_run ();
}
