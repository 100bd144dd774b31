/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* `parse`: says what a message contains; a face for cli-parse.c. */
#define G_LOG_DOMAIN "cli-parse-command"

#include "cli-commands.h"
#include "cli-events.h"
#include "cli-parse.h"

#include <gio/gunixinputstream.h>
#include <unistd.h>

/* More than any message that Linnet takes, so that what is too long is said by the parser */
#define MAX_INPUT_BYTES (16 * 1024 * 1024)

static GBytes *
read_input (const char *path, GError **error)
{
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GByteArray) content = g_byte_array_new ();
  guint8 piece[4096];
  gssize n;

  if (path == NULL)
    stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  else
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);

      stream = G_INPUT_STREAM (g_file_read (file, NULL, error));
      if (stream == NULL)
        return NULL;
    }
  while ((n = g_input_stream_read (stream, piece, sizeof piece, NULL, error)) > 0)
    {
      g_byte_array_append (content, piece, (guint) n);
      if (content->len > MAX_INPUT_BYTES)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, "input too long");
          return NULL;
        }
    }
  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

/* Without --json the same, one field a line */
static char *
in_plain_words (JsonObject *parsed)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), parsed);
  g_autofree char *text = json_to_string (node, TRUE);

  return cli_events_dup_printable (text, TRUE);
}

int
cli_parse_run (const CliOptions *options)
{
  CliParseKind kind = options->parse_sdp   ? CLI_PARSE_SDP
                      : options->parse_uri ? CLI_PARSE_URI
                                           : CLI_PARSE_SIP;
  g_autoptr (CliEvents) events = cli_events_new (options->json);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) input = read_input (options->arguments[0], &error);
  JsonObject *parsed;
  gboolean ok;

  if (input == NULL)
    {
      g_printerr ("linnet-cli: %s\n", error->message);
      return CLI_STATUS_FAILED;
    }
  parsed = cli_parse (kind, input);
  ok = json_object_get_boolean_member (parsed, "ok");
  if (options->json)
    {
      json_object_remove_member (parsed, "event");
      cli_events_emit (events, "parsed", parsed, NULL);
    }
  else
    {
      g_autofree char *plain = in_plain_words (parsed);

      g_print ("%s\n", plain);
      json_object_unref (parsed);
    }
  return ok ? CLI_STATUS_DONE : CLI_STATUS_FAILED;
}
