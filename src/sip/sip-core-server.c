/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Requests of others: their transactions, how they are matched, and the responses to them. */
#define G_LOG_DOMAIN "sip-core-server"

#include "sip-core-private.h"

#include "sip-builder.h"
#include "sip-error.h"

void
sip_core_server_free (gpointer data)
{
  SipServer *server = data;

  sip_message_unref (server->request);
  g_free (server->to_tag);
  g_clear_pointer (&server->last, g_bytes_unref);
  g_free (server);
}

/* Returns: (transfer none): NULL when there are too many */
SipServer *
sip_core_add_server (SipCore *core, SipFlow *flow, SipMessage *request, gint64 now_us)
{
  SipServer *server;

  if (core->servers->len >= SIP_CORE_MAX_SERVERS)
    return NULL;
  server = g_new0 (SipServer, 1);
  server->id = sip_core_next_id (core);
  server->account = flow->account;
  server->flow = flow->id;
  server->request = sip_message_ref (request);
  server->to_tag = sip_core_token (core, 8);
  sip_server_transaction_start (&server->machine,
                                sip_message_get_method (request) == SIP_METHOD_INVITE, now_us);
  g_ptr_array_add (core->servers, server);
  return server;
}

SipServer *
sip_core_get_server (SipCore *core, guint id)
{
  for (guint i = 0; i < core->servers->len; i++)
    {
      SipServer *server = g_ptr_array_index (core->servers, i);

      if (server->id == id)
        return server;
    }
  return NULL;
}

/* Branch and sent-by (RFC 3261 17.2.3), on any flow that serves the account */
static gboolean
same_transaction (SipCore *core,
                  const SipServer *server,
                  const SipFlow *flow,
                  const SipMessage *request)
{
  const SipAccount *account = sip_core_get_account (core, server->account);
  const SipVia *a = sip_message_get_via (server->request), *b = sip_message_get_via (request);

  return sip_core_flow_serves (core, flow, account) && slice_equal_nocase (a->branch, b->branch) &&
         slice_equal_nocase (a->host, b->host) && a->port == b->port;
}

SipServer *
sip_core_match_server (SipCore *core, const SipFlow *flow, const SipMessage *request)
{
  SipMethod method = sip_message_get_method (request);

  if (method == SIP_METHOD_ACK)
    method = SIP_METHOD_INVITE;
  for (guint i = 0; i < core->servers->len; i++)
    {
      SipServer *server = g_ptr_array_index (core->servers, i);

      if (sip_message_get_method (server->request) == method &&
          same_transaction (core, server, flow, request))
        return server;
    }
  return NULL;
}

/* The INVITE that a CANCEL is for (RFC 3261 9.2) */
SipServer *
sip_core_match_cancel (SipCore *core, const SipFlow *flow, const SipMessage *cancel)
{
  for (guint i = 0; i < core->servers->len; i++)
    {
      SipServer *server = g_ptr_array_index (core->servers, i);

      if (server->machine.invite && same_transaction (core, server, flow, cancel))
        return server;
    }
  return NULL;
}

/* The same request by another way (RFC 3261 8.2.2.2) */
gboolean
sip_core_is_merged (SipCore *core, const SipMessage *request)
{
  for (guint i = 0; i < core->servers->len; i++)
    {
      const SipServer *server = g_ptr_array_index (core->servers, i);
      const SipCSeq *a = sip_message_get_cseq (server->request),
                    *b = sip_message_get_cseq (request);

      if (a->number == b->number && slice_equal (a->method_text, b->method_text) &&
          slice_equal (sip_message_get_call_id (server->request),
                       sip_message_get_call_id (request)) &&
          slice_equal_nocase (sip_message_get_from_tag (server->request),
                              sip_message_get_from_tag (request)) &&
          !slice_equal_nocase (sip_message_get_via (server->request)->branch,
                               sip_message_get_via (request)->branch))
        return TRUE;
    }
  return FALSE;
}

/* Sends a response on the connection its request came over; if that is gone, it is dropped
   (PROTOCOL 1.3). Returns: (transfer full): its bytes, or NULL if it may or can not be sent */
GBytes *
sip_core_respond_full (SipCore *core,
                       SipServer *server,
                       guint status,
                       const char *reason,
                       const GPtrArray *headers,
                       Slice sdp,
                       gint64 now_us,
                       GError **error)
{
  g_autoptr (SipBuilder) builder = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SipFlow *flow = sip_core_get_flow (core, server->flow);

  builder = sip_builder_new_response (server->request, status, reason,
                                      status > 100 ? server->to_tag : NULL);
  if (flow != NULL)
    sip_builder_set_source (builder, flow->remote_host, flow->remote_port);
  for (guint i = 0; headers != NULL && i < headers->len; i++)
    {
      const SipHeaderLine *line = g_ptr_array_index (headers, i);

      sip_builder_add (builder, line->name, line->value);
    }
  if (sip_message_get_method (server->request) == SIP_METHOD_INVITE && status > 100 && status < 300)
    sip_builder_copy (builder, server->request, SIP_HEADER_RECORD_ROUTE);
  if (sdp.n > 0)
    sip_builder_set_body (builder, "application/sdp", sdp);
  bytes = sip_builder_finish (builder, error);
  if (bytes == NULL)
    return NULL;
  if (!sip_server_transaction_respond (&server->machine, status, now_us))
    {
      g_set_error_literal (error, SIP_ERROR, SIP_ERROR_STATE, "the request is answered already");
      return NULL;
    }
  g_clear_pointer (&server->last, g_bytes_unref);
  server->last = g_bytes_ref (bytes);
  if (flow != NULL)
    sip_core_put_bytes (core, flow->id, bytes);
  return g_steal_pointer (&bytes);
}

/* A final response that has to go out: with these headers if they can be written, else without;
   if even that is too long the request is forgotten, since nothing else would end it */
static void
respond_surely (SipCore *core,
                SipServer *server,
                guint status,
                const char *reason,
                const GPtrArray *headers,
                gint64 now_us)
{
  Slice no_sdp = { NULL, 0 };
  g_autoptr (GBytes) bytes =
      sip_core_respond_full (core, server, status, reason, headers, no_sdp, now_us, NULL);

  if (bytes == NULL)
    bytes = sip_core_respond_full (core, server, status, reason, NULL, no_sdp, now_us, NULL);
  if (bytes == NULL && status >= 200)
    sip_server_transaction_abandon (&server->machine);
}

void
sip_core_respond_with (SipCore *core,
                       SipServer *server,
                       guint status,
                       const char *reason,
                       const char *name,
                       const char *value,
                       gint64 now_us)
{
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (sip_header_line_free);

  if (name != NULL)
    g_ptr_array_add (headers, sip_header_line_new (name, value));
  respond_surely (core, server, status, reason, headers, now_us);
}

/* Refuses with a Warning of our own or NULL. Returns: FALSE if @warning cannot stand in a message
 */
gboolean
sip_core_respond_refusal (SipCore *core,
                          SipServer *server,
                          guint code,
                          const char *warning,
                          gint64 now_us,
                          GError **error)
{
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (sip_header_line_free);
  g_autofree char *value = NULL;

  if (warning != NULL)
    {
      value = sip_core_make_warning (sip_core_get_account (core, server->account), warning);
      if (!sip_builder_is_safe (slice_from_string (value)))
        {
          g_set_error_literal (error, SIP_ERROR, SIP_ERROR_UNSAFE, "the Warning may not be sent");
          return FALSE;
        }
      g_ptr_array_add (headers, sip_header_line_new ("Warning", value));
    }
  respond_surely (core, server, code, NULL, headers, now_us);
  return TRUE;
}

void
sip_core_respond (SipCore *core, SipServer *server, guint status, gint64 now_us)
{
  sip_core_respond_with (core, server, status, NULL, NULL, NULL, now_us);
}

/* For what gets no transaction: too many, or refused at the door */
void
sip_core_respond_stateless (SipCore *core,
                            SipFlow *flow,
                            SipMessage *request,
                            guint status,
                            const char *name,
                            const char *value)
{
  g_autofree char *tag = sip_core_token (core, 8);
  g_autoptr (SipBuilder) builder = sip_builder_new_response (request, status, NULL, tag);
  g_autoptr (GBytes) bytes = NULL;

  sip_builder_set_source (builder, flow->remote_host, flow->remote_port);
  if (name != NULL)
    sip_builder_add (builder, name, value);
  bytes = sip_builder_finish (builder, NULL);
  if (bytes != NULL)
    sip_core_put_bytes (core, flow->id, bytes);
}

void
sip_core_advance_servers (SipCore *core, gint64 now_us)
{
  for (guint i = 0, n = core->servers->len; i < n; i++)
    {
      SipServer *server = g_ptr_array_index (core->servers, i);
      SipServerOut out[1];

      if (sip_server_transaction_advance (&server->machine, now_us, out) > 0 &&
          out[0] == SIP_SERVER_OUT_TRYING)
        sip_core_respond (core, server, 100, now_us);
    }
}
