/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "sdp-fixture.h"

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  g_assert_cmpuint (g_strv_length (parts), >, 1);
  return g_strjoinv (to, parts);
}

static void
test_both_sides_agree (void)
{
  g_auto (Side) a = { 0 }, b = { 0 };

  side_init (&a, 0, 4000);
  side_init (&b, 100, 6000);
  sides_call (&a, &b);
  g_assert_true (a.audio.accepted && b.audio.accepted);
  g_assert_cmpstr (a.audio.codec, ==, "opus");
  g_assert_cmpstr (b.audio.codec, ==, "opus");
  g_assert_cmpuint (a.audio.remote_rtp_port, ==, 6000);
  g_assert_cmpuint (b.audio.remote_rtp_port, ==, 4000);
  g_assert_cmpint (a.audio.suite, ==, SDP_SUITE_AEAD_AES_256_GCM);
  g_assert_true (secret_equal (a.audio.tx_key, b.audio.rx_key));
  g_assert_true (secret_equal (a.audio.rx_key, b.audio.tx_key));
  g_assert_false (secret_equal (a.audio.tx_key, a.audio.rx_key));
  g_assert_true (a.audio.keys_changed && b.audio.keys_changed);
  g_assert_true (a.audio.rtcp_mux && b.audio.rtcp_mux);
  g_assert_cmpint (a.audio.dtmf_tx_pt, ==, 97);
  g_assert_cmpuint (a.audio.dtmf_clock_hz, ==, 48000);
}

static void
test_offer_text (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (SdpSession) offer = NULL;
  const SdpMedia *media;

  side_init (&a, 0, 4000);
  a.local.audio_rtcp_port = 4005;
  text = side_offer (&a);
  offer = parse_sdp (text);
  media = session_media (offer, 0);
  g_assert_cmpstr (media->proto, ==, "RTP/SAVP");
  g_assert_cmpuint (media->crypto->len, ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const SdpCrypto *line = g_ptr_array_index (media->crypto, i);

      g_assert_cmpuint (line->tag, ==, i + 1);
      g_assert_cmpint (line->suite, ==, (SdpSuite) (SDP_SUITE_AEAD_AES_256_GCM + i));
      g_assert_cmpuint (line->mki_bytes, ==, 0);
      g_assert_cmpuint (line->lifetime, ==, 0);
      for (guint j = 0; j < i; j++)
        g_assert_false (
            secret_equal (line->key, ((SdpCrypto *) g_ptr_array_index (media->crypto, j))->key));
    }
  g_assert_cmpuint (media->rtcp_port, ==, 4005);
  g_assert_true (media->rtcp_mux);
  g_assert_cmpuint (offer->session_id, <, G_GUINT64_CONSTANT (1) << 62);
  g_assert_true (g_str_has_prefix (text, "v=0\r\no=- "));
  g_assert_nonnull (strstr (text, "\r\ns=-\r\n"));
  g_assert_nonnull (strstr (text, "\r\nt=0 0\r\n"));
}

static void
test_clock_rates (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *offer = NULL;

  side_init (&a, 0, 4000);
  offer = side_offer (&a);
  g_assert_nonnull (strstr (offer, "a=rtpmap:96 opus/48000/2\r\n"));
  g_assert_nonnull (strstr (offer, "a=rtpmap:9 G722/8000\r\n"));
  g_assert_nonnull (strstr (offer, "a=rtpmap:8 PCMA/8000\r\n"));
  g_assert_nonnull (strstr (offer, "a=rtpmap:0 PCMU/8000\r\n"));
  g_assert_nonnull (strstr (offer, "a=rtpmap:97 telephone-event/48000\r\n"));
  g_assert_nonnull (strstr (offer, "a=rtpmap:101 telephone-event/8000\r\n"));
}

static void
test_opus_needs_two_channels (void)
{
  g_auto (Side) a = { 0 };

  side_init (&a, 0, 4000);
  side_refuse_offer (&a, HEAD "m=audio 5000 RTP/SAVP 96\r\na=rtpmap:96 opus/48000\r\n" CRYPTO,
                     SDP_ERROR_NO_CODEC);
  side_refuse_offer (&a, HEAD "m=audio 5000 RTP/SAVP 96\r\na=rtpmap:96 opus/16000/2\r\n" CRYPTO,
                     SDP_ERROR_NO_CODEC);
}

static void
test_answer_shape (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (SdpSession) answer = NULL;

  side_init (&a, 0, 4000);
  text = side_answer (&a, HEAD
                      "m=video 5006 RTP/SAVP 97 98\r\n"
                      "m=image 5008 udptl t38\r\n"
                      "m=audio 5000 rtp/savpf 107 8\r\na=rtpmap:107 opus/48000/2\r\n" CRYPTO
                      "m=audio 5010 RTP/SAVP 0\r\n" CRYPTO "m=application 5020 UDP/BFCP *\r\n");
  answer = parse_sdp (text);
  g_assert_cmpuint (answer->media->len, ==, 5);
  g_assert_cmpuint (session_media (answer, 0)->port, ==, 0);
  g_assert_cmpstr (session_media (answer, 0)->type, ==, "video");
  g_assert_cmpstr (session_media (answer, 0)->proto, ==, "RTP/SAVP");
  g_assert_cmpstr (session_media (answer, 1)->proto, ==, "udptl");
  g_assert_cmpuint (session_media (answer, 1)->formats->len, ==, 1);
  g_assert_cmpuint (session_media (answer, 2)->port, ==, 4000);
  g_assert_cmpstr (session_media (answer, 2)->proto, ==, "rtp/savpf");
  g_assert_cmpuint (session_media (answer, 3)->port, ==, 0);
  g_assert_cmpuint (session_media (answer, 4)->port, ==, 0);
  g_assert_cmpint (a.audio.tx_pt, ==, 107);
  g_assert_cmpint (a.audio.rx_pt, ==, 107);
}

static void
test_no_codec (void)
{
  g_auto (Side) a = { 0 };
  static const char *const only_opus[] = { "opus", NULL };

  side_init (&a, 0, 4000);
  side_refuse_offer (
      &a, HEAD "m=audio 5000 RTP/SAVP 18 101\r\na=rtpmap:101 telephone-event/8000\r\n" CRYPTO,
      SDP_ERROR_NO_CODEC);
  a.local.audio_codecs = only_opus;
  side_refuse_offer (&a, PCMA_OFFER, SDP_ERROR_NO_CODEC);
  g_assert_cmpuint (sdp_error_get_response (SDP_ERROR_NO_CODEC), ==, 488);
  g_assert_cmpstr (sdp_error_get_warning (SDP_ERROR_NO_CODEC), ==,
                   "305 \"Incompatible media format\"");
  side_refuse_offer (&a, HEAD "m=video 5000 RTP/SAVP 97\r\n" CRYPTO, SDP_ERROR_NO_MEDIA);
  side_refuse_offer (&a, HEAD, SDP_ERROR_NO_MEDIA);
  g_assert_cmpuint (sdp_error_get_response (SDP_ERROR_NO_MEDIA), ==, 488);
}

static void
test_order (void)
{
  static const char offer[] = HEAD "m=audio 5000 RTP/SAVP 8 0 9\r\n" CRYPTO;
  static const char *const ours[] = { "G722", "PCMU", NULL };
  g_auto (Side) a = { 0 }, b = { 0 };
  g_autofree char *first = NULL, *second = NULL;

  side_init (&a, 0, 4000);
  side_init (&b, 0, 4000);
  a.local.audio_codecs = b.local.audio_codecs = ours;
  first = side_answer (&a, offer);
  g_assert_cmpstr (a.audio.codec, ==, "PCMU");
  b.local.prefer_local_order = TRUE;
  second = side_answer (&b, offer);
  g_assert_cmpstr (b.audio.codec, ==, "G722");
  g_assert_cmpuint (b.audio.clock_hz, ==, 8000);
}

static void
test_event_clock (void)
{
  g_auto (Side) a = { 0 }, b = { 0 };
  g_autofree char *first = NULL, *second = NULL;

  side_init (&a, 0, 4000);
  side_init (&b, 0, 4000);
  first = side_answer (&a, HEAD "m=audio 5000 RTP/SAVP 107 120 121\r\na=rtpmap:107 opus/48000/2\r\n"
                                "a=rtpmap:120 telephone-event/8000\r\n"
                                "a=rtpmap:121 telephone-event/48000\r\n" CRYPTO);
  g_assert_cmpint (a.audio.dtmf_tx_pt, ==, 121);
  g_assert_cmpuint (a.audio.dtmf_clock_hz, ==, 48000);
  second = side_answer (&b, HEAD "m=audio 5000 RTP/SAVP 107 120\r\na=rtpmap:107 opus/48000/2\r\n"
                                 "a=rtpmap:120 telephone-event/8000\r\n" CRYPTO);
  g_assert_cmpint (b.audio.dtmf_tx_pt, ==, 120);
  g_assert_cmpuint (b.audio.dtmf_clock_hz, ==, 8000);
}

static void
test_answer_with_other_numbers (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *offer = NULL;

  side_init (&a, 0, 4000);
  offer = side_offer (&a);
  side_take_answer (&a, HEAD "m=audio 5000 RTP/SAVP 111 110\r\na=rtpmap:111 opus/48000/2\r\n"
                             "a=rtpmap:110 telephone-event/48000\r\n"
                             "a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "\r\n");
  g_assert_cmpint (a.audio.tx_pt, ==, 111);
  g_assert_cmpint (a.audio.rx_pt, ==, 96);
  g_assert_cmpint (a.audio.dtmf_tx_pt, ==, 110);
  g_assert_cmpint (a.audio.dtmf_rx_pt, ==, 97);
}

static void
test_rtcp (void)
{
  g_auto (Side) mux = { 0 }, no_mux = { 0 }, explicit = { 0 }, ours_off = { 0 };
  g_autofree char *a = NULL, *b = NULL, *c = NULL, *d = NULL;

  side_init (&mux, 0, 4000);
  side_init (&no_mux, 0, 4000);
  side_init (&explicit, 0, 4000);
  side_init (&ours_off, 0, 4000);
  ours_off.local.rtcp_mux = FALSE;
  a = side_answer (&mux, PCMA_OFFER "a=rtcp:5007\r\na=rtcp-mux\r\n");
  g_assert_true (mux.audio.rtcp_mux);
  g_assert_cmpuint (mux.audio.remote_rtcp_port, ==, 5000);
  g_assert_nonnull (strstr (a, "a=rtcp-mux\r\n"));
  b = side_answer (&no_mux, PCMA_OFFER);
  g_assert_false (no_mux.audio.rtcp_mux);
  g_assert_cmpuint (no_mux.audio.remote_rtcp_port, ==, 5001);
  g_assert_null (strstr (b, "rtcp-mux"));
  c = side_answer (&explicit, PCMA_OFFER "a=rtcp:5007 IN IP4 192.0.2.77\r\n");
  g_assert_cmpuint (explicit.audio.remote_rtcp_port, ==, 5007);
  g_assert_cmpstr (explicit.audio.remote_rtcp_address, ==, "192.0.2.77");
  d = side_answer (&ours_off, PCMA_OFFER "a=rtcp-mux\r\n");
  g_assert_false (ours_off.audio.rtcp_mux);
  g_assert_null (strstr (d, "rtcp-mux"));
}

static void
test_rtcp_mux_refused_by_answer (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *offer = NULL;

  side_init (&a, 0, 4000);
  offer = side_offer (&a);
  side_take_answer (&a, HEAD "m=audio 5000 RTP/SAVP 8\r\n"
                             "a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "\r\n");
  g_assert_false (a.audio.rtcp_mux);
  g_assert_cmpuint (a.audio.remote_rtcp_port, ==, 5001);
}

static void
test_ptime_and_bandwidth (void)
{
  static const struct
  {
    const char *attributes;
    guint ptime_ms, max_bitrate_bps;
  } cases[] = {
    { "", 20, 0 },
    { "a=ptime:30\r\n", 20, 0 }, /* no such Opus frame */
    { "a=ptime:60\r\na=maxptime:40\r\n", 40, 0 },
    { "a=ptime:200\r\n", 60, 0 },
    { "a=ptime:5\r\n", 10, 0 },
    { "a=fmtp:107 maxaveragebitrate=20000\r\n", 20, 20000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Side) a = { 0 };
      g_autofree char *offer =
          g_strconcat (HEAD "m=audio 5000 RTP/SAVP 107\r\na=rtpmap:107 opus/48000/2\r\n" CRYPTO,
                       cases[i].attributes, NULL);
      g_autofree char *answer = NULL;

      side_init (&a, 0, 4000);
      answer = side_answer (&a, offer);
      g_assert_cmpuint (a.audio.ptime_ms, ==, cases[i].ptime_ms);
      g_assert_cmpuint (a.audio.max_bitrate_bps, ==, cases[i].max_bitrate_bps);
    }
}

static void
test_bandwidth_lines (void)
{
  static const struct
  {
    const char *line;
    guint max_bitrate_bps;
  } cases[] = {
    { "b=TIAS:32000\r\n", 32000 },
    { "b=AS:40\r\n", 40000 - 11200 }, /* 28 bytes of IP and UDP, 50 times a second */
    { "b=TIAS:32000\r\nb=AS:20\r\n", 32000 },
    { "b=TIAS:100\r\n", 6000 },
    { "b=AS:0\r\n", 0 },
    { "b=X:9\r\n", 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Side) a = { 0 };
      g_autofree char *offer =
          g_strconcat (HEAD, cases[i].line, "m=audio 5000 RTP/SAVP 8\r\n", CRYPTO, NULL);
      g_autofree char *answer = NULL;

      side_init (&a, 0, 4000);
      answer = side_answer (&a, offer);
      g_assert_cmpuint (a.audio.max_bitrate_bps, ==, cases[i].max_bitrate_bps);
    }
}

static void
test_cbr (void)
{
  g_auto (Side) a = { 0 }, b = { 0 };

  side_init (&a, 0, 4000);
  side_init (&b, 100, 6000);
  a.local.cbr = TRUE;
  sides_call (&a, &b);
  g_assert_true (a.audio.tx_cbr);
  g_assert_true (b.audio.tx_cbr);
  g_assert_true (b.audio.tx_fec);
}

static void
test_no_key_no_call (void)
{
  static const char *const offers[] = {
    HEAD "m=audio 5000 RTP/AVP 8\r\n",
    HEAD "m=audio 5000 RTP/SAVP 8\r\n",
    HEAD "m=audio 5000 RTP/SAVP 8\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AAAA\r\n",
    HEAD "m=audio 5000 RTP/SAVP 8\r\na=crypto:1 F8_128_HMAC_SHA1_80 inline:" KEY30 "\r\n",
    HEAD "m=audio 5000 RTP/SAVP 8\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30
         " UNENCRYPTED_SRTCP\r\n",
    HEAD "m=audio 5000 RTP/AVP 8\r\nm=video 5002 RTP/SAVP 97\r\n" CRYPTO,
    HEAD "m=audio 5000 TCP/RTP/SAVP 8\r\n" CRYPTO,
  };
  g_auto (Side) a = { 0 };

  side_init (&a, 0, 4000);
  for (guint i = 0; i < G_N_ELEMENTS (offers); i++)
    side_refuse_offer (&a, offers[i], SDP_ERROR_NO_ENCRYPTION);
  g_assert_cmpuint (sdp_error_get_response (SDP_ERROR_NO_ENCRYPTION), ==, 488);
  g_assert_cmpstr (sdp_error_get_warning (SDP_ERROR_NO_ENCRYPTION), ==, "399 \"SRTP required\"");
  side_refuse_offer (&a,
                     HEAD "a=setup:actpass\r\na=fingerprint:sha-256 AA\r\n"
                          "m=audio 5000 UDP/TLS/RTP/SAVP 8\r\n",
                     SDP_ERROR_KEYING);
}

static void
test_unkeyed_line_beside_keyed (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (SdpSession) answer = NULL;

  side_init (&a, 0, 4000);
  text = side_answer (&a, HEAD "m=audio 5000 RTP/AVP 8\r\nm=audio 5002 RTP/SAVP 8\r\n" CRYPTO);
  answer = parse_sdp (text);
  g_assert_cmpuint (session_media (answer, 0)->port, ==, 0);
  g_assert_cmpuint (session_media (answer, 1)->port, ==, 4000);
  g_assert_cmpuint (a.audio.remote_rtp_port, ==, 5002);
}

static void
test_optimistic_offer (void)
{
  static const char *const protos[] = { "RTP/AVP", "RTP/AVPF", "RTP/SAVP", "RTP/SAVPF" };

  for (guint i = 0; i < G_N_ELEMENTS (protos); i++)
    {
      g_auto (Side) a = { 0 };
      g_autofree char *offer = replace (PCMA_OFFER, "RTP/SAVP", protos[i]);
      g_autofree char *text = NULL;
      g_autoptr (SdpSession) answer = NULL;

      side_init (&a, 0, 4000);
      text = side_answer (&a, offer);
      answer = parse_sdp (text);
      g_assert_cmpstr (session_media (answer, 0)->proto, ==, protos[i]);
      g_assert_cmpuint (session_media (answer, 0)->crypto->len, ==, 1);
      g_assert_cmpint (a.audio.suite, ==, SDP_SUITE_AES_CM_128_HMAC_SHA1_80);
    }
}

static void
test_answer_line (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *text = NULL;
  g_autoptr (SdpSession) answer = NULL;
  const SdpCrypto *line;

  side_init (&a, 0, 4000);
  text =
      side_answer (&a, HEAD "m=audio 5000 RTP/SAVP 8\r\n"
                            "a=crypto:7 AES_CM_256_HMAC_SHA1_80 inline:" KEY46 "|2^31\r\n" CRYPTO);
  answer = parse_sdp (text);
  g_assert_cmpuint (session_media (answer, 0)->crypto->len, ==, 1);
  line = g_ptr_array_index (session_media (answer, 0)->crypto, 0);
  g_assert_cmpuint (line->tag, ==, 7);
  g_assert_cmpstr (line->suite_text, ==, "AES_CM_256_HMAC_SHA1_80");
  g_assert_false (secret_equal (line->key, a.audio.rx_key));
  g_assert_true (secret_equal (line->key, a.audio.tx_key));
  g_assert_cmpuint (a.audio.rx_lifetime, ==, G_GUINT64_CONSTANT (1) << 31);
}

static void
test_mki (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *text = NULL;

  side_init (&a, 0, 4000);
  text = side_answer (&a, HEAD "m=audio 5000 RTP/SAVP 8\r\n"
                               "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "|77:4\r\n");
  g_assert_cmpuint (a.audio.rx_mki_bytes, ==, 4);
  g_assert_cmpuint (a.audio.rx_mki[3], ==, 77);
  g_assert_cmpuint (a.audio.tx_mki_bytes, ==, 4);
  g_assert_cmpuint (a.audio.tx_mki[3], ==, 1);
  g_assert_nonnull (strstr (text, "|1:4\r\n"));
}

static void
test_bad_answers (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *offer = NULL, *echo = NULL, *lines = NULL;
  const char *own;

  side_init (&a, 0, 4000);
  side_refuse_answer (&a, PCMA_OFFER, SDP_ERROR_STATE);
  offer = side_offer (&a);
  own = strstr (offer, "a=crypto:4 ");
  lines = g_strndup (own, strcspn (own, "\r"));
  echo = g_strconcat (HEAD "m=audio 5000 RTP/SAVP 8\r\n", lines, "\r\n", NULL);
  side_refuse_answer (&a, echo, SDP_ERROR_BAD_ANSWER);
#define ANSWER(crypto) HEAD "m=audio 5000 RTP/SAVP 8\r\n" crypto
  side_refuse_answer (&a, ANSWER (""), SDP_ERROR_NO_ENCRYPTION);
  side_refuse_answer (&a, ANSWER ("a=crypto:9 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "\r\n"),
                      SDP_ERROR_BAD_ANSWER);
  side_refuse_answer (&a, ANSWER ("a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "\r\n"),
                      SDP_ERROR_BAD_ANSWER);
  side_refuse_answer (&a, ANSWER ("a=crypto:4 AES_CM_128_HMAC_SHA1_32 inline:" KEY30 "\r\n"),
                      SDP_ERROR_BAD_ANSWER);
  side_refuse_answer (&a, ANSWER ("a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:AAAA\r\n"),
                      SDP_ERROR_BAD_ANSWER);
  side_refuse_answer (
      &a, ANSWER ("a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 " UNENCRYPTED_SRTP\r\n"),
      SDP_ERROR_BAD_ANSWER);
  side_refuse_answer (&a,
                      ANSWER ("a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "\r\n"
                              "a=crypto:2 AES_256_CM_HMAC_SHA1_80 inline:" KEY46 "\r\n"),
                      SDP_ERROR_BAD_ANSWER);
  side_refuse_answer (&a, HEAD, SDP_ERROR_BAD_ANSWER);
  side_refuse_answer (&a, HEAD "m=video 5000 RTP/SAVP 8\r\n", SDP_ERROR_BAD_ANSWER);
  side_refuse_answer (&a, HEAD "m=audio 0 RTP/SAVP 8\r\n", SDP_ERROR_REFUSED);
  side_refuse_answer (&a, "nonsense", SDP_ERROR_MALFORMED);
#define GOOD "a=crypto:4 AES_CM_128_HMAC_SHA1_80 inline:" KEY30 "\r\n"
  side_refuse_answer (&a, HEAD "m=audio 5000 RTP/SAVP 18\r\n" GOOD, SDP_ERROR_NO_CODEC);
  /* None of these spoiled the offer */
  side_take_answer (&a, ANSWER (GOOD));
  g_assert_true (a.audio.accepted);
}

static void
test_avp_answer (void)
{
  g_auto (Side) a = { 0 };
  g_autofree char *offer = NULL;

  side_init (&a, 0, 4000);
  offer = side_offer (&a);
  side_refuse_answer (&a, HEAD "m=audio 5000 RTP/AVP 8\r\n", SDP_ERROR_NO_ENCRYPTION);
  side_take_answer (&a, HEAD "m=audio 5000 RTP/AVP 8\r\n" GOOD);
  g_assert_true (a.audio.accepted);
}

static void
test_addresses (void)
{
  g_auto (Side) a = { 0 };

  side_init (&a, 0, 4000);
  side_refuse_offer (&a, PCMA_OFFER "c=IN IP4 media.example.org\r\n", SDP_ERROR_ADDRESS);
  side_refuse_offer (&a, PCMA_OFFER "c=IN IP6 2001:db8::1\r\n", SDP_ERROR_ADDRESS);
  g_assert_cmpuint (sdp_error_get_response (SDP_ERROR_ADDRESS), ==, 488);
  side_refuse_offer (&a, "x", SDP_ERROR_MALFORMED);
  g_assert_cmpuint (sdp_error_get_response (SDP_ERROR_MALFORMED), ==, 400);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sdp/negotiation/SRTP-03/both-sides-agree", test_both_sides_agree);
  g_test_add_func ("/sdp/negotiation/SRTP-03/offer-has-the-four-suites-in-order", test_offer_text);
  g_test_add_func ("/sdp/negotiation/RTP-03/g722-says-8000-and-opus-48000-2", test_clock_rates);
  g_test_add_func ("/sdp/negotiation/RTP-03/opus-needs-48000-2", test_opus_needs_two_channels);
  g_test_add_func ("/sdp/negotiation/SDP-02/answer-keeps-count-order-and-proto", test_answer_shape);
  g_test_add_func ("/sdp/negotiation/SDP-02/no-common-codec-is-488", test_no_codec);
  g_test_add_func ("/sdp/negotiation/SDP-02/offerers-order-unless-ours-is-set", test_order);
  g_test_add_func ("/sdp/negotiation/SDP-02/addresses-we-cannot-use-are-488", test_addresses);
  g_test_add_func ("/sdp/negotiation/SDP-05/event-has-the-clock-of-the-codec", test_event_clock);
  g_test_add_func ("/sdp/negotiation/SDP-05/answer-may-use-other-numbers",
                   test_answer_with_other_numbers);
  g_test_add_func ("/sdp/negotiation/SDP-06/rtcp-and-mux-of-an-offer", test_rtcp);
  g_test_add_func ("/sdp/negotiation/SDP-06/mux-only-if-both-say-so",
                   test_rtcp_mux_refused_by_answer);
  g_test_add_func ("/sdp/negotiation/SDP-02/ptime-is-10-to-60", test_ptime_and_bandwidth);
  g_test_add_func ("/sdp/negotiation/SDP-02/bandwidth-caps-sending", test_bandwidth_lines);
  g_test_add_func ("/sdp/negotiation/SDP-02/constant-bit-rate-on-request", test_cbr);
  g_test_add_func ("/sdp/negotiation/SRTP-01/no-key-no-call", test_no_key_no_call);
  g_test_add_func ("/sdp/negotiation/SRTP-01/unkeyed-line-gets-port-0",
                   test_unkeyed_line_beside_keyed);
  g_test_add_func ("/sdp/negotiation/SRTP-04/answer-echoes-tag-and-suite", test_answer_line);
  g_test_add_func ("/sdp/negotiation/SRTP-04/unavoidable-mki-is-answered-with-1", test_mki);
  g_test_add_func ("/sdp/negotiation/SRTP-04/bad-answers-are-rejected", test_bad_answers);
  g_test_add_func ("/sdp/negotiation/SRTP-13/optimistic-offer-needs-keys", test_optimistic_offer);
  g_test_add_func ("/sdp/negotiation/SRTP-13/avp-answer-needs-keys", test_avp_answer);
  return g_test_run ();
}
