/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Is this chain acceptable for this name, now? */
#define G_LOG_DOMAIN "trust-verdict"

#include "trust-verdict.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "trust-checks.h"

#define PIN_DIGITS 64
#define PINNABLE_EXPIRED_S (30 * 24 * 3600) /* UI.md 5.4 */

gboolean
trust_pin_is_valid (const char *text)
{
  if (strlen (text) != PIN_DIGITS)
    return FALSE;
  for (const char *p = text; *p != '\0'; p++)
    if (!g_ascii_isxdigit (*p))
      return FALSE;
  return TRUE;
}

/* UI.md 5.4: what a user's own evidence for the key may stand in for */
static gboolean
is_pinnable (const TrustInput *input, const TrustPath *path, TrustStepId id, const char *cause)
{
  static const char *const pinnable[] = { "unknown-issuer", "out-of-scope",     "self-signed",
                                          "mismatch",       "common-name-only", NULL };

  if (id == TRUST_STEP_VALIDITY && g_str_equal (cause, "expired"))
    return input->key_seen_before &&
           input->unix_s - gnutls_x509_crt_get_expiration_time (path->certs[0]) <
               PINNABLE_EXPIRED_S;
  return (id == TRUST_STEP_CHAIN || id == TRUST_STEP_IDENTITY) && g_strv_contains (pinnable, cause);
}

static TrustVerdict
decide (const TrustInput *input, const TrustPath *path, const TrustReport *report)
{
  gboolean is_pinned = report->steps[TRUST_STEP_CONTINUITY].status == TRUST_STATUS_PASS;
  TrustVerdict verdict = TRUST_VERDICT_TRUSTED;

  for (guint id = TRUST_STEP_CHAIN; id <= TRUST_STEP_CONTINUITY; id++)
    {
      const TrustStep *step = &report->steps[id];

      if (step->status != TRUST_STATUS_FAIL)
        continue;
      if (!is_pinned || !is_pinnable (input, path, id, step->cause))
        return TRUST_VERDICT_UNTRUSTED;
      verdict = TRUST_VERDICT_PINNED;
    }
  return verdict;
}

/* The certificates of the path, then what the server sent beside it */
static void
show_chain (TrustCrt *const *chain, guint n, const TrustPath *path, TrustReport *report)
{
  g_ptr_array_set_size (report->chain, 0);
  for (guint i = 0; i < path->n; i++)
    g_ptr_array_add (report->chain, trust_certificate_from_crt (path->certs[i]));
  for (guint i = 0; i < n; i++)
    {
      gboolean shown = FALSE;

      for (guint k = 0; k < path->n && !shown; k++)
        shown = trust_crt_equal (chain[i], path->certs[k]);
      if (!shown)
        g_ptr_array_add (report->chain, trust_certificate_from_crt (chain[i]));
    }
}

static void
skip_evidence (TrustReport *report)
{
  trust_report_set_step (report, TRUST_STEP_REVOCATION, TRUST_STATUS_SKIP, NULL,
                         g_strdup (_ ("Not checked. Linnet doesn’t ask the issuer, for privacy.")));
  trust_report_set_step (report, TRUST_STEP_DANE, TRUST_STATUS_SKIP, NULL,
                         g_strdup (_ ("DNS pinning was not looked for")));
}

static void
fail_unreadable (TrustReport *report)
{
  for (guint id = TRUST_STEP_CHAIN; id <= TRUST_STEP_CONTINUITY; id++)
    trust_report_set_step (report, id, TRUST_STATUS_SKIP, NULL,
                           g_strdup (_ ("There is no certificate to check")));
  trust_report_set_step (report, TRUST_STEP_CHAIN, TRUST_STATUS_FAIL, "bad-signature",
                         g_strdup (_ ("The server’s certificate cannot be read")));
  g_ptr_array_set_size (report->chain, 0);
  report->verdict = TRUST_VERDICT_UNTRUSTED;
}

void
trust_evaluate (const TrustInput *input, TrustReport *report)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) trust_crt_free);
  TrustPath path;

  g_return_if_fail (input->identity != NULL);

  for (guint i = 0; input->chain_der != NULL && i < input->chain_der->len && i < TRUST_PATH_MAX;
       i++)
    {
      gsize n;
      const guint8 *p = g_bytes_get_data (g_ptr_array_index (input->chain_der, i), &n);
      TrustCrt *crt = trust_crt_parse (p, n);

      if (crt == NULL)
        break;
      g_ptr_array_add (chain, crt);
    }
  if (chain->len == 0)
    {
      fail_unreadable (report);
      return;
    }

  trust_path_find ((TrustCrt *const *) chain->pdata, chain->len, input->anchors, input->identity,
                   input->unix_s, &path);
  show_chain ((TrustCrt *const *) chain->pdata, chain->len, &path, report);
  trust_check_chain (input, &path, report);
  trust_check_validity (input, &path, report);
  trust_check_identity (input, &path, report);
  trust_check_key_usage (&path, report);
  trust_check_strength (&path, report);
  skip_evidence (report);
  trust_check_continuity (input, &path, report);
  report->verdict = decide (input, &path, report);
}
