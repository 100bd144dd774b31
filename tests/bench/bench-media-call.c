/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What one end of an SRTP Opus call costs: CPU seconds a minute, memory, delay of an echo. */
#define G_LOG_DOMAIN "bench-media-call"

#include "media-fixture.h"

#include <stdio.h>
#include <sys/resource.h>

#define SECONDS 10

static double
cpu_s (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
measure (const char *codec, SdpSuite suite)
{
  MediaSessionOptions tone = { .source = MEDIA_SOURCE_TONE };
  g_autoptr (Call) call = call_new (&tone, &tone);
  struct rusage usage;
  MediaStats stats;
  double before;

  call_agree (call, codec, suite);
  call->a.parameters.rtcp_mux = call->b.parameters.rtcp_mux = TRUE;
  call_start (call);
  run_packets (&call->b, 50);
  before = cpu_s ();
  run_ms (SECONDS * 1000);
  /* Both ends run in this process */
  printf ("# %-5s %-24s %.2f CPU s a minute", codec, sdp_suite_get_name (suite),
          (cpu_s () - before) * 60 / SECONDS / 2);
  media_session_get_stats (call->a.session, &stats);
  getrusage (RUSAGE_SELF, &usage);
  printf (", lost %d, jitter %.2f ms, peak RSS %ld kB for both\n", (int) stats.rx_lost,
          stats.jitter_ms, usage.ru_maxrss);
}

int
main (void)
{
  measure ("opus", SDP_SUITE_AEAD_AES_256_GCM);
  measure ("opus", SDP_SUITE_AES_CM_128_HMAC_SHA1_80);
  measure ("G722", SDP_SUITE_AEAD_AES_256_GCM);
  measure ("PCMU", SDP_SUITE_AEAD_AES_256_GCM);
  return 0;
}
