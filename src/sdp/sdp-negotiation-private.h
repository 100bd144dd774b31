/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The state of a negotiation and the parts that make our descriptions. */
#pragma once

#include "sdp-negotiation.h"

#define SDP_N_PAYLOAD_TYPES 128

struct _SdpNegotiation
{
  SdpRandomFunc random;
  gpointer user_data;

  /* Of o= (RFC 3264 8): all but the version stays for the session's life */
  guint64 session_id, version;
  char *origin_address; /* Owned */
  gboolean origin_ipv6;

  /* Owned */
  Secret *last_text; /* what we sent last, version left out */
  SdpSession *offer; /* of ours, waiting for its answer */
  SdpSession *local; /* of ours, agreed */
  SdpAudio audio;    /* agreed */

  gboolean local_was_offer; /* a further answer to it may come */
  guint audio_slot;         /* index of the audio m-line in @local */
  gboolean renew_keys;
  char *pt_names[SDP_N_PAYLOAD_TYPES]; /* Owned: what each number ever meant, "opus/48000" */
};

/** sdp_local_media: Returns: (nullable): our agreed audio m-line. */
const SdpMedia *sdp_negotiation_get_local_media (const SdpNegotiation *self);

/** sdp_negotiation_make_media: an m-line of ours with address and ports, without formats. */
SdpMedia *sdp_negotiation_make_media (const SdpLocal *local, const char *proto);

/** sdp_negotiation_is_transport_kept: Returns: whether @local is where we receive already. */
gboolean sdp_negotiation_is_transport_kept (const SdpNegotiation *self, const SdpLocal *local);

/** sdp_negotiation_make_key: Returns: (transfer full): fresh key and salt for @suite. */
Secret *sdp_negotiation_make_key (const SdpNegotiation *self, SdpSuite suite);

/** sdp_negotiation_remember_formats: notes what the payload types of @media mean. */
void sdp_negotiation_remember_formats (SdpNegotiation *self, const SdpMedia *media);

/** sdp_negotiation_make_session: Returns: (transfer full): a description without m-lines. */
SdpSession *sdp_negotiation_make_session (SdpNegotiation *self, const SdpLocal *local);

/** sdp_negotiation_write: serialises; the version grows only where the text changed. */
char *sdp_negotiation_write (SdpNegotiation *self, SdpSession *session);

/** sdp_negotiation_make_offer: Returns: (transfer full): the offer for @local. */
SdpSession *sdp_negotiation_make_offer (SdpNegotiation *self, const SdpLocal *local);

/** sdp_negotiation_add_refused: adds the m-line @model with port 0 (RFC 3264 6). */
void sdp_negotiation_add_refused (SdpSession *session, const SdpMedia *model);

/** sdp_negotiation_take_keys: puts the keys of both sides into @out, and whether they changed. */
void sdp_negotiation_take_keys (const SdpNegotiation *self,
                                const SdpCrypto *ours,
                                const SdpCrypto *theirs,
                                SdpAudio *out);
