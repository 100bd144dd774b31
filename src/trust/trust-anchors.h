/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <glib.h>

#include "util-slice.h"

/* The authorities that are believed: those of the system for any domain, imported ones perhaps for
 * some domains only. Filled first, then shared and only read (any thread). */
typedef struct _TrustAnchors TrustAnchors;

TrustAnchors *trust_anchors_new (void);
TrustAnchors *trust_anchors_ref (TrustAnchors *self);
void trust_anchors_unref (TrustAnchors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TrustAnchors, trust_anchors_unref)

/**
 * trust_anchors_copy:
 *
 * Returns: (transfer full): an object of its own with the same authorities, to add others to (one
 * account's, for example)
 */
TrustAnchors *trust_anchors_copy (const TrustAnchors *self);

/**
 * trust_anchors_add_pem:
 * @pem: one or more PEM certificates
 * @domains: (nullable) (array zero-terminated=1): the domains that they may vouch for, each with
 *   what is below it; NULL: all
 * @error: TRUST_ERROR_NOT_PEM, TRUST_ERROR_NOT_AUTHORITY
 *
 * Adds the authorities among the certificates. What may issue nothing is left out; if nothing else
 * is there, that is the error.
 */
gboolean
trust_anchors_add_pem (TrustAnchors *self, Slice pem, const char *const *domains, GError **error);

/**
 * trust_anchors_add_system_der:
 * @der: one certificate of the system's own store, which says that it is an authority
 *
 * Returns: FALSE where it cannot be read
 */
gboolean trust_anchors_add_system_der (TrustAnchors *self, Slice der);

guint trust_anchors_get_n (const TrustAnchors *self);
