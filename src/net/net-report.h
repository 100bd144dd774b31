/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <gio/gio.h>

#include "net-tls.h"
#include "trust-report.h"

/* How the steps `resolve`, `connect` and `tls` are told. Inside this folder. */

void net_report_resolved (TrustReport *report,
                          const char *host,
                          GInetSocketAddress *address,
                          const char *via);
/* @error: of net_lookup_finish() */
void net_report_resolve_failed (TrustReport *report, const GError *error);
/* TCP is up */
void net_report_connected (TrustReport *report, GInetSocketAddress *address);
/* The steps that were made, and the failure in the one that owns it; the verdict becomes
 * unreachable, or stays untrusted. @error: of an attempt. */
void net_report_failed (TrustReport *report,
                        GInetSocketAddress *address,
                        gboolean has_connected,
                        const GError *error);
/* What was negotiated */
void net_report_tls (TrustReport *report, NetTls *tls);

/* Returns: (transfer full): "192.0.2.7:5061", "[2001:db8::1]:5061" */
char *net_report_address_text (GInetSocketAddress *address);
