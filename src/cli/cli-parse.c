/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The one place of the command line that knows SIP and SDP: a library of its own. */
#define G_LOG_DOMAIN "cli-parse"

#include "cli-parse.h"

#include "sdp-session.h"
#include "sip-message.h"
#include "sip-params.h"
#include "sip-request-rules.h"

static void
set_slice (JsonObject *object, const char *member, Slice value)
{
  g_autofree char *text = g_utf8_make_valid (value.p, (gssize) value.n);

  json_object_set_string_member (object, member, text);
}

static void
set_slice_or_null (JsonObject *object, const char *member, gboolean given, Slice value)
{
  if (given)
    set_slice (object, member, value);
  else
    json_object_set_null_member (object, member);
}

static void
set_port (JsonObject *object, int port)
{
  if (port >= 0)
    json_object_set_int_member (object, "port", port);
  else
    json_object_set_null_member (object, "port");
}

static void
add_pair (JsonArray *pairs, Slice name, Slice value)
{
  JsonArray *pair = json_array_sized_new (2);
  g_autofree char *name_text = g_utf8_make_valid (name.p, (gssize) name.n);
  g_autofree char *value_text = g_utf8_make_valid (value.p, (gssize) value.n);

  json_array_add_string_element (pair, name_text);
  json_array_add_string_element (pair, value_text);
  json_array_add_array_element (pairs, pair);
}

static JsonObject *
describe_params (Slice params)
{
  JsonObject *object = json_object_new ();
  SipParam param;

  while (sip_params_next (&params, &param, NULL))
    {
      g_autofree char *name = g_utf8_make_valid (param.name.p, (gssize) param.name.n);

      if (!json_object_has_member (object, name))
        set_slice_or_null (object, name, param.has_value, param.value);
    }
  return object;
}

static JsonObject *
describe_uri_params (Slice params)
{
  JsonObject *object = json_object_new ();
  Slice name, value;
  gboolean has_value;

  while (sip_uri_next_param (&params, &name, &has_value, &value))
    {
      g_autofree char *text = slice_dup (name);

      if (!json_object_has_member (object, text))
        set_slice_or_null (object, text, has_value, value);
    }
  return object;
}

static const char *
get_scheme_name (const SipUri *uri)
{
  switch (uri->scheme)
    {
    case SIP_URI_SIP:
      return "sip";
    case SIP_URI_SIPS:
      return "sips";
    case SIP_URI_TEL:
      return "tel";
    case SIP_URI_OTHER:
      return NULL;
    }
  g_return_val_if_reached (NULL);
}

static void
describe_uri (JsonObject *object, const SipUri *uri)
{
  JsonArray *headers = json_array_new ();
  Slice rest = uri->headers, name, value;

  if (get_scheme_name (uri) != NULL)
    json_object_set_string_member (object, "scheme", get_scheme_name (uri));
  else
    set_slice (object, "scheme", uri->scheme_text);
  set_slice_or_null (object, "user", uri->has_user || uri->scheme == SIP_URI_TEL, uri->user);
  set_slice_or_null (object, "host", uri->host.n > 0, uri->host);
  set_port (object, uri->port);
  json_object_set_object_member (object, "params", describe_uri_params (uri->params));
  while (sip_uri_next_header (&rest, &name, &value))
    add_pair (headers, name, value);
  json_object_set_array_member (object, "headers", headers);
}

static JsonObject *
describe_name_addr (const SipNameAddr *address)
{
  JsonObject *object = json_object_new ();
  g_autofree char *display = sip_name_addr_dup_display (address);
  g_autofree char *uri = sip_uri_to_string (&address->uri);

  set_slice (object, "display", slice_from_string (display));
  set_slice (object, "uri", slice_from_string (uri));
  json_object_set_object_member (object, "params", describe_params (address->params));
  return object;
}

static JsonObject *
describe_via (const SipVia *via)
{
  JsonObject *object = json_object_new ();

  set_slice (object, "transport", via->transport);
  set_slice (object, "host", via->host);
  set_port (object, via->port);
  set_slice (object, "branch", via->branch);
  json_object_set_object_member (object, "params", describe_params (via->params));
  return object;
}

static JsonArray *
describe_vias (const SipMessage *message)
{
  JsonArray *vias = json_array_new ();
  SipHeaderIter iter;
  SipVia via;
  Slice item;

  sip_header_iter_init (&iter, message, SIP_HEADER_VIA);
  while (sip_header_iter_next (&iter, &item))
    if (sip_via_parse (item, &via, NULL))
      json_array_add_object_element (vias, describe_via (&via));
  return vias;
}

static JsonArray *
describe_headers (const SipMessage *message)
{
  JsonArray *headers = json_array_new ();

  for (guint i = 0; i < sip_message_get_n_headers (message); i++)
    {
      Slice name, value;

      sip_message_get_header (message, i, NULL, &name, &value);
      add_pair (headers, name, value);
    }
  return headers;
}

static void
describe_kind (JsonObject *object, const SipMessage *message)
{
  if (sip_message_is_request (message))
    {
      json_object_set_string_member (object, "kind", "request");
      set_slice (object, "method", sip_message_get_method_text (message));
      set_slice (object, "uri", sip_message_get_request_uri_text (message));
    }
  else
    {
      json_object_set_string_member (object, "kind", "response");
      json_object_set_int_member (object, "status", sip_message_get_status (message));
    }
}

static void
set_failure (JsonObject *object, const char *what, gsize offset, guint response)
{
  json_object_set_boolean_member (object, "ok", FALSE);
  json_object_set_string_member (object, "error", what);
  json_object_set_int_member (object, "offset", (gint64) offset);
  json_object_set_int_member (object, "response", response);
}

/* What a user agent server answers to a message that fits the grammar */
static guint
choose_response (const SipMessage *message, JsonArray *warnings)
{
  SipParseError broken = { 0 };
  g_auto (SipRefusal) refusal = { 0 };

  if (!sip_message_check (message, &broken))
    {
      json_array_add_string_element (warnings, broken.what);
      return broken.response;
    }
  if (!sip_message_is_request (message) || sip_message_get_method (message) == SIP_METHOD_ACK)
    return 0;
  if (sip_request_check (message, &refusal))
    return 200;
  return refusal.status;
}

static void
describe_message (JsonObject *object, const SipMessage *message)
{
  const SipNameAddr *from = sip_message_get_from (message);
  const SipNameAddr *to = sip_message_get_to (message);
  JsonArray *warnings = json_array_new ();

  json_object_set_boolean_member (object, "ok", TRUE);
  describe_kind (object, message);
  json_object_set_array_member (object, "headers", describe_headers (message));
  if (from != NULL)
    json_object_set_object_member (object, "from", describe_name_addr (from));
  if (to != NULL)
    json_object_set_object_member (object, "to", describe_name_addr (to));
  json_object_set_array_member (object, "via", describe_vias (message));
  json_object_set_int_member (object, "body_bytes", (gint64) sip_message_get_body (message).n);
  json_object_set_int_member (object, "response", choose_response (message, warnings));
  json_object_set_array_member (object, "warnings", warnings);
}

static void
parse_sip (JsonObject *object, GBytes *input)
{
  SipParseError error = { 0 };
  g_autoptr (SipMessage) message = sip_message_parse_syntax (input, SIP_PARSE_DATAGRAM, &error);

  if (message != NULL)
    describe_message (object, message);
  else
    set_failure (object, error.what, (gsize) (error.at - slice_from_bytes (input).p),
                 error.response);
}

static const char *
get_keying_name (SdpKeying keying)
{
  switch (keying)
    {
    case SDP_KEYING_NONE:
      return "none";
    case SDP_KEYING_SDES:
      return "sdes";
    case SDP_KEYING_DTLS:
      return "dtls";
    }
  g_return_val_if_reached (NULL);
}

static JsonArray *
describe_crypto (const GPtrArray *lines)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < lines->len; i++)
    {
      const SdpCrypto *line = lines->pdata[i];
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "tag", line->tag);
      set_slice (object, "suite", slice_from_string (line->suite_text));
      if (line->unusable != NULL)
        json_object_set_string_member (object, "unusable", line->unusable);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
describe_media (const SdpMedia *media)
{
  JsonObject *object = json_object_new ();
  JsonArray *formats = json_array_new ();

  for (guint i = 0; i < media->formats->len; i++)
    {
      const char *format = media->formats->pdata[i];
      g_autofree char *text = g_utf8_make_valid (format, -1);

      json_array_add_string_element (formats, text);
    }
  set_slice (object, "type", slice_from_string (media->type));
  json_object_set_int_member (object, "port", media->port);
  set_slice (object, "proto", slice_from_string (media->proto));
  json_object_set_array_member (object, "formats", formats);
  json_object_set_string_member (object, "direction", sdp_direction_get_name (media->direction));
  json_object_set_string_member (object, "keying", get_keying_name (sdp_media_get_keying (media)));
  json_object_set_array_member (object, "crypto", describe_crypto (media->crypto));
  return object;
}

static void
parse_sdp (JsonObject *object, GBytes *input)
{
  Slice text = slice_from_bytes (input);
  SdpParseError error = { 0 };
  g_autoptr (SdpSession) session = sdp_session_parse (text, &error);
  JsonArray *media;

  if (session == NULL)
    {
      set_failure (object, error.what, (gsize) (error.at - text.p), 400);
      return;
    }
  json_object_set_boolean_member (object, "ok", TRUE);
  json_object_set_string_member (object, "kind", "sdp");
  media = json_array_new ();
  for (guint i = 0; i < session->media->len; i++)
    json_array_add_object_element (media, describe_media (session->media->pdata[i]));
  json_object_set_array_member (object, "media", media);
}

static void
parse_uri (JsonObject *object, GBytes *input)
{
  Slice text = slice_from_bytes (input);
  SipParseError error = { 0 };
  SipUri uri;

  if (text.n > 0 && text.p[text.n - 1] == '\n')
    text.n--;
  if (text.n > 0 && text.p[text.n - 1] == '\r')
    text.n--;
  if (!sip_uri_parse (text, &uri, &error))
    {
      set_failure (object, error.what, (gsize) (error.at - text.p), 400);
      return;
    }
  json_object_set_boolean_member (object, "ok", TRUE);
  json_object_set_string_member (object, "kind", "uri");
  describe_uri (object, &uri);
}

JsonObject *
cli_parse (CliParseKind kind, GBytes *input)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "event", "parsed");
  switch (kind)
    {
    case CLI_PARSE_SIP:
      parse_sip (object, input);
      break;
    case CLI_PARSE_SDP:
      parse_sdp (object, input);
      break;
    case CLI_PARSE_URI:
      parse_uri (object, input);
      break;
    }
  return object;
}
