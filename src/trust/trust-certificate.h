/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <gnutls/x509.h>

#include "trust-report.h"

/* Certificates as GnuTLS has them, inside this folder. */

typedef struct gnutls_x509_crt_int TrustCrt;
void trust_crt_free (TrustCrt *crt);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TrustCrt, trust_crt_free)

/* Returns: (transfer full) (nullable): the certificate, NULL where @der is none */
TrustCrt *trust_crt_parse (const guint8 *p, gsize n);

/* The same bytes? */
gboolean trust_crt_equal (TrustCrt *a, TrustCrt *b);

/* Returns: (transfer full): SHA-256 of the SubjectPublicKeyInfo, lower-case hex */
char *trust_crt_get_spki_sha256 (TrustCrt *crt);

/* Returns: (transfer full): what is shown of it */
TrustCertificate *trust_certificate_from_crt (TrustCrt *crt);

/* Calls @func with each SubjectAltName. FALSE where there are none or they cannot be read. */
typedef void (*TrustSanFunc) (gnutls_x509_subject_alt_name_t type,
                              const gnutls_datum_t *value,
                              gpointer user_data);
gboolean trust_crt_foreach_san (TrustCrt *crt, TrustSanFunc func, gpointer user_data);
