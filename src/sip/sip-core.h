/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The SIP user agent as a calculator: events and times go in, outputs and a deadline come out. */
#pragma once

#include "util-secret.h"
#include "util-slice.h"

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SipMessage SipMessage;
typedef struct _SipCore SipCore;

/**
 * SipRandomFunc:
 *
 * Fills @bytes with @n random bytes fit for keys. The only function the core ever calls.
 */
typedef void (*SipRandomFunc) (gpointer bytes, gsize n, gpointer user_data);

/* PROTOCOL 0 */
typedef enum
{
  SIP_MODE_SIPS,         /* mode S: every URI of ours is sips */
  SIP_MODE_TLS_NEXT_HOP, /* mode T: sip URIs, the next hop always by verified TLS */
  SIP_MODE_DIRECT        /* mode P: no registrar */
} SipMode;

typedef struct
{
  SipMode mode;
  const char *aor;           /* "sips:alice@example.org", "sip:…" or "alice@example.org" */
  const char *display_name;  /* nullable */
  const char *user;          /* for digest; nullable: the user part of @aor */
  Secret *password;          /* nullable */
  const char *contact_token; /* user part of our Contact, 1..64 of A-Za-z0-9 */
  const char *instance_uuid; /* lower-case UUID */
  const char *user_agent;    /* nullable: no User-Agent */
  guint expires_s;           /* asked for in REGISTER, 60..86400; 0: 600 */
  gboolean require_sha2;     /* never answer an MD5 challenge */
  gboolean strict_sips;      /* column "strict" of PROTOCOL 7.3 */
} SipAccountConfig;

typedef struct
{
  const char *local_host; /* IP literal without brackets */
  guint16 local_port;
  const char *remote_host; /* IP literal without brackets */
  guint16 remote_port;
  const char *verified_host; /* the identity its certificate was verified for */
} SipFlowConfig;

typedef enum
{
  SIP_OUTPUT_SEND,     /* flow, bytes: write them */
  SIP_OUTPUT_RECEIVED, /* flow, bytes: one whole message came (only while tracing) */
  SIP_OUTPUT_CLOSE,    /* flow, code, text: write what is queued, close. The core has dropped it */

  SIP_OUTPUT_REGISTERED,          /* account, contact, expires_s: also after each refresh */
  SIP_OUTPUT_REGISTRATION_FAILED, /* account, code, text, message (nullable), retry_s: after so
                                     many seconds the core tries again if a flow is up; without
                                     one connect then and add it. -1: not before the user acts */
  SIP_OUTPUT_UNREGISTERED,        /* account, code: 200, or why no server said so */
  SIP_OUTPUT_OPTIONS_ANSWERED,    /* account, code (408: no answer, 503: no flow), text */

  SIP_OUTPUT_CALL_INCOMING,  /* call, account, message, body: offer, or NULL: we offer in answer */
  SIP_OUTPUT_CALL_TRYING,    /* call: a 100 came */
  SIP_OUTPUT_CALL_RINGING,   /* call, code 101..199, message, body: early SDP or NULL */
  SIP_OUTPUT_CALL_ANSWERED,  /* call, code, message, body: the answer. Its ACK is on its way */
  SIP_OUTPUT_CALL_CONFIRMED, /* call, body: the ACK for our 2xx came; its answer or NULL */
  SIP_OUTPUT_CALL_OFFER,     /* call, message, body: re-INVITE or UPDATE with an offer; NULL: one is
                                wanted from us. Answer with accept_offer or refuse_offer */
  SIP_OUTPUT_CALL_OFFER_WITHDRAWN,   /* call: their re-INVITE was cancelled, nothing changed */
  SIP_OUTPUT_CALL_REINVITE_ANSWERED, /* call, code, text, body: 2xx with the answer, or the code
                                        that left the session as it was. 491: after retry_s at
                                        earliest try again if it is still wanted */
  SIP_OUTPUT_CALL_INFO,              /* call, text: content type, body. Answered 200 already */
  SIP_OUTPUT_CALL_INFO_ANSWERED,     /* call, code: what became of our INFO */
  SIP_OUTPUT_CALL_MOVED, /* call, flow: a confirmed call goes on over a new flow; the peer learns
                            our new Contact by the re-INVITE that is due now */
  SIP_OUTPUT_CALL_ENDED  /* call, code (200: BYE, 487: cancelled), text, message (nullable),
                            by_remote. The call's id is gone */
} SipOutputKind;

/**
 * SipOutput:
 *
 * One thing that the owner of the core has to do or to know. Fields that its kind does not name
 * are 0 or NULL; @retry_s is -1 unless named.
 */
typedef struct
{
  SipOutputKind kind;
  guint flow, account, call, code;
  gint retry_s;
  guint expires_s;
  gboolean by_remote;
  gboolean provider_only; /* call outputs: signalling is not known to be sips on all hops (7.7) */
  gint64 retry_at_us;     /* exact form of retry_s where 10 ms steps matter (491), else 0 */
  char *text, *contact;
  GBytes *bytes, *body;
  SipMessage *message;
} SipOutput;

/**
 * sip_output_clear:
 * @output: an output filled by sip_core_next_output()
 *
 * Frees what @output holds and leaves it zeroed.
 */
void sip_output_clear (SipOutput *output);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SipOutput, sip_output_clear)

/**
 * sip_core_new:
 * @random: source of randomness
 * @user_data: for @random
 *
 * Returns: (transfer full): a core without accounts. All functions: engine thread. After each of
 *   them the owner drains sip_core_next_output() and looks at sip_core_get_deadline().
 */
SipCore *sip_core_new (SipRandomFunc random, gpointer user_data);
void sip_core_free (SipCore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SipCore, sip_core_free)

/**
 * sip_core_set_trace:
 *
 * Whether whole received messages are put out as SIP_OUTPUT_RECEIVED before their consequences.
 */
void sip_core_set_trace (SipCore *self, gboolean tracing);

/**
 * sip_core_add_account:
 * @config: copied; the password is referenced
 *
 * Returns: the account's id, or 0 with SIP_ERROR_INVALID: a value that cannot stand in a message,
 *   or SIP_MODE_DIRECT, which has no registrar and is no account.
 */
guint sip_core_add_account (SipCore *self, const SipAccountConfig *config, GError **error);

/**
 * sip_core_remove_account:
 *
 * Forgets the account, its flows, calls and transactions without a word to anybody: hang up,
 * unregister and wait first. Outputs of it that are queued already still come.
 */
void sip_core_remove_account (SipCore *self, guint account);
void sip_core_set_password (SipCore *self, guint account, Secret *password);

/**
 * sip_core_add_flow:
 *
 * A TLS connection whose certificate was verified for the account is up. It takes over from an
 * older flow of the account for all new requests and for surviving calls; an account that is to be
 * registered registers over it at once.
 *
 * Returns: the flow's id, 0 for an unknown account
 */
guint sip_core_add_flow (SipCore *self, guint account, const SipFlowConfig *config, gint64 now_us);

/**
 * sip_core_flow_closed:
 *
 * The connection is gone: client transactions on it get a local 503 (RFC 3261 8.1.3.1), confirmed
 * calls survive for a successor flow. A flow that the core closed itself is unknown: no effect.
 */
void sip_core_flow_closed (SipCore *self, guint flow, gint64 now_us);

/**
 * sip_core_receive:
 * @bytes: what was read from the flow, cut anywhere
 */
void sip_core_receive (SipCore *self, guint flow, Slice bytes, gint64 now_us);

/**
 * sip_core_advance:
 * @now_us: monotonic time, not before any earlier one
 *
 * Lets every timer fire that is due. Harmless when none is.
 */
void sip_core_advance (SipCore *self, gint64 now_us);

/**
 * sip_core_get_deadline:
 *
 * Returns: when sip_core_advance() is next due, monotonic microseconds; G_MAXINT64: nothing pends
 */
gint64 sip_core_get_deadline (SipCore *self);

/**
 * sip_core_next_output:
 * @output: (out): cleared by the caller with sip_output_clear()
 *
 * Returns: FALSE when the queue is empty
 */
gboolean sip_core_next_output (SipCore *self, SipOutput *output);

/**
 * sip_core_register:
 *
 * Registers the account as soon as it has a flow, and keeps it registered: refreshes, 423, 439,
 * back-off after failures, again on each new flow, until unregistered or refused for good.
 */
void sip_core_register (SipCore *self, guint account, gint64 now_us);

/**
 * sip_core_unregister:
 *
 * Removes our own binding. Ends with SIP_OUTPUT_UNREGISTERED in any case, after 32 s at the latest.
 */
void sip_core_unregister (SipCore *self, guint account, gint64 now_us);

/**
 * sip_core_options:
 *
 * OPTIONS to the account's domain; SIP_OUTPUT_OPTIONS_ANSWERED follows, whatever happens.
 */
void sip_core_options (SipCore *self, guint account, gint64 now_us);

/**
 * sip_core_invite:
 * @target: what sip_target_to_uri() accepts: a SIP URI, user@host, a user or a number
 * @offer: SDP
 *
 * Returns: the call's id, or 0 with SIP_ERROR_INVALID (@target), SIP_ERROR_NO_FLOW, SIP_ERROR_LIMIT
 */
guint sip_core_invite (SipCore *self,
                       guint account,
                       const char *target,
                       Slice offer,
                       gint64 now_us,
                       GError **error);

/**
 * sip_core_ring:
 *
 * Sends 180, reliably where the caller requires it. Errors of this and of the functions below:
 * SIP_ERROR_STATE when the call is unknown or in no state for it, SIP_ERROR_INVALID for a value
 * that cannot stand in a message.
 */
gboolean sip_core_ring (SipCore *self, guint call, gint64 now_us, GError **error);

/**
 * sip_core_answer:
 * @sdp: the answer; the offer where the INVITE had none (its answer comes with CALL_CONFIRMED)
 *
 * Sends 200 and repeats it until its ACK; without one for 32 s the call ends with 408 and a BYE.
 */
gboolean sip_core_answer (SipCore *self, guint call, Slice sdp, gint64 now_us, GError **error);

/**
 * sip_core_reject:
 * @code: 300..699
 * @warning: (nullable): code and text of a Warning, as `304 "Incompatible media format"`; the
 *   agent is put in
 *
 * No SIP_OUTPUT_CALL_ENDED follows a rejection that succeeds; the call's id is gone.
 */
gboolean sip_core_reject (SipCore *self,
                          guint call,
                          guint code,
                          const char *warning,
                          gint64 now_us,
                          GError **error);

/**
 * sip_core_hangup:
 * @reason_header: (nullable): value of a Reason header for CANCEL or BYE, `SIP;cause=488;text="…"`
 *
 * Ends the call in whatever state it is: CANCEL, 603 or BYE. SIP_OUTPUT_CALL_ENDED follows (at once
 * for an established call, after the INVITE's final response or 32 s for one that is cancelled).
 */
void sip_core_hangup (SipCore *self, guint call, const char *reason_header, gint64 now_us);

/**
 * sip_core_reinvite:
 *
 * A new offer inside the call. SIP_ERROR_STATE also while an offer is open either way.
 */
gboolean sip_core_reinvite (SipCore *self, guint call, Slice sdp, gint64 now_us, GError **error);

/**
 * sip_core_accept_offer:
 * @sdp: the answer to SIP_OUTPUT_CALL_OFFER, or the offer it asked for
 */
gboolean
sip_core_accept_offer (SipCore *self, guint call, Slice sdp, gint64 now_us, GError **error);
gboolean sip_core_refuse_offer (SipCore *self,
                                guint call,
                                guint code,
                                const char *warning,
                                gint64 now_us,
                                GError **error);

/**
 * sip_core_info:
 *
 * INFO inside an established call (DTMF fall-back without an Info-Package);
 * SIP_OUTPUT_CALL_INFO_ANSWERED follows for each.
 */
gboolean sip_core_info (SipCore *self,
                        guint call,
                        const char *content_type,
                        Slice body,
                        gint64 now_us,
                        GError **error);

G_END_DECLS
