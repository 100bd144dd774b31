/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* TCP and TLS to one address, with the verdict inside. */
#define G_LOG_DOMAIN "net-attempt"

#include "net-attempt.h"

#include "net-connection-private.h"
#include "net-report.h"
#include "trust-verdict.h"

/* A TLS 1.3 server judges our (missing) certificate after we think that the handshake is done; how
 * long its judgement is waited for where it asked for one. */
#define JUDGEMENT_TIMEOUT_MS 1000

typedef enum
{
  STATE_CONNECTING,
  STATE_HANDSHAKE,
  STATE_JUDGED, /* handshake done, waiting for an objection */
  STATE_DONE,
} State;

typedef struct
{
  /* Owned */
  GSocket *socket;
  NetTls *tls;
  GInetSocketAddress *address;
  TrustReport *report;
  GBytes *early;
  GSource *io_source, *timeout_source, *cancel_source;

  /* Borrowed */
  const NetAttemptConfig *config;

  State state;
} Attempt;

static gboolean on_io (GSocket *socket, GIOCondition condition, gpointer user_data);
static void go_on (GTask *task);

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
attempt_free (Attempt *self)
{
  clear_source (&self->io_source);
  clear_source (&self->timeout_source);
  clear_source (&self->cancel_source);
  g_clear_pointer (&self->tls, net_tls_free);
  g_clear_object (&self->socket);
  g_clear_object (&self->address);
  g_clear_pointer (&self->report, trust_report_unref);
  g_clear_pointer (&self->early, g_bytes_unref);
  g_free (self);
}

/* The sources hold the task: once they are gone, the caller's reference is the last but one. */
static void
enter_done (Attempt *self)
{
  self->state = STATE_DONE;
  clear_source (&self->io_source);
  clear_source (&self->timeout_source);
  clear_source (&self->cancel_source);
}

/* @error: (transfer full) */
static void
fail (GTask *task, GError *error)
{
  Attempt *self = g_task_get_task_data (task);
  g_autofree char *where = net_report_address_text (self->address);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      net_report_failed (self->report, self->address, self->tls != NULL, error);
      g_prefix_error (&error, "%s for %s: ", where, self->config->identity);
    }
  enter_done (self);
  g_clear_pointer (&self->tls, net_tls_free);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_task_return_error (task, error);
}

static void
succeed (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);

  enter_done (self);
  net_report_tls (self->report, self->tls);
  net_tls_forget_verify (self->tls);
  g_task_return_pointer (task,
                         net_connection_new (g_steal_pointer (&self->tls),
                                             g_steal_pointer (&self->early),
                                             trust_report_ref (self->report)),
                         g_object_unref);
}

static void
wait_for (GTask *task, GIOCondition condition)
{
  Attempt *self = g_task_get_task_data (task);

  clear_source (&self->io_source);
  self->io_source = g_socket_create_source (self->socket, condition, NULL);
  g_source_set_callback (self->io_source, G_SOURCE_FUNC (on_io), g_object_ref (task),
                         g_object_unref);
  g_source_attach (self->io_source, g_task_get_context (task));
}

static gboolean
on_timeout (gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Attempt *self = g_task_get_task_data (task);

  if (self->state == STATE_JUDGED)
    succeed (task); /* no objection */
  else
    fail (task, g_error_new_literal (NET_ERROR, NET_ERROR_TIMEOUT,
                                     self->state == STATE_CONNECTING ? "no answer to TCP"
                                                                     : "no answer to TLS"));
  return G_SOURCE_REMOVE;
}

static void
set_timeout (GTask *task, guint timeout_ms)
{
  Attempt *self = g_task_get_task_data (task);

  clear_source (&self->timeout_source);
  self->timeout_source = g_timeout_source_new (timeout_ms);
  g_source_set_callback (self->timeout_source, on_timeout, g_object_ref (task), g_object_unref);
  g_source_attach (self->timeout_source, g_task_get_context (task));
}

/* RFC 8446 6.2: which alert fits the first thing that is wrong */
static gnutls_alert_description_t
refusal_for (const TrustReport *report)
{
  switch (trust_report_get_failed (report))
    {
    case TRUST_STEP_CHAIN:
      return GNUTLS_A_UNKNOWN_CA;
    case TRUST_STEP_VALIDITY:
      return GNUTLS_A_CERTIFICATE_EXPIRED;
    default: /* all others */
      return GNUTLS_A_BAD_CERTIFICATE;
    }
}

/* Called by GnuTLS within net_tls_handshake() */
static gboolean
on_verify (NetTls *tls, gpointer user_data)
{
  Attempt *self = user_data;
  g_autoptr (GPtrArray) chain = net_tls_get_peer_chain (tls);
  TrustInput input = {
    .chain_der = chain,
    .identity = self->config->identity,
    .anchors = self->config->anchors,
    .unix_s =
        self->config->unix_s != 0 ? self->config->unix_s : g_get_real_time () / G_USEC_PER_SEC,
    .allow_wildcard = self->config->allow_wildcard,
    .pin_spki_sha256 = self->config->pin,
    .key_seen_before = self->config->key_seen_before,
  };

  net_report_tls (self->report, tls);
  trust_evaluate (&input, self->report);
  if (self->report->verdict != TRUST_VERDICT_UNTRUSTED)
    return TRUE;
  net_tls_set_refusal (tls, refusal_for (self->report));
  return FALSE;
}

static void
start_tls (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  GError *error = NULL;

  net_report_connected (self->report, self->address);
  self->tls = net_tls_new_client (self->socket, self->config->identity,
                                  self->config->priority_suffix, on_verify, self, &error);
  if (self->tls == NULL)
    {
      fail (task, error);
      return;
    }
  self->state = STATE_HANDSHAKE;
  go_on (task);
}

/* G_IO_ERROR codes of connect(): all that is not a time-out is a refusal, by the host or on the way
 */
static GError *
connect_error (const GError *error)
{
  gboolean timed_out = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  gboolean reset = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);

  return g_error_new_literal (NET_ERROR,
                              timed_out ? NET_ERROR_TIMEOUT
                              : reset   ? NET_ERROR_CLOSED
                                        : NET_ERROR_REFUSED,
                              error->message);
}

static void
check_tcp (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  if (g_socket_check_connect_result (self->socket, &error))
    start_tls (task);
  else
    fail (task, connect_error (error));
}

static void
handshake (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  GError *error = NULL;

  switch (net_tls_handshake (self->tls, &error))
    {
    case NET_TLS_DONE:
      if (net_tls_is_1_3 (self->tls) && net_tls_was_asked_for_certificate (self->tls))
        {
          self->state = STATE_JUDGED;
          set_timeout (task, JUDGEMENT_TIMEOUT_MS);
          go_on (task);
        }
      else
        succeed (task);
      return;
    case NET_TLS_WANTS_READ:
      wait_for (task, G_IO_IN);
      return;
    case NET_TLS_WANTS_WRITE:
      wait_for (task, G_IO_OUT);
      return;
    case NET_TLS_ENDED:
    case NET_TLS_FAILED:
      fail (task, error);
      return;
    }
}

/* A ticket or a byte means that we are welcome */
static void
listen_for_objection (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  guint8 buffer[NET_TLS_RECORD_MAX_BYTES];
  gsize n = sizeof buffer;
  GError *error = NULL;

  switch (net_tls_recv (self->tls, buffer, &n, &error))
    {
    case NET_TLS_DONE:
      self->early = g_bytes_new (buffer, n);
      succeed (task);
      return;
    case NET_TLS_WANTS_READ:
      if (net_tls_got_ticket (self->tls))
        succeed (task);
      else
        wait_for (task, G_IO_IN);
      return;
    case NET_TLS_WANTS_WRITE:
      wait_for (task, G_IO_OUT);
      return;
    case NET_TLS_ENDED:
      fail (task, g_error_new_literal (NET_ERROR, NET_ERROR_CLOSED, "closed after the handshake"));
      return;
    case NET_TLS_FAILED:
      fail (task, error);
      return;
    }
}

static void
go_on (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);

  switch (self->state)
    {
    case STATE_CONNECTING:
      check_tcp (task);
      return;
    case STATE_HANDSHAKE:
      handshake (task);
      return;
    case STATE_JUDGED:
      listen_for_objection (task);
      return;
    case STATE_DONE:
      return;
    }
}

static gboolean
on_io (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  Attempt *self = g_task_get_task_data (task);

  clear_source (&self->io_source);
  go_on (task);
  return G_SOURCE_REMOVE;
}

static gboolean
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);

  fail (task, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  return G_SOURCE_REMOVE;
}

static void
connect_tcp (GTask *task)
{
  Attempt *self = g_task_get_task_data (task);
  GInetAddress *ip = g_inet_socket_address_get_address (self->address);
  g_autoptr (GError) error = NULL;

  self->socket = g_socket_new (g_inet_address_get_family (ip), G_SOCKET_TYPE_STREAM,
                               G_SOCKET_PROTOCOL_TCP, &error);
  if (self->socket == NULL)
    {
      fail (task, connect_error (error));
      return;
    }
  net_socket_prepare (self->socket);
  if (g_socket_connect (self->socket, G_SOCKET_ADDRESS (self->address), NULL, &error))
    start_tls (task);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PENDING))
    wait_for (task, G_IO_OUT);
  else
    fail (task, connect_error (error));
}

void
net_attempt_async (const NetAttemptConfig *config,
                   GInetSocketAddress *address,
                   const char *host,
                   const char *via,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);
  Attempt *self = g_new0 (Attempt, 1);

  g_task_set_source_tag (task, net_attempt_async);
  g_task_set_task_data (task, self, (GDestroyNotify) attempt_free);
  self->config = config;
  self->address = g_object_ref (address);
  self->report = trust_report_new (config->target, config->identity);
  net_report_resolved (self->report, host, address, via);
  if (cancellable != NULL)
    {
      self->cancel_source = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancel_source, G_SOURCE_FUNC (on_cancelled), g_object_ref (task),
                             g_object_unref);
      g_source_attach (self->cancel_source, g_task_get_context (task));
    }
  set_timeout (task, config->timeout_ms);
  connect_tcp (task);
}

NetConnection *
net_attempt_finish (GAsyncResult *result, TrustReport **report, GError **error)
{
  Attempt *self;

  g_return_val_if_fail (g_async_result_is_tagged (result, net_attempt_async), NULL);

  self = g_task_get_task_data (G_TASK (result));
  *report = trust_report_ref (self->report);
  return g_task_propagate_pointer (G_TASK (result), error);
}
