/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-application-private.h: what the files of the application share. */
#pragma once

#include "ui-application.h"
#include "phone-engine.h"
#include "ui-call-window.h"
#include "ui-demo.h"
#include "ui-main-window.h"

G_BEGIN_DECLS

struct _UiApplication
{
  AdwApplication parent_instance;

  /* Owned */
  PhoneEngine *engine;
  UiDemo *demo;
  char *config_dir;
  GPtrArray *ca_files;
  char *pending_link; /* to put into the dial bar once the window is there */

  /* Borrowed, NULL while there is none */
  UiMainWindow *main_window;
  GtkWindow *setup_window;
  UiCallWindow *call_window;

  gboolean opened;
  gboolean wants_demo;
  gboolean closing;
  int exit_status;
};

/** Shows windows for calls as they come and go. */
void ui_application_watch_calls (UiApplication *self);

/** Quits after the engine has closed; no question is asked. */
void ui_application_close (UiApplication *self);

/** The window that a dialog should belong to. */
GtkWindow *ui_application_get_top_window (UiApplication *self);

/** Actions, their accelerators, and the dialogs behind them. */
void ui_application_add_actions (UiApplication *self);

/** Presents the main window, made where it does not exist yet. */
void ui_application_show_main_window (UiApplication *self);

/** Presents first run (@welcome) or the account form. */
void ui_application_show_setup (UiApplication *self, gboolean welcome);

G_END_DECLS
