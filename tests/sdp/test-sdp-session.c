/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "sdp-session.h"

#include <string.h>

#include "sdp-limits.h"

#define HEAD "v=0\r\no=- 4711 3 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\n"

static SdpSession *
parse (const char *text)
{
  SdpParseError error = { 0 };
  SdpSession *session = sdp_session_parse (slice_from_string (text), &error);

  if (session == NULL)
    g_test_message ("%s at %d", error.what, (int) (error.at - text));
  return session;
}

static const SdpMedia *
get_media (const SdpSession *session, guint i)
{
  g_assert_nonnull (session);
  g_assert_cmpuint (session->media->len, >, i);
  return g_ptr_array_index (session->media, i);
}

static void
assert_fails (const char *text, gsize n, SdpErrorCode code)
{
  SdpParseError error = { 0 };
  g_autoptr (SdpSession) session = sdp_session_parse ((Slice){ text, n }, &error);
  g_autoptr (GError) gerror = NULL;

  g_assert_null (session);
  g_assert_cmpint (error.code, ==, code);
  g_assert_nonnull (error.what);
  g_assert_true (error.at >= text && error.at <= text + n);
  sdp_parse_error_to_gerror (&error, (Slice){ text, n }, &gerror);
  g_assert_error (gerror, SDP_ERROR, (int) code);
}

static void
assert_malformed (const char *text)
{
  assert_fails (text, strlen (text), SDP_ERROR_MALFORMED);
}

static void
test_round_trip (void)
{
  static const char text[] = HEAD "m=audio 40000 RTP/SAVP 96 9 8 101\r\n"
                                  "b=AS:64\r\n"
                                  "b=TIAS:40000\r\n"
                                  "a=rtpmap:96 opus/48000/2\r\n"
                                  "a=fmtp:96 useinbandfec=1\r\n"
                                  "a=rtpmap:9 G722/8000\r\n"
                                  "a=rtpmap:8 PCMA/8000\r\n"
                                  "a=rtpmap:101 telephone-event/8000\r\n"
                                  "a=fmtp:101 0-15\r\n"
                                  "a=ptime:20\r\n"
                                  "a=maxptime:60\r\n"
                                  "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
                                  "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
                                  "a=mid:0\r\n"
                                  "a=rtcp:40003 IN IP4 192.0.2.2\r\n"
                                  "a=rtcp-mux\r\n"
                                  "a=rtcp-rsize\r\n"
                                  "a=sendonly\r\n"
                                  "m=video 0 RTP/SAVP 97\r\n"
                                  "m=audio 40010 UDP/TLS/RTP/SAVPF 0\r\n"
                                  "c=IN IP6 2001:db8::1\r\n"
                                  "a=rtpmap:0 PCMU/8000\r\n"
                                  "a=fingerprint:sha-256 AA:BB\r\n"
                                  "a=setup:actpass\r\n"
                                  "a=tls-id:abcdefghijklmnopqrstuv\r\n"
                                  "a=inactive\r\n";
  g_autoptr (SdpSession) session = parse (text);
  g_autofree char *again = NULL;

  g_assert_nonnull (session);
  again = sdp_session_to_string (session);
  g_assert_cmpstr (again, ==, text);
}

static void
test_fields (void)
{
  g_autoptr (SdpSession) session =
      parse (HEAD "m=audio 40000/2 RTP/SAVP 0 8 96 13 101 96\r\n"
                  "a=fmtp:96 useinbandfec=1; maxaveragebitrate=24000 ;cbr=1\r\n"
                  "a=rtpmap:96 OPUS/48000/2\r\n"
                  "a=ptime:30.0\r\n"
                  "a=rtcp:40001\r\n");
  const SdpMedia *media = get_media (session, 0);
  const SdpPayload *opus = sdp_media_find_payload (media, -1, "opus", 48000);

  g_assert_cmpuint (session->session_id, ==, 4711);
  g_assert_cmpuint (session->session_version, ==, 3);
  g_assert_cmpuint (media->port, ==, 40000);
  g_assert_cmpuint (media->formats->len, ==, 5);
  g_assert_cmpuint (media->payloads->len, ==, 3);
  g_assert_cmpstr (sdp_media_find_payload (media, 0, NULL, 0)->name, ==, "PCMU");
  g_assert_nonnull (opus);
  g_assert_cmpuint (opus->pt, ==, 96);
  g_assert_cmpuint (sdp_payload_get_fmtp_number (opus, "maxaveragebitrate", 0), ==, 24000);
  g_assert_cmpuint (sdp_payload_get_fmtp_number (opus, "cbr", 0), ==, 1);
  g_assert_cmpuint (sdp_payload_get_fmtp_number (opus, "usedtx", 7), ==, 7);
  g_assert_cmpuint (media->ptime_ms, ==, 30);
  g_assert_cmpuint (media->rtcp_port, ==, 40001);
  g_assert_cmpint (media->direction, ==, SDP_DIRECTION_SENDRECV);
  g_assert_cmpint (sdp_media_get_keying (media), ==, SDP_KEYING_NONE);
}

static void
test_tolerant (void)
{
  /* LF, no s= and t=, unknown lines, unknown and broken attributes, empty lines at the end */
  g_autoptr (SdpSession) session =
      parse ("v=0\no=- 1 1 IN IP4 192.0.2.1\nc=IN IP4 192.0.2.1\nk=clear:x\nq=what\n"
             "a=X-unknown:1\na=recvonly\nm=audio 4000 RTP/SAVP 0 99\na=rtpmap:x y\n"
             "a=rtpmap:99 odd/0\na=crypto:nonsense\na=label:1\na=ssrc:1 cname:x\n\n\r\n");
  const SdpMedia *media = get_media (session, 0);

  g_assert_cmpint (media->direction, ==, SDP_DIRECTION_RECVONLY);
  g_assert_cmpuint (media->crypto->len, ==, 0);
  g_assert_cmpuint (media->formats->len, ==, 2);
  g_assert_cmpuint (media->payloads->len, ==, 1);
}

static void
test_ids_of_peers (void)
{
  g_autoptr (SdpSession) huge =
      parse ("v=0\r\no=alice 99999999999999999999999 x IN IP4 h.example.org\r\n");

  g_assert_nonnull (huge);
  g_assert_cmpuint (huge->session_id, ==, 0);
}

static void
test_session_level (void)
{
  g_autoptr (SdpSession) session = parse (
      HEAD "a=fingerprint:sha-256 AA\r\na=setup:active\r\na=tls-id:t\r\nb=AS:100\r\n"
           "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
           "m=audio 4000 UDP/TLS/RTP/SAVP 0\r\n"
           "m=audio 4002 UDP/TLS/RTP/SAVP 0\r\na=fingerprint:sha-256 BB\r\na=setup:passive\r\n");
  const SdpMedia *first = get_media (session, 0), *second = get_media (session, 1);

  g_assert_cmpuint (first->fingerprints->len, ==, 1);
  g_assert_cmpstr (first->setup, ==, "active");
  g_assert_cmpstr (first->tls_id, ==, "t");
  g_assert_cmpuint (first->as_bps, ==, 100000);
  g_assert_cmpuint (first->crypto->len, ==, 0); /* RFC 4568 4.1: media level only */
  g_assert_cmpint (sdp_media_get_keying (first), ==, SDP_KEYING_DTLS);
  g_assert_cmpstr (g_ptr_array_index (second->fingerprints, 0), ==, "sha-256 BB");
  g_assert_cmpstr (second->setup, ==, "passive");
}

static void
test_addresses (void)
{
  g_autoptr (SdpSession) session =
      parse (HEAD "m=audio 4000 RTP/SAVP 0\r\nc=IN IP4 media.example.org\r\n"
                  "m=audio 4002 RTP/SAVP 0\r\nc=IN IP4 233.252.0.1/127/3\r\n"
                  "m=audio 4004 RTP/SAVP 0\r\nc=IN IP6 ::\r\n");

  g_assert_true (get_media (session, 0)->address_is_name);
  g_assert_cmpstr (get_media (session, 1)->address, ==, "233.252.0.1");
  g_assert_true (get_media (session, 2)->address_ipv6);
  assert_malformed (HEAD "m=audio 4000 RTP/SAVP 0\r\nc=IN IP4 2001:db8::1\r\n");
  assert_malformed (HEAD "m=audio 4000 RTP/SAVP 0\r\nc=IN IP6 192.0.2.1\r\n");
  assert_malformed (HEAD "m=audio 4000 RTP/SAVP 0\r\nc=IN IP7 192.0.2.1\r\n");
  assert_malformed (HEAD "m=audio 4000 RTP/SAVP 0\r\nc=IN IP4 a b\r\nc=IN IP4 \"<x>\"\r\n");
}

static void
test_tag_twice (void)
{
  g_autoptr (SdpSession) session = parse (
      HEAD
      "m=audio 4000 RTP/SAVP 0\r\n"
      "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"
      "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n");
  const SdpMedia *media = get_media (session, 0);
  const SdpCrypto *first = g_ptr_array_index (media->crypto, 0);
  const SdpCrypto *second = g_ptr_array_index (media->crypto, 1);

  g_assert_null (first->unusable);
  g_assert_cmpstr (second->unusable, ==, "tag used twice");
}

static void
test_malformed (void)
{
  static const char nul[] = "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=a\0b\r\n";

  assert_malformed ("");
  assert_malformed ("\r\n\r\n");
  assert_malformed ("o=- 1 1 IN IP4 192.0.2.1\r\nv=0\r\n");
  assert_malformed ("v=1\r\no=- 1 1 IN IP4 192.0.2.1\r\n");
  assert_malformed ("v=0\r\n");
  assert_malformed ("v=0\r\no=- 1 1 IN IP4\r\n");
  assert_malformed (HEAD "v=0\r\n");
  assert_malformed (HEAD "o=- 1 1 IN IP4 192.0.2.1\r\n");
  assert_malformed (HEAD "nonsense\r\n");
  assert_malformed (HEAD "\r\nm=audio 4000 RTP/SAVP 0\r\n");
  assert_malformed (HEAD "s=a\rb\r\n");
  assert_malformed (HEAD "m=audio\r\n");
  assert_malformed (HEAD "m=audio 65536 RTP/SAVP 0\r\n");
  assert_malformed (HEAD "m=audio x RTP/SAVP 0\r\n");
  assert_malformed (HEAD "m=audio 4000/x RTP/SAVP 0\r\n");
  assert_malformed (HEAD "m=audio 4000 RTP/SAVP\r\n");
  assert_malformed (HEAD "m=audio 4000 RTP/SAVP 128\r\n");
  assert_malformed (HEAD "m=audio 4000 RTP/SAVP opus\r\n");
  assert_malformed (HEAD "m=au\"dio 4000 RTP/SAVP 0\r\n");
  assert_malformed ("v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\nm=audio 4000 RTP/SAVP 0\r\n");
  assert_fails (nul, sizeof nul - 1, SDP_ERROR_MALFORMED);
}

static char *
repeat (const char *head, const char *line, guint n)
{
  GString *text = g_string_new (head);

  for (guint i = 0; i < n; i++)
    g_string_append (text, line);
  return g_string_free (text, FALSE);
}

static void
check_limit (const char *head, const char *line, guint allowed)
{
  g_autofree char *fits = repeat (head, line, allowed);
  g_autofree char *over = repeat (head, line, allowed + 1);
  g_autoptr (SdpSession) session = parse (fits);

  g_assert_nonnull (session);
  assert_fails (over, strlen (over), SDP_ERROR_TOO_LONG);
}

static void
test_limits (void)
{
  g_autoptr (GString) formats = g_string_new (HEAD "m=audio 4000 RTP/SAVP");
  g_autoptr (SdpSession) session = NULL;

  check_limit (HEAD, "i=x\r\n", SDP_MAX_LINES - 5);
  check_limit (HEAD, "m=audio 4000 RTP/SAVP 0\r\n", SDP_MAX_MEDIA);
  check_limit (HEAD "m=audio 4000 RTP/SAVP 0\r\n", "a=crypto:1 X inline:x\r\n", SDP_MAX_CRYPTO);
  check_limit (HEAD "m=audio 4000 RTP/SAVP 0\r\n", "a=candidate:x\r\n", SDP_MAX_CANDIDATES);
  for (guint i = 0; i < SDP_MAX_FORMATS; i++)
    g_string_append_printf (formats, " %u", i);
  session = parse (formats->str);
  g_assert_nonnull (session);
  g_string_append (formats, " 96");
  assert_fails (formats->str, formats->len, SDP_ERROR_TOO_LONG);
}

static void
test_size_limit (void)
{
  g_autoptr (GString) text = g_string_new (HEAD "s=");
  g_autoptr (SdpSession) session = NULL;

  while (text->len < SDP_MAX_BYTES - 2)
    g_string_append_c (text, 'x');
  g_string_append (text, "\r\n");
  session = parse (text->str);
  g_assert_nonnull (session);
  g_string_append (text, "\n");
  assert_fails (text->str, text->len, SDP_ERROR_TOO_LONG);
}

static void
test_truncation (void)
{
  static const char text[] = HEAD "m=audio 4000 RTP/SAVP 0 96\r\na=rtpmap:96 opus/48000/2\r\n"
                                  "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:"
                                  "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA|2^20|1:4 KDR=0\r\n";

  /* Cut anywhere: never reads past the end (the address sanitizer watches the exact copy) */
  for (gsize n = 0; n < sizeof text; n++)
    {
      g_autofree char *copy = g_memdup2 (text, n);
      SdpParseError error = { 0 };
      g_autoptr (SdpSession) session = sdp_session_parse ((Slice){ copy, n }, &error);

      g_assert_true ((session == NULL) == (error.what != NULL));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sdp/session/SDP-01/round-trip", test_round_trip);
  g_test_add_func ("/sdp/session/SDP-01/fields", test_fields);
  g_test_add_func ("/sdp/session/SDP-01/tolerant-cases", test_tolerant);
  g_test_add_func ("/sdp/session/SDP-01/any-session-id-of-a-peer", test_ids_of_peers);
  g_test_add_func ("/sdp/session/SDP-01/session-level-applies-to-media", test_session_level);
  g_test_add_func ("/sdp/session/SDP-01/addresses", test_addresses);
  g_test_add_func ("/sdp/session/SRTP-02/tag-is-unique-in-its-m-line", test_tag_twice);
  g_test_add_func ("/sdp/session/SDP-01/malformed", test_malformed);
  g_test_add_func ("/sdp/session/SDP-01/count-limits", test_limits);
  g_test_add_func ("/sdp/session/SDP-01/size-limit", test_size_limit);
  g_test_add_func ("/sdp/session/SDP-01/cut-anywhere", test_truncation);
  return g_test_run ();
}
