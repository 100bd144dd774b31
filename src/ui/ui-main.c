/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-main.c: the executable `linnet`. */
#define G_LOG_DOMAIN "linnet"

#include "ui-application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
main (int argc, char **argv)
{
  g_autoptr (UiApplication) application = NULL;
  int status;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LINNET_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("linnet");
  g_set_application_name (_ ("Linnet"));

  application = ui_application_new ();
  g_application_set_default (G_APPLICATION (application));
  status = g_application_run (G_APPLICATION (application), argc, argv);
  return status != 0 ? status : ui_application_get_exit_status (application);
}
