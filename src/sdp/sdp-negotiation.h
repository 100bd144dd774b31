/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Offer and answer (RFC 3264) of one call: one audio stream, keyed by SDES; all else is refused. */
#pragma once

#include <glib.h>

#include "sdp-codec.h"
#include "sdp-crypto.h"
#include "sdp-error.h"
#include "sdp-session.h"

/** SdpRandomFunc: fills @bytes with @n bytes from a cryptographic generator; must not fail. */
typedef void (*SdpRandomFunc) (gpointer bytes, gsize n, gpointer user_data);

/**
 * SdpLocal:
 * @address: our media address, text without brackets
 * @ipv6: its family; a remote address of the other family is refused
 * @audio_rtp_port: where we receive
 * @audio_rtcp_port: 0 for @audio_rtp_port + 1
 * @audio_codecs: (nullable): names in order of preference, NULL-terminated; NULL: all
 * @prefer_local_order: answer with our first codec, not the offerer's first
 * @direction: what we want: SENDRECV, or SENDONLY while we hold
 * @cbr: ask for and promise constant bit rate (RFC 6562)
 * @rtcp_mux: offer it, and accept it when offered
 */
typedef struct
{
  const char *address;
  gboolean ipv6;
  guint16 audio_rtp_port, audio_rtcp_port;
  const char *const *audio_codecs;
  gboolean prefer_local_order;
  SdpDirection direction;
  gboolean cbr;
  gboolean rtcp_mux;
} SdpLocal;

/**
 * SdpAudio:
 *
 * What was agreed, for the media layer. Owned; cleared by sdp_audio_clear(). `accepted` is FALSE
 * where a re-offer took the stream away (port 0): nothing else is valid then.
 * `direction` is ours. tx: what we send with; rx: what arrives. Keys are master key and salt.
 * A packet we send bears tx_mki (if any), one we receive rx_mki or none.
 * The receiver of an early and of a final answer compares `keys_changed`: TRUE for a new SRTP
 * context in either direction (ROC 0, new SSRC).
 */
typedef struct
{
  gboolean accepted;
  char *codec; /* as SdpCodec.name */
  guint clock_hz, channels;
  int tx_pt, rx_pt;
  int dtmf_tx_pt, dtmf_rx_pt; /* -1: none */
  guint dtmf_clock_hz;        /* 0: none; normally clock_hz */
  guint ptime_ms;
  SdpDirection direction;
  char *remote_address;
  guint16 remote_rtp_port, remote_rtcp_port;
  char *remote_rtcp_address;
  gboolean rtcp_mux;
  gboolean rtcp_reduced_size;
  gboolean remote_hold;
  SdpSuite suite;
  char *suite_text; /* as spelled on the wire */
  Secret *tx_key, *rx_key;
  guint tx_mki_bytes, rx_mki_bytes;
  guint8 tx_mki[SDP_MAX_MKI_BYTES], rx_mki[SDP_MAX_MKI_BYTES];
  guint64 rx_lifetime; /* 0: not limited */
  gboolean keys_changed;
  guint max_bitrate_bps;           /* 0: not limited */
  gboolean tx_cbr, tx_fec, tx_dtx; /* what the peer's Opus fmtp asks of our encoder */
} SdpAudio;

#define SDP_AUDIO_INIT                                                                             \
  {                                                                                                \
    .tx_pt = -1, .rx_pt = -1, .dtmf_tx_pt = -1, .dtmf_rx_pt = -1                                   \
  }

/** sdp_audio_clear: drops what @self owns and resets it. */
void sdp_audio_clear (SdpAudio *self);

/** sdp_audio_copy: @to is overwritten, not cleared. */
void sdp_audio_copy (const SdpAudio *from, SdpAudio *to);

typedef struct _SdpNegotiation SdpNegotiation;

SdpNegotiation *sdp_negotiation_new (SdpRandomFunc random, gpointer user_data);
void sdp_negotiation_free (SdpNegotiation *self);

/**
 * sdp_negotiation_create_offer:
 * @self: the negotiation
 * @local: our side
 * @error: SDP_ERROR_STATE when an own offer is outstanding
 *
 * The first offer, a re-offer, or the offer in a 2xx to an INVITE without one. Keys stay as they
 * are in a re-offer for hold or refresh and are fresh when our address or port changed, or after
 * sdp_negotiation_renew_keys(). While the peer holds, a local SENDONLY becomes INACTIVE.
 * The text holds keys: secret_wipe() it before freeing.
 *
 * Returns: (transfer full) (nullable): the offer. Ends with an answer or with a roll-back.
 */
char *sdp_negotiation_create_offer (SdpNegotiation *self, const SdpLocal *local, GError **error);

/**
 * sdp_negotiation_rollback:
 *
 * Forgets an own offer that was refused (4xx to a re-INVITE); what was agreed before stays.
 * Without one it does nothing.
 */
void sdp_negotiation_rollback (SdpNegotiation *self);

/**
 * sdp_negotiation_receive_answer:
 * @self: the negotiation
 * @answer: the body
 * @out: (out): what was agreed; untouched on failure
 * @error: MALFORMED, TOO_LONG, NO_ENCRYPTION, NO_CODEC, ADDRESS, REFUSED, BAD_ANSWER, STATE
 *
 * May be called again for the same offer: 183 and 200, or another fork. A failure leaves the
 * outstanding offer and what was agreed as they were.
 */
gboolean
sdp_negotiation_receive_answer (SdpNegotiation *self, Slice answer, SdpAudio *out, GError **error);

/**
 * sdp_negotiation_receive_offer:
 * @self: the negotiation
 * @offer: the body
 * @local: our side
 * @out: (out): what was agreed; untouched on failure
 * @error: MALFORMED, TOO_LONG, NO_ENCRYPTION, WEAKENING, KEYING, NO_CODEC, NO_MEDIA, ADDRESS, STATE
 *
 * Agreed at once: there is no state between offer and answer. A failure leaves everything as it
 * was.
 *
 * Returns: (transfer full) (nullable): the answer; holds keys, secret_wipe() it before freeing.
 */
char *sdp_negotiation_receive_offer (SdpNegotiation *self,
                                     Slice offer,
                                     const SdpLocal *local,
                                     SdpAudio *out,
                                     GError **error);

/** sdp_negotiation_renew_keys: the next offer brings fresh keys (re-key after a fork, life time).
 */
void sdp_negotiation_renew_keys (SdpNegotiation *self);

/** sdp_negotiation_has_offer: Returns: whether an own offer waits for its answer. */
gboolean sdp_negotiation_has_offer (const SdpNegotiation *self);

/** sdp_negotiation_get_audio: Returns: (nullable): what is agreed now. */
const SdpAudio *sdp_negotiation_get_audio (const SdpNegotiation *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SdpNegotiation, sdp_negotiation_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SdpAudio, sdp_audio_clear)
