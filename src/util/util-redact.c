/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A SIP message as text that may be shown: without its secrets (PROTOCOL 19.3). */
#define G_LOG_DOMAIN "util-redact"

#include "util-redact.h"

#include "util-secret.h"

#include <string.h>

#define REDACTED "[redacted]"

static void
append (GString *out, Slice text)
{
  g_string_append_len (out, text.p, (gssize) text.n);
}

static gboolean
has_prefix_nocase (Slice text, const char *prefix)
{
  gsize n = strlen (prefix);

  return text.n >= n && slice_is_nocase ((Slice){ text.p, n }, prefix);
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '+' || c == '.';
}

/* White space as it may stand in a header: folds too */
static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* URIs */

static gboolean
ends_userinfo (char c)
{
  return c == '@' || c == '<' || c == '>' || c == '"' || is_space (c);
}

static gboolean
ends_param (char c)
{
  return c == ';' || c == '>' || c == '?' || c == '"' || c == ',' || is_space (c);
}

static gsize
count_until (Slice text, gboolean (*stop) (char c))
{
  gsize n = 0;

  while (n < text.n && !stop (text.p[n]))
    n++;
  return n;
}

/* Behind `sip:` or `sips:`: user and password, if an `@` follows. @end: where the last look ahead
   ended, so that none is made twice */
static void
take_userinfo (Slice *rest, const char **end, GString *out)
{
  Slice info = { rest->p, 0 };
  gssize colon;

  if (*end == NULL || *end < rest->p)
    *end = rest->p + count_until (*rest, ends_userinfo);
  info.n = (gsize) (*end - rest->p);
  colon = slice_find (info, ':');
  if (info.n == rest->n || rest->p[info.n] != '@' || colon < 0)
    return;
  append (out, (Slice){ info.p, (gsize) colon + 1 });
  g_string_append (out, REDACTED);
  *rest = slice_from (*rest, info.n);
}

/* Text that may hold URIs: their passwords and push tokens (RFC 8599) go */
static void
append_without_uri_secrets (GString *out, Slice rest)
{
  static const char *const starts[] = { "sip:", "sips:" };
  const char *end = NULL;

  while (rest.n > 0)
    {
      gsize n_copied = 0;

      for (gsize i = 0; i < G_N_ELEMENTS (starts) && n_copied == 0; i++)
        if (has_prefix_nocase (rest, starts[i]))
          {
            n_copied = strlen (starts[i]);
            append (out, (Slice){ rest.p, n_copied });
            rest = slice_from (rest, n_copied);
            take_userinfo (&rest, &end, out);
          }
      if (n_copied == 0 && has_prefix_nocase (rest, "pn-prid="))
        {
          n_copied = strlen ("pn-prid=");
          append (out, (Slice){ rest.p, n_copied });
          rest = slice_from (rest, n_copied);
          g_string_append (out, REDACTED);
          rest = slice_from (rest, count_until (rest, ends_param));
        }
      if (n_copied == 0)
        {
          g_string_append_c (out, rest.p[0]);
          rest = slice_from (rest, 1);
        }
    }
}

/* A line of SDP, or what may be one: keys of RFC 4568 and passwords of RFC 8839 go too */
static void
append_line (GString *out, Slice line)
{
  static const char inline_key[] = "inline:";

  if (has_prefix_nocase (line, "a=ice-pwd:"))
    {
      g_string_append (out, "a=ice-pwd:" REDACTED "\r\n");
      return;
    }
  for (Slice rest = line; rest.n > 0; rest = slice_from (rest, 1))
    if (has_prefix_nocase (rest, inline_key))
      {
        append (out, (Slice){ line.p, line.n - rest.n + strlen (inline_key) });
        g_string_append (out, REDACTED "\r\n");
        return;
      }
  append_without_uri_secrets (out, line);
}

/* Credentials and challenges */

static gboolean
is_secret_param (Slice name)
{
  static const char *const names[] = { "username", "nonce",     "cnonce", "opaque",
                                       "response", "nextnonce", "rspauth" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (slice_is_nocase (name, names[i]))
      return TRUE;
  return FALSE;
}

/* The length of a quoted string, up to the end of the text if it does not end */
static gsize
quoted_length (Slice text)
{
  for (gsize i = 1; i < text.n; i++)
    if (text.p[i] == '\\')
      i++;
    else if (text.p[i] == '"')
      return i + 1;
  return text.n;
}

static gboolean
ends_bare_value (char c)
{
  return c == ',' || is_space (c);
}

/* Behind a parameter's `=`: its value, quotes kept */
static void
take_param_value (Slice *rest, gboolean secret, GString *out)
{
  gboolean quoted = rest->n > 0 && rest->p[0] == '"';
  gsize n = quoted ? quoted_length (*rest) : count_until (*rest, ends_bare_value);

  if (secret)
    g_string_append (out, quoted ? "\"" REDACTED "\"" : REDACTED);
  else
    append_without_uri_secrets (out, (Slice){ rest->p, n });
  *rest = slice_from (*rest, n);
}

static Slice
take_spaces (Slice *rest)
{
  Slice spaces = { rest->p, 0 };

  (void) slice_take_while (rest, is_space, &spaces);
  return spaces;
}

static void
append_auth_params (GString *out, Slice rest)
{
  while (rest.n > 0)
    {
      Slice name, spaces;

      if (rest.p[0] == '"')
        {
          take_param_value (&rest, TRUE, out); /* out of place: better not shown */
          continue;
        }
      if (!slice_take_while (&rest, is_name_char, &name))
        {
          g_string_append_c (out, rest.p[0]);
          rest = slice_from (rest, 1);
          continue;
        }
      append (out, name);
      spaces = take_spaces (&rest);
      append (out, spaces);
      if (!slice_take_char (&rest, '='))
        continue;
      g_string_append_c (out, '=');
      append (out, take_spaces (&rest));
      take_param_value (&rest, is_secret_param (name), out);
    }
}

/* A whole value of Authorization and its kin; what is not Digest is not understood, so not shown */
static void
append_auth (GString *out, Slice value, gboolean has_scheme)
{
  Slice rest = value, scheme;

  append (out, take_spaces (&rest));
  if (has_scheme)
    {
      if (!slice_take_while (&rest, is_name_char, &scheme))
        {
          g_string_append (out, REDACTED "\r\n");
          return;
        }
      append (out, scheme);
      if (!slice_is_nocase (scheme, "Digest"))
        {
          g_string_append (out, " " REDACTED "\r\n");
          return;
        }
    }
  append_auth_params (out, rest);
}

/* Headers */

typedef struct
{
  gboolean body_is_private; /* a message, digits, or a place */
} Context;

static gboolean
names_private_type (Slice value)
{
  static const char *const types[] = { "application/dtmf", "application/pidf",
                                       "application/vnd.nortelnetworks.digits" };
  Slice rest = value;

  (void) take_spaces (&rest);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (has_prefix_nocase (rest, types[i]))
      return TRUE;
  return FALSE;
}

static gboolean
ends_with_message (Slice value)
{
  Slice trimmed = value;

  while (trimmed.n > 0 && is_space (trimmed.p[trimmed.n - 1]))
    trimmed.n--;
  return trimmed.n >= 7 && slice_is_nocase (slice_from (trimmed, trimmed.n - 7), "MESSAGE");
}

/* One header with its continuation lines and line end; @value begins behind the colon */
static void
append_field (GString *out, Slice name, Slice value, Context *context)
{
  static const char *const auth[] = { "Authorization", "Proxy-Authorization", "WWW-Authenticate",
                                      "Proxy-Authenticate" };
  static const char *const auth_info[] = { "Authentication-Info", "Proxy-Authentication-Info" };

  for (gsize i = 0; i < G_N_ELEMENTS (auth); i++)
    if (slice_is_nocase (name, auth[i]))
      {
        append_auth (out, value, TRUE);
        return;
      }
  for (gsize i = 0; i < G_N_ELEMENTS (auth_info); i++)
    if (slice_is_nocase (name, auth_info[i]))
      {
        append_auth (out, value, FALSE);
        return;
      }
  if (slice_is_nocase (name, "Geolocation"))
    {
      g_string_append (out, " " REDACTED "\r\n");
      return;
    }
  if (slice_is_nocase (name, "CSeq") && ends_with_message (value))
    context->body_is_private = TRUE;
  if ((slice_is_nocase (name, "Content-Type") || slice_is_nocase (name, "c")) &&
      names_private_type (value))
    context->body_is_private = TRUE;
  append_line (out, value);
}

/* The line at the front with its end and, with @folded, those that continue it */
static Slice
take_line (Slice *rest, gboolean folded)
{
  Slice line = { rest->p, 0 };

  do
    {
      gssize end = slice_find (*rest, '\n');
      gsize n = end < 0 ? rest->n : (gsize) end + 1;

      line.n += n;
      *rest = slice_from (*rest, n);
    }
  while (folded && rest->n > 0 && (rest->p[0] == ' ' || rest->p[0] == '\t'));
  return line;
}

static gboolean
is_empty_line (Slice line)
{
  return slice_is (line, "\r\n") || slice_is (line, "\n");
}

static void
append_head (GString *out, Slice *rest, Context *context)
{
  Slice line = take_line (rest, FALSE), name;

  context->body_is_private = has_prefix_nocase (line, "MESSAGE ");
  append_line (out, line);
  while (rest->n > 0)
    {
      Slice value;

      line = take_line (rest, TRUE);
      value = line;
      if (is_empty_line (line))
        {
          append (out, line);
          return;
        }
      if (!slice_take_while (&value, is_name_char, &name))
        {
          append_line (out, line);
          continue;
        }
      slice_skip_blanks (&value);
      if (slice_take_char (&value, ':'))
        {
          append (out, (Slice){ line.p, line.n - value.n });
          append_field (out, name, value, context);
        }
      else
        append_line (out, line);
    }
}

/* Those of C0 and C1, a lone CR, and marks that turn the direction of what follows */
static gboolean
is_obeyed (gunichar c, char next)
{
  return (g_unichar_iscntrl (c) && c != '\t' && c != '\n' && (c != '\r' || next != '\n')) ||
         g_unichar_type (c) == G_UNICODE_FORMAT;
}

/* Valid UTF-8 without what a terminal would obey */
static char *
make_showable (GString *text)
{
  g_autoptr (GString) shown = g_string_sized_new (text->len);
  g_autofree char *valid = NULL;

  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] == '\0')
      text->str[i] = '.';
  valid = g_utf8_make_valid (text->str, (gssize) text->len);
  for (const char *p = valid, *next; *p != '\0'; p = next)
    {
      gunichar c = g_utf8_get_char (p);

      next = g_utf8_next_char (p);
      g_string_append_unichar (shown, is_obeyed (c, *next) ? '.' : c);
    }
  secret_wipe (valid, strlen (valid));
  secret_wipe (text->str, text->len);
  return g_string_free (g_steal_pointer (&shown), FALSE);
}

char *
redact_sip (Slice message)
{
  g_autoptr (GString) out = g_string_sized_new (message.n + 64);
  Context context = { 0 };
  Slice rest = message;

  /* Empty lines in front are keep-alive */
  while (rest.n > 0 && is_space (rest.p[0]))
    {
      g_string_append_c (out, rest.p[0]);
      rest = slice_from (rest, 1);
    }
  if (rest.n > 0)
    append_head (out, &rest, &context);
  if (rest.n > 0 && context.body_is_private)
    g_string_append (out, REDACTED);
  else
    while (rest.n > 0)
      append_line (out, take_line (&rest, FALSE));
  return make_showable (out);
}
