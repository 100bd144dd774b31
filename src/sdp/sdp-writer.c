/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* An SdpSession into text. */
#define G_LOG_DOMAIN "sdp-writer"
#include "sdp-session.h"

#include <string.h>

/* Room so that text with keys is not left behind by a growing buffer */
#define TEXT_ROOM_BYTES 8192

static void
append_connection (GString *out, const char *address, gboolean ipv6)
{
  g_string_append_printf (out, "c=IN %s %s\r\n", ipv6 ? "IP6" : "IP4", address);
}

static void
append_payloads (GString *out, const SdpMedia *media)
{
  for (guint i = 0; i < media->payloads->len; i++)
    {
      const SdpPayload *payload = g_ptr_array_index (media->payloads, i);

      g_string_append_printf (out, "a=rtpmap:%u %s/%u", payload->pt, payload->name,
                              payload->clock_hz);
      if (payload->channels != 1)
        g_string_append_printf (out, "/%u", payload->channels);
      g_string_append (out, "\r\n");
      if (payload->fmtp != NULL)
        g_string_append_printf (out, "a=fmtp:%u %s\r\n", payload->pt, payload->fmtp);
    }
  if (media->ptime_ms != 0)
    g_string_append_printf (out, "a=ptime:%u\r\n", media->ptime_ms);
  if (media->max_ptime_ms != 0)
    g_string_append_printf (out, "a=maxptime:%u\r\n", media->max_ptime_ms);
}

static void
append_keying (GString *out, const SdpMedia *media)
{
  for (guint i = 0; i < media->crypto->len; i++)
    {
      const SdpCrypto *line = g_ptr_array_index (media->crypto, i);

      if (line->unusable != NULL)
        continue;
      g_string_append (out, "a=crypto:");
      sdp_crypto_append (line, out);
      g_string_append (out, "\r\n");
    }
  for (guint i = 0; i < media->fingerprints->len; i++)
    g_string_append_printf (out, "a=fingerprint:%s\r\n",
                            (const char *) g_ptr_array_index (media->fingerprints, i));
  if (media->setup != NULL)
    g_string_append_printf (out, "a=setup:%s\r\n", media->setup);
  if (media->tls_id != NULL)
    g_string_append_printf (out, "a=tls-id:%s\r\n", media->tls_id);
}

static void
append_rtcp (GString *out, const SdpMedia *media)
{
  if (media->rtcp_port != 0)
    {
      g_string_append_printf (out, "a=rtcp:%u", media->rtcp_port);
      if (media->rtcp_address != NULL)
        g_string_append_printf (out, " IN %s %s",
                                strchr (media->rtcp_address, ':') != NULL ? "IP6" : "IP4",
                                media->rtcp_address);
      g_string_append (out, "\r\n");
    }
  if (media->rtcp_mux)
    g_string_append (out, "a=rtcp-mux\r\n");
  if (media->rtcp_mux_only)
    g_string_append (out, "a=rtcp-mux-only\r\n");
  if (media->rtcp_reduced_size)
    g_string_append (out, "a=rtcp-rsize\r\n");
}

static gboolean
is_same_connection (const SdpMedia *a, const SdpMedia *b)
{
  return a->address_ipv6 == b->address_ipv6 && strcmp (a->address, b->address) == 0;
}

static void
append_media (GString *out, const SdpMedia *media, const SdpMedia *common)
{
  g_string_append_printf (out, "m=%s %u %s", media->type, media->port, media->proto);
  for (guint i = 0; i < media->formats->len; i++)
    g_string_append_printf (out, " %s", (const char *) g_ptr_array_index (media->formats, i));
  g_string_append (out, "\r\n");
  if (media->port == 0)
    return;
  if (media->address != NULL && !is_same_connection (media, common))
    append_connection (out, media->address, media->address_ipv6);
  if (media->as_bps != 0)
    g_string_append_printf (out, "b=AS:%" G_GUINT64_FORMAT "\r\n", media->as_bps / 1000);
  if (media->tias_bps != 0)
    g_string_append_printf (out, "b=TIAS:%" G_GUINT64_FORMAT "\r\n", media->tias_bps);
  append_payloads (out, media);
  append_keying (out, media);
  if (media->mid != NULL)
    g_string_append_printf (out, "a=mid:%s\r\n", media->mid);
  append_rtcp (out, media);
  g_string_append_printf (out, "a=%s\r\n", sdp_direction_get_name (media->direction));
}

char *
sdp_session_to_string (const SdpSession *self)
{
  GString *out = g_string_sized_new (TEXT_ROOM_BYTES);
  const SdpMedia *common = NULL;

  for (guint i = 0; i < self->media->len && common == NULL; i++)
    {
      const SdpMedia *media = g_ptr_array_index (self->media, i);

      if (media->address != NULL && media->port != 0)
        common = media;
    }
  g_string_append_printf (
      out, "v=0\r\no=%s %" G_GUINT64_FORMAT " %" G_GUINT64_FORMAT " IN %s %s\r\ns=-\r\n",
      self->origin_user, self->session_id, self->session_version, self->origin_ipv6 ? "IP6" : "IP4",
      self->origin_address);
  if (common != NULL)
    append_connection (out, common->address, common->address_ipv6);
  else if (g_hostname_is_ip_address (self->origin_address))
    append_connection (out, self->origin_address, strchr (self->origin_address, ':') != NULL);
  g_string_append (out, "t=0 0\r\n");
  for (guint i = 0; i < self->media->len; i++)
    append_media (out, g_ptr_array_index (self->media, i), common);
  return g_string_free (out, FALSE);
}
