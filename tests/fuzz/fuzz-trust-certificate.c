/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A stranger's certificate, sent twice: a verdict that is never `trusted`, and text that can be
 * shown. */
#include "fuzz-target.h"

#include "trust-verdict.h"

#define NOW_S G_GINT64_CONSTANT (1781000000)

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autoptr (TrustReport) report = trust_report_new ("pbx.example.org", "pbx.example.org");
  g_autoptr (TrustAnchors) anchors = trust_anchors_new ();
  TrustInput input = { .chain_der = chain,
                       .identity = "pbx.example.org",
                       .anchors = anchors,
                       .unix_s = NOW_S,
                       .allow_wildcard = TRUE };

  g_ptr_array_add (chain, g_bytes_new (data, size));
  g_ptr_array_add (chain, g_bytes_new (data, size));
  trust_evaluate (&input, report);
  g_assert_cmpint (report->verdict, ==, TRUST_VERDICT_UNTRUSTED);
  for (guint id = TRUST_STEP_CHAIN; id <= TRUST_STEP_CONTINUITY; id++)
    g_assert_true (g_utf8_validate (report->steps[id].detail, -1, NULL));
  for (guint i = 0; i < report->chain->len; i++)
    {
      const TrustCertificate *shown = g_ptr_array_index (report->chain, i);

      g_assert_true (g_utf8_validate (shown->subject, -1, NULL));
      for (char **san = shown->san; *san != NULL; san++)
        g_assert_true (g_utf8_validate (*san, -1, NULL));
    }
  return 0;
}
