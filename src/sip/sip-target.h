/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a user types as the target of a call, as a SIP URI (PROTOCOL 7.2). */
#pragma once

#include "sip-uri.h"

G_BEGIN_DECLS

/**
 * sip_target_to_uri:
 * @text: a sip, sips or tel URI, user@host, a user, or a number with separators
 * @sips: mode S: everything becomes sips. Else a bare target becomes sip; a sips URI stays sips
 * @domain: the account's, as it stands in a URI
 *
 * Returns: (transfer full): a URI without password and headers, or NULL with SIP_ERROR_INVALID
 */
char *sip_target_to_uri (const char *text, gboolean sips, const char *domain, GError **error);

G_END_DECLS
