/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Failures in words: headline, one sentence and what can be done, as UI.md section 6 has them. */
#pragma once

#include "phone-error.h"

G_BEGIN_DECLS

typedef struct _PhoneAccount PhoneAccount;
typedef struct _PhoneCall PhoneCall;
typedef struct _PhoneTrustReport PhoneTrustReport;

/**
 * PhoneExplanation:
 * @id: the row of UI.md section 6: `E1` … `E18`, or "" for what has none
 * @headline: translated, no full stop
 * @text: translated, may be ""
 * @details: (nullable): technical line for "Details": `SIP 488 Not Acceptable Here`, a library's
 * message
 * @actions: action ids in the order of UI.md: `enter-password`, `close`, `doctor`, `try-again`,
 * `call-again`, `message`, `import-authority`, `open-settings`, `call-without-microphone`,
 * `unlock`, `keep-sips`, `use-next-hop-tls`, `copy-report`. A front end shows those it has and
 * drops the others.
 *
 * Headline, text and details are text, never markup.
 */
typedef struct
{
  char *id;
  char *headline;
  char *text;
  char *details;
  char **actions;
} PhoneExplanation;

#define PHONE_TYPE_EXPLANATION (phone_explanation_get_type ())
GType phone_explanation_get_type (void);
PhoneExplanation *phone_explanation_copy (const PhoneExplanation *self);
void phone_explanation_free (PhoneExplanation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PhoneExplanation, phone_explanation_free)

/**
 * phone_explain_report:
 * @report: a trust report
 *
 * Returns: (transfer full) (nullable): why the server is untrusted or unreachable (E2 to E9); %NULL
 * where a call may be placed.
 */
PhoneExplanation *phone_explain_report (PhoneTrustReport *report);

/**
 * phone_explain_account:
 * @account: an account
 *
 * Returns: (transfer full) (nullable): why the account is not signed in (E1 to E9, E16, E17); %NULL
 * unless its state is failed or waiting after a failure.
 */
PhoneExplanation *phone_explain_account (PhoneAccount *account);

/**
 * phone_explain_call:
 * @call: a call
 *
 * Returns: (transfer full) (nullable): why the call ended (E1 to E12), or E18 while nothing is
 * heard; %NULL for a call that runs or ended as calls do.
 */
PhoneExplanation *phone_explain_call (PhoneCall *call);

/**
 * phone_explain_error:
 * @error: an error of the engine
 *
 * Returns: (transfer full): words for @error, whatever its domain.
 */
PhoneExplanation *phone_explain_error (const GError *error);

G_END_DECLS
