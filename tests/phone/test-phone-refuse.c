/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What is not encrypted is not placed, not taken and not kept: against a server that tries. */
#include "phone-peer.h"

#include "media-init.h"
#include "phone-account-private.h"

#include <string.h>

#define PLAIN_SDP                                                                                  \
  "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"                      \
  "m=audio 40000 RTP/AVP 0 8\r\n"
#define KEYED_SDP                                                                                  \
  "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"                      \
  "m=audio 40000 RTP/SAVP 0\r\n"                                                                   \
  "a=crypto:1 AES_CM_128_HMAC_SHA1_80 "                                                            \
  "inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n"

#define WITHDRAWN_SDP                                                                              \
  "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"                      \
  "m=audio 0 RTP/SAVP 0\r\n"

static PhoneCall *
place (PhoneAccount *account)
{
  g_autoptr (PhoneMediaOptions) silence = phone_media_options_new ();
  g_autoptr (GError) error = NULL;
  PhoneCall *call = phone_account_call (account, "bob", silence, &error);

  g_assert_no_error (error);
  return call;
}

/* Each is acknowledged, because it is a 2xx, and ended at once */
static void
assert_answer_refused (char *(*make_body) (SipMessage *) )
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Peer) peer = peer_new ();
  g_autoptr (PhoneExplanation) explanation = NULL;
  PhoneCall *call;

  peer->status = 200;
  peer->make_body = make_body;
  call = place (peer_sign_in (peer, fixture));
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (call), ==, PHONE_CALL_END_NOT_ENCRYPTED);
  g_assert_cmpint (phone_call_end_cause_get_failure (phone_call_get_end_cause (call)), ==,
                   PHONE_FAILURE_UNTRUSTED);
  g_assert_cmpint (phone_call_get_established_us (call), ==, 0);
  explanation = phone_explain_call (call);
  g_assert_cmpstr (explanation->id, ==, "E10");
  g_assert_cmpstr (explanation->headline, ==, "No encrypted call possible");
  peer_wait (peer, "INVITE ACK BYE ");
}

static void
test_plain_answer (void)
{
  assert_answer_refused (peer_make_plain_answer);
}

static void
test_mirrored_answer (void)
{
  assert_answer_refused (peer_make_mirrored_answer);
}

static void
test_empty_answer (void)
{
  assert_answer_refused (NULL);
}

static void
assert_code (guint code, PhoneCallEndCause cause, const char *id)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Peer) peer = peer_new ();
  g_autoptr (PhoneExplanation) explanation = NULL;
  PhoneCall *call;

  peer->status = code;
  call = place (peer_sign_in (peer, fixture));
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (call), ==, cause);
  g_assert_cmpuint (phone_call_get_end_code (call), ==, code);
  explanation = phone_explain_call (call);
  g_assert_cmpstr (explanation->id, ==, id);
}

static void
test_codes (void)
{
  assert_code (403, PHONE_CALL_END_AUTHENTICATION, "E1");
  assert_code (404, PHONE_CALL_END_NO_SUCH_ADDRESS, "E11");
  assert_code (408, PHONE_CALL_END_NO_ANSWER, "E12");
  assert_code (416, PHONE_CALL_END_SCHEME, "E17");
  assert_code (480, PHONE_CALL_END_NOT_REACHABLE, "E11");
  assert_code (486, PHONE_CALL_END_BUSY, "E12");
  assert_code (488, PHONE_CALL_END_NOT_ACCEPTABLE, "E10");
  assert_code (500, PHONE_CALL_END_REFUSED, "");
  assert_code (603, PHONE_CALL_END_DECLINED, "E12");
  assert_code (606, PHONE_CALL_END_NOT_ACCEPTABLE, "E10");
}

static void
test_plain_offer (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Peer) peer = peer_new ();
  Slice warning;

  peer_sign_in (peer, fixture);
  peer_invite (peer, PLAIN_SDP);
  peer_wait (peer, "488/INVITE ");
  g_assert_true (sip_message_find (peer->last, SIP_HEADER_WARNING, &warning));
  g_assert_nonnull (g_strstr_len (warning.p, warning.n, "SRTP required"));
  g_assert_null (fixture->incoming);
  g_assert_cmpuint (g_list_model_get_n_items (phone_engine_get_calls (fixture->engine)), ==, 0);
  g_assert_nonnull (strstr (fixture->warnings->str, "call-refused"));
}

static void
test_keyed_offer (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Peer) peer = peer_new ();

  peer_sign_in (peer, fixture);
  peer_invite (peer, KEYED_SDP);
  fixture_wait_incoming (fixture);
  g_assert_cmpstr (phone_call_get_keying (fixture->incoming), ==, "sdes");
  g_assert_cmpstr (phone_call_get_remote_name (fixture->incoming), ==, "Bob");
  g_assert_cmpstr (phone_call_get_remote_uri (fixture->incoming), ==, "sips:bob@example.org");
  g_assert_null (phone_call_get_asserted (fixture->incoming));
  g_assert_false (phone_call_reject (fixture->incoming, 401, NULL));
  g_assert_true (phone_call_reject (fixture->incoming, 486, NULL));
  peer_wait (peer, "486/INVITE ");
}

static void
on_refused (PhoneCall *call, guint *n)
{
  (*n)++;
}

static void
test_weakening (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Peer) peer = peer_new ();
  PhoneCall *call;
  guint n_refused = 0;

  peer->status = 200;
  peer->make_body = peer_make_keyed_answer;
  call = place (peer_sign_in (peer, fixture));
  g_signal_connect (call, "refused-weakening", G_CALLBACK (on_refused), &n_refused);
  fixture_wait_call (call, PHONE_CALL_STATE_ESTABLISHED);
  g_assert_cmpstr (phone_call_get_codec (call), ==, "PCMU");
  peer_wait (peer, "INVITE ACK ");
  peer_reinvite (peer, PLAIN_SDP);
  peer_wait (peer, "488/INVITE ");
  g_assert_cmpuint (n_refused, ==, 1);
  g_assert_cmpint (phone_call_get_state (call), ==, PHONE_CALL_STATE_ESTABLISHED);
  phone_call_hangup (call);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (call), ==, PHONE_CALL_END_LOCAL);
  g_signal_handlers_disconnect_by_data (call, &n_refused);
}

/* A re-INVITE's 2xx without a session answers nothing, whatever was heard before the call */
static void
test_empty_change (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Peer) peer = peer_new ();
  g_autoptr (GError) error = NULL;
  PhoneCall *call;

  peer->early = TRUE;
  peer->status = 200;
  peer->make_body = peer_make_keyed_answer;
  call = place (peer_sign_in (peer, fixture));
  fixture_wait_call (call, PHONE_CALL_STATE_ESTABLISHED);
  peer_wait (peer, "INVITE ACK ");
  peer->early = FALSE;
  peer->make_body = NULL;
  phone_call_hold (call, &error);
  g_assert_no_error (error);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (call), ==, PHONE_CALL_END_NOT_ENCRYPTED);
  peer_wait (peer, "INVITE ACK INVITE ACK BYE ");
}

/* RFC 3264 8.2: port 0 takes the stream away, so nothing of it goes on */
static void
test_withdrawn (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Peer) peer = peer_new ();
  PhoneCallStats before, after;
  PhoneCall *call;

  peer->status = 200;
  peer->make_body = peer_make_keyed_answer;
  call = place (peer_sign_in (peer, fixture));
  fixture_wait_call (call, PHONE_CALL_STATE_ESTABLISHED);
  peer_wait (peer, "INVITE ACK ");
  fixture_run_ms (500);
  g_assert_true (phone_call_get_stats (call, &before));
  g_assert_cmpuint (before.tx_packets, >, 0);
  peer_reinvite (peer, WITHDRAWN_SDP);
  peer_wait (peer, "200/INVITE ");
  fixture_run_ms (200);
  g_assert_true (phone_call_get_stats (call, &before));
  fixture_run_ms (300);
  g_assert_true (phone_call_get_stats (call, &after));
  g_assert_cmpuint (after.tx_packets, ==, before.tx_packets);
  g_assert_cmpint (phone_call_get_state (call), ==, PHONE_CALL_STATE_ESTABLISHED);
  phone_call_hangup (call);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
}

static void
on_removed (GObject *engine, GAsyncResult *result, gpointer data)
{
  g_assert_true (phone_engine_remove_account_finish (PHONE_ENGINE (engine), result, NULL));
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

/* The account goes with the end of its last call, whose end is being told just then */
static void
test_removed_in_call (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Peer) peer = peer_new ();
  gboolean removed = FALSE;
  gpointer account;
  PhoneCall *call;

  peer->status = 200;
  peer->make_body = peer_make_keyed_answer;
  account = peer_sign_in (peer, fixture);
  g_object_add_weak_pointer (account, &account);
  call = place (account);
  fixture_wait_call (call, PHONE_CALL_STATE_ESTABLISHED);
  peer_wait (peer, "INVITE ACK ");
  phone_engine_remove_account_async (fixture->engine, account, NULL, on_removed, &removed);
  fixture_run_until (is_true, &removed);
  g_assert_null (account);
  g_assert_cmpint (phone_call_get_state (call), ==, PHONE_CALL_STATE_ENDED);
  peer_wait (peer, "BYE ");
}

/* Accepts, listens to the first request and goes: a call that waits for the account is told */
static void
test_hung_up_on (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Peer) peer = peer_new ();
  PhoneAccount *account;
  PhoneCall *call;

  peer->hangs_up = TRUE;
  account = peer_add_account (peer, fixture, PHONE_ACCOUNT_TEMPORARY);
  phone_account_sign_in (account);
  call = place (account);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (call), ==, PHONE_CALL_END_UNREACHABLE);
  g_assert_cmpint (phone_account_get_state (account), ==, PHONE_ACCOUNT_STATE_WAITING);
  g_assert_cmpstr (peer->received->str, ==, "REGISTER ");
}

static gboolean
is_trusted (gpointer account)
{
  return phone_trust_state_allows_call (phone_account_get_trust_state (account));
}

/* The keyring takes its time, perhaps because it asks the user; meanwhile he types it here */
static void
test_password_overtakes (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Peer) peer = peer_new ();
  g_autoptr (Secret) password = secret_new ("typed", 5);
  PhoneAccount *account = peer_add_account (peer, fixture, PHONE_ACCOUNT_NO_REGISTER);

  phone_account_begin_fetching_password (account);
  phone_account_sign_in (account);
  fixture_run_until (is_trusted, account);
  fixture_run_ms (100);
  g_assert_cmpint (phone_account_get_state (account), ==, PHONE_ACCOUNT_STATE_SIGNING_IN);
  phone_account_use_password (account, password);
  g_assert_cmpint (phone_account_get_state (account), ==, PHONE_ACCOUNT_STATE_SIGNED_IN);
  phone_account_password_fetched (account, NULL, TRUE);
  g_assert_true (phone_account_get_has_password (account));
  g_assert_cmpint (phone_account_get_state (account), ==, PHONE_ACCOUNT_STATE_SIGNED_IN);
}

static void
test_connection_lost (void)
{
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (Peer) peer = peer_new ();
  PhoneAccount *account;
  PhoneCall *call;

  peer->status = 200;
  peer->make_body = peer_make_keyed_answer;
  account = peer_sign_in (peer, fixture);
  call = place (account);
  fixture_wait_call (call, PHONE_CALL_STATE_ESTABLISHED);
  peer_wait (peer, "INVITE ACK ");
  g_string_truncate (peer->received, 0);
  peer_hang_up_connection (peer);
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_WAITING);
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_SIGNED_IN);
  g_assert_cmpint (phone_call_get_state (call), ==, PHONE_CALL_STATE_ESTABLISHED);
  phone_call_hangup (call);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
  peer_wait (peer, "BYE ");
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/refuse/SRTP-01/answer-without-keys-is-ended", test_plain_answer);
  g_test_add_func ("/phone/refuse/SRTP-04/our-own-key-back-is-ended", test_mirrored_answer);
  g_test_add_func ("/phone/refuse/SRTP-01/answer-without-session-is-ended", test_empty_answer);
  g_test_add_func ("/phone/refuse/SRTP-01/offer-without-keys-never-rings", test_plain_offer);
  g_test_add_func ("/phone/refuse/offer-with-keys-rings", test_keyed_offer);
  g_test_add_func ("/phone/refuse/SRTP-01/weakening-is-refused-and-told", test_weakening);
  g_test_add_func ("/phone/refuse/SRTP-01/change-without-session-is-ended", test_empty_change);
  g_test_add_func ("/phone/refuse/SDP-04/withdrawn-audio-is-not-sent-on", test_withdrawn);
  g_test_add_func ("/phone/refuse/account-is-removed-in-its-call", test_removed_in_call);
  g_test_add_func ("/phone/refuse/call-does-not-wait-for-who-hangs-up", test_hung_up_on);
  g_test_add_func ("/phone/refuse/typed-password-overtakes-the-keyring", test_password_overtakes);
  g_test_add_func ("/phone/refuse/each-code-has-its-cause", test_codes);
  g_test_add_func ("/phone/refuse/call-outlives-a-broken-connection", test_connection_lost);
  status = g_test_run ();
  g_assert_true (media_finish (10000));
  return status;
}
