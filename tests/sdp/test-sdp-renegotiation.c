/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "sdp-fixture.h"

static guint64
get_version (const char *text)
{
  g_autoptr (SdpSession) session = parse_sdp (text);

  return session->session_version;
}

static SdpDirection
get_direction (const char *text)
{
  g_autoptr (SdpSession) session = parse_sdp (text);

  return session_media (session, 0)->direction;
}

static void
test_version (void)
{
  g_auto (Side) a = { 0 }, b = { 0 };
  g_autofree char *offer = NULL, *refresh = NULL, *hold = NULL, *answer = NULL, *answer2 = NULL;
  g_autoptr (SdpSession) first = NULL, last = NULL;

  side_init (&a, 0, 4000);
  side_init (&b, 100, 6000);
  offer = side_offer (&a);
  answer = side_answer (&b, offer);
  side_take_answer (&a, answer);
  refresh = side_offer (&a);
  g_assert_cmpstr (refresh, ==, offer);
  answer2 = side_answer (&b, refresh);
  g_assert_cmpstr (answer2, ==, answer);
  side_take_answer (&a, answer2);
  g_assert_false (a.audio.keys_changed || b.audio.keys_changed);
  a.local.direction = SDP_DIRECTION_SENDONLY;
  hold = side_offer (&a);
  g_assert_cmpuint (get_version (hold), ==, get_version (offer) + 1);
  sdp_negotiation_rollback (a.negotiation);
  a.local.address = "192.0.2.5";
  g_clear_pointer (&hold, g_free);
  hold = side_offer (&a);
  g_assert_cmpuint (get_version (hold), ==, get_version (offer) + 2);
  /* All but the version of o= stays, the address that moved too */
  first = parse_sdp (offer);
  last = parse_sdp (hold);
  g_assert_cmpuint (first->session_id, ==, last->session_id);
  g_assert_cmpstr (first->origin_address, ==, last->origin_address);
}

static void
test_direction_matrix (void)
{
  /* Theirs offered, what we want, what we answer */
  static const SdpDirection cases[][3] = {
    { SDP_DIRECTION_SENDRECV, SDP_DIRECTION_SENDRECV, SDP_DIRECTION_SENDRECV },
    { SDP_DIRECTION_SENDONLY, SDP_DIRECTION_SENDRECV, SDP_DIRECTION_RECVONLY },
    { SDP_DIRECTION_RECVONLY, SDP_DIRECTION_SENDRECV, SDP_DIRECTION_SENDONLY },
    { SDP_DIRECTION_INACTIVE, SDP_DIRECTION_SENDRECV, SDP_DIRECTION_INACTIVE },
    { SDP_DIRECTION_SENDRECV, SDP_DIRECTION_SENDONLY, SDP_DIRECTION_SENDONLY },
    { SDP_DIRECTION_SENDONLY, SDP_DIRECTION_SENDONLY, SDP_DIRECTION_INACTIVE },
    { SDP_DIRECTION_RECVONLY, SDP_DIRECTION_SENDONLY, SDP_DIRECTION_SENDONLY },
    { SDP_DIRECTION_INACTIVE, SDP_DIRECTION_SENDONLY, SDP_DIRECTION_INACTIVE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Side) a = { 0 };
      g_autofree char *answer = NULL;
      g_autofree char *offer =
          g_strdup_printf (PCMA_OFFER "a=%s\r\n", sdp_direction_get_name (cases[i][0]));

      side_init (&a, 0, 4000);
      a.local.direction = cases[i][1];
      answer = side_answer (&a, offer);
      g_assert_cmpint (get_direction (answer), ==, cases[i][2]);
      g_assert_cmpint (a.audio.direction, ==, cases[i][2]);
      g_assert_cmpint (a.audio.remote_hold, ==, !(cases[i][0] & SDP_DIRECTION_RECVONLY));
    }
}

static void
reoffer (Side *from, Side *to)
{
  g_autofree char *offer = side_offer (from);
  g_autofree char *answer = side_answer (to, offer);

  side_take_answer (from, answer);
}

static void
test_hold_both_ways (void)
{
  g_auto (Side) a = { 0 }, b = { 0 };
  g_autofree char *while_held = NULL;

  side_init (&a, 0, 4000);
  side_init (&b, 100, 6000);
  sides_call (&a, &b);
  a.local.direction = SDP_DIRECTION_SENDONLY;
  reoffer (&a, &b);
  g_assert_cmpint (a.audio.direction, ==, SDP_DIRECTION_SENDONLY);
  g_assert_cmpint (b.audio.direction, ==, SDP_DIRECTION_RECVONLY);
  g_assert_true (b.audio.remote_hold);
  g_assert_false (a.audio.remote_hold);
  b.local.direction = SDP_DIRECTION_SENDONLY;
  while_held = side_offer (&b); /* held and holding: inactive */
  g_assert_cmpint (get_direction (while_held), ==, SDP_DIRECTION_INACTIVE);
  sdp_negotiation_rollback (b.negotiation);
  reoffer (&b, &a);
  g_assert_cmpint (b.audio.direction, ==, SDP_DIRECTION_INACTIVE);
  g_assert_cmpint (a.audio.direction, ==, SDP_DIRECTION_INACTIVE);
  g_assert_true (a.audio.remote_hold && b.audio.remote_hold);
  a.local.direction = SDP_DIRECTION_SENDRECV;
  reoffer (&a, &b); /* b goes on holding */
  g_assert_cmpint (b.audio.direction, ==, SDP_DIRECTION_SENDONLY);
  g_assert_cmpint (a.audio.direction, ==, SDP_DIRECTION_RECVONLY);
  g_assert_true (a.audio.remote_hold);
  g_assert_false (b.audio.remote_hold);
  b.local.direction = SDP_DIRECTION_SENDRECV;
  reoffer (&b, &a);
  g_assert_cmpint (a.audio.direction, ==, SDP_DIRECTION_SENDRECV);
  g_assert_cmpint (b.audio.direction, ==, SDP_DIRECTION_SENDRECV);
  g_assert_false (a.audio.remote_hold || b.audio.remote_hold);
}

static void
test_old_hold (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *first = NULL, *held = NULL, *resumed = NULL;
  g_autoptr (Secret) key = NULL;

  side_init (&a, 0, 4000);
  first = side_answer (&a, PCMA_OFFER);
  key = secret_ref (a.audio.tx_key);
  held = side_answer (&a, PCMA_OFFER "c=IN IP4 0.0.0.0\r\n");
  g_assert_true (a.audio.remote_hold);
  g_assert_cmpint (a.audio.direction, ==, SDP_DIRECTION_RECVONLY);
  g_assert_cmpstr (a.audio.remote_address, ==, "192.0.2.9");
  g_assert_null (strstr (held, "0.0.0.0"));
  g_assert_false (a.audio.keys_changed);
  resumed = side_answer (&a, PCMA_OFFER);
  g_assert_false (a.audio.keys_changed);
  g_assert_true (secret_equal (key, a.audio.tx_key));
  g_assert_cmpint (a.audio.direction, ==, SDP_DIRECTION_SENDRECV);
}

static void
test_keys_stay_on_hold (void)
{
  g_auto (Side) a = { 0 }, b = { 0 };
  g_autoptr (Secret) tx = NULL, rx = NULL;

  side_init (&a, 0, 4000);
  side_init (&b, 100, 6000);
  sides_call (&a, &b);
  tx = secret_ref (a.audio.tx_key);
  rx = secret_ref (a.audio.rx_key);
  a.local.direction = SDP_DIRECTION_SENDONLY;
  reoffer (&a, &b);
  reoffer (&b, &a); /* the callee's own refresh, one crypto line */
  g_assert_true (secret_equal (tx, a.audio.tx_key));
  g_assert_true (secret_equal (rx, a.audio.rx_key));
  g_assert_false (a.audio.keys_changed || b.audio.keys_changed);
}

static void
test_keys_change_with_transport (void)
{
  g_auto (Side) a = { 0 }, b = { 0 };
  g_autoptr (Secret) tx = NULL, rx = NULL, tx2 = NULL;

  side_init (&a, 0, 4000);
  side_init (&b, 100, 6000);
  sides_call (&a, &b);
  tx = secret_ref (a.audio.tx_key);
  rx = secret_ref (a.audio.rx_key);
  a.local.audio_rtp_port = 4010;
  a.local.audio_rtcp_port = 4011;
  reoffer (&a, &b);
  g_assert_false (secret_equal (tx, a.audio.tx_key));
  g_assert_false (secret_equal (rx, a.audio.rx_key));
  g_assert_true (a.audio.keys_changed && b.audio.keys_changed);
  g_assert_cmpuint (b.audio.remote_rtp_port, ==, 4010);
  tx2 = secret_ref (a.audio.tx_key);
  sdp_negotiation_renew_keys (a.negotiation);
  reoffer (&a, &b);
  g_assert_false (secret_equal (tx2, a.audio.tx_key));
  g_assert_true (a.audio.keys_changed);
  reoffer (&a, &b);
  g_assert_false (a.audio.keys_changed);
}

static void
test_new_remote_key (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (Secret) key = NULL;

  side_init (&a, 0, 4000);
  first = side_answer (&a, PCMA_OFFER);
  key = secret_ref (a.audio.tx_key);
  second = side_answer (&a, HEAD "m=audio 5000 RTP/SAVP 8\r\n"
                                 "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" OTHER_KEY30 "\r\n");
  g_assert_true (a.audio.keys_changed);
  g_assert_false (secret_equal (key, a.audio.tx_key));
}

static void
test_new_keys_once (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  side_init (&a, 0, 4000);
  first = side_answer (&a, PCMA_OFFER);
  sdp_negotiation_renew_keys (a.negotiation);
  second = side_answer (&a, PCMA_OFFER);
  g_assert_true (a.audio.keys_changed);
  third = side_answer (&a, PCMA_OFFER);
  g_assert_false (a.audio.keys_changed);
}

static void
test_remote_transport_moves (void)
{
  g_auto (Side) a = { 0 }, b = { 0 };
  g_autofree char *first = NULL, *second = NULL, *third = NULL, *fourth = NULL;

  side_init (&a, 0, 4000);
  first = side_answer (&a, PCMA_OFFER);
  second = side_answer (&a, HEAD "m=audio 5002 RTP/SAVP 8\r\n" CRYPTO);
  g_assert_true (a.audio.keys_changed);
  /* And where we move, answering */
  side_init (&b, 0, 4000);
  third = side_answer (&b, PCMA_OFFER);
  b.local.audio_rtp_port = 4002;
  fourth = side_answer (&b, PCMA_OFFER);
  g_assert_true (b.audio.keys_changed);
}

static void
test_own_key_in_offer (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *answer = NULL;

  side_init (&a, 0, 4000);
  answer = side_answer (&a, PCMA_OFFER);
  side_refuse_offer (&a, answer, SDP_ERROR_WEAKENING);
}

static void
test_weakening (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *first = NULL, *again = NULL;
  const SdpAudio *agreed;

  side_init (&a, 0, 4000);
  first = side_answer (&a, PCMA_OFFER);
  side_refuse_offer (&a, HEAD "m=audio 5000 RTP/AVP 8\r\n", SDP_ERROR_WEAKENING);
  side_refuse_offer (&a, HEAD "m=audio 5000 RTP/SAVP 8\r\n", SDP_ERROR_WEAKENING);
  g_assert_cmpuint (sdp_error_get_response (SDP_ERROR_WEAKENING), ==, 488);
  side_refuse_offer (&a, HEAD "m=audio 5000 RTP/SAVP 18\r\n" CRYPTO, SDP_ERROR_NO_CODEC);
  side_refuse_offer (&a, "nonsense", SDP_ERROR_MALFORMED);
  agreed = sdp_negotiation_get_audio (a.negotiation);
  g_assert_true (agreed->accepted);
  g_assert_true (secret_equal (agreed->tx_key, a.audio.tx_key));
  /* Nothing moved: the same offer gets the same answer */
  again = side_answer (&a, PCMA_OFFER);
  g_assert_cmpstr (again, ==, first);
}

static void
test_weakening_by_answer (void)
{
  g_auto (Side) a = { 0 }, b = { 0 };
  g_autofree char *offer = NULL;

  side_init (&a, 0, 4000);
  side_init (&b, 100, 6000);
  sides_call (&a, &b);
  offer = side_offer (&a);
  side_refuse_answer (&a, HEAD "m=audio 5000 RTP/AVP 8\r\n", SDP_ERROR_NO_ENCRYPTION);
  g_assert_true (sdp_negotiation_has_offer (a.negotiation));
  sdp_negotiation_rollback (a.negotiation);
  g_assert_true (sdp_negotiation_get_audio (a.negotiation)->accepted);
}

static void
test_glare (void)
{
  g_auto (Side) a = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *offer = NULL, *answer = NULL;

  side_init (&a, 0, 4000);
  offer = side_offer (&a);
  side_refuse_offer (&a, PCMA_OFFER, SDP_ERROR_STATE);
  g_assert_cmpuint (sdp_error_get_response (SDP_ERROR_STATE), ==, 491);
  g_assert_null (sdp_negotiation_create_offer (a.negotiation, &a.local, &error));
  g_assert_error (error, SDP_ERROR, SDP_ERROR_STATE);
  sdp_negotiation_rollback (a.negotiation);
  answer = side_answer (&a, PCMA_OFFER);
}

static void
test_payload_types_stay (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *answer = NULL, *offer = NULL;
  g_autoptr (SdpSession) session = NULL;
  const SdpMedia *media;

  /* The peer's numbers: opus 101, and 96 for something that is not ours */
  side_init (&a, 0, 4000);
  answer = side_answer (&a, HEAD "m=audio 5000 RTP/SAVP 101 96\r\na=rtpmap:101 opus/48000/2\r\n"
                                 "a=rtpmap:96 speex/16000\r\n" CRYPTO);
  g_assert_cmpint (a.audio.rx_pt, ==, 101);
  offer = side_offer (&a);
  session = parse_sdp (offer);
  media = session_media (session, 0);
  g_assert_cmpuint (sdp_media_find_payload (media, -1, "opus", 48000)->pt, ==, 101);
  g_assert_null (sdp_media_find_payload (media, 96, NULL, 0));
  g_assert_cmpuint (sdp_media_find_payload (media, -1, "telephone-event", 48000)->pt, ==, 97);
  g_assert_cmpuint (sdp_media_find_payload (media, -1, "telephone-event", 8000)->pt, ==, 127);
}

static void
test_payload_type_of_a_codec_not_in_use (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *first = NULL, *second = NULL, *offer = NULL;

  /* Opus was 101 once: it is so again, though the audio is PCMA now */
  side_init (&a, 0, 4000);
  first =
      side_answer (&a, HEAD "m=audio 5000 RTP/SAVP 101\r\na=rtpmap:101 opus/48000/2\r\n" CRYPTO);
  second = side_answer (&a, PCMA_OFFER);
  offer = side_offer (&a);
  g_assert_nonnull (strstr (offer, "a=rtpmap:101 opus/48000/2\r\n"));
}

static void
test_media_lines_stay (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *answer = NULL, *offer = NULL;
  g_autoptr (SdpSession) session = NULL;

  side_init (&a, 0, 4000);
  answer =
      side_answer (&a, HEAD "m=video 5002 RTP/SAVPF 97\r\nm=audio 5000 RTP/SAVPF 8\r\n" CRYPTO);
  offer = side_offer (&a);
  session = parse_sdp (offer);
  g_assert_cmpuint (session->media->len, ==, 2);
  g_assert_cmpstr (session_media (session, 0)->type, ==, "video");
  g_assert_cmpuint (session_media (session, 0)->port, ==, 0);
  g_assert_cmpuint (session_media (session, 1)->port, ==, 4000);
  g_assert_cmpstr (session_media (session, 1)->proto, ==, "RTP/SAVPF");
}

static void
test_never_offers_avp (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *answer = NULL, *offer = NULL;

  side_init (&a, 0, 4000);
  answer = side_answer (&a, HEAD "m=audio 5000 RTP/AVP 8\r\n" CRYPTO);
  g_assert_nonnull (strstr (answer, " RTP/AVP "));
  offer = side_offer (&a);
  g_assert_nonnull (strstr (offer, " RTP/SAVP "));
}

static void
test_audio_withdrawn_and_back (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *first = NULL, *gone = NULL, *back = NULL;
  g_autoptr (Secret) key = NULL;

  side_init (&a, 0, 4000);
  first = side_answer (&a, PCMA_OFFER);
  key = secret_ref (a.audio.tx_key);
  gone = side_answer (&a, HEAD "m=audio 0 RTP/SAVP 8\r\n");
  g_assert_false (a.audio.accepted);
  g_assert_null (a.audio.tx_key);
  g_assert_nonnull (strstr (gone, "m=audio 0 RTP/SAVP 8\r\n"));
  back = side_answer (&a, PCMA_OFFER);
  g_assert_true (a.audio.accepted && a.audio.keys_changed);
  g_assert_false (secret_equal (key, a.audio.tx_key));
}

static void
test_offerless (void)
{
  g_auto (Side) caller = { 0 }, callee = { 0 };

  /* The INVITE has no offer: the 2xx brings it, the ACK the answer; then the same mid-call */
  side_init (&caller, 0, 4000);
  side_init (&callee, 100, 6000);
  sides_call (&callee, &caller);
  g_assert_true (callee.audio.accepted && caller.audio.accepted);
  reoffer (&callee, &caller);
  g_assert_false (callee.audio.keys_changed || caller.audio.keys_changed);
}

static void
test_early_and_final_answer (void)
{
  g_auto (Side) a = { 0 }, b = { 0 }, fork = { 0 };
  g_autofree char *offer = NULL, *answer = NULL, *other = NULL;

  side_init (&a, 0, 4000);
  side_init (&b, 100, 6000);
  side_init (&fork, 150, 7000);
  offer = side_offer (&a);
  answer = side_answer (&b, offer);
  other = side_answer (&fork, offer);
  side_take_answer (&a, answer); /* 183 */
  g_assert_true (a.audio.keys_changed);
  side_take_answer (&a, answer); /* 200 */
  g_assert_false (a.audio.keys_changed);
  side_take_answer (&a, other); /* 200 of another fork */
  g_assert_true (a.audio.keys_changed);
  g_assert_cmpuint (a.audio.remote_rtp_port, ==, 7000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sdp/renegotiation/SDP-03/version-grows-on-change-only", test_version);
  g_test_add_func ("/sdp/renegotiation/SDP-04/direction-matrix", test_direction_matrix);
  g_test_add_func ("/sdp/renegotiation/SDP-04/hold-both-ways", test_hold_both_ways);
  g_test_add_func ("/sdp/renegotiation/SDP-04/zero-address-is-hold", test_old_hold);
  g_test_add_func ("/sdp/renegotiation/SDP-05/payload-types-stay", test_payload_types_stay);
  g_test_add_func ("/sdp/renegotiation/SDP-05/payload-type-of-a-codec-not-in-use",
                   test_payload_type_of_a_codec_not_in_use);
  g_test_add_func ("/sdp/renegotiation/SDP-02/media-lines-stay", test_media_lines_stay);
  g_test_add_func ("/sdp/renegotiation/SDP-02/audio-withdrawn-and-back",
                   test_audio_withdrawn_and_back);
  g_test_add_func ("/sdp/renegotiation/SDP-07/offer-in-2xx", test_offerless);
  g_test_add_func ("/sdp/renegotiation/SDP-07/early-final-and-forked-answer",
                   test_early_and_final_answer);
  g_test_add_func ("/sdp/renegotiation/SDP-07/glare", test_glare);
  g_test_add_func ("/sdp/renegotiation/SRTP-01/re-offer-without-keys-is-refused", test_weakening);
  g_test_add_func ("/sdp/renegotiation/SRTP-01/answer-without-keys-is-refused",
                   test_weakening_by_answer);
  g_test_add_func ("/sdp/renegotiation/SRTP-13/avp-is-never-offered", test_never_offers_avp);
  g_test_add_func ("/sdp/renegotiation/SRTP-04/own-key-in-an-offer", test_own_key_in_offer);
  g_test_add_func ("/sdp/renegotiation/SRTP-06/keys-stay-on-hold-and-refresh",
                   test_keys_stay_on_hold);
  g_test_add_func ("/sdp/renegotiation/SRTP-06/keys-change-with-the-transport",
                   test_keys_change_with_transport);
  g_test_add_func ("/sdp/renegotiation/SRTP-06/new-keys-are-made-once", test_new_keys_once);
  g_test_add_func ("/sdp/renegotiation/SRTP-06/moved-transport-means-new-key",
                   test_remote_transport_moves);
  g_test_add_func ("/sdp/renegotiation/SRTP-06/new-remote-key-means-new-key-of-ours",
                   test_new_remote_key);
  return g_test_run ();
}
