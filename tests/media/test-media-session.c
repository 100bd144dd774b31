/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A session's life: hold, re-key, mute, digits, devices that are not there, files, echoes, the end.
 */
#define G_LOG_DOMAIN "test-media-session"

#include "media-fixture.h"
#include "media-probe.h"

#include <string.h>

static const MediaSessionOptions low_tone = { .source = MEDIA_SOURCE_TONE, .tone_hz = 500 };
static const MediaSessionOptions high_tone = { .source = MEDIA_SOURCE_TONE, .tone_hz = 1300 };

static Call *
new_call (const MediaSessionOptions *a, const MediaSessionOptions *b, const char *codec)
{
  Call *call = call_new (a, b);

  call_agree (call, codec, SDP_SUITE_AEAD_AES_128_GCM);
  call->a.parameters.rtcp_mux = call->b.parameters.rtcp_mux = TRUE;
  return call;
}

static void
update (Party *party)
{
  g_autoptr (GError) error = NULL;

  media_session_start (party->session, &party->parameters, &error);
  g_assert_no_error (error);
}

static gboolean
has_failures (gpointer data)
{
  MediaStats stats;

  media_session_get_stats (((Party *) data)->session, &stats);
  return stats.srtp_failures >= 20;
}

static void
test_wrong_key (void)
{
  g_autoptr (Call) call = new_call (&low_tone, &high_tone, "PCMU");
  MediaStats stats;

  g_clear_pointer (&call->b.parameters.srtp.rx_key, secret_unref);
  call->b.parameters.srtp.rx_key = secret_ref (call->b.parameters.srtp.tx_key);
  call_start (call);
  run_until (has_failures, &call->b);
  run_packets (&call->a, 10);
  media_session_get_stats (call->b.session, &stats);
  g_assert_cmpuint (stats.rx_packets, ==, 0);
  g_assert_cmpint (stats.first_rx_ms, ==, -1);
  call_stop (call);
  g_assert_false (call->b.first_packet);
  g_assert_true (call->a.first_packet);
  g_assert_false (g_file_test (call->b.record_file, G_FILE_TEST_EXISTS));
}

static void
test_rekey (gconstpointer data)
{
  g_autoptr (Call) call = new_call (&low_tone, &high_tone, data);
  MediaStats stats;
  guint tone, silence, all;

  call_start (call);
  run_packets (&call->b, 30);
  for (int i = 0; i < 3; i++)
    {
      call_rekey (&call->a, &call->b);
      call_rekey (&call->b, &call->a);
      update (&call->b);
      update (&call->a);
      run_packets (&call->b, 30);
    }
  call_stop (call);
  count_blocks (call->b.record_file, 500, &tone, &silence, &all);
  g_test_message ("%u of %u blocks are the tone, %u silent", tone, all, silence);
  g_assert_cmpuint (tone, >=, 100);
  g_assert_cmpuint (all - tone, <=, 12);
  /* What was on its way under a key that the other side had or had not yet: a packet or two */
  media_session_get_stats (call->a.session, &stats);
  g_assert_cmpuint (stats.srtp_failures, <=, 9);
  g_assert_cmpuint (stats.rx_packets, >, 90);
}

static void
test_one_key_changes (void)
{
  g_autoptr (Call) call = new_call (&low_tone, &high_tone, "PCMU");
  MediaStats stats;

  call_start (call);
  run_packets (&call->b, 20);
  call_rekey (&call->a, &call->b);
  update (&call->b);
  update (&call->a);
  run_packets (&call->a, 20);
  run_packets (&call->b, 20);
  call_stop (call);
  /* The other direction went on in its context: nothing was refused */
  media_session_get_stats (call->a.session, &stats);
  g_assert_cmpuint (stats.srtp_failures, ==, 0);
  g_assert_cmpuint (tone_ms (call->a.record_file, 1300), >=, 600);
}

static void
test_hold (void)
{
  g_autoptr (Call) call = new_call (&low_tone, &high_tone, "PCMA");
  MediaStats before, after;

  call_start (call);
  run_packets (&call->b, 20);
  run_packets (&call->a, 5);
  /* a holds: it sends, b listens */
  call->a.parameters.receive = FALSE;
  call->b.parameters.send = FALSE;
  update (&call->a);
  update (&call->b);
  run_packets (&call->b, 10);
  media_session_get_stats (call->b.session, &before);
  run_packets (&call->b, 30);
  media_session_get_stats (call->b.session, &after);
  g_assert_cmpuint (after.tx_packets - before.tx_packets, <=, 1);
  call->a.parameters.receive = TRUE;
  call->b.parameters.send = TRUE;
  update (&call->a);
  update (&call->b);
  run_packets (&call->a, 30);
  call_stop (call);
  media_session_get_stats (call->a.session, &after);
  g_assert_cmpuint (after.srtp_failures, ==, 0);
  g_assert_cmpint (after.rx_lost, ==, 0);
  g_assert_cmpuint (tone_ms (call->a.record_file, 1300), >=, 400);
  g_assert_cmpuint (tone_ms (call->b.record_file, 500), >=, 1000);
}

static void
test_codec_changes (void)
{
  g_autoptr (Call) call = new_call (&low_tone, &high_tone, "PCMU");
  MediaStats stats;

  call_start (call);
  run_packets (&call->b, 20);
  call->a.parameters.codec = call->b.parameters.codec = "opus";
  call->a.parameters.clock_hz = call->b.parameters.clock_hz = 48000;
  call->a.parameters.tx_pt = call->a.parameters.rx_pt = 96;
  call->b.parameters.tx_pt = call->b.parameters.rx_pt = 96;
  update (&call->a);
  update (&call->b);
  run_packets (&call->b, 40);
  run_packets (&call->a, 30);
  call_stop (call);
  media_session_get_stats (call->b.session, &stats);
  g_assert_cmpuint (stats.srtp_failures, ==, 0);
  /* Both codecs went into the one file, at the rate it began with */
  g_assert_cmpuint (tone_ms (call->b.record_file, 500), >=, 500);
}

static void
test_mute (void)
{
  g_autoptr (Call) call = new_call (&low_tone, &high_tone, "G722");
  guint tone, silence, all;

  media_session_set_muted (call->a.session, TRUE);
  call_start (call);
  run_packets (&call->b, 40);
  call_stop (call);
  count_blocks (call->b.record_file, 500, &tone, &silence, &all);
  g_assert_cmpuint (all, >=, 30);
  g_assert_cmpuint (tone, ==, 0);
  g_assert_cmpuint (silence, >=, all - 2);
}

static void
test_unmute (void)
{
  g_autoptr (Call) call = new_call (&low_tone, &high_tone, "PCMU");

  media_session_set_muted (call->a.session, TRUE);
  call_start (call);
  run_packets (&call->b, 10);
  media_session_set_muted (call->a.session, FALSE);
  run_packets (&call->b, 40);
  call_stop (call);
  g_assert_cmpuint (tone_ms (call->b.record_file, 500), >=, 500);
}

static gboolean
has_six_digits (gpointer data)
{
  return ((Party *) data)->digits->len >= 6;
}

static void
test_dtmf (gconstpointer data)
{
  g_autoptr (Call) call = new_call (&low_tone, &high_tone, data);

  call_start (call);
  run_packets (&call->b, 5);
  g_assert_true (media_session_send_dtmf (call->a.session, "11#"));
  g_assert_true (media_session_send_dtmf (call->a.session, "*d0"));
  run_until (has_six_digits, &call->b);
  run_packets (&call->b, 20);
  call_stop (call);
  g_assert_cmpstr (call->b.digits->str, ==, "11#*D0");
  g_assert_cmpstr (call->a.digits->str, ==, "");
}

static void
test_dtmf_not_agreed (void)
{
  g_autoptr (Call) call = new_call (NULL, NULL, "PCMU");

  call->a.parameters.dtmf_tx_pt = -1;
  call_start (call);
  g_assert_false (media_session_send_dtmf (call->a.session, "1"));
  g_assert_true (media_session_send_dtmf (call->b.session, "1"));
}

static void
test_errors (void)
{
  g_autoptr (Call) call = new_call (NULL, NULL, "PCMU");
  MediaSessionOptions none = { 0 };
  g_autoptr (MediaSession) unbound = media_session_new (&none);
  MediaAudioParameters parameters = call->a.parameters;
  g_autoptr (GError) error = NULL;

  g_assert_false (media_session_start (unbound, &parameters, &error));
  g_assert_error (error, MEDIA_ERROR, MEDIA_ERROR_NOT_BOUND);
  g_clear_error (&error);
  parameters.codec = "G729";
  g_assert_false (media_session_start (call->a.session, &parameters, &error));
  g_assert_error (error, MEDIA_ERROR, MEDIA_ERROR_NO_CODEC);
  g_clear_error (&error);
  parameters = call->a.parameters;
  parameters.srtp.suite = SDP_SUITE_AEAD_AES_256_GCM;
  g_assert_false (media_session_start (call->a.session, &parameters, &error));
  g_assert_error (error, MEDIA_ERROR, MEDIA_ERROR_KEYS);
  g_clear_error (&error);
  parameters = call->a.parameters;
  parameters.srtp.rx_key = NULL;
  g_assert_false (media_session_start (call->a.session, &parameters, &error));
  g_assert_error (error, MEDIA_ERROR, MEDIA_ERROR_KEYS);
  g_clear_error (&error);
  media_session_stop (call->a.session);
  g_assert_false (media_session_start (call->a.session, &call->a.parameters, &error));
  g_assert_error (error, MEDIA_ERROR, MEDIA_ERROR_STOPPED);
  g_assert_true (media_has_codec ("OPUS"));
  g_assert_true (media_has_codec ("telephone-event"));
  g_assert_false (media_has_codec ("G729"));
}

static void
test_ports (void)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GInetAddress) elsewhere = g_inet_address_new_from_string ("192.0.2.1");
  MediaSessionOptions none = { 0 };
  g_autoptr (MediaSession) session = media_session_new (&none);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, NULL);
  g_autoptr (GSocketAddress) taken = NULL;

  g_assert_false (media_session_bind (session, elsewhere, &error));
  g_assert_error (error, MEDIA_ERROR, MEDIA_ERROR_SOCKET);
  g_clear_error (&error);
  g_assert_true (media_session_bind (session, loopback, &error));
  g_assert_cmpuint (media_session_get_rtp_port (session) % 2, ==, 0);
  g_assert_cmpuint (media_session_get_rtcp_port (session), ==,
                    media_session_get_rtp_port (session) + 1);
  /* Nobody else gets the port, not even one that asks for reuse */
  taken = g_inet_socket_address_new (loopback, media_session_get_rtp_port (session));
  g_assert_false (g_socket_bind (socket, taken, TRUE, NULL));
}

static gboolean
has_stopped (gpointer data)
{
  return ((Party *) data)->stopped;
}

static void
test_dropped_without_stop (void)
{
  gint64 before_us;

  {
    g_autoptr (Call) call = new_call (&low_tone, &high_tone, "opus");

    call_start (call);
    run_packets (&call->b, 2);
    before_us = g_get_monotonic_time ();
    g_clear_object (&call->a.session);
    media_session_stop (call->b.session);
    /* Nothing of this waits for a thread */
    g_assert_cmpint (g_get_monotonic_time () - before_us, <, 100000);
    call->a.stopped = TRUE;
    run_until (has_stopped, &call->b);
  }
  g_assert_true (media_finish (5000));
}

static void
test_stop_at_once (void)
{
  for (int i = 0; i < 5; i++)
    {
      g_autoptr (Call) call = new_call (&low_tone, &high_tone, "PCMU");

      if (i > 0)
        call_start (call);
      if (i > 2)
        g_main_context_iteration (NULL, FALSE);
      call_stop (call);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/session/SRTP-14/wrong-key-is-counted-and-never-heard", test_wrong_key);
  g_test_add_data_func ("/media/session/SRTP-06/re-key-keeps-the-sound/PCMU", "PCMU", test_rekey);
  g_test_add_data_func ("/media/session/SRTP-06/re-key-keeps-the-sound/opus", "opus", test_rekey);
  g_test_add_func ("/media/session/SRTP-06/unchanged-key-keeps-its-context", test_one_key_changes);
  g_test_add_func ("/media/session/SRTP-06/hold-keeps-keys-and-numbers", test_hold);
  g_test_add_func ("/media/session/RTP-03/codec-changes-in-the-call", test_codec_changes);
  g_test_add_func ("/media/session/RTP-05/muted-sends-silence", test_mute);
  g_test_add_func ("/media/session/RTP-05/unmuted-is-heard", test_unmute);
  g_test_add_data_func ("/media/session/RTP-02/digits-come-once-each/PCMU", "PCMU", test_dtmf);
  g_test_add_data_func ("/media/session/RTP-02/digits-come-once-each/opus", "opus", test_dtmf);
  g_test_add_func ("/media/session/RTP-02/digits-that-were-not-agreed-on-are-refused",
                   test_dtmf_not_agreed);
  g_test_add_func ("/media/session/SRTP-01/bad-parameters-change-nothing", test_errors);
  g_test_add_func ("/media/session/RTP-01/ports-are-a-pair-and-ours-alone", test_ports);
  g_test_add_func ("/media/session/RTP-05/dropped-in-mid-call", test_dropped_without_stop);
  g_test_add_func ("/media/session/RTP-05/stopped-at-once", test_stop_at_once);
  return g_test_run ();
}
