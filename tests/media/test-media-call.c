/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Two sessions over loopback: each codec, each suite, judged by what was recorded. */
#define G_LOG_DOMAIN "test-media-call"

#include "media-fixture.h"
#include "media-probe.h"

static void
speak_and_listen (const char *codec, SdpSuite suite, gboolean mux)
{
  MediaSessionOptions low = { .source = MEDIA_SOURCE_TONE, .tone_hz = 500 };
  MediaSessionOptions high = { .source = MEDIA_SOURCE_TONE, .tone_hz = 1300 };
  g_autoptr (Call) call = call_new (&low, &high);
  MediaStats stats;

  call_agree (call, codec, suite);
  call->a.parameters.rtcp_mux = call->b.parameters.rtcp_mux = mux;
  call_start (call);
  run_packets (&call->b, 40);
  run_packets (&call->a, 10);
  call_stop (call);

  g_assert_cmpuint (tone_ms (call->b.record_file, 500), >=, 400);
  g_assert_cmpuint (tone_ms (call->a.record_file, 1300), >=, 400);
  g_assert_cmpuint (tone_ms (call->a.record_file, 500), ==, 0);
  g_assert_cmpstr (call->a.warnings->str, ==, "");
  g_assert_cmpstr (call->b.warnings->str, ==, "");
  g_assert_true (call->a.first_packet && call->b.first_packet);
  media_session_get_stats (call->a.session, &stats);
  g_assert_cmpuint (stats.srtp_failures, ==, 0);
  g_assert_cmpuint (stats.rx_dropped, ==, 0);
  g_assert_cmpint (stats.first_rx_ms, >=, 0);
  g_assert_cmpfloat (stats.mos, >, 1);
  g_assert_cmpuint (stats.tx_packets, >=, 40);
}

static void
test_codec (gconstpointer data)
{
  speak_and_listen (data, SDP_SUITE_AEAD_AES_256_GCM, TRUE);
}

static void
test_suite (gconstpointer data)
{
  speak_and_listen ("PCMU", (SdpSuite) GPOINTER_TO_INT (data), FALSE);
}

int
main (int argc, char **argv)
{
  static const char *const codecs[] = { "opus", "G722", "PCMA", "PCMU" };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (codecs); i++)
    {
      g_autofree char *path =
          g_strdup_printf ("/media/call/RTP-03/%s-is-heard-on-both-sides", codecs[i]);

      g_test_add_data_func (path, codecs[i], test_codec);
    }
  for (SdpSuite suite = SDP_SUITE_AEAD_AES_256_GCM; suite < SDP_N_SUITES; suite++)
    {
      g_autofree char *path = g_strdup_printf ("/media/call/SRTP-03/%s-is-heard-on-both-sides",
                                               sdp_suite_get_name (suite));

      g_test_add_data_func (path, GINT_TO_POINTER (suite), test_suite);
    }
  return g_test_run ();
}
