/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The descriptions that we write: m-lines, payload types, keys, version of o=. */
#define G_LOG_DOMAIN "sdp-offer"
#include "sdp-negotiation-private.h"

#include <string.h>

#define KEY_MAX_BYTES 64
#define SESSION_ID_BITS 62
#define DYNAMIC_PT_FIRST 96
#define PTIME_MS 20

const SdpMedia *
sdp_negotiation_get_local_media (const SdpNegotiation *self)
{
  return self->local != NULL ? g_ptr_array_index (self->local->media, self->audio_slot) : NULL;
}

SdpMedia *
sdp_negotiation_make_media (const SdpLocal *local, const char *proto)
{
  SdpMedia *media = sdp_media_new ("audio", local->audio_rtp_port, proto);

  media->address = g_strdup (local->address);
  media->address_ipv6 = local->ipv6;
  if (local->audio_rtcp_port != 0 && local->audio_rtcp_port != local->audio_rtp_port + 1)
    media->rtcp_port = local->audio_rtcp_port;
  media->rtcp_mux = local->rtcp_mux;
  media->ptime_ms = PTIME_MS;
  return media;
}

gboolean
sdp_negotiation_is_transport_kept (const SdpNegotiation *self, const SdpLocal *local)
{
  const SdpMedia *media = sdp_negotiation_get_local_media (self);

  return media != NULL && media->port == local->audio_rtp_port &&
         g_strcmp0 (media->address, local->address) == 0;
}

Secret *
sdp_negotiation_make_key (const SdpNegotiation *self, SdpSuite suite)
{
  guint8 bytes[KEY_MAX_BYTES];
  gsize n = sdp_suite_get_key_size (suite) + sdp_suite_get_salt_size (suite);
  Secret *key;

  g_assert (n > 0 && n <= sizeof bytes);
  self->random (bytes, n, self->user_data);
  key = secret_new (bytes, n);
  secret_wipe (bytes, sizeof bytes);
  return key;
}

static char *
name_format (const char *name, guint clock_hz)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strdup_printf ("%s/%u", lower, clock_hz);
}

void
sdp_negotiation_remember_formats (SdpNegotiation *self, const SdpMedia *media)
{
  for (guint i = 0; i < media->payloads->len; i++)
    {
      const SdpPayload *payload = g_ptr_array_index (media->payloads, i);
      char **name = &self->pt_names[payload->pt % SDP_N_PAYLOAD_TYPES];

      if (*name == NULL)
        *name = name_format (payload->name, payload->clock_hz);
    }
}

/* The number this codec has in the session, else a free one (RFC 3264 8.3.2); -1: none left */
static int
pick_pt (const SdpNegotiation *self, const SdpCodec *codec)
{
  const SdpMedia *agreed = sdp_negotiation_get_local_media (self);
  g_autofree char *name = name_format (codec->name, codec->clock_hz);
  const SdpPayload *payload = NULL;

  if (codec->static_pt >= 0)
    return codec->static_pt;
  if (agreed != NULL)
    payload = sdp_media_find_payload (agreed, -1, codec->name, codec->clock_hz);
  if (payload != NULL)
    return (int) payload->pt;
  for (guint i = DYNAMIC_PT_FIRST; i < SDP_N_PAYLOAD_TYPES; i++)
    if (g_strcmp0 (self->pt_names[i], name) == 0)
      return (int) i;
  if (self->pt_names[codec->default_pt] == NULL)
    return (int) codec->default_pt;
  /* From the top: the defaults of the other codecs stand at the bottom */
  for (int i = SDP_N_PAYLOAD_TYPES - 1; i >= DYNAMIC_PT_FIRST; i--)
    if (self->pt_names[i] == NULL)
      return i;
  return -1;
}

static void
add_format (SdpNegotiation *self, SdpMedia *media, const SdpCodec *codec, gboolean cbr)
{
  int pt = pick_pt (self, codec);
  g_autofree char *fmtp = NULL;

  if (pt < 0)
    return;
  if (cbr && codec->static_pt < 0 && codec->channels == 2)
    fmtp = g_strconcat (codec->fmtp, ";cbr=1", NULL);
  else
    fmtp = g_strdup (codec->fmtp);
  sdp_media_add_payload (media, (guint) pt, codec->name, codec->clock_hz, codec->channels, fmtp);
  sdp_negotiation_remember_formats (self, media);
}

static void
add_formats (SdpNegotiation *self, SdpMedia *media, const SdpLocal *local)
{
  static const char *const all[] = { "opus", "G722", "PCMA", "PCMU", NULL };
  const char *const *names = local->audio_codecs != NULL ? local->audio_codecs : all;
  gboolean has_clock[2] = { FALSE, FALSE };
  static const guint clocks_hz[2] = { 48000, 8000 };

  for (guint i = 0; names[i] != NULL; i++)
    {
      const SdpCodec *codec = sdp_codec_find_by_name (names[i]);

      if (codec == NULL || sdp_media_find_payload (media, -1, codec->name, 0) != NULL)
        continue;
      add_format (self, media, codec, local->cbr);
      for (guint j = 0; j < G_N_ELEMENTS (clocks_hz); j++)
        has_clock[j] |= codec->clock_hz == clocks_hz[j];
    }
  for (guint j = 0; j < G_N_ELEMENTS (clocks_hz); j++)
    if (has_clock[j])
      add_format (self, media, sdp_codec_find_event (clocks_hz[j]), FALSE);
}

/* Kept on hold and refresh, fresh for a new transport (PROTOCOL 12.2) */
static void
add_crypto (const SdpNegotiation *self, SdpMedia *media, const SdpLocal *local)
{
  const SdpMedia *agreed = sdp_negotiation_get_local_media (self);
  guint32 tag = 1;

  if (agreed != NULL && agreed->crypto->len > 0 && !self->renew_keys &&
      sdp_negotiation_is_transport_kept (self, local))
    {
      for (guint i = 0; i < agreed->crypto->len; i++)
        g_ptr_array_add (media->crypto, sdp_crypto_copy (g_ptr_array_index (agreed->crypto, i)));
      return;
    }
  for (SdpSuite suite = SDP_SUITE_NONE; suite < SDP_N_SUITES; suite++)
    if (sdp_suite_is_offered (suite))
      {
        g_autoptr (Secret) key = sdp_negotiation_make_key (self, suite);

        g_ptr_array_add (media->crypto, sdp_crypto_new (tag++, suite, NULL, key));
      }
}

static SdpMedia *
make_audio (SdpNegotiation *self, const SdpLocal *local)
{
  const SdpMedia *agreed = sdp_negotiation_get_local_media (self);
  gboolean keep_proto = agreed != NULL && g_str_has_prefix (agreed->proto, "RTP/SAVP");
  SdpMedia *media = sdp_negotiation_make_media (local, keep_proto ? agreed->proto : "RTP/SAVP");

  add_formats (self, media, local);
  add_crypto (self, media, local);
  media->direction = local->direction;
  if (local->direction == SDP_DIRECTION_SENDONLY && self->audio.remote_hold)
    media->direction = SDP_DIRECTION_INACTIVE;
  if (agreed != NULL)
    media->rtcp_reduced_size = agreed->rtcp_reduced_size;
  return media;
}

void
sdp_negotiation_add_refused (SdpSession *session, const SdpMedia *model)
{
  SdpMedia *media = sdp_media_new (model->type, 0, model->proto);

  g_ptr_array_add (media->formats, g_strdup (g_ptr_array_index (model->formats, 0)));
  g_ptr_array_add (session->media, media);
}

SdpSession *
sdp_negotiation_make_session (SdpNegotiation *self, const SdpLocal *local)
{
  SdpSession *session = sdp_session_new ();

  if (self->origin_address == NULL)
    {
      self->random (&self->session_id, sizeof self->session_id, self->user_data);
      self->session_id &= (G_GUINT64_CONSTANT (1) << SESSION_ID_BITS) - 1;
      self->origin_address = g_strdup (local->address);
      self->origin_ipv6 = local->ipv6;
    }
  session->origin_user = g_strdup ("-");
  session->session_id = self->session_id;
  session->origin_address = g_strdup (self->origin_address);
  session->origin_ipv6 = self->origin_ipv6;
  return session;
}

SdpSession *
sdp_negotiation_make_offer (SdpNegotiation *self, const SdpLocal *local)
{
  SdpSession *session = sdp_negotiation_make_session (self, local);
  guint n_media = self->local != NULL ? self->local->media->len : 1;

  for (guint i = 0; i < n_media; i++)
    if (self->local == NULL || i == self->audio_slot)
      g_ptr_array_add (session->media, make_audio (self, local));
    else
      sdp_negotiation_add_refused (session, g_ptr_array_index (self->local->media, i));
  return session;
}

char *
sdp_negotiation_write (SdpNegotiation *self, SdpSession *session)
{
  g_autoptr (Secret) text = NULL;

  session->session_version = 0;
  text = secret_new_take_string (sdp_session_to_string (session));
  if (self->last_text == NULL || !secret_equal (text, self->last_text))
    {
      self->version++;
      g_clear_pointer (&self->last_text, secret_unref);
      self->last_text = g_steal_pointer (&text);
    }
  session->session_version = self->version;
  return sdp_session_to_string (session);
}
