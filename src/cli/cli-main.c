/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* linnet-cli: the headless face of the engine. Finds the command and hands over. */
#define G_LOG_DOMAIN "cli-main"

#include "cli-commands.h"

#include <glib/gi18n.h>
#include <locale.h>

typedef struct
{
  const char *name;
  CliOptionGroups groups;
  guint min_arguments, max_arguments;
  const char *arguments; /* in the usage line */
  const char *summary;
  int (*run) (const CliOptions *options);
} CliCommand;

static const CliCommand commands[] = {
  { "check", CLI_OPTIONS_ACCOUNT, 0, 1, N_ ("[TARGET]"),
    N_ ("Check whether a server can be trusted, before anything is sent to it"), cli_check_run },
  { "register", CLI_OPTIONS_ACCOUNT | CLI_OPTIONS_DURATION, 0, 0, "",
    N_ ("Sign in and stay signed in"), cli_register_run },
  { "call",
    CLI_OPTIONS_ACCOUNT | CLI_OPTIONS_NO_REGISTER | CLI_OPTIONS_MEDIA | CLI_OPTIONS_DURATION |
        CLI_OPTIONS_RING,
    1, 1, N_ ("URI"), N_ ("Place a call"), cli_call_run },
  { "listen", CLI_OPTIONS_ACCOUNT | CLI_OPTIONS_MEDIA | CLI_OPTIONS_LISTEN, 0, 0, "",
    N_ ("Sign in and take calls"), cli_listen_run },
  { "phone", CLI_OPTIONS_ACCOUNT | CLI_OPTIONS_NO_REGISTER | CLI_OPTIONS_MEDIA, 0, 0, "",
    N_ ("Sign in and obey commands from standard input"), cli_phone_run },
  { "account", CLI_OPTIONS_ACCOUNT | CLI_OPTIONS_NO_PASSWORD, 1, 2,
    N_ ("add NAME | list | remove NAME"), N_ ("Saved accounts"), cli_account_run },
  { "demo", CLI_OPTIONS_DEMO, 0, 0, "",
    N_ ("A demo service on this computer only, to try Linnet with"), cli_demo_run },
  { "parse", CLI_OPTIONS_PARSE, 0, 1, N_ ("[FILE]"), N_ ("Say what a message contains"),
    cli_parse_run },
};

int
cli_usage_error (const char *message)
{
  g_printerr ("linnet-cli: %s\n", message);
  return CLI_STATUS_USAGE;
}

static char *
make_summary (void)
{
  GString *text = g_string_new (_ ("Secure calls from the command line: SIPS over TLS, audio over "
                                   "SRTP, nothing else.\n\nCommands:"));

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-10s %s", commands[i].name, _ (commands[i].summary));
  return g_string_free (text, FALSE);
}

static const CliCommand *
find_command (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return &commands[i];
  return NULL;
}

/* The least severe level that is written; what is fatal is always written */
static GLogLevelFlags shown_level = G_LOG_LEVEL_WARNING;

static GLogWriterOutput
on_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  if ((level & G_LOG_LEVEL_MASK) > shown_level)
    return G_LOG_WRITER_HANDLED;
  return g_log_writer_standard_streams (level, fields, n_fields, user_data);
}

static void
set_log_level (const char *level)
{
  if (g_strcmp0 (level, "error") == 0)
    shown_level = G_LOG_LEVEL_CRITICAL;
  else if (g_strcmp0 (level, "info") == 0)
    shown_level = G_LOG_LEVEL_INFO;
  else if (g_strcmp0 (level, "debug") == 0)
    shown_level = G_LOG_LEVEL_DEBUG;
}

static int
run_command (const CliCommand *command, CliOptions *options, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  guint n;

  if (!cli_options_parse_command (options, argc, argv, command->groups, _ (command->arguments),
                                  _ (command->summary), &error))
    return cli_usage_error (error->message);
  n = g_strv_length (options->arguments);
  if (n < command->min_arguments || n > command->max_arguments)
    {
      g_autofree char *message = g_strdup_printf (
          n < command->min_arguments ? _ ("“%s” needs an argument; see “%s --help”")
                                     : _ ("“%s” has too many arguments; see “%s --help”"),
          command->name, g_get_prgname ());

      return cli_usage_error (message);
    }
  set_log_level (options->log_level);
  return command->run (options);
}

int
main (int argc, char **argv)
{
  g_auto (CliOptions) options = { 0 };
  g_autofree char *summary = NULL;
  g_autofree char **rest = g_memdup2 (argv, sizeof *argv * ((gsize) argc + 1));
  g_autoptr (GError) error = NULL;
  const CliCommand *command;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LINNET_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_log_writer_default_set_use_stderr (TRUE);
  g_log_set_writer_func (on_log, NULL, NULL);
  g_set_prgname ("linnet-cli");

  cli_options_init (&options);
  summary = make_summary ();
  if (!cli_options_parse_common (&options, &argc, &rest, summary, &error))
    return cli_usage_error (error->message);
  if (argc < 2)
    return cli_usage_error (_ ("a command is missing; see “linnet-cli --help”"));
  command = find_command (rest[1]);
  if (command == NULL)
    {
      g_autofree char *message =
          g_strdup_printf (_ ("there is no command “%s”; see “linnet-cli --help”"), rest[1]);

      return cli_usage_error (message);
    }
  return run_command (command, &options, argc - 1, rest + 1);
}
