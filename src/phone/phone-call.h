/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* One call: what it is doing, with whom, how it is protected, and how it sounds. */
#pragma once

#include "phone-error.h"
#include "phone-media-options.h"

G_BEGIN_DECLS

typedef struct _PhoneAccount PhoneAccount;

typedef enum
{
  PHONE_CALL_DIRECTION_OUTGOING,
  PHONE_CALL_DIRECTION_INCOMING,
} PhoneCallDirection;

/**
 * PhoneCallState:
 * @PHONE_CALL_STATE_CHECKING: outgoing; the account's server is checked or signed in to; nothing
 * was sent yet
 * @PHONE_CALL_STATE_CALLING: outgoing; the INVITE is on its way
 * @PHONE_CALL_STATE_TRYING: outgoing; a server works on it (100, 183 without sound)
 * @PHONE_CALL_STATE_RINGING: outgoing; the other side rings (180)
 * @PHONE_CALL_STATE_INCOMING: incoming; rings here and waits for phone_call_answer() or
 * phone_call_reject()
 * @PHONE_CALL_STATE_ANSWERED: answered, keys are being set up; no sound either way ("Setting up
 * encryption…")
 * @PHONE_CALL_STATE_ESTABLISHED: both sides talk, encrypted; held or not is `hold`
 * @PHONE_CALL_STATE_ENDED: over; see `end-cause`. Nothing changes any more
 *
 * A call only moves downwards, save that trying and ringing may alternate. Incoming calls begin at
 * %PHONE_CALL_STATE_INCOMING.
 */
typedef enum
{
  PHONE_CALL_STATE_CHECKING,
  PHONE_CALL_STATE_CALLING,
  PHONE_CALL_STATE_TRYING,
  PHONE_CALL_STATE_RINGING,
  PHONE_CALL_STATE_INCOMING,
  PHONE_CALL_STATE_ANSWERED,
  PHONE_CALL_STATE_ESTABLISHED,
  PHONE_CALL_STATE_ENDED,
} PhoneCallState;

/** Who holds the call. */
typedef enum
{
  PHONE_CALL_HOLD_NONE,
  PHONE_CALL_HOLD_LOCAL,
  PHONE_CALL_HOLD_REMOTE,
  PHONE_CALL_HOLD_BOTH,
} PhoneCallHold;

/**
 * PhoneCallEndCause:
 * @PHONE_CALL_END_NONE: not ended
 * @PHONE_CALL_END_LOCAL: hung up here after it was established
 * @PHONE_CALL_END_REMOTE: hung up by the other side after it was established
 * @PHONE_CALL_END_CANCELLED: outgoing: given up here before the answer; incoming: the caller gave
 * up (missed)
 * @PHONE_CALL_END_ELSEWHERE: incoming: another device answered (not missed)
 * @PHONE_CALL_END_REJECTED: incoming: declined here
 * @PHONE_CALL_END_BUSY: 486, 600
 * @PHONE_CALL_END_DECLINED: 603
 * @PHONE_CALL_END_NO_ANSWER: 408, 487 of the other side
 * @PHONE_CALL_END_NOT_REACHABLE: 480, 410
 * @PHONE_CALL_END_NO_SUCH_ADDRESS: 404, 484, 485
 * @PHONE_CALL_END_NOT_ACCEPTABLE: 488, 606, 415: refused our encrypted audio
 * @PHONE_CALL_END_NOT_ENCRYPTED: answered without acceptable keys, so Linnet ended it
 * @PHONE_CALL_END_SCHEME: 416, 480 with Warning 380: the provider doesn't take SIPS
 * @PHONE_CALL_END_REFUSED: any other final response
 * @PHONE_CALL_END_AUTHENTICATION: wrong name or password (401/407 again, 403)
 * @PHONE_CALL_END_UNTRUSTED: the server's certificate was not accepted; nothing was sent
 * @PHONE_CALL_END_UNREACHABLE: the server could not be reached; nothing was sent
 * @PHONE_CALL_END_CONNECTION_LOST: the connection to the server broke and was not restored
 * @PHONE_CALL_END_MEDIA_LOST: nothing authenticated arrived for 120 s
 * @PHONE_CALL_END_FAILED: something here went wrong; `end-reason` says what
 */
typedef enum
{
  PHONE_CALL_END_NONE,
  PHONE_CALL_END_LOCAL,
  PHONE_CALL_END_REMOTE,
  PHONE_CALL_END_CANCELLED,
  PHONE_CALL_END_ELSEWHERE,
  PHONE_CALL_END_REJECTED,
  PHONE_CALL_END_BUSY,
  PHONE_CALL_END_DECLINED,
  PHONE_CALL_END_NO_ANSWER,
  PHONE_CALL_END_NOT_REACHABLE,
  PHONE_CALL_END_NO_SUCH_ADDRESS,
  PHONE_CALL_END_NOT_ACCEPTABLE,
  PHONE_CALL_END_NOT_ENCRYPTED,
  PHONE_CALL_END_SCHEME,
  PHONE_CALL_END_REFUSED,
  PHONE_CALL_END_AUTHENTICATION,
  PHONE_CALL_END_UNTRUSTED,
  PHONE_CALL_END_UNREACHABLE,
  PHONE_CALL_END_CONNECTION_LOST,
  PHONE_CALL_END_MEDIA_LOST,
  PHONE_CALL_END_FAILED,
} PhoneCallEndCause;

#define PHONE_TYPE_CALL_DIRECTION (phone_call_direction_get_type ())
#define PHONE_TYPE_CALL_STATE (phone_call_state_get_type ())
#define PHONE_TYPE_CALL_HOLD (phone_call_hold_get_type ())
#define PHONE_TYPE_CALL_END_CAUSE (phone_call_end_cause_get_type ())
GType phone_call_direction_get_type (void);
GType phone_call_state_get_type (void);
GType phone_call_hold_get_type (void);
GType phone_call_end_cause_get_type (void);

/** The lower-case name used by the command line: `calling`, `ringing`, `established`, … */
const char *phone_call_state_to_string (PhoneCallState state);

/**
 * phone_call_end_cause_get_failure:
 *
 * Returns: the kind of failure, %PHONE_FAILURE_NONE where a call ended as calls do (hung up by
 * either side, cancelled here).
 */
PhoneFailure phone_call_end_cause_get_failure (PhoneCallEndCause cause);

/**
 * PhoneCallStats:
 * @jitter_ms, @rtt_ms: -1 where not known yet
 * @mos: estimated 1.0 to 4.5, 0 where not known yet
 *
 * Figures of a call's audio since it was established.
 */
typedef struct
{
  guint64 rx_packets;
  guint64 rx_lost;
  guint64 rx_bytes;
  guint64 tx_packets;
  guint64 tx_bytes;
  double jitter_ms;
  double rtt_ms;
  guint64 srtp_failures;
  double mos;
} PhoneCallStats;

#define PHONE_TYPE_CALL_STATS (phone_call_stats_get_type ())
GType phone_call_stats_get_type (void);

/**
 * PhoneCall:
 *
 * Lives in phone_engine_get_calls() and phone_account_get_calls() from its beginning until
 * phone_engine_forget_call() or, without that, until the engine closes; ended calls stay so that
 * their reason can be shown. Read-only properties, with notify unless constant:
 *
 * - `id` (string, constant): `c1`, `c2`, …
 * - `account` (#PhoneAccount, constant)
 * - `direction` (#PhoneCallDirection, constant)
 * - `state` (#PhoneCallState)
 * - `hold` (#PhoneCallHold)
 * - `remote-uri` (string): the other side's address, `sips:bob@example.org`
 * - `remote-name` (string or %NULL): display name that the other side claims ("Says: …")
 * - `remote-label` (string): what to show as its name: `remote-name`, else the address without
 * scheme
 * - `asserted` (string or %NULL): identity that the account's provider asserts (PROTOCOL 10.1)
 * - `keying` (string or %NULL): `sdes`; of an incoming call as offered, later as agreed
 * - `suite` (string or %NULL): SRTP suite, once agreed
 * - `codec` (string or %NULL): `opus`, once agreed
 * - `end-to-end` (boolean): only where the window may say "End-to-end"; never with SDES
 * - `next-hop-only` (boolean): signalling is encrypted to the provider only (mode T, or a call
 * labelled so)
 * - `early-media` (boolean): the other side announced encrypted sound before the answer
 * - `muted` (boolean)
 * - `receiving` (boolean): authenticated packets arrive; %FALSE for 10 s or more without any (E18)
 * - `media-lost` (boolean): none arrived for 30 s ("Connection lost. Reconnecting…")
 * - `established-us` (int64): monotonic time of establishment, 0 before
 * - `established-unix` (int64): the same as wall time in seconds
 * - `setup-ms` (uint): from calling (or incoming) to established
 * - `duration-ms` (uint): talk time, final once ended; 0 if never established
 * - `end-cause` (#PhoneCallEndCause), `end-code` (uint, SIP code or 0), `end-reason` (string or
 * %NULL, English or the other side's words)
 *
 * @media: (guint first_rx_ms): the first decoded packet came, that long after establishment
 * @stats: (const PhoneCallStats *stats): each 5 s while established, and once before `ended` is
 * notified
 * @echo: (double match, int delay_ms): result of `expect-echo`, once, before `ended` is notified
 * @dtmf: (const char *digit): a key pressed by the other side
 * @media-gone: (guint seconds): that long without an authenticated packet: at 10, 30 and 120 s
 * @refused-weakening: (): the other side asked for weaker encryption and was refused; the call goes
 * on
 * @warning: (const char *id, const char *detail): `no-microphone`, `no-speaker`, `record-failed`,
 * …: the call goes on
 */
#define PHONE_TYPE_CALL (phone_call_get_type ())
G_DECLARE_FINAL_TYPE (PhoneCall, phone_call, PHONE, CALL, GObject)

const char *phone_call_get_id (PhoneCall *self);
PhoneAccount *phone_call_get_account (PhoneCall *self);
PhoneCallDirection phone_call_get_direction (PhoneCall *self);
PhoneCallState phone_call_get_state (PhoneCall *self);
PhoneCallHold phone_call_get_hold (PhoneCall *self);
const char *phone_call_get_remote_uri (PhoneCall *self);
const char *phone_call_get_remote_name (PhoneCall *self);
const char *phone_call_get_remote_label (PhoneCall *self);
const char *phone_call_get_asserted (PhoneCall *self);
const char *phone_call_get_keying (PhoneCall *self);
const char *phone_call_get_suite (PhoneCall *self);
const char *phone_call_get_codec (PhoneCall *self);
gboolean phone_call_get_end_to_end (PhoneCall *self);
gboolean phone_call_get_next_hop_only (PhoneCall *self);
gboolean phone_call_get_early_media (PhoneCall *self);
gboolean phone_call_get_muted (PhoneCall *self);
gboolean phone_call_get_receiving (PhoneCall *self);
gboolean phone_call_get_media_lost (PhoneCall *self);
gint64 phone_call_get_established_us (PhoneCall *self);
gint64 phone_call_get_established_unix (PhoneCall *self);
guint phone_call_get_setup_ms (PhoneCall *self);
/** Talk time so far, or in all once ended. */
guint phone_call_get_duration_ms (PhoneCall *self);
PhoneCallEndCause phone_call_get_end_cause (PhoneCall *self);
guint phone_call_get_end_code (PhoneCall *self);
const char *phone_call_get_end_reason (PhoneCall *self);

/**
 * phone_call_get_stats:
 * @out: (out caller-allocates): figures so far, last ones once ended
 *
 * Returns: %FALSE where the call has no media (yet); @out is zero then.
 */
gboolean phone_call_get_stats (PhoneCall *self, PhoneCallStats *out);

/**
 * phone_call_get_echo_result:
 *
 * Returns: whether a comparison was made (`expect-echo`, and something was sent and heard).
 */
gboolean phone_call_get_echo_result (PhoneCall *self, double *match, int *delay_ms);

/**
 * phone_call_get_heard:
 *
 * Returns: whether any authenticated media arrived since establishment.
 */
gboolean phone_call_get_heard (PhoneCall *self);

/**
 * phone_call_answer:
 * @options: (nullable): what to do with sound; %NULL: microphone and speaker
 * @error: %PHONE_ERROR_STATE where it doesn't ring here (any more), %PHONE_ERROR_FAILED
 *
 * Answers an incoming call.
 */
gboolean phone_call_answer (PhoneCall *self, PhoneMediaOptions *options, GError **error);

/**
 * phone_call_reject:
 * @code: SIP code 400 to 699 but 401 and 407; 0: 603 (declined)
 * @error: %PHONE_ERROR_STATE
 *
 * Refuses an incoming call that rings.
 */
gboolean phone_call_reject (PhoneCall *self, guint code, GError **error);

/**
 * phone_call_hangup:
 *
 * Ends the call in any state: gives up, declines or hangs up as the state asks. `ended` follows at
 * once or when the other side confirms; nothing happens on an ended call.
 */
void phone_call_hangup (PhoneCall *self);

/** Whether the other side hears us; may be set in any state before the end. */
void phone_call_set_muted (PhoneCall *self, gboolean muted);

/**
 * phone_call_hold:
 * @error: %PHONE_ERROR_STATE where the call isn't established or a change is under way
 *
 * Asks to hold; `hold` changes when the other side has agreed.
 */
gboolean phone_call_hold (PhoneCall *self, GError **error);

/** Takes back phone_call_hold(). */
gboolean phone_call_resume (PhoneCall *self, GError **error);

/**
 * phone_call_send_dtmf:
 * @digits: `0-9`, `*`, `#`, `A-D`; at most 64
 * @error: %PHONE_ERROR_STATE, %PHONE_ERROR_SETTINGS for another character
 *
 * Sends tones by RFC 4733, or by INFO where the other side can't take those.
 */
gboolean phone_call_send_dtmf (PhoneCall *self, const char *digits, GError **error);

G_END_DECLS
