/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The steps of the verdict, and how they are told. */
#define G_LOG_DOMAIN "trust-checks"

#include "trust-checks.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "trust-identity.h"
#include "trust-text.h"

#define NAMES_SHOWN_MAX 4
#define DAY_S (24 * 3600)
#define OID_MAX_BYTES 128
#define RSA_BITS_MIN 2048 /* %PROFILE_MEDIUM, PROTOCOL 9.1 */
#define EC_BITS_MIN 224
#define CLOCK_ANCHORS_MIN 10 /* fewer authorities say nothing about this computer's clock */

static void
fail (TrustReport *report, TrustStepId id, const char *cause, char *detail)
{
  trust_report_set_step (report, id, TRUST_STATUS_FAIL, cause, detail);
}

static void
pass (TrustReport *report, TrustStepId id, char *detail)
{
  trust_report_set_step (report, id, TRUST_STATUS_PASS, NULL, detail);
}

static char *
explain_chain (const TrustPath *path, const char *cause)
{
  TrustCrt *last = path->certs[path->n - 1];
  g_autofree char *culprit = trust_text_subject_name (path->culprit);
  g_autofree char *issuer = trust_text_issuer_name (last);
  g_autofree char *leaf = trust_text_subject_name (path->certs[0]);

  if (g_str_equal (cause, "self-signed"))
    return g_strdup_printf (_ ("The certificate of %s is signed by itself; nobody vouches for it"),
                            leaf);
  if (g_str_equal (cause, "unknown-issuer"))
    return g_strdup_printf (_ ("Issued by %s, which this computer does not trust"), issuer);
  if (g_str_equal (cause, "missing-intermediate"))
    return g_strdup_printf (
        _ ("The server did not send the certificate of %s, which issued its own"), issuer);
  if (g_str_equal (cause, "out-of-scope"))
    return g_strdup_printf (_ ("Issued by %s, which was imported for other domains"), issuer);
  if (g_str_equal (cause, "not-an-authority"))
    return g_strdup_printf (_ ("%s issued a certificate in this chain but is not an authority"),
                            culprit);
  if (g_str_equal (cause, "path-length"))
    return g_strdup_printf (
        _ ("There are more authorities between %s and the server than it permits"), culprit);
  if (g_str_equal (cause, "name-constraint"))
    return g_strdup_printf (_ ("An authority in this chain may not vouch for the names of %s"),
                            leaf);
  if (g_str_equal (cause, "unknown-extension"))
    return g_strdup_printf (_ ("The certificate of %s has a condition that Linnet does not know"),
                            culprit);
  return g_strdup_printf (_ ("The signature on the certificate of %s does not match its issuer"),
                          culprit);
}

void
trust_check_chain (const TrustInput *input, const TrustPath *path, TrustReport *report)
{
  g_autofree char *issuer = NULL;

  if (path->cause != NULL)
    {
      fail (report, TRUST_STEP_CHAIN, path->cause, explain_chain (path, path->cause));
      return;
    }
  issuer = trust_text_issuer_name (path->certs[0]);
  pass (report, TRUST_STEP_CHAIN,
        path->anchor->is_system
            ? g_strdup_printf (_ ("%s, trusted by this system"), issuer)
            : g_strdup_printf (_ ("%s, trusted by an authority that was added"), issuer));
}

/* Most of the authorities that this computer has known for years are past or before their time: it
 * is not they who are wrong. */
static gboolean
is_clock_wrong (const TrustInput *input, const TrustPath *path, gboolean too_early)
{
  guint n = input->anchors != NULL ? trust_anchors_get_n (input->anchors) : 0;
  guint n_off = 0;

  /* an authority that is trusted already but not valid yet */
  if (too_early && path->anchor != NULL && input->unix_s < path->anchor->not_before_s)
    return TRUE;
  for (guint i = 0; i < n; i++)
    {
      const TrustAnchor *anchor = trust_anchors_get (input->anchors, i);

      n_off +=
          too_early ? input->unix_s < anchor->not_before_s : input->unix_s > anchor->not_after_s;
    }
  return n >= CLOCK_ANCHORS_MIN && n_off > n / 2;
}

static void
fail_validity (const TrustInput *input,
               const TrustPath *path,
               guint index,
               gboolean too_early,
               TrustReport *report)
{
  TrustCrt *crt = path->certs[index];
  g_autofree char *name = trust_text_subject_name (crt);
  g_autofree char *date = trust_text_date (too_early ? gnutls_x509_crt_get_activation_time (crt)
                                                     : gnutls_x509_crt_get_expiration_time (crt),
                                           input->unix_s);
  g_autofree char *now = trust_text_date (input->unix_s, input->unix_s);

  if (is_clock_wrong (input, path, too_early))
    fail (report, TRUST_STEP_VALIDITY, "clock",
          g_strdup_printf (_ ("This computer’s clock is wrong: it says %s"), now));
  else if (too_early)
    fail (report, TRUST_STEP_VALIDITY, "not-yet-valid",
          g_strdup_printf (_ ("The certificate of %s is valid from %s; this computer says %s"),
                           name, date, now));
  else
    fail (report, TRUST_STEP_VALIDITY, "expired",
          g_strdup_printf (_ ("The certificate of %s expired on %s; this computer says %s"), name,
                           date, now));
}

void
trust_check_validity (const TrustInput *input, const TrustPath *path, TrustReport *report)
{
  gint64 first_end_s = G_MAXINT64;
  gint64 days;
  g_autofree char *begin = NULL, *end = NULL, *text = NULL;

  for (guint i = 0; i < path->n; i++)
    {
      gint64 begin_s = gnutls_x509_crt_get_activation_time (path->certs[i]);
      gint64 end_s = gnutls_x509_crt_get_expiration_time (path->certs[i]);

      if (input->unix_s < begin_s || input->unix_s > end_s)
        {
          fail_validity (input, path, i, input->unix_s < begin_s, report);
          return;
        }
      first_end_s = MIN (first_end_s, end_s);
    }

  begin = trust_text_date (gnutls_x509_crt_get_activation_time (path->certs[0]), input->unix_s);
  end = trust_text_date (first_end_s, input->unix_s);
  days = (first_end_s - input->unix_s) / DAY_S;
  text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s to %s, %d day left",
                                       "%s to %s, %d days left", (gulong) days),
                          begin, end, (int) MIN (days, G_MAXINT));
  if (first_end_s - input->unix_s < TRUST_EXPIRES_SOON_S)
    trust_report_set_step (report, TRUST_STEP_VALIDITY, TRUST_STATUS_WARN, "expires-soon",
                           g_steal_pointer (&text));
  else
    pass (report, TRUST_STEP_VALIDITY, g_steal_pointer (&text));
}

void
trust_check_identity (const TrustInput *input, const TrustPath *path, TrustReport *report)
{
  g_auto (TrustIdentity) identity = { 0 };
  g_autofree char *names = NULL, *expected = NULL;

  trust_identity_check (path->certs[0], input->identity, input->allow_wildcard, &identity);
  names = trust_text_list (identity.names, NAMES_SHOWN_MAX);
  expected =
      trust_text_from_bytes (input->identity, strlen (input->identity), TRUST_TEXT_MAX_CHARS);

  switch (identity.result)
    {
    case TRUST_IDENTITY_MATCH:
      pass (report, TRUST_STEP_IDENTITY,
            g_strdup_printf (_ ("Certificate is for %s"), identity.matched));
      break;
    case TRUST_IDENTITY_WILDCARD:
      fail (report, TRUST_STEP_IDENTITY, "wildcard",
            g_strdup_printf (
                _ ("Expected %s\nCertificate is for %s. SIP doesn’t allow wildcards for a domain."),
                expected, identity.matched));
      break;
    case TRUST_IDENTITY_MISMATCH:
      fail (report, TRUST_STEP_IDENTITY, "mismatch",
            g_strdup_printf (_ ("Expected %s\nCertificate is for %s"), expected, names));
      break;
    case TRUST_IDENTITY_COMMON_NAME_ONLY:
      fail (report, TRUST_STEP_IDENTITY, "common-name-only",
            g_strdup_printf (_ ("Expected %s\nCertificate names %s only in its common name, which "
                                "no longer counts"),
                             expected, names));
      break;
    case TRUST_IDENTITY_NO_NAME:
      fail (report, TRUST_STEP_IDENTITY, "no-name",
            g_strdup_printf (_ ("Expected %s\nCertificate names no server"), expected));
      break;
    }
}

/* RFC 5924 and PROTOCOL 9.4: no EKU, sipDomain, any, or serverAuth */
static gboolean
is_for_servers (TrustCrt *crt)
{
  static const char *const good[] = { GNUTLS_KP_TLS_WWW_SERVER, "1.3.6.1.5.5.7.3.20", GNUTLS_KP_ANY,
                                      NULL };
  char oid[OID_MAX_BYTES];

  for (unsigned i = 0;; i++)
    {
      size_t n = sizeof oid;
      int result = gnutls_x509_crt_get_key_purpose_oid (crt, i, oid, &n, NULL);

      if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        return i == 0;
      if (result == GNUTLS_E_SHORT_MEMORY_BUFFER)
        continue;
      if (result < 0)
        return FALSE;
      if (g_strv_contains (good, oid))
        return TRUE;
    }
}

void
trust_check_key_usage (const TrustPath *path, TrustReport *report)
{
  unsigned usage = 0;
  guint n_issued = path->n - (path->anchor != NULL && path->n > 1 ? 1 : 0);

  for (guint i = 0; i < n_issued; i++)
    if (!is_for_servers (path->certs[i]))
      {
        g_autofree char *name = trust_text_subject_name (path->certs[i]);

        fail (report, TRUST_STEP_KEY_USAGE, "wrong-usage",
              g_strdup_printf (_ ("The certificate of %s is not meant for servers"), name));
        return;
      }
  if (gnutls_x509_crt_get_key_usage (path->certs[0], &usage, NULL) == 0 &&
      (usage & GNUTLS_KEY_DIGITAL_SIGNATURE) == 0)
    {
      fail (report, TRUST_STEP_KEY_USAGE, "wrong-usage",
            g_strdup (_ ("The certificate’s key is not meant for signing a connection")));
      return;
    }
  pass (report, TRUST_STEP_KEY_USAGE, g_strdup (_ ("Meant for servers")));
}

static gboolean
is_strong_key (TrustCrt *crt)
{
  unsigned bits = 0;

  switch (gnutls_x509_crt_get_pk_algorithm (crt, &bits))
    {
    case GNUTLS_PK_RSA:
    case GNUTLS_PK_RSA_PSS:
      return bits >= RSA_BITS_MIN;
    case GNUTLS_PK_ECDSA:
      return bits >= EC_BITS_MIN;
    case GNUTLS_PK_EDDSA_ED25519:
    case GNUTLS_PK_EDDSA_ED448:
      return TRUE;
    default: /* a foreign enum, or an error: what is not known is not strong */
      return FALSE;
    }
}

/* SHA-2 and what has its hash built in */
static gboolean
is_strong_signature (TrustCrt *crt)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (crt);

  if (algorithm <= 0)
    return FALSE;
  if (algorithm == GNUTLS_SIGN_EDDSA_ED25519 || algorithm == GNUTLS_SIGN_EDDSA_ED448)
    return TRUE;
  switch (gnutls_sign_get_hash_algorithm ((gnutls_sign_algorithm_t) algorithm))
    {
    case GNUTLS_DIG_SHA224:
    case GNUTLS_DIG_SHA256:
    case GNUTLS_DIG_SHA384:
    case GNUTLS_DIG_SHA512:
    case GNUTLS_DIG_SHA3_256:
    case GNUTLS_DIG_SHA3_384:
    case GNUTLS_DIG_SHA3_512:
      return TRUE;
    default: /* a foreign enum */
      return FALSE;
    }
}

void
trust_check_strength (const TrustPath *path, TrustReport *report)
{
  /* nobody relies on the signature of an authority on itself */
  guint n_signed = path->n - (path->anchor != NULL && path->n > 1 ? 1 : 0);
  const TrustCertificate *leaf = g_ptr_array_index (report->chain, 0);

  for (guint i = 0; i < path->n; i++)
    {
      g_autoptr (TrustCertificate) shown = trust_certificate_from_crt (path->certs[i]);
      g_autofree char *name = trust_text_subject_name (path->certs[i]);

      if (!is_strong_key (path->certs[i]))
        {
          fail (report, TRUST_STEP_STRENGTH, "weak-key",
                g_strdup_printf (_ ("The key of %s is too weak: %s"), name, shown->key));
          return;
        }
      if (i < n_signed && !is_strong_signature (path->certs[i]))
        {
          fail (report, TRUST_STEP_STRENGTH, "weak-signature",
                g_strdup_printf (_ ("The signature on the certificate of %s is too weak: %s"), name,
                                 shown->signature));
          return;
        }
    }
  pass (report, TRUST_STEP_STRENGTH,
        g_strdup_printf (_ ("Key %s, signature %s"), leaf->key, leaf->signature));
}

/* So far only the user's own evidence for this run: what was seen earlier is not remembered */
void
trust_check_continuity (const TrustInput *input, const TrustPath *path, TrustReport *report)
{
  g_autofree char *spki = NULL;

  if (input->pin_spki_sha256 == NULL)
    {
      trust_report_set_step (report, TRUST_STEP_CONTINUITY, TRUST_STATUS_SKIP, NULL,
                             g_strdup (_ ("Not compared with earlier connections")));
      return;
    }
  spki = trust_crt_get_spki_sha256 (path->certs[0]);
  if (trust_pin_is_valid (input->pin_spki_sha256) &&
      g_ascii_strcasecmp (spki, input->pin_spki_sha256) == 0)
    pass (report, TRUST_STEP_CONTINUITY, g_strdup (_ ("The key is the one you pinned")));
  else
    fail (report, TRUST_STEP_CONTINUITY, "pin-broken",
          g_strdup (_ ("The server’s key is not the one you pinned. Either the administrator "
                       "replaced it, or someone is in between.")));
}
