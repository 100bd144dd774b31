/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The answer to a request that cannot be parsed (PROTOCOL 1.2). */
#define G_LOG_DOMAIN "sip-refusal"

#include "sip-builder.h"

#include "sip-chars.h"
#include "sip-limits.h"
#include "sip-list.h"
#include "sip-params.h"
#include "sip-reason.h"
#include "sip-start-line.h"
#include "sip-unfold.h"

#include <string.h>

/* What of the broken request goes into the answer, as far as it was found */
typedef struct
{
  GString *vias; /* whole lines */
  Slice from, to, call_id, cseq;
} Echo;

/* Takes up to CRLF; a line without one was not received whole */
static gboolean
take_line (Slice *rest, Slice *line)
{
  for (gsize i = 0; i + 1 < rest->n; i++)
    if (rest->p[i] == '\r' && rest->p[i + 1] == '\n')
      {
        *line = (Slice){ rest->p, i };
        *rest = slice_from (*rest, i + 2);
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_safe (Slice text)
{
  for (gsize i = 0; i < text.n; i++)
    if (sip_is_control (text.p[i]))
      return FALSE;
  return TRUE;
}

static void
note_field (Echo *echo, SipHeaderId id, Slice value)
{
  Slice *field = NULL, list = value, top;
  SipVia via;

  if (id == SIP_HEADER_VIA)
    {
      /* The first one decides where the answer goes */
      if (echo->vias->len > 0 || (sip_list_next (&list, &top) && sip_via_parse (top, &via, NULL)))
        g_string_append_printf (echo->vias, "Via: %.*s\r\n", (int) value.n, value.p);
      return;
    }
  if (id == SIP_HEADER_FROM)
    field = &echo->from;
  else if (id == SIP_HEADER_TO)
    field = &echo->to;
  else if (id == SIP_HEADER_CALL_ID)
    field = &echo->call_id;
  else if (id == SIP_HEADER_CSEQ)
    field = &echo->cseq;
  if (field != NULL && field->n == 0)
    *field = value;
}

static void
read_fields (Slice fields, Echo *echo)
{
  Slice line, name;

  while (take_line (&fields, &line) && line.n > 0)
    if (is_safe (line) && line.n <= SIP_MAX_HEADER_BYTES &&
        slice_take_while (&line, sip_is_token_char, &name) && sip_take_separator (&line, ':'))
      note_field (echo, sip_header_id_from_name (name), slice_trim (line));
}

/* Without the body, whose lines are no headers */
static Slice
cut_body (Slice rest)
{
  for (gsize i = 0; i + 4 <= rest.n; i++)
    if (memcmp (rest.p + i, "\r\n\r\n", 4) == 0)
      return (Slice){ rest.p, i + 2 };
  return rest;
}

static void
append_field (GString *out, const char *name, Slice value)
{
  if (value.n > 0)
    g_string_append_printf (out, "%s: %.*s\r\n", name, (int) value.n, value.p);
}

static void
append_to (GString *out, Slice to, const char *to_tag)
{
  SipNameAddr addr;

  if (sip_name_addr_parse (to, &addr, NULL) && !sip_params_get (addr.params, "tag", NULL))
    g_string_append_printf (out, "To: %.*s;tag=%s\r\n", (int) to.n, to.p, to_tag);
  else
    append_field (out, "To", to);
}

static gboolean
is_ack (Slice line, Slice cseq)
{
  SipCSeq parsed;

  return slice_is (sip_line_get_method (line), "ACK") ||
         (sip_cseq_parse (cseq, &parsed, NULL) && parsed.method == SIP_METHOD_ACK);
}

/* Via leads the answer back, Call-ID and CSeq let the client know it; after a cut all must be there
 */
static gboolean
may_answer (const Echo *echo, Slice line, guint status)
{
  if (echo->vias->len == 0 || is_ack (line, echo->cseq))
    return FALSE;
  return status != 513 ||
         (echo->from.n > 0 && echo->to.n > 0 && echo->call_id.n > 0 && echo->cseq.n > 0);
}

GBytes *
sip_refusal_build (Slice bytes, guint status, const char *to_tag)
{
  g_autoptr (GString) vias = g_string_new (NULL);
  g_autofree char *unfolded = NULL;
  Echo echo = { .vias = vias };
  Slice rest = bytes, line;
  GString *out;
  gsize n;

  g_return_val_if_fail (status >= 300 && status < 700, NULL);
  g_return_val_if_fail (sip_is_token (slice_from_string (to_tag)), NULL);

  do
    if (!take_line (&rest, &line))
      return NULL;
  while (line.n == 0);
  if (sip_line_classify (line) != SIP_LINE_REQUEST)
    return NULL;

  rest.n = MIN (rest.n, SIP_MAX_HEADER_SECTION_BYTES);
  rest = cut_body (rest);
  unfolded = sip_unfold (rest, &n);
  read_fields ((Slice){ unfolded, n }, &echo);
  if (!may_answer (&echo, line, status))
    return NULL;

  out = g_string_new (NULL);
  g_string_append_printf (out, "SIP/2.0 %u %s\r\n", status, sip_reason_phrase (status));
  g_string_append_len (out, vias->str, (gssize) vias->len);
  append_field (out, "From", echo.from);
  append_to (out, echo.to, to_tag);
  append_field (out, "Call-ID", echo.call_id);
  append_field (out, "CSeq", echo.cseq);
  g_string_append (out, "Content-Length: 0\r\n\r\n");
  n = out->len;
  return g_bytes_new_take (g_string_free (out, FALSE), n);
}
