/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Reports: their names, their copies, and what is shown of a certificate. */
#include "trust-report.h"

#include <string.h>

static GBytes *
read_leaf (const char *name)
{
  g_autofree char *file = g_strconcat (g_getenv ("LINNET_TEST_CERTS"), "/", name, ".pem", NULL);
  g_autofree char *contents = NULL;
  g_auto (GStrv) parts = NULL;
  guint8 *der;
  gsize n;

  g_assert_true (g_file_get_contents (file, &contents, NULL, NULL));
  parts = g_strsplit (contents, "-----", 0); /* "", BEGIN key, key, END key, "\n", BEGIN, body, … */
  der = g_base64_decode (parts[6], &n);
  return g_bytes_new_take (der, n);
}

static void
test_names (void)
{
  static const char *const names[] = { "resolve",    "connect",  "tls",        "chain",
                                       "validity",   "identity", "key-usage",  "strength",
                                       "revocation", "dane",     "continuity", "options" };

  g_assert_cmpuint (G_N_ELEMENTS (names), ==, TRUST_N_STEPS);
  for (guint id = 0; id < TRUST_N_STEPS; id++)
    g_assert_cmpstr (trust_step_id_to_string (id), ==, names[id]);
}

static void
test_copy (void)
{
  g_autoptr (TrustReport) report = trust_report_new ("example.org", "example.org");
  g_autoptr (TrustReport) copy = NULL;
  g_autoptr (GBytes) der = read_leaf ("good");

  g_ptr_array_add (report->chain, trust_certificate_new (der));
  report->address = g_strdup ("127.0.0.1:5061");
  trust_report_set_step (report, TRUST_STEP_TLS, TRUST_STATUS_PASS, NULL, g_strdup ("fine"));
  copy = trust_report_copy (report);
  trust_report_set_step (copy, TRUST_STEP_OPTIONS, TRUST_STATUS_WARN, "no-answer",
                         g_strdup ("none"));

  g_assert_cmpstr (copy->address, ==, "127.0.0.1:5061");
  g_assert_cmpstr (copy->steps[TRUST_STEP_TLS].detail, ==, "fine");
  g_assert_cmpint (report->steps[TRUST_STEP_OPTIONS].status, ==, TRUST_STATUS_SKIP);
  g_assert_cmpuint (copy->chain->len, ==, 1);
  g_assert_cmpuint (trust_report_get_failed (copy), ==, TRUST_N_STEPS);
}

static void
test_certificate (void)
{
  g_autoptr (GBytes) der = read_leaf ("good");
  g_autoptr (TrustCertificate) crt = trust_certificate_new (der);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, der);

  g_assert_cmpstr (crt->subject, ==, "CN=pbx.example.org");
  g_assert_cmpstr (crt->issuer, ==, "CN=Linnet Test Authority");
  g_assert_cmpstr (crt->sha256, ==, sha256);
  g_assert_cmpuint (strlen (crt->spki_sha256), ==, 64);
  g_assert_cmpstr (crt->san[0], ==, "DNS:pbx.example.org");
  g_assert_cmpstr (crt->san[1], ==, "URI:sip:pbx.example.org");
  g_assert_null (crt->san[2]);
  g_assert_cmpstr (crt->key, ==, "ECDSA-256");
  g_assert_cmpstr (crt->signature, ==, "ECDSA-SHA256");
  g_assert_cmpint (crt->not_before_s, ==, 1704067200);
  g_assert_cmpint (crt->not_after_s, ==, 2493072000);
}

static void
test_certificate_forms (void)
{
  g_autoptr (GBytes) with_ip = read_leaf ("ip-san"), with_nul = read_leaf ("name-with-nul"),
                     weak = read_leaf ("weak-key"), edwards = read_leaf ("ed25519"),
                     none = g_bytes_new_static ("no certificate", 14);
  g_autoptr (TrustCertificate) ip = trust_certificate_new (with_ip),
                               nul = trust_certificate_new (with_nul),
                               rsa = trust_certificate_new (weak),
                               ed25519 = trust_certificate_new (edwards);

  g_assert_cmpstr (ip->san[0], ==, "IP:127.0.0.1");
  g_assert_cmpstr (ip->san[1], ==, "IP:::1");
  g_assert_cmpstr (nul->san[0], ==, "DNS:pbx.example.org\xef\xbf\xbd.example.net");
  g_assert_cmpstr (rsa->key, ==, "RSA-1024");
  g_assert_cmpstr (ed25519->key, ==, "Ed25519");
  g_assert_null (trust_certificate_new (none));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trust/report/TLS-07/steps-have-their-stable-names", test_names);
  g_test_add_func ("/trust/report/TLS-07/copy-is-independent", test_copy);
  g_test_add_func ("/trust/certificate/TLS-07/fields-are-shown", test_certificate);
  g_test_add_func ("/trust/certificate/TLS-07/addresses-and-odd-names-are-shown",
                   test_certificate_forms);
  return g_test_run ();
}
