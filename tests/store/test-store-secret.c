/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Passwords: with a real secret service (started by with-keyring) and without any. */
#define G_LOG_DOMAIN "test-store-secret"

#include "store-error.h"
#include "store-secret.h"

#include <string.h>

static void
on_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gboolean
save (const char *password, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (Secret) secret = secret_new (password, strlen (password));

  store_secret_save_async ("account-1", "Linnet: test", secret, NULL, on_result, &result);
  return store_secret_save_finish (wait_for_result (&result), error);
}

static Secret *
load (GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  store_secret_load_async ("account-1", NULL, on_result, &result);
  return store_secret_load_finish (wait_for_result (&result), error);
}

static void
test_round_trip (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (Secret) secret = NULL;

  g_assert_null (load (&error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (save ("first", &error));
  g_assert_true (save ("sécond", &error));
  secret = load (&error);
  g_assert_no_error (error);
  g_assert_cmpstr (secret_peek (secret, NULL), ==, "sécond");
  store_secret_remove_async ("account-1", NULL, on_result, &result);
  g_assert_true (store_secret_remove_finish (wait_for_result (&result), &error));
  g_assert_null (load (&error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NOT_FOUND);
}

static void
test_no_service (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (save ("secret-text", &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NO_KEYRING);
  g_assert_null (strstr (error->message, "secret-text"));
  g_clear_error (&error);
  g_assert_null (load (&error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NO_KEYRING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (g_getenv ("DBUS_SESSION_BUS_ADDRESS") != NULL)
    g_test_add_func ("/store/secret/kept-by-the-secret-service", test_round_trip);
  else
    g_test_add_func ("/store/secret/no-service-is-told", test_no_service);
  return g_test_run ();
}
