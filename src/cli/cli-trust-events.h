/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The events of a trust report: `check` and `report`. */
#pragma once

#include "cli-events.h"

G_BEGIN_DECLS

/** One `check` for each step of @report and one `report`. */
void cli_trust_events_emit_check (CliEvents *self, PhoneTrustReport *report);

/** The `report` alone. */
void cli_trust_events_emit_report (CliEvents *self, PhoneTrustReport *report);

G_END_DECLS
