/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Challenge: what we answer to it is understood and right. */
#include "fuzz-target.h"

#include "sip-chars.h"
#include "sip-digest.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const Slice method = SLICE_LITERAL ("INVITE"), uri = SLICE_LITERAL ("sips:a@b"),
              body = { NULL, 0 };
  SipParseError error = { 0 };
  SipCredentials credentials;
  SipChallenge challenge;

  if (!sip_challenge_parse ((Slice){ (const char *) data, size }, &challenge, &error))
    {
      g_assert_nonnull (error.what);
      return 0;
    }
  if (sip_challenge_is_supported (&challenge))
    {
      g_autoptr (Secret) password = secret_new ("p", 1);
      g_autofree char *realm = sip_unquote (challenge.realm);
      g_autoptr (Secret) ha1 = sip_digest_ha1 (challenge.digest, SLICE_LITERAL ("u"),
                                               slice_from_string (realm), password);
      g_autofree char *answer =
          sip_digest_authorize (&challenge, "u", password, method, uri, body, "c", 1);

      g_assert_true (sip_credentials_parse (slice_from_string (answer), &credentials, NULL));
      g_assert_true (sip_digest_verify (&credentials, ha1, method, body));
    }
  return 0;
}
