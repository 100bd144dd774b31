/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-trust-rows.h: the rows that the trust sheet and the account form are made of. */
#pragma once

#include <adwaita.h>
#include "phone-trust-report.h"

G_BEGIN_DECLS

/**
 * ui_trust_step_row_new:
 * @step: a check
 *
 * Returns: (transfer floating): a row with icon, name and result of @step, one element for
 *   assistive technology: "Name match, passed, certificate is for sip:example.org".
 */
GtkWidget *ui_trust_step_row_new (PhoneTrustStep *step);

/**
 * ui_trust_fact_row_new:
 * @icon_name: an icon
 * @style: (nullable): its style class
 * @title: title
 * @text: text, may wrap
 *
 * Returns: (transfer floating): a row that states something which is not a check.
 */
GtkWidget *ui_trust_fact_row_new (const char *icon_name,
                                  const char *style,
                                  const char *title,
                                  const char *text);

/**
 * ui_trust_certificate_row_new:
 * @certificate: a certificate of the chain
 * @show_fingerprint: %FALSE for the server's own in an unverified chain: nothing to copy there
 *
 * Returns: (transfer floating): an expander row with the certificate's fields.
 */
GtkWidget *ui_trust_certificate_row_new (PhoneCertificate *certificate, gboolean show_fingerprint);

G_END_DECLS
