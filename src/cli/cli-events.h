/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The one place that turns what the engine does into the events of CLI.md. */
#pragma once

#include "phone-engine.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * CliEvents:
 *
 * Writes events to standard output, one a line: as JSON objects, or in plain words with whatever
 * came from outside stripped of control characters.
 */
typedef struct _CliEvents CliEvents;

CliEvents *cli_events_new (gboolean json);

/** Stops watching; nothing is written any more. */
void cli_events_free (CliEvents *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliEvents, cli_events_free)

/**
 * cli_events_emit:
 * @name: the event's name
 * @members: (transfer full) (nullable): its fields; `event` is put in front of them
 * @plain: (nullable): the same in plain words; %NULL: nothing is said without --json
 *
 * Writes one event and flushes it.
 */
void cli_events_emit (CliEvents *self, const char *name, JsonObject *members, const char *plain);

/**
 * cli_events_dup_printable:
 * @keep_lines: whether line ends stay
 *
 * What another computer sent must not drive the terminal. Returns: (transfer full): valid UTF-8,
 *   a blank for each control character and mark of text direction
 */
char *cli_events_dup_printable (const char *text, gboolean keep_lines);

/** Whether standard output is gone: nobody reads what is written. */
gboolean cli_events_is_broken (CliEvents *self);

/** Watches @engine: its warnings, the calls it has and gets. Accounts are watched one by one. */
void cli_events_watch_engine (CliEvents *self, PhoneEngine *engine);

/** Watches @account: `registered`, `registration-failed`, `unregistered`, and its trust report. */
void cli_events_watch_account (CliEvents *self, PhoneAccount *account);

void cli_events_saved_account (CliEvents *self, PhoneAccount *account);
void cli_events_calls (CliEvents *self, GListModel *calls);
void cli_events_warning (CliEvents *self, const char *id, const char *detail);
void cli_events_ok (CliEvents *self);
void cli_events_error (CliEvents *self, const char *detail);

/** Sets a member to @value, or to null. */
void cli_events_set_string (JsonObject *object, const char *name, const char *value);

/** Writes @members of @call as event @name; used by cli-call-events.c and the like. */
void cli_events_emit_of_call (CliEvents *self,
                              PhoneCall *call,
                              const char *name,
                              JsonObject *members,
                              const char *plain);

G_END_DECLS
