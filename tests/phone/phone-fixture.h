/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* An engine with a folder of its own, the demo service to talk to, and patience with a limit. */
#pragma once

#include "demo-service.h"
#include "phone-engine.h"

typedef struct
{
  char *directory;
  PhoneEngine *engine;
  GString *trace;    /* every message, as "> …" or "< …" */
  GString *warnings; /* ids, each with a blank */
  PhoneCall *incoming;
} Fixture;

/* Starts the service on loopback */
DemoService *fixture_start_demo (void);

/* A new folder and an engine in it, not open yet; @ca_file: (nullable): for all accounts */
Fixture *fixture_new (const char *ca_file);
void fixture_open (Fixture *self);
/* Closes and drops the engine; the folder stays until fixture_free() */
void fixture_close (Fixture *self);
/* The same folder again, as after a restart */
void fixture_reopen (Fixture *self);
void fixture_free (Fixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Fixture, fixture_free)

/* Account @i of the service, with its own authority and password, signed out */
PhoneAccount *
fixture_add_account (Fixture *self, DemoService *demo, guint i, PhoneAccountFlags flags);
PhoneAccountSettings *fixture_make_settings (DemoService *demo, guint i);
PhoneAccount *fixture_sign_in (Fixture *self, DemoService *demo, guint i);

/* Run the main loop until it is so; each fails the test after 20 s */
typedef gboolean (*Condition) (gpointer data);
void fixture_run_until (Condition condition, gpointer data);
void fixture_run_ms (guint ms);
void fixture_wait_account (PhoneAccount *account, PhoneAccountState state);
void fixture_wait_call (PhoneCall *call, PhoneCallState state);
void fixture_wait_incoming (Fixture *self);

/* `sips:NAME@domain` of a service */
char *fixture_service (DemoService *demo, const char *name);

/* A WAV with something to recognise, and options that play it and expect it back */
PhoneMediaOptions *fixture_play (Fixture *self);
