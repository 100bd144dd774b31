/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Joins the SIP core with the clock, the random generator and TLS connections. */
#define G_LOG_DOMAIN "phone-sip-driver"

#include "phone-sip-driver.h"

#include "util-redact.h"

#include <gnutls/crypto.h>

typedef struct
{
  /* Borrowed */
  PhoneSipDriver *driver;

  /* Owned */
  NetConnection *connection;

  guint id;
  guint account;
} Flow;

typedef struct
{
  GSource source;

  /* Borrowed */
  PhoneSipDriver *driver;
} DriverSource;

struct _PhoneSipDriver
{
  GObject parent_instance;

  /* Owned */
  SipCore *core;
  GSource *source;
  GHashTable *flows; /* id -> Flow */

  gboolean tracing;
  gboolean stopped;
};

enum
{
  OUTPUT,
  FLOW_CLOSED,
  TRACE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PhoneSipDriver, phone_sip_driver, G_TYPE_OBJECT)

void
phone_sip_driver_random (gpointer bytes, gsize n, gpointer user_data)
{
  if (gnutls_rnd (GNUTLS_RND_KEY, bytes, n) < 0)
    g_error ("no randomness");
}

static void
flow_free (Flow *flow)
{
  g_signal_handlers_disconnect_by_data (flow->connection, flow);
  g_clear_object (&flow->connection);
  g_free (flow);
}

/* What was asked of the core has outputs: hand them out from the main loop */
static void
schedule (PhoneSipDriver *self)
{
  if (!self->stopped)
    g_source_set_ready_time (self->source, 0);
}

/* CRLF and CRLFCRLF (RFC 5626 3.5.1) are no messages */
static gboolean
is_keep_alive (Slice bytes)
{
  for (gsize i = 0; i < bytes.n; i++)
    if (bytes.p[i] != '\r' && bytes.p[i] != '\n')
      return FALSE;
  return TRUE;
}

static void
trace (PhoneSipDriver *self, gboolean outgoing, GBytes *bytes)
{
  const Slice message = slice_from_bytes (bytes);
  g_autofree char *text = NULL;

  if (!self->tracing || is_keep_alive (message))
    return;
  text = redact_sip (message);
  g_signal_emit (self, signals[TRACE], 0, outgoing, text);
}

static void
on_received (NetConnection *connection, GBytes *bytes, Flow *flow)
{
  sip_core_receive (flow->driver->core, flow->id, slice_from_bytes (bytes),
                    g_get_monotonic_time ());
  schedule (flow->driver);
}

static void
on_closed (NetConnection *connection, GError *error, Flow *flow)
{
  g_autoptr (PhoneSipDriver) self = g_object_ref (flow->driver);
  const guint id = flow->id, account = flow->account;

  g_debug ("flow %u closed: %s", id, error != NULL ? error->message : "by the server");
  g_hash_table_remove (self->flows, GUINT_TO_POINTER (id));
  sip_core_flow_closed (self->core, id, g_get_monotonic_time ());
  schedule (self);
  g_signal_emit (self, signals[FLOW_CLOSED], 0, account, id, error);
}

static void
close_by_core (PhoneSipDriver *self, const SipOutput *output)
{
  Flow *flow = g_hash_table_lookup (self->flows, GUINT_TO_POINTER (output->flow));
  g_autoptr (GError) error = NULL;
  guint account;

  if (flow == NULL)
    return;
  account = flow->account;
  g_message ("closing flow %u: %s", output->flow, output->text != NULL ? output->text : "?");
  net_connection_close (flow->connection);
  g_hash_table_remove (self->flows, GUINT_TO_POINTER (output->flow));
  error = g_error_new (G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "%s",
                       output->text != NULL ? output->text : "broken stream");
  g_signal_emit (self, signals[FLOW_CLOSED], 0, account, output->flow, error);
}

static void
handle_output (PhoneSipDriver *self, const SipOutput *output)
{
  Flow *flow;

  switch (output->kind)
    {
    case SIP_OUTPUT_SEND:
      flow = g_hash_table_lookup (self->flows, GUINT_TO_POINTER (output->flow));
      if (flow == NULL)
        return;
      trace (self, TRUE, output->bytes);
      net_connection_send (flow->connection, output->bytes);
      return;
    case SIP_OUTPUT_RECEIVED:
      trace (self, FALSE, output->bytes);
      return;
    case SIP_OUTPUT_CLOSE:
      close_by_core (self, output);
      return;
    case SIP_OUTPUT_REGISTERED:
    case SIP_OUTPUT_REGISTRATION_FAILED:
    case SIP_OUTPUT_UNREGISTERED:
    case SIP_OUTPUT_OPTIONS_ANSWERED:
    case SIP_OUTPUT_CALL_INCOMING:
    case SIP_OUTPUT_CALL_TRYING:
    case SIP_OUTPUT_CALL_RINGING:
    case SIP_OUTPUT_CALL_ANSWERED:
    case SIP_OUTPUT_CALL_CONFIRMED:
    case SIP_OUTPUT_CALL_OFFER:
    case SIP_OUTPUT_CALL_OFFER_WITHDRAWN:
    case SIP_OUTPUT_CALL_REINVITE_ANSWERED:
    case SIP_OUTPUT_CALL_INFO:
    case SIP_OUTPUT_CALL_INFO_ANSWERED:
    case SIP_OUTPUT_CALL_MOVED:
    case SIP_OUTPUT_CALL_ENDED:
      g_signal_emit (self, signals[OUTPUT], 0, output);
      return;
    }
}

static gboolean
driver_source_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_autoptr (PhoneSipDriver) self = g_object_ref (((DriverSource *) source)->driver);
  gint64 deadline;

  sip_core_advance (self->core, g_get_monotonic_time ());
  while (!self->stopped)
    {
      g_auto (SipOutput) output = { 0 };

      if (!sip_core_next_output (self->core, &output))
        break;
      handle_output (self, &output);
    }
  if (self->stopped)
    return G_SOURCE_REMOVE;
  deadline = sip_core_get_deadline (self->core);
  g_source_set_ready_time (source, deadline == G_MAXINT64 ? -1 : MAX (deadline, 0));
  return G_SOURCE_CONTINUE;
}

static GSourceFuncs driver_source_funcs = { .dispatch = driver_source_dispatch };

void
phone_sip_driver_stop (PhoneSipDriver *self)
{
  g_return_if_fail (PHONE_IS_SIP_DRIVER (self));
  if (self->stopped)
    return;
  self->stopped = TRUE;
  g_source_destroy (self->source);
  g_hash_table_remove_all (self->flows);
}

static void
phone_sip_driver_dispose (GObject *object)
{
  phone_sip_driver_stop (PHONE_SIP_DRIVER (object));

  G_OBJECT_CLASS (phone_sip_driver_parent_class)->dispose (object);
}

static void
phone_sip_driver_finalize (GObject *object)
{
  PhoneSipDriver *self = PHONE_SIP_DRIVER (object);

  g_clear_pointer (&self->source, g_source_unref);
  g_clear_pointer (&self->flows, g_hash_table_unref);
  g_clear_pointer (&self->core, sip_core_free);

  G_OBJECT_CLASS (phone_sip_driver_parent_class)->finalize (object);
}

static void
phone_sip_driver_class_init (PhoneSipDriverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = phone_sip_driver_dispose;
  object_class->finalize = phone_sip_driver_finalize;

  signals[OUTPUT] = g_signal_new ("output", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[FLOW_CLOSED] =
      g_signal_new ("flow-closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_ERROR);
  signals[TRACE] = g_signal_new ("trace", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
phone_sip_driver_init (PhoneSipDriver *self)
{
  self->core = sip_core_new (phone_sip_driver_random, NULL);
  self->flows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) flow_free);
  self->source = g_source_new (&driver_source_funcs, sizeof (DriverSource));
  ((DriverSource *) self->source)->driver = self;
  g_source_set_static_name (self->source, "sip-core");
  g_source_attach (self->source, g_main_context_get_thread_default ());
}

PhoneSipDriver *
phone_sip_driver_new (void)
{
  return g_object_new (PHONE_TYPE_SIP_DRIVER, NULL);
}

void
phone_sip_driver_set_tracing (PhoneSipDriver *self, gboolean tracing)
{
  self->tracing = tracing;
  sip_core_set_trace (self->core, tracing);
}

guint
phone_sip_driver_add_account (PhoneSipDriver *self, const SipAccountConfig *config, GError **error)
{
  return sip_core_add_account (self->core, config, error);
}

void
phone_sip_driver_remove_account (PhoneSipDriver *self, guint account)
{
  GHashTableIter iter;
  Flow *flow;

  g_hash_table_iter_init (&iter, self->flows);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &flow))
    if (flow->account == account)
      {
        net_connection_close (flow->connection);
        g_hash_table_iter_remove (&iter);
      }
  sip_core_remove_account (self->core, account);
  schedule (self);
}

void
phone_sip_driver_set_password (PhoneSipDriver *self, guint account, Secret *password)
{
  sip_core_set_password (self->core, account, password);
  schedule (self);
}

guint
phone_sip_driver_add_flow (PhoneSipDriver *self,
                           guint account,
                           NetConnection *connection,
                           const char *verified_host)
{
  GInetSocketAddress *local = net_connection_get_local_address (connection);
  GInetSocketAddress *remote = net_connection_get_remote_address (connection);
  g_autofree char *local_host =
      g_inet_address_to_string (g_inet_socket_address_get_address (local));
  g_autofree char *remote_host =
      g_inet_address_to_string (g_inet_socket_address_get_address (remote));
  const SipFlowConfig config = {
    .local_host = local_host,
    .local_port = g_inet_socket_address_get_port (local),
    .remote_host = remote_host,
    .remote_port = g_inet_socket_address_get_port (remote),
    .verified_host = verified_host,
  };
  Flow *flow;
  const guint id = sip_core_add_flow (self->core, account, &config, g_get_monotonic_time ());

  schedule (self);
  if (id == 0)
    return 0;
  flow = g_new0 (Flow, 1);
  flow->driver = self;
  flow->connection = g_object_ref (connection);
  flow->id = id;
  flow->account = account;
  g_hash_table_insert (self->flows, GUINT_TO_POINTER (id), flow);
  g_signal_connect (connection, "received", G_CALLBACK (on_received), flow);
  g_signal_connect (connection, "closed", G_CALLBACK (on_closed), flow);
  return id;
}

void
phone_sip_driver_close_flow (PhoneSipDriver *self, guint flow)
{
  Flow *found = g_hash_table_lookup (self->flows, GUINT_TO_POINTER (flow));

  if (found == NULL)
    return;
  net_connection_close (found->connection);
  g_hash_table_remove (self->flows, GUINT_TO_POINTER (flow));
  sip_core_flow_closed (self->core, flow, g_get_monotonic_time ());
  schedule (self);
}

GInetSocketAddress *
phone_sip_driver_get_local_address (PhoneSipDriver *self, guint flow)
{
  Flow *found = g_hash_table_lookup (self->flows, GUINT_TO_POINTER (flow));

  return found == NULL ? NULL : net_connection_get_local_address (found->connection);
}

void
phone_sip_driver_register (PhoneSipDriver *self, guint account)
{
  sip_core_register (self->core, account, g_get_monotonic_time ());
  schedule (self);
}

void
phone_sip_driver_unregister (PhoneSipDriver *self, guint account)
{
  sip_core_unregister (self->core, account, g_get_monotonic_time ());
  schedule (self);
}

void
phone_sip_driver_options (PhoneSipDriver *self, guint account)
{
  sip_core_options (self->core, account, g_get_monotonic_time ());
  schedule (self);
}

guint
phone_sip_driver_invite (PhoneSipDriver *self,
                         guint account,
                         const char *target,
                         const char *offer,
                         GError **error)
{
  schedule (self);
  return sip_core_invite (self->core, account, target, slice_from_string (offer),
                          g_get_monotonic_time (), error);
}

gboolean
phone_sip_driver_ring (PhoneSipDriver *self, guint call, GError **error)
{
  schedule (self);
  return sip_core_ring (self->core, call, g_get_monotonic_time (), error);
}

gboolean
phone_sip_driver_answer (PhoneSipDriver *self, guint call, const char *sdp, GError **error)
{
  schedule (self);
  return sip_core_answer (self->core, call, slice_from_string (sdp), g_get_monotonic_time (),
                          error);
}

gboolean
phone_sip_driver_reject (PhoneSipDriver *self,
                         guint call,
                         guint code,
                         const char *warning,
                         GError **error)
{
  schedule (self);
  return sip_core_reject (self->core, call, code, warning, g_get_monotonic_time (), error);
}

void
phone_sip_driver_hangup (PhoneSipDriver *self, guint call, const char *reason_header)
{
  sip_core_hangup (self->core, call, reason_header, g_get_monotonic_time ());
  schedule (self);
}

gboolean
phone_sip_driver_reinvite (PhoneSipDriver *self, guint call, const char *sdp, GError **error)
{
  schedule (self);
  return sip_core_reinvite (self->core, call, slice_from_string (sdp), g_get_monotonic_time (),
                            error);
}

gboolean
phone_sip_driver_accept_offer (PhoneSipDriver *self, guint call, const char *sdp, GError **error)
{
  schedule (self);
  return sip_core_accept_offer (self->core, call, slice_from_string (sdp), g_get_monotonic_time (),
                                error);
}

gboolean
phone_sip_driver_refuse_offer (PhoneSipDriver *self,
                               guint call,
                               guint code,
                               const char *warning,
                               GError **error)
{
  schedule (self);
  return sip_core_refuse_offer (self->core, call, code, warning, g_get_monotonic_time (), error);
}

gboolean
phone_sip_driver_info (PhoneSipDriver *self,
                       guint call,
                       const char *content_type,
                       const char *body,
                       GError **error)
{
  schedule (self);
  return sip_core_info (self->core, call, content_type, slice_from_string (body),
                        g_get_monotonic_time (), error);
}
