/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The engine as an object: its lists, accounts, signals, and who is told what the core says. */
#define G_LOG_DOMAIN "phone-engine"

#include "phone-engine.h"

#include "media-init.h"
#include "phone-account-private.h"
#include "phone-engine-private.h"

enum
{
  PROP_0,
  PROP_ACCOUNTS,
  PROP_CALLS,
  PROP_ACTIVE_CALLS,
  PROP_PREFERENCES,
  PROP_DEFAULT_ACCOUNT,
  PROP_MICROPHONES,
  PROP_SPEAKERS,
  PROP_NETWORK_AVAILABLE,
  PROP_TRACING,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  INCOMING,
  WARNING,
  TRACE,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PhoneEngine, phone_engine, G_TYPE_OBJECT)

const char *
phone_engine_get_user_agent (void)
{
  static char *user_agent;

  if (user_agent == NULL)
    {
      g_auto (GStrv) parts = g_strsplit (LINNET_VERSION, ".", 3);

      user_agent = g_strdup_printf ("Linnet/%s.%s", parts[0], parts[1]);
    }
  return user_agent;
}

GListModel *
phone_engine_get_accounts (PhoneEngine *self)
{
  return G_LIST_MODEL (self->accounts);
}

GListModel *
phone_engine_get_calls (PhoneEngine *self)
{
  return G_LIST_MODEL (self->calls);
}

guint
phone_engine_get_active_calls (PhoneEngine *self)
{
  return self->active_calls;
}

PhonePreferences *
phone_engine_get_preferences (PhoneEngine *self)
{
  return self->preferences;
}

GListModel *
phone_engine_get_microphones (PhoneEngine *self)
{
  if (self->microphones == NULL)
    self->microphones = phone_devices_new (TRUE);
  return self->microphones;
}

GListModel *
phone_engine_get_speakers (PhoneEngine *self)
{
  if (self->speakers == NULL)
    self->speakers = phone_devices_new (FALSE);
  return self->speakers;
}

const char *
phone_engine_get_config_dir (PhoneEngine *self)
{
  return self->config_dir;
}

PhoneSipDriver *
phone_engine_get_driver (PhoneEngine *self)
{
  return self->driver;
}

TrustAnchors *
phone_engine_get_anchors (PhoneEngine *self)
{
  return self->anchors;
}

gboolean
phone_engine_get_network_available (PhoneEngine *self)
{
  return g_network_monitor_get_network_available (g_network_monitor_get_default ());
}

void
phone_engine_set_sign_in (PhoneEngine *self, gboolean sign_in)
{
  g_return_if_fail (PHONE_IS_ENGINE (self) && !self->opened);
  self->sign_in = sign_in;
}

void
phone_engine_set_saved_accounts (PhoneEngine *self, gboolean saved_accounts)
{
  g_return_if_fail (PHONE_IS_ENGINE (self) && !self->opened);
  self->saved_accounts = saved_accounts;
}

void
phone_engine_set_tracing (PhoneEngine *self, gboolean tracing)
{
  g_return_if_fail (PHONE_IS_ENGINE (self));
  if (self->tracing == !!tracing)
    return;
  self->tracing = !!tracing;
  phone_sip_driver_set_tracing (self->driver, self->tracing);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRACING]);
}

void
phone_engine_warn (PhoneEngine *self, const char *id, const char *detail)
{
  g_message ("%s: %s", id, detail);
  g_signal_emit (self, signals[WARNING], 0, id, detail);
}

void
phone_engine_emit_incoming (PhoneEngine *self, PhoneCall *call)
{
  g_signal_emit (self, signals[INCOMING], 0, call);
}

void
phone_engine_set_active_calls (PhoneEngine *self, guint active_calls)
{
  if (self->active_calls == active_calls)
    return;
  self->active_calls = active_calls;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ACTIVE_CALLS]);
}

void
phone_engine_set_preferences (PhoneEngine *self, PhonePreferences *preferences)
{
  g_set_object (&self->preferences, preferences);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PREFERENCES]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT_ACCOUNT]);
}

/* --- accounts ----------------------------------------------------------------------------------
 */

/* The list keeps its items, so the reference it gives can be dropped at once */
static PhoneAccount *
peek_account (PhoneEngine *self, guint i)
{
  g_autoptr (PhoneAccount) account = g_list_model_get_item (G_LIST_MODEL (self->accounts), i);

  return account;
}

PhoneAccount *
phone_engine_find_account (PhoneEngine *self, const char *name)
{
  PhoneAccount *account;

  g_return_val_if_fail (PHONE_IS_ENGINE (self) && name != NULL, NULL);
  for (guint i = 0; (account = peek_account (self, i)) != NULL; i++)
    if (g_strcmp0 (phone_account_get_name (account), name) == 0)
      return account;
  for (guint i = 0; (account = peek_account (self, i)) != NULL; i++)
    if (g_strcmp0 (phone_account_get_address (account), name) == 0 ||
        g_strcmp0 (phone_account_get_aor (account), name) == 0)
      return account;
  return NULL;
}

PhoneAccount *
phone_engine_find_core_account (PhoneEngine *self, guint core_account)
{
  PhoneAccount *account;

  for (guint i = 0; i < self->leaving->len; i++)
    if (phone_account_get_core_id (self->leaving->pdata[i]) == core_account)
      return self->leaving->pdata[i];

  for (guint i = 0; (account = peek_account (self, i)) != NULL; i++)
    if (phone_account_get_core_id (account) == core_account)
      return account;
  return NULL;
}

PhoneAccount *
phone_engine_get_default_account (PhoneEngine *self)
{
  g_autofree char *name = NULL;
  PhoneAccount *account;

  g_return_val_if_fail (PHONE_IS_ENGINE (self), NULL);
  if (self->preferences != NULL)
    g_object_get (self->preferences, "default-account", &name, NULL);
  if (name != NULL && *name != '\0' && (account = phone_engine_find_account (self, name)) != NULL)
    return account;
  for (guint i = 0; (account = peek_account (self, i)) != NULL; i++)
    if (phone_account_is_wanted (account))
      return account;
  return peek_account (self, 0);
}

void
phone_engine_set_default_account (PhoneEngine *self, PhoneAccount *account)
{
  g_return_if_fail (PHONE_IS_ENGINE (self));
  if (self->preferences == NULL)
    return;
  g_object_set (self->preferences, "default-account",
                account != NULL ? phone_account_get_name (account) : "", NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT_ACCOUNT]);
}

gboolean
phone_engine_check_name (PhoneEngine *self,
                         PhoneAccount *self_account,
                         PhoneAccountSettings *settings,
                         GError **error)
{
  const char *name = phone_account_settings_get_name (settings);
  PhoneAccount *account;

  if (name == NULL)
    name = strchr (phone_account_settings_get_aor (settings), ':') + 1;
  for (guint i = 0; (account = peek_account (self, i)) != NULL; i++)
    if (account != self_account && g_str_equal (phone_account_get_name (account), name))
      {
        g_set_error (error, PHONE_ERROR, PHONE_ERROR_EXISTS, "there is an account named %s", name);
        return FALSE;
      }
  return TRUE;
}

void
phone_engine_append_account (PhoneEngine *self, PhoneAccount *account)
{
  g_list_store_append (self->accounts, account);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT_ACCOUNT]);
}

gboolean
phone_engine_hide_account (PhoneEngine *self, PhoneAccount *account)
{
  guint position;

  if (!g_list_store_find (self->accounts, account, &position))
    return FALSE;
  g_ptr_array_add (self->leaving, g_object_ref (account));
  g_list_store_remove (self->accounts, position);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEFAULT_ACCOUNT]);
  return TRUE;
}

void
phone_engine_account_left (PhoneEngine *self, PhoneAccount *account)
{
  g_ptr_array_remove (self->leaving, account);
}

PhoneAccount *
phone_engine_add_account (PhoneEngine *self,
                          PhoneAccountSettings *settings,
                          PhoneAccountFlags flags,
                          GError **error)
{
  g_autoptr (PhoneAccount) account = NULL;

  g_return_val_if_fail (PHONE_IS_ENGINE (self), NULL);
  if (!self->opened || self->closing != NULL ||
      ((flags & PHONE_ACCOUNT_SAVED) != 0 && self->database == NULL))
    {
      g_set_error_literal (error, PHONE_ERROR, PHONE_ERROR_STATE, "the engine is not open");
      return NULL;
    }
  if (!phone_account_settings_validate (settings, error) ||
      !phone_engine_check_name (self, NULL, settings, error))
    return NULL;
  account = phone_account_new (self, settings, flags, NULL);
  phone_engine_append_account (self, account);
  phone_engine_save_account (self, account);
  return account;
}

/* --- what the core says ------------------------------------------------------------------------
 */

static void
on_output (PhoneSipDriver *driver, const SipOutput *output, PhoneEngine *self)
{
  g_autoptr (PhoneAccount) account = NULL;

  switch (output->kind)
    {
    case SIP_OUTPUT_REGISTERED:
    case SIP_OUTPUT_REGISTRATION_FAILED:
    case SIP_OUTPUT_UNREGISTERED:
    case SIP_OUTPUT_OPTIONS_ANSWERED:
      if (g_set_object (&account, phone_engine_find_core_account (self, output->account)))
        phone_account_handle_output (account, output);
      return;
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
      phone_engine_handle_call_output (self, output);
      return;
    case SIP_OUTPUT_SEND:
    case SIP_OUTPUT_RECEIVED:
    case SIP_OUTPUT_CLOSE: /* the driver's own */
      return;
    }
}

static void
on_flow_closed (PhoneSipDriver *driver,
                guint core_account,
                guint flow,
                const GError *error,
                PhoneEngine *self)
{
  PhoneAccount *account = phone_engine_find_core_account (self, core_account);

  if (account != NULL)
    phone_account_flow_closed (account, flow, error);
}

static void
on_trace (PhoneSipDriver *driver, gboolean outgoing, const char *text, PhoneEngine *self)
{
  g_signal_emit (self, signals[TRACE], 0, outgoing, text);
}

static void
on_network_changed (GNetworkMonitor *monitor, gboolean available, PhoneEngine *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NETWORK_AVAILABLE]);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    phone_account_network_changed (peek_account (self, i));
}

/* --- object ------------------------------------------------------------------------------------
 */

static void
phone_engine_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PhoneEngine *self = PHONE_ENGINE (object);

  switch (id)
    {
    case PROP_ACCOUNTS:
      g_value_set_object (value, self->accounts);
      break;
    case PROP_CALLS:
      g_value_set_object (value, self->calls);
      break;
    case PROP_ACTIVE_CALLS:
      g_value_set_uint (value, self->active_calls);
      break;
    case PROP_PREFERENCES:
      g_value_set_object (value, self->preferences);
      break;
    case PROP_DEFAULT_ACCOUNT:
      g_value_set_object (value, phone_engine_get_default_account (self));
      break;
    case PROP_MICROPHONES:
      g_value_set_object (value, phone_engine_get_microphones (self));
      break;
    case PROP_SPEAKERS:
      g_value_set_object (value, phone_engine_get_speakers (self));
      break;
    case PROP_NETWORK_AVAILABLE:
      g_value_set_boolean (value, phone_engine_get_network_available (self));
      break;
    case PROP_TRACING:
      g_value_set_boolean (value, self->tracing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
phone_engine_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PhoneEngine *self = PHONE_ENGINE (object);

  switch (id)
    {
    case PROP_DEFAULT_ACCOUNT:
      phone_engine_set_default_account (self, g_value_get_object (value));
      break;
    case PROP_TRACING:
      phone_engine_set_tracing (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
phone_engine_dispose (GObject *object)
{
  PhoneEngine *self = PHONE_ENGINE (object);

  g_clear_handle_id (&self->close_id, g_source_remove);
  g_signal_handlers_disconnect_by_data (g_network_monitor_get_default (), self);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->accounts)); i++)
    phone_account_drop_connection (peek_account (self, i));
  for (guint i = 0; i < self->leaving->len; i++)
    phone_account_drop_connection (self->leaving->pdata[i]);
  g_ptr_array_set_size (self->leaving, 0);
  g_hash_table_remove_all (self->core_calls);
  g_list_store_remove_all (self->calls);
  g_list_store_remove_all (self->accounts);
  if (self->driver != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->driver, self);
      phone_sip_driver_stop (self->driver);
    }
  g_clear_object (&self->driver);
  g_clear_object (&self->database);

  G_OBJECT_CLASS (phone_engine_parent_class)->dispose (object);
}

static void
phone_engine_finalize (GObject *object)
{
  PhoneEngine *self = PHONE_ENGINE (object);

  g_free (self->config_dir);
  g_strfreev (self->ca_files);
  g_clear_object (&self->accounts);
  g_clear_object (&self->calls);
  g_clear_object (&self->microphones);
  g_clear_object (&self->speakers);
  g_clear_object (&self->preferences);
  g_clear_pointer (&self->anchors, trust_anchors_unref);
  g_clear_pointer (&self->core_calls, g_hash_table_unref);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);

  G_OBJECT_CLASS (phone_engine_parent_class)->finalize (object);
}

static void
phone_engine_class_init (PhoneEngineClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = phone_engine_get_property;
  object_class->set_property = phone_engine_set_property;
  object_class->dispose = phone_engine_dispose;
  object_class->finalize = phone_engine_finalize;

  properties[PROP_ACCOUNTS] =
      g_param_spec_object ("accounts", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_CALLS] = g_param_spec_object ("calls", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_ACTIVE_CALLS] =
      g_param_spec_uint ("active-calls", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PREFERENCES] =
      g_param_spec_object ("preferences", NULL, NULL, PHONE_TYPE_PREFERENCES, flags);
  properties[PROP_DEFAULT_ACCOUNT] = g_param_spec_object (
      "default-account", NULL, NULL, PHONE_TYPE_ACCOUNT, flags | G_PARAM_WRITABLE);
  properties[PROP_MICROPHONES] =
      g_param_spec_object ("microphones", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_SPEAKERS] =
      g_param_spec_object ("speakers", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_NETWORK_AVAILABLE] =
      g_param_spec_boolean ("network-available", NULL, NULL, FALSE, flags);
  properties[PROP_TRACING] =
      g_param_spec_boolean ("tracing", NULL, NULL, FALSE, flags | G_PARAM_WRITABLE);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[INCOMING] = g_signal_new ("incoming", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, PHONE_TYPE_CALL);
  signals[WARNING] = g_signal_new ("warning", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[TRACE] = g_signal_new ("trace", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 2, G_TYPE_BOOLEAN, G_TYPE_STRING);
}

static void
phone_engine_init (PhoneEngine *self)
{
  self->sign_in = TRUE;
  self->saved_accounts = TRUE;
  self->accounts = g_list_store_new (PHONE_TYPE_ACCOUNT);
  self->calls = g_list_store_new (PHONE_TYPE_CALL);
  self->core_calls = g_hash_table_new (NULL, NULL);
  self->leaving = g_ptr_array_new_with_free_func (g_object_unref);
  self->driver = phone_sip_driver_new ();
  g_signal_connect (self->driver, "output", G_CALLBACK (on_output), self);
  g_signal_connect (self->driver, "flow-closed", G_CALLBACK (on_flow_closed), self);
  g_signal_connect (self->driver, "trace", G_CALLBACK (on_trace), self);
  g_signal_connect (g_network_monitor_get_default (), "network-changed",
                    G_CALLBACK (on_network_changed), self);
}

PhoneEngine *
phone_engine_new (const char *config_dir, const char *const *ca_files)
{
  PhoneEngine *self = g_object_new (PHONE_TYPE_ENGINE, NULL);

  media_init ();
  self->config_dir = config_dir != NULL
                         ? g_canonicalize_filename (config_dir, NULL)
                         : g_build_filename (g_get_user_config_dir (), "linnet", NULL);
  self->ca_files = g_strdupv ((char **) ca_files);
  return self;
}
