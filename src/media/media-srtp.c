/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* SRTP and SRTCP of one stream in both directions, on libsrtp2. */
#define G_LOG_DOMAIN "media-srtp"

#include "media-srtp.h"

#include "media-init.h"

#include <srtp2/srtp.h>
#include <string.h>

G_STATIC_ASSERT (MEDIA_SRTP_TRAILER_BYTES >= SRTP_MAX_TRAILER_LEN + 4);
G_STATIC_ASSERT (MEDIA_SRTP_MKI_MAX_BYTES <= SRTP_MAX_MKI_LEN);

#define REPLAY_WINDOW_PACKETS 128
#define PACKET_MAX_BYTES 65536

struct _MediaSrtp
{
  srtp_t tx, rx;
  gboolean tx_mki, rx_mki;
};

/* SRTCP keeps the 80-bit tag of RFC 3711 even where RTP has 32 bits (RFC 4568 6.2) */
static gboolean
set_suite (srtp_policy_t *policy, SdpSuite suite)
{
  switch (suite)
    {
    case SDP_SUITE_AEAD_AES_256_GCM:
      srtp_crypto_policy_set_aes_gcm_256_16_auth (&policy->rtp);
      srtp_crypto_policy_set_aes_gcm_256_16_auth (&policy->rtcp);
      return TRUE;
    case SDP_SUITE_AEAD_AES_128_GCM:
      srtp_crypto_policy_set_aes_gcm_128_16_auth (&policy->rtp);
      srtp_crypto_policy_set_aes_gcm_128_16_auth (&policy->rtcp);
      return TRUE;
    case SDP_SUITE_AES_256_CM_HMAC_SHA1_80:
      srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80 (&policy->rtp);
      srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80 (&policy->rtcp);
      return TRUE;
    case SDP_SUITE_AES_256_CM_HMAC_SHA1_32:
      srtp_crypto_policy_set_aes_cm_256_hmac_sha1_32 (&policy->rtp);
      srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80 (&policy->rtcp);
      return TRUE;
    case SDP_SUITE_AES_192_CM_HMAC_SHA1_80:
      srtp_crypto_policy_set_aes_cm_192_hmac_sha1_80 (&policy->rtp);
      srtp_crypto_policy_set_aes_cm_192_hmac_sha1_80 (&policy->rtcp);
      return TRUE;
    case SDP_SUITE_AES_192_CM_HMAC_SHA1_32:
      srtp_crypto_policy_set_aes_cm_192_hmac_sha1_32 (&policy->rtp);
      srtp_crypto_policy_set_aes_cm_192_hmac_sha1_80 (&policy->rtcp);
      return TRUE;
    case SDP_SUITE_AES_CM_128_HMAC_SHA1_80:
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80 (&policy->rtp);
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80 (&policy->rtcp);
      return TRUE;
    case SDP_SUITE_AES_CM_128_HMAC_SHA1_32:
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_32 (&policy->rtp);
      srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80 (&policy->rtcp);
      return TRUE;
    case SDP_SUITE_NONE:
      return FALSE;
    }
  return FALSE;
}

static srtp_t
create_context (SdpSuite suite,
                Secret *secret,
                const guint8 *mki,
                guint mki_bytes,
                srtp_ssrc_type_t direction,
                GError **error)
{
  guint8 key[SRTP_MAX_KEY_LEN], mki_id[MEDIA_SRTP_MKI_MAX_BYTES];
  srtp_master_key_t master = { .key = key, .mki_id = mki_id, .mki_size = mki_bytes };
  srtp_master_key_t *masters[] = { &master };
  srtp_policy_t policy;
  srtp_err_status_t status;
  srtp_t context = NULL;
  gsize n_bytes = 0;
  gconstpointer bytes = secret_peek (secret, &n_bytes);

  memset (&policy, 0, sizeof policy);
  if (!set_suite (&policy, suite) || mki_bytes > MEDIA_SRTP_MKI_MAX_BYTES ||
      n_bytes != sdp_suite_get_key_size (suite) + sdp_suite_get_salt_size (suite) ||
      n_bytes > sizeof key)
    {
      g_set_error_literal (error, MEDIA_ERROR, MEDIA_ERROR_KEYS,
                           "Unknown SRTP suite or wrong key length");
      return NULL;
    }
  memcpy (key, bytes, n_bytes);
  memcpy (mki_id, mki, mki_bytes);
  policy.ssrc.type = direction;
  policy.window_size = REPLAY_WINDOW_PACKETS;
  if (mki_bytes > 0)
    {
      policy.keys = masters;
      policy.num_master_keys = 1;
    }
  else
    policy.key = key;
  status = srtp_create (&context, &policy);
  secret_wipe (key, sizeof key);
  if (status == srtp_err_status_ok)
    return context;
  g_set_error (error, MEDIA_ERROR, MEDIA_ERROR_FAILED, "libsrtp refused the policy (%d)",
               (int) status);
  return NULL;
}

MediaSrtp *
media_srtp_new (const MediaSrtpParameters *parameters, GError **error)
{
  g_autoptr (MediaSrtp) self = NULL;

  g_return_val_if_fail (parameters->tx_key != NULL || parameters->rx_key != NULL, NULL);

  media_init ();
  self = g_new0 (MediaSrtp, 1);
  self->tx_mki = parameters->tx_mki_bytes > 0;
  self->rx_mki = parameters->rx_mki_bytes > 0;
  if (parameters->tx_key != NULL)
    {
      self->tx = create_context (parameters->suite, parameters->tx_key, parameters->tx_mki,
                                 parameters->tx_mki_bytes, ssrc_any_outbound, error);
      if (self->tx == NULL)
        return NULL;
    }
  if (parameters->rx_key != NULL)
    {
      self->rx = create_context (parameters->suite, parameters->rx_key, parameters->rx_mki,
                                 parameters->rx_mki_bytes, ssrc_any_inbound, error);
      if (self->rx == NULL)
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
media_srtp_free (MediaSrtp *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->tx, srtp_dealloc);
  g_clear_pointer (&self->rx, srtp_dealloc);
  g_free (self);
}

gboolean
media_srtp_protect (MediaSrtp *self,
                    MediaSrtpKind kind,
                    guint8 *packet,
                    gsize *n_bytes,
                    gsize capacity)
{
  srtp_err_status_t status;
  int n = (int) *n_bytes;

  g_return_val_if_fail (self->tx != NULL, FALSE);
  g_return_val_if_fail (*n_bytes <= PACKET_MAX_BYTES, FALSE);
  g_return_val_if_fail (capacity >= *n_bytes + MEDIA_SRTP_TRAILER_BYTES, FALSE);

  if (kind == MEDIA_SRTP_RTP)
    status = srtp_protect_mki (self->tx, packet, &n, self->tx_mki, 0);
  else
    status = srtp_protect_rtcp_mki (self->tx, packet, &n, self->tx_mki, 0);
  if (status != srtp_err_status_ok)
    return FALSE;
  *n_bytes = (gsize) n;
  return TRUE;
}

static srtp_err_status_t
unprotect (srtp_t context, MediaSrtpKind kind, guint8 *packet, int *n, gboolean mki)
{
  if (kind == MEDIA_SRTP_RTP)
    return srtp_unprotect_mki (context, packet, n, mki);
  return srtp_unprotect_rtcp_mki (context, packet, n, mki);
}

MediaSrtpResult
media_srtp_unprotect (MediaSrtp *self, MediaSrtpKind kind, guint8 *packet, gsize *n_bytes)
{
  srtp_err_status_t status;
  int n = (int) *n_bytes;

  g_return_val_if_fail (self->rx != NULL, MEDIA_SRTP_UNAUTHENTICATED);

  /* libsrtp reads the header before it checks the length against the tag */
  if (*n_bytes < (kind == MEDIA_SRTP_RTP ? 12 : 8) || *n_bytes > PACKET_MAX_BYTES)
    return MEDIA_SRTP_MALFORMED;
  if (self->rx_mki)
    {
      g_autofree guint8 *copy = g_memdup2 (packet, *n_bytes);

      status = unprotect (self->rx, kind, packet, &n, TRUE);
      if (status == srtp_err_status_bad_mki || status == srtp_err_status_auth_fail)
        {
          memcpy (packet, copy, *n_bytes);
          n = (int) *n_bytes;
          status = unprotect (self->rx, kind, packet, &n, FALSE);
        }
    }
  else
    status = unprotect (self->rx, kind, packet, &n, FALSE);

  switch ((int) status)
    {
    case srtp_err_status_ok:
      *n_bytes = (gsize) n;
      return MEDIA_SRTP_OK;
    case srtp_err_status_replay_fail:
    case srtp_err_status_replay_old:
      return MEDIA_SRTP_REPLAYED;
    case srtp_err_status_parse_err:
    case srtp_err_status_bad_param:
      return MEDIA_SRTP_MALFORMED;
    default:
      return MEDIA_SRTP_UNAUTHENTICATED;
    }
}
