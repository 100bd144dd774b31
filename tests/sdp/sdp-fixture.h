/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Two negotiations that talk to each other, and offers written by hand. */
#pragma once

#include <string.h>

#include "sdp-negotiation.h"

#define KEY30 "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define OTHER_KEY30 "AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
#define KEY46 "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="
#define HEAD "v=0\r\no=- 4711 3 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\n"
#define CRYPTO "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "\r\n"
#define PCMA_OFFER HEAD "m=audio 5000 RTP/SAVP 8\r\n" CRYPTO

/* Not random, but never the same twice */
static inline void
count_up (gpointer bytes, gsize n, gpointer user_data)
{
  guint8 *counter = user_data;

  memset (bytes, 0x55, n);
  ((guint8 *) bytes)[0] = ++*counter;
}

typedef struct
{
  guint8 counter;
  SdpNegotiation *negotiation;
  SdpLocal local;
  SdpAudio audio;
} Side;

static inline void
side_init (Side *side, guint8 counter, guint16 port)
{
  *side = (Side){ .counter = counter, .audio = SDP_AUDIO_INIT };
  side->negotiation = sdp_negotiation_new (count_up, &side->counter);
  side->local = (SdpLocal){ .address = "192.0.2.1",
                            .audio_rtp_port = port,
                            .audio_rtcp_port = (guint16) (port + 1),
                            .direction = SDP_DIRECTION_SENDRECV,
                            .rtcp_mux = TRUE };
}

static inline void
side_clear (Side *side)
{
  sdp_negotiation_free (side->negotiation);
  sdp_audio_clear (&side->audio);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Side, side_clear)

static inline char *
side_offer (Side *side)
{
  g_autoptr (GError) error = NULL;
  char *offer = sdp_negotiation_create_offer (side->negotiation, &side->local, &error);

  g_assert_no_error (error);
  return offer;
}

static inline char *
side_answer (Side *side, const char *offer)
{
  g_autoptr (GError) error = NULL;
  char *answer;

  sdp_audio_clear (&side->audio);
  answer = sdp_negotiation_receive_offer (side->negotiation, slice_from_string (offer),
                                          &side->local, &side->audio, &error);
  g_assert_no_error (error);
  g_assert_nonnull (answer);
  return answer;
}

static inline void
side_take_answer (Side *side, const char *answer)
{
  g_autoptr (GError) error = NULL;

  sdp_audio_clear (&side->audio);
  sdp_negotiation_receive_answer (side->negotiation, slice_from_string (answer), &side->audio,
                                  &error);
  g_assert_no_error (error);
}

static inline void
side_refuse_offer (Side *side, const char *offer, SdpErrorCode code)
{
  g_autoptr (GError) error = NULL;
  SdpAudio out = SDP_AUDIO_INIT;
  char *answer = sdp_negotiation_receive_offer (side->negotiation, slice_from_string (offer),
                                                &side->local, &out, &error);

  g_assert_null (answer);
  g_assert_error (error, SDP_ERROR, (int) code);
  g_assert_false (out.accepted);
}

static inline void
side_refuse_answer (Side *side, const char *answer, SdpErrorCode code)
{
  g_autoptr (GError) error = NULL;
  SdpAudio out = SDP_AUDIO_INIT;

  g_assert_false (
      sdp_negotiation_receive_answer (side->negotiation, slice_from_string (answer), &out, &error));
  g_assert_error (error, SDP_ERROR, (int) code);
  g_assert_false (out.accepted);
}

/* Offer, answer: both sides know each other's keys */
static inline void
sides_call (Side *caller, Side *callee)
{
  g_autofree char *offer = side_offer (caller);
  g_autofree char *answer = side_answer (callee, offer);

  side_take_answer (caller, answer);
}

static inline SdpSession *
parse_sdp (const char *text)
{
  SdpParseError error;
  SdpSession *session = sdp_session_parse (slice_from_string (text), &error);

  g_assert_nonnull (session);
  return session;
}

static inline const SdpMedia *
session_media (const SdpSession *session, guint i)
{
  g_assert_cmpuint (session->media->len, >, i);
  return g_ptr_array_index (session->media, i);
}
