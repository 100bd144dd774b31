/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "sdp-crypto.h"

#include <string.h>

/* 30, 46, 28, 44 and 38 bytes of zeros but for the first */
#define KEY30 "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define KEY46 "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="
#define KEY28 "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="
#define KEY44 "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
#define KEY38 "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

static SdpCrypto *
parse (const char *text)
{
  SdpParseError error = { 0 };
  SdpCrypto *line = sdp_crypto_parse (slice_from_string (text), &error);

  if (line == NULL)
    {
      g_assert_cmpint (error.code, ==, SDP_ERROR_MALFORMED);
      g_assert_nonnull (error.what);
      g_assert_true (error.at >= text && error.at <= text + strlen (text));
    }
  return line;
}

static void
assert_usable (const char *text)
{
  g_autoptr (SdpCrypto) line = parse (text);

  g_assert_nonnull (line);
  g_assert_cmpstr (line->unusable, ==, NULL);
  g_assert_nonnull (line->key);
}

static void
assert_unusable (const char *text, const char *why)
{
  g_autoptr (SdpCrypto) line = parse (text);

  g_assert_nonnull (line);
  g_assert_cmpstr (line->unusable, ==, why);
  g_assert_null (line->key);
}

static void
assert_malformed (const char *text)
{
  g_autoptr (SdpCrypto) line = parse (text);

  g_assert_null (line);
}

static void
test_tag (void)
{
  g_autoptr (SdpCrypto) longest = parse ("999999999 AES_CM_128_HMAC_SHA1_80 inline:" KEY30);

  g_assert_cmpuint (longest->tag, ==, 999999999);
  assert_usable ("0 AES_CM_128_HMAC_SHA1_80 inline:" KEY30);
  assert_malformed ("1000000000 AES_CM_128_HMAC_SHA1_80 inline:" KEY30);
  assert_malformed ("01 AES_CM_128_HMAC_SHA1_80 inline:" KEY30);
  assert_malformed ("-1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30);
  assert_malformed ("x AES_CM_128_HMAC_SHA1_80 inline:" KEY30);
  assert_malformed ("");
  assert_malformed ("1");
  assert_malformed ("1 AES-CM inline:" KEY30);
}

static void
test_lifetime (void)
{
  g_autoptr (SdpCrypto) plain = parse ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|1048576");
  g_autoptr (SdpCrypto) power = parse ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|2^48");

  g_assert_cmpuint (plain->lifetime, ==, 1048576);
  g_assert_cmpuint (power->lifetime, ==, G_GUINT64_CONSTANT (1) << 48);
  assert_usable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|1");
  assert_usable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|281474976710656");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|281474976710657", "lifetime");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|2^49", "lifetime");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|0", "lifetime");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|", "lifetime");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|2^", "lifetime");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|2^20|2^20", "lifetime");
}

static void
test_mki (void)
{
  g_autoptr (SdpCrypto) small = parse ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|2^20|258:4");
  g_autoptr (SdpCrypto) alone = parse ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|255:1");
  g_autoptr (SdpCrypto) wide = parse ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|1:128");

  g_assert_cmpuint (small->mki_bytes, ==, 4);
  g_assert_cmpmem (small->mki, 4, "\0\0\1\2", 4);
  g_assert_cmpuint (alone->mki_bytes, ==, 1);
  g_assert_cmpuint (alone->mki[0], ==, 255);
  g_assert_cmpuint (wide->mki_bytes, ==, 128);
  g_assert_cmpuint (wide->mki[127], ==, 1);
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|256:1", "MKI");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|0:4", "MKI");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|1:0", "MKI");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|1:129", "MKI");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|:4", "MKI");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|1:4|2^20", "field after the MKI");
}

static void
test_session_parameters (void)
{
  assert_usable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 " KDR=0 WSH=64");
  assert_usable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 " -SOMETHING=else");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 " KDR=1", "session parameter");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 " WSH=", "session parameter");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 " FEC_ORDER=FEC_SRTP",
                   "session parameter");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 " SOMETHING", "session parameter");
}

static void
test_weakening_is_refused (void)
{
  static const char *const names[] = { "UNENCRYPTED_SRTP", "UNENCRYPTED_SRTCP",
                                       "UNAUTHENTICATED_SRTP", "-UNENCRYPTED_SRTP",
                                       "unauthenticated_srtp" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text =
          g_strconcat ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 " KDR=0 ", names[i], NULL);

      assert_unusable (text, "session parameter that weakens");
    }
  assert_unusable ("1 F8_128_HMAC_SHA1_80 inline:" KEY30, "suite");
  assert_unusable ("1 NULL_HMAC_SHA1_80 inline:" KEY30, "suite");
  assert_unusable ("1 NULL inline:" KEY30, "suite");
}

static void
test_sizes (void)
{
  static const struct
  {
    SdpSuite suite;
    const char *key;
    gsize key_bytes, salt_bytes;
    gboolean offered;
  } cases[] = {
    { SDP_SUITE_AEAD_AES_256_GCM, KEY44, 32, 12, TRUE },
    { SDP_SUITE_AES_256_CM_HMAC_SHA1_80, KEY46, 32, 14, TRUE },
    { SDP_SUITE_AEAD_AES_128_GCM, KEY28, 16, 12, TRUE },
    { SDP_SUITE_AES_CM_128_HMAC_SHA1_80, KEY30, 16, 14, TRUE },
    { SDP_SUITE_AES_256_CM_HMAC_SHA1_32, KEY46, 32, 14, FALSE },
    { SDP_SUITE_AES_192_CM_HMAC_SHA1_80, KEY38, 24, 14, FALSE },
    { SDP_SUITE_AES_192_CM_HMAC_SHA1_32, KEY38, 24, 14, FALSE },
    { SDP_SUITE_AES_CM_128_HMAC_SHA1_32, KEY30, 16, 14, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *name = sdp_suite_get_name (cases[i].suite);
      g_autofree char *text = g_strdup_printf ("7 %s inline:%s", name, cases[i].key);
      g_autoptr (SdpCrypto) line = parse (text);
      gsize n;

      g_assert_cmpint (line->suite, ==, cases[i].suite);
      g_assert_cmpuint (sdp_suite_get_key_size (line->suite), ==, cases[i].key_bytes);
      g_assert_cmpuint (sdp_suite_get_salt_size (line->suite), ==, cases[i].salt_bytes);
      g_assert_cmpint (sdp_suite_is_offered (line->suite), ==, cases[i].offered);
      secret_peek (line->key, &n);
      g_assert_cmpuint (n, ==, cases[i].key_bytes + cases[i].salt_bytes);
    }
}

static void
test_padding_may_be_missing (void)
{
  g_autoptr (SdpCrypto) padded = parse ("1 AES_256_CM_HMAC_SHA1_80 inline:" KEY46);
  g_autofree char *text = g_strdup ("1 AES_256_CM_HMAC_SHA1_80 inline:" KEY46);
  g_autoptr (SdpCrypto) stripped = NULL;
  g_autoptr (GString) out = g_string_new (NULL);

  text[strlen (text) - 2] = '\0';
  stripped = parse (text);
  g_assert_true (sdp_crypto_equal (padded, stripped));
  sdp_crypto_append (stripped, out);
  g_assert_cmpstr (out->str, ==, "1 AES_256_CM_HMAC_SHA1_80 inline:" KEY46);
  /* Half of the padding is neither the one nor the other */
  g_free (text);
  text = g_strdup ("1 AES_256_CM_HMAC_SHA1_80 inline:" KEY46);
  text[strlen (text) - 1] = '\0';
  assert_unusable (text, "base64 of the key");
}

static void
test_wrong_length_is_skipped (void)
{
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY28, "key length");
  assert_unusable ("1 AEAD_AES_128_GCM inline:" KEY30, "key length");
  assert_unusable ("1 AES_256_CM_HMAC_SHA1_80 inline:" KEY44, "key length");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:", "key length");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:AQA*" KEY30, "base64 of the key");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY46 KEY46, "base64 of the key");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "A", "base64 of the key");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 uri:" KEY30, "key method");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80", "no key");
}

static void
test_several_keys (void)
{
  g_autoptr (SdpCrypto) line =
      parse ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|2^20|1:4;inline:" KEY30 "|2^20|2:4");

  g_assert_cmpstr (line->unusable, ==, NULL);
  g_assert_cmpuint (line->n_keys, ==, 2);
  g_assert_cmpuint (line->mki[3], ==, 1);
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 ";inline:" KEY30,
                   "several keys without MKI");
  assert_unusable ("1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|1:4;inline:" KEY30 "|2:2",
                   "several keys without MKI");
}

static void
test_misspelling_is_echoed (void)
{
  g_autoptr (SdpCrypto) line = parse ("3 AES_CM_256_HMAC_SHA1_80 inline:" KEY46);
  g_autoptr (SdpCrypto) answer = sdp_crypto_new (3, line->suite, line->suite_text, line->key);
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert_cmpint (line->suite, ==, SDP_SUITE_AES_256_CM_HMAC_SHA1_80);
  sdp_crypto_append (answer, out);
  g_assert_cmpstr (out->str, ==, "3 AES_CM_256_HMAC_SHA1_80 inline:" KEY46);
}

static guint32
choose (const char *const *texts)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) sdp_crypto_free);
  const SdpCrypto *chosen;

  for (guint i = 0; texts[i] != NULL; i++)
    g_ptr_array_add (lines, parse (texts[i]));
  chosen = sdp_crypto_choose (lines);
  return chosen != NULL ? chosen->tag : 0;
}

static void
test_choice (void)
{
  const char *const order[] = { "1 F8_128_HMAC_SHA1_80 inline:" KEY30,
                                "2 AES_CM_128_HMAC_SHA1_80 inline:" KEY30,
                                "3 AEAD_AES_256_GCM inline:" KEY44, NULL };
  const char *const short_tag[] = { "1 AES_CM_128_HMAC_SHA1_32 inline:" KEY30,
                                    "2 AES_CM_128_HMAC_SHA1_80 inline:" KEY30, NULL };
  const char *const only_short[] = { "4 AES_CM_128_HMAC_SHA1_32 inline:" KEY30,
                                     "5 AES_256_CM_HMAC_SHA1_32 inline:" KEY46, NULL };
  const char *const sole[] = { "6 AES_CM_128_HMAC_SHA1_32 inline:" KEY30, NULL };
  const char *const mki[] = { "1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|1:4",
                              "2 AES_CM_128_HMAC_SHA1_80 inline:" KEY30, NULL };
  const char *const none[] = { "1 AES_CM_128_HMAC_SHA1_80 inline:" KEY28, NULL };

  g_assert_cmpuint (choose (order), ==, 2);
  g_assert_cmpuint (choose (short_tag), ==, 2);
  g_assert_cmpuint (choose (only_short), ==, 5);
  g_assert_cmpuint (choose (sole), ==, 6);
  g_assert_cmpuint (choose (mki), ==, 2);
  g_assert_cmpuint (choose (none), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sdp/crypto/SRTP-02/tag-has-1-to-9-digits", test_tag);
  g_test_add_func ("/sdp/crypto/SRTP-02/lifetime-is-1-to-2-48", test_lifetime);
  g_test_add_func ("/sdp/crypto/SRTP-02/mki-fits-its-length", test_mki);
  g_test_add_func ("/sdp/crypto/SRTP-02/unknown-session-parameter-skips-the-line",
                   test_session_parameters);
  g_test_add_func ("/sdp/crypto/SRTP-02/several-keys-need-mki", test_several_keys);
  g_test_add_func ("/sdp/crypto/SRTP-03/key-sizes", test_sizes);
  g_test_add_func ("/sdp/crypto/SRTP-03/padding-may-be-missing", test_padding_may_be_missing);
  g_test_add_func ("/sdp/crypto/SRTP-03/wrong-length-is-skipped", test_wrong_length_is_skipped);
  g_test_add_func ("/sdp/crypto/SRTP-04/misspelled-suite-is-echoed", test_misspelling_is_echoed);
  g_test_add_func ("/sdp/crypto/SRTP-04/offers-order-short-tags-last", test_choice);
  g_test_add_func ("/sdp/crypto/SRTP-05/weak-suites-and-parameters-are-refused",
                   test_weakening_is_refused);
  return g_test_run ();
}
