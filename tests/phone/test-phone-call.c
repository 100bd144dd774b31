/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Calls against the demo service, and between two engines through it: real TLS, real SRTP. */
#include "phone-fixture.h"

#include "media-fixture.h"
#include "media-init.h"
#include "media-session.h"

#include <string.h>

#define HEARD_RATE_HZ 8000

typedef struct
{
  guint n_stats;
  guint n_media;
  guint n_echo;
  double match;
  GString *states;
  GString *digits;
} Heard;

static void
on_state (PhoneCall *call, GParamSpec *pspec, Heard *heard)
{
  g_string_append_printf (heard->states, "%s ",
                          phone_call_state_to_string (phone_call_get_state (call)));
}

static void
on_stats (PhoneCall *call, const PhoneCallStats *stats, Heard *heard)
{
  heard->n_stats++;
}

static void
on_media (PhoneCall *call, guint first_rx_ms, Heard *heard)
{
  g_assert_cmpuint (first_rx_ms, <, 5000);
  heard->n_media++;
}

static void
on_echo (PhoneCall *call, double match, int delay_ms, Heard *heard)
{
  g_assert_cmpint (phone_call_get_state (call), !=, PHONE_CALL_STATE_ENDED);
  heard->n_echo++;
  heard->match = match;
}

static void
on_dtmf (PhoneCall *call, const char *digit, Heard *heard)
{
  g_string_append (heard->digits, digit);
}

static void
listen_to (PhoneCall *call, Heard *heard)
{
  *heard = (Heard){ .states = g_string_new (NULL), .digits = g_string_new (NULL) };
  g_signal_connect (call, "notify::state", G_CALLBACK (on_state), heard);
  g_signal_connect (call, "stats", G_CALLBACK (on_stats), heard);
  g_signal_connect (call, "media", G_CALLBACK (on_media), heard);
  g_signal_connect (call, "echo", G_CALLBACK (on_echo), heard);
  g_signal_connect (call, "dtmf", G_CALLBACK (on_dtmf), heard);
}

static void
stop_listening (PhoneCall *call, Heard *heard)
{
  g_signal_handlers_disconnect_by_data (call, heard);
  g_string_free (heard->states, TRUE);
  g_string_free (heard->digits, TRUE);
}

static PhoneCall *
call_service (PhoneAccount *account, DemoService *demo, const char *name)
{
  g_autofree char *uri = fixture_service (demo, name);
  g_autoptr (PhoneMediaOptions) silence = phone_media_options_new ();
  g_autoptr (GError) error = NULL;
  PhoneCall *call = phone_account_call (account, uri, silence, &error);

  g_assert_no_error (error);
  g_assert_cmpint (phone_call_get_state (call), ==, PHONE_CALL_STATE_CHECKING);
  return call;
}

static void
test_echo (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (PhoneMediaOptions) options = fixture_play (fixture);
  PhoneAccount *account;
  PhoneCallStats stats;
  PhoneCall *call;
  Heard heard;

  fixture_open (fixture);
  account = fixture_sign_in (fixture, demo, 0);
  call = phone_account_call (account, "echo", options, NULL);
  listen_to (call, &heard);
  g_assert_cmpuint (phone_engine_get_active_calls (fixture->engine), ==, 1);
  fixture_wait_call (call, PHONE_CALL_STATE_ESTABLISHED);
  g_assert_true (g_str_has_prefix (heard.states->str, "calling "));
  g_assert_true (g_str_has_suffix (heard.states->str, "answered established "));
  g_assert_cmpstr (phone_call_get_keying (call), ==, "sdes");
  g_assert_nonnull (phone_call_get_suite (call));
  g_assert_cmpstr (phone_call_get_codec (call), ==, "opus");
  g_assert_false (phone_call_get_end_to_end (call));
  g_assert_false (phone_call_get_next_hop_only (call));
  fixture_run_ms (7000);
  phone_call_hangup (call);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (call), ==, PHONE_CALL_END_LOCAL);
  g_assert_cmpuint (heard.n_media, ==, 1);
  g_assert_cmpuint (heard.n_stats, >=, 2);
  g_assert_cmpuint (heard.n_echo, ==, 1);
  g_assert_cmpfloat (heard.match, >=, MEDIA_ECHO_MATCH_MIN);
  g_assert_true (phone_call_get_heard (call));
  g_assert_true (phone_call_get_stats (call, &stats));
  g_assert_cmpuint (stats.rx_packets, >, 100);
  g_assert_cmpuint (stats.srtp_failures, ==, 0);
  g_assert_cmpuint (phone_call_get_duration_ms (call), >=, 6900);
  g_assert_cmpuint (phone_engine_get_active_calls (fixture->engine), ==, 0);
  stop_listening (call, &heard);
}

static void
assert_refused (const char *service, PhoneCallEndCause cause, guint code, const char *headline)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (PhoneExplanation) explanation = NULL;
  PhoneCall *call;

  fixture_open (fixture);
  call = call_service (fixture_sign_in (fixture, demo, 0), demo, service);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (call), ==, cause);
  g_assert_cmpuint (phone_call_get_end_code (call), ==, code);
  explanation = phone_explain_call (call);
  g_assert_cmpstr (explanation->headline, ==, headline);
}

static void
test_busy (void)
{
  assert_refused ("busy", PHONE_CALL_END_BUSY, 486, "Busy");
}

static void
test_nobody (void)
{
  assert_refused ("nobody", PHONE_CALL_END_NO_SUCH_ADDRESS, 404,
                  "There is no nobody@demo.linnet.invalid");
}

static void
test_cancel (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  PhoneCall *call;

  fixture_open (fixture);
  call = call_service (fixture_sign_in (fixture, demo, 0), demo, "noanswer");
  fixture_wait_call (call, PHONE_CALL_STATE_RINGING);
  phone_call_hangup (call);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (call), ==, PHONE_CALL_END_CANCELLED);
  g_assert_null (phone_explain_call (call));
  g_assert_nonnull (strstr (fixture->trace->str, "> CANCEL sips:"));
}

static void
test_hangup_before_anything (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  PhoneCall *call;

  fixture_open (fixture);
  call = call_service (fixture_sign_in (fixture, demo, 0), demo, "echo");
  phone_call_hangup (call);
  g_assert_cmpint (phone_call_get_state (call), ==, PHONE_CALL_STATE_ENDED);
  fixture_run_ms (200);
  g_assert_null (strstr (fixture->trace->str, "INVITE sips:"));
}

static void
test_without_registering (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  PhoneAccount *account;
  PhoneCall *call;

  fixture_open (fixture);
  account = fixture_add_account (fixture, demo, 0, PHONE_ACCOUNT_NO_REGISTER);
  phone_account_sign_in (account);
  call = call_service (account, demo, "tone");
  fixture_wait_call (call, PHONE_CALL_STATE_ESTABLISHED);
  g_assert_null (strstr (fixture->trace->str, "REGISTER sips:"));
  phone_call_hangup (call);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
}

static void
test_signed_out (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  g_autoptr (GError) error = NULL;
  PhoneAccount *account;

  fixture_open (fixture);
  account = fixture_add_account (fixture, demo, 0, PHONE_ACCOUNT_TEMPORARY);
  g_assert_null (phone_account_call (account, "echo", NULL, &error));
  g_assert_error (error, PHONE_ERROR, PHONE_ERROR_STATE);
}

static void
test_server_dies (void)
{
  g_autoptr (DemoService) demo = fixture_start_demo ();
  g_autoptr (Fixture) fixture = fixture_new (NULL);
  PhoneAccount *account;
  PhoneCall *call;

  fixture_open (fixture);
  account = fixture_sign_in (fixture, demo, 0);
  call = call_service (account, demo, "tone");
  fixture_wait_call (call, PHONE_CALL_STATE_ESTABLISHED);
  fixture_run_ms (500);
  demo_service_stop (demo);
  fixture_run_ms (500);
  g_assert_cmpint (phone_account_get_state (account), !=, PHONE_ACCOUNT_STATE_SIGNED_IN);
  phone_call_hangup (call);
  fixture_wait_call (call, PHONE_CALL_STATE_ENDED);
}

/* Two people: the second has an engine of its own */
typedef struct
{
  DemoService *demo;
  Fixture *alice;
  Fixture *bob;
  PhoneCall *outgoing;
  PhoneCall *incoming;
} Two;

static void
ring (Two *two)
{
  g_autoptr (PhoneMediaOptions) silence = phone_media_options_new ();
  PhoneAccount *alice;
  g_autoptr (GError) error = NULL;

  two->demo = fixture_start_demo ();
  two->alice = fixture_new (NULL);
  two->bob = fixture_new (NULL);
  fixture_open (two->alice);
  fixture_open (two->bob);
  alice = fixture_sign_in (two->alice, two->demo, 0);
  fixture_sign_in (two->bob, two->demo, 1);
  two->outgoing =
      phone_account_call (alice, demo_service_get_nth_aor (two->demo, 1), silence, &error);
  g_assert_no_error (error);
  fixture_wait_incoming (two->bob);
  two->incoming = two->bob->incoming;
  g_assert_cmpstr (phone_call_get_keying (two->incoming), ==, "sdes");
  g_assert_cmpstr (phone_call_get_remote_uri (two->incoming), ==,
                   demo_service_get_nth_aor (two->demo, 0));
  fixture_wait_call (two->outgoing, PHONE_CALL_STATE_RINGING);
}

static void
answer (Two *two)
{
  g_autoptr (PhoneMediaOptions) silence = phone_media_options_new ();
  g_autoptr (GError) error = NULL;

  ring (two);
  phone_call_answer (two->incoming, silence, &error);
  g_assert_no_error (error);
  fixture_wait_call (two->outgoing, PHONE_CALL_STATE_ESTABLISHED);
  fixture_wait_call (two->incoming, PHONE_CALL_STATE_ESTABLISHED);
}

static void
part (Two *two)
{
  fixture_free (two->alice);
  fixture_free (two->bob);
  demo_service_stop (two->demo);
  g_clear_object (&two->demo);
}

static void
test_remote_hangup (void)
{
  Two two;

  answer (&two);
  phone_call_hangup (two.incoming);
  fixture_wait_call (two.outgoing, PHONE_CALL_STATE_ENDED);
  fixture_wait_call (two.incoming, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (two.outgoing), ==, PHONE_CALL_END_REMOTE);
  g_assert_cmpint (phone_call_get_end_cause (two.incoming), ==, PHONE_CALL_END_LOCAL);
  part (&two);
}

static void
test_decline (void)
{
  Two two;

  ring (&two);
  g_assert_true (phone_call_reject (two.incoming, 0, NULL));
  g_assert_cmpint (phone_call_get_end_cause (two.incoming), ==, PHONE_CALL_END_REJECTED);
  fixture_wait_call (two.outgoing, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (two.outgoing), ==, PHONE_CALL_END_DECLINED);
  part (&two);
}

static void
test_missed (void)
{
  Two two;

  ring (&two);
  phone_call_hangup (two.outgoing);
  fixture_wait_call (two.incoming, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (two.incoming), ==, PHONE_CALL_END_CANCELLED);
  fixture_wait_call (two.outgoing, PHONE_CALL_STATE_ENDED);
  part (&two);
}

typedef struct
{
  PhoneCall *call;
  PhoneCallHold hold;
} Holding;

static gboolean
is_hold (gpointer data)
{
  const Holding *holding = data;

  return phone_call_get_hold (holding->call) == holding->hold;
}

static void
wait_hold (PhoneCall *call, PhoneCallHold hold)
{
  fixture_run_until (is_hold, &(Holding){ call, hold });
}

static void
test_hold (void)
{
  g_autoptr (GError) error = NULL;
  Two two;

  answer (&two);
  phone_call_hold (two.outgoing, &error);
  g_assert_no_error (error);
  g_assert_false (phone_call_hold (two.outgoing, NULL)); /* one change at a time */
  wait_hold (two.outgoing, PHONE_CALL_HOLD_LOCAL);
  wait_hold (two.incoming, PHONE_CALL_HOLD_REMOTE);
  phone_call_hold (two.incoming, &error);
  g_assert_no_error (error);
  wait_hold (two.incoming, PHONE_CALL_HOLD_BOTH);
  wait_hold (two.outgoing, PHONE_CALL_HOLD_BOTH);
  phone_call_resume (two.outgoing, &error);
  g_assert_no_error (error);
  wait_hold (two.outgoing, PHONE_CALL_HOLD_REMOTE);
  wait_hold (two.incoming, PHONE_CALL_HOLD_LOCAL);
  phone_call_resume (two.incoming, &error);
  g_assert_no_error (error);
  wait_hold (two.incoming, PHONE_CALL_HOLD_NONE);
  wait_hold (two.outgoing, PHONE_CALL_HOLD_NONE);
  g_assert_cmpint (phone_call_get_state (two.outgoing), ==, PHONE_CALL_STATE_ESTABLISHED);
  part (&two);
}

static guint
count_loud (const gint16 *samples, gsize n)
{
  const gsize block = HEARD_RATE_HZ / 10;
  guint loud = 0;

  for (gsize i = 0; i + block <= n; i += block)
    loud += rms (samples + i, block) > 300;
  return loud;
}

/* Who holds is not overheard: not by a microphone, nor by a file */
static void
test_hold_is_silent (void)
{
  g_autoptr (PhoneMediaOptions) speech = NULL;
  g_autoptr (PhoneMediaOptions) recorder = phone_media_options_new ();
  g_autofree char *path = NULL;
  g_autofree gint16 *samples = NULL;
  g_autoptr (GError) error = NULL;
  gsize n, tail = HEARD_RATE_HZ;
  Two two;

  ring (&two);
  path = g_build_filename (two.bob->directory, "heard.wav", NULL);
  phone_media_options_set_record_file (recorder, path);
  phone_call_reject (two.incoming, 0, NULL);
  fixture_wait_call (two.outgoing, PHONE_CALL_STATE_ENDED);
  g_clear_object (&two.bob->incoming);
  speech = fixture_play (two.alice);
  two.outgoing = phone_account_call (phone_call_get_account (two.outgoing),
                                     demo_service_get_nth_aor (two.demo, 1), speech, &error);
  g_assert_no_error (error);
  fixture_wait_incoming (two.bob);
  two.incoming = two.bob->incoming;
  phone_call_answer (two.incoming, recorder, &error);
  g_assert_no_error (error);
  fixture_wait_call (two.outgoing, PHONE_CALL_STATE_ESTABLISHED);
  fixture_run_ms (1500);
  phone_call_hold (two.outgoing, &error);
  g_assert_no_error (error);
  wait_hold (two.outgoing, PHONE_CALL_HOLD_LOCAL);
  fixture_run_ms (2000);
  phone_call_hangup (two.incoming);
  fixture_wait_call (two.incoming, PHONE_CALL_STATE_ENDED);
  samples = read_wav (path, HEARD_RATE_HZ, &n);
  g_assert_cmpuint (n, >, 2 * tail);
  g_assert_cmpuint (count_loud (samples, n - tail), >, 5);
  g_assert_cmpuint (count_loud (samples + n - tail, tail), ==, 0);
  part (&two);
}

static gboolean
has_digits (gpointer data)
{
  return g_str_equal (((Heard *) data)->digits->str, "12#");
}

static void
test_dtmf (void)
{
  Heard heard;
  Two two;

  answer (&two);
  listen_to (two.incoming, &heard);
  g_assert_false (phone_call_send_dtmf (two.outgoing, "12x", NULL));
  g_assert_true (phone_call_send_dtmf (two.outgoing, "12#", NULL));
  fixture_run_until (has_digits, &heard);
  stop_listening (two.incoming, &heard);
  part (&two);
}

static void
test_close_in_call (void)
{
  Two two;

  answer (&two);
  fixture_close (two.alice);
  fixture_wait_call (two.incoming, PHONE_CALL_STATE_ENDED);
  g_assert_cmpint (phone_call_get_end_cause (two.incoming), ==, PHONE_CALL_END_REMOTE);
  part (&two);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/call/what-comes-back-is-what-was-sent", test_echo);
  g_test_add_func ("/phone/call/busy-is-E12", test_busy);
  g_test_add_func ("/phone/call/nobody-is-E11", test_nobody);
  g_test_add_func ("/phone/call/TXN-09/given-up-is-cancelled", test_cancel);
  g_test_add_func ("/phone/call/given-up-at-once-sends-nothing", test_hangup_before_anything);
  g_test_add_func ("/phone/call/can-be-placed-without-registering", test_without_registering);
  g_test_add_func ("/phone/call/signed-out-account-places-none", test_signed_out);
  g_test_add_func ("/phone/call/outlives-its-server-until-hung-up", test_server_dies);
  g_test_add_func ("/phone/call/other-side-hangs-up", test_remote_hangup);
  g_test_add_func ("/phone/call/declined-here-is-declined-there", test_decline);
  g_test_add_func ("/phone/call/given-up-there-is-missed-here", test_missed);
  g_test_add_func ("/phone/call/SRTP-06/held-and-resumed-by-each-side", test_hold);
  g_test_add_func ("/phone/call/SDP-04/who-holds-is-not-heard", test_hold_is_silent);
  g_test_add_func ("/phone/call/keys-pressed-are-heard", test_dtmf);
  g_test_add_func ("/phone/call/closing-the-engine-hangs-up", test_close_in_call);
  status = g_test_run ();
  g_assert_true (media_finish (10000));
  return status;
}
