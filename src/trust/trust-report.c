/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What was found out about a server, step by step. */
#define G_LOG_DOMAIN "trust-report"

#include "trust-report.h"

const char *
trust_step_id_to_string (TrustStepId id)
{
  static const char *const names[TRUST_N_STEPS] = {
    [TRUST_STEP_RESOLVE] = "resolve",
    [TRUST_STEP_CONNECT] = "connect",
    [TRUST_STEP_TLS] = "tls",
    [TRUST_STEP_CHAIN] = "chain",
    [TRUST_STEP_VALIDITY] = "validity",
    [TRUST_STEP_IDENTITY] = "identity",
    [TRUST_STEP_KEY_USAGE] = "key-usage",
    [TRUST_STEP_STRENGTH] = "strength",
    [TRUST_STEP_REVOCATION] = "revocation",
    [TRUST_STEP_DANE] = "dane",
    [TRUST_STEP_CONTINUITY] = "continuity",
    [TRUST_STEP_OPTIONS] = "options",
  };

  g_return_val_if_fail (id < TRUST_N_STEPS, NULL);
  return names[id];
}

const char *
trust_status_to_string (TrustStatus status)
{
  switch (status)
    {
    case TRUST_STATUS_PASS:
      return "pass";
    case TRUST_STATUS_WARN:
      return "warn";
    case TRUST_STATUS_FAIL:
      return "fail";
    case TRUST_STATUS_SKIP:
      return "skip";
    }
  g_return_val_if_reached (NULL);
}

const char *
trust_verdict_to_string (TrustVerdict verdict)
{
  switch (verdict)
    {
    case TRUST_VERDICT_TRUSTED:
      return "trusted";
    case TRUST_VERDICT_PINNED:
      return "pinned";
    case TRUST_VERDICT_UNTRUSTED:
      return "untrusted";
    case TRUST_VERDICT_UNREACHABLE:
      return "unreachable";
    }
  g_return_val_if_reached (NULL);
}

TrustReport *
trust_report_new (const char *target, const char *identity)
{
  TrustReport *self = g_atomic_rc_box_new0 (TrustReport);

  self->target = g_strdup (target);
  self->identity = g_strdup (identity);
  self->chain = g_ptr_array_new_with_free_func ((GDestroyNotify) trust_certificate_free);
  for (int i = 0; i < TRUST_N_STEPS; i++)
    self->steps[i] = (TrustStep){ TRUST_STATUS_SKIP, NULL, g_strdup ("") };
  self->verdict = TRUST_VERDICT_UNREACHABLE;
  return self;
}

TrustReport *
trust_report_ref (TrustReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (TrustReport *self)
{
  g_free (self->target);
  g_free (self->identity);
  g_free (self->address);
  g_free (self->tls_version);
  g_free (self->tls_cipher);
  g_free (self->tls_group);
  g_ptr_array_unref (self->chain);
  for (int i = 0; i < TRUST_N_STEPS; i++)
    g_free (self->steps[i].detail);
}

void
trust_report_unref (TrustReport *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

TrustReport *
trust_report_copy (const TrustReport *self)
{
  TrustReport *copy = trust_report_new (self->target, self->identity);

  copy->address = g_strdup (self->address);
  copy->tls_version = g_strdup (self->tls_version);
  copy->tls_cipher = g_strdup (self->tls_cipher);
  copy->tls_group = g_strdup (self->tls_group);
  copy->post_quantum = self->post_quantum;
  copy->resumed = self->resumed;
  for (guint i = 0; i < self->chain->len; i++)
    g_ptr_array_add (copy->chain, trust_certificate_copy (g_ptr_array_index (self->chain, i)));
  for (guint i = 0; i < TRUST_N_STEPS; i++)
    trust_report_set_step (copy, i, self->steps[i].status, self->steps[i].cause,
                           g_strdup (self->steps[i].detail));
  copy->verdict = self->verdict;
  return copy;
}

void
trust_report_set_step (TrustReport *self,
                       TrustStepId id,
                       TrustStatus status,
                       const char *cause,
                       char *detail)
{
  g_return_if_fail (id < TRUST_N_STEPS && detail != NULL);

  g_free (self->steps[id].detail);
  self->steps[id] = (TrustStep){ status, cause, detail };
}

guint
trust_report_get_failed (const TrustReport *self)
{
  guint id = 0;

  while (id < TRUST_N_STEPS && self->steps[id].status != TRUST_STATUS_FAIL)
    id++;
  return id;
}
