/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Message parser, all header families on what it gives, refusal, response, and redaction. */
#include "fuzz-target.h"

#include "sip-auth.h"
#include "sip-builder.h"
#include "sip-contact.h"
#include "sip-message.h"
#include "sip-number.h"
#include "sip-params.h"
#include "sip-request-rules.h"
#include "sip-warning.h"
#include "util-redact.h"

/* Every family on every value: they must stand any text */
static void
read_value (Slice value)
{
  SipCredentials credentials;
  SipChallenge challenge;
  SipNameAddr addr, again;
  SipAuthInfo info;
  SipContact contact;
  SipWarning warning;
  Slice params;
  SipRAck rack;
  guint32 number;
  int q;

  if (sip_name_addr_parse (value, &addr, NULL))
    {
      g_autofree char *display = sip_name_addr_dup_display (&addr);
      g_autofree char *uri = sip_uri_to_string (&addr.uri);
      g_autofree char *text = sip_name_addr_format (display, uri);

      g_assert_true (sip_name_addr_parse (slice_from_string (text), &again, NULL));
    }
  (void) sip_contact_parse (value, &contact, NULL);
  (void) sip_challenge_parse (value, &challenge, NULL);
  (void) sip_credentials_parse (value, &credentials, NULL);
  (void) sip_auth_info_parse (value, &info, NULL);
  (void) sip_warning_parse (value, &warning, NULL);
  (void) sip_rack_parse (value, &rack, NULL);
  (void) sip_seconds_parse_leading (value, &number, &params, NULL);
  (void) sip_q_parse (value, &q, NULL);
}

static void
read_headers (const SipMessage *message)
{
  for (guint i = 0; i < sip_message_get_n_headers (message); i++)
    {
      SipHeaderIter iter;
      SipHeaderId id;
      Slice item, value;

      sip_message_get_header (message, i, &id, NULL, &value);
      read_value (value);
      sip_header_iter_init (&iter, message, id);
      while (sip_header_iter_next (&iter, &item))
        g_assert_true (item.n > 0 || !sip_header_id_is_list (id));
    }
}

/* What we answer must be a message of ours */
static void
answer (const SipMessage *request)
{
  g_autoptr (SipBuilder) builder = sip_builder_new_response (request, 486, NULL, "t");
  g_autoptr (SipMessage) again = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_auto (SipRefusal) refusal = { 0 };
  SipParseError error;

  (void) sip_request_check (request, &refusal);
  sip_builder_set_source (builder, "192.0.2.1", 5061);
  bytes = sip_builder_finish (builder, NULL);
  if (bytes == NULL) /* too long with what was added */
    return;
  again = sip_message_parse (bytes, SIP_PARSE_STREAM, &error);
  if (again == NULL && error.code != SIP_ERROR_TOO_LONG)
    g_error ("our response is %s", error.what);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const Slice input = { (const char *) data, size };
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autofree char *shown = redact_sip (input);
  GBytes *refusal = sip_refusal_build (input, 400, "t");
  g_autoptr (SipMessage) message = NULL;
  SipParseError error = { 0 };

  g_clear_pointer (&refusal, g_bytes_unref);
  g_assert_true (g_utf8_validate (shown, -1, NULL));
  message = sip_message_parse_syntax (bytes, SIP_PARSE_DATAGRAM, &error);
  if (message == NULL)
    {
      g_assert_nonnull (error.what);
      g_assert_true (size == 0 || (error.at >= input.p && error.at <= input.p + size));
      return 0;
    }
  read_headers (message);
  if (sip_message_check (message, &error) && sip_message_is_request (message))
    answer (message);
  return 0;
}
