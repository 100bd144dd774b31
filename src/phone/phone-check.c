/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The check before a call: everything up to the verdict, then one OPTIONS, on a connection of its
 * own. */
#define G_LOG_DOMAIN "phone-check"

#include "phone-engine-private.h"

#include "phone-account-private.h"
#include "phone-connect.h"
#include "phone-trust-report-private.h"
#include "sip-uri.h"

#include <glib/gi18n-lib.h>

/* OPTIONS is a courtesy: nobody waits the 32 seconds of timer F for it */
#define OPTIONS_TIMEOUT_MS 5000

typedef struct
{
  PhoneEngine *engine;
  PhoneAccountSettings *settings;
  char *target;
  char *host;
  char *identity;
  int port;
  TrustReport *report;
  PhoneSipDriver *driver;
  guint account;
  guint flow;
  guint timeout_id;
} Check;

static void
check_free (Check *check)
{
  g_clear_handle_id (&check->timeout_id, g_source_remove);
  if (check->driver != NULL)
    g_signal_handlers_disconnect_by_data (check->driver, check);
  g_clear_object (&check->driver);
  g_clear_object (&check->engine);
  g_clear_object (&check->settings);
  g_clear_pointer (&check->report, trust_report_unref);
  g_free (check->target);
  g_free (check->host);
  g_free (check->identity);
  g_free (check);
}

static void
finish (GTask *task)
{
  const Check *check = g_task_get_task_data (task);

  g_task_return_pointer (
      task, phone_trust_report_new (check->report, FALSE, g_get_real_time () / G_USEC_PER_SEC),
      g_object_unref);
  g_object_unref (task);
}

/* The last step; @cause NULL: the server answered */
static void
conclude (GTask *task, const char *cause, char *detail)
{
  Check *check = g_task_get_task_data (task);
  TrustReport *report = trust_report_copy (check->report);

  g_clear_handle_id (&check->timeout_id, g_source_remove);
  trust_report_set_step (report, TRUST_STEP_OPTIONS,
                         cause == NULL ? TRUST_STATUS_PASS : TRUST_STATUS_WARN, cause, detail);
  trust_report_unref (check->report);
  check->report = report;
  g_signal_handlers_disconnect_by_data (check->driver, task);
  phone_sip_driver_close_flow (check->driver, check->flow);
  finish (task);
}

static void
on_output (PhoneSipDriver *driver, const SipOutput *output, GTask *task)
{
  if (output->kind != SIP_OUTPUT_OPTIONS_ANSWERED)
    return;
  if (output->code == 408 || output->code == 503)
    conclude (task, "no-answer", g_strdup (_ ("The server doesn’t answer a SIP question")));
  else
    conclude (task, NULL,
              g_strdup_printf (_ ("The server answers: %u %s"), output->code,
                               output->text != NULL ? output->text : ""));
}

static void
on_flow_closed (PhoneSipDriver *driver, guint account, guint flow, const GError *error, GTask *task)
{
  conclude (task, "no-answer", g_strdup (_ ("The server closed the connection")));
}

static void
on_trace (PhoneSipDriver *driver, gboolean outgoing, const char *text, PhoneEngine *engine)
{
  g_signal_emit_by_name (engine, "trace", outgoing, text);
}

static gboolean
on_timeout (gpointer user_data)
{
  GTask *task = user_data;
  Check *check = g_task_get_task_data (task);

  check->timeout_id = 0;
  conclude (task, "no-answer", g_strdup (_ ("The server doesn’t answer a SIP question")));
  return G_SOURCE_REMOVE;
}

/* An account of its own in a core of its own: no password, no registration */
static void
ask_options (GTask *task, NetConnection *connection)
{
  Check *check = g_task_get_task_data (task);
  g_autofree char *token = g_uuid_string_random ();
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *aor = NULL;
  g_autoptr (GError) error = NULL;
  gboolean strict = TRUE;

  if (check->settings != NULL)
    {
      aor = g_strdup (phone_account_settings_get_aor (check->settings));
      strict = phone_account_settings_is_strict_scheme (check->settings);
    }
  if (aor == NULL)
    aor = g_strdup_printf (strchr (check->host, ':') != NULL ? "sips:check@[%s]" : "sips:check@%s",
                           check->host);
  token[16] = '\0';
  for (char *c = token; *c != '\0'; c++)
    if (*c == '-')
      *c = '0';
  check->driver = phone_sip_driver_new ();
  phone_sip_driver_set_tracing (check->driver, check->engine->tracing);
  check->account =
      phone_sip_driver_add_account (check->driver,
                                    &(SipAccountConfig){
                                        .mode = strict ? SIP_MODE_SIPS : SIP_MODE_TLS_NEXT_HOP,
                                        .aor = aor,
                                        .contact_token = token,
                                        .instance_uuid = uuid,
                                        .user_agent = PHONE_USER_AGENT,
                                    },
                                    &error);
  if (check->account == 0)
    {
      g_message ("no OPTIONS: %s", error->message);
      net_connection_close (connection);
      finish (task);
      return;
    }
  check->flow =
      phone_sip_driver_add_flow (check->driver, check->account, connection, check->identity);
  g_signal_connect (check->driver, "output", G_CALLBACK (on_output), task);
  g_signal_connect (check->driver, "flow-closed", G_CALLBACK (on_flow_closed), task);
  g_signal_connect_object (check->driver, "trace", G_CALLBACK (on_trace), check->engine, 0);
  check->timeout_id = g_timeout_add (OPTIONS_TIMEOUT_MS, on_timeout, task);
  phone_sip_driver_options (check->driver, check->account);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  Check *check = g_task_get_task_data (task);
  g_autoptr (NetConnection) connection = NULL;
  g_autoptr (GError) error = NULL;

  connection = phone_connect_finish (result, &check->report, &error);
  if (check->report == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || error->domain == PHONE_ERROR)
        g_task_return_error (task, g_steal_pointer (&error));
      else
        g_task_return_new_error (task, PHONE_ERROR, PHONE_ERROR_ADDRESS, "%s", error->message);
      g_object_unref (task);
      return;
    }
  if (connection == NULL)
    finish (task);
  else
    ask_options (task, connection);
}

/* `sips:` URI, `sip:` URI with `;transport=tls`, or HOST[:PORT] (CLI.md `check`) */
static gboolean
parse_target (Check *check, const char *target, GError **error)
{
  SipUri uri;
  Slice transport;

  if (g_ascii_strncasecmp (target, "sip:", 4) != 0 && g_ascii_strncasecmp (target, "sips:", 5) != 0)
    {
      check->host = phone_address_parse_server (target, &check->port, error);
      return check->host != NULL;
    }
  if (!sip_uri_parse (slice_from_string (target), &uri, NULL) || uri.host.n == 0)
    {
      g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_ADDRESS, "not an address");
      return FALSE;
    }
  if (uri.scheme == SIP_URI_SIP &&
      !(sip_uri_get_param (&uri, "transport", &transport) && slice_is_nocase (transport, "tls")))
    {
      g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_TRANSPORT,
                           "a sip: address is checked with ;transport=tls only");
      return FALSE;
    }
  check->host = slice_dup (uri.host);
  check->port = uri.port;
  return TRUE;
}

/* Settings that make no account say how a server is checked all the same */
static gboolean
name_nobody (Check *check, GError **error)
{
  gboolean ipv6 = check->host != NULL && strchr (check->host, ':') != NULL;
  g_autofree char *address =
      g_strdup_printf (ipv6 ? "check@[%s]" : "check@%s", check->host != NULL ? check->host : "");

  return phone_account_settings_set_address (check->settings, address, error);
}

static gboolean
prepare (Check *check, const char *target, GError **error)
{
  check->port = -1;
  if (target != NULL && !parse_target (check, target, error))
    return FALSE;
  if (check->settings != NULL && phone_account_settings_get_aor (check->settings) == NULL &&
      !name_nobody (check, error))
    return FALSE;
  if (check->settings != NULL && !phone_account_settings_validate (check->settings, error))
    return FALSE;
  /* A server or a name that the account gives is where its calls go, whomever they are for */
  if (check->settings != NULL &&
      (target == NULL || phone_account_settings_get_server (check->settings) != NULL))
    {
      g_free (check->host);
      check->host = phone_address_choose_server (check->settings, &check->port);
      check->identity = phone_account_settings_dup_identity (check->settings);
    }
  else if (check->settings != NULL)
    check->identity = g_strdup (phone_account_settings_get_identity (check->settings));
  if (check->identity == NULL)
    check->identity = g_strdup (check->host);
  return TRUE;
}

void
phone_engine_check_async (PhoneEngine *self,
                          PhoneAccountSettings *settings,
                          const char *target,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  Check *check;
  GTask *task;

  g_return_if_fail (PHONE_IS_ENGINE (self) && self->anchors != NULL);
  g_return_if_fail (settings != NULL || target != NULL);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, phone_engine_check_async);
  check = g_new0 (Check, 1);
  check->engine = g_object_ref (self);
  check->settings = settings != NULL ? phone_account_settings_copy (settings) : NULL;
  g_task_set_task_data (task, check, (GDestroyNotify) check_free);
  if (!prepare (check, target, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  phone_connect_async (self->anchors, check->settings, check->host, check->port, check->identity,
                       cancellable, on_connected, task);
}

PhoneTrustReport *
phone_engine_check_finish (PhoneEngine *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
