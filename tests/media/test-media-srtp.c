/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* SRTP: known answers, every suite, replay, forgery, MKI, wrong keys. */
#define G_LOG_DOMAIN "test-media-srtp"

#include "media-packet.h"
#include "media-srtp.h"
#include "util-hex.h"

#include <string.h>

#define PAYLOAD_BYTES 40
#define ROOM (MEDIA_RTP_HEADER_BYTES + PAYLOAD_BYTES + MEDIA_SRTP_TRAILER_BYTES)

static Secret *
make_key (SdpSuite suite, guint8 first)
{
  gsize n = sdp_suite_get_key_size (suite) + sdp_suite_get_salt_size (suite);
  guint8 bytes[64];

  for (gsize i = 0; i < n; i++)
    bytes[i] = (guint8) (first + i);
  return secret_new (bytes, n);
}

static MediaSrtp *
make_srtp (SdpSuite suite, guint8 tx, guint8 rx, guint mki_bytes)
{
  g_autoptr (Secret) tx_key = make_key (suite, tx), rx_key = make_key (suite, rx);
  MediaSrtpParameters parameters = {
    .suite = suite,
    .tx_key = tx_key,
    .rx_key = rx_key,
    .tx_mki_bytes = mki_bytes,
    .rx_mki_bytes = mki_bytes,
  };
  g_autoptr (GError) error = NULL;
  MediaSrtp *srtp;

  if (mki_bytes > 0)
    parameters.tx_mki[mki_bytes - 1] = parameters.rx_mki[mki_bytes - 1] = 1;
  srtp = media_srtp_new (&parameters, &error);
  g_assert_no_error (error);
  return srtp;
}

static gsize
make_rtp (guint8 *packet, guint16 sequence)
{
  MediaRtpPacket header = { .sequence = sequence,
                            .timestamp = sequence * 160u,
                            .ssrc = 0xcafebabe };

  media_rtp_write_header (packet, &header);
  memset (packet + MEDIA_RTP_HEADER_BYTES, 0xab, PAYLOAD_BYTES);
  return MEDIA_RTP_HEADER_BYTES + PAYLOAD_BYTES;
}

/* A receiver report without blocks */
static gsize
make_rtcp (guint8 *packet)
{
  static const guint8 report[] = { 0x80, 201, 0, 1, 0xca, 0xfe, 0xba, 0xbe };

  memcpy (packet, report, sizeof report);
  return sizeof report;
}

static MediaSrtpResult
pass (MediaSrtp *from, MediaSrtp *to, guint16 sequence)
{
  guint8 packet[ROOM] __attribute__ ((aligned (8)));
  gsize n = make_rtp (packet, sequence);

  g_assert_true (media_srtp_protect (from, MEDIA_SRTP_RTP, packet, &n, sizeof packet));
  return media_srtp_unprotect (to, MEDIA_SRTP_RTP, packet, &n);
}

typedef struct
{
  SdpSuite suite;
  const char *key, *plain, *sealed;
} Vector;

/* The answers of libsrtp's own validation, the first under the master key of RFC 3711 B.3 */
static const Vector vectors[] = {
  { SDP_SUITE_AES_CM_128_HMAC_SHA1_80,
    "e1f97a0d3e018be0d64fa32c06de41390ec675ad498afeebb6960b3aabe6",
    "800f1234decafbadcafebabeabababababababababababababababab",
    "800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb" },
  { SDP_SUITE_AEAD_AES_128_GCM, "000102030405060708090a0b0c0d0e0fa0a1a2a3a4a5a6a7a8a9aaab",
    "800f1234decafbadcafebabeabababababababababababababababab",
    "800f1234decafbadcafebabec5002ede04cfdd2eb91159e0880aa06ed2976826f796b201df3131a127e8a392" },
};

static gsize
from_hex (const char *hex, guint8 *out)
{
  gsize n = strlen (hex) / 2;

  g_assert_true (hex_decode (slice_from_string (hex), out, n));
  return n;
}

static void
test_known_answer (gconstpointer data)
{
  const Vector *vector = data;
  guint8 packet[ROOM] __attribute__ ((aligned (8))), key_bytes[64], plain[ROOM], sealed[ROOM];
  gsize n_key = from_hex (vector->key, key_bytes), n_plain = from_hex (vector->plain, plain);
  gsize n_sealed = from_hex (vector->sealed, sealed), n = n_plain;
  g_autoptr (Secret) key = secret_new (key_bytes, n_key);
  MediaSrtpParameters parameters = { .suite = vector->suite, .tx_key = key, .rx_key = key };
  g_autoptr (GError) error = NULL;
  g_autoptr (MediaSrtp) srtp = media_srtp_new (&parameters, &error);

  g_assert_no_error (error);
  memcpy (packet, plain, n);
  g_assert_true (media_srtp_protect (srtp, MEDIA_SRTP_RTP, packet, &n, sizeof packet));
  g_assert_cmpmem (packet, n, sealed, n_sealed);
  g_assert_cmpint (media_srtp_unprotect (srtp, MEDIA_SRTP_RTP, packet, &n), ==, MEDIA_SRTP_OK);
  g_assert_cmpmem (packet, n, plain, n_plain);
}

/* RFC 3711 5.2, RFC 7714 12; RFC 4568 6.2: RTCP keeps 80 bits where RTP has 32 */
static void
expected_tags (SdpSuite suite, gsize *rtp, gsize *rtcp)
{
  gboolean gcm = suite == SDP_SUITE_AEAD_AES_128_GCM || suite == SDP_SUITE_AEAD_AES_256_GCM;
  gboolean is_short = suite == SDP_SUITE_AES_256_CM_HMAC_SHA1_32 ||
                      suite == SDP_SUITE_AES_192_CM_HMAC_SHA1_32 ||
                      suite == SDP_SUITE_AES_CM_128_HMAC_SHA1_32;

  *rtp = gcm ? 16 : is_short ? 4 : 10;
  *rtcp = 4 + (gcm ? 16 : 10);
}

static void
test_round_trip (gconstpointer data)
{
  SdpSuite suite = (SdpSuite) GPOINTER_TO_INT (data);
  g_autoptr (MediaSrtp) a = make_srtp (suite, 1, 101, 0), b = make_srtp (suite, 101, 1, 0);
  guint8 packet[ROOM] __attribute__ ((aligned (8))), plain[ROOM];
  gsize n_plain = make_rtp (packet, 7), n = n_plain, rtp_tag, rtcp_tag;

  expected_tags (suite, &rtp_tag, &rtcp_tag);
  memcpy (plain, packet, n);
  g_assert_true (media_srtp_protect (a, MEDIA_SRTP_RTP, packet, &n, sizeof packet));
  g_assert_cmpuint (n, ==, n_plain + rtp_tag);
  g_assert_true (memcmp (packet + 12, plain + 12, PAYLOAD_BYTES) != 0);
  g_assert_cmpint (media_srtp_unprotect (b, MEDIA_SRTP_RTP, packet, &n), ==, MEDIA_SRTP_OK);
  g_assert_cmpmem (packet, n, plain, n_plain);

  n_plain = n = make_rtcp (packet);
  memcpy (plain, packet, n);
  g_assert_true (media_srtp_protect (b, MEDIA_SRTP_RTCP, packet, &n, sizeof packet));
  g_assert_cmpuint (n, ==, n_plain + rtcp_tag);
  g_assert_cmpint (media_srtp_unprotect (a, MEDIA_SRTP_RTCP, packet, &n), ==, MEDIA_SRTP_OK);
  g_assert_cmpmem (packet, n, plain, n_plain);
}

static void
test_mki (gconstpointer data)
{
  SdpSuite suite = (SdpSuite) GPOINTER_TO_INT (data);
  g_autoptr (MediaSrtp) with = make_srtp (suite, 1, 101, 4), b = make_srtp (suite, 101, 1, 4);
  g_autoptr (MediaSrtp) without = make_srtp (suite, 1, 101, 0);
  g_autoptr (MediaSrtp) stranger = make_srtp (suite, 2, 102, 4);
  guint8 packet[ROOM] __attribute__ ((aligned (8)));
  gsize n_plain = make_rtp (packet, 1), n = n_plain, rtp_tag, rtcp_tag;

  expected_tags (suite, &rtp_tag, &rtcp_tag);
  g_assert_true (media_srtp_protect (with, MEDIA_SRTP_RTP, packet, &n, sizeof packet));
  g_assert_cmpuint (n, ==, n_plain + rtp_tag + 4);
  g_assert_cmpint (media_srtp_unprotect (b, MEDIA_SRTP_RTP, packet, &n), ==, MEDIA_SRTP_OK);
  g_assert_cmpuint (n, ==, n_plain);
  /* PROTOCOL 12.2: a packet without the MKI is still tried */
  g_assert_cmpint (pass (without, b, 2), ==, MEDIA_SRTP_OK);
  g_assert_cmpint (pass (stranger, b, 3), ==, MEDIA_SRTP_UNAUTHENTICATED);
}

static void
test_replay (void)
{
  SdpSuite suite = SDP_SUITE_AES_CM_128_HMAC_SHA1_80;
  g_autoptr (MediaSrtp) a = make_srtp (suite, 1, 101, 0), b = make_srtp (suite, 101, 1, 0);
  guint8 old[ROOM] __attribute__ ((aligned (8))), edge[ROOM] __attribute__ ((aligned (8)));
  guint8 copy[ROOM] __attribute__ ((aligned (8)));
  gsize n_old = make_rtp (old, 1000), n_edge = make_rtp (edge, 1001), n;

  g_assert_true (media_srtp_protect (a, MEDIA_SRTP_RTP, old, &n_old, sizeof old));
  g_assert_true (media_srtp_protect (a, MEDIA_SRTP_RTP, edge, &n_edge, sizeof edge));
  g_assert_cmpint (pass (a, b, 1128), ==, MEDIA_SRTP_OK);
  /* 127 behind is the last place of the window, 128 is too old */
  memcpy (copy, edge, n_edge);
  n = n_edge;
  g_assert_cmpint (media_srtp_unprotect (b, MEDIA_SRTP_RTP, copy, &n), ==, MEDIA_SRTP_OK);
  n = n_edge;
  g_assert_cmpint (media_srtp_unprotect (b, MEDIA_SRTP_RTP, edge, &n), ==, MEDIA_SRTP_REPLAYED);
  n = n_old;
  g_assert_cmpint (media_srtp_unprotect (b, MEDIA_SRTP_RTP, old, &n), ==, MEDIA_SRTP_REPLAYED);
}

static void
test_same_number_twice_is_not_sent (void)
{
  g_autoptr (MediaSrtp) a = make_srtp (SDP_SUITE_AEAD_AES_256_GCM, 1, 101, 0);
  guint8 packet[ROOM] __attribute__ ((aligned (8)));
  gsize n = make_rtp (packet, 5);

  g_assert_true (media_srtp_protect (a, MEDIA_SRTP_RTP, packet, &n, sizeof packet));
  n = make_rtp (packet, 5);
  g_assert_false (media_srtp_protect (a, MEDIA_SRTP_RTP, packet, &n, sizeof packet));
}

static void
test_forgery (gconstpointer data)
{
  SdpSuite suite = (SdpSuite) GPOINTER_TO_INT (data);
  g_autoptr (MediaSrtp) a = make_srtp (suite, 1, 101, 0), b = make_srtp (suite, 101, 1, 0);
  g_autoptr (MediaSrtp) stranger = make_srtp (suite, 3, 103, 0);
  guint8 packet[ROOM] __attribute__ ((aligned (8))), sealed[ROOM];
  gsize n_sealed = make_rtp (packet, 1), n;

  g_assert_true (media_srtp_protect (a, MEDIA_SRTP_RTP, packet, &n_sealed, sizeof packet));
  memcpy (sealed, packet, n_sealed);
  for (gsize at = 4; at < n_sealed; at++)
    {
      memcpy (packet, sealed, n_sealed);
      packet[at] ^= 0x10;
      n = n_sealed;
      g_assert_cmpint (media_srtp_unprotect (b, MEDIA_SRTP_RTP, packet, &n), ==,
                       MEDIA_SRTP_UNAUTHENTICATED);
    }
  for (gsize cut = 0; cut < n_sealed; cut++)
    {
      memcpy (packet, sealed, n_sealed);
      n = cut;
      g_assert_cmpint (media_srtp_unprotect (b, MEDIA_SRTP_RTP, packet, &n), !=, MEDIA_SRTP_OK);
    }
  g_assert_cmpint (pass (stranger, b, 2), ==, MEDIA_SRTP_UNAUTHENTICATED);
  memcpy (packet, sealed, n_sealed);
  n = n_sealed;
  g_assert_cmpint (media_srtp_unprotect (b, MEDIA_SRTP_RTP, packet, &n), ==, MEDIA_SRTP_OK);
}

static void
test_rtcp_cut_and_replayed (gconstpointer data)
{
  SdpSuite suite = (SdpSuite) GPOINTER_TO_INT (data);
  g_autoptr (MediaSrtp) a = make_srtp (suite, 1, 101, 0), b = make_srtp (suite, 101, 1, 0);
  guint8 packet[ROOM] __attribute__ ((aligned (8))), sealed[ROOM];
  gsize n_sealed = make_rtcp (packet), n;

  g_assert_true (media_srtp_protect (a, MEDIA_SRTP_RTCP, packet, &n_sealed, sizeof packet));
  memcpy (sealed, packet, n_sealed);
  for (gsize cut = 0; cut < n_sealed; cut++)
    {
      memcpy (packet, sealed, n_sealed);
      n = cut;
      g_assert_cmpint (media_srtp_unprotect (b, MEDIA_SRTP_RTCP, packet, &n), !=, MEDIA_SRTP_OK);
    }
  memcpy (packet, sealed, n_sealed);
  n = n_sealed;
  g_assert_cmpint (media_srtp_unprotect (b, MEDIA_SRTP_RTCP, packet, &n), ==, MEDIA_SRTP_OK);
  memcpy (packet, sealed, n_sealed);
  n = n_sealed;
  g_assert_cmpint (media_srtp_unprotect (b, MEDIA_SRTP_RTCP, packet, &n), ==, MEDIA_SRTP_REPLAYED);
}

static void
test_bad_parameters (void)
{
  g_autoptr (Secret) key = secret_new ("0123456789abcdef", 16);
  MediaSrtpParameters parameters = {
    .suite = SDP_SUITE_AEAD_AES_256_GCM,
    .tx_key = key,
    .rx_key = key,
  };
  g_autoptr (GError) error = NULL;

  g_assert_null (media_srtp_new (&parameters, &error));
  g_assert_error (error, MEDIA_ERROR, MEDIA_ERROR_KEYS);
  g_assert_null (strstr (error->message, "0123"));
  g_clear_error (&error);
  parameters.suite = SDP_SUITE_NONE;
  g_assert_null (media_srtp_new (&parameters, &error));
  g_assert_error (error, MEDIA_ERROR, MEDIA_ERROR_KEYS);
}

static void
add_for_each_suite (const char *format, GTestDataFunc function)
{
  for (SdpSuite suite = SDP_SUITE_AEAD_AES_256_GCM; suite < SDP_N_SUITES; suite++)
    {
      g_autofree char *path = g_strconcat (format, sdp_suite_get_name (suite), NULL);

      g_test_add_data_func (path, GINT_TO_POINTER (suite), function);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/media/srtp/SRTP-03/known-answer-cm-128", &vectors[0], test_known_answer);
  g_test_add_data_func ("/media/srtp/SRTP-03/known-answer-gcm-128", &vectors[1], test_known_answer);
  add_for_each_suite ("/media/srtp/SRTP-03/round-trip-with-its-tags/", test_round_trip);
  add_for_each_suite ("/media/srtp/SRTP-02/mki-goes-out-and-may-miss-coming-in/", test_mki);
  add_for_each_suite ("/media/srtp/SRTP-14/changed-cut-or-foreign-is-refused/", test_forgery);
  add_for_each_suite ("/media/srtp/SRTP-14/rtcp-cut-or-replayed-is-refused/",
                      test_rtcp_cut_and_replayed);
  g_test_add_func ("/media/srtp/SRTP-14/window-is-128-and-replay-is-told", test_replay);
  g_test_add_func ("/media/srtp/SRTP-06/same-number-twice-is-not-sent",
                   test_same_number_twice_is_not_sent);
  g_test_add_func ("/media/srtp/SRTP-03/wrong-key-length-or-suite-is-an-error",
                   test_bad_parameters);
  return g_test_run ();
}
