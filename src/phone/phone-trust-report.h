/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What was found about a server before and while it is used: steps, certificates, verdict, words.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PhoneTrustStatus:
 *
 * Result of one step. `phone_trust_status_to_string()` gives the names of CLI.md.
 */
typedef enum
{
  PHONE_TRUST_STATUS_PASS,
  PHONE_TRUST_STATUS_WARN,
  PHONE_TRUST_STATUS_FAIL,
  PHONE_TRUST_STATUS_SKIP,
} PhoneTrustStatus;

/**
 * PhoneTrustVerdict:
 *
 * Outcome of all steps (CLI.md `check`).
 */
typedef enum
{
  PHONE_TRUST_VERDICT_TRUSTED,
  PHONE_TRUST_VERDICT_PINNED,
  PHONE_TRUST_VERDICT_UNTRUSTED,
  PHONE_TRUST_VERDICT_UNREACHABLE,
} PhoneTrustVerdict;

/**
 * PhoneTrustState:
 * @PHONE_TRUST_STATE_NONE: nothing was checked yet (account signed out)
 *
 * The states of UI.md 4: icon, word and whether a call may be placed follow from it.
 */
typedef enum
{
  PHONE_TRUST_STATE_NONE,
  PHONE_TRUST_STATE_CHECKING,
  PHONE_TRUST_STATE_TRUSTED,
  PHONE_TRUST_STATE_TRUSTED_NOTE,
  PHONE_TRUST_STATE_PINNED,
  PHONE_TRUST_STATE_UNTRUSTED,
  PHONE_TRUST_STATE_UNREACHABLE,
  PHONE_TRUST_STATE_DEMO,
} PhoneTrustState;

#define PHONE_TYPE_TRUST_STATUS (phone_trust_status_get_type ())
#define PHONE_TYPE_TRUST_VERDICT (phone_trust_verdict_get_type ())
#define PHONE_TYPE_TRUST_STATE (phone_trust_state_get_type ())
GType phone_trust_status_get_type (void);
GType phone_trust_verdict_get_type (void);
GType phone_trust_state_get_type (void);

/** The name of CLI.md: `pass`, `warn`, `fail`, `skip`. */
const char *phone_trust_status_to_string (PhoneTrustStatus status);
/** The name of CLI.md: `trusted`, `pinned`, `untrusted`, `unreachable`. */
const char *phone_trust_verdict_to_string (PhoneTrustVerdict verdict);
/** The label of UI.md 4, translated: "Verified", "Not Verified", … ("" for NONE). */
const char *phone_trust_state_get_label (PhoneTrustState state);
/** Whether a call may be placed in @state: trusted (with a note or not), pinned, demo. */
gboolean phone_trust_state_allows_call (PhoneTrustState state);

/**
 * PhoneTrustStep:
 *
 * One check. Read-only, constant properties: `id` (string, CLI.md: `resolve` … `options`), `status`
 * (#PhoneTrustStatus), `cause` (string or %NULL, CLI.md), `detail` (string, translated plain words;
 * text, not markup).
 */
#define PHONE_TYPE_TRUST_STEP (phone_trust_step_get_type ())
G_DECLARE_FINAL_TYPE (PhoneTrustStep, phone_trust_step, PHONE, TRUST_STEP, GObject)

PhoneTrustStep *phone_trust_step_new (const char *id,
                                      PhoneTrustStatus status,
                                      const char *cause,
                                      const char *detail);
const char *phone_trust_step_get_id (PhoneTrustStep *self);
PhoneTrustStatus phone_trust_step_get_status (PhoneTrustStep *self);
const char *phone_trust_step_get_cause (PhoneTrustStep *self);
const char *phone_trust_step_get_detail (PhoneTrustStep *self);

/**
 * PhoneCertificate:
 *
 * One certificate of a chain, copied into strings. Read-only, constant properties: `subject`,
 * `issuer` (string, RFC 4514), `sha256`, `spki-sha256` (string, hex), `not-before`, `not-after`
 * (int64, Unix seconds), `san` (strv, `DNS:…`, `URI:sip:…`, `IP:…`), `key` (string, `ECDSA-256`),
 * `signature` (string), `der` (#GBytes).
 */
#define PHONE_TYPE_CERTIFICATE (phone_certificate_get_type ())
G_DECLARE_FINAL_TYPE (PhoneCertificate, phone_certificate, PHONE, CERTIFICATE, GObject)

const char *phone_certificate_get_subject (PhoneCertificate *self);
const char *phone_certificate_get_issuer (PhoneCertificate *self);
const char *phone_certificate_get_sha256 (PhoneCertificate *self);
const char *phone_certificate_get_spki_sha256 (PhoneCertificate *self);
gint64 phone_certificate_get_not_before (PhoneCertificate *self);
gint64 phone_certificate_get_not_after (PhoneCertificate *self);
const char *const *phone_certificate_get_san (PhoneCertificate *self);
const char *phone_certificate_get_key (PhoneCertificate *self);
const char *phone_certificate_get_signature (PhoneCertificate *self);
GBytes *phone_certificate_get_der (PhoneCertificate *self);
/** Returns: (transfer full): the certificate as PEM text, for export. */
char *phone_certificate_dup_pem (PhoneCertificate *self);

/**
 * PhoneTrustReport:
 *
 * Immutable. Read-only, constant properties: `target` (string: what was checked), `identity`
 * (string: the name that the certificate had to have), `address` (string or %NULL:
 * `127.0.0.1:5061`), `verdict`
 * (#PhoneTrustVerdict), `state` (#PhoneTrustState), `tls-version`, `tls-cipher`, `tls-group`
 * (string or %NULL), `post-quantum`, `resumed` (boolean), `steps` (#GListModel of #PhoneTrustStep,
 * all of them, in the order of CLI.md), `chain` (#GListModel of #PhoneCertificate, leaf first),
 * `label` ("Verified"), `sentence` (the one sentence of the sheet), `line` (the trust line beside
 * Call), `notes` (strv: one sentence per warning).
 */
#define PHONE_TYPE_TRUST_REPORT (phone_trust_report_get_type ())
G_DECLARE_FINAL_TYPE (PhoneTrustReport, phone_trust_report, PHONE, TRUST_REPORT, GObject)

const char *phone_trust_report_get_target (PhoneTrustReport *self);
const char *phone_trust_report_get_identity (PhoneTrustReport *self);
const char *phone_trust_report_get_address (PhoneTrustReport *self);
PhoneTrustVerdict phone_trust_report_get_verdict (PhoneTrustReport *self);
PhoneTrustState phone_trust_report_get_state (PhoneTrustReport *self);
const char *phone_trust_report_get_tls_version (PhoneTrustReport *self);
const char *phone_trust_report_get_tls_cipher (PhoneTrustReport *self);
const char *phone_trust_report_get_tls_group (PhoneTrustReport *self);
gboolean phone_trust_report_get_post_quantum (PhoneTrustReport *self);
gboolean phone_trust_report_get_resumed (PhoneTrustReport *self);
GListModel *phone_trust_report_get_steps (PhoneTrustReport *self);
GListModel *phone_trust_report_get_chain (PhoneTrustReport *self);
const char *phone_trust_report_get_label (PhoneTrustReport *self);
const char *phone_trust_report_get_sentence (PhoneTrustReport *self);
const char *phone_trust_report_get_line (PhoneTrustReport *self);
const char *const *phone_trust_report_get_notes (PhoneTrustReport *self);

/**
 * phone_trust_report_get_failed_step:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): the first step that failed, which names the cause.
 */
PhoneTrustStep *phone_trust_report_get_failed_step (PhoneTrustReport *self);

/**
 * phone_trust_report_get_step:
 * @self: a report
 * @id: `resolve` … `options`
 *
 * Returns: (transfer none) (nullable): that step.
 */
PhoneTrustStep *phone_trust_report_get_step (PhoneTrustReport *self, const char *id);

G_END_DECLS
