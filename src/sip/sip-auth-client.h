/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The client's side of digest authentication: which challenges are answered, nonces and their
   counts, and when to stop (PROTOCOL 5). One for each account; it lives in memory only. */
#pragma once

#include "sip-request.h"
#include "util-secret.h"

G_BEGIN_DECLS

#define SIP_AUTH_MAX_CHALLENGES 3 /* for one request */
#define SIP_AUTH_MAX_REALMS 8

typedef struct _SipAuthClient SipAuthClient;

/* What happened to one request so far, over all its repetitions */
typedef struct _SipAuthAttempt SipAuthAttempt;

typedef enum
{
  SIP_AUTH_RETRY,          /* send the request again with credentials */
  SIP_AUTH_WRONG_PASSWORD, /* fresh credentials were refused */
  SIP_AUTH_NO_PASSWORD,
  SIP_AUTH_UNSUPPORTED, /* Basic, unknown algorithms only, or nothing that can be read */
  SIP_AUTH_DOWNGRADE,   /* MD5 alone from a realm that offered SHA-2 before, or was to */
  SIP_AUTH_LIMIT        /* challenged too often */
} SipAuthVerdict;

/**
 * sip_auth_client_new:
 * @user: name for the digest
 * @password: (nullable): referenced
 * @require_sha2: never answer MD5
 */
SipAuthClient *sip_auth_client_new (const char *user, Secret *password, gboolean require_sha2);
void sip_auth_client_free (SipAuthClient *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SipAuthClient, sip_auth_client_free)

/**
 * sip_auth_client_set_password:
 *
 * Also forgets every nonce.
 */
void sip_auth_client_set_password (SipAuthClient *self, Secret *password);

SipAuthAttempt *sip_auth_attempt_new (void);
void sip_auth_attempt_free (SipAuthAttempt *attempt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SipAuthAttempt, sip_auth_attempt_free)

/**
 * sip_auth_client_challenge:
 * @response: a 401 or 407 to the request of @attempt
 */
SipAuthVerdict sip_auth_client_challenge (SipAuthClient *self,
                                          SipAuthAttempt *attempt,
                                          const SipMessage *response);

/**
 * sip_auth_client_answer:
 * @method: of the request
 * @uri: its Request-URI as sent
 * @body: its body
 * @cnonce: 128 fresh random bits in hex
 *
 * The credentials for a request: those its challenges asked for, and those whose nonce is known
 * from before. Counts every nonce up.
 *
 * Returns: (transfer full): of SipHeaderLine, perhaps empty
 */
GPtrArray *sip_auth_client_answer (SipAuthClient *self,
                                   SipAuthAttempt *attempt,
                                   SipMethod method,
                                   const char *uri,
                                   Slice body,
                                   const char *cnonce);

/**
 * sip_auth_client_learn:
 * @response: the final response to a request that carried credentials
 *
 * Takes nextnonce from Authentication-Info and Proxy-Authentication-Info (RFC 7616 3.5).
 */
void sip_auth_client_learn (SipAuthClient *self, const SipMessage *response);

const char *sip_auth_verdict_get_text (SipAuthVerdict verdict);

G_END_DECLS
