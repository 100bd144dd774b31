/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include "trust-anchors-private.h"

/* The way from a leaf to an authority that is believed (RFC 5280 6), apart from time and strength,
 * which have steps of their own. */

#define TRUST_PATH_MAX 16 /* certificates looked at, the authority not counted */

typedef struct
{
  const char *cause; /* NULL: sound; else a cause of the step `chain` */
  TrustCrt *culprit; /* (transfer none): the certificate that the cause is about */
  TrustCrt *certs[TRUST_PATH_MAX + 1]; /* (transfer none): leaf first, the authority last */
  guint n;                             /* of them; without an authority as far as the chain leads */
  const TrustAnchor *anchor;           /* NULL where none was reached */
} TrustPath;

/**
 * trust_path_find:
 * @chain: (array length=n): what the server sent, leaf first, the rest in any order
 * @anchors: (nullable): who is believed
 * @identity: whom the authority must be allowed to vouch for
 * @unix_s: of several sound ways one that is valid now is taken
 * @out: (out): points into @chain and @anchors
 */
void trust_path_find (TrustCrt *const *chain,
                      guint n,
                      const TrustAnchors *anchors,
                      const char *identity,
                      gint64 unix_s,
                      TrustPath *out);
