/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* `demo`: the embedded demo service in the foreground. */
#define G_LOG_DOMAIN "cli-demo"

#include "cli-commands.h"
#include "cli-events.h"
#include "demo-service.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

static gboolean
on_signal (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

static void
emit_demo (CliEvents *events, DemoService *service)
{
  JsonObject *members = json_object_new ();
  JsonArray *accounts = json_array_new ();
  JsonArray *services = json_array_new ();
  const char *const *names = demo_service_get_services (service);
  const char *aor = demo_service_get_account_aor (service);
  const char *address = demo_service_get_address (service);
  g_autofree char *plain =
      g_strdup_printf (_ ("Demo service on %s; sign in as %s, then call echo"), address, aor);

  for (guint i = 0; i < demo_service_get_n_accounts (service); i++)
    {
      JsonObject *account = json_object_new ();

      json_object_set_string_member (account, "aor", demo_service_get_nth_aor (service, i));
      json_object_set_string_member (account, "password_file",
                                     demo_service_get_nth_password_file (service, i));
      json_array_add_object_element (accounts, account);
    }
  for (gsize i = 0; names[i] != NULL; i++)
    json_array_add_string_element (services, names[i]);
  json_object_set_string_member (members, "address", address);
  json_object_set_string_member (members, "domain", demo_service_get_domain (service));
  json_object_set_string_member (members, "ca", demo_service_get_ca_file (service));
  json_object_set_array_member (members, "accounts", accounts);
  json_object_set_array_member (members, "services", services);
  cli_events_emit (events, "demo", members, plain);
}

int
cli_demo_run (const CliOptions *options)
{
  const char *bind = options->bind_address != NULL ? options->bind_address : "127.0.0.1";
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (bind);
  g_autoptr (DemoService) service = demo_service_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (CliEvents) events = cli_events_new (options->json);
  g_autoptr (GError) error = NULL;
  guint signal_ids[2];

  if (address == NULL || !g_inet_address_get_is_loopback (address))
    return cli_usage_error (_ ("--bind takes an address of this computer's loopback only"));
  if (!demo_service_start (service, address, (guint16) options->port, NULL, &error))
    {
      g_printerr ("linnet-cli: %s\n", error->message);
      return CLI_STATUS_FAILED;
    }
  signal_ids[0] = g_unix_signal_add (SIGINT, on_signal, loop);
  signal_ids[1] = g_unix_signal_add (SIGTERM, on_signal, loop);
  emit_demo (events, service);
  g_main_loop_run (loop);
  for (gsize i = 0; i < G_N_ELEMENTS (signal_ids); i++)
    g_source_remove (signal_ids[i]);
  demo_service_stop (service);
  return CLI_STATUS_DONE;
}
