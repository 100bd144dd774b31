/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Accounts on disk: what was said to be saved is there after a kill, a crash, a stranger's file. */
#define G_LOG_DOMAIN "test-store-database"

#include "store-database.h"
#include "store-error.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  char *directory;
} Fixture;

static const char *program;

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->directory = g_dir_make_tmp ("linnet-store-XXXXXX", NULL);
  g_assert_nonnull (self->directory);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_autoptr (GDir) dir = g_dir_open (self->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (self->directory), ==, 0);
  g_free (self->directory);
}

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

static StoreDatabase *
open_database (const char *directory, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  store_database_open_async (directory, NULL, on_result, &result);
  return store_database_open_finish (wait_for_result (&result), error);
}

static GPtrArray *
load (StoreDatabase *database)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *accounts;

  store_database_load_accounts_async (database, NULL, on_result, &result);
  accounts = store_database_load_accounts_finish (database, wait_for_result (&result), &error);
  g_assert_no_error (error);
  return accounts;
}

static gboolean
save (StoreDatabase *database, const StoreAccount *account, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  store_database_save_account_async (database, account, NULL, on_result, &result);
  return store_database_save_account_finish (database, wait_for_result (&result), error);
}

static void
close_database (StoreDatabase *database)
{
  g_autoptr (GAsyncResult) result = NULL;

  store_database_close_async (database, on_result, &result);
  g_assert_true (store_database_close_finish (database, wait_for_result (&result), NULL));
}

static StoreAccount *
make_account (const char *id)
{
  StoreAccount *account = store_account_new ();

  account->id = g_strdup (id);
  account->name = g_strdup_printf ("Work %s", id);
  account->aor = g_strdup ("sips:älice@example.org");
  account->server = g_strdup ("sip.example.org:5061");
  account->enabled = TRUE;
  account->require_sha2 = TRUE;
  account->expires_s = 1234;
  account->contact_token = g_strdup ("token");
  account->instance_uuid = g_strdup ("uuid");
  return account;
}

static void
test_round_trip (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreAccount) first = make_account ("a");
  g_autoptr (StoreAccount) second = make_account ("b");
  g_autoptr (StoreDatabase) database = open_database (self->directory, &error);
  g_autoptr (GPtrArray) accounts = NULL;
  const StoreAccount *read;

  g_assert_no_error (error);
  g_assert_null (store_database_get_damaged_file (database));
  g_assert_true (save (database, first, NULL));
  g_assert_true (save (database, second, NULL));
  g_free (first->name);
  first->name = g_strdup ("'; DROP TABLE accounts; --");
  g_assert_true (save (database, first, NULL));
  close_database (database);
  g_clear_object (&database);

  database = open_database (self->directory, &error);
  g_assert_no_error (error);
  accounts = load (database);
  g_assert_cmpuint (accounts->len, ==, 2);
  read = accounts->pdata[0];
  g_assert_cmpstr (read->id, ==, "a");
  g_assert_cmpstr (read->name, ==, "'; DROP TABLE accounts; --");
  g_assert_cmpstr (read->aor, ==, "sips:älice@example.org");
  g_assert_cmpstr (read->server, ==, "sip.example.org:5061");
  g_assert_null (read->identity);
  g_assert_true (read->enabled && read->require_sha2);
  g_assert_false (read->allow_wildcard || read->strict_sips);
  g_assert_cmpuint (read->expires_s, ==, 1234);
  g_assert_cmpstr (((StoreAccount *) accounts->pdata[1])->id, ==, "b");
}

static void
test_remove (Fixture *self, gconstpointer unused)
{
  g_autoptr (StoreAccount) account = make_account ("a");
  g_autoptr (StoreDatabase) database = open_database (self->directory, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  g_assert_true (save (database, account, NULL));
  store_database_remove_account_async (database, "a", NULL, on_result, &result);
  g_assert_true (store_database_remove_account_finish (database, wait_for_result (&result), NULL));
  accounts = load (database);
  g_assert_cmpuint (accounts->len, ==, 0);
}

static void
test_equal_names_are_refused (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreAccount) first = make_account ("a");
  g_autoptr (StoreAccount) second = make_account ("b");
  g_autoptr (StoreDatabase) database = open_database (self->directory, NULL);

  g_free (second->name);
  second->name = g_strdup (first->name);
  g_assert_true (save (database, first, NULL));
  g_assert_false (save (database, second, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_FAILED);
}

static void
test_closed (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreAccount) account = make_account ("a");
  g_autoptr (StoreDatabase) database = open_database (self->directory, NULL);
  g_autoptr (StoreDatabase) again = NULL;

  close_database (database);
  g_assert_false (save (database, account, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_CLOSED);
  again = open_database (self->directory, NULL);
  g_assert_nonnull (again);
}

static void
test_second_process_is_told_the_first (Fixture *self, gconstpointer unused)
{
  const char *arguments[] = { program, "--open", self->directory, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreDatabase) database = open_database (self->directory, &error);
  g_autoptr (GSubprocess) child = NULL;
  g_autofree char *output = NULL;
  g_autofree char *pid = g_strdup_printf ("in use by process %ld", (long) getpid ());

  g_assert_no_error (error);
  child = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, &error));
  g_assert_nonnull (strstr (output, pid));
}

/* The child says each id when it is told that it was saved; what was said must survive its death */
static void
test_saved_survives_kill (Fixture *self, gconstpointer unused)
{
  const char *arguments[] = { program, "--save-forever", self->directory, NULL };
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint round = 0; round < 5; round++)
    {
      g_autoptr (GSubprocess) child =
          g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL);
      g_autoptr (GDataInputStream) lines =
          g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
      g_autoptr (StoreDatabase) database = NULL;
      g_autoptr (GPtrArray) accounts = NULL;
      guint killed_after = (guint) g_random_int_range (1, 30), n = 0;
      char *line;

      while ((line = g_data_input_stream_read_line (lines, NULL, NULL, NULL)) != NULL)
        {
          g_hash_table_add (said, line);
          if (++n == killed_after)
            g_subprocess_send_signal (child, SIGKILL);
        }
      g_subprocess_wait (child, NULL, NULL);
      g_assert_cmpuint (n, >=, killed_after);

      database = open_database (self->directory, NULL);
      g_assert_nonnull (database);
      g_assert_null (store_database_get_damaged_file (database));
      accounts = load (database);
      for (guint i = 0; i < accounts->len; i++)
        g_hash_table_remove (said, ((StoreAccount *) accounts->pdata[i])->id);
      g_assert_cmpuint (g_hash_table_size (said), ==, 0);
      close_database (database);
    }
}

static void
write_file (Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_damaged_is_kept_aside (Fixture *self, gconstpointer unused)
{
  g_autofree char *garbage = g_strnfill (5000, '#');
  g_autofree char *kept = NULL;
  g_autoptr (StoreDatabase) database = NULL;
  g_autoptr (GPtrArray) accounts = NULL;

  write_file (self, "linnet.db", garbage);
  g_test_expect_message ("store-database", G_LOG_LEVEL_WARNING, "*was damaged*");
  database = open_database (self->directory, NULL);
  g_test_assert_expected_messages ();
  g_assert_nonnull (database);
  g_assert_nonnull (store_database_get_damaged_file (database));
  g_assert_true (
      g_file_get_contents (store_database_get_damaged_file (database), &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, garbage);
  accounts = load (database);
  g_assert_cmpuint (accounts->len, ==, 0);
}

static void
test_newer_is_not_touched (Fixture *self, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (self->directory, "linnet.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_before = 0, n_after = 0;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
      sqlite3_exec (db, "CREATE TABLE t (x); PRAGMA user_version = 9999", NULL, NULL, NULL), ==,
      SQLITE_OK);
  sqlite3_close (db);
  g_assert_true (g_file_get_contents (path, &before, &n_before, NULL));
  g_assert_null (open_database (self->directory, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_NEWER);
  g_assert_true (g_file_get_contents (path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

static int
open_as_child (const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (StoreDatabase) database = open_database (directory, &error);

  puts (database != NULL ? "opened" : error->message);
  return 0;
}

static int
save_forever (const char *directory)
{
  g_autoptr (StoreDatabase) database = open_database (directory, NULL);

  if (database == NULL)
    return 1;
  while (TRUE)
    {
      g_autofree char *id = g_uuid_string_random ();
      g_autoptr (StoreAccount) account = make_account (id);

      if (!save (database, account, NULL))
        return 1;
      puts (id);
      fflush (stdout);
    }
}

int
main (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--open"))
    return open_as_child (argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "--save-forever"))
    return save_forever (argv[2]);
  g_test_init (&argc, &argv, NULL);
  program = argv[0];
#define ADD(path, function)                                                                        \
  g_test_add ("/store/database/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("accounts-are-read-as-saved", test_round_trip);
  ADD ("removed-is-gone", test_remove);
  ADD ("equal-names-are-refused", test_equal_names_are_refused);
  ADD ("closed-refuses-and-unlocks", test_closed);
  ADD ("second-process-is-told-the-first", test_second_process_is_told_the_first);
  ADD ("saved-survives-kill", test_saved_survives_kill);
  ADD ("damaged-is-kept-aside", test_damaged_is_kept_aside);
  ADD ("newer-is-not-touched", test_newer_is_not_touched);
  return g_test_run ();
}
