/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What was typed on the command line: parsed, checked, and turned into what the engine takes. */
#define G_LOG_DOMAIN "cli-options"

#include "cli-options.h"

#include "cli-option-groups.h"

#include <glib/gi18n.h>
#include <string.h>

#define DEFAULT_RING_S 60.0
#define MAX_SECONDS (7 * 24 * 3600.0)
/* A password longer than that is another file named by mistake */
#define MAX_PASSWORD_BYTES 4096

#define REFUSE(...)                                                                                \
  do                                                                                               \
    {                                                                                              \
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, __VA_ARGS__);                  \
      return FALSE;                                                                                \
    }                                                                                              \
  while (0)

void
cli_options_init (CliOptions *self)
{
  *self = (CliOptions){ .duration_s = -1, .ring_s = DEFAULT_RING_S };
}

void
cli_options_clear (CliOptions *self)
{
  char **owned[] = { &self->config_dir,    &self->log_level,    &self->aor,
                     &self->user,          &self->server,       &self->identity,
                     &self->password_file, &self->password_env, &self->pin,
                     &self->keying,        &self->play_file,    &self->record_file,
                     &self->media,         &self->codecs,       &self->dtmf,
                     &self->answer,        &self->bind_address };

  for (gsize i = 0; i < G_N_ELEMENTS (owned); i++)
    g_clear_pointer (owned[i], g_free);
  g_clear_pointer (&self->ca_files, g_strfreev);
  g_clear_pointer (&self->accounts, g_strfreev);
  g_clear_pointer (&self->arguments, g_strfreev);
}

static gboolean
one_of (const char *value, const char *const *allowed)
{
  return value == NULL || g_strv_contains (allowed, value);
}

static gboolean
check_common (CliOptions *self, GError **error)
{
  static const char *const levels[] = { "error", "warning", "info", "debug", NULL };

  if (!one_of (self->log_level, levels))
    REFUSE (_ ("--log-level is error, warning, info or debug, not “%s”"), self->log_level);
  for (char **file = self->ca_files; file != NULL && *file != NULL; file++)
    if (!g_file_test (*file, G_FILE_TEST_IS_REGULAR))
      REFUSE (_ ("--ca: there is no file “%s”"), *file);
  return TRUE;
}

gboolean
cli_options_parse_common (CliOptions *self,
                          int *argc,
                          char ***argv,
                          const char *summary,
                          GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND …"));

  g_option_context_set_summary (context, summary);
  g_option_context_set_description (context, _ ("“linnet-cli COMMAND --help” says more."));
  g_option_context_set_strict_posix (context, TRUE);
  cli_option_groups_add_common (self, context);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
check_account (CliOptions *self, GError **error)
{
  static const char *const keyings[] = { "any", "sdes", NULL };

  if (!one_of (self->keying, keyings))
    REFUSE (_ ("--keying is any or sdes, not “%s”"), self->keying);
  if (self->accounts != NULL &&
      (self->aor != NULL || self->server != NULL || self->identity != NULL || self->user != NULL ||
       self->pin != NULL || self->allow_wildcard || self->strict_sips))
    REFUSE (_ ("--account takes a saved account as it is; leave out the options that make one"));
  if (self->password_file != NULL && self->password_env != NULL)
    REFUSE (_ ("--password-file and --password-env exclude each other"));
  if (self->password_file != NULL && !g_file_test (self->password_file, G_FILE_TEST_EXISTS))
    REFUSE (_ ("--password-file: there is no file “%s”"), self->password_file);
  if (self->password_env != NULL && g_getenv (self->password_env) == NULL)
    REFUSE (_ ("--password-env: the variable “%s” is not set"), self->password_env);
  return TRUE;
}

static gboolean
check_media (CliOptions *self, GError **error)
{
  static const char *const kinds[] = { "echo", NULL };
  g_auto (GStrv) codecs = NULL;

  if (!one_of (self->media, kinds))
    REFUSE (_ ("--media is echo, not “%s”"), self->media);
  if (self->media != NULL && (self->play_file != NULL || self->expect_echo))
    REFUSE (_ ("--media echo excludes --play and --expect-echo"));
  if (self->expect_echo && self->play_file == NULL)
    REFUSE (_ ("--expect-echo needs --play: silence can't be recognised"));
  if (self->play_file != NULL && !g_str_equal (self->play_file, "-") &&
      !g_file_test (self->play_file, G_FILE_TEST_IS_REGULAR))
    REFUSE (_ ("--play: there is no file “%s”"), self->play_file);
  if (self->dtmf != NULL &&
      (self->dtmf[0] == '\0' || self->dtmf[strspn (self->dtmf, "0123456789*#ABCDabcd")] != '\0'))
    REFUSE (_ ("--dtmf takes 0 to 9, *, # and A to D, not “%s”"), self->dtmf);
  if (self->codecs == NULL)
    return TRUE;
  codecs = g_strsplit (self->codecs, ",", -1);
  if (codecs[0] == NULL)
    REFUSE (_ ("--codecs names no codec"));
  for (char **codec = codecs; *codec != NULL; codec++)
    if (!phone_media_options_is_codec (*codec))
      REFUSE (_ ("--codecs: “%s” is no codec that Linnet has"), *codec);
  return TRUE;
}

static gboolean
check_own (CliOptions *self, CliOptionGroups groups, GError **error)
{
  static const char *const answers[] = { "auto", "ring", "busy", NULL };

  if (!(self->duration_s <= MAX_SECONDS))
    REFUSE (_ ("--duration is too long"));
  if (!(self->ring_s > 0 && self->ring_s <= MAX_SECONDS))
    REFUSE (_ ("--ring is a number of seconds above 0"));
  if (!one_of (self->answer, answers))
    REFUSE (_ ("--answer is auto, ring or busy, not “%s”"), self->answer);
  if (self->n_calls < 0)
    REFUSE (_ ("--calls is a number above 0"));
  if (self->port < 0 || self->port > G_MAXUINT16)
    REFUSE (_ ("--port is a number up to 65535"));
  if (self->parse_sip + self->parse_sdp + self->parse_uri > 1)
    REFUSE (_ ("--sip, --sdp and --uri exclude each other"));
  if ((groups & CLI_OPTIONS_ACCOUNT) && !check_account (self, error))
    return FALSE;
  return !(groups & CLI_OPTIONS_MEDIA) || check_media (self, error);
}

gboolean
cli_options_parse_command (CliOptions *self,
                           int argc,
                           char **argv,
                           CliOptionGroups groups,
                           const char *arguments,
                           const char *summary,
                           GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autofree char *program = g_strdup_printf ("linnet-cli %s", argv[0]);
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  char **rest;

  /* GOption takes its usage line's first word from the program's name */
  g_set_prgname (program);
  for (int i = 0; i < argc; i++)
    g_ptr_array_add (words, argv[i]);
  g_ptr_array_add (words, NULL);
  rest = (char **) words->pdata;

  g_option_context_set_summary (context, summary);
  cli_option_groups_add_common (self, context);
  cli_option_groups_add (self, context, groups);
  if (!g_option_context_parse (context, &argc, &rest, error))
    return FALSE;
  /* What follows `--` is left as typed, with the dashes in front */
  if (argc > 1 && g_str_equal (rest[1], "--"))
    {
      rest++;
      argc--;
    }
  self->arguments = g_strdupv (rest + 1);
  return check_common (self, error) && check_own (self, groups, error);
}

CliAnswer
cli_options_get_answer (const CliOptions *self)
{
  if (g_strcmp0 (self->answer, "ring") == 0)
    return CLI_ANSWER_RING;
  return g_strcmp0 (self->answer, "busy") == 0 ? CLI_ANSWER_BUSY : CLI_ANSWER_AUTO;
}

PhoneAccountSettings *
cli_options_dup_settings (const CliOptions *self, GError **error)
{
  g_autoptr (PhoneAccountSettings) settings = phone_account_settings_new ();

  if (self->aor != NULL && !phone_account_settings_set_address (settings, self->aor, error))
    return NULL;
  phone_account_settings_set_user (settings, self->user);
  phone_account_settings_set_server (settings, self->server);
  phone_account_settings_set_identity (settings, self->identity);
  phone_account_settings_set_pin (settings, self->pin);
  phone_account_settings_set_allow_wildcard (settings, self->allow_wildcard);
  phone_account_settings_set_strict_sips (settings, self->strict_sips);
  if (self->aor != NULL && !phone_account_settings_validate (settings, error))
    return NULL;
  return g_steal_pointer (&settings);
}

Secret *
cli_options_read_password (const CliOptions *self, GError **error)
{
  g_autofree char *content = NULL;
  gsize size = 0;
  Secret *password;

  if (self->password_env != NULL)
    {
      const char *value = g_getenv (self->password_env);

      return secret_new (value, strlen (value));
    }
  if (self->password_file == NULL)
    return NULL;
  if (!g_file_get_contents (self->password_file, &content, &size, error))
    return NULL;
  if (size > MAX_PASSWORD_BYTES)
    {
      secret_wipe (content, size);
      g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                   _ ("--password-file: “%s” is too long for a password"), self->password_file);
      return NULL;
    }
  password = secret_new (content, strcspn (content, "\r\n"));
  secret_wipe (content, size);
  return password;
}

PhoneMediaOptions *
cli_options_dup_media (const CliOptions *self)
{
  PhoneMediaOptions *media = phone_media_options_new ();

  if (self->media != NULL)
    phone_media_options_set_source (media, PHONE_MEDIA_SOURCE_ECHO);
  else if (g_strcmp0 (self->play_file, "-") == 0)
    phone_media_options_set_source (media, PHONE_MEDIA_SOURCE_MICROPHONE);
  else if (self->play_file != NULL)
    {
      phone_media_options_set_source (media, PHONE_MEDIA_SOURCE_FILE);
      phone_media_options_set_play_file (media, self->play_file);
    }
  phone_media_options_set_record_file (media, self->record_file);
  phone_media_options_set_speaker (media, self->speaker);
  phone_media_options_set_expect_echo (media, self->expect_echo);
  phone_media_options_set_constant_bit_rate (media, self->constant_bit_rate);
  if (self->codecs != NULL)
    {
      g_auto (GStrv) codecs = g_strsplit (self->codecs, ",", -1);

      phone_media_options_set_codecs (media, (const char *const *) codecs);
    }
  return media;
}
