/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The events of a trust report: `check` and `report`. */
#define G_LOG_DOMAIN "cli-trust-events"

#include "cli-trust-events.h"

#include <glib/gi18n.h>

static JsonArray *
array_of_strings (const char *const *strings)
{
  JsonArray *array = json_array_new ();

  for (gsize i = 0; strings != NULL && strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);
  return array;
}

static char *
rfc3339 (gint64 unix_s)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (unix_s);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

static JsonObject *
certificate_object (PhoneCertificate *certificate)
{
  JsonObject *object = json_object_new ();
  g_autofree char *not_before = rfc3339 (phone_certificate_get_not_before (certificate));
  g_autofree char *not_after = rfc3339 (phone_certificate_get_not_after (certificate));

  json_object_set_string_member (object, "subject", phone_certificate_get_subject (certificate));
  json_object_set_string_member (object, "issuer", phone_certificate_get_issuer (certificate));
  json_object_set_string_member (object, "sha256", phone_certificate_get_sha256 (certificate));
  json_object_set_string_member (object, "spki_sha256",
                                 phone_certificate_get_spki_sha256 (certificate));
  json_object_set_string_member (object, "not_before", not_before);
  json_object_set_string_member (object, "not_after", not_after);
  json_object_set_array_member (object, "san",
                                array_of_strings (phone_certificate_get_san (certificate)));
  json_object_set_string_member (object, "key", phone_certificate_get_key (certificate));
  json_object_set_string_member (object, "signature",
                                 phone_certificate_get_signature (certificate));
  return object;
}

static void
set_tls (JsonObject *members, PhoneTrustReport *report)
{
  JsonObject *tls;

  if (phone_trust_report_get_tls_version (report) == NULL)
    {
      json_object_set_null_member (members, "tls");
      return;
    }
  tls = json_object_new ();
  json_object_set_string_member (tls, "version", phone_trust_report_get_tls_version (report));
  cli_events_set_string (tls, "cipher", phone_trust_report_get_tls_cipher (report));
  cli_events_set_string (tls, "group", phone_trust_report_get_tls_group (report));
  json_object_set_boolean_member (tls, "post_quantum",
                                  phone_trust_report_get_post_quantum (report));
  json_object_set_boolean_member (tls, "resumed", phone_trust_report_get_resumed (report));
  json_object_set_object_member (members, "tls", tls);
}

void
cli_trust_events_emit_report (CliEvents *self, PhoneTrustReport *report)
{
  JsonObject *members = json_object_new ();
  JsonArray *chain = json_array_new ();
  GListModel *certificates = phone_trust_report_get_chain (report);
  const char *target = phone_trust_report_get_target (report);
  g_autofree char *plain =
      g_strdup_printf ("%s: %s. %s", target, phone_trust_report_get_label (report),
                       phone_trust_report_get_sentence (report));

  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++)
    {
      g_autoptr (PhoneCertificate) certificate = g_list_model_get_item (certificates, i);

      json_array_add_object_element (chain, certificate_object (certificate));
    }
  json_object_set_string_member (members, "target", target);
  json_object_set_string_member (
      members, "verdict", phone_trust_verdict_to_string (phone_trust_report_get_verdict (report)));
  cli_events_set_string (members, "identity", phone_trust_report_get_identity (report));
  cli_events_set_string (members, "address", phone_trust_report_get_address (report));
  set_tls (members, report);
  json_object_set_array_member (members, "chain", chain);
  cli_events_emit (self, "report", members, plain);
}

static const char *
status_word (PhoneTrustStatus status)
{
  switch (status)
    {
    case PHONE_TRUST_STATUS_PASS:
      return _ ("passed");
    case PHONE_TRUST_STATUS_WARN:
      return _ ("warning");
    case PHONE_TRUST_STATUS_FAIL:
      return _ ("FAILED");
    case PHONE_TRUST_STATUS_SKIP:
      return _ ("not checked");
    }
  g_return_val_if_reached ("");
}

static void
emit_step (CliEvents *self, PhoneTrustStep *step)
{
  JsonObject *members = json_object_new ();
  PhoneTrustStatus status = phone_trust_step_get_status (step);
  const char *detail = phone_trust_step_get_detail (step);
  g_autofree char *plain =
      g_strdup_printf ("%-10s %s%s%s", phone_trust_step_get_id (step), status_word (status),
                       detail != NULL && detail[0] != '\0' ? ": " : "", detail ? detail : "");

  json_object_set_string_member (members, "id", phone_trust_step_get_id (step));
  json_object_set_string_member (members, "status", phone_trust_status_to_string (status));
  cli_events_set_string (members, "cause", phone_trust_step_get_cause (step));
  json_object_set_string_member (members, "detail", detail ? detail : "");
  cli_events_emit (self, "check", members, plain);
}

void
cli_trust_events_emit_check (CliEvents *self, PhoneTrustReport *report)
{
  GListModel *steps = phone_trust_report_get_steps (report);

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr (PhoneTrustStep) step = g_list_model_get_item (steps, i);

      emit_step (self, step);
    }
  cli_trust_events_emit_report (self, report);
}
