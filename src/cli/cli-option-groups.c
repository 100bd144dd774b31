/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The options of CLI.md that exist, as entries for GOption. What is not here is wrong usage. */
#define G_LOG_DOMAIN "cli-option-groups"

#include "cli-option-groups.h"

#include <glib/gi18n.h>

void
cli_option_groups_add_common (CliOptions *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "config", 0, 0, G_OPTION_ARG_FILENAME, &self->config_dir,
      N_ ("Folder of accounts and preferences"), N_ ("DIR") },
    { "ca", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->ca_files,
      N_ ("PEM file with further trust anchors, for this run"), N_ ("FILE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_ ("One JSON object for each event"), NULL },
    { "trace", 0, 0, G_OPTION_ARG_NONE, &self->trace,
      N_ ("SIP messages to standard error, without secrets"), NULL },
    { "log-level", 0, 0, G_OPTION_ARG_STRING, &self->log_level,
      N_ ("Log to standard error: error, warning, info or debug"), N_ ("LEVEL") },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
add_account (CliOptions *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING_ARRAY, &self->accounts, N_ ("Saved account"),
      N_ ("NAME") },
    { "aor", 0, 0, G_OPTION_ARG_STRING, &self->aor,
      N_ ("Account of these options: its address, sips:alice@example.org"), N_ ("URI") },
    { "user", 0, 0, G_OPTION_ARG_STRING, &self->user,
      N_ ("Name to authenticate with, if not the address's user part"), N_ ("NAME") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &self->password_file,
      N_ ("File whose first line is the password"), N_ ("FILE") },
    { "password-env", 0, 0, G_OPTION_ARG_STRING, &self->password_env,
      N_ ("Environment variable that holds the password"), N_ ("VAR") },
    { "server", 0, 0, G_OPTION_ARG_STRING, &self->server,
      N_ ("Outbound proxy, over TLS, instead of the one found by DNS"), N_ ("HOST[:PORT]") },
    { "identity", 0, 0, G_OPTION_ARG_STRING, &self->identity,
      N_ ("Name that the server's certificate must have"), N_ ("HOST") },
    { "allow-wildcard", 0, 0, G_OPTION_ARG_NONE, &self->allow_wildcard,
      N_ ("Accept a certificate for *.DOMAIN"), NULL },
    { "strict-sips", 0, 0, G_OPTION_ARG_NONE, &self->strict_sips,
      N_ ("Refuse calls that did not come over TLS on every hop"), NULL },
    { "pin", 0, 0, G_OPTION_ARG_STRING, &self->pin,
      N_ ("Accept this public key of the server (64 hex digits)"), N_ ("SHA256") },
    { "keying", 0, 0, G_OPTION_ARG_STRING, &self->keying,
      N_ ("How audio keys are agreed: any or sdes"), N_ ("KIND") },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

static void
add_media (CliOptions *self, GOptionContext *context)
{
  const GOptionEntry entries[] = {
    { "play", 0, 0, G_OPTION_ARG_FILENAME, &self->play_file,
      N_ ("WAV file that the other side hears; - for the microphone"), N_ ("FILE") },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &self->record_file,
      N_ ("WAV file for what the other side says"), N_ ("FILE") },
    { "speaker", 0, 0, G_OPTION_ARG_NONE, &self->speaker,
      N_ ("What the other side says to the speaker"), NULL },
    { "media", 0, 0, G_OPTION_ARG_STRING, &self->media, N_ ("echo: send back what arrives"),
      N_ ("KIND") },
    { "expect-echo", 0, 0, G_OPTION_ARG_NONE, &self->expect_echo,
      N_ ("Succeed only if what was played comes back"), NULL },
    { "codecs", 0, 0, G_OPTION_ARG_STRING, &self->codecs,
      N_ ("Codecs in order, separated by commas"), N_ ("LIST") },
    { "cbr", 0, 0, G_OPTION_ARG_NONE, &self->constant_bit_rate,
      N_ ("Constant bit rate, which hides when somebody speaks"), NULL },
    { "dtmf", 0, 0, G_OPTION_ARG_STRING, &self->dtmf,
      N_ ("Keys to press one second after a call is established"), N_ ("DIGITS") },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

/* The options that only one or two commands take */
static void
add_own (CliOptions *self, GOptionContext *context, CliOptionGroups groups)
{
  const struct
  {
    CliOptionGroups group;
    GOptionEntry entry;
  } all[] = {
    { CLI_OPTIONS_NO_REGISTER,
      { "no-register", 0, 0, G_OPTION_ARG_NONE, &self->no_register,
        N_ ("Place calls without registering"), NULL } },
    { CLI_OPTIONS_NO_PASSWORD,
      { "no-password", 0, 0, G_OPTION_ARG_NONE, &self->no_password,
        N_ ("Save the account without a password"), NULL } },
    { CLI_OPTIONS_DURATION,
      { "duration", 0, 0, G_OPTION_ARG_DOUBLE, &self->duration_s,
        N_ ("End after that many seconds"), N_ ("S") } },
    { CLI_OPTIONS_RING,
      { "ring", 0, 0, G_OPTION_ARG_DOUBLE, &self->ring_s,
        N_ ("Give up when not answered after that many seconds (60)"), N_ ("S") } },
    { CLI_OPTIONS_LISTEN,
      { "answer", 0, 0, G_OPTION_ARG_STRING, &self->answer,
        N_ ("What to do with calls: auto, ring or busy"), N_ ("HOW") } },
    { CLI_OPTIONS_LISTEN,
      { "calls", 0, 0, G_OPTION_ARG_INT, &self->n_calls, N_ ("End after that many calls"),
        N_ ("N") } },
    { CLI_OPTIONS_DEMO,
      { "bind", 0, 0, G_OPTION_ARG_STRING, &self->bind_address,
        N_ ("Loopback address to listen on (127.0.0.1)"), N_ ("ADDRESS") } },
    { CLI_OPTIONS_DEMO,
      { "port", 0, 0, G_OPTION_ARG_INT, &self->port, N_ ("Port to listen on (a free one)"),
        N_ ("N") } },
    { CLI_OPTIONS_PARSE,
      { "sip", 0, 0, G_OPTION_ARG_NONE, &self->parse_sip, N_ ("A SIP message (default)"), NULL } },
    { CLI_OPTIONS_PARSE,
      { "sdp", 0, 0, G_OPTION_ARG_NONE, &self->parse_sdp, N_ ("A session description"), NULL } },
    { CLI_OPTIONS_PARSE, { "uri", 0, 0, G_OPTION_ARG_NONE, &self->parse_uri, N_ ("A URI"), NULL } },
  };
  GOptionEntry one[2] = { G_OPTION_ENTRY_NULL, G_OPTION_ENTRY_NULL };

  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      if ((all[i].group & groups) == 0)
        continue;
      one[0] = all[i].entry;
      g_option_context_add_main_entries (context, one, GETTEXT_PACKAGE);
    }
}

void
cli_option_groups_add (CliOptions *self, GOptionContext *context, CliOptionGroups groups)
{
  add_own (self, context, groups);
  if (groups & CLI_OPTIONS_ACCOUNT)
    add_account (self, context);
  if (groups & CLI_OPTIONS_MEDIA)
    add_media (self, context);
}
