/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The SRTP suites of RFC 4568, 6188 and 7714. */
#define G_LOG_DOMAIN "sdp-suite"
#include "sdp-crypto.h"

static const struct
{
  const char *name;
  const char *misspelling; /* widespread since Asterisk wrote it so; RFC 6188 has the other order */
  gsize key_size, salt_size;
} suites[SDP_N_SUITES] = {
  [SDP_SUITE_NONE] = { "none", NULL, 0, 0 },
  [SDP_SUITE_AEAD_AES_256_GCM] = { "AEAD_AES_256_GCM", NULL, 32, 12 },
  [SDP_SUITE_AES_256_CM_HMAC_SHA1_80] = { "AES_256_CM_HMAC_SHA1_80", "AES_CM_256_HMAC_SHA1_80", 32,
                                          14 },
  [SDP_SUITE_AEAD_AES_128_GCM] = { "AEAD_AES_128_GCM", NULL, 16, 12 },
  [SDP_SUITE_AES_CM_128_HMAC_SHA1_80] = { "AES_CM_128_HMAC_SHA1_80", NULL, 16, 14 },
  [SDP_SUITE_AES_256_CM_HMAC_SHA1_32] = { "AES_256_CM_HMAC_SHA1_32", "AES_CM_256_HMAC_SHA1_32", 32,
                                          14 },
  [SDP_SUITE_AES_192_CM_HMAC_SHA1_80] = { "AES_192_CM_HMAC_SHA1_80", NULL, 24, 14 },
  [SDP_SUITE_AES_192_CM_HMAC_SHA1_32] = { "AES_192_CM_HMAC_SHA1_32", NULL, 24, 14 },
  [SDP_SUITE_AES_CM_128_HMAC_SHA1_32] = { "AES_CM_128_HMAC_SHA1_32", NULL, 16, 14 },
};

const char *
sdp_suite_get_name (SdpSuite suite)
{
  g_return_val_if_fail (suite < SDP_N_SUITES, NULL);
  return suites[suite].name;
}

gsize
sdp_suite_get_key_size (SdpSuite suite)
{
  g_return_val_if_fail (suite < SDP_N_SUITES, 0);
  return suites[suite].key_size;
}

gsize
sdp_suite_get_salt_size (SdpSuite suite)
{
  g_return_val_if_fail (suite < SDP_N_SUITES, 0);
  return suites[suite].salt_size;
}

gboolean
sdp_suite_is_offered (SdpSuite suite)
{
  return suite >= SDP_SUITE_AEAD_AES_256_GCM && suite <= SDP_SUITE_AES_CM_128_HMAC_SHA1_80;
}

SdpSuite
sdp_suite_from_name (Slice name)
{
  for (guint i = SDP_SUITE_NONE + 1; i < SDP_N_SUITES; i++)
    if (slice_is (name, suites[i].name) ||
        (suites[i].misspelling != NULL && slice_is (name, suites[i].misspelling)))
      return (SdpSuite) i;
  return SDP_SUITE_NONE;
}
