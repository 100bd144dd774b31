/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What the files of sip-core share. Nobody else includes it. */
#pragma once

#include "sip-auth-client.h"
#include "sip-client-transaction.h"
#include "sip-core.h"
#include "sip-dialog.h"
#include "sip-framer.h"
#include "sip-keep-alive.h"
#include "sip-registration.h"
#include "sip-repeat.h"
#include "sip-request-rules.h"
#include "sip-server-transaction.h"

G_BEGIN_DECLS

#define SIP_CORE_MAX_CALLS 64
#define SIP_CORE_MAX_CLIENTS 128 /* together 256 transactions */
#define SIP_CORE_MAX_SERVERS 128
#define SIP_CORE_MAX_FORKS 8
#define SIP_CORE_MAX_RINGING 4
#define SIP_CORE_INVITES_A_MINUTE 10
/* An offer inside a call that only gets provisional answers blocks all others: time for somebody
   to be asked, then it is cancelled */
#define SIP_CORE_REINVITE_US (60 * (gint64) G_USEC_PER_SEC)

typedef enum
{
  SIP_USE_REGISTER,
  SIP_USE_UNREGISTER,
  SIP_USE_OPTIONS,  /* the user asked */
  SIP_USE_LIVENESS, /* OPTIONS of the keep-alive */
  SIP_USE_INVITE,
  SIP_USE_REINVITE,
  SIP_USE_CANCEL,
  SIP_USE_PRACK,
  SIP_USE_BYE,
  SIP_USE_INFO
} SipUse;

typedef struct
{
  guint id;
  guint flow; /* the newest; 0: none */

  /* Owned: the configuration */
  SipMode mode;
  gboolean strict_sips;
  char *user, *domain, *uri; /* uri: the AoR in the scheme of the mode */
  char *from;                /* the AoR as name-addr */
  char *token, *instance, *user_agent;
  char *warning_agent; /* a pseudonym, no address */

  /* Owned: what the server told us */
  SipAuthClient *auth;
  GPtrArray *service_route; /* of char * */
  char *pub_gruu, *contact;
  gboolean outbound, pong_seen;

  SipRegistration registration;
  char *call_id, *tag;
  guint32 cseq;
} SipAccount;

typedef struct
{
  guint id, account;
  char *local_host, *remote_host, *verified_host;
  guint16 local_port, remote_port;
  SipFramer *framer;
  gint64 partial_us; /* when the message that is coming in began; SIP_NO_DEADLINE: none */
  SipKeepAlive keep_alive;
  double invite_tokens;
  gint64 invite_tokens_us;
} SipFlow;

typedef struct
{
  SipClientTransaction machine;
  SipUse use;
  guint account, call, flow;
  SipRequest *request;
  char *branch;
  SipAuthAttempt *auth;
  GPtrArray *credentials; /* as sent; an ACK to 2xx repeats them */
  gboolean accepted;      /* a re-INVITE: its 2xx came */
  GBytes *ack;            /* to that 2xx; NULL: it could not be sent */
  gboolean cancel_wanted, cancelled;
  char *cancel_reason;
  gint64 cancel_deadline_us;
} SipClient;

typedef struct
{
  SipServerTransaction machine;
  guint id, account, call, flow;
  SipMessage *request;
  char *to_tag;
  GBytes *last; /* the last response */
} SipServer;

/* One To tag that answered our INVITE */
typedef struct
{
  char *tag;
  SipDialog *dialog; /* moves to the call when this one wins */
  guint32 rseq;      /* the last one in order; 0: none yet */
  gboolean accepted; /* its 2xx came */
  GBytes *answer;    /* SDP of a reliable 1xx */
  GBytes *ack;       /* to its 2xx; NULL: it could not be sent */
} SipFork;

typedef enum
{
  SIP_CALL_CALLING,
  SIP_CALL_INCOMING, /* not answered yet */
  SIP_CALL_ANSWERED, /* our 2xx waits for its ACK */
  SIP_CALL_ESTABLISHED,
  SIP_CALL_ENDED /* the owner knows; kept while transactions need it */
} SipCallState;

typedef enum
{
  SIP_OFFER_NONE,
  SIP_OFFER_OURS,
  SIP_OFFER_THEIRS
} SipOfferState;

typedef struct
{
  guint id, account;
  SipCallState state;
  guint contact_flow; /* whose address the peer has as our Contact */
  gboolean sips;      /* our Contact is sips, and stays so */
  gboolean provider_only;

  /* Outgoing */
  gboolean outgoing;
  SipRequest *invite;
  gboolean hangup;       /* the user gave up before the answer */
  gboolean retried_sips; /* 480 with Warning 381 was followed once */
  GPtrArray *forks;      /* of SipFork */

  SipDialog *dialog; /* incoming, or confirmed */
  SipOfferState offer;
  guint server; /* their INVITE or UPDATE that waits for our decision; 0: none */

  /* Our 2xx until its ACK */
  SipRepeat accepted;
  GBytes *accepted_bytes;
  guint accepted_flow;
  guint32 accepted_cseq;

  /* Our reliable 180 until its PRACK */
  SipRepeat reliable;
  GBytes *reliable_bytes;
  guint reliable_flow;
  guint32 rseq, rseq_cseq;
  gboolean reliable_open;

  gboolean bye_after_ack, bye_received;
  char *bye_reason;
  gint64 give_up_us; /* incoming without a flow; SIP_NO_DEADLINE else */
} SipCall;

struct _SipCore
{
  SipRandomFunc random;
  gpointer user_data;
  gboolean tracing;
  guint last_id;
  GQueue outputs; /* of SipOutput * */
  GHashTable *accounts, *flows, *calls;
  GPtrArray *clients, *servers;
};

/* sip-core.c */
guint sip_core_next_id (SipCore *core);
double sip_core_random (SipCore *core); /* 0.0 to 1.0 */
guint32 sip_core_random_below (SipCore *core, guint32 bound);
char *sip_core_token (SipCore *core, gsize n_bytes); /* hex */
SipAccount *sip_core_get_account (SipCore *core, guint id);
SipFlow *sip_core_get_flow (SipCore *core, guint id);
SipCall *sip_core_get_call (SipCore *core, guint id);
SipOutput *sip_core_put (SipCore *core, SipOutputKind kind);
void sip_core_put_bytes (SipCore *core, guint flow, GBytes *bytes);
void sip_core_settle (SipCore *core);

/* sip-core-flow.c */
SipFlow *sip_core_account_flow (SipCore *core, const SipAccount *account);
gboolean sip_core_flow_serves (SipCore *core, const SipFlow *flow, const SipAccount *account);
void sip_core_drop_flow (SipCore *core, guint flow, guint code, const char *text, gint64 now_us);
void sip_core_advance_flows (SipCore *core, gint64 now_us);
gint64 sip_core_flow_get_deadline (const SipFlow *flow);
void sip_core_flow_free (gpointer flow);

/* sip-core-account.c */
void sip_core_account_free (gpointer account);
char *sip_core_make_contact (const SipAccount *account, const SipFlow *flow, gboolean sips);
char *
sip_core_make_binding (const SipAccount *account, const SipFlow *flow, gboolean with_outbound);
char *sip_core_make_warning (const SipAccount *account, const char *warning);
void sip_core_add_common_headers (const SipAccount *account, SipRequest *request);

/* sip-core-client.c: requests of ours. send() returns NULL with an error when none went out */
SipClient *sip_core_send (SipCore *core,
                          SipAccount *account,
                          SipCall *call,
                          SipUse use,
                          SipRequest *request,
                          gint64 now_us,
                          GError **error);
gboolean sip_core_send_again (SipCore *core, SipClient *old, gint64 now_us);
GBytes *sip_core_send_ack (SipCore *core, SipClient *invite, SipDialog *dialog);
void sip_core_cancel (SipCore *core, SipClient *invite, const char *reason, gint64 now_us);
SipClient *sip_core_find_client (SipCore *core, const SipCall *call, SipUse use);
void sip_core_receive_response (SipCore *core, SipFlow *flow, SipMessage *message, gint64 now_us);
void sip_core_fail_clients (SipCore *core, guint flow, gint64 now_us);
void sip_core_advance_clients (SipCore *core, gint64 now_us);
gint64 sip_core_client_get_deadline (const SipClient *client);
void sip_core_client_free (gpointer client);

/* sip-core-server.c: responses of ours */
SipServer *sip_core_add_server (SipCore *core, SipFlow *flow, SipMessage *request, gint64 now_us);
SipServer *sip_core_get_server (SipCore *core, guint id);
SipServer *sip_core_match_server (SipCore *core, const SipFlow *flow, const SipMessage *request);
SipServer *sip_core_match_cancel (SipCore *core, const SipFlow *flow, const SipMessage *cancel);
gboolean sip_core_is_merged (SipCore *core, const SipMessage *request);
void sip_core_respond (SipCore *core, SipServer *server, guint status, gint64 now_us);
void sip_core_respond_with (SipCore *core,
                            SipServer *server,
                            guint status,
                            const char *reason,
                            const char *name,
                            const char *value,
                            gint64 now_us);
gboolean sip_core_respond_refusal (SipCore *core,
                                   SipServer *server,
                                   guint code,
                                   const char *warning,
                                   gint64 now_us,
                                   GError **error);
GBytes *sip_core_respond_full (SipCore *core,
                               SipServer *server,
                               guint status,
                               const char *reason,
                               const GPtrArray *headers,
                               Slice sdp,
                               gint64 now_us,
                               GError **error);
void sip_core_respond_stateless (SipCore *core,
                                 SipFlow *flow,
                                 SipMessage *request,
                                 guint status,
                                 const char *name,
                                 const char *value);
void sip_core_advance_servers (SipCore *core, gint64 now_us);
void sip_core_server_free (gpointer server);

/* sip-core-receive.c and sip-core-check.c */
void sip_core_receive_message (SipCore *core, SipFlow *flow, SipMessage *message, gint64 now_us);
/* The account that an out-of-dialog request is for; the flow's own where it is for none */
guint sip_core_find_target (SipCore *core, const SipFlow *flow, const SipMessage *request);
gboolean sip_core_check_request (SipCore *core,
                                 SipFlow *flow,
                                 SipServer *server,
                                 SipCall *call,
                                 gboolean *provider_only,
                                 gint64 now_us);

/* sip-core-register.c */
void sip_core_send_register (SipCore *core, SipAccount *account, gint64 now_us);
void sip_core_register_answered (SipCore *core,
                                 SipClient *client,
                                 guint status,
                                 SipMessage *message,
                                 const char *text,
                                 gint64 now_us);
void sip_core_registration_lost (SipCore *core, SipAccount *account, gint64 now_us);
void sip_core_send_liveness (SipCore *core, SipAccount *account, gint64 now_us);
void sip_core_options_answered (SipCore *core,
                                SipClient *client,
                                guint status,
                                SipMessage *message,
                                const char *text,
                                gint64 now_us);

/* sip-core-call.c: both directions */
SipCall *sip_core_add_call (SipCore *core, const SipAccount *account);
void sip_core_call_free (gpointer call);
SipCall *sip_core_find_call (SipCore *core, const SipFlow *flow, const SipMessage *request);
guint sip_core_count_calls (SipCore *core, SipCallState state);
SipOutput *
sip_core_put_call (SipCore *core, SipOutputKind kind, const SipCall *call, SipMessage *message);
GPtrArray *sip_core_make_call_headers (SipCore *core, const SipCall *call);
void sip_core_call_end (SipCore *core,
                        SipCall *call,
                        guint code,
                        const char *text,
                        SipMessage *message,
                        gboolean by_remote);
void sip_core_send_bye (SipCore *core, SipCall *call, const char *reason, gint64 now_us);
void sip_core_send_bye_to (SipCore *core,
                           SipCall *call,
                           SipDialog *dialog,
                           const char *reason,
                           gint64 now_us);
void sip_core_start_accepted (SipCore *core,
                              SipCall *call,
                              SipServer *server,
                              GBytes *bytes,
                              gint64 now_us);
void sip_core_advance_calls (SipCore *core, gint64 now_us);
gint64 sip_core_call_get_deadline (const SipCall *call);
void sip_core_calls_lose_flow (SipCore *core, guint account, gint64 now_us);
void sip_core_calls_move (SipCore *core, const SipAccount *account);

/* sip-core-outgoing.c */
void sip_core_invite_answered (SipCore *core,
                               SipClient *client,
                               guint status,
                               SipMessage *message,
                               const char *text,
                               gint64 now_us);

/* sip-core-incoming.c */
void sip_core_receive_invite (SipCore *core,
                              SipFlow *flow,
                              SipServer *server,
                              gboolean provider_only,
                              gint64 now_us);
void sip_core_receive_cancel (SipCore *core, SipFlow *flow, SipServer *cancel, gint64 now_us);
void sip_core_receive_ack (SipCore *core, SipFlow *flow, SipMessage *ack, gint64 now_us);
void sip_core_receive_prack (SipCore *core, SipServer *server, SipCall *call, gint64 now_us);

/* sip-core-session.c: what happens inside a call */
void sip_core_receive_in_dialog (SipCore *core, SipServer *server, SipCall *call, gint64 now_us);
void sip_core_reinvite_answered (SipCore *core,
                                 SipClient *client,
                                 guint status,
                                 SipMessage *message,
                                 const char *text,
                                 gint64 now_us);
void sip_core_in_dialog_answered (SipCore *core,
                                  SipClient *client,
                                  guint status,
                                  SipMessage *message,
                                  gint64 now_us);
GBytes *sip_core_get_sdp (const SipMessage *message); /* transfer full; NULL: none */

G_END_DECLS
