/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include "trust-certificate.h"

/* Is a certificate for this name (RFC 5922 7, PROTOCOL 9.3)? */

typedef enum
{
  TRUST_IDENTITY_MATCH,            /* one of its names is the name */
  TRUST_IDENTITY_WILDCARD,         /* only a wildcard would be */
  TRUST_IDENTITY_MISMATCH,         /* it is for others */
  TRUST_IDENTITY_COMMON_NAME_ONLY, /* names a host where none counts any more */
  TRUST_IDENTITY_NO_NAME,          /* is for nobody */
} TrustIdentityResult;

typedef struct
{
  TrustIdentityResult result;
  char *matched;    /* "sip:example.org", "example.org", "*.example.org", "192.0.2.7", or NULL */
  GPtrArray *names; /* of char*: the names that counted, as shown */
} TrustIdentity;

void trust_identity_clear (TrustIdentity *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TrustIdentity, trust_identity_clear)

/**
 * trust_identity_check:
 * @crt: the leaf
 * @identity: host name or IP literal
 * @allow_wildcard: whether `*.` and exactly one label counts as a match
 * @out: (out): cleared by the caller
 */
void trust_identity_check (TrustCrt *crt,
                           const char *identity,
                           gboolean allow_wildcard,
                           TrustIdentity *out);

/**
 * trust_identity_normalize:
 *
 * Returns: (transfer full) (nullable): @name as A-labels in lower case without a dot at its end, or
 *   an IP literal without brackets in its canonical form; NULL where it is neither
 */
char *trust_identity_normalize (const char *name);

/* Returns: whether @name is @domain or ends in it after a dot; @domain is normalized */
gboolean trust_identity_is_below (const char *name, const char *domain);

/* Returns: (transfer full): the SIP URI hosts and DNS names of @crt as bare hosts, for the name
 * constraints of its issuers, which know no `sip:` */
GPtrArray *trust_identity_get_hosts (TrustCrt *crt);
