/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* How linnet-cli ends, as other programs see it. */
#pragma once

#include "phone-engine.h"

G_BEGIN_DECLS

/** Exit statuses of all commands; stable once shipped. */
typedef enum
{
  CLI_STATUS_DONE = 0,
  CLI_STATUS_FAILED = 1,         /* anything that the others don't say */
  CLI_STATUS_USAGE = 2,          /* wrong usage */
  CLI_STATUS_UNTRUSTED = 3,      /* certificate, or no acceptable SRTP */
  CLI_STATUS_UNREACHABLE = 4,    /* DNS, TCP, TLS version or cipher, time-out */
  CLI_STATUS_REFUSED = 5,        /* by the other side */
  CLI_STATUS_NO_MEDIA = 6,       /* no authenticated media, or not the expected echo */
  CLI_STATUS_AUTHENTICATION = 7, /* digest, client certificate */
} CliStatus;

/** The status that a failed account or call ends with; %CLI_STATUS_DONE for none. */
CliStatus cli_status_from_failure (PhoneFailure failure);

/** The status for an error of the engine: what was typed wrongly is wrong usage. */
CliStatus cli_status_from_error (const GError *error);

/** The status of a check; a client certificate that is wanted or refused counts as authentication.
 */
CliStatus cli_status_from_report (PhoneTrustReport *report);

/**
 * cli_status_from_call:
 * @call: a call that has ended
 * @expect_echo: whether what was played had to come back
 *
 * The status that a call ends with. One that was given up here before the answer is
 * %CLI_STATUS_FAILED.
 */
CliStatus cli_status_from_call (PhoneCall *call, gboolean expect_echo);

G_END_DECLS
