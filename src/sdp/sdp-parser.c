/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Text into an SdpSession (RFC 8866 5 and 9, tolerant as PROTOCOL 11 says). */
#define G_LOG_DOMAIN "sdp-parser"
#include "sdp-session.h"

#include <string.h>

#include "sdp-attributes.h"
#include "sdp-codec.h"
#include "sdp-limits.h"
#include "sdp-scan.h"

typedef struct
{
  SdpSession *session;
  SdpMedia *defaults; /* owned: what stands before the first m= line */
  SdpMedia *current;  /* borrowed: @defaults or the last m-line */
  SdpParseError *error;
} Parser;

static gboolean
fail (Parser *parser, SdpErrorCode code, const char *what, const char *at)
{
  *parser->error = (SdpParseError){ code, what, at };
  return FALSE;
}

/* username sess-id sess-version nettype addrtype unicast-address (RFC 8866 5.2) */
static gboolean
parse_origin (Parser *parser, Slice value)
{
  SdpSession *session = parser->session;
  Slice rest = value, words[6];
  guint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (!sdp_next_word (&rest, &words[i]))
      return fail (parser, SDP_ERROR_MALFORMED, "o= line", value.p);
  if (session->origin_user != NULL)
    return fail (parser, SDP_ERROR_MALFORMED, "second o= line", value.p);
  session->origin_user = slice_dup (words[0]);
  /* Ids beyond 64 bits exist: nothing of ours depends on a peer's */
  if (sdp_parse_number (words[1], G_MAXUINT64, &number))
    session->session_id = number;
  if (sdp_parse_number (words[2], G_MAXUINT64, &number))
    session->session_version = number;
  session->origin_ipv6 = slice_is_nocase (words[4], "IP6");
  session->origin_address = slice_dup (words[5]);
  return TRUE;
}

static gboolean
is_token (Slice text, gboolean slashes)
{
  for (gsize i = 0; i < text.n; i++)
    if (!sdp_is_token_char (text.p[i]) && !(slashes && text.p[i] == '/'))
      return FALSE;
  return text.n > 0;
}

/* RTP/SAVP, UDP/TLS/RTP/SAVPF, ...: the formats are payload types */
static gboolean
is_rtp (const SdpMedia *media)
{
  Slice rest = slice_from_string (media->proto), part;

  while (sdp_next_field (&rest, '/', &part))
    if (slice_is_nocase (part, "RTP"))
      return TRUE;
  return FALSE;
}

static SdpMedia *
new_media_from_defaults (Parser *parser, Slice type, guint16 port, Slice proto)
{
  g_autofree char *type_text = slice_dup (type), *proto_text = slice_dup (proto);
  const SdpMedia *defaults = parser->defaults;
  SdpMedia *media = sdp_media_new (type_text, port, proto_text);

  media->direction = defaults->direction;
  media->address = g_strdup (defaults->address);
  media->address_ipv6 = defaults->address_ipv6;
  media->address_is_name = defaults->address_is_name;
  media->setup = g_strdup (defaults->setup);
  media->tls_id = g_strdup (defaults->tls_id);
  media->tias_bps = defaults->tias_bps;
  media->as_bps = defaults->as_bps;
  return media;
}

static gboolean
parse_formats (Parser *parser, SdpMedia *media, Slice rest)
{
  gboolean rtp = is_rtp (media);
  Slice format;

  while (sdp_next_word (&rest, &format))
    {
      guint64 pt;

      if (media->formats->len == SDP_MAX_FORMATS)
        return fail (parser, SDP_ERROR_TOO_LONG, "number of formats", format.p);
      if (rtp && !sdp_parse_number (format, 127, &pt))
        return fail (parser, SDP_ERROR_MALFORMED, "payload type", format.p);
      if (!is_token (format, TRUE))
        return fail (parser, SDP_ERROR_MALFORMED, "format", format.p);
      if (rtp)
        g_ptr_array_add (media->formats, g_strdup_printf ("%u", (guint) pt));
      else
        g_ptr_array_add (media->formats, slice_dup (format));
    }
  if (media->formats->len == 0)
    return fail (parser, SDP_ERROR_MALFORMED, "m= line without format", rest.p);
  return TRUE;
}

/* media SP port ["/" integer] SP proto 1*(SP fmt) (RFC 8866 5.14) */
static gboolean
parse_media (Parser *parser, Slice value)
{
  Slice rest = value, type, ports, port_text, proto;
  guint64 port, n_ports;
  SdpMedia *media;

  if (parser->session->media->len == SDP_MAX_MEDIA)
    return fail (parser, SDP_ERROR_TOO_LONG, "number of m= lines", value.p);
  if (!sdp_next_word (&rest, &type) || !is_token (type, FALSE))
    return fail (parser, SDP_ERROR_MALFORMED, "media type", value.p);
  if (!sdp_next_word (&rest, &ports) || !sdp_next_field (&ports, '/', &port_text) ||
      !sdp_parse_number (port_text, G_MAXUINT16, &port) ||
      (ports.p != NULL && !sdp_parse_number (ports, G_MAXUINT16, &n_ports)))
    return fail (parser, SDP_ERROR_MALFORMED, "media port", type.p);
  if (!sdp_next_word (&rest, &proto) || !is_token (proto, TRUE))
    return fail (parser, SDP_ERROR_MALFORMED, "media transport", type.p);
  media = new_media_from_defaults (parser, type, (guint16) port, proto);
  g_ptr_array_add (parser->session->media, media);
  parser->current = media;
  return parse_formats (parser, media, rest);
}

static gboolean
parse_line (Parser *parser, char type, Slice value)
{
  gboolean session_level = parser->current == parser->defaults;

  switch (type)
    {
    case 'o':
      return parse_origin (parser, value);
    case 'c':
      return sdp_connection_apply (parser->current, value, parser->error);
    case 'b':
      sdp_bandwidth_apply (parser->current, value);
      return TRUE;
    case 'a':
      return sdp_attribute_apply (parser->current, session_level, value, parser->error);
    case 'm':
      return parse_media (parser, value);
    case 'v':
      return fail (parser, SDP_ERROR_MALFORMED, "second v= line", value.p);
    default:
      return TRUE; /* s t i u e p r z k and whatever comes: nothing for us (RFC 8866 5) */
    }
}

/* Cuts one line; CRLF or LF ends it, a CR or NUL elsewhere is an error */
static gboolean
take_line (Parser *parser, Slice *rest, Slice *line)
{
  sdp_next_field (rest, '\n', line);
  if (line->n > 0 && line->p[line->n - 1] == '\r')
    line->n--;
  for (gsize i = 0; i < line->n; i++)
    if (line->p[i] == '\r' || line->p[i] == '\0')
      return fail (parser, SDP_ERROR_MALFORMED, "control character", line->p + i);
  return TRUE;
}

static gboolean
is_only_line_ends (Slice rest)
{
  for (gsize i = 0; i < rest.n; i++)
    if (rest.p[i] != '\r' && rest.p[i] != '\n')
      return FALSE;
  return TRUE;
}

static gboolean
parse_lines (Parser *parser, Slice text)
{
  Slice rest = text, line;

  for (guint n_lines = 0; rest.p != NULL && !is_only_line_ends (rest); n_lines++)
    {
      if (n_lines == SDP_MAX_LINES)
        return fail (parser, SDP_ERROR_TOO_LONG, "number of lines", rest.p);
      if (!take_line (parser, &rest, &line))
        return FALSE;
      if (line.n < 2 || line.p[1] != '=' || !g_ascii_isalpha (line.p[0]))
        return fail (parser, SDP_ERROR_MALFORMED, "line without type", line.p);
      if (n_lines == 0)
        {
          if (!slice_is (slice_trim (line), "v=0"))
            return fail (parser, SDP_ERROR_MALFORMED, "version", line.p);
        }
      else if (!parse_line (parser, line.p[0], (Slice){ line.p + 2, line.n - 2 }))
        return FALSE;
    }
  return TRUE;
}

/* Static types without rtpmap get the name of RFC 3551; formats of unknown encoding drop out */
static void
complete_payloads (SdpMedia *media)
{
  g_autoptr (GPtrArray) found = g_steal_pointer (&media->payloads);
  g_autoptr (GPtrArray) formats = g_steal_pointer (&media->formats);

  media->payloads = g_ptr_array_new_with_free_func ((GDestroyNotify) sdp_payload_free);
  media->formats = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < formats->len; i++)
    {
      const char *format = g_ptr_array_index (formats, i);
      guint pt = (guint) g_ascii_strtoull (format, NULL, 10);
      const SdpCodec *codec = sdp_codec_find_static (pt);
      const SdpPayload *payload = NULL;

      for (guint j = 0; j < found->len; j++)
        if (((const SdpPayload *) g_ptr_array_index (found, j))->pt == pt)
          payload = g_ptr_array_index (found, j);
      if (sdp_media_has_format (media, pt))
        continue;
      if (payload != NULL && payload->name != NULL)
        sdp_media_add_payload (media, pt, payload->name, payload->clock_hz, payload->channels,
                               payload->fmtp);
      else if (codec != NULL)
        sdp_media_add_payload (media, pt, codec->name, codec->clock_hz, codec->channels,
                               payload != NULL ? payload->fmtp : NULL);
      else
        g_ptr_array_add (media->formats, g_strdup (format));
    }
}

static gboolean
complete (Parser *parser, Slice text)
{
  const GPtrArray *fingerprints = parser->defaults->fingerprints;

  if (parser->session->origin_user == NULL)
    return fail (parser, SDP_ERROR_MALFORMED, "o= line missing", text.p);
  for (guint i = 0; i < parser->session->media->len; i++)
    {
      SdpMedia *media = g_ptr_array_index (parser->session->media, i);

      if (media->port != 0 && media->address == NULL)
        return fail (parser, SDP_ERROR_MALFORMED, "c= line missing", text.p);
      if (is_rtp (media))
        complete_payloads (media);
      else
        g_ptr_array_set_size (media->payloads, 0);
      for (guint j = 0; media->fingerprints->len == 0 && j < fingerprints->len; j++)
        g_ptr_array_add (media->fingerprints, g_strdup (g_ptr_array_index (fingerprints, j)));
    }
  return TRUE;
}

SdpSession *
sdp_session_parse (Slice text, SdpParseError *error)
{
  g_autoptr (SdpMedia) defaults = sdp_media_new (NULL, 0, NULL);
  g_autoptr (SdpSession) session = sdp_session_new ();
  Parser parser = { .session = session, .defaults = defaults, .current = defaults, .error = error };

  if (text.n > SDP_MAX_BYTES)
    {
      fail (&parser, SDP_ERROR_TOO_LONG, "size", text.p + SDP_MAX_BYTES);
      return NULL;
    }
  if (text.n == 0 || is_only_line_ends (text))
    {
      fail (&parser, SDP_ERROR_MALFORMED, "empty", text.p);
      return NULL;
    }
  if (!parse_lines (&parser, text) || !complete (&parser, text))
    return NULL;
  return g_steal_pointer (&session);
}
