/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Session descriptions: what parses is written and parsed again; offers and answers never crash. */
#include "fuzz-target.h"

#include <string.h>

#include "sdp-negotiation.h"

static void
fill (gpointer bytes, gsize n, gpointer user_data)
{
  memset (bytes, 0x2a, n);
}

static void
check_round_trip (const SdpSession *session)
{
  g_autofree char *text = sdp_session_to_string (session);
  SdpParseError error = { 0 };
  g_autoptr (SdpSession) again = sdp_session_parse (slice_from_string (text), &error);
  g_autofree char *text_again = NULL;

  /* What the session level says once is written at each m-line: that may be over a limit */
  if (again == NULL)
    {
      g_assert_cmpint (error.code, ==, SDP_ERROR_TOO_LONG);
      return;
    }
  text_again = sdp_session_to_string (again);
  g_assert_cmpstr (text, ==, text_again);
}

static void
check_audio (const SdpAudio *audio)
{
  gsize n;

  if (!audio->accepted)
    return;
  /* Whatever came in: no media without keys of the right size on both sides */
  g_assert_nonnull (audio->tx_key);
  g_assert_nonnull (audio->rx_key);
  secret_peek (audio->rx_key, &n);
  g_assert_cmpuint (n, ==,
                    sdp_suite_get_key_size (audio->suite) + sdp_suite_get_salt_size (audio->suite));
  g_assert_nonnull (audio->codec);
  g_assert_nonnull (audio->remote_address);
  g_assert_true (audio->tx_pt >= 0 && audio->tx_pt < 128);
  g_assert_true (audio->ptime_ms >= 10 && audio->ptime_ms <= 60);
}

static void
negotiate (Slice input)
{
  SdpLocal local = { .address = "192.0.2.1",
                     .audio_rtp_port = 4000,
                     .direction = SDP_DIRECTION_SENDRECV,
                     .rtcp_mux = TRUE };
  g_autoptr (SdpNegotiation) callee = sdp_negotiation_new (fill, NULL);
  g_autoptr (SdpNegotiation) caller = sdp_negotiation_new (fill, NULL);

  for (guint i = 0; i < 2; i++) /* the offer, and again in the call */
    {
      g_auto (SdpAudio) audio = SDP_AUDIO_INIT;
      g_autofree char *answer = sdp_negotiation_receive_offer (callee, input, &local, &audio, NULL);

      check_audio (&audio);
      if (answer != NULL)
        {
          SdpParseError error;
          g_autoptr (SdpSession) session = sdp_session_parse (slice_from_string (answer), &error);

          g_assert_nonnull (session);
        }
    }
  for (guint i = 0; i < 2; i++)
    {
      g_auto (SdpAudio) audio = SDP_AUDIO_INIT;
      g_autofree char *offer = sdp_negotiation_create_offer (caller, &local, NULL);

      sdp_negotiation_receive_answer (caller, input, &audio, NULL);
      check_audio (&audio);
      sdp_negotiation_rollback (caller);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  Slice input = { (const char *) data, size };
  SdpParseError error = { 0 };
  g_autoptr (SdpSession) session = sdp_session_parse (input, &error);

  if (session != NULL)
    check_round_trip (session);
  else
    g_assert_true (error.what != NULL && error.at >= input.p && error.at <= input.p + input.n);
  negotiate (input);
  return 0;
}
