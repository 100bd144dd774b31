/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The verdict, from certificate files: one file per defect, each fails the one step that owns it.
 */
#include "trust-verdict.h"

#include <string.h>

#include "trust-error.h"

#define HOST "pbx.example.org"
#define NOW G_GINT64_CONSTANT (1781000000) /* June 2026 */
#define DAY_S (24 * 3600)
#define PAST_END_S G_GINT64_CONSTANT (1735689600) /* the past certificates end: 1 Jan 2025 */
#define GOOD_END_S G_GINT64_CONSTANT (2493072000) /* the good ones end: 1 Jan 2049 */

typedef struct
{
  const char *path;
  const char *file;
  const char *identity; /* NULL: HOST */
  TrustStepId step;     /* the one that is not `pass`; TRUST_N_STEPS: none */
  const char *cause;
  const char *detail; /* a part of it */
} Case;

#define SOUND TRUST_N_STEPS, NULL, NULL

static const Case cases[] = {
  { "TLS-03/good-is-trusted", "good", NULL, SOUND },
  { "TLS-03/uri-san-matches", "uri-san", NULL, SOUND },
  { "TLS-03/uri-san-is-compared-by-host", "uri-san-port", NULL, SOUND },
  { "TLS-03/uri-san-comes-before-dns", "uri-san-other", NULL, TRUST_STEP_IDENTITY, "mismatch",
    "sip:other.example.org" },
  { "TLS-03/uri-san-with-user-is-no-identity", "uri-san-user", NULL, TRUST_STEP_IDENTITY,
    "common-name-only", HOST },
  { "TLS-03/uri-san-with-user-leaves-dns", "uri-san-user-dns", NULL, SOUND },
  { "TLS-03/sips-uri-does-not-count", "uri-san-sips", NULL, TRUST_STEP_IDENTITY, "common-name-only",
    HOST },
  { "TLS-03/any-dns-san-matches", "dns-san", NULL, SOUND },
  { "TLS-03/case-and-last-dot-do-not-matter", "dns-san", "PBX.Example.ORG.", SOUND },
  { "TLS-07/wrong-name-fails-identity-only", "wrong-name", NULL, TRUST_STEP_IDENTITY, "mismatch",
    "Expected pbx.example.org\nCertificate is for other.example.net, third.example.net" },
  { "TLS-04/name-below-is-another", "name-below", NULL, TRUST_STEP_IDENTITY, "mismatch",
    "below.pbx.example.org" },
  { "TLS-04/name-above-is-another", "name-above", NULL, TRUST_STEP_IDENTITY, "mismatch",
    "example.org" },
  { "TLS-04/name-with-nul-is-another", "name-with-nul", NULL, TRUST_STEP_IDENTITY,
    "common-name-only", HOST },
  { "TLS-04/wildcard-fails-identity-only", "wildcard", NULL, TRUST_STEP_IDENTITY, "wildcard",
    "*.example.org" },
  { "TLS-05/common-name-fails-identity-only", "cn-only", NULL, TRUST_STEP_IDENTITY,
    "common-name-only", HOST },
  { "TLS-05/other-common-name-fails-identity-only", "cn-only-other", NULL, TRUST_STEP_IDENTITY,
    "common-name-only", "other.example.net" },
  { "TLS-05/no-name-fails-identity-only", "no-san", NULL, TRUST_STEP_IDENTITY, "no-name",
    "names no server" },
  { "TLS-05/ip-san-matches-a-literal", "ip-san", "127.0.0.1", SOUND },
  { "TLS-05/ip-san-matches-an-ipv6-literal", "ip-san", "::1", SOUND },
  { "TLS-05/ip-san-matches-a-literal-in-brackets", "ip-san", "[0:0:0:0:0:0:0:1]", SOUND },
  { "TLS-05/ip-san-is-no-host-name", "ip-san", NULL, TRUST_STEP_IDENTITY, "mismatch", "127.0.0.1" },
  { "TLS-05/another-literal-fails-identity", "ip-san", "127.0.0.2", TRUST_STEP_IDENTITY, "mismatch",
    "127.0.0.1, ::1" },
  { "TLS-05/ip-in-dns-san-is-none", "ip-in-dns", "127.0.0.1", TRUST_STEP_IDENTITY, "mismatch",
    "127.0.0.1" },
  { "TLS-05/dns-san-is-no-literal", "good", "127.0.0.1", TRUST_STEP_IDENTITY, "mismatch",
    "sip:pbx.example.org" },
  { "TLS-07/expired-fails-validity-only", "expired", NULL, TRUST_STEP_VALIDITY, "expired",
    "expired on 1 Jan 2025" },
  { "TLS-07/not-yet-valid-fails-validity-only", "not-yet-valid", NULL, TRUST_STEP_VALIDITY,
    "not-yet-valid", "valid from 1 Jan 2048" },
  { "TLS-07/expired-intermediate-fails-validity-only", "expired-intermediate", NULL,
    TRUST_STEP_VALIDITY, "expired", "Linnet Test Past" },
  { "TLS-07/expired-authority-fails-validity-only", "expired-authority", NULL, TRUST_STEP_VALIDITY,
    "expired", "Linnet Old Authority" },
  { "TLS-07/trusted-but-future-authority-means-a-wrong-clock", "not-yet-valid-authority", NULL,
    TRUST_STEP_VALIDITY, "clock", "clock is wrong" },
  { "TLS-07/intermediate-that-is-sent-is-used", "intermediate-sent", NULL, SOUND },
  { "TLS-07/root-may-be-sent", "chain-with-root", NULL, SOUND },
  { "TLS-07/order-does-not-matter", "chain-out-of-order", NULL, SOUND },
  { "TLS-07/trusted-way-wins-over-cross-signed", "chain-cross-signed", NULL, SOUND },
  { "TLS-07/missing-intermediate-fails-chain-only", "missing-intermediate", NULL, TRUST_STEP_CHAIN,
    "missing-intermediate", "Linnet Test Intermediate" },
  { "TLS-07/self-signed-fails-chain-only", "self-signed", NULL, TRUST_STEP_CHAIN, "self-signed",
    "signed by itself" },
  { "TLS-07/self-signed-authority-fails-chain-only", "self-signed-authority", NULL,
    TRUST_STEP_CHAIN, "self-signed", HOST },
  { "TLS-07/unknown-ca-fails-chain-only", "unknown-ca", NULL, TRUST_STEP_CHAIN, "unknown-issuer",
    "Another Authority, Inc." },
  { "TLS-07/unknown-ca-that-is-sent-fails-chain-only", "unknown-ca-sent", NULL, TRUST_STEP_CHAIN,
    "unknown-issuer", "Another Authority, Inc." },
  { "TLS-07/issuer-without-ca-bit-fails-chain-only", "non-ca-issuer", NULL, TRUST_STEP_CHAIN,
    "not-an-authority", "Linnet Test Server" },
  { "TLS-07/path-length-fails-chain-only", "path-length", NULL, TRUST_STEP_CHAIN, "path-length",
    "Linnet Test Intermediate" },
  { "TLS-07/name-constraint-fails-chain-only", "name-constraint", NULL, TRUST_STEP_CHAIN,
    "name-constraint", HOST },
  { "TLS-07/name-constraint-holds-for-sip-uri", "name-constraint-uri", NULL, TRUST_STEP_CHAIN,
    "name-constraint", HOST },
  { "TLS-07/name-constraint-that-is-kept-passes", "name-constraint-kept", "pbx.example.net",
    SOUND },
  { "TLS-07/bad-signature-fails-chain-only", "bad-signature", NULL, TRUST_STEP_CHAIN,
    "bad-signature", "signature" },
  { "TLS-07/unknown-critical-extension-fails-chain-only", "critical-extension", NULL,
    TRUST_STEP_CHAIN, "unknown-extension", "condition" },
  { "TLS-07/leaf-may-be-an-authority", "ca-as-leaf", NULL, SOUND },
  { "TLS-06/client-usage-fails-key-usage-only", "wrong-usage", NULL, TRUST_STEP_KEY_USAGE,
    "wrong-usage", "not meant for servers" },
  { "TLS-06/no-usage-is-any", "usage-none", NULL, SOUND },
  { "TLS-06/sip-domain-usage-passes", "usage-sip-domain", NULL, SOUND },
  { "TLS-06/any-usage-passes", "usage-any", NULL, SOUND },
  { "TLS-06/key-not-for-signing-fails-key-usage-only", "usage-not-signing", NULL,
    TRUST_STEP_KEY_USAGE, "wrong-usage", "not meant for signing" },
  { "TLS-06/intermediate-for-mail-fails-key-usage-only", "intermediate-wrong-usage", NULL,
    TRUST_STEP_KEY_USAGE, "wrong-usage", "Linnet Test Mail" },
  { "TLS-07/rsa-2048-passes", "rsa", NULL, SOUND },
  { "TLS-07/ed25519-passes", "ed25519", NULL, SOUND },
  { "TLS-07/weak-key-fails-strength-only", "weak-key", NULL, TRUST_STEP_STRENGTH, "weak-key",
    "RSA-1024" },
  { "TLS-07/weak-intermediate-fails-strength-only", "weak-intermediate", NULL, TRUST_STEP_STRENGTH,
    "weak-key", "Linnet Test Weak" },
  { "TLS-07/sha1-fails-strength-only", "weak-signature", NULL, TRUST_STEP_STRENGTH,
    "weak-signature", "SHA1" },
};

/* The same with the account's setting "accept wildcard certificate" on */
static const Case wildcard_cases[] = {
  { "TLS-04/wildcard-may-be-allowed", "wildcard", NULL, SOUND },
  { "TLS-04/wildcard-is-one-label", "wildcard", "a.pbx.example.org", TRUST_STEP_IDENTITY,
    "mismatch", "*.example.org" },
  { "TLS-04/wildcard-is-not-the-domain", "wildcard", "example.org", TRUST_STEP_IDENTITY, "mismatch",
    "*.example.org" },
  { "TLS-04/wildcard-is-never-a-public-suffix", "wildcard-public-suffix", "example.co.uk",
    TRUST_STEP_IDENTITY, "mismatch", "*.co.uk" },
  { "TLS-04/wildcard-is-a-whole-label", "wildcard-part", NULL, TRUST_STEP_IDENTITY, "mismatch",
    "pb*.example.org" },
  { "TLS-04/wildcard-as-identity-matches-nothing", "wildcard", "*.example.org", TRUST_STEP_IDENTITY,
    "mismatch", "*.example.org" },
};

static Slice
read_file (const char *name, char **contents)
{
  g_autofree char *file = g_strconcat (g_getenv ("LINNET_TEST_CERTS"), "/", name, ".pem", NULL);
  gsize n;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (file, contents, &n, &error);
  g_assert_no_error (error);
  return (Slice){ *contents, n };
}

static void
add_anchor (TrustAnchors *anchors, const char *name, const char *const *domains)
{
  g_autofree char *contents = NULL;
  Slice pem = read_file (name, &contents);
  g_autoptr (GError) error = NULL;

  trust_anchors_add_pem (anchors, pem, domains, &error);
  g_assert_no_error (error);
}

static TrustAnchors *
make_anchors (void)
{
  TrustAnchors *anchors = trust_anchors_new ();

  add_anchor (anchors, "authority", NULL);
  add_anchor (anchors, "old-authority", NULL);
  add_anchor (anchors, "future-authority", NULL);
  return anchors;
}

/* The certificates of a file as a server sends them */
static GPtrArray *
read_chain (const char *name)
{
  g_autofree char *contents = NULL;
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const char *at;

  read_file (name, &contents);
  for (at = strstr (contents, "-----BEGIN CERTIFICATE-----"); at != NULL;
       at = strstr (at, "-----BEGIN CERTIFICATE-----"))
    {
      const char *begin = at + strlen ("-----BEGIN CERTIFICATE-----");
      const char *end = strstr (begin, "-----END");
      g_autofree char *body = g_strndup (begin, (gsize) (end - begin));
      gsize n;
      guint8 *der = g_base64_decode (body, &n);

      g_ptr_array_add (chain, g_bytes_new_take (der, n));
      at = end;
    }
  g_assert_cmpuint (chain->len, >, 0);
  return chain;
}

typedef struct
{
  GPtrArray *chain;
  TrustAnchors *anchors;
  TrustInput input;
} Evidence;

static void
evidence_init (Evidence *self, const char *file)
{
  self->chain = read_chain (file);
  self->anchors = make_anchors ();
  self->input = (TrustInput){
    .chain_der = self->chain, .identity = HOST, .anchors = self->anchors, .unix_s = NOW
  };
}

static void
evidence_clear (Evidence *self)
{
  g_ptr_array_unref (self->chain);
  trust_anchors_unref (self->anchors);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Evidence, evidence_clear)

static TrustReport *
evaluate (const Evidence *evidence)
{
  TrustReport *report = trust_report_new (HOST, evidence->input.identity);

  trust_evaluate (&evidence->input, report);
  return report;
}

static void
assert_only_failure (const TrustReport *report, TrustStepId step, const char *cause)
{
  for (guint id = TRUST_STEP_CHAIN; id <= TRUST_STEP_STRENGTH; id++)
    {
      g_test_message ("%s: %s %s %s", trust_step_id_to_string (id),
                      trust_status_to_string (report->steps[id].status),
                      report->steps[id].cause != NULL ? report->steps[id].cause : "-",
                      report->steps[id].detail);
      g_assert_cmpstr (trust_status_to_string (report->steps[id].status), ==,
                       id == step ? "fail" : "pass");
      g_assert_cmpstr (report->steps[id].cause, ==, id == step ? cause : NULL);
      g_assert_cmpstr (report->steps[id].detail, !=, "");
    }
}

static void
check_case (const Case *test, gboolean allow_wildcard)
{
  g_auto (Evidence) evidence = { 0 };
  g_autoptr (TrustReport) report = NULL;

  evidence_init (&evidence, test->file);
  if (test->identity != NULL)
    evidence.input.identity = test->identity;
  evidence.input.allow_wildcard = allow_wildcard;
  report = evaluate (&evidence);

  assert_only_failure (report, test->step, test->cause);
  g_assert_cmpstr (trust_verdict_to_string (report->verdict), ==,
                   test->step == TRUST_N_STEPS ? "trusted" : "untrusted");
  if (test->detail != NULL)
    {
      g_assert_nonnull (strstr (report->steps[test->step].detail, test->detail));
      g_assert_null (strstr (report->steps[test->step].detail, "ASN"));
    }
  for (guint id = TRUST_STEP_REVOCATION; id <= TRUST_STEP_CONTINUITY; id++)
    g_assert_cmpint (report->steps[id].status, ==, TRUST_STATUS_SKIP);
  g_assert_cmpuint (report->chain->len, >=, 1);
}

static void
test_case (gconstpointer user_data)
{
  check_case (user_data, FALSE);
}

static void
test_wildcard_case (gconstpointer user_data)
{
  check_case (user_data, TRUE);
}

static void
test_two_faults (void)
{
  g_auto (Evidence) evidence = { 0 };
  g_autoptr (TrustReport) report = NULL;

  evidence_init (&evidence, "expired-and-wrong-name");
  report = evaluate (&evidence);
  g_assert_cmpstr (report->steps[TRUST_STEP_VALIDITY].cause, ==, "expired");
  g_assert_cmpstr (report->steps[TRUST_STEP_IDENTITY].cause, ==, "mismatch");
  g_assert_cmpint (report->steps[TRUST_STEP_CHAIN].status, ==, TRUST_STATUS_PASS);
}

static void
test_no_anchors (void)
{
  g_auto (Evidence) evidence = { 0 };
  g_autoptr (TrustReport) report = NULL;

  evidence_init (&evidence, "good");
  evidence.input.anchors = NULL;
  report = evaluate (&evidence);
  assert_only_failure (report, TRUST_STEP_CHAIN, "unknown-issuer");
}

static void
test_no_certificate (void)
{
  g_auto (Evidence) evidence = { 0 };
  g_autoptr (TrustReport) report = NULL, garbage = NULL;

  evidence_init (&evidence, "good");
  g_ptr_array_set_size (evidence.chain, 0);
  report = evaluate (&evidence);
  g_assert_cmpint (report->verdict, ==, TRUST_VERDICT_UNTRUSTED);
  g_assert_cmpint (report->steps[TRUST_STEP_CHAIN].status, ==, TRUST_STATUS_FAIL);
  g_assert_cmpint (report->steps[TRUST_STEP_IDENTITY].status, ==, TRUST_STATUS_SKIP);

  g_ptr_array_add (evidence.chain, g_bytes_new_static ("\x30\x03\x02\x01\x01", 5));
  garbage = evaluate (&evidence);
  g_assert_cmpint (garbage->verdict, ==, TRUST_VERDICT_UNTRUSTED);
}

/* Every prefix of a certificate, and every byte turned over: a verdict, and never `trusted` */
static void
test_damaged_certificate (void)
{
  g_auto (Evidence) evidence = { 0 };
  g_autoptr (GBytes) leaf = NULL;
  gsize n;
  const guint8 *p;

  evidence_init (&evidence, "good");
  leaf = g_bytes_ref (g_ptr_array_index (evidence.chain, 0));
  p = g_bytes_get_data (leaf, &n);
  for (gsize i = 0; i < n; i++)
    {
      guint8 *damaged = g_memdup2 (p, n);
      g_autoptr (TrustReport) cut = NULL, turned = NULL;

      g_ptr_array_set_size (evidence.chain, 0);
      g_ptr_array_add (evidence.chain, g_bytes_new (p, i));
      cut = evaluate (&evidence);
      g_assert_cmpint (cut->verdict, ==, TRUST_VERDICT_UNTRUSTED);

      damaged[i] ^= 0x5A;
      g_ptr_array_set_size (evidence.chain, 0);
      g_ptr_array_add (evidence.chain, g_bytes_new_take (damaged, n));
      turned = evaluate (&evidence);
      g_assert_cmpint (turned->verdict, ==, TRUST_VERDICT_UNTRUSTED);
    }
}

/* A chain made to keep us busy: the same certificates over and over */
static void
test_long_chain (void)
{
  g_auto (Evidence) evidence = { 0 };
  g_autoptr (GPtrArray) repeated = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (TrustReport) report = NULL;

  evidence_init (&evidence, "unknown-ca-sent");
  for (guint i = 0; i < 1000; i++)
    g_ptr_array_add (repeated, g_bytes_ref (g_ptr_array_index (evidence.chain, i == 0 ? 0 : 1)));
  evidence.input.chain_der = repeated;
  report = evaluate (&evidence);
  assert_only_failure (report, TRUST_STEP_CHAIN, "unknown-issuer");
  g_assert_cmpuint (report->chain->len, ==, 2);
}

static void
test_out_of_scope (void)
{
  static const char *const elsewhere[] = { "example.com", "bx.example.org", NULL };
  static const char *const here[] = { "Example.Org", NULL };
  g_auto (Evidence) evidence = { 0 };
  g_autoptr (TrustAnchors) scoped = trust_anchors_new (), own = trust_anchors_new ();
  g_autoptr (TrustReport) outside = NULL, inside = NULL;

  evidence_init (&evidence, "good");
  add_anchor (scoped, "authority", elsewhere);
  evidence.input.anchors = scoped;
  outside = evaluate (&evidence);
  assert_only_failure (outside, TRUST_STEP_CHAIN, "out-of-scope");
  g_assert_nonnull (strstr (outside->steps[TRUST_STEP_CHAIN].detail, "other domains"));

  add_anchor (own, "authority", here);
  evidence.input.anchors = own;
  inside = evaluate (&evidence);
  g_assert_cmpint (inside->verdict, ==, TRUST_VERDICT_TRUSTED);
}

static void
test_expires_soon (void)
{
  g_auto (Evidence) evidence = { 0 };
  g_autoptr (TrustReport) at = NULL, past = NULL, over = NULL;

  evidence_init (&evidence, "good");
  evidence.input.unix_s = GOOD_END_S - 14 * DAY_S;
  at = evaluate (&evidence);
  g_assert_cmpint (at->steps[TRUST_STEP_VALIDITY].status, ==, TRUST_STATUS_PASS);
  g_assert_nonnull (strstr (at->steps[TRUST_STEP_VALIDITY].detail, "14 days left"));

  evidence.input.unix_s++;
  past = evaluate (&evidence);
  g_assert_cmpint (past->steps[TRUST_STEP_VALIDITY].status, ==, TRUST_STATUS_WARN);
  g_assert_cmpstr (past->steps[TRUST_STEP_VALIDITY].cause, ==, "expires-soon");
  g_assert_cmpint (past->verdict, ==, TRUST_VERDICT_TRUSTED);

  evidence.input.unix_s = GOOD_END_S + 1;
  over = evaluate (&evidence);
  g_assert_cmpint (over->verdict, ==, TRUST_VERDICT_UNTRUSTED);
}

/* The clock ran ahead: nearly everybody this computer knows would have expired */
static void
test_clock_ahead (void)
{
  g_auto (Evidence) evidence = { 0 };
  g_autoptr (TrustReport) report = NULL;

  evidence_init (&evidence, "good");
  for (int i = 0; i < 20; i++)
    add_anchor (evidence.anchors, "other-authority", NULL);
  evidence.input.unix_s = GOOD_END_S + 1000 * (gint64) DAY_S;
  report = evaluate (&evidence);
  assert_only_failure (report, TRUST_STEP_VALIDITY, "clock");
}

static TrustReport *
evaluate_pinned (Evidence *evidence, const char *pin)
{
  evidence->input.pin_spki_sha256 = pin;
  return evaluate (evidence);
}

static char *
get_pin (const char *file)
{
  g_autoptr (GPtrArray) chain = read_chain (file);
  g_autoptr (TrustCertificate) leaf = trust_certificate_new (g_ptr_array_index (chain, 0));

  return g_strdup (leaf->spki_sha256);
}

static void
test_pinnable (gconstpointer user_data)
{
  const char *file = user_data;
  g_auto (Evidence) evidence = { 0 };
  g_autofree char *pin = get_pin (file);
  g_autofree char *upper = g_ascii_strup (pin, -1);
  g_autoptr (TrustReport) report = NULL, shouted = NULL;

  evidence_init (&evidence, file);
  report = evaluate_pinned (&evidence, pin);
  g_assert_cmpstr (trust_verdict_to_string (report->verdict), ==, "pinned");
  g_assert_cmpuint (trust_report_get_failed (report), <, TRUST_N_STEPS); /* the step stays `fail` */
  g_assert_cmpint (report->steps[TRUST_STEP_CONTINUITY].status, ==, TRUST_STATUS_PASS);
  shouted = evaluate_pinned (&evidence, upper);
  g_assert_cmpint (shouted->verdict, ==, TRUST_VERDICT_PINNED);
}

static void
test_not_pinnable (gconstpointer user_data)
{
  const char *file = user_data;
  g_auto (Evidence) evidence = { 0 };
  g_autofree char *pin = get_pin (file);
  g_autoptr (TrustReport) report = NULL;

  evidence_init (&evidence, file);
  report = evaluate_pinned (&evidence, pin);
  g_assert_cmpstr (trust_verdict_to_string (report->verdict), ==, "untrusted");
}

static void
test_pin_of_another_key (void)
{
  g_auto (Evidence) evidence = { 0 };
  g_autofree char *pin = get_pin ("unknown-ca");
  g_autoptr (TrustReport) self_signed = NULL, good = NULL, cut = NULL;

  evidence_init (&evidence, "good");
  good = evaluate_pinned (&evidence, pin);
  g_assert_cmpint (good->verdict, ==, TRUST_VERDICT_UNTRUSTED);
  g_assert_cmpstr (good->steps[TRUST_STEP_CONTINUITY].cause, ==, "pin-broken");
  cut = evaluate_pinned (&evidence, "");
  g_assert_cmpint (cut->verdict, ==, TRUST_VERDICT_UNTRUSTED);
  evidence_clear (&evidence);

  evidence_init (&evidence, "self-signed");
  self_signed = evaluate_pinned (&evidence, pin);
  g_assert_cmpint (self_signed->verdict, ==, TRUST_VERDICT_UNTRUSTED);
}

static void
test_pin_of_a_trusted_key (void)
{
  g_auto (Evidence) evidence = { 0 };
  g_autofree char *pin = get_pin ("good");
  g_autoptr (TrustReport) report = NULL;

  evidence_init (&evidence, "good");
  report = evaluate_pinned (&evidence, pin);
  g_assert_cmpint (report->verdict, ==, TRUST_VERDICT_TRUSTED);
}

/* UI.md 5.4: expired less than 30 days ago, with a key seen before */
static void
test_pin_expired (void)
{
  g_auto (Evidence) evidence = { 0 };
  g_autofree char *pin = get_pin ("expired");
  g_autoptr (TrustReport) unseen = NULL, seen = NULL, late = NULL;

  evidence_init (&evidence, "expired");
  evidence.input.unix_s = PAST_END_S + 30 * DAY_S - 1;
  unseen = evaluate_pinned (&evidence, pin);
  g_assert_cmpint (unseen->verdict, ==, TRUST_VERDICT_UNTRUSTED);
  evidence.input.key_seen_before = TRUE;
  seen = evaluate_pinned (&evidence, pin);
  g_assert_cmpint (seen->verdict, ==, TRUST_VERDICT_PINNED);
  evidence.input.unix_s++;
  late = evaluate_pinned (&evidence, pin);
  g_assert_cmpint (late->verdict, ==, TRUST_VERDICT_UNTRUSTED);
}

static void
test_pin_form (void)
{
  g_autofree char *pin = g_strnfill (64, 'a');
  g_autofree char *longer = g_strnfill (65, 'a');

  g_assert_true (trust_pin_is_valid (pin));
  g_assert_false (trust_pin_is_valid (longer));
  g_assert_false (trust_pin_is_valid (pin + 1));
  pin[63] = 'g';
  g_assert_false (trust_pin_is_valid (pin));
}

static void
test_anchor_files (void)
{
  g_autoptr (TrustAnchors) anchors = trust_anchors_new ();
  g_autofree char *leaf = NULL, *authority = NULL, *both = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (TrustAnchors) copy = NULL;

  g_assert_false (trust_anchors_add_pem (anchors, SLICE_LITERAL ("nothing"), NULL, &error));
  g_assert_error (error, TRUST_ERROR, TRUST_ERROR_NOT_PEM);
  g_clear_error (&error);
  g_assert_false (trust_anchors_add_pem (anchors, read_file ("good", &leaf), NULL, &error));
  g_assert_error (error, TRUST_ERROR, TRUST_ERROR_NOT_AUTHORITY);
  g_clear_error (&error);

  read_file ("authority", &authority);
  both = g_strconcat (leaf, authority, NULL);
  g_assert_true (trust_anchors_add_pem (anchors, slice_from_string (both), NULL, &error));
  g_assert_cmpuint (trust_anchors_get_n (anchors), ==, 1);
  copy = trust_anchors_copy (anchors);
  g_assert_true (trust_anchors_add_pem (copy, slice_from_string (both), NULL, &error));
  g_assert_cmpuint (trust_anchors_get_n (anchors), ==, 1);
  g_assert_cmpuint (trust_anchors_get_n (copy), ==, 2);
}

/* An imported self-signed server certificate that may issue is its own authority */
static void
test_imported_self_signed (void)
{
  g_auto (Evidence) evidence = { 0 };
  g_autoptr (TrustReport) report = NULL;

  evidence_init (&evidence, "self-signed-authority");
  add_anchor (evidence.anchors, "self-signed-authority", NULL);
  report = evaluate (&evidence);
  assert_only_failure (report, TRUST_N_STEPS, NULL);
  g_assert_cmpint (report->verdict, ==, TRUST_VERDICT_TRUSTED);
}

int
main (int argc, char **argv)
{
  static const char *const pinnable[] = { "unknown-ca", "self-signed", "wrong-name", "cn-only",
                                          "self-signed-authority" };
  static const char *const not_pinnable[] = {
    "expired",         "not-yet-valid", "wrong-usage",   "weak-key",
    "weak-signature",  "wildcard",      "no-san",        "path-length",
    "name-constraint", "bad-signature", "non-ca-issuer", "missing-intermediate"
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/trust/verdict/", cases[i].path, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (wildcard_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/trust/verdict/", wildcard_cases[i].path, NULL);

      g_test_add_data_func (path, &wildcard_cases[i], test_wildcard_case);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (pinnable); i++)
    {
      g_autofree char *path = g_strconcat ("/trust/verdict/TLS-08/pin-accepts-", pinnable[i], NULL);

      g_test_add_data_func (path, pinnable[i], test_pinnable);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (not_pinnable); i++)
    {
      g_autofree char *path =
          g_strconcat ("/trust/verdict/TLS-08/pin-does-not-accept-", not_pinnable[i], NULL);

      g_test_add_data_func (path, not_pinnable[i], test_not_pinnable);
    }
  g_test_add_func ("/trust/verdict/TLS-07/two-faults-fail-two-steps", test_two_faults);
  g_test_add_func ("/trust/verdict/TLS-07/without-anchors-nobody-is-trusted", test_no_anchors);
  g_test_add_func ("/trust/verdict/TLS-07/no-certificate-is-untrusted", test_no_certificate);
  g_test_add_func ("/trust/verdict/TLS-07/damaged-certificate-is-never-trusted",
                   test_damaged_certificate);
  g_test_add_func ("/trust/verdict/TLS-07/long-chain-costs-little", test_long_chain);
  g_test_add_func ("/trust/verdict/TLS-07/authority-for-other-domains-is-out-of-scope",
                   test_out_of_scope);
  g_test_add_func ("/trust/verdict/TLS-07/expires-soon-warns-14-days-ahead", test_expires_soon);
  g_test_add_func ("/trust/verdict/TLS-07/clock-that-runs-ahead-is-named", test_clock_ahead);
  g_test_add_func ("/trust/verdict/TLS-07/imported-self-signed-authority-is-trusted",
                   test_imported_self_signed);
  g_test_add_func ("/trust/verdict/TLS-08/pin-of-another-key-fails", test_pin_of_another_key);
  g_test_add_func ("/trust/verdict/TLS-08/pin-of-a-trusted-key-stays-trusted",
                   test_pin_of_a_trusted_key);
  g_test_add_func ("/trust/verdict/TLS-08/pin-accepts-expired-of-a-known-key-for-30-days",
                   test_pin_expired);
  g_test_add_func ("/trust/verdict/TLS-08/pin-is-64-hex-digits", test_pin_form);
  g_test_add_func ("/trust/anchors/TLS-07/only-authorities-are-taken", test_anchor_files);
  return g_test_run ();
}
