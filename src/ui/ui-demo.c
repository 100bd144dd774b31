/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-demo.c: starts the embedded service and makes it look like any other account. */
#define G_LOG_DOMAIN "ui-demo"

#include "ui-demo.h"
#include "ui-contact.h"
#include "demo-service.h"

#include <glib/gi18n.h>

struct _UiDemo
{
  GObject parent_instance;

  /* Owned */
  PhoneEngine *engine;
  DemoService *service;
  PhoneAccount *account;
  GListStore *contacts;
};

enum
{
  PROP_0,
  PROP_RUNNING,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (UiDemo, ui_demo, G_TYPE_OBJECT)

/* The services by their user part, with the names that UI.md 5.1 gives them */
static const struct
{
  const char *user;
  const char *name;
} services[] = {
  { "echo", N_ ("Echo") }, { "tone", N_ ("Tone") },          { "video", N_ ("Video") },
  { "busy", N_ ("Busy") }, { "noanswer", N_ ("No Answer") }, { "voicemail", N_ ("Voicemail") },
};

UiDemo *
ui_demo_new (PhoneEngine *engine)
{
  UiDemo *self = g_object_new (UI_TYPE_DEMO, NULL);

  self->engine = g_object_ref (engine);
  return self;
}

static void
add_contacts (UiDemo *self)
{
  const char *domain = demo_service_get_domain (self->service);

  for (guint i = 0; i < G_N_ELEMENTS (services); i++)
    {
      g_autofree char *address = g_strdup_printf ("sips:%s@%s", services[i].user, domain);
      g_autoptr (UiContact) contact = ui_contact_new (_ (services[i].name), address);

      g_list_store_append (self->contacts, contact);
    }
}

static PhoneAccountSettings *
create_settings (DemoService *service)
{
  PhoneAccountSettings *settings = phone_account_settings_new ();

  phone_account_settings_set_name (settings, _ ("Demo"));
  phone_account_settings_set_aor (settings, demo_service_get_account_aor (service));
  phone_account_settings_set_server (settings, demo_service_get_address (service));
  phone_account_settings_set_identity (settings, demo_service_get_domain (service));
  phone_account_settings_set_ca_file (settings, demo_service_get_ca_file (service));
  return settings;
}

static gboolean
add_account (UiDemo *self, DemoService *service, GError **error)
{
  g_autoptr (PhoneAccountSettings) settings = create_settings (service);
  PhoneAccount *account =
      phone_engine_add_account (self->engine, settings, PHONE_ACCOUNT_DEMO, error);

  if (account == NULL)
    return FALSE;
  self->account = g_object_ref (account);
  phone_account_use_password (account, demo_service_get_password (service));
  phone_account_sign_in (account);
  return TRUE;
}

gboolean
ui_demo_start (UiDemo *self, GError **error)
{
  g_autoptr (DemoService) service = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);

  g_return_val_if_fail (UI_IS_DEMO (self), FALSE);

  if (self->service != NULL)
    return TRUE;
  service = demo_service_new ();
  if (!demo_service_start (service, loopback, 0, NULL, error))
    return FALSE;
  if (!add_account (self, service, error))
    {
      demo_service_stop (service);
      return FALSE;
    }
  self->service = g_steal_pointer (&service);
  add_contacts (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  return TRUE;
}

static void
on_account_removed (GObject *source, GAsyncResult *result, gpointer service)
{
  g_autoptr (DemoService) owned = service;
  g_autoptr (GError) error = NULL;

  if (!phone_engine_remove_account_finish (PHONE_ENGINE (source), result, &error))
    g_warning ("Removing the demo account: %s", error->message);
  demo_service_stop (owned);
}

void
ui_demo_stop (UiDemo *self)
{
  g_return_if_fail (UI_IS_DEMO (self));

  if (self->service == NULL)
    return;
  g_list_store_remove_all (self->contacts);
  /* The service stays until the account has signed out from it */
  phone_engine_remove_account_async (self->engine, self->account, NULL, on_account_removed,
                                     g_steal_pointer (&self->service));
  g_clear_object (&self->account);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
}

gboolean
ui_demo_get_running (UiDemo *self)
{
  g_return_val_if_fail (UI_IS_DEMO (self), FALSE);

  return self->service != NULL;
}

PhoneAccount *
ui_demo_get_account (UiDemo *self)
{
  g_return_val_if_fail (UI_IS_DEMO (self), NULL);

  return self->account;
}

GListModel *
ui_demo_get_contacts (UiDemo *self)
{
  g_return_val_if_fail (UI_IS_DEMO (self), NULL);

  return G_LIST_MODEL (self->contacts);
}

const char *
ui_demo_find_name (UiDemo *self, const char *address)
{
  g_return_val_if_fail (UI_IS_DEMO (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->contacts)); i++)
    {
      g_autoptr (UiContact) contact = g_list_model_get_item (G_LIST_MODEL (self->contacts), i);

      if (g_str_equal (ui_contact_get_address (contact), address))
        return ui_contact_get_name (contact);
    }
  return NULL;
}

static void
ui_demo_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_RUNNING:
      g_value_set_boolean (value, ui_demo_get_running (UI_DEMO (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
ui_demo_dispose (GObject *object)
{
  UiDemo *self = UI_DEMO (object);

  if (self->service != NULL)
    demo_service_stop (self->service);
  g_clear_object (&self->service);
  g_clear_object (&self->account);
  g_clear_object (&self->contacts);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (ui_demo_parent_class)->dispose (object);
}

static void
ui_demo_class_init (UiDemoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = ui_demo_dispose;
  object_class->get_property = ui_demo_get_property;
  properties[PROP_RUNNING] =
      g_param_spec_boolean ("running", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ui_demo_init (UiDemo *self)
{
  self->contacts = g_list_store_new (UI_TYPE_CONTACT);
}
