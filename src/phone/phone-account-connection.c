/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* An account's way to its server: check, connect, register, keep, try again, leave. */
#define G_LOG_DOMAIN "phone-account-connection"

#include "phone-account-private.h"

#include "net-error.h"
#include "phone-call-private.h"
#include "phone-connect.h"
#include "phone-engine-private.h"
#include "phone-trust-report-private.h"
#include "util-backoff.h"

#define SIGN_OUT_TIMEOUT_MS 5000
/* A flow that lived this long proves that the server is well (PROTOCOL 6.5) */
#define STABLE_US (120 * G_USEC_PER_SEC)

static void begin_connecting (PhoneAccount *self);

static PhoneSipDriver *
get_driver (PhoneAccount *self)
{
  return phone_engine_get_driver (self->engine);
}

gboolean
phone_account_is_ready (PhoneAccount *self)
{
  return self->flow != 0 && self->state == PHONE_ACCOUNT_STATE_SIGNED_IN;
}

GInetSocketAddress *
phone_account_get_local_address (PhoneAccount *self)
{
  if (self->flow == 0 || self->engine == NULL)
    return NULL;
  return phone_sip_driver_get_local_address (get_driver (self), self->flow);
}

/* A copy of the list: what is done to a call may change it */
static GPtrArray *
copy_calls (PhoneAccount *self)
{
  GPtrArray *calls = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model = G_LIST_MODEL (self->calls);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    g_ptr_array_add (calls, g_list_model_get_item (model, i));
  return calls;
}

static void
release_waiting_calls (PhoneAccount *self)
{
  g_autoptr (GPtrArray) calls = copy_calls (self);

  for (guint i = 0; i < calls->len; i++)
    phone_call_account_ready (calls->pdata[i]);
}

static PhoneCallEndCause
map_failure (PhoneFailure failure)
{
  switch (failure)
    {
    case PHONE_FAILURE_UNTRUSTED:
      return PHONE_CALL_END_UNTRUSTED;
    case PHONE_FAILURE_UNREACHABLE:
      return PHONE_CALL_END_UNREACHABLE;
    case PHONE_FAILURE_AUTHENTICATION:
      return PHONE_CALL_END_AUTHENTICATION;
    case PHONE_FAILURE_REFUSED:
      return PHONE_CALL_END_REFUSED;
    case PHONE_FAILURE_NONE:
    case PHONE_FAILURE_NO_MEDIA:
    case PHONE_FAILURE_OTHER:
      return PHONE_CALL_END_FAILED;
    }
  g_return_val_if_reached (PHONE_CALL_END_FAILED);
}

static void
fail_waiting_calls (PhoneAccount *self)
{
  g_autoptr (GPtrArray) calls = copy_calls (self);

  for (guint i = 0; i < calls->len; i++)
    phone_call_account_failed (calls->pdata[i], map_failure (self->failure), self->last_code,
                               self->last_reason);
}

static gboolean
on_retry (gpointer user_data)
{
  PhoneAccount *self = user_data;

  self->retry_id = 0;
  begin_connecting (self);
  return G_SOURCE_REMOVE;
}

static double
random_fraction (void)
{
  guint32 random;

  phone_sip_driver_random (&random, sizeof random, NULL);
  return random / (double) G_MAXUINT32;
}

/* RFC 5626 4.5: at once after a connection that had lasted, then later and later */
static void
plan_retry (PhoneAccount *self, gint at_least_s)
{
  const gint64 delay_us = MAX (backoff_delay_us (self->failures, FALSE, random_fraction ()),
                               (gint64) at_least_s * G_USEC_PER_SEC);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->failures++;
  self->retry_at_us = g_get_monotonic_time () + delay_us;
  self->retry_id = g_timeout_add (delay_us / 1000, on_retry, self);
}

/* The one way into a failure: words, watchers, calls that waited */
static void
fail (PhoneAccount *self,
      PhoneAccountState state,
      PhoneFailure failure,
      guint code,
      const char *reason)
{
  g_object_ref (self);
  phone_account_set_failure (self, failure, code, reason);
  phone_account_set_state (self, state);
  phone_account_emit_registration_failed (self, code, reason != NULL ? reason : "");
  fail_waiting_calls (self);
  g_object_unref (self);
}

static void
become_signed_in (PhoneAccount *self)
{
  phone_account_set_failure (self, PHONE_FAILURE_NONE, 0, NULL);
  phone_account_set_state (self, PHONE_ACCOUNT_STATE_SIGNED_IN);
  release_waiting_calls (self);
}

static PhoneFailure
map_net_error (const GError *error)
{
  if (error->domain != NET_ERROR)
    return PHONE_FAILURE_OTHER;
  switch ((NetErrorCode) error->code)
    {
    case NET_ERROR_UNTRUSTED:
      return PHONE_FAILURE_UNTRUSTED;
    case NET_ERROR_CLIENT_CERT_REQUIRED:
    case NET_ERROR_CLIENT_CERT_REFUSED:
      return PHONE_FAILURE_AUTHENTICATION;
    case NET_ERROR_DNS:
    case NET_ERROR_NO_SERVICE:
    case NET_ERROR_REFUSED:
    case NET_ERROR_TIMEOUT:
    case NET_ERROR_CLOSED:
    case NET_ERROR_TRUNCATED:
    case NET_ERROR_TLS_VERSION:
    case NET_ERROR_TLS_CIPHER:
    case NET_ERROR_TLS:
    case NET_ERROR_NOT_TLS:
    case NET_ERROR_PLAIN_SIP:
    case NET_ERROR_HTTP:
    case NET_ERROR_QUEUE_FULL:
      return PHONE_FAILURE_UNREACHABLE;
    case NET_ERROR_FAILED:
    case NET_ERROR_FILE:
    case NET_ERROR_BAD_ARGUMENT:
      return PHONE_FAILURE_OTHER;
    }
  return PHONE_FAILURE_OTHER;
}

/* What may be over by itself. The rest needs somebody to act */
static gboolean
is_worth_retrying (const GError *error)
{
  return g_error_matches (error, NET_ERROR, NET_ERROR_DNS) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_REFUSED) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_TIMEOUT) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_CLOSED) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_TRUNCATED) ||
         g_error_matches (error, NET_ERROR, NET_ERROR_FAILED);
}

static void
take_report (PhoneAccount *self, TrustReport *report)
{
  g_autoptr (PhoneTrustReport) words = NULL;

  if (report == NULL)
    {
      phone_account_set_trust (self, PHONE_TRUST_STATE_NONE, NULL, NULL);
      return;
    }
  words = phone_trust_report_new (report, (self->flags & PHONE_ACCOUNT_DEMO) != 0,
                                  g_get_real_time () / G_USEC_PER_SEC);
  phone_account_set_trust (self, phone_trust_report_get_state (words),
                           phone_trust_report_get_line (words), words);
}

static gboolean
ensure_core_account (PhoneAccount *self, GError **error)
{
  PhoneAccountSettings *settings = self->settings;

  if (self->core_account != 0)
    return TRUE;
  self->core_account = phone_sip_driver_add_account (
      get_driver (self),
      &(SipAccountConfig){
          .mode = phone_account_settings_is_strict_scheme (settings) ? SIP_MODE_SIPS
                                                                     : SIP_MODE_TLS_NEXT_HOP,
          .aor = phone_account_settings_get_aor (settings),
          .display_name = phone_account_settings_get_display_name (settings),
          .user = phone_account_settings_get_user (settings),
          .password = self->password,
          .contact_token = self->contact_token,
          .instance_uuid = self->instance_uuid,
          .user_agent = PHONE_USER_AGENT,
          .expires_s = phone_account_settings_get_expires (settings),
          .require_sha2 = phone_account_settings_get_require_sha2 (settings),
          .strict_sips = phone_account_settings_get_strict_sips (settings),
      },
      error);
  return self->core_account != 0;
}

/* Verified and up: from here on bytes of SIP may leave */
static void
use_connection (PhoneAccount *self, NetConnection *connection)
{
  g_autofree char *identity = phone_account_settings_dup_identity (self->settings);
  g_autoptr (GError) error = NULL;

  if (!ensure_core_account (self, &error))
    {
      fail (self, PHONE_ACCOUNT_STATE_FAILED, PHONE_FAILURE_OTHER, 0, error->message);
      net_connection_close (connection);
      return;
    }
  self->connected_us = g_get_monotonic_time ();
  self->flow =
      phone_sip_driver_add_flow (get_driver (self), self->core_account, connection, identity);
  if (self->flags & PHONE_ACCOUNT_NO_REGISTER)
    become_signed_in (self);
  else
    phone_sip_driver_register (get_driver (self), self->core_account);
}

static void
on_connected (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PhoneAccount) self = user_data;
  g_autoptr (NetConnection) connection = NULL;
  g_autoptr (TrustReport) report = NULL;
  g_autoptr (GError) error = NULL;

  connection = phone_connect_finish (result, &report, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return; /* whoever cancelled has set the state */
  if (self->connecting == NULL || self->engine == NULL ||
      g_cancellable_is_cancelled (self->connecting))
    {
      if (connection != NULL)
        net_connection_close (connection);
      return;
    }
  g_clear_object (&self->connecting);
  take_report (self, report);
  if (connection == NULL)
    {
      const PhoneFailure failure = map_net_error (error);
      const gboolean retry = is_worth_retrying (error);

      g_message ("%s: %s", self->address, error->message);
      if (retry)
        {
          self->failures = MAX (self->failures, 1);
          plan_retry (self, 0);
        }
      fail (self, retry ? PHONE_ACCOUNT_STATE_WAITING : PHONE_ACCOUNT_STATE_FAILED, failure, 0,
            error->message);
      return;
    }
  if (self->fetching_password)
    g_set_object (&self->pending, connection);
  else
    use_connection (self, connection);
}

static void
begin_connecting (PhoneAccount *self)
{
  g_autofree char *host = NULL;
  g_autofree char *identity = NULL;
  g_autofree char *line = NULL;
  TrustAnchors *anchors;
  int port;

  if (self->connecting != NULL || self->pending != NULL || self->engine == NULL ||
      (anchors = phone_engine_get_anchors (self->engine)) == NULL)
    return;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  identity = phone_account_settings_dup_identity (self->settings);
  host = phone_address_choose_server (self->settings, &port);
  line = phone_trust_line_checking (identity);
  self->connecting = g_cancellable_new ();
  phone_account_set_trust (self, PHONE_TRUST_STATE_CHECKING, line, self->trust_report);
  phone_account_set_state (self, PHONE_ACCOUNT_STATE_SIGNING_IN);
  phone_connect_async (anchors, self->settings, host, port, identity, self->connecting,
                       on_connected, g_object_ref (self));
}

void
phone_account_sign_in (PhoneAccount *self)
{
  g_return_if_fail (PHONE_IS_ACCOUNT (self));
  if (self->closing || self->engine == NULL)
    return;
  self->wanted = TRUE;
  switch (self->state)
    {
    case PHONE_ACCOUNT_STATE_SIGNING_IN:
    case PHONE_ACCOUNT_STATE_SIGNED_IN:
    case PHONE_ACCOUNT_STATE_SIGNING_OUT: /* begins again when that is over */
      return;
    case PHONE_ACCOUNT_STATE_DISABLED:
    case PHONE_ACCOUNT_STATE_WAITING:
    case PHONE_ACCOUNT_STATE_FAILED:
      self->failures = 0;
      phone_account_drop_connection (self);
      begin_connecting (self);
      return;
    }
}

void
phone_account_end_fetching_password (PhoneAccount *self)
{
  g_autoptr (NetConnection) connection = g_steal_pointer (&self->pending);

  self->fetching_password = FALSE;
  if (connection != NULL && net_connection_is_open (connection))
    use_connection (self, connection);
  else if (connection != NULL)
    begin_connecting (self);
}

void
phone_account_password_fetched (PhoneAccount *self, Secret *password, gboolean reached)
{
  if (!self->fetching_password)
    return; /* another one was given meanwhile */
  self->lacks_keyring = !reached;
  if (password != NULL)
    phone_account_use_password (self, password);
  else
    phone_account_end_fetching_password (self);
}

void
phone_account_drop_connection (PhoneAccount *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (self->connecting != NULL)
    {
      g_cancellable_cancel (self->connecting);
      g_clear_object (&self->connecting);
    }
  if (self->pending != NULL)
    net_connection_close (self->pending);
  g_clear_object (&self->pending);
  if (self->core_account != 0 && self->engine != NULL)
    phone_sip_driver_remove_account (get_driver (self), self->core_account);
  self->core_account = 0;
  self->flow = 0;
  self->registered = FALSE;
}

/* --- leaving -----------------------------------------------------------------------------------
 */

static void
finish_signing_out (PhoneAccount *self)
{
  /* One that is being removed is let go by whoever hears of its state */
  g_autoptr (PhoneAccount) alive = g_object_ref (self);
  g_autoptr (GPtrArray) calls = copy_calls (self);
  const gboolean was_registered = self->registered || self->contact != NULL;

  g_clear_handle_id (&self->sign_out_id, g_source_remove);
  phone_account_drop_connection (self);
  for (guint i = 0; i < calls->len; i++)
    phone_call_abandon (calls->pdata[i], PHONE_CALL_END_LOCAL, NULL);
  phone_account_set_contact (self, NULL, 0);
  phone_account_set_failure (self, PHONE_FAILURE_NONE, 0, NULL);
  phone_account_set_trust (self, PHONE_TRUST_STATE_NONE, NULL, self->trust_report);
  phone_account_set_state (self, PHONE_ACCOUNT_STATE_DISABLED);
  if (was_registered)
    phone_account_emit_unregistered (self);
  if (self->wanted && !self->closing)
    phone_account_sign_in (self);
  else if (self->engine != NULL)
    phone_engine_close_if_quiet (self->engine);
}

static void
finish_if_quiet (PhoneAccount *self)
{
  if (self->state == PHONE_ACCOUNT_STATE_SIGNING_OUT && !self->registered &&
      phone_account_count_active_calls (self) == 0)
    finish_signing_out (self);
}

static gboolean
on_sign_out_timeout (gpointer user_data)
{
  PhoneAccount *self = user_data;

  self->sign_out_id = 0;
  g_message ("%s: signed out without the server's word", self->address);
  finish_signing_out (self);
  return G_SOURCE_REMOVE;
}

void
phone_account_sign_out (PhoneAccount *self)
{
  g_autoptr (GPtrArray) calls = NULL;

  g_return_if_fail (PHONE_IS_ACCOUNT (self));
  self->wanted = FALSE;
  if (self->state == PHONE_ACCOUNT_STATE_DISABLED || self->state == PHONE_ACCOUNT_STATE_SIGNING_OUT)
    return;
  calls = copy_calls (self);
  phone_account_set_state (self, PHONE_ACCOUNT_STATE_SIGNING_OUT);
  for (guint i = 0; i < calls->len; i++)
    phone_call_hangup (calls->pdata[i]);
  if (self->state !=
      PHONE_ACCOUNT_STATE_SIGNING_OUT) /* the last of them was all there was to end */
    return;
  if (self->flow == 0 || self->engine == NULL)
    {
      finish_signing_out (self);
      return;
    }
  if (self->registered)
    phone_sip_driver_unregister (get_driver (self), self->core_account);
  self->sign_out_id = g_timeout_add (SIGN_OUT_TIMEOUT_MS, on_sign_out_timeout, self);
  finish_if_quiet (self);
}

void
phone_account_call_ended (PhoneAccount *self)
{
  finish_if_quiet (self);
}

void
phone_account_restart (PhoneAccount *self)
{
  if (!self->wanted || self->closing || self->state == PHONE_ACCOUNT_STATE_SIGNING_OUT)
    return; /* or begins anew when it has signed out */
  if (self->state == PHONE_ACCOUNT_STATE_SIGNED_IN)
    {
      phone_account_sign_out (self);
      self->wanted = TRUE;
      if (self->state == PHONE_ACCOUNT_STATE_DISABLED)
        phone_account_sign_in (self);
      return;
    }
  phone_account_drop_connection (self);
  self->failures = 0;
  begin_connecting (self);
}

void
phone_account_network_changed (PhoneAccount *self)
{
  phone_account_set_state (self, self->state); /* its words name the network */
  if (self->wanted && self->state == PHONE_ACCOUNT_STATE_WAITING && self->flow == 0)
    {
      self->failures = 0;
      begin_connecting (self);
    }
}

/* --- what the core and the connection say -------------------------------------------------------
 */

void
phone_account_flow_closed (PhoneAccount *self, guint flow, const GError *error)
{
  const gint64 now_us = g_get_monotonic_time ();
  const char *reason = error != NULL ? error->message : "the server closed the connection";
  const gboolean signing_in = self->state == PHONE_ACCOUNT_STATE_SIGNING_IN;
  g_autofree char *identity = NULL;
  g_autofree char *line = NULL;

  if (flow != self->flow)
    return;
  g_message ("%s: %s", self->address, reason);
  self->flow = 0;
  self->registered = FALSE;
  if (self->state == PHONE_ACCOUNT_STATE_SIGNING_OUT)
    {
      finish_signing_out (self);
      return;
    }
  if (!self->wanted || self->state == PHONE_ACCOUNT_STATE_FAILED)
    return;
  if (now_us - self->connected_us >= STABLE_US)
    self->failures = 0;
  if (signing_in)
    self->failures = MAX (self->failures, 1);
  plan_retry (self, 0);
  identity = phone_account_settings_dup_identity (self->settings);
  line = phone_trust_line_unreachable (identity);
  phone_account_set_trust (self, PHONE_TRUST_STATE_UNREACHABLE, line, self->trust_report);
  /* No answer to the registration is a failed one; calls that wait for it don't wait on */
  if (signing_in)
    {
      fail (self, PHONE_ACCOUNT_STATE_WAITING, PHONE_FAILURE_UNREACHABLE, 0, reason);
      return;
    }
  phone_account_set_failure (self, PHONE_FAILURE_UNREACHABLE, 0, reason);
  phone_account_set_state (self, PHONE_ACCOUNT_STATE_WAITING);
}

static PhoneFailure
map_registration_code (guint code)
{
  switch (code)
    {
    case 401:
    case 403:
    case 407:
      return PHONE_FAILURE_AUTHENTICATION;
    case 0:
    case 408:
    case 500:
    case 502:
    case 503:
    case 504:
      return PHONE_FAILURE_UNREACHABLE;
    default:
      return PHONE_FAILURE_REFUSED;
    }
}

static void
handle_registered (PhoneAccount *self, const SipOutput *output)
{
  const gboolean first = !self->registered;

  self->registered = TRUE;
  phone_account_set_contact (self, output->contact, output->expires_s);
  if (self->state == PHONE_ACCOUNT_STATE_SIGNING_OUT)
    return;
  become_signed_in (self);
  if (first)
    phone_account_emit_registered (self);
}

static void
handle_registration_failed (PhoneAccount *self, const SipOutput *output)
{
  const PhoneFailure failure = map_registration_code (output->code);

  self->registered = FALSE;
  if (self->state == PHONE_ACCOUNT_STATE_SIGNING_OUT)
    {
      finish_if_quiet (self);
      return;
    }
  /* The connection is gone: that was told and planned for when it closed */
  if (self->flow == 0 && (self->retry_id != 0 || self->connecting != NULL))
    return;
  if (output->retry_s >= 0 && self->flow == 0)
    plan_retry (self, output->retry_s);
  else if (output->retry_s >= 0)
    self->retry_at_us = g_get_monotonic_time () + (gint64) output->retry_s * G_USEC_PER_SEC;
  fail (self, output->retry_s >= 0 ? PHONE_ACCOUNT_STATE_WAITING : PHONE_ACCOUNT_STATE_FAILED,
        failure, output->code, output->text);
}

void
phone_account_handle_output (PhoneAccount *self, const SipOutput *output)
{
  switch (output->kind)
    {
    case SIP_OUTPUT_REGISTERED:
      handle_registered (self, output);
      return;
    case SIP_OUTPUT_REGISTRATION_FAILED:
      handle_registration_failed (self, output);
      return;
    case SIP_OUTPUT_UNREGISTERED:
      self->registered = FALSE;
      finish_if_quiet (self);
      return;
    case SIP_OUTPUT_OPTIONS_ANSWERED:
    case SIP_OUTPUT_SEND:
    case SIP_OUTPUT_RECEIVED:
    case SIP_OUTPUT_CLOSE:
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
      return;
    }
}
