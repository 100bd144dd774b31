/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Offer and answer of one call (RFC 3264, RFC 4568 5): what is received, and what is agreed. */
#define G_LOG_DOMAIN "sdp-negotiation"
#include "sdp-negotiation-private.h"

#include <string.h>

#include "sdp-agreement.h"

SdpNegotiation *
sdp_negotiation_new (SdpRandomFunc random, gpointer user_data)
{
  SdpNegotiation *self = g_new0 (SdpNegotiation, 1);

  g_return_val_if_fail (random != NULL, self);
  self->random = random;
  self->user_data = user_data;
  self->audio = (SdpAudio) SDP_AUDIO_INIT;
  return self;
}

void
sdp_negotiation_free (SdpNegotiation *self)
{
  if (self == NULL)
    return;
  g_free (self->origin_address);
  g_clear_pointer (&self->last_text, secret_unref);
  sdp_session_free (self->offer);
  sdp_session_free (self->local);
  sdp_audio_clear (&self->audio);
  for (guint i = 0; i < SDP_N_PAYLOAD_TYPES; i++)
    g_free (self->pt_names[i]);
  g_free (self);
}

gboolean
sdp_negotiation_has_offer (const SdpNegotiation *self)
{
  return self->offer != NULL;
}

const SdpAudio *
sdp_negotiation_get_audio (const SdpNegotiation *self)
{
  return self->local != NULL ? &self->audio : NULL;
}

void
sdp_negotiation_renew_keys (SdpNegotiation *self)
{
  self->renew_keys = TRUE;
}

void
sdp_negotiation_rollback (SdpNegotiation *self)
{
  g_clear_pointer (&self->offer, sdp_session_free);
}

char *
sdp_negotiation_create_offer (SdpNegotiation *self, const SdpLocal *local, GError **error)
{
  if (self->offer != NULL)
    {
      g_set_error_literal (error, SDP_ERROR, SDP_ERROR_STATE, "an offer is outstanding");
      return NULL;
    }
  self->offer = sdp_negotiation_make_offer (self, local);
  return sdp_negotiation_write (self, self->offer);
}

void
sdp_negotiation_take_keys (const SdpNegotiation *self,
                           const SdpCrypto *ours,
                           const SdpCrypto *theirs,
                           SdpAudio *out)
{
  const SdpAudio *before = &self->audio;

  out->suite = theirs->suite;
  out->suite_text = g_strdup (theirs->suite_text);
  out->tx_key = secret_ref (ours->key);
  out->rx_key = secret_ref (theirs->key);
  out->tx_mki_bytes = ours->mki_bytes;
  memcpy (out->tx_mki, ours->mki, sizeof out->tx_mki);
  out->rx_mki_bytes = theirs->mki_bytes;
  memcpy (out->rx_mki, theirs->mki, sizeof out->rx_mki);
  out->rx_lifetime = theirs->lifetime;
  out->keys_changed = !before->accepted || before->suite != out->suite ||
                      !secret_equal (before->tx_key, out->tx_key) ||
                      !secret_equal (before->rx_key, out->rx_key);
}

/* Makes @local and @audio the agreed state; both are taken over, @out gets a copy */
static void
commit (SdpNegotiation *self, SdpSession *local, guint slot, SdpAudio *audio, SdpAudio *out)
{
  if (self->local != local)
    {
      sdp_session_free (self->local);
      self->local = local;
    }
  self->audio_slot = slot;
  sdp_audio_clear (&self->audio);
  self->audio = *audio;
  *audio = (SdpAudio) SDP_AUDIO_INIT;
  sdp_audio_copy (&self->audio, out);
}

static SdpSession *
parse (Slice text, GError **error)
{
  SdpParseError parse_error;
  SdpSession *session = sdp_session_parse (text, &parse_error);

  if (session == NULL)
    sdp_parse_error_to_gerror (&parse_error, text, error);
  return session;
}

static gboolean
fail (GError **error, SdpErrorCode code, const char *text)
{
  g_set_error_literal (error, SDP_ERROR, (int) code, text);
  return FALSE;
}

/* --- an answer to our offer --- */

/* RFC 4568 5.1.3: one line, tag and suite of an offered one, a key of its own */
static gboolean
check_answered_crypto (const SdpMedia *ours,
                       const SdpMedia *theirs,
                       const SdpCrypto **our_line,
                       const SdpCrypto **their_line,
                       GError **error)
{
  const SdpCrypto *answer, *offered = NULL;

  if (theirs->crypto->len == 0)
    return fail (error, SDP_ERROR_NO_ENCRYPTION, "the answer carries no SRTP key");
  if (theirs->crypto->len > 1)
    return fail (error, SDP_ERROR_BAD_ANSWER, "the answer carries several crypto lines");
  answer = g_ptr_array_index (theirs->crypto, 0);
  for (guint i = 0; i < ours->crypto->len; i++)
    {
      const SdpCrypto *line = g_ptr_array_index (ours->crypto, i);

      if (line->tag == answer->tag)
        offered = line;
      if (answer->key != NULL && secret_equal (line->key, answer->key))
        return fail (error, SDP_ERROR_BAD_ANSWER, "the answer carries our own key");
    }
  if (offered == NULL)
    return fail (error, SDP_ERROR_BAD_ANSWER, "the answer has an unknown crypto tag");
  if (offered->suite != answer->suite)
    return fail (error, SDP_ERROR_BAD_ANSWER, "the answer changes the crypto suite");
  if (answer->unusable != NULL)
    return fail (error, SDP_ERROR_BAD_ANSWER, "the answered crypto line is not acceptable");
  *our_line = offered;
  *their_line = answer;
  return TRUE;
}

static gboolean
evaluate_answer (const SdpNegotiation *self,
                 const SdpSession *offer,
                 const SdpSession *answer,
                 guint slot,
                 SdpAudio *audio,
                 GError **error)
{
  const SdpMedia *ours = g_ptr_array_index (offer->media, slot), *theirs;
  const SdpCrypto *our_line, *their_line;

  if (answer->media->len != offer->media->len)
    return fail (error, SDP_ERROR_BAD_ANSWER, "the answer has another number of m-lines");
  theirs = g_ptr_array_index (answer->media, slot);
  if (strcmp (theirs->type, ours->type) != 0)
    return fail (error, SDP_ERROR_BAD_ANSWER, "the answer has another media type");
  if (theirs->port == 0)
    return fail (error, SDP_ERROR_REFUSED, "the answer refuses the audio");
  /* An AVP answer to an SAVP offer passes when it is keyed (PROTOCOL 12.4) */
  if (!sdp_agreement_is_srtp_capable (theirs))
    return fail (error, SDP_ERROR_BAD_ANSWER, "the answer has another transport");
  if (!check_answered_crypto (ours, theirs, &our_line, &their_line, error) ||
      !sdp_agreement_fill (ours, theirs, &self->audio, audio, error))
    return FALSE;
  sdp_negotiation_take_keys (self, our_line, their_line, audio);
  if (ours->direction & SDP_DIRECTION_SENDONLY)
    audio->remote_hold = !(sdp_agreement_get_direction (theirs) & SDP_DIRECTION_RECVONLY);
  else
    audio->remote_hold = self->audio.remote_hold;
  return TRUE;
}

gboolean
sdp_negotiation_receive_answer (SdpNegotiation *self, Slice answer, SdpAudio *out, GError **error)
{
  g_auto (SdpAudio) audio = SDP_AUDIO_INIT;
  g_autoptr (SdpSession) session = NULL;
  SdpSession *offer = self->offer;

  if (offer == NULL && self->local_was_offer)
    offer = self->local;
  if (offer == NULL)
    return fail (error, SDP_ERROR_STATE, "an answer without an offer");
  session = parse (answer, error);
  if (session == NULL || !evaluate_answer (self, offer, session, self->audio_slot, &audio, error))
    return FALSE;
  if (self->offer != NULL)
    self->renew_keys = FALSE;
  self->offer = NULL;
  self->local_was_offer = TRUE;
  commit (self, offer, self->audio_slot, &audio, out);
  return TRUE;
}

/* --- an offer --- */

/* Keeps our key where nothing that counts changed on either side (RFC 4568 7.1.4, PROTOCOL 12.2) */
static gboolean
may_keep_key (const SdpNegotiation *self,
              const SdpLocal *local,
              const SdpCrypto *line,
              const SdpAudio *audio)
{
  const SdpAudio *before = &self->audio;

  return before->accepted && !self->renew_keys && before->suite == line->suite &&
         secret_equal (before->rx_key, line->key) &&
         strcmp (before->remote_address, audio->remote_address) == 0 &&
         before->remote_rtp_port == audio->remote_rtp_port &&
         sdp_negotiation_is_transport_kept (self, local);
}

/* Tag, suite and its spelling are the offer's; an MKI, where unavoidable, is 1 (PROTOCOL 12.2) */
static SdpCrypto *
make_answer_line (const SdpNegotiation *self,
                  const SdpLocal *local,
                  const SdpCrypto *offered,
                  const SdpAudio *audio)
{
  gboolean keep = may_keep_key (self, local, offered, audio);
  g_autoptr (Secret) key =
      keep ? secret_ref (self->audio.tx_key) : sdp_negotiation_make_key (self, offered->suite);
  SdpCrypto *line = sdp_crypto_new (offered->tag, offered->suite, offered->suite_text, key);

  if (offered->mki_bytes > 0)
    {
      line->mki_bytes = offered->mki_bytes;
      line->mki[offered->mki_bytes - 1] = 1;
    }
  return line;
}

static void
add_answer_format (SdpMedia *media, const SdpPayload *offered, gboolean cbr)
{
  const SdpCodec *codec = sdp_codec_find (offered->name, offered->clock_hz);
  const char *fmtp = codec != NULL ? codec->fmtp : "0-15";
  g_autofree char *with_cbr = NULL;

  if (cbr && codec != NULL && codec->channels == 2)
    fmtp = with_cbr = g_strconcat (codec->fmtp, ";cbr=1", NULL);
  sdp_media_add_payload (media, offered->pt, offered->name, offered->clock_hz, offered->channels,
                         fmtp);
}

/* One codec, so that nothing but it can arrive, and the events that go with it */
static gboolean
add_answer_formats (SdpMedia *media, const SdpMedia *offered, const SdpLocal *local)
{
  const SdpPayload *codec = sdp_agreement_choose_codec (offered, local);
  const SdpPayload *event;

  if (codec == NULL)
    return FALSE;
  add_answer_format (media, codec, local->cbr);
  event = sdp_agreement_choose_event (offered, codec->clock_hz);
  if (event != NULL)
    add_answer_format (media, event, FALSE);
  return TRUE;
}

/* Our m-line for @offered, NULL with why it cannot be had */
static SdpMedia *
answer_audio (const SdpNegotiation *self,
              const SdpMedia *offered,
              const SdpLocal *local,
              SdpAudio *audio,
              GError **error)
{
  const SdpCrypto *line = sdp_crypto_choose (offered->crypto);
  g_autoptr (SdpMedia) media = sdp_negotiation_make_media (local, offered->proto);
  SdpCrypto *ours;
  SdpDirection theirs = sdp_agreement_get_direction (offered);

  if (line == NULL || !sdp_agreement_is_srtp_capable (offered))
    {
      gboolean dtls = sdp_media_get_keying (offered) == SDP_KEYING_DTLS;

      fail (error, dtls ? SDP_ERROR_KEYING : SDP_ERROR_NO_ENCRYPTION,
            dtls ? "DTLS-SRTP is not available" : "the offered audio has no SRTP key");
      return NULL;
    }
  if (self->audio.accepted && secret_equal (line->key, self->audio.tx_key))
    {
      fail (error, SDP_ERROR_NO_ENCRYPTION, "the offer carries our own key");
      return NULL;
    }
  media->rtcp_mux = local->rtcp_mux && offered->rtcp_mux;
  media->rtcp_reduced_size = offered->rtcp_reduced_size;
  media->direction = local->direction & sdp_direction_reverse (theirs);
  add_answer_formats (media, offered, local);
  if (!sdp_agreement_fill (media, offered, &self->audio, audio, error))
    return NULL;
  ours = make_answer_line (self, local, line, audio);
  g_ptr_array_add (media->crypto, ours);
  sdp_negotiation_take_keys (self, ours, line, audio);
  audio->remote_hold = !(theirs & SDP_DIRECTION_RECVONLY);
  return g_steal_pointer (&media);
}

/* The first audio m-line that can be had; without one @error tells of the most promising */
static SdpMedia *
choose_audio (const SdpNegotiation *self,
              const SdpSession *offer,
              const SdpLocal *local,
              guint *slot,
              SdpAudio *audio,
              GError **error)
{
  g_autoptr (GError) best = NULL;

  for (guint i = 0; i < offer->media->len; i++)
    {
      const SdpMedia *offered = g_ptr_array_index (offer->media, i);
      g_autoptr (GError) reason = NULL;
      SdpMedia *media;

      if (strcmp (offered->type, "audio") != 0 || offered->port == 0)
        continue;
      media = answer_audio (self, offered, local, audio, &reason);
      if (media != NULL)
        {
          *slot = i;
          return media;
        }
      sdp_audio_clear (audio);
      /* A keyed line that fails otherwise says more than one without keys */
      if (best == NULL || reason->code != SDP_ERROR_NO_ENCRYPTION)
        {
          g_clear_error (&best);
          best = g_steal_pointer (&reason);
        }
    }
  if (best != NULL && best->code == SDP_ERROR_NO_ENCRYPTION && self->audio.accepted)
    best->code = SDP_ERROR_WEAKENING;
  if (best != NULL)
    g_propagate_error (error, g_steal_pointer (&best));
  else
    fail (error, SDP_ERROR_NO_MEDIA, "no audio is offered");
  return NULL;
}

/* In a call, an offer whose audio has port 0 takes the stream away: agreed, without keys */
static gboolean
is_audio_withdrawn (const SdpNegotiation *self, const SdpSession *offer, const GError *error)
{
  return error->code == SDP_ERROR_NO_MEDIA && self->local != NULL &&
         offer->media->len > self->audio_slot;
}

char *
sdp_negotiation_receive_offer (SdpNegotiation *self,
                               Slice offer,
                               const SdpLocal *local,
                               SdpAudio *out,
                               GError **error)
{
  g_auto (SdpAudio) audio = SDP_AUDIO_INIT;
  g_autoptr (SdpSession) session = NULL;
  g_autoptr (GError) reason = NULL;
  SdpSession *answer;
  SdpMedia *media;
  guint slot = self->audio_slot;
  char *text;

  if (self->offer != NULL)
    {
      fail (error, SDP_ERROR_STATE, "an offer of ours is outstanding");
      return NULL;
    }
  session = parse (offer, error);
  if (session == NULL)
    return NULL;
  media = choose_audio (self, session, local, &slot, &audio, &reason);
  if (media == NULL && !is_audio_withdrawn (self, session, reason))
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return NULL;
    }
  answer = sdp_negotiation_make_session (self, local);
  for (guint i = 0; i < session->media->len; i++)
    if (media != NULL && i == slot)
      g_ptr_array_add (answer->media, media);
    else
      sdp_negotiation_add_refused (answer, g_ptr_array_index (session->media, i));
  if (media != NULL)
    {
      sdp_negotiation_remember_formats (self, g_ptr_array_index (session->media, slot));
      self->renew_keys = FALSE;
    }
  self->local_was_offer = FALSE;
  text = sdp_negotiation_write (self, answer);
  commit (self, answer, slot, &audio, out);
  return text;
}
