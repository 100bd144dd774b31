/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <glib.h>

/* A certificate and its private key, PEM, in memory. */
typedef struct
{
  GBytes *certificate_pem;
  GBytes *key_pem; /* wiped when freed by us */
} NetCertificate;

void net_certificate_free (NetCertificate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NetCertificate, net_certificate_free)

/**
 * net_certificate_make_authority:
 * @name: common name of the authority
 * @lifetime_s: from an hour ago until this long from now
 * @error: NET_ERROR_FAILED
 *
 * Makes a throw-away authority: P-256, SHA-256, CA bit, path length 0. A few milliseconds.
 */
NetCertificate *
net_certificate_make_authority (const char *name, gint64 lifetime_s, GError **error);

/**
 * net_certificate_issue:
 * @authority: made by net_certificate_make_authority()
 * @names: (array zero-terminated=1): host names and IP literals for the SAN; each host name also
 *   as URI `sip:` (RFC 5922)
 * @error: NET_ERROR_FAILED, NET_ERROR_BAD_ARGUMENT (no name)
 *
 * Makes a server certificate: P-256, EKU serverAuth. The certificate_pem holds the leaf alone; who
 * trusts the authority needs no more.
 */
NetCertificate *net_certificate_issue (const NetCertificate *authority,
                                       const char *const *names,
                                       gint64 lifetime_s,
                                       GError **error);
