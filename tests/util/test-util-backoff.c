/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "util-backoff.h"

static gint64
delay_s (guint failures, gboolean other, double random)
{
  return backoff_delay_us (failures, other, random) / G_USEC_PER_SEC;
}

/* RFC 5626 4.5 */
static void
test_doubles_up_to_half_an_hour (void)
{
  g_assert_cmpint (delay_s (0, FALSE, 1), ==, 0);
  g_assert_cmpint (delay_s (1, FALSE, 1), ==, 60);
  g_assert_cmpint (delay_s (2, FALSE, 1), ==, 120);
  g_assert_cmpint (delay_s (5, FALSE, 1), ==, 960);
  g_assert_cmpint (delay_s (6, FALSE, 1), ==, 1800);
  g_assert_cmpint (delay_s (G_MAXUINT, FALSE, 1), ==, 1800);
}

static void
test_slower_with_another_flow (void)
{
  g_assert_cmpint (delay_s (1, TRUE, 1), ==, 180);
  g_assert_cmpint (delay_s (4, TRUE, 1), ==, 1440);
  g_assert_cmpint (delay_s (5, TRUE, 1), ==, 1800);
}

static void
test_at_least_half (void)
{
  g_assert_cmpint (delay_s (1, FALSE, 0), ==, 30);
  g_assert_cmpint (delay_s (1, FALSE, 0.5), ==, 45);
  g_assert_cmpint (delay_s (9, FALSE, 0), ==, 900);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util/backoff/doubles-up-to-half-an-hour", test_doubles_up_to_half_an_hour);
  g_test_add_func ("/util/backoff/slower-with-another-flow", test_slower_with_another_flow);
  g_test_add_func ("/util/backoff/at-least-half", test_at_least_half);
  return g_test_run ();
}
