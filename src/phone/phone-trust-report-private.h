/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* How reports are made from what net and trust found. */
#pragma once

#include "phone-trust-report.h"
#include "trust-report.h"

PhoneCertificate *phone_certificate_new (const TrustCertificate *certificate);

/**
 * phone_trust_report_new:
 * @report: finished, not changed any more
 * @is_demo: the server is the demo service on this computer
 * @unix_s: now, for "valid for %n more days"
 *
 * Returns: (transfer full): its content as objects and words
 */
PhoneTrustReport *
phone_trust_report_new (const TrustReport *report, gboolean is_demo, gint64 unix_s);

/* "Checking example.org…", the line while there is no report yet */
char *phone_trust_line_checking (const char *identity);
/* "No connection to example.org", the line after a loss */
char *phone_trust_line_unreachable (const char *identity);

/* A day as people read it, "2 May 2027" */
char *phone_trust_format_day (gint64 unix_s);
