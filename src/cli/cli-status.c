/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* From what the engine says to the exit status. */
#define G_LOG_DOMAIN "cli-status"

#include "cli-status.h"

/* From there on what came back is what was sent, by the measure of the media engine */
#define LEAST_ECHO_MATCH 0.5

CliStatus
cli_status_from_failure (PhoneFailure failure)
{
  switch (failure)
    {
    case PHONE_FAILURE_NONE:
      return CLI_STATUS_DONE;
    case PHONE_FAILURE_OTHER:
      return CLI_STATUS_FAILED;
    case PHONE_FAILURE_UNTRUSTED:
      return CLI_STATUS_UNTRUSTED;
    case PHONE_FAILURE_UNREACHABLE:
      return CLI_STATUS_UNREACHABLE;
    case PHONE_FAILURE_REFUSED:
      return CLI_STATUS_REFUSED;
    case PHONE_FAILURE_NO_MEDIA:
      return CLI_STATUS_NO_MEDIA;
    case PHONE_FAILURE_AUTHENTICATION:
      return CLI_STATUS_AUTHENTICATION;
    }
  g_return_val_if_reached (CLI_STATUS_FAILED);
}

CliStatus
cli_status_from_error (const GError *error)
{
  if (error->domain != PHONE_ERROR)
    return CLI_STATUS_FAILED;
  switch ((PhoneErrorCode) error->code)
    {
    case PHONE_ERROR_ADDRESS:
    case PHONE_ERROR_SCHEME:
    case PHONE_ERROR_TRANSPORT:
    case PHONE_ERROR_SETTINGS:
    case PHONE_ERROR_NOT_FOUND:
    case PHONE_ERROR_FILE:
      return CLI_STATUS_USAGE;
    case PHONE_ERROR_UNTRUSTED:
      return CLI_STATUS_UNTRUSTED;
    case PHONE_ERROR_UNREACHABLE:
      return CLI_STATUS_UNREACHABLE;
    case PHONE_ERROR_FAILED:
    case PHONE_ERROR_LOCKED:
    case PHONE_ERROR_STORE:
    case PHONE_ERROR_DAMAGED:
    case PHONE_ERROR_NO_KEYRING:
    case PHONE_ERROR_STATE:
    case PHONE_ERROR_EXISTS:
      return CLI_STATUS_FAILED;
    }
  g_return_val_if_reached (CLI_STATUS_FAILED);
}

CliStatus
cli_status_from_report (PhoneTrustReport *report)
{
  PhoneTrustStep *failed = phone_trust_report_get_failed_step (report);

  switch (phone_trust_report_get_verdict (report))
    {
    case PHONE_TRUST_VERDICT_TRUSTED:
    case PHONE_TRUST_VERDICT_PINNED:
      return CLI_STATUS_DONE;
    case PHONE_TRUST_VERDICT_UNTRUSTED:
      return CLI_STATUS_UNTRUSTED;
    case PHONE_TRUST_VERDICT_UNREACHABLE:
      if (failed != NULL && phone_trust_step_get_cause (failed) != NULL &&
          g_str_has_prefix (phone_trust_step_get_cause (failed), "client-certificate-"))
        return CLI_STATUS_AUTHENTICATION;
      return CLI_STATUS_UNREACHABLE;
    }
  g_return_val_if_reached (CLI_STATUS_FAILED);
}

CliStatus
cli_status_from_call (PhoneCall *call, gboolean expect_echo)
{
  PhoneFailure failure = phone_call_end_cause_get_failure (phone_call_get_end_cause (call));
  double match;
  int delay_ms;

  if (failure != PHONE_FAILURE_NONE)
    return cli_status_from_failure (failure);
  if (phone_call_get_established_us (call) == 0)
    return CLI_STATUS_FAILED;
  if (!phone_call_get_heard (call))
    return CLI_STATUS_NO_MEDIA;
  if (expect_echo &&
      (!phone_call_get_echo_result (call, &match, &delay_ms) || match < LEAST_ECHO_MATCH))
    return CLI_STATUS_NO_MEDIA;
  return CLI_STATUS_DONE;
}
