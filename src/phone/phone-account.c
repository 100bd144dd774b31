/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The account as an object: its properties, signals, password and place in the store. */
#define G_LOG_DOMAIN "phone-account"

#include "phone-account.h"

#include "phone-account-private.h"
#include "phone-call-private.h"
#include "phone-dial.h"
#include "phone-engine-private.h"
#include "phone-explain.h"

#include <glib/gi18n-lib.h>

#define CONTACT_TOKEN_CHARS 16

enum
{
  PROP_0,
  PROP_NAME,
  PROP_AOR,
  PROP_ADDRESS,
  PROP_SETTINGS,
  PROP_FLAGS,
  PROP_STATE,
  PROP_STATE_TEXT,
  PROP_HEADLINE,
  PROP_FAILURE,
  PROP_TRUST_STATE,
  PROP_TRUST_LINE,
  PROP_TRUST_REPORT,
  PROP_CALLS,
  PROP_CONTACT,
  PROP_EXPIRES,
  PROP_HAS_PASSWORD,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

enum
{
  REGISTERED,
  REGISTRATION_FAILED,
  UNREGISTERED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PhoneAccount, phone_account, G_TYPE_OBJECT)

static void
notify (PhoneAccount *self, int property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_string (PhoneAccount *self, char **field, const char *value, int property)
{
  if (g_strcmp0 (*field, value) == 0)
    return;
  g_free (*field);
  *field = g_strdup (value);
  notify (self, property);
}

const char *
phone_account_get_name (PhoneAccount *self)
{
  const char *name = phone_account_settings_get_name (self->settings);

  return name != NULL ? name : self->address;
}

const char *
phone_account_get_aor (PhoneAccount *self)
{
  return phone_account_settings_get_aor (self->settings);
}

const char *
phone_account_get_address (PhoneAccount *self)
{
  return self->address;
}

PhoneAccountSettings *
phone_account_get_settings (PhoneAccount *self)
{
  return self->settings;
}

PhoneAccountFlags
phone_account_get_flags (PhoneAccount *self)
{
  return self->flags;
}

PhoneAccountState
phone_account_get_state (PhoneAccount *self)
{
  return self->state;
}

const char *
phone_account_get_state_text (PhoneAccount *self)
{
  return self->state_text;
}

const char *
phone_account_get_headline (PhoneAccount *self)
{
  return self->headline;
}

PhoneFailure
phone_account_get_failure (PhoneAccount *self)
{
  return self->failure;
}

PhoneTrustState
phone_account_get_trust_state (PhoneAccount *self)
{
  return self->trust_state;
}

const char *
phone_account_get_trust_line (PhoneAccount *self)
{
  return self->trust_line;
}

PhoneTrustReport *
phone_account_get_trust_report (PhoneAccount *self)
{
  return self->trust_report;
}

GListModel *
phone_account_get_calls (PhoneAccount *self)
{
  return G_LIST_MODEL (self->calls);
}

const char *
phone_account_get_contact (PhoneAccount *self)
{
  return self->contact;
}

guint
phone_account_get_expires (PhoneAccount *self)
{
  return self->expires;
}

gboolean
phone_account_get_has_password (PhoneAccount *self)
{
  return self->password != NULL;
}

const char *
phone_account_get_id (PhoneAccount *self)
{
  return self->id;
}

guint
phone_account_get_core_id (PhoneAccount *self)
{
  return self->core_account;
}

gboolean
phone_account_lacks_keyring (PhoneAccount *self)
{
  return self->lacks_keyring && self->password == NULL;
}

gboolean
phone_account_is_wanted (PhoneAccount *self)
{
  return self->wanted;
}

guint
phone_account_get_last_code (PhoneAccount *self)
{
  return self->last_code;
}

const char *
phone_account_get_last_reason (PhoneAccount *self)
{
  return self->last_reason;
}

guint
phone_account_get_retry_s (PhoneAccount *self)
{
  const gint64 left_us = self->retry_at_us - g_get_monotonic_time ();

  return self->retry_id == 0 || left_us <= 0
             ? 0
             : (guint) ((left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

/* The words follow from state and failure; both setters below end here */
static void
update_words (PhoneAccount *self)
{
  g_autoptr (PhoneExplanation) explanation = phone_explain_account (self);
  const char *headline = explanation != NULL ? explanation->headline : NULL;
  const char *text = NULL;

  switch (self->state)
    {
    case PHONE_ACCOUNT_STATE_DISABLED:
      text = _ ("Signed out");
      break;
    case PHONE_ACCOUNT_STATE_SIGNING_IN:
      text = _ ("Signing in…");
      break;
    case PHONE_ACCOUNT_STATE_SIGNED_IN:
      text = _ ("Signed in");
      break;
    case PHONE_ACCOUNT_STATE_SIGNING_OUT:
      text = _ ("Signing out…");
      break;
    case PHONE_ACCOUNT_STATE_WAITING:
      text = self->engine != NULL && !phone_engine_get_network_available (self->engine)
                 ? _ ("Waiting for the network")
                 : headline;
      break;
    case PHONE_ACCOUNT_STATE_FAILED:
      text = headline;
      break;
    }
  set_string (self, &self->headline, headline, PROP_HEADLINE);
  set_string (self, &self->state_text, text != NULL ? text : _ ("Waiting for the network"),
              PROP_STATE_TEXT);
}

void
phone_account_set_state (PhoneAccount *self, PhoneAccountState state)
{
  if (self->state == state)
    {
      update_words (self);
      return;
    }
  g_debug ("%s: %s -> %s", self->address, phone_account_state_to_string (self->state),
           phone_account_state_to_string (state));
  self->state = state;
  update_words (self);
  notify (self, PROP_STATE);
}

void
phone_account_set_failure (PhoneAccount *self, PhoneFailure failure, guint code, const char *reason)
{
  self->last_code = code;
  g_free (self->last_reason);
  self->last_reason = g_strdup (reason);
  if (self->failure == failure)
    return;
  self->failure = failure;
  notify (self, PROP_FAILURE);
}

void
phone_account_set_trust (PhoneAccount *self,
                         PhoneTrustState state,
                         const char *line,
                         PhoneTrustReport *report)
{
  if (g_set_object (&self->trust_report, report))
    notify (self, PROP_TRUST_REPORT);
  set_string (self, &self->trust_line, line, PROP_TRUST_LINE);
  if (self->trust_state == state)
    return;
  self->trust_state = state;
  notify (self, PROP_TRUST_STATE);
}

void
phone_account_set_contact (PhoneAccount *self, const char *contact, guint expires_s)
{
  set_string (self, &self->contact, contact, PROP_CONTACT);
  if (self->expires == expires_s)
    return;
  self->expires = expires_s;
  notify (self, PROP_EXPIRES);
}

void
phone_account_emit_registered (PhoneAccount *self)
{
  g_signal_emit (self, signals[REGISTERED], 0, self->contact, self->expires);
}

void
phone_account_emit_registration_failed (PhoneAccount *self, guint code, const char *reason)
{
  g_signal_emit (self, signals[REGISTRATION_FAILED], 0, code, reason);
}

void
phone_account_emit_unregistered (PhoneAccount *self)
{
  g_signal_emit (self, signals[UNREGISTERED], 0);
}

static void
take_password (PhoneAccount *self, Secret *password)
{
  const gboolean had = self->password != NULL;

  if (password != NULL)
    secret_ref (password);
  g_clear_pointer (&self->password, secret_unref);
  self->password = password;
  if (self->core_account != 0 && self->engine != NULL)
    phone_sip_driver_set_password (phone_engine_get_driver (self->engine), self->core_account,
                                   password);
  if (had != (password != NULL))
    notify (self, PROP_HAS_PASSWORD);
}

void
phone_account_use_password (PhoneAccount *self, Secret *password)
{
  g_return_if_fail (PHONE_IS_ACCOUNT (self));
  take_password (self, password);
  phone_account_end_fetching_password (self);
  if (self->wanted && password != NULL && self->state == PHONE_ACCOUNT_STATE_FAILED &&
      self->failure == PHONE_FAILURE_AUTHENTICATION)
    phone_account_restart (self);
}

static void
on_password_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  PhoneAccount *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;

  if (store_secret_save_finish (result, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->engine != NULL)
    phone_engine_warn_no_keyring (self->engine);
  g_task_return_new_error (task, PHONE_ERROR, PHONE_ERROR_NO_KEYRING, "%s", error->message);
}

void
phone_account_set_password_async (PhoneAccount *self,
                                  Secret *password,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *label = NULL;

  g_return_if_fail (PHONE_IS_ACCOUNT (self) && password != NULL);
  g_task_set_source_tag (task, phone_account_set_password_async);
  phone_account_use_password (self, password);
  if ((self->flags & PHONE_ACCOUNT_SAVED) == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  label = g_strdup_printf (_ ("Linnet: password for %s"), self->address);
  store_secret_save_async (self->id, label, password, cancellable, on_password_stored,
                           g_steal_pointer (&task));
}

gboolean
phone_account_set_password_finish (PhoneAccount *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
phone_account_begin_fetching_password (PhoneAccount *self)
{
  self->fetching_password = TRUE;
}

void
phone_account_add_call (PhoneAccount *self, PhoneCall *call)
{
  g_list_store_append (self->calls, call);
}

void
phone_account_remove_call (PhoneAccount *self, PhoneCall *call)
{
  guint position;

  if (g_list_store_find (self->calls, call, &position))
    g_list_store_remove (self->calls, position);
}

guint
phone_account_count_active_calls (PhoneAccount *self)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->calls)); i++)
    {
      g_autoptr (PhoneCall) call = g_list_model_get_item (G_LIST_MODEL (self->calls), i);

      if (phone_call_get_state (call) != PHONE_CALL_STATE_ENDED)
        n++;
    }
  return n;
}

/* --- settings ----------------------------------------------------------------------------------
 */

static char *
strip_scheme (const char *aor)
{
  const char *colon = strchr (aor, ':');

  return g_strdup (colon != NULL ? colon + 1 : aor);
}

static void
take_settings (PhoneAccount *self, PhoneAccountSettings *settings)
{
  g_clear_object (&self->settings);
  self->settings = phone_account_settings_copy (settings);
  g_free (self->address);
  self->address = strip_scheme (phone_account_settings_get_aor (settings));
}

static gboolean
needs_new_connection (PhoneAccountSettings *a, PhoneAccountSettings *b)
{
  g_autoptr (PhoneAccountSettings) same = phone_account_settings_copy (b);

  phone_account_settings_set_name (same, phone_account_settings_get_name (a));
  phone_account_settings_set_enabled (same, phone_account_settings_get_enabled (a));
  return !phone_account_settings_equal (a, same);
}

gboolean
phone_account_apply_settings (PhoneAccount *self, PhoneAccountSettings *settings, GError **error)
{
  g_autoptr (PhoneAccountSettings) old = NULL;

  g_return_val_if_fail (PHONE_IS_ACCOUNT (self), FALSE);
  if (!phone_account_settings_validate (settings, error) ||
      (self->engine != NULL && !phone_engine_check_name (self->engine, self, settings, error)))
    return FALSE;
  old = g_object_ref (self->settings);
  take_settings (self, settings);
  g_object_freeze_notify (G_OBJECT (self));
  notify (self, PROP_SETTINGS);
  notify (self, PROP_NAME);
  notify (self, PROP_AOR);
  notify (self, PROP_ADDRESS);
  g_object_thaw_notify (G_OBJECT (self));
  if (self->engine != NULL)
    phone_engine_save_account (self->engine, self);
  if (needs_new_connection (old, self->settings))
    phone_account_restart (self);
  return TRUE;
}

/* --- calls -------------------------------------------------------------------------------------
 */

PhoneCall *
phone_account_call (PhoneAccount *self,
                    const char *text,
                    PhoneMediaOptions *options,
                    GError **error)
{
  g_autoptr (PhoneDialTarget) target = NULL;
  PhoneCall *call;

  g_return_val_if_fail (PHONE_IS_ACCOUNT (self), NULL);
  target = phone_dial_parse (text, self->settings, error);
  if (target == NULL)
    return NULL;
  if (!self->wanted || self->engine == NULL)
    {
      g_set_error (error, PHONE_ERROR, PHONE_ERROR_STATE, "the account %s is signed out",
                   self->address);
      return NULL;
    }
  call = phone_engine_make_call (self->engine, self, PHONE_CALL_DIRECTION_OUTGOING, target->uri,
                                 NULL, NULL, options);
  if (phone_account_is_ready (self))
    phone_call_account_ready (call);
  else if (self->state != PHONE_ACCOUNT_STATE_SIGNING_IN)
    phone_account_sign_in (self);
  return call;
}

/* --- object ------------------------------------------------------------------------------------
 */

static void
phone_account_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  PhoneAccount *self = PHONE_ACCOUNT (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, phone_account_get_name (self));
      break;
    case PROP_AOR:
      g_value_set_string (value, phone_account_get_aor (self));
      break;
    case PROP_ADDRESS:
      g_value_set_string (value, self->address);
      break;
    case PROP_SETTINGS:
      g_value_set_object (value, self->settings);
      break;
    case PROP_FLAGS:
      g_value_set_flags (value, self->flags);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_STATE_TEXT:
      g_value_set_string (value, self->state_text);
      break;
    case PROP_HEADLINE:
      g_value_set_string (value, self->headline);
      break;
    case PROP_FAILURE:
      g_value_set_enum (value, self->failure);
      break;
    case PROP_TRUST_STATE:
      g_value_set_enum (value, self->trust_state);
      break;
    case PROP_TRUST_LINE:
      g_value_set_string (value, self->trust_line);
      break;
    case PROP_TRUST_REPORT:
      g_value_set_object (value, self->trust_report);
      break;
    case PROP_CALLS:
      g_value_set_object (value, self->calls);
      break;
    case PROP_CONTACT:
      g_value_set_string (value, self->contact);
      break;
    case PROP_EXPIRES:
      g_value_set_uint (value, self->expires);
      break;
    case PROP_HAS_PASSWORD:
      g_value_set_boolean (value, self->password != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
phone_account_dispose (GObject *object)
{
  PhoneAccount *self = PHONE_ACCOUNT (object);

  phone_account_drop_connection (self);
  g_clear_handle_id (&self->sign_out_id, g_source_remove);
  g_list_store_remove_all (self->calls);
  g_clear_weak_pointer (&self->engine);

  G_OBJECT_CLASS (phone_account_parent_class)->dispose (object);
}

static void
phone_account_finalize (GObject *object)
{
  PhoneAccount *self = PHONE_ACCOUNT (object);

  g_free (self->id);
  g_free (self->address);
  g_free (self->contact_token);
  g_free (self->instance_uuid);
  g_free (self->state_text);
  g_free (self->headline);
  g_free (self->trust_line);
  g_free (self->contact);
  g_free (self->last_reason);
  g_clear_object (&self->settings);
  g_clear_object (&self->trust_report);
  g_clear_object (&self->calls);
  g_clear_pointer (&self->password, secret_unref);

  G_OBJECT_CLASS (phone_account_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_AOR] = g_param_spec_string ("aor", NULL, NULL, NULL, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_SETTINGS] =
      g_param_spec_object ("settings", NULL, NULL, PHONE_TYPE_ACCOUNT_SETTINGS, flags);
  properties[PROP_FLAGS] =
      g_param_spec_flags ("flags", NULL, NULL, PHONE_TYPE_ACCOUNT_FLAGS, 0, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, PHONE_TYPE_ACCOUNT_STATE,
                                              PHONE_ACCOUNT_STATE_DISABLED, flags);
  properties[PROP_STATE_TEXT] = g_param_spec_string ("state-text", NULL, NULL, NULL, flags);
  properties[PROP_HEADLINE] = g_param_spec_string ("headline", NULL, NULL, NULL, flags);
  properties[PROP_FAILURE] =
      g_param_spec_enum ("failure", NULL, NULL, PHONE_TYPE_FAILURE, PHONE_FAILURE_NONE, flags);
  properties[PROP_TRUST_STATE] = g_param_spec_enum (
      "trust-state", NULL, NULL, PHONE_TYPE_TRUST_STATE, PHONE_TRUST_STATE_NONE, flags);
  properties[PROP_TRUST_LINE] = g_param_spec_string ("trust-line", NULL, NULL, NULL, flags);
  properties[PROP_TRUST_REPORT] =
      g_param_spec_object ("trust-report", NULL, NULL, PHONE_TYPE_TRUST_REPORT, flags);
  properties[PROP_CALLS] = g_param_spec_object ("calls", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_CONTACT] = g_param_spec_string ("contact", NULL, NULL, NULL, flags);
  properties[PROP_EXPIRES] = g_param_spec_uint ("expires", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_HAS_PASSWORD] = g_param_spec_boolean ("has-password", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
phone_account_class_init (PhoneAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GType type = G_TYPE_FROM_CLASS (klass);

  object_class->get_property = phone_account_get_property;
  object_class->dispose = phone_account_dispose;
  object_class->finalize = phone_account_finalize;
  install_properties (object_class);

  signals[REGISTERED] = g_signal_new ("registered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_UINT);
  signals[REGISTRATION_FAILED] =
      g_signal_new ("registration-failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
  signals[UNREGISTERED] =
      g_signal_new ("unregistered", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
phone_account_init (PhoneAccount *self)
{
  self->calls = g_list_store_new (PHONE_TYPE_CALL);
}

/* Not the AoR's user, so that scanners find nobody (PROTOCOL 6.1) */
static char *
make_contact_token (void)
{
  static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz012345";
  guint8 random[CONTACT_TOKEN_CHARS];
  char *token = g_malloc0 (CONTACT_TOKEN_CHARS + 1);

  G_STATIC_ASSERT (sizeof alphabet - 1 == 32);
  phone_sip_driver_random (random, sizeof random, NULL);
  for (guint i = 0; i < CONTACT_TOKEN_CHARS; i++)
    token[i] = alphabet[random[i] % 32];
  return token;
}

PhoneAccount *
phone_account_new (PhoneEngine *engine,
                   PhoneAccountSettings *settings,
                   PhoneAccountFlags flags,
                   const StoreAccount *record)
{
  PhoneAccount *self = g_object_new (PHONE_TYPE_ACCOUNT, NULL);

  g_set_weak_pointer (&self->engine, engine);
  self->flags = flags;
  take_settings (self, settings);
  self->id = record != NULL ? g_strdup (record->id) : g_uuid_string_random ();
  self->contact_token = record != NULL ? g_strdup (record->contact_token) : make_contact_token ();
  self->instance_uuid = record != NULL ? g_strdup (record->instance_uuid) : g_uuid_string_random ();
  update_words (self);
  return self;
}
