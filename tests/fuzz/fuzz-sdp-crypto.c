/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* One value of a=crypto: usable with a key of the suite's size, or skipped; written and read again.
 */
#include "fuzz-target.h"

#include "sdp-crypto.h"

static void
check_usable (const SdpCrypto *line)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (SdpCrypto) again = NULL;
  SdpParseError error;
  gsize n;

  secret_peek (line->key, &n);
  g_assert_cmpuint (n, ==,
                    sdp_suite_get_key_size (line->suite) + sdp_suite_get_salt_size (line->suite));
  if (line->mki_bytes > 8)
    return; /* ours are small: such a one is never written */
  sdp_crypto_append (line, text);
  again = sdp_crypto_parse ((Slice){ text->str, text->len }, &error);
  g_assert_nonnull (again);
  g_assert_true (sdp_crypto_equal (line, again));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Slice input = { (const char *) data, size };
  SdpParseError error = { 0 };
  g_autoptr (SdpCrypto) line = sdp_crypto_parse (input, &error);

  if (line == NULL)
    g_assert_true (error.what != NULL && error.at >= input.p && error.at <= input.p + input.n);
  else if (line->unusable == NULL)
    check_usable (line);
  else
    g_assert_null (line->key);
  return 0;
}
