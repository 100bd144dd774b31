/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The events of one call, as the engine's signals tell them. */
#pragma once

#include "cli-events.h"

G_BEGIN_DECLS

/** Watches @call until it has ended; what it is doing now is told at once. */
void cli_call_events_watch (CliEvents *events, PhoneCall *call);

/** Stops watching @call. */
void cli_call_events_unwatch (CliEvents *events, PhoneCall *call);

G_END_DECLS
