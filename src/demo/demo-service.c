/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The embedded demo service: start, stop, and what its users need to know. */
#define G_LOG_DOMAIN "demo-service"
#include "demo-service.h"

#include <string.h>

#include "demo-auth.h"
#include "demo-connection.h"
#include "demo-files.h"
#include "net-certificate.h"
#include "net-listener.h"

#define DOMAIN "demo.linnet.invalid"   /* RFC 6761: never anybody's */
#define LIFETIME_S (30 * 24 * 60 * 60) /* below two weeks the trust sheet would warn */
#define PASSWORD_BYTES 16

struct _DemoService
{
  GObject parent_instance;

  /* Owned; NULL while it does not run */
  DemoServer *server;
  NetListener *listener;
  DemoFiles *files;
  char *address, *ca_file;

  char *services[DEMO_N_SERVICES + 1]; /* Owned */
};

G_DEFINE_QUARK (demo - error - quark, demo_error)
G_DEFINE_FINAL_TYPE (DemoService, demo_service, G_TYPE_OBJECT)

static const char *const users[] = { "alice", "bob" };
static const char *const aors[] = { "sips:alice@" DOMAIN, "sips:bob@" DOMAIN };

static void
demo_service_dispose (GObject *object)
{
  demo_service_stop (DEMO_SERVICE (object));
  G_OBJECT_CLASS (demo_service_parent_class)->dispose (object);
}

static void
demo_service_finalize (GObject *object)
{
  DemoService *self = DEMO_SERVICE (object);

  for (guint i = 0; i < DEMO_N_SERVICES; i++)
    g_free (self->services[i]);
  G_OBJECT_CLASS (demo_service_parent_class)->finalize (object);
}

static void
demo_service_class_init (DemoServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = demo_service_dispose;
  object_class->finalize = demo_service_finalize;
}

static void
demo_service_init (DemoService *self)
{
  for (guint i = 0; i < DEMO_N_SERVICES; i++)
    self->services[i] =
        g_strdup_printf ("sips:%s@" DOMAIN, demo_service_kind_get_name ((DemoServiceKind) i));
}

DemoService *
demo_service_new (void)
{
  return g_object_new (DEMO_TYPE_SERVICE, NULL);
}

static void
on_connection (NetListener *listener, NetConnection *net, gpointer user_data)
{
  DemoService *self = user_data;
  DemoServer *server = self->server;

  g_ptr_array_add (server->connections,
                   demo_connection_new (server, net, ++server->last_connection_id));
}

static gboolean
add_accounts (DemoService *self, GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    {
      g_autoptr (Secret) password = secret_new_take_string (demo_random_hex (PASSWORD_BYTES));
      g_autofree char *name = g_strconcat (users[i], ".password", NULL);
      DemoAccount *account = demo_server_add_account (self->server, users[i], password);
      gsize n;
      gconstpointer text = secret_peek (password, &n);

      account->password_file = demo_files_write (self->files, name, text, n, error);
      if (account->password_file == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_authority (DemoService *self, const NetCertificate *authority, GError **error)
{
  gsize n;
  gconstpointer pem = g_bytes_get_data (authority->certificate_pem, &n);

  self->ca_file = demo_files_write (self->files, "ca.pem", pem, n, error);
  return self->ca_file != NULL;
}

static gboolean
listen_with (DemoService *self,
             GInetAddress *bind,
             guint16 port,
             const NetCertificate *certificate,
             GError **error)
{
  self->listener =
      net_listener_new (bind, port, certificate->certificate_pem, certificate->key_pem, error);
  if (self->listener == NULL)
    return FALSE;
  self->server->port = net_listener_get_port (self->listener);
  self->address = g_strdup_printf ("%s:%u", self->server->host, self->server->port);
  g_signal_connect (self->listener, "connection", G_CALLBACK (on_connection), self);
  return TRUE;
}

static gboolean
listen (DemoService *self, GInetAddress *bind, guint16 port, GError **error)
{
  g_autofree char *address = g_inet_address_to_string (bind);
  const char *const names[] = { DOMAIN, address, NULL };
  g_autoptr (NetCertificate) authority = NULL, certificate = NULL;
  g_autoptr (GError) reason = NULL;

  authority = net_certificate_make_authority ("Linnet Demo Authority", LIFETIME_S, &reason);
  if (authority != NULL)
    certificate = net_certificate_issue (authority, names, LIFETIME_S, &reason);
  if (certificate == NULL || !listen_with (self, bind, port, certificate, &reason))
    {
      g_set_error (error, DEMO_ERROR, DEMO_ERROR_LISTEN, "%s", reason->message);
      return FALSE;
    }
  return write_authority (self, authority, error);
}

static gboolean
start (DemoService *self, GInetAddress *bind, guint16 port, const char *run_dir, GError **error)
{
  self->files = demo_files_new (run_dir, error);
  if (self->files == NULL)
    return FALSE;
  self->server = demo_server_new (bind, DOMAIN);
  self->server->greeting_file = demo_files_write_greeting (self->files, error);
  return self->server->greeting_file != NULL && add_accounts (self, error) &&
         listen (self, bind, port, error);
}

gboolean
demo_service_start (DemoService *self,
                    GInetAddress *bind,
                    guint16 port,
                    const char *run_dir,
                    GError **error)
{
  if (self->server != NULL)
    {
      g_set_error_literal (error, DEMO_ERROR, DEMO_ERROR_STATE, "the demo service runs already");
      return FALSE;
    }
  if (!g_inet_address_get_is_loopback (bind))
    {
      g_set_error_literal (error, DEMO_ERROR, DEMO_ERROR_NOT_LOOPBACK,
                           "the demo service serves this computer alone");
      return FALSE;
    }
  if (start (self, bind, port, run_dir, error))
    return TRUE;
  demo_service_stop (self);
  return FALSE;
}

void
demo_service_stop (DemoService *self)
{
  if (self->listener != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->listener, self);
      net_listener_close (self->listener);
    }
  g_clear_object (&self->listener);
  g_clear_pointer (&self->server, demo_server_free);
  g_clear_pointer (&self->files, demo_files_free);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->ca_file, g_free);
}

const char *
demo_service_get_address (DemoService *self)
{
  return self->address;
}

const char *
demo_service_get_domain (DemoService *self)
{
  return DOMAIN;
}

const char *
demo_service_get_ca_file (DemoService *self)
{
  return self->ca_file;
}

guint
demo_service_get_n_accounts (DemoService *self)
{
  return G_N_ELEMENTS (users);
}

const char *
demo_service_get_nth_aor (DemoService *self, guint i)
{
  g_return_val_if_fail (i < G_N_ELEMENTS (aors), NULL);
  return aors[i];
}

static DemoAccount *
get_account (DemoService *self, guint i)
{
  g_return_val_if_fail (i < G_N_ELEMENTS (users), NULL);
  return self->server != NULL ? g_ptr_array_index (self->server->accounts, i) : NULL;
}

Secret *
demo_service_get_nth_password (DemoService *self, guint i)
{
  DemoAccount *account = get_account (self, i);

  return account != NULL ? account->password : NULL;
}

const char *
demo_service_get_nth_password_file (DemoService *self, guint i)
{
  DemoAccount *account = get_account (self, i);

  return account != NULL ? account->password_file : NULL;
}

const char *
demo_service_get_account_aor (DemoService *self)
{
  return demo_service_get_nth_aor (self, 0);
}

Secret *
demo_service_get_password (DemoService *self)
{
  return demo_service_get_nth_password (self, 0);
}

const char *
demo_service_get_password_file (DemoService *self)
{
  return demo_service_get_nth_password_file (self, 0);
}

const char *const *
demo_service_get_services (DemoService *self)
{
  return (const char *const *) self->services;
}

guint
demo_service_get_n_calls (DemoService *self)
{
  return self->server != NULL ? self->server->calls->len : 0;
}

void
demo_service_expire_nonces (DemoService *self)
{
  if (self->server != NULL)
    demo_auth_expire_nonces (self->server->auth);
}
