/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <glib.h>

/* What was found out about a server before a call, step by step. A report is filled by whoever
 * makes the steps and is not changed once it was handed out; then it may be read in any thread. */

/* In the order in which they are made and shown. */
typedef enum
{
  TRUST_STEP_RESOLVE,
  TRUST_STEP_CONNECT,
  TRUST_STEP_TLS,
  TRUST_STEP_CHAIN,
  TRUST_STEP_VALIDITY,
  TRUST_STEP_IDENTITY,
  TRUST_STEP_KEY_USAGE,
  TRUST_STEP_STRENGTH,
  TRUST_STEP_REVOCATION,
  TRUST_STEP_DANE,
  TRUST_STEP_CONTINUITY,
  TRUST_STEP_OPTIONS,
} TrustStepId;
#define TRUST_N_STEPS (TRUST_STEP_OPTIONS + 1)

typedef enum
{
  TRUST_STATUS_PASS,
  TRUST_STATUS_WARN,
  TRUST_STATUS_FAIL,
  TRUST_STATUS_SKIP,
} TrustStatus;

typedef enum
{
  TRUST_VERDICT_TRUSTED,
  TRUST_VERDICT_PINNED,
  TRUST_VERDICT_UNTRUSTED,
  TRUST_VERDICT_UNREACHABLE,
} TrustVerdict;

typedef struct
{
  TrustStatus status;
  const char *cause; /* static, a name of CLI.md `check`, or NULL */
  char *detail;      /* owned; translated plain words; "" before the step was made */
} TrustStep;

/* The fields of a certificate that are shown: text without control characters, any length. */
typedef struct
{
  char *subject;
  char *issuer;
  char *sha256;      /* of the DER, 64 lower-case hex digits */
  char *spki_sha256; /* of the SubjectPublicKeyInfo, 64 lower-case hex digits */
  gint64 not_before_s;
  gint64 not_after_s;
  char **san; /* "DNS:…", "URI:sip:…", "IP:…", "email:…"; NULL-terminated, never NULL */
  char *key;  /* "ECDSA-256", "RSA-2048" */
  char *signature; /* "ECDSA-SHA256" */
  GBytes *der;
} TrustCertificate;

typedef struct
{
  char *target;      /* what was asked for: host[:port] */
  char *identity;    /* the name that the certificate was checked against */
  char *address;     /* "127.0.0.1:5061", "[::1]:5061", or NULL when no connection came up */
  char *tls_version; /* "TLS1.3"; NULL when no TLS session came up, with the four below */
  char *tls_cipher;  /* "AES-256-GCM" */
  char *tls_group;   /* "X25519", or NULL */
  gboolean post_quantum;
  gboolean resumed;
  GPtrArray *chain; /* of TrustCertificate, leaf first, as sent, the authority last if known */
  TrustStep steps[TRUST_N_STEPS];
  TrustVerdict verdict;
} TrustReport;

/**
 * trust_step_id_to_string:
 *
 * Returns: (transfer none): the stable name, "key-usage". Never fails. Any thread.
 */
const char *trust_step_id_to_string (TrustStepId id);
const char *trust_status_to_string (TrustStatus status);
const char *trust_verdict_to_string (TrustVerdict verdict);

/**
 * trust_report_new:
 * @target: what was asked for
 * @identity: the name to check against
 *
 * A report without a step made: all are `skip` with an empty detail, the verdict is unreachable.
 *
 * Returns: (transfer full): the report, one reference
 */
TrustReport *trust_report_new (const char *target, const char *identity);
TrustReport *trust_report_ref (TrustReport *self);
void trust_report_unref (TrustReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TrustReport, trust_report_unref)

/**
 * trust_report_copy:
 *
 * Returns: (transfer full): a report of its own, for whoever adds a step (`options`) to one that
 * was handed out
 */
TrustReport *trust_report_copy (const TrustReport *self);

/**
 * trust_report_set_step:
 * @cause: (nullable): a name of CLI.md; static
 * @detail: (transfer full): plain words, translated
 *
 * Records the outcome of one step. Does not touch the verdict.
 */
void trust_report_set_step (TrustReport *self,
                            TrustStepId id,
                            TrustStatus status,
                            const char *cause,
                            char *detail);

/**
 * trust_report_get_failed:
 *
 * Returns: the first step that failed, or TRUST_N_STEPS
 */
guint trust_report_get_failed (const TrustReport *self);

/**
 * trust_certificate_new:
 * @der: one certificate
 *
 * Returns: (transfer full) (nullable): its fields, or NULL where @der is not a certificate
 */
TrustCertificate *trust_certificate_new (GBytes *der);
TrustCertificate *trust_certificate_copy (const TrustCertificate *self);
void trust_certificate_free (TrustCertificate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TrustCertificate, trust_certificate_free)
