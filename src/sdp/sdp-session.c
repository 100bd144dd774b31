/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A session description as a value: making, dropping and asking. */
#define G_LOG_DOMAIN "sdp-session"
#include "sdp-session.h"

#include <string.h>

#include "sdp-scan.h"

const char *
sdp_direction_get_name (SdpDirection direction)
{
  switch (direction)
    {
    case SDP_DIRECTION_INACTIVE:
      return "inactive";
    case SDP_DIRECTION_SENDONLY:
      return "sendonly";
    case SDP_DIRECTION_RECVONLY:
      return "recvonly";
    case SDP_DIRECTION_SENDRECV:
      return "sendrecv";
    }
  g_return_val_if_reached (NULL);
}

SdpDirection
sdp_direction_reverse (SdpDirection direction)
{
  return (SdpDirection) ((direction & SDP_DIRECTION_SENDONLY ? SDP_DIRECTION_RECVONLY : 0) |
                         (direction & SDP_DIRECTION_RECVONLY ? SDP_DIRECTION_SENDONLY : 0));
}

SdpSession *
sdp_session_new (void)
{
  SdpSession *self = g_new0 (SdpSession, 1);

  self->media = g_ptr_array_new_with_free_func ((GDestroyNotify) sdp_media_free);
  return self;
}

void
sdp_session_free (SdpSession *self)
{
  if (self == NULL)
    return;
  g_free (self->origin_user);
  g_free (self->origin_address);
  g_ptr_array_unref (self->media);
  g_free (self);
}

void
sdp_payload_free (SdpPayload *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->fmtp);
  g_free (self);
}

SdpMedia *
sdp_media_new (const char *type, guint16 port, const char *proto)
{
  SdpMedia *self = g_new0 (SdpMedia, 1);

  self->type = g_strdup (type);
  self->port = port;
  self->proto = g_strdup (proto);
  self->formats = g_ptr_array_new_with_free_func (g_free);
  self->payloads = g_ptr_array_new_with_free_func ((GDestroyNotify) sdp_payload_free);
  self->crypto = g_ptr_array_new_with_free_func ((GDestroyNotify) sdp_crypto_free);
  self->fingerprints = g_ptr_array_new_with_free_func (g_free);
  self->direction = SDP_DIRECTION_SENDRECV;
  return self;
}

void
sdp_media_free (SdpMedia *self)
{
  if (self == NULL)
    return;
  g_free (self->type);
  g_free (self->proto);
  g_ptr_array_unref (self->formats);
  g_ptr_array_unref (self->payloads);
  g_ptr_array_unref (self->crypto);
  g_ptr_array_unref (self->fingerprints);
  g_free (self->address);
  g_free (self->rtcp_address);
  g_free (self->setup);
  g_free (self->tls_id);
  g_free (self->mid);
  g_free (self);
}

void
sdp_media_add_payload (SdpMedia *self,
                       guint pt,
                       const char *name,
                       guint clock_hz,
                       guint channels,
                       const char *fmtp)
{
  SdpPayload *payload = g_new0 (SdpPayload, 1);

  payload->pt = pt;
  payload->name = g_strdup (name);
  payload->clock_hz = clock_hz;
  payload->channels = channels;
  payload->fmtp = g_strdup (fmtp);
  g_ptr_array_add (self->payloads, payload);
  g_ptr_array_add (self->formats, g_strdup_printf ("%u", pt));
}

const SdpPayload *
sdp_media_find_payload (const SdpMedia *self, int pt, const char *name, guint clock_hz)
{
  for (guint i = 0; i < self->payloads->len; i++)
    {
      const SdpPayload *payload = g_ptr_array_index (self->payloads, i);

      if ((pt < 0 || payload->pt == (guint) pt) &&
          (name == NULL || g_ascii_strcasecmp (payload->name, name) == 0) &&
          (clock_hz == 0 || payload->clock_hz == clock_hz))
        return payload;
    }
  return NULL;
}

static gboolean
has_usable_crypto (const SdpMedia *self)
{
  for (guint i = 0; i < self->crypto->len; i++)
    {
      const SdpCrypto *line = g_ptr_array_index (self->crypto, i);

      if (line->unusable == NULL)
        return TRUE;
    }
  return FALSE;
}

SdpKeying
sdp_media_get_keying (const SdpMedia *self)
{
  if (self->fingerprints->len > 0 && g_str_has_prefix (self->proto, "UDP/TLS/"))
    return SDP_KEYING_DTLS;
  if (has_usable_crypto (self))
    return SDP_KEYING_SDES;
  return self->fingerprints->len > 0 ? SDP_KEYING_DTLS : SDP_KEYING_NONE;
}

guint
sdp_payload_get_fmtp_number (const SdpPayload *self, const char *name, guint fallback)
{
  Slice rest, field;

  if (self->fmtp == NULL)
    return fallback;
  rest = slice_from_string (self->fmtp);
  while (sdp_next_field (&rest, ';', &field))
    {
      Slice key;
      guint64 number;

      field = slice_trim (field);
      if (sdp_next_field (&field, '=', &key) && slice_is_nocase (slice_trim (key), name) &&
          field.p != NULL && sdp_parse_number (slice_trim (field), G_MAXUINT32, &number))
        return (guint) number;
    }
  return fallback;
}
