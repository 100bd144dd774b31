/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Migrations, on steps made for the test and on Linnet's own. */
#define G_LOG_DOMAIN "test-store-migration"

#include "store-error.h"
#include "store-migration.h"

#include <glib/gstdio.h>

static const char *const steps[] = {
  "CREATE TABLE people (name TEXT)",
  "ALTER TABLE people ADD COLUMN number TEXT DEFAULT 'none'",
  "CREATE TABLE broken (name TEXT); INSERT INTO nowhere VALUES (1)",
};

typedef struct
{
  char *directory;
  char *backup;
  sqlite3 *db;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autofree char *path = NULL;

  self->directory = g_dir_make_tmp ("linnet-migration-XXXXXX", NULL);
  self->backup = g_build_filename (self->directory, "db.backup", NULL);
  path = g_build_filename (self->directory, "db", NULL);
  g_assert_cmpint (sqlite3_open (path, &self->db), ==, SQLITE_OK);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (self->directory, "db", NULL);

  sqlite3_close (self->db);
  g_remove (path);
  g_remove (self->backup);
  g_assert_cmpint (g_rmdir (self->directory), ==, 0);
  g_free (self->directory);
  g_free (self->backup);
}

static char *
query (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  if (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL) == SQLITE_OK &&
      sqlite3_step (statement) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  return value;
}

static void
assert_query (sqlite3 *db, const char *sql, const char *expected)
{
  g_autofree char *value = query (db, sql);

  g_assert_cmpstr (value, ==, expected);
}

static void
test_older_is_migrated_and_backed_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  sqlite3 *backup = NULL;

  g_assert_true (store_migrate_in_worker (self->db, steps, 1, self->backup, &error));
  g_assert_false (g_file_test (self->backup, G_FILE_TEST_EXISTS));
  g_assert_true (store_execute_in_worker (self->db, "INSERT INTO people VALUES ('bob')", NULL));

  g_assert_true (store_migrate_in_worker (self->db, steps, 2, self->backup, &error));
  g_assert_no_error (error);
  assert_query (self->db, "SELECT name || ' ' || number FROM people", "bob none");
  assert_query (self->db, "PRAGMA user_version", "2");

  g_assert_cmpint (sqlite3_open (self->backup, &backup), ==, SQLITE_OK);
  assert_query (backup, "SELECT name FROM people", "bob");
  assert_query (backup, "PRAGMA user_version", "1");
  sqlite3_close (backup);
}

static void
test_failed_step_leaves_the_version_before (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (store_migrate_in_worker (self->db, steps, 3, self->backup, &error));
  g_assert_error (error, STORE_ERROR, STORE_ERROR_FAILED);
  assert_query (self->db, "PRAGMA user_version", "2");
  assert_query (self->db, "SELECT count (*) FROM sqlite_schema WHERE name = 'broken'", "0");
}

static void
test_newest_is_left_alone (Fixture *self, gconstpointer unused)
{
  g_assert_true (store_migrate_in_worker (self->db, steps, 2, self->backup, NULL));
  g_assert_true (store_migrate_in_worker (self->db, steps, 2, self->backup, NULL));
  g_assert_false (g_file_test (self->backup, G_FILE_TEST_EXISTS));
}

static void
test_own_steps_work_from_nothing (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (store_migrate_in_worker (self->db, store_migration_steps, store_migration_n_steps,
                                          self->backup, &error));
  g_assert_no_error (error);
  assert_query (self->db, "SELECT count (*) FROM accounts", "0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function)                                                                        \
  g_test_add ("/store/migration/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("older-is-migrated-and-backed-up", test_older_is_migrated_and_backed_up);
  ADD ("failed-step-leaves-the-version-before", test_failed_step_leaves_the_version_before);
  ADD ("newest-is-left-alone", test_newest_is_left_alone);
  ADD ("own-steps-work-from-nothing", test_own_steps_work_from_nothing);
  return g_test_run ();
}
