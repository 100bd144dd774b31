/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The commands that `phone` reads, one function each. */
#define G_LOG_DOMAIN "cli-phone-command"

#include "cli-phone-command.h"

#include "cli-dtmf.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  CliSession *session;
  PhoneMediaOptions *media;
  char **words; /* behind the command's name */
  guint n_words;
} Line;

typedef gboolean (*CallTest) (PhoneCall *call);

static gboolean
fail (GError **error, PhoneErrorCode code, const char *message)
{
  g_set_error_literal (error, PHONE_ERROR, (int) code, message);
  return FALSE;
}

static gboolean
is_ringing_here (PhoneCall *call)
{
  return phone_call_get_state (call) == PHONE_CALL_STATE_INCOMING;
}

static gboolean
is_running (PhoneCall *call)
{
  return phone_call_get_state (call) != PHONE_CALL_STATE_ENDED;
}

static gboolean
is_held_here (PhoneCall *call)
{
  PhoneCallHold hold = phone_call_get_hold (call);

  return phone_call_get_state (call) == PHONE_CALL_STATE_ESTABLISHED &&
         (hold == PHONE_CALL_HOLD_LOCAL || hold == PHONE_CALL_HOLD_BOTH);
}

static gboolean
is_talking (PhoneCall *call)
{
  return phone_call_get_state (call) == PHONE_CALL_STATE_ESTABLISHED && !is_held_here (call);
}

/* The call named ID, or the one call that @fits */
static PhoneCall *
find_call (const Line *line, const char *id, CallTest fits, GError **error)
{
  PhoneEngine *engine = cli_session_get_engine (line->session);
  GListModel *calls = phone_engine_get_calls (engine);
  PhoneCall *found = NULL;

  if (id != NULL)
    {
      found = phone_engine_find_call (engine, id);
      if (found == NULL)
        fail (error, PHONE_ERROR_NOT_FOUND, _ ("there is no such call"));
      return found;
    }
  for (guint i = 0; i < g_list_model_get_n_items (calls); i++)
    {
      g_autoptr (PhoneCall) call = g_list_model_get_item (calls, i);

      if (!fits (call))
        continue;
      if (found != NULL)
        {
          fail (error, PHONE_ERROR_NOT_FOUND, _ ("which call? Several fit"));
          return NULL;
        }
      found = call;
    }
  if (found == NULL)
    fail (error, PHONE_ERROR_NOT_FOUND, _ ("there is no call that this fits"));
  return found;
}

static PhoneAccount *
find_account (const Line *line, GError **error)
{
  PhoneEngine *engine = cli_session_get_engine (line->session);
  PhoneAccount *account;

  if (line->n_words > 1)
    {
      /* A name may hold blanks */
      g_autofree char *name = g_strjoinv (" ", line->words + 1);

      account = phone_engine_find_account (engine, name);
      if (account == NULL)
        fail (error, PHONE_ERROR_NOT_FOUND, _ ("there is no account of that name"));
      return account;
    }
  account = phone_engine_get_default_account (engine);
  if (account == NULL)
    fail (error, PHONE_ERROR_NOT_FOUND, _ ("there is no account to call with"));
  return account;
}

static gboolean
do_call (const Line *line, GError **error)
{
  const CliOptions *options = cli_session_get_options (line->session);
  PhoneAccount *account = find_account (line, error);
  PhoneCall *call;

  if (account == NULL)
    return FALSE;
  call = phone_account_call (account, line->words[0], line->media, error);
  if (call != NULL && options->dtmf != NULL)
    cli_dtmf_press_when_established (call, options->dtmf);
  return call != NULL;
}

static gboolean
do_answer (const Line *line, GError **error)
{
  const CliOptions *options = cli_session_get_options (line->session);
  PhoneCall *call = find_call (line, line->words[0], is_ringing_here, error);

  if (call == NULL)
    return FALSE;
  if (options->dtmf != NULL)
    cli_dtmf_press_when_established (call, options->dtmf);
  return phone_call_answer (call, line->media, error);
}

/* `reject [CALL] [CODE]`: what begins with a digit is the code */
static gboolean
do_reject (const Line *line, GError **error)
{
  const char *id = NULL;
  guint64 code = 0;
  PhoneCall *call;

  for (guint i = 0; i < line->n_words; i++)
    {
      if (!g_ascii_isdigit (line->words[i][0]))
        id = line->words[i];
      else if (!g_ascii_string_to_unsigned (line->words[i], 10, 400, 699, &code, NULL) ||
               code == 401 || code == 407)
        return fail (error, PHONE_ERROR_SETTINGS,
                     _ ("a call is rejected with a code from 400 to 699, but 401 and 407"));
    }
  call = find_call (line, id, is_ringing_here, error);
  return call != NULL && phone_call_reject (call, (guint) code, error);
}

static gboolean
do_hangup (const Line *line, GError **error)
{
  PhoneCall *call = find_call (line, line->words[0], is_running, error);

  if (call == NULL)
    return FALSE;
  if (!is_running (call))
    return fail (error, PHONE_ERROR_STATE, _ ("that call has ended"));
  phone_call_hangup (call);
  return TRUE;
}

static gboolean
do_hold (const Line *line, GError **error)
{
  PhoneCall *call = find_call (line, line->words[0], is_talking, error);

  return call != NULL && phone_call_hold (call, error);
}

static gboolean
do_resume (const Line *line, GError **error)
{
  PhoneCall *call = find_call (line, line->words[0], is_held_here, error);

  return call != NULL && phone_call_resume (call, error);
}

static gboolean
set_muted (const Line *line, gboolean muted, GError **error)
{
  PhoneCall *call = find_call (line, NULL, is_running, error);

  if (call != NULL)
    phone_call_set_muted (call, muted);
  return call != NULL;
}

static gboolean
do_mute (const Line *line, GError **error)
{
  return set_muted (line, TRUE, error);
}

static gboolean
do_unmute (const Line *line, GError **error)
{
  return set_muted (line, FALSE, error);
}

static gboolean
do_dtmf (const Line *line, GError **error)
{
  PhoneCall *call = find_call (line, NULL, is_talking, error);

  return call != NULL && phone_call_send_dtmf (call, line->words[0], error);
}

static gboolean
do_calls (const Line *line, GError **error)
{
  cli_events_calls (cli_session_get_events (line->session),
                    phone_engine_get_calls (cli_session_get_engine (line->session)));
  return TRUE;
}

static gboolean
do_quit (const Line *line, GError **error)
{
  cli_session_end (line->session, CLI_STATUS_DONE);
  return TRUE;
}

static const struct
{
  const char *name;
  guint min_words, max_words;
  gboolean (*run) (const Line *line, GError **error);
} commands[] = {
  { "call", 1, G_MAXUINT, do_call }, { "answer", 0, 1, do_answer }, { "reject", 0, 2, do_reject },
  { "hangup", 0, 1, do_hangup },     { "hold", 0, 1, do_hold },     { "resume", 0, 1, do_resume },
  { "mute", 0, 0, do_mute },         { "unmute", 0, 0, do_unmute }, { "dtmf", 1, 1, do_dtmf },
  { "calls", 0, 0, do_calls },       { "quit", 0, 0, do_quit },
};

/* Words between blanks; none is empty */
static char **
split (const char *text)
{
  g_auto (GStrv) pieces = g_strsplit_set (text, " \t\r", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();

  for (char **piece = pieces; *piece != NULL; piece++)
    if (**piece != '\0')
      g_strv_builder_add (words, *piece);
  return g_strv_builder_end (words);
}

static gboolean
run (Line *line, const char *name, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (!g_str_equal (commands[i].name, name))
        continue;
      if (line->n_words < commands[i].min_words)
        return fail (error, PHONE_ERROR_SETTINGS, _ ("something is missing behind the command"));
      if (line->n_words > commands[i].max_words)
        return fail (error, PHONE_ERROR_SETTINGS, _ ("there is too much behind the command"));
      return commands[i].run (line, error);
    }
  return fail (error, PHONE_ERROR_SETTINGS, _ ("there is no such command"));
}

void
cli_phone_command_run (CliSession *session, const char *text, PhoneMediaOptions *media)
{
  g_auto (GStrv) words = split (text);
  CliEvents *events = cli_session_get_events (session);
  g_autoptr (GError) error = NULL;
  Line line = { session, media, NULL, 0 };

  if (words[0] == NULL)
    return;
  line.words = words + 1;
  line.n_words = g_strv_length (line.words);
  if (run (&line, words[0], &error))
    cli_events_ok (events);
  else
    cli_events_error (events, error->message);
}
