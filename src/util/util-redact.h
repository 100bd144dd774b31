/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A SIP message as text that may be shown: without its secrets. */
#pragma once

#include "util-slice.h"

G_BEGIN_DECLS

/**
 * redact_sip:
 * @message: the bytes of a message, whole or broken
 *
 * PROTOCOL 19.3. Each secret becomes `[redacted]`: username, nonce, cnonce, opaque and response of
 * credentials (and nonces of challenges), credentials that are not Digest, passwords in URIs, push
 * tokens, locations, SDES keys, ICE passwords, and the bodies that are messages, digits or
 * locations. Call-ID and tags stay. Invalid UTF-8 becomes U+FFFD, controls become `.`, so that a
 * terminal may show it.
 *
 * Returns: (transfer full): valid UTF-8. Never fails; any thread.
 */
char *redact_sip (Slice message);

G_END_DECLS
