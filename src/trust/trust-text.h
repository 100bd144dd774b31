/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <glib.h>
#include <gnutls/x509.h>

/* Names and dates of certificates as text that may be shown: they were chosen by a stranger. */

#define TRUST_TEXT_MAX_CHARS 128

/**
 * trust_text_from_bytes:
 * @max_chars: where to cut, with an ellipsis
 *
 * Returns: (transfer full): valid UTF-8 without control characters and without characters that turn
 *   the direction of the text around
 */
char *trust_text_from_bytes (const char *p, gsize n, gsize max_chars);

/* Returns: (transfer full): common name, else organisation, else the whole name, else "?" */
char *trust_text_subject_name (gnutls_x509_crt_t crt);
char *trust_text_issuer_name (gnutls_x509_crt_t crt);

/* Returns: (transfer full): "12 Mar 2027", with the time of day where it is less than two days from
 *   @now_s; UTC */
char *trust_text_date (gint64 unix_s, gint64 now_s);

/* Returns: (transfer full): "a, b, c and 4 more" */
char *trust_text_list (GPtrArray *items, guint max_items);
