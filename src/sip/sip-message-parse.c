/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Bytes to message (RFC 3261 7, 20, 25). */
#define G_LOG_DOMAIN "sip-message-parse"

#include "sip-message-private.h"

#include "sip-chars.h"
#include "sip-contact.h"
#include "sip-limits.h"
#include "sip-list.h"
#include "sip-number.h"
#include "sip-params.h"
#include "sip-start-line.h"
#include "sip-unfold.h"

/* How the bytes divide */
typedef struct
{
  Slice start_line; /* without its CRLF */
  Slice fields;     /* header lines, each with its CRLF */
  Slice rest;       /* what follows the empty line */
  gboolean has_folds;
} Parts;

/* Where a quoted string stands in what was seen of a line */
typedef struct
{
  gboolean in_quotes;
  gboolean escaped; /* the next character is the second of a quoted-pair */
} QuoteState;

/* Whether @c may stand in a line. quoted-pair = "\" (%x00-09 / %x0B-0C / %x0E-7F): a control is let
 * pass there alone (RFC 3261 25.1). */
static gboolean
may_stand (QuoteState *state, char c)
{
  gboolean was_escaped = state->escaped;

  state->escaped = state->in_quotes && !was_escaped && c == '\\';
  if (c == '"' && !was_escaped)
    state->in_quotes = !state->in_quotes;
  return !sip_is_control (c) || (was_escaped && c != '\r' && c != '\n');
}

/* Looks for the end of the line; nothing but CRLF ends one, and other controls have no place in it
 */
static gboolean
take_line (Slice *rest, gsize max_bytes, Slice *line, SipParseError *error)
{
  QuoteState state = { 0 };

  for (gsize i = 0; i < rest->n; i++)
    {
      const char *at = rest->p + i;

      if (*at == '\r' && i + 1 < rest->n && at[1] == '\n')
        {
          *line = (Slice){ rest->p, i };
          *rest = slice_from (*rest, i + 2);
          return TRUE;
        }
      if (!may_stand (&state, *at))
        return sip_parse_fail (error, SIP_ERROR_MALFORMED, "control character", at);
      if (i >= max_bytes)
        return sip_parse_fail (error, SIP_ERROR_TOO_LONG, "length of line", at);
    }
  return sip_parse_fail (error, SIP_ERROR_MALFORMED, "end of header section",
                         rest->n > 0 ? rest->p + rest->n : rest->p);
}

static gboolean
divide_fields (Slice rest, gsize n_before, Parts *parts, SipParseError *error)
{
  const char *start = rest.p;
  Slice line = { "", 0 };

  for (;;)
    {
      gsize n_read = n_before + (gsize) (rest.p - start);
      gsize n_left = SIP_MAX_HEADER_SECTION_BYTES - MIN (n_read, SIP_MAX_HEADER_SECTION_BYTES);

      if (n_left < 2)
        return sip_parse_fail (error, SIP_ERROR_TOO_LONG, "length of header section", rest.p);
      if (!take_line (&rest, n_left - 2, &line, error))
        return FALSE;
      if (line.n == 0)
        break;
      if (line.p[0] == ' ' || line.p[0] == '\t')
        {
          if (line.p == start)
            return sip_parse_fail (error, SIP_ERROR_MALFORMED, "folded start line", line.p);
          parts->has_folds = TRUE;
        }
    }
  parts->fields = (Slice){ start, (gsize) (line.p - start) };
  parts->rest = rest;
  return TRUE;
}

static gboolean
read_start_line (SipMessage *message, Slice line, SipParseError *error)
{
  switch (sip_line_classify (line))
    {
    case SIP_LINE_REQUEST:
      message->is_request = TRUE;
      message->method_text = sip_line_get_method (line);
      message->method = sip_method_from_slice (message->method_text);
      if (!sip_request_line_parse (line, &message->method_text, &message->uri_text, error) ||
          !sip_uri_parse (message->uri_text, &message->uri, error))
        return FALSE;
      if (message->uri.headers.n > 0)
        return sip_parse_fail (error, SIP_ERROR_MALFORMED, "headers in Request-URI",
                               message->uri.headers.p);
      return TRUE;

    case SIP_LINE_RESPONSE:
      return sip_status_line_parse (line, &message->status, &message->reason, error);

    case SIP_LINE_GARBAGE:
      return sip_parse_fail (error, SIP_ERROR_MALFORMED, "start line", line.p);
    }
  g_return_val_if_reached (FALSE);
}

/* message-header = name HCOLON value */
static gboolean
read_field (Slice line, SipHeader *out, SipParseError *error)
{
  Slice rest = line;

  if (!slice_take_while (&rest, sip_is_token_char, &out->name))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "header name", line.p);
  slice_skip_blanks (&rest);
  if (!slice_take_char (&rest, ':'))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "colon after header name", rest.p);
  if (line.n > SIP_MAX_HEADER_BYTES)
    return sip_parse_fail (error, SIP_ERROR_TOO_LONG, "length of header", line.p);
  out->value = slice_trim (rest);
  out->id = sip_header_id_from_name (out->name);
  return TRUE;
}

static guint
count_lines (Slice fields)
{
  guint n = 0;

  for (gsize i = 0; i < fields.n; i++)
    if (fields.p[i] == '\n')
      n++;
  return n;
}

static gboolean
read_fields (SipMessage *message, Slice fields, SipParseError *error)
{
  guint n = count_lines (fields);
  Slice line = { "", 0 };

  if (n > SIP_MAX_HEADERS)
    return sip_parse_fail (error, SIP_ERROR_TOO_LONG, "number of headers", fields.p);
  message->headers = g_new0 (SipHeader, n);
  while (fields.n > 0)
    if (!take_line (&fields, G_MAXSIZE, &line, error) ||
        !read_field (line, &message->headers[message->n_headers++], error))
      return FALSE;
  return TRUE;
}

static gboolean
check_count (SipMessage *message, SipHeaderId id, guint max, const char *what, SipParseError *error)
{
  Slice value;

  if (sip_message_count (message, id) <= max)
    return TRUE;
  (void) sip_message_find (message, id, &value);
  return sip_parse_fail (error, SIP_ERROR_TOO_LONG, what, value.p);
}

static gboolean
check_counts (SipMessage *message, SipParseError *error)
{
  return check_count (message, SIP_HEADER_VIA, SIP_MAX_VIAS, "number of Via values", error) &&
         check_count (message, SIP_HEADER_ROUTE, SIP_MAX_ROUTES, "number of Route values", error) &&
         check_count (message, SIP_HEADER_RECORD_ROUTE, SIP_MAX_ROUTES,
                      "number of Record-Route values", error) &&
         check_count (message, SIP_HEADER_CONTACT, SIP_MAX_CONTACTS, "number of Contact values",
                      error);
}

static gboolean
read_vias (SipMessage *message, SipParseError *error)
{
  SipHeaderIter iter;
  SipVia via;
  Slice item;

  sip_header_iter_init (&iter, message, SIP_HEADER_VIA);
  while (sip_header_iter_next (&iter, &item))
    {
      if (!sip_via_parse (item, &via, error))
        return FALSE;
      if (!message->has_via)
        message->via = via;
      message->has_via = TRUE;
    }
  return TRUE;
}

/* From and To; a tag may stand once and not be empty */
static gboolean
read_address (SipMessage *message,
              SipHeaderId id,
              SipNameAddr *addr,
              gboolean *has,
              Slice *tag,
              SipParseError *error)
{
  Slice value;

  if (!sip_message_find (message, id, &value))
    return TRUE;
  if (!sip_name_addr_parse (value, addr, error))
    return FALSE;
  if (sip_params_get (addr->params, "tag", tag) &&
      (tag->n == 0 || sip_params_count (addr->params, "tag") > 1))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "tag", addr->params.p);
  *has = TRUE;
  return TRUE;
}

static gboolean
is_visible (char c)
{
  return c > ' ' && c < 0x7f;
}

/* callid = word [ "@" word ] */
static gboolean
read_call_id (SipMessage *message, SipParseError *error)
{
  Slice value, rest;

  if (!sip_message_find (message, SIP_HEADER_CALL_ID, &value))
    return TRUE;
  rest = value;
  if (!slice_take_while (&rest, is_visible, &message->call_id) || rest.n != 0)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "Call-ID", value.p);
  return TRUE;
}

static gboolean
read_cseq (SipMessage *message, SipParseError *error)
{
  Slice value;

  if (!sip_message_find (message, SIP_HEADER_CSEQ, &value))
    return TRUE;
  if (!sip_cseq_parse (value, &message->cseq, error))
    return FALSE;
  message->has_cseq = TRUE;
  if (!message->is_request)
    {
      message->method = message->cseq.method;
      message->method_text = message->cseq.method_text;
    }
  else if (!slice_equal (message->cseq.method_text, message->method_text))
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "method in CSeq", value.p);
  return TRUE;
}

/* Where a dialog or binding is made of it, Contact must be well-formed */
static gboolean
check_contacts (SipMessage *message, SipParseError *error)
{
  SipHeaderIter iter;
  SipContact contact;
  Slice item;

  switch (message->method)
    {
    case SIP_METHOD_INVITE:
    case SIP_METHOD_NOTIFY:
    case SIP_METHOD_REFER:
    case SIP_METHOD_REGISTER:
    case SIP_METHOD_SUBSCRIBE:
    case SIP_METHOD_UPDATE:
      break;
    case SIP_METHOD_ACK:
    case SIP_METHOD_BYE:
    case SIP_METHOD_CANCEL:
    case SIP_METHOD_INFO:
    case SIP_METHOD_MESSAGE:
    case SIP_METHOD_OPTIONS:
    case SIP_METHOD_OTHER:
    case SIP_METHOD_PRACK:
    case SIP_METHOD_PUBLISH:
      return TRUE;
    }
  if (!message->is_request)
    return TRUE;
  sip_header_iter_init (&iter, message, SIP_HEADER_CONTACT);
  while (sip_header_iter_next (&iter, &item))
    if (!sip_contact_parse (item, &contact, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_type_char (char c)
{
  return sip_is_token_char (c) || c == '/';
}

/* m-type SLASH m-subtype; a malformed one counts as absent */
static void
read_content_type (SipMessage *message)
{
  Slice value, type;

  if (sip_message_find (message, SIP_HEADER_CONTENT_TYPE, &value) &&
      slice_take_while (&value, is_type_char, &type) && slice_find (type, '/') > 0)
    message->content_type = type;
}

/* Cuts the body by Content-Length (RFC 3261 18.3) */
static gboolean
read_body (SipMessage *message, Slice rest, SipParseFlags flags, SipParseError *error)
{
  gboolean is_datagram = (flags & SIP_PARSE_DATAGRAM) != 0;
  guint32 n = 0;
  Slice value;

  message->body = rest;
  if (sip_message_find (message, SIP_HEADER_CONTENT_LENGTH, &value))
    {
      if (!sip_number_parse (value, G_MAXUINT32, &n, error))
        return FALSE;
      if (n > rest.n || (n < rest.n && !is_datagram))
        return sip_parse_fail (error, SIP_ERROR_MALFORMED, "Content-Length that fits the body",
                               value.p);
      message->body.n = n;
    }
  else if (!is_datagram)
    return sip_parse_fail (error, SIP_ERROR_MALFORMED, "Content-Length", rest.p);
  if (message->body.n <= SIP_MAX_BODY_BYTES)
    return TRUE;
  *error = (SipParseError){ SIP_ERROR_TOO_LONG, "length of body", message->body.p, 413 };
  return FALSE;
}

static gboolean
read_mandatory (SipMessage *message, SipParseError *error)
{
  return read_vias (message, error) &&
         read_address (message, SIP_HEADER_FROM, &message->from, &message->has_from,
                       &message->from_tag, error) &&
         read_address (message, SIP_HEADER_TO, &message->to, &message->has_to, &message->to_tag,
                       error) &&
         read_call_id (message, error) && read_cseq (message, error) &&
         check_contacts (message, error);
}

/* What stands in the unfolded copy is told by its place in the original */
static void
map_place (const SipMessage *message, gsize n_unfolded, Slice fields, SipParseError *error)
{
  if (message->unfolded != NULL && error->at >= message->unfolded &&
      error->at <= message->unfolded + n_unfolded)
    error->at = fields.p + sip_unfold_map (fields, (gsize) (error->at - message->unfolded));
}

static gboolean
read_headers_and_body (SipMessage *message,
                       const Parts *parts,
                       SipParseFlags flags,
                       SipParseError *error)
{
  Slice fields = parts->fields;
  gsize n_unfolded = 0;

  if (parts->has_folds)
    {
      message->unfolded = sip_unfold (parts->fields, &n_unfolded);
      fields = (Slice){ message->unfolded, n_unfolded };
    }
  if (read_fields (message, fields, error) && check_counts (message, error) &&
      read_mandatory (message, error) && read_body (message, parts->rest, flags, error))
    {
      read_content_type (message);
      return TRUE;
    }
  map_place (message, n_unfolded, parts->fields, error);
  return FALSE;
}

/* What a server answers (PROTOCOL 1.2); who found the fault may have chosen already */
static void
choose_response (const SipMessage *message, SipParseError *error)
{
  if (!message->is_request || message->method == SIP_METHOD_ACK)
    error->response = 0;
  else if (error->response == 0)
    error->response = error->code == SIP_ERROR_UNSUPPORTED_VERSION ? 505
                      : error->code == SIP_ERROR_TOO_LONG          ? 513
                                                                   : 400;
}

/* A control character in the start line hides its end: look whether it means to be a request */
static void
guess_kind (SipMessage *message, Slice rest, const SipParseError *error)
{
  Slice line = rest;

  if (error->code != SIP_ERROR_MALFORMED)
    return;
  line.n = MIN (line.n, SIP_MAX_START_LINE_BYTES);
  for (gsize i = 0; i < line.n; i++)
    if (line.p[i] == '\n')
      line.n = i;
  if (sip_line_classify (line) != SIP_LINE_REQUEST)
    return;
  message->is_request = TRUE;
  message->method = sip_method_from_slice (sip_line_get_method (line));
}

static gboolean
parse_into (SipMessage *message, Slice input, SipParseFlags flags, SipParseError *error)
{
  Parts parts = { 0 };
  Slice start, rest;

  while (input.n >= 2 && input.p[0] == '\r' && input.p[1] == '\n')
    input = slice_from (input, 2);
  start = rest = input;
  if (!take_line (&rest, SIP_MAX_START_LINE_BYTES, &parts.start_line, error))
    guess_kind (message, start, error);
  else if (read_start_line (message, parts.start_line, error) &&
           divide_fields (rest, (gsize) (rest.p - start.p), &parts, error) &&
           read_headers_and_body (message, &parts, flags, error))
    return TRUE;
  choose_response (message, error);
  return FALSE;
}

SipMessage *
sip_message_parse_syntax (GBytes *bytes, SipParseFlags flags, SipParseError *error)
{
  g_autoptr (SipMessage) message = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (error != NULL, NULL);

  *error = (SipParseError){ 0 };
  message = g_new0 (SipMessage, 1);
  message->references = 1;
  message->bytes = g_bytes_ref (bytes);
  if (!parse_into (message, slice_from_bytes (bytes), flags, error))
    return NULL;
  return g_steal_pointer (&message);
}

SipMessage *
sip_message_parse (GBytes *bytes, SipParseFlags flags, SipParseError *error)
{
  g_autoptr (SipMessage) message = sip_message_parse_syntax (bytes, flags, error);

  if (message == NULL || !sip_message_check (message, error))
    return NULL;
  return g_steal_pointer (&message);
}
