/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The attributes we understand, one function each. */
#define G_LOG_DOMAIN "sdp-attributes"
#include "sdp-attributes.h"

#include <string.h>

#include "sdp-limits.h"
#include "sdp-scan.h"

#define CLOCK_MAX_HZ 1000000
#define CHANNELS_MAX 255
#define PTIME_MAX_MS 1000
#define ADDRESS_MAX_BYTES 255

static void
replace_string (char **field, Slice value)
{
  g_free (*field);
  *field = slice_dup (value);
}

gboolean
sdp_media_has_format (const SdpMedia *media, guint pt)
{
  char text[4];

  g_snprintf (text, sizeof text, "%u", pt % 1000);
  for (guint i = 0; i < media->formats->len; i++)
    if (strcmp (g_ptr_array_index (media->formats, i), text) == 0)
      return TRUE;
  return FALSE;
}

/* The entry of @pt, made without a name when an fmtp comes before its rtpmap */
static SdpPayload *
get_payload (SdpMedia *media, guint pt)
{
  SdpPayload *payload;

  for (guint i = 0; i < media->payloads->len; i++)
    {
      payload = g_ptr_array_index (media->payloads, i);
      if (payload->pt == pt)
        return payload;
    }
  payload = g_new0 (SdpPayload, 1);
  payload->pt = pt;
  g_ptr_array_add (media->payloads, payload);
  return payload;
}

/* payload-type SP encoding-name "/" clock-rate ["/" channels] (RFC 8866 6.6) */
static void
apply_rtpmap (SdpMedia *media, Slice value)
{
  Slice rest = value, pt_text, encoding, name, clock, channels;
  guint64 pt, clock_hz, n_channels = 1;
  SdpPayload *payload;

  if (!sdp_next_word (&rest, &pt_text) || !sdp_parse_number (pt_text, 127, &pt) ||
      !sdp_media_has_format (media, (guint) pt) || !sdp_next_word (&rest, &encoding))
    return;
  if (!sdp_next_field (&encoding, '/', &name) || name.n == 0 ||
      !sdp_next_field (&encoding, '/', &clock) ||
      !sdp_parse_number (clock, CLOCK_MAX_HZ, &clock_hz) || clock_hz == 0)
    return;
  for (gsize i = 0; i < name.n; i++)
    if (!sdp_is_token_char (name.p[i]))
      return;
  if (sdp_next_field (&encoding, '/', &channels) &&
      (!sdp_parse_number (channels, CHANNELS_MAX, &n_channels) || n_channels == 0))
    return;
  payload = get_payload (media, (guint) pt);
  if (payload->name != NULL)
    return;
  payload->name = slice_dup (name);
  payload->clock_hz = (guint) clock_hz;
  payload->channels = (guint) n_channels;
}

static void
apply_fmtp (SdpMedia *media, Slice value)
{
  Slice rest = value, pt_text;
  guint64 pt;
  SdpPayload *payload;

  if (!sdp_next_word (&rest, &pt_text) || !sdp_parse_number (pt_text, 127, &pt) ||
      !sdp_media_has_format (media, (guint) pt))
    return;
  rest = slice_trim (rest);
  payload = get_payload (media, (guint) pt);
  if (rest.n > 0 && payload->fmtp == NULL)
    payload->fmtp = slice_dup (rest);
}

static gboolean
apply_crypto (SdpMedia *media, Slice value, SdpParseError *error)
{
  SdpParseError ignored;
  SdpCrypto *line;

  if (media->crypto->len == SDP_MAX_CRYPTO)
    {
      *error = (SdpParseError){ SDP_ERROR_TOO_LONG, "number of crypto lines", value.p };
      return FALSE;
    }
  line = sdp_crypto_parse (value, &ignored);
  if (line == NULL)
    return TRUE;
  /* RFC 4568 4.1: the tag is unique in its m-line; of two, the second cannot be answered */
  for (guint i = 0; i < media->crypto->len && line->unusable == NULL; i++)
    {
      const SdpCrypto *earlier = g_ptr_array_index (media->crypto, i);

      if (earlier->tag == line->tag)
        {
          line->unusable = "tag used twice";
          g_clear_pointer (&line->key, secret_unref);
        }
    }
  g_ptr_array_add (media->crypto, line);
  return TRUE;
}

/* Unicast address without its family being wrong, or a host name */
static gboolean
check_address (Slice text, gboolean ipv6, gboolean *is_name)
{
  g_autofree char *address = NULL;

  if (text.n == 0 || text.n > ADDRESS_MAX_BYTES)
    return FALSE;
  for (gsize i = 0; i < text.n; i++)
    if (!g_ascii_isalnum (text.p[i]) && strchr (".:-_", text.p[i]) == NULL)
      return FALSE;
  address = slice_dup (text);
  *is_name = !g_hostname_is_ip_address (address);
  if (*is_name)
    return strchr (address, ':') == NULL && memchr (text.p, '\0', text.n) == NULL;
  return (strchr (address, ':') != NULL) == ipv6;
}

static gboolean
take_address_type (Slice *rest, gboolean *ipv6)
{
  Slice word;

  if (!sdp_next_word (rest, &word) || !slice_is_nocase (word, "IN") || !sdp_next_word (rest, &word))
    return FALSE;
  *ipv6 = slice_is_nocase (word, "IP6");
  return *ipv6 || slice_is_nocase (word, "IP4");
}

/* nettype SP addrtype SP address ["/" ttl ["/" number]] (RFC 8866 5.7) */
gboolean
sdp_connection_apply (SdpMedia *media, Slice value, SdpParseError *error)
{
  Slice rest = value, word, address;
  gboolean ipv6, is_name;

  if (!take_address_type (&rest, &ipv6) || !sdp_next_word (&rest, &word) ||
      !sdp_next_field (&word, '/', &address) || !check_address (address, ipv6, &is_name))
    {
      *error = (SdpParseError){ SDP_ERROR_MALFORMED, "c= line", value.p };
      return FALSE;
    }
  replace_string (&media->address, address);
  media->address_ipv6 = ipv6;
  media->address_is_name = is_name;
  return TRUE;
}

/* port [SP nettype SP addrtype SP address] (RFC 3605 2.1) */
static void
apply_rtcp (SdpMedia *media, Slice value)
{
  Slice rest = value, word;
  guint64 port;
  gboolean ipv6, is_name;

  if (!sdp_next_word (&rest, &word) || !sdp_parse_number (word, G_MAXUINT16, &port) || port == 0)
    return;
  if (take_address_type (&rest, &ipv6))
    {
      if (!sdp_next_word (&rest, &word) || !check_address (word, ipv6, &is_name) || is_name)
        return;
      replace_string (&media->rtcp_address, word);
    }
  media->rtcp_port = (guint16) port;
}

/* modifier ":" kilobits, TIAS in bits (RFC 8866 5.8, RFC 3890 6.2) */
void
sdp_bandwidth_apply (SdpMedia *media, Slice value)
{
  Slice rest = value, modifier;
  guint64 number;

  if (!sdp_next_field (&rest, ':', &modifier) || rest.p == NULL ||
      !sdp_parse_number (slice_trim (rest), G_MAXUINT32, &number))
    return;
  if (slice_is_nocase (modifier, "TIAS"))
    media->tias_bps = number;
  else if (slice_is_nocase (modifier, "AS"))
    media->as_bps = number * 1000;
}

static gboolean
apply_flag (SdpMedia *media, Slice name)
{
  if (slice_is (name, "sendrecv"))
    media->direction = SDP_DIRECTION_SENDRECV;
  else if (slice_is (name, "sendonly"))
    media->direction = SDP_DIRECTION_SENDONLY;
  else if (slice_is (name, "recvonly"))
    media->direction = SDP_DIRECTION_RECVONLY;
  else if (slice_is (name, "inactive"))
    media->direction = SDP_DIRECTION_INACTIVE;
  else if (slice_is (name, "rtcp-mux"))
    media->rtcp_mux = TRUE;
  else if (slice_is (name, "rtcp-mux-only"))
    media->rtcp_mux_only = TRUE;
  else if (slice_is (name, "rtcp-rsize"))
    media->rtcp_reduced_size = TRUE;
  else
    return FALSE;
  return TRUE;
}

static void
apply_milliseconds (guint *field, Slice value)
{
  Slice rest = value;
  guint64 number;

  /* "20.0" is seen in the field; whole milliseconds are what counts */
  if (sdp_take_number (&rest, PTIME_MAX_MS, &number) && number > 0 &&
      (rest.n == 0 || rest.p[0] == '.'))
    *field = (guint) number;
}

static gboolean
apply_media_value (SdpMedia *media, Slice name, Slice value, SdpParseError *error)
{
  if (slice_is (name, "rtpmap"))
    apply_rtpmap (media, value);
  else if (slice_is (name, "fmtp"))
    apply_fmtp (media, value);
  else if (slice_is (name, "crypto"))
    return apply_crypto (media, value, error);
  else if (slice_is (name, "rtcp"))
    apply_rtcp (media, value);
  else if (slice_is (name, "ptime"))
    apply_milliseconds (&media->ptime_ms, slice_trim (value));
  else if (slice_is (name, "maxptime"))
    apply_milliseconds (&media->max_ptime_ms, slice_trim (value));
  else if (slice_is (name, "mid"))
    replace_string (&media->mid, slice_trim (value));
  else if (slice_is (name, "candidate") && ++media->n_candidates > SDP_MAX_CANDIDATES)
    {
      *error = (SdpParseError){ SDP_ERROR_TOO_LONG, "number of candidates", value.p };
      return FALSE;
    }
  return TRUE;
}

gboolean
sdp_attribute_apply (SdpMedia *media, gboolean session_level, Slice attribute, SdpParseError *error)
{
  Slice rest = attribute, name;

  sdp_next_field (&rest, ':', &name);
  if (rest.p == NULL)
    {
      apply_flag (media, slice_trim (name));
      return TRUE;
    }
  if (slice_is (name, "fingerprint"))
    g_ptr_array_add (media->fingerprints, slice_dup (slice_trim (rest)));
  else if (slice_is (name, "setup"))
    replace_string (&media->setup, slice_trim (rest));
  else if (slice_is (name, "tls-id"))
    replace_string (&media->tls_id, slice_trim (rest));
  else if (!session_level)
    return apply_media_value (media, name, rest, error);
  return TRUE;
}
