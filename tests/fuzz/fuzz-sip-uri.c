/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* URI: what is accepted is written and read again as the same. */
#include "fuzz-target.h"

#include "sip-uri.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const Slice input = { (const char *) data, size };
  g_autofree char *unescaped = sip_uri_unescape (input);
  g_autofree char *text = NULL;
  SipParseError error = { 0 };
  SipUri uri, again;

  g_free (sip_uri_escape_user (unescaped));
  if (!sip_uri_parse (input, &uri, &error))
    {
      g_assert_nonnull (error.what);
      return 0;
    }
  g_assert_true (sip_uri_equal (&uri, &uri));
  text = sip_uri_to_string (&uri);
  g_assert_true (sip_uri_parse (slice_from_string (text), &again, NULL));
  g_assert_cmpint (again.scheme, ==, uri.scheme);
  g_assert_true (slice_equal (again.user, uri.user));
  g_assert_true (slice_equal (again.host, uri.host));
  g_assert_true (uri.password.p != NULL || sip_uri_equal (&uri, &again));
  return 0;
}
