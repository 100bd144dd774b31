/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A scripted SIP client over real TLS. */
#include "demo-client.h"

#include <string.h>

#include "net-connect.h"
#include "sip-auth.h"
#include "sip-builder.h"
#include "sip-digest.h"
#include "sip-framer.h"
#include "trust-anchors.h"

#define WAIT_MS 5000

static gboolean
on_timeout (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
run (gboolean (*done) (gpointer), gpointer user_data, guint ms)
{
  gboolean over = FALSE;
  guint source = g_timeout_add (ms, on_timeout, &over);

  while (!over && !(done != NULL && done (user_data)))
    g_main_context_iteration (NULL, TRUE);
  if (!over)
    g_source_remove (source);
  return !over;
}

void
run_until (gboolean (*done) (gpointer), gpointer user_data)
{
  g_assert_true (run (done, user_data, WAIT_MS));
}

void
run_for_ms (guint ms)
{
  run (NULL, NULL, ms);
}

static void
on_received (NetConnection *net, GBytes *bytes, gpointer user_data)
{
  Client *self = user_data;

  sip_framer_push (self->framer, slice_from_bytes (bytes));
  for (;;)
    {
      g_autoptr (GBytes) message = NULL;
      SipFrameProblem problem = { 0 };
      SipFrame frame = sip_framer_next (self->framer, &message, &problem);

      g_assert_cmpint (frame, !=, SIP_FRAME_BROKEN);
      if (frame == SIP_FRAME_NONE)
        return;
      if (frame == SIP_FRAME_PONG)
        self->n_single_crlf++;
      if (frame == SIP_FRAME_MESSAGE)
        {
          SipParseError error = { 0 };
          SipMessage *parsed = sip_message_parse (message, SIP_PARSE_STREAM, &error);

          g_assert_cmpstr (parsed == NULL ? error.what : NULL, ==, NULL);
          g_queue_push_tail (&self->messages, parsed);
        }
    }
}

static void
on_closed (NetConnection *net, GError *error, gpointer user_data)
{
  ((Client *) user_data)->closed = TRUE;
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Client *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (TrustReport) report = NULL;

  self->net = net_connect_finish (result, &report, &error);
  g_assert_no_error (error);
  g_signal_connect (self->net, "received", G_CALLBACK (on_received), self);
  g_signal_connect (self->net, "closed", G_CALLBACK (on_closed), self);
}

static gboolean
is_connected (gpointer user_data)
{
  return ((Client *) user_data)->net != NULL;
}

static TrustAnchors *
load_anchors (DemoService *service)
{
  TrustAnchors *anchors = trust_anchors_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *pem = NULL;
  gsize n;

  g_file_get_contents (demo_service_get_ca_file (service), &pem, &n, &error);
  g_assert_no_error (error);
  trust_anchors_add_pem (anchors, (Slice){ pem, n }, NULL, &error);
  g_assert_no_error (error);
  return anchors;
}

void
client_connect (Client *self, DemoService *service)
{
  g_autoptr (TrustAnchors) anchors = load_anchors (service);
  const char *address = demo_service_get_address (service);
  const char *colon = strrchr (address, ':');
  g_autofree char *host = g_strndup (address, (gsize) (colon - address));
  NetConnectOptions options = { .host = host,
                                .port = (int) g_ascii_strtoull (colon + 1, NULL, 10),
                                .identity = demo_service_get_domain (service),
                                .anchors = anchors };
  GInetSocketAddress *local;

  *self = (Client){ .service = service, .framer = sip_framer_new () };
  net_connect_async (&options, NULL, on_connected, self);
  run_until (is_connected, self);
  local = net_connection_get_local_address (self->net);
  self->local_host = g_inet_address_to_string (g_inet_socket_address_get_address (local));
  self->local_port = g_inet_socket_address_get_port (local);
}

static gboolean
is_closed (gpointer user_data)
{
  return ((Client *) user_data)->closed;
}

void
client_clear (Client *self)
{
  if (self->net == NULL)
    return;
  net_connection_close (self->net);
  run_until (is_closed, self);
  g_signal_handlers_disconnect_by_data (self->net, self);
  g_clear_object (&self->net);
  g_queue_clear_full (&self->messages, (GDestroyNotify) sip_message_unref);
  sip_framer_free (self->framer);
  g_free (self->local_host);
}

void
client_send_text (Client *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  net_connection_send (self->net, bytes);
}

void
client_send (Client *self, const Request *request)
{
  SipBuilder *builder = sip_builder_new_request (request->method, request->uri);
  const char *to = request->to != NULL ? request->to : request->uri;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  static guint n_branches;

  if (request->branch != NULL)
    sip_builder_addf (builder, "Via", "SIP/2.0/TLS %s:%u;branch=%s;rport", self->local_host,
                      self->local_port, request->branch);
  else
    sip_builder_addf (builder, "Via", "SIP/2.0/TLS %s:%u;branch=z9hG4bK%u;rport", self->local_host,
                      self->local_port, ++n_branches);
  sip_builder_add (builder, "Max-Forwards", "70");
  sip_builder_addf (builder, "From", "<sips:%s@%s>;tag=from%s", request->user,
                    demo_service_get_domain (self->service), request->user);
  if (request->to_tag != NULL)
    sip_builder_addf (builder, "To", "<%s>;tag=%s", to, request->to_tag);
  else
    sip_builder_addf (builder, "To", "<%s>", to);
  sip_builder_add (builder, "Call-ID", request->call_id != NULL ? request->call_id : "call");
  sip_builder_addf (builder, "CSeq", "%u %s", request->cseq != 0 ? request->cseq : 1,
                    request->method);
  if (request->contact != NULL)
    sip_builder_add (builder, "Contact", request->contact);
  else if (strcmp (request->method, "INVITE") == 0)
    sip_builder_addf (builder, "Contact", "<sips:%s@%s:%u>", request->user, self->local_host,
                      self->local_port);
  for (guint i = 0; i < G_N_ELEMENTS (request->name); i++)
    if (request->name[i] != NULL)
      sip_builder_add (builder, request->name[i], request->value[i]);
  if (request->body != NULL)
    sip_builder_set_body (builder, "application/sdp", slice_from_string (request->body));
  bytes = sip_builder_finish (builder, &error);
  g_assert_no_error (error);
  sip_builder_free (builder);
  net_connection_send (self->net, bytes);
}

void
client_answer (Client *self,
               const SipMessage *request,
               guint status,
               const char *contact,
               const char *sdp)
{
  SipBuilder *builder = sip_builder_new_response (request, status, NULL, "tagofbob");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  sip_builder_copy (builder, request, SIP_HEADER_RECORD_ROUTE);
  if (contact != NULL)
    sip_builder_add (builder, "Contact", contact);
  if (sdp != NULL)
    sip_builder_set_body (builder, "application/sdp", slice_from_string (sdp));
  bytes = sip_builder_finish (builder, &error);
  g_assert_no_error (error);
  sip_builder_free (builder);
  net_connection_send (self->net, bytes);
}

static gboolean
has_message (gpointer user_data)
{
  return !g_queue_is_empty (&((Client *) user_data)->messages);
}

SipMessage *
client_wait (Client *self)
{
  run_until (has_message, self);
  return g_queue_pop_head (&self->messages);
}

SipMessage *
client_expect (Client *self, guint status)
{
  for (;;)
    {
      g_autoptr (SipMessage) message = client_wait (self);

      g_assert_false (sip_message_is_request (message));
      if (sip_message_get_status (message) < 200 && status >= 200)
        continue;
      g_assert_cmpuint (sip_message_get_status (message), ==, status);
      return g_steal_pointer (&message);
    }
}

SipMessage *
client_ask (Client *self, const Request *request, guint status)
{
  client_send (self, request);
  return client_expect (self, status);
}

char *
client_authorize (Client *self,
                  const SipMessage *challenge,
                  const char *hash,
                  const char *user,
                  Secret *password,
                  const Request *request,
                  guint nc)
{
  SipHeaderId id = sip_message_get_status (challenge) == 407 ? SIP_HEADER_PROXY_AUTHENTICATE
                                                             : SIP_HEADER_WWW_AUTHENTICATE;
  SipHeaderIter iter;
  Slice value;

  sip_header_iter_init (&iter, challenge, id);
  while (sip_header_iter_next (&iter, &value))
    {
      SipChallenge parsed;

      g_assert_true (sip_challenge_parse (value, &parsed, NULL));
      if (slice_is (parsed.algorithm, hash))
        return sip_digest_authorize (&parsed, user, password, slice_from_string (request->method),
                                     slice_from_string (request->uri), SLICE_LITERAL (""),
                                     "0123456789abcdef0123456789abcdef", nc);
    }
  g_assert_not_reached ();
}

static Secret *
get_password (DemoService *service, const char *user)
{
  for (guint i = 0; i < demo_service_get_n_accounts (service); i++)
    {
      g_autofree char *prefix = g_strdup_printf ("sips:%s@", user);

      if (g_str_has_prefix (demo_service_get_nth_aor (service, i), prefix))
        return demo_service_get_nth_password (service, i);
    }
  g_assert_not_reached ();
}

SipMessage *
client_ask_authorized (Client *self, const Request *request, guint status)
{
  gboolean is_register = strcmp (request->method, "REGISTER") == 0;
  g_autoptr (SipMessage) challenge = client_ask (self, request, is_register ? 401 : 407);
  g_autofree char *authorization =
      client_authorize (self, challenge, "SHA-256", request->user,
                        get_password (self->service, request->user), request, 1);
  Request again = *request;

  if (strcmp (request->method, "INVITE") == 0)
    {
      g_autofree char *tag = get_to_tag (challenge);
      Request ack = { .method = "ACK",
                      .uri = request->uri,
                      .user = request->user,
                      .call_id = request->call_id,
                      .to_tag = tag,
                      .cseq = request->cseq };

      client_send (self, &ack);
    }
  again.cseq = (request->cseq != 0 ? request->cseq : 1) + 1;
  again.name[3] = is_register ? "Authorization" : "Proxy-Authorization";
  again.value[3] = authorization;
  return client_ask (self, &again, status);
}

void
client_register (Client *self, const char *user)
{
  g_autofree char *uri = g_strdup_printf ("sips:%s", demo_service_get_domain (self->service));
  g_autofree char *aor =
      g_strdup_printf ("sips:%s@%s", user, demo_service_get_domain (self->service));
  g_autofree char *contact =
      g_strdup_printf ("<sips:%s-phone@%s:%u>", user, self->local_host, self->local_port);
  g_autofree char *call_id = g_strconcat ("register-", user, NULL);
  Request request = { .method = "REGISTER",
                      .uri = uri,
                      .user = user,
                      .to = aor,
                      .call_id = call_id,
                      .contact = contact };
  g_autoptr (SipMessage) answer = client_ask_authorized (self, &request, 200);

  g_assert_cmpuint (sip_message_count (answer, SIP_HEADER_CONTACT), ==, 1);
}

char *
get_header (const SipMessage *message, SipHeaderId id)
{
  Slice value;

  return sip_message_find (message, id, &value) ? slice_dup (value) : NULL;
}

char *
get_to_tag (const SipMessage *message)
{
  return slice_dup (sip_message_get_to_tag (message));
}
