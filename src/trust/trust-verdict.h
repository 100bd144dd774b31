/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include "trust-anchors.h"
#include "trust-report.h"

/* What the verdict is made from; all borrowed for the call. */
typedef struct
{
  GPtrArray *chain_der;        /* of GBytes, as the server sent them, leaf first */
  const char *identity;        /* host name or IP literal (PROTOCOL 9.3: the AUS host) */
  const TrustAnchors *anchors; /* NULL: nobody is trusted */
  gint64 unix_s;               /* now */
  gboolean allow_wildcard;     /* the account's setting, PROTOCOL 9.3 */
  const char *pin_spki_sha256; /* the user's evidence for one key, 64 hex digits, or NULL */
  gboolean key_seen_before;    /* this leaf key was met on an earlier, verified connection */
} TrustInput;

/**
 * trust_evaluate:
 * @input: the evidence
 * @report: (inout): gets its chain, the steps `chain` to `continuity`, and the verdict
 *
 * Whether this chain is acceptable for this name, now: RFC 5280 path, RFC 5922 identity, RFC 5924
 * usage, PROTOCOL 9.3 and 9.4, pins of UI.md 5.4. A fault fails the one step that owns it. The
 * verdict is trusted, pinned or untrusted; the caller sets unreachable if something fails later.
 * Never fails. Any thread; no I/O, no clock.
 */
void trust_evaluate (const TrustInput *input, TrustReport *report);

/**
 * trust_pin_is_valid:
 *
 * Returns: whether @text is a pin: 64 hex digits
 */
gboolean trust_pin_is_valid (const char *text);
