/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include "trust-anchors.h"
#include "trust-certificate.h"

typedef struct
{
  TrustCrt *crt;
  GBytes *subject; /* raw name, to find it by */
  char **domains;  /* A-labels, lower case; NULL: all */
  gboolean is_system;
  gint64 not_before_s;
  gint64 not_after_s;
} TrustAnchor;

/* Returns: whether @anchor may vouch for @identity: one of its domains, or below one of them */
gboolean trust_anchor_covers (const TrustAnchor *anchor, const char *identity);

/* Returns: the @index-th one, in no particular order */
const TrustAnchor *trust_anchors_get (const TrustAnchors *self, guint index);
