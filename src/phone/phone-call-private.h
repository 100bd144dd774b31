/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What the files of a call share: phone-call.c the object, -signalling.c
 * and -change.c SIP, -media.c sound. */
#pragma once

#include "phone-call.h"

#include "media-session.h"
#include "phone-sip-driver.h"
#include "sdp-negotiation.h"

typedef struct _PhoneEngine PhoneEngine;

struct _PhoneCall
{
  GObject parent_instance;

  /* Owned */
  char *id;
  char *remote_uri;
  char *remote_name;
  char *remote_label;
  char *asserted;
  char *keying;
  char *suite;
  char *codec;
  char *end_reason;
  char *dtmf_waiting; /* digits for INFO */
  PhoneMediaOptions *options;
  SdpNegotiation *negotiation;
  MediaSession *media;
  GBytes *offer; /* incoming: the INVITE's body, NULL if it had none; wiped when freed */

  /* Borrowed, cleared when they go */
  PhoneEngine *engine;
  PhoneAccount *account;

  PhoneCallDirection direction;
  PhoneCallState state;
  PhoneCallHold hold;
  PhoneCallEndCause end_cause;
  PhoneCallEndCause planned_cause; /* why we hang up, until the core says that it ended */
  guint end_code;
  guint core_call; /* 0: the core doesn't know it (yet, or any more) */

  gboolean end_to_end;
  gboolean next_hop_only;
  gboolean early_media;
  gboolean muted;
  gboolean receiving;
  gboolean media_lost;
  gboolean heard;
  gboolean stopping;    /* over for SIP; waits for the last figures of the media */
  gboolean hold_wanted; /* what the user asked for last */
  gboolean change_open; /* our re-INVITE is under way */
  gboolean move_wanted; /* the other side is to be told our new address */
  gboolean has_echo;

  gint64 began_us;
  gint64 established_us;
  gint64 established_unix;
  gint64 first_packet_us;
  guint setup_ms;
  guint duration_ms;
  guint64 last_rx_packets;
  guint ticks;
  guint changes_tried;
  double echo_match;
  int echo_delay_ms;
  PhoneCallStats stats;
  gboolean has_stats;

  /* Sources */
  guint begin_id;
  guint tick_id;
  guint stop_id;
  guint change_id;
};

/* phone-call.c */
PhoneCall *phone_call_new (PhoneEngine *engine,
                           PhoneAccount *account,
                           const char *id,
                           PhoneCallDirection direction,
                           const char *remote_uri,
                           const char *remote_name,
                           const char *asserted,
                           PhoneMediaOptions *options);
void phone_call_set_state (PhoneCall *self, PhoneCallState state);
void phone_call_set_hold (PhoneCall *self, PhoneCallHold hold);
void phone_call_set_hold_wanted (PhoneCall *self, gboolean hold);
gboolean phone_call_is_held_by_us (PhoneCall *self);
void
phone_call_set_agreed (PhoneCall *self, const char *keying, const char *suite, const char *codec);
void phone_call_set_early_media (PhoneCall *self, gboolean early_media);
void phone_call_set_receiving (PhoneCall *self, gboolean receiving);
void phone_call_set_media_lost (PhoneCall *self, gboolean lost);
void phone_call_set_next_hop_only (PhoneCall *self, gboolean next_hop_only);
void phone_call_set_end (PhoneCall *self, PhoneCallEndCause cause, guint code, const char *reason);
void phone_call_emit_media (PhoneCall *self, guint first_rx_ms);
void phone_call_emit_stats (PhoneCall *self);
void phone_call_emit_echo (PhoneCall *self);
void phone_call_emit_dtmf (PhoneCall *self, const char *digit);
void phone_call_emit_media_gone (PhoneCall *self, guint seconds);
void phone_call_emit_refused_weakening (PhoneCall *self);
void phone_call_emit_warning (PhoneCall *self, const char *id, const char *detail);

/* phone-call-signalling.c */

/* The account is ready: places the call from the main loop */
void phone_call_account_ready (PhoneCall *self);
/* The account can't be made ready: ends a call that waits for it */
void phone_call_account_failed (PhoneCall *self,
                                PhoneCallEndCause cause,
                                guint code,
                                const char *reason);
/* An incoming call: looks at the offer, then rings. FALSE: it was refused and must not be shown */
gboolean phone_call_receive_invite (PhoneCall *self, const SipOutput *output);
void phone_call_handle_output (PhoneCall *self, const SipOutput *output);
/* The core forgot the call (account removed): ends it without a word to anybody */
void phone_call_abandon (PhoneCall *self, PhoneCallEndCause cause, const char *reason);
/* Hangs up with a cause of ours */
void phone_call_end_for (PhoneCall *self, PhoneCallEndCause cause, const char *reason_header);

PhoneSipDriver *phone_call_get_driver (PhoneCall *self);
gboolean phone_call_is_over (PhoneCall *self);
/* The other side's SDP to our offer; begins or updates the sound */
gboolean phone_call_take_answer (PhoneCall *self, GBytes *body, GError **error);
/* An answer without usable keys ends the call at once (PROTOCOL 12.1, SRTP-01) */
void phone_call_refuse_answer (PhoneCall *self, const GError *error);

/* phone-call-change.c */
void phone_call_handle_offer (PhoneCall *self, const SipOutput *output);
void phone_call_handle_reinvite_answered (PhoneCall *self, const SipOutput *output);
void phone_call_handle_info (PhoneCall *self, const SipOutput *output);
/* INFO carries one key at a time */
void phone_call_send_next_info (PhoneCall *self);
/* We have another address: the other side is told by a re-INVITE */
void phone_call_handle_moved (PhoneCall *self);

/* phone-call-media.c */
gboolean phone_call_open_media (PhoneCall *self, GError **error);
/* What an SdpLocal points to */
typedef struct
{
  char *address;
  char **codecs;
} PhoneCallLocalTexts;
void phone_call_local_texts_clear (PhoneCallLocalTexts *texts);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PhoneCallLocalTexts, phone_call_local_texts_clear)

/* What we say in SDP. FALSE without a connection */
gboolean phone_call_fill_local (PhoneCall *self, SdpLocal *local, PhoneCallLocalTexts *texts);
/* Begins or updates the sound by what was agreed; only received before the answer */
gboolean phone_call_apply_audio (PhoneCall *self, const SdpAudio *audio, GError **error);
/* Established: statistics begin */
void phone_call_begin_ticks (PhoneCall *self);
/* Stops the sound, takes the last figures, then ends the call for its watchers */
void phone_call_finish (PhoneCall *self);
void phone_call_drop_media (PhoneCall *self);

/* Frees a text that holds keys */
void phone_call_wipe_text (char *text);
