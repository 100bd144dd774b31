/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Finds the messages in a stream (RFC 3261 18.3, RFC 5626 3.5.1; PROTOCOL 1.2). */
#define G_LOG_DOMAIN "sip-framer"

#include "sip-framer.h"

#include "sip-chars.h"
#include "sip-header.h"
#include "sip-limits.h"
#include "sip-start-line.h"
#include "sip-unfold.h"

typedef enum
{
  BETWEEN, /* before a start line */
  HEADER,  /* in start line or headers */
  BODY,    /* header section complete, waiting for body_bytes */
  DRAIN,   /* dropping the body_bytes of an over-long body */
  DEAD     /* framing is lost, or the connection is to be closed */
} State;

struct _SipFramer
{
  GByteArray *buffer; /* Owned */
  gsize start;        /* where the current message begins; all before it is done with */
  gsize seen;         /* offset in the message up to which it was looked at */
  gsize line_start;   /* offset in the message of the current line */
  gsize header_bytes; /* length of the header section, where complete */
  gsize body_bytes;   /* BODY: its length; DRAIN: what is still to be dropped */
  SipLineKind kind;   /* of the start line, where complete */
  gboolean is_ack;
  gboolean is_listener;
  gboolean half_ping; /* listener: a single CRLF came last */
  State state;
  GBytes *drained_header; /* Owned */
};

SipFramer *
sip_framer_new (void)
{
  SipFramer *framer = g_new0 (SipFramer, 1);

  framer->buffer = g_byte_array_new ();
  return framer;
}

void
sip_framer_set_listener (SipFramer *framer, gboolean is_listener)
{
  g_return_if_fail (framer != NULL);

  framer->is_listener = is_listener;
}

void
sip_framer_free (SipFramer *framer)
{
  if (framer == NULL)
    return;
  g_byte_array_unref (framer->buffer);
  g_clear_pointer (&framer->drained_header, g_bytes_unref);
  g_free (framer);
}

/* What was received and is not done with */
static Slice
pending (const SipFramer *framer)
{
  return slice_from ((Slice){ (const char *) framer->buffer->data, framer->buffer->len },
                     framer->start);
}

static void
drop (SipFramer *framer, gsize n)
{
  framer->start += n;
  framer->seen = 0;
  framer->line_start = 0;
  if (framer->start == framer->buffer->len)
    {
      g_byte_array_set_size (framer->buffer, 0);
      framer->start = 0;
    }
}

void
sip_framer_push (SipFramer *framer, Slice bytes)
{
  g_return_if_fail (framer != NULL);

  if (framer->state == DEAD || bytes.n == 0)
    return;
  if (framer->state == DRAIN && framer->buffer->len == 0)
    {
      /* Not even buffered */
      gsize n = MIN (bytes.n, framer->body_bytes);

      framer->body_bytes -= n;
      bytes = slice_from (bytes, n);
    }
  if (framer->start > 0)
    {
      g_byte_array_remove_range (framer->buffer, 0, (guint) framer->start);
      framer->start = 0;
    }
  if (bytes.n > 0)
    g_byte_array_append (framer->buffer, (const guint8 *) bytes.p, (guint) bytes.n);
}

/* Ends the current message with a problem */
static SipFrame
fail (SipFramer *framer, guint response, gboolean close, const char *what, SipFrameProblem *problem)
{
  Slice rest = pending (framer);

  rest.n = MIN (rest.n, SIP_MAX_HEADER_SECTION_BYTES);
  problem->response = framer->kind == SIP_LINE_REQUEST && !framer->is_ack ? response : 0;
  problem->close = close;
  problem->what = what;
  problem->header = framer->drained_header != NULL ? g_steal_pointer (&framer->drained_header)
                                                   : g_bytes_new (rest.p, rest.n);
  if (close)
    {
      framer->state = DEAD;
      g_byte_array_set_size (framer->buffer, 0);
      framer->start = 0;
    }
  return SIP_FRAME_BROKEN;
}

/* Takes a CRLF, FALSE if none is there; *@is_double: another one follows, and is taken too */
static gboolean
take_crlf (SipFramer *framer, gboolean *is_double)
{
  Slice rest = pending (framer);

  if (rest.n < 2 || rest.p[0] != '\r' || rest.p[1] != '\n')
    return FALSE;
  *is_double = rest.n >= 4 && rest.p[2] == '\r' && rest.p[3] == '\n';
  drop (framer, *is_double ? 4 : 2);
  return TRUE;
}

/* CRLFs before a start line: keep-alive, or noise to be skipped */
static SipFrame
take_keepalive (SipFramer *framer)
{
  gboolean is_double;
  Slice rest;

  while (take_crlf (framer, &is_double))
    {
      if (is_double)
        return SIP_FRAME_PING;
      if (!framer->is_listener)
        return SIP_FRAME_PONG;
      framer->half_ping = !framer->half_ping;
      if (!framer->half_ping)
        return SIP_FRAME_PING;
    }
  rest = pending (framer);
  if (rest.n >= 2 || (rest.n == 1 && rest.p[0] != '\r'))
    {
      framer->half_ping = FALSE;
      framer->kind = SIP_LINE_GARBAGE;
      framer->is_ack = FALSE;
      framer->state = HEADER;
    }
  return SIP_FRAME_NONE;
}

/* The value of Content-Length; FALSE if it is absent, no number, or there are two different ones.
 * Above what is ever drained it is just "too much". */
static gboolean
find_content_length (Slice fields, gsize *out)
{
  gsize found = G_MAXSIZE;

  while (fields.n > 0)
    {
      Slice line, name, digits;
      gsize number = 0;

      if (!slice_take_until (&fields, '\r', &line))
        return FALSE;
      fields = slice_from (fields, 2);
      if (!slice_take_while (&line, sip_is_token_char, &name) ||
          sip_header_id_from_name (name) != SIP_HEADER_CONTENT_LENGTH ||
          !sip_take_separator (&line, ':'))
        continue;
      digits = slice_trim (line);
      if (digits.n == 0)
        return FALSE;
      for (gsize i = 0; i < digits.n; i++)
        if (!g_ascii_isdigit (digits.p[i]))
          return FALSE;
        else
          number = MIN (number * 10 + (gsize) g_ascii_digit_value (digits.p[i]),
                        SIP_MAX_DRAIN_BYTES + 1);
      if (found != G_MAXSIZE && found != number)
        return FALSE;
      found = number;
    }
  *out = found;
  return found != G_MAXSIZE;
}

/* The header section is complete: how many bytes follow? */
static SipFrame
begin_body (SipFramer *framer, Slice line_and_fields, SipFrameProblem *problem)
{
  g_autofree char *unfolded = NULL;
  Slice start_line, fields = line_and_fields;
  gsize n;
  gboolean ok;

  (void) slice_take_until (&fields, '\r', &start_line);
  unfolded = sip_unfold (slice_from (fields, 2), &n);
  ok = find_content_length ((Slice){ unfolded, n }, &framer->body_bytes);
  if (!ok)
    return fail (framer, 400, TRUE, "no usable Content-Length", problem);
  if (framer->body_bytes > SIP_MAX_DRAIN_BYTES)
    return fail (framer, 413, TRUE, "body over what is drained", problem);
  framer->state = BODY;
  if (framer->body_bytes > SIP_MAX_BODY_BYTES)
    {
      framer->drained_header = g_bytes_new (line_and_fields.p, framer->header_bytes);
      framer->state = DRAIN;
      drop (framer, framer->header_bytes);
    }
  return SIP_FRAME_NONE;
}

/* At the end of the start line */
static gboolean
note_start_line (SipFramer *framer, Slice line)
{
  framer->kind = sip_line_classify (line);
  framer->is_ack = framer->kind == SIP_LINE_REQUEST && slice_is (sip_line_get_method (line), "ACK");
  return framer->kind != SIP_LINE_GARBAGE;
}

/* Looks at what came since the last time. A lone CR or LF, or NUL, makes the ends of lines
 * doubtful, and with them where the message ends. */
static SipFrame
scan_header (SipFramer *framer, SipFrameProblem *problem)
{
  Slice message = pending (framer);
  gsize i = framer->seen;

  for (; i < message.n; i++)
    {
      gboolean in_start_line = framer->line_start == 0;
      char c = message.p[i];

      if (i >= SIP_MAX_HEADER_SECTION_BYTES)
        return fail (framer, 513, TRUE, "header section too long", problem);
      if (in_start_line && i - framer->line_start >= SIP_MAX_START_LINE_BYTES && c != '\r')
        return fail (framer, 0, TRUE, "start line too long", problem);
      if (c == '\n' || c == '\0')
        return fail (framer, 400, TRUE, "lone LF or NUL", problem);
      if (c != '\r')
        continue;
      if (i + 1 == message.n)
        break; /* looked at again with what follows */
      if (message.p[i + 1] != '\n')
        return fail (framer, 400, TRUE, "lone CR", problem);
      if (in_start_line && !note_start_line (framer, (Slice){ message.p, i }))
        return fail (framer, 0, TRUE, "not SIP", problem);
      if (!in_start_line && i == framer->line_start)
        {
          framer->header_bytes = i + 2;
          if (framer->header_bytes > SIP_MAX_HEADER_SECTION_BYTES)
            return fail (framer, 513, TRUE, "header section too long", problem);
          return begin_body (framer, (Slice){ message.p, i }, problem);
        }
      framer->line_start = i + 2;
      i++;
    }
  framer->seen = i;
  return SIP_FRAME_NONE;
}

static SipFrame
take_message (SipFramer *framer, GBytes **message)
{
  gsize n = framer->header_bytes + framer->body_bytes;
  Slice rest = pending (framer);

  if (rest.n < n)
    return SIP_FRAME_NONE;
  *message = g_bytes_new (rest.p, n);
  drop (framer, n);
  framer->state = BETWEEN;
  return SIP_FRAME_MESSAGE;
}

static SipFrame
drain (SipFramer *framer, SipFrameProblem *problem)
{
  gsize n = MIN (pending (framer).n, framer->body_bytes);

  drop (framer, n);
  framer->body_bytes -= n;
  if (framer->body_bytes > 0)
    return SIP_FRAME_NONE;
  framer->state = BETWEEN;
  return fail (framer, 413, FALSE, "body too long", problem);
}

SipFrame
sip_framer_next (SipFramer *framer, GBytes **message, SipFrameProblem *problem)
{
  SipFrame frame = SIP_FRAME_NONE;
  State before;

  g_return_val_if_fail (framer != NULL, SIP_FRAME_NONE);
  g_return_val_if_fail (message != NULL, SIP_FRAME_NONE);
  g_return_val_if_fail (problem != NULL, SIP_FRAME_NONE);

  *message = NULL;
  *problem = (SipFrameProblem){ 0 };
  do
    {
      before = framer->state;
      switch (framer->state)
        {
        case BETWEEN:
          frame = take_keepalive (framer);
          break;
        case HEADER:
          frame = scan_header (framer, problem);
          break;
        case BODY:
          frame = take_message (framer, message);
          break;
        case DRAIN:
          frame = drain (framer, problem);
          break;
        case DEAD:
          break;
        }
    }
  while (frame == SIP_FRAME_NONE && framer->state != before);
  return frame;
}

gboolean
sip_framer_is_partial (const SipFramer *framer)
{
  return framer->state != DEAD && (framer->state != BETWEEN || pending (framer).n > 0);
}

void
sip_frame_problem_clear (SipFrameProblem *problem)
{
  g_clear_pointer (&problem->header, g_bytes_unref);
}
