/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Registrations driven through the whole core, in memory. */
#include "test-sip-peer.h"

#include "sip-auth.h"
#include "sip-contact.h"

#include <string.h>

#define CHALLENGE "WWW-Authenticate: Digest realm=\"example.org\", nonce=\"%s\", qop=\"auth\"%s\r\n"

static void
challenge (TestSipPeer *peer, const SipMessage *request, const char *nonce, const char *more)
{
  g_autofree char *line = g_strdup_printf (CHALLENGE, nonce, more);

  test_sip_peer_respond (peer, request, 401, "srv", line, NULL);
}

static SipCredentials
credentials_of (const SipMessage *request, char **keep)
{
  SipCredentials credentials;
  SipParseError error;

  *keep = test_sip_header (request, SIP_HEADER_AUTHORIZATION);
  g_assert_true (sip_credentials_parse (slice_from_string (*keep), &credentials, &error));
  return credentials;
}

static void
accept_binding (TestSipPeer *peer, const SipMessage *request, guint expires_s, const char *more)
{
  g_autofree char *contact = test_sip_header (request, SIP_HEADER_CONTACT);
  g_autofree char *lines =
      g_strdup_printf ("Contact: %s;expires=%u\r\n%s", contact, expires_s, more);

  test_sip_peer_respond (peer, request, 200, "srv", lines, NULL);
}

static void
test_form (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) request = NULL;
  g_autofree char *from = NULL, *via = NULL;
  g_auto (SipOutput) output = { 0 };

  sip_core_register (peer->core, peer->account, peer->now_us);
  request = test_sip_peer_take_request (peer, "REGISTER");
  g_assert_true (slice_is (sip_message_get_request_uri_text (request), "sips:example.org"));
  test_sip_assert_header (request, SIP_HEADER_TO, "\"Alice\" <sips:alice@example.org>");
  from = test_sip_header (request, SIP_HEADER_FROM);
  g_assert_true (g_str_has_prefix (from, "\"Alice\" <sips:alice@example.org>;tag="));
  test_sip_assert_header (
      request, SIP_HEADER_CONTACT,
      "<sips:token@192.0.2.1:40000>;reg-id=1;+sip.instance=\"<urn:uuid:f81d4fae-7dec-"
      "11d0-a765-00a0c91e6bf6>\"");
  test_sip_assert_header (request, SIP_HEADER_EXPIRES, "600");
  test_sip_assert_header (request, SIP_HEADER_MAX_FORWARDS, "70");
  test_sip_assert_header (request, SIP_HEADER_USER_AGENT, "Linnet/0.1");
  g_assert_true (sip_message_has_option (request, SIP_HEADER_SUPPORTED, "outbound"));
  g_assert_true (sip_message_has_option (request, SIP_HEADER_SUPPORTED, "path"));
  g_assert_true (sip_message_has_option (request, SIP_HEADER_SUPPORTED, "gruu"));
  via = test_sip_header (request, SIP_HEADER_VIA);
  g_assert_true (g_str_has_prefix (via, "SIP/2.0/TLS 192.0.2.1:40000;branch=z9hG4bK"));
  g_assert_true (g_str_has_suffix (via, ";rport"));
  accept_binding (peer, request, 300, "");
  output = test_sip_peer_take_output (peer, SIP_OUTPUT_REGISTERED);
  g_assert_cmpuint (output.expires_s, ==, 300);
  g_assert_cmpstr (output.contact, ==, "sips:token@192.0.2.1:40000");
}

static void
test_mode_t (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_TLS_NEXT_HOP, FALSE);
  g_autoptr (SipMessage) request = NULL;
  g_autofree char *contact = NULL;

  sip_core_register (peer->core, peer->account, peer->now_us);
  request = test_sip_peer_take_request (peer, "REGISTER");
  g_assert_true (slice_is (sip_message_get_request_uri_text (request), "sip:example.org"));
  contact = test_sip_header (request, SIP_HEADER_CONTACT);
  g_assert_true (g_str_has_prefix (contact, "<sip:token@192.0.2.1:40000;transport=tls>;"));
}

static void
test_refresh (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) first = NULL, second = NULL;

  sip_core_register (peer->core, peer->account, peer->now_us);
  first = test_sip_peer_take_request (peer, "REGISTER");
  accept_binding (peer, first, 60, "");
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
  test_sip_peer_advance_ms (peer, 26900);
  test_sip_peer_assert_silent (peer);
  test_sip_peer_advance_ms (peer, 3200);
  second = test_sip_peer_take_request (peer, "REGISTER");
  g_assert_true (slice_equal (sip_message_get_call_id (first), sip_message_get_call_id (second)));
  g_assert_cmpuint (sip_message_get_cseq (second)->number, ==,
                    sip_message_get_cseq (first)->number + 1);
  accept_binding (peer, second, 60, "");
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
}

static void
test_unregister (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) request = NULL;
  g_autofree char *contact = NULL;
  g_auto (SipOutput) output = { 0 };

  test_sip_peer_register (peer);
  sip_core_unregister (peer->core, peer->account, peer->now_us);
  request = test_sip_peer_take_request (peer, "REGISTER");
  contact = test_sip_header (request, SIP_HEADER_CONTACT);
  g_assert_true (g_str_has_prefix (contact, "<sips:token@"));
  g_assert_true (g_str_has_suffix (contact, ";expires=0"));
  test_sip_assert_header (request, SIP_HEADER_EXPIRES, "0");
  test_sip_peer_respond (peer, request, 200, "srv", NULL, NULL);
  output = test_sip_peer_take_output (peer, SIP_OUTPUT_UNREGISTERED);
  g_assert_cmpuint (output.code, ==, 200);
  test_sip_peer_advance_ms (peer, 290000);
  test_sip_peer_assert_silent (peer);
  test_sip_peer_assert_no_output (peer);
}

static void
test_unregister_without_answer (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) request = NULL;
  g_auto (SipOutput) output = { 0 };

  test_sip_peer_register (peer);
  sip_core_unregister (peer->core, peer->account, peer->now_us);
  request = test_sip_peer_take_request (peer, "REGISTER");
  test_sip_peer_advance_ms (peer, 31999);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_advance_ms (peer, 1);
  output = test_sip_peer_take_output (peer, SIP_OUTPUT_UNREGISTERED);
  g_assert_cmpuint (output.code, ==, 408);
}

static void
test_own_binding (void)
{
  static const struct
  {
    const char *contacts;
    guint expires_s; /* 0: failure */
  } rows[] = {
    { "Contact: <sips:token@192.0.2.1:40000>;expires=111\r\n", 111 },
    { "Contact: <sips:other@192.0.2.9>;expires=5, <sips:TOKEN@203.0.113.77:1>;expires=112\r\n",
      112 },
    { "Contact: <sips:a@192.0.2.9>;expires=5\r\nContact: "
      "<sips:b@192.0.2.1>;+sip.instance=\"<urn:uuid:F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6>\";reg-id="
      "1;expires=113\r\n",
      113 },
    { "Contact: <sips:whatever@192.0.2.1:40000>;expires=114\r\n", 114 },
    { "Contact: <sips:token@192.0.2.1:40000>\r\nExpires: 115\r\n", 115 },
    { "Contact: <sips:token@192.0.2.1:40000>\r\n", 600 },
    { "Contact: <sips:a@192.0.2.9>;expires=5, <sips:b@192.0.2.9>;expires=5\r\n", 0 },
    { "Contact: <sips:token@192.0.2.1:40000>;expires=0\r\n", 0 },
    { "", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
      g_autoptr (SipMessage) request = NULL;
      g_auto (SipOutput) output = { 0 };

      sip_core_register (peer->core, peer->account, peer->now_us);
      request = test_sip_peer_take_request (peer, "REGISTER");
      test_sip_peer_respond (peer, request, 200, "srv", rows[i].contacts, NULL);
      output = test_sip_peer_take_output (
          peer, rows[i].expires_s > 0 ? SIP_OUTPUT_REGISTERED : SIP_OUTPUT_REGISTRATION_FAILED);
      g_assert_cmpuint (output.expires_s, ==, rows[i].expires_s);
      if (rows[i].expires_s == 0)
        g_assert_cmpint (output.retry_s, ==, -1);
    }
}

static void
test_min_expires (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) first = NULL, second = NULL;
  g_auto (SipOutput) output = { 0 };

  sip_core_register (peer->core, peer->account, peer->now_us);
  first = test_sip_peer_take_request (peer, "REGISTER");
  test_sip_peer_respond (peer, first, 423, "srv", "Min-Expires: 1800\r\n", NULL);
  second = test_sip_peer_take_request (peer, "REGISTER");
  test_sip_assert_header (second, SIP_HEADER_EXPIRES, "1800");
  g_assert_cmpuint (sip_message_get_cseq (second)->number, ==,
                    sip_message_get_cseq (first)->number + 1);
  test_sip_peer_respond (peer, second, 423, "srv", "Min-Expires: 1800\r\n", NULL);
  output = test_sip_peer_take_output (peer, SIP_OUTPUT_REGISTRATION_FAILED);
  g_assert_cmpuint (output.code, ==, 423);
  g_assert_cmpint (output.retry_s, ==, -1);
}

static void
test_439 (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) first = NULL, second = NULL;
  g_autofree char *contact = NULL;

  sip_core_register (peer->core, peer->account, peer->now_us);
  first = test_sip_peer_take_request (peer, "REGISTER");
  test_sip_peer_respond (peer, first, 439, "srv", NULL, NULL);
  second = test_sip_peer_take_request (peer, "REGISTER");
  contact = test_sip_header (second, SIP_HEADER_CONTACT);
  g_assert_null (strstr (contact, "reg-id"));
  g_assert_false (sip_message_has_option (second, SIP_HEADER_SUPPORTED, "outbound"));
  g_assert_true (sip_message_has_option (second, SIP_HEADER_SUPPORTED, "path"));
}

static void
test_outbound_contact (void)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
      g_autoptr (SipMessage) request = NULL, invite = NULL;

      sip_core_register (peer->core, peer->account, peer->now_us);
      request = test_sip_peer_take_request (peer, "REGISTER");
      accept_binding (peer, request, 600, i == 1 ? "Require: outbound\r\nFlow-Timer: 30\r\n" : "");
      test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
      sip_core_invite (peer->core, peer->account, "bob", SLICE_LITERAL (TEST_SIP_SDP), peer->now_us,
                       NULL);
      invite = test_sip_peer_take_request (peer, "INVITE");
      test_sip_assert_header (invite, SIP_HEADER_CONTACT,
                              i == 1 ? "<sips:token@192.0.2.1:40000;ob>"
                                     : "<sips:token@192.0.2.1:40000>");
      if (i == 1)
        {
          test_sip_peer_advance_ms (peer, 23000);
          g_assert_cmpuint (peer->n_pings, ==, 0);
          test_sip_peer_advance_ms (peer, 7500);
          g_assert_cmpuint (peer->n_pings, ==, 1);
        }
    }
}

static void
test_dead_flow (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) request = NULL, again = NULL;
  g_auto (SipOutput) close = { 0 }, failed = { 0 };
  guint old_flow = peer->flow;

  sip_core_register (peer->core, peer->account, peer->now_us);
  request = test_sip_peer_take_request (peer, "REGISTER");
  accept_binding (peer, request, 3600, "Require: outbound\r\n");
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
  test_sip_peer_advance_ms (peer, 94000);
  g_assert_cmpuint (peer->n_pings, ==, 0);
  for (guint i = 0; i < 270 && peer->n_pings == 0; i++)
    test_sip_peer_advance_ms (peer, 100);
  g_assert_cmpuint (peer->n_pings, ==, 1);
  test_sip_peer_feed (peer, "\r\n\r\n"); /* their own ping is no pong */
  test_sip_peer_advance_ms (peer, 9800);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_advance_ms (peer, 300);
  close = test_sip_peer_take_output (peer, SIP_OUTPUT_CLOSE);
  g_assert_cmpuint (close.flow, ==, old_flow);
  failed = test_sip_peer_take_output (peer, SIP_OUTPUT_REGISTRATION_FAILED);
  g_assert_cmpint (failed.retry_s, >=, 0);
  test_sip_peer_close_flow (peer); /* the owner reports it: nothing more */
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_add_flow (peer);
  again = test_sip_peer_take_request (peer, "REGISTER");
}

static void
test_pong (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) request = NULL;

  sip_core_register (peer->core, peer->account, peer->now_us);
  request = test_sip_peer_take_request (peer, "REGISTER");
  accept_binding (peer, request, 3600, "Require: outbound\r\n");
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
  for (guint i = 1; i < 5; i++)
    {
      for (guint second = 0; second < 121 && peer->n_pings < i; second++)
        test_sip_peer_advance_ms (peer, 1000);
      g_assert_cmpuint (peer->n_pings, ==, i);
      test_sip_peer_feed (peer, "\r\n");
    }
  test_sip_peer_advance_ms (peer, 30000);
  test_sip_peer_assert_no_output (peer);
}

static void
test_retry_after (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) first = NULL, second = NULL;
  g_auto (SipOutput) output = { 0 };

  sip_core_register (peer->core, peer->account, peer->now_us);
  first = test_sip_peer_take_request (peer, "REGISTER");
  test_sip_peer_respond (peer, first, 503, "srv", "Retry-After: 100 (soon);duration=5\r\n", NULL);
  output = test_sip_peer_take_output (peer, SIP_OUTPUT_REGISTRATION_FAILED);
  g_assert_cmpint (output.retry_s, ==, 100);
  test_sip_peer_advance_ms (peer, 99999);
  test_sip_peer_assert_silent (peer);
  test_sip_peer_advance_ms (peer, 1);
  second = test_sip_peer_take_request (peer, "REGISTER");
}

/* A server that is overloaded says so and closes: its bound holds (PROTOCOL 6.5) */
static void
test_retry_after_outlives_flow (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) request = NULL;
  g_auto (SipOutput) output = { 0 };

  sip_core_register (peer->core, peer->account, peer->now_us);
  request = test_sip_peer_take_request (peer, "REGISTER");
  test_sip_peer_respond (peer, request, 503, "srv", "Retry-After: 3600\r\n", NULL);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTRATION_FAILED);
  test_sip_peer_advance_ms (peer, 60 * 1000);
  test_sip_peer_close_flow (peer);
  output = test_sip_peer_take_output (peer, SIP_OUTPUT_REGISTRATION_FAILED);
  g_assert_cmpint (output.retry_s, ==, 3540);
}

static void
test_silence (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) request = NULL;
  g_auto (SipOutput) output = { 0 };

  sip_core_register (peer->core, peer->account, peer->now_us);
  request = test_sip_peer_take_request (peer, "REGISTER");
  test_sip_peer_advance_ms (peer, 31999);
  test_sip_peer_assert_no_output (peer);
  test_sip_peer_advance_ms (peer, 1);
  output = test_sip_peer_take_output (peer, SIP_OUTPUT_CLOSE);
  g_assert_cmpuint (output.code, ==, 408);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTRATION_FAILED);
}

static void
test_service_route (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) first = NULL, second = NULL, invite = NULL, options = NULL;

  sip_core_register (peer->core, peer->account, peer->now_us);
  first = test_sip_peer_take_request (peer, "REGISTER");
  accept_binding (peer, first, 60,
                  "Service-Route: <sip:edge.example.org;lr>, <sips:core.example.org;lr>\r\n");
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
  sip_core_invite (peer->core, peer->account, "bob", SLICE_LITERAL (TEST_SIP_SDP), peer->now_us,
                   NULL);
  invite = test_sip_peer_take_request (peer, "INVITE");
  test_sip_assert_header (invite, SIP_HEADER_ROUTE,
                          "<sips:edge.example.org;lr>"); /* sip becomes sips */
  g_assert_cmpuint (sip_message_count (invite, SIP_HEADER_ROUTE), ==, 2);
  test_sip_peer_advance_ms (peer, 30000);
  second = test_sip_peer_take_request (peer, "REGISTER");
  g_assert_cmpuint (sip_message_count (second, SIP_HEADER_ROUTE), ==, 0);
  accept_binding (peer, second, 60, "");
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
  sip_core_options (peer->core, peer->account, peer->now_us);
  options = test_sip_peer_take_request (peer, "OPTIONS");
  g_assert_cmpuint (sip_message_count (options, SIP_HEADER_ROUTE), ==, 0);
}

/* A call to our GRUU rings; our own Contact stays the address that every proxy can reach */
static void
test_gruu (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) request = NULL, invite = NULL;
  g_autofree char *contact = NULL, *line = NULL;

  sip_core_register (peer->core, peer->account, peer->now_us);
  request = test_sip_peer_take_request (peer, "REGISTER");
  contact = test_sip_header (request, SIP_HEADER_CONTACT);
  line = g_strdup_printf ("Contact: %s;pub-gruu=\"sip:alice@gruu.example.org;gr=x\"\r\n", contact);
  test_sip_peer_respond (peer, request, 200, "srv", line, NULL);
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
  sip_core_invite (peer->core, peer->account, "bob", SLICE_LITERAL (TEST_SIP_SDP), peer->now_us,
                   NULL);
  invite = test_sip_peer_take_request (peer, "INVITE");
  test_sip_assert_header (invite, SIP_HEADER_CONTACT, "<sips:token@192.0.2.1:40000>");
  test_sip_peer_request (peer, TEST_SIP_REQUEST (.method = "INVITE",
                                                 .uri = "sips:alice@gruu.example.org;gr=x",
                                                 .headers = TEST_SIP_CONTACT, .sdp = TEST_SIP_SDP));
  test_sip_peer_skip_output (peer, SIP_OUTPUT_CALL_INCOMING);
}

static void
test_digest (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) first = NULL, second = NULL, third = NULL;
  g_autofree char *keep = NULL, *keep2 = NULL;
  SipCredentials credentials;

  sip_core_register (peer->core, peer->account, peer->now_us);
  first = test_sip_peer_take_request (peer, "REGISTER");
  challenge (peer, first, "n1", "");
  second = test_sip_peer_take_request (peer, "REGISTER");
  credentials = credentials_of (second, &keep);
  g_assert_true (slice_is (credentials.username, "alice"));
  g_assert_true (slice_is (credentials.uri, "sips:example.org"));
  g_assert_cmpuint (credentials.nc, ==, 1);
  g_assert_cmpuint (sip_message_get_cseq (second)->number, ==,
                    sip_message_get_cseq (first)->number + 1);
  g_assert_false (
      slice_equal (sip_message_get_via (first)->branch, sip_message_get_via (second)->branch));
  g_assert_true (slice_equal (sip_message_get_call_id (first), sip_message_get_call_id (second)));
  g_assert_true (slice_equal (sip_message_get_from_tag (first), sip_message_get_from_tag (second)));
  accept_binding (peer, second, 60, "");
  test_sip_peer_skip_output (peer, SIP_OUTPUT_REGISTERED);
  test_sip_peer_advance_ms (peer, 30000);
  third = test_sip_peer_take_request (peer, "REGISTER");
  credentials = credentials_of (third, &keep2);
  g_assert_cmpuint (credentials.nc, ==, 2); /* the nonce is known: no second challenge */
}

static void
test_wrong_password (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) first = NULL, second = NULL;
  g_auto (SipOutput) output = { 0 };

  sip_core_register (peer->core, peer->account, peer->now_us);
  first = test_sip_peer_take_request (peer, "REGISTER");
  challenge (peer, first, "n1", "");
  second = test_sip_peer_take_request (peer, "REGISTER");
  challenge (peer, second, "n2", "");
  output = test_sip_peer_take_output (peer, SIP_OUTPUT_REGISTRATION_FAILED);
  g_assert_cmpuint (output.code, ==, 401);
  g_assert_cmpstr (output.text, ==, "user name or password refused");
  g_assert_cmpint (output.retry_s, ==, -1);
  test_sip_peer_advance_ms (peer, 90000);
  test_sip_peer_assert_silent (peer); /* servers ban who goes on */
}

static void
test_stale (void)
{
  g_autoptr (TestSipPeer) peer = test_sip_peer_new (SIP_MODE_SIPS, FALSE);
  g_autoptr (SipMessage) request = NULL;
  g_auto (SipOutput) output = { 0 };

  sip_core_register (peer->core, peer->account, peer->now_us);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *nonce = g_strdup_printf ("n%u", i);

      g_clear_pointer (&request, sip_message_unref);
      request = test_sip_peer_take_request (peer, "REGISTER");
      challenge (peer, request, nonce, i > 0 ? ", stale=true" : "");
    }
  output = test_sip_peer_take_output (peer, SIP_OUTPUT_REGISTRATION_FAILED);
  g_assert_cmpstr (output.text, ==, "challenged too often");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/core-register/REG-01/form-of-register", test_form);
  g_test_add_func ("/sip/core-register/REG-01/refresh-before-half-time", test_refresh);
  g_test_add_func ("/sip/core-register/REG-01/unregister-removes-own-contact-only",
                   test_unregister);
  g_test_add_func ("/sip/core-register/REG-01/unregister-ends-without-answer",
                   test_unregister_without_answer);
  g_test_add_func ("/sip/core-register/SIPS-04/mode-t-has-sip-contact-with-transport", test_mode_t);
  g_test_add_func ("/sip/core-register/REG-02/own-binding-or-failure", test_own_binding);
  g_test_add_func ("/sip/core-register/REG-03/423-is-tried-again-with-min-expires",
                   test_min_expires);
  g_test_add_func ("/sip/core-register/REG-04/ob-only-after-require-outbound",
                   test_outbound_contact);
  g_test_add_func ("/sip/core-register/REG-05/439-drops-outbound", test_439);
  g_test_add_func ("/sip/core-register/REG-06/missing-pong-closes-the-flow", test_dead_flow);
  g_test_add_func ("/sip/core-register/REG-06/pongs-keep-the-flow", test_pong);
  g_test_add_func ("/sip/core-register/REG-07/retry-after-is-a-lower-bound", test_retry_after);
  g_test_add_func ("/sip/core-register/REG-07/retry-after-outlives-the-flow",
                   test_retry_after_outlives_flow);
  g_test_add_func ("/sip/core-register/TXN-05/silence-closes-the-flow-after-32-s", test_silence);
  g_test_add_func ("/sip/core-register/REG-09/service-route-replaced-and-cleared",
                   test_service_route);
  g_test_add_func ("/sip/core-register/REG-10/gruu-is-accepted-not-given", test_gruu);
  g_test_add_func ("/sip/core-register/AUT-04/digest-then-cached-nonce-counts-up", test_digest);
  g_test_add_func ("/sip/core-register/AUT-06/wrong-password-stops", test_wrong_password);
  g_test_add_func ("/sip/core-register/AUT-06/three-challenges-at-most", test_stale);
  return g_test_run ();
}
