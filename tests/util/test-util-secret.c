/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "util-secret.h"

#include <string.h>

static void
test_copies_and_compares (void)
{
  g_autoptr (Secret) a = secret_new ("pass\0word", 9);
  g_autoptr (Secret) b = secret_new ("pass\0word", 9);
  g_autoptr (Secret) c = secret_new ("pass\0worD", 9);
  g_autoptr (Secret) shorter = secret_new ("pass", 4);
  gsize n = 0;

  g_assert_cmpmem (secret_peek (a, &n), n, "pass\0word", 9);
  g_assert_true (secret_equal (a, b));
  g_assert_false (secret_equal (a, c));
  g_assert_false (secret_equal (a, shorter));
  g_assert_false (secret_equal (a, NULL));
}

static void
test_bytes_are_followed_by_nul (void)
{
  g_autoptr (Secret) secret = secret_new_take_string (g_strdup ("word"));

  g_assert_cmpstr (secret_peek (secret, NULL), ==, "word");
}

static void
test_wipe_overwrites (void)
{
  char bytes[] = "secret";

  secret_wipe (bytes, sizeof bytes);
  for (gsize i = 0; i < sizeof bytes; i++)
    g_assert_cmpint (bytes[i], ==, 0);
  secret_wipe (NULL, 0);
}

static void
test_last_owner_frees (void)
{
  Secret *secret = secret_new ("", 0);
  gsize n = 1;

  secret_ref (secret);
  secret_unref (secret);
  (void) secret_peek (secret, &n);
  g_assert_cmpuint (n, ==, 0);
  secret_unref (secret);
  secret_unref (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util/secret/copies-and-compares", test_copies_and_compares);
  g_test_add_func ("/util/secret/bytes-are-followed-by-nul", test_bytes_are_followed_by_nul);
  g_test_add_func ("/util/secret/wipe-overwrites", test_wipe_overwrites);
  g_test_add_func ("/util/secret/last-owner-frees", test_last_owner_frees);
  return g_test_run ();
}
