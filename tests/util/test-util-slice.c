/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "util-slice.h"

static gboolean
is_digit (char c)
{
  return g_ascii_isdigit (c);
}

static void
test_compare (void)
{
  g_assert_true (slice_is (SLICE_LITERAL ("abc"), "abc"));
  g_assert_false (slice_is (SLICE_LITERAL ("abc"), "abC"));
  g_assert_false (slice_is (SLICE_LITERAL ("abc"), "abcd"));
  g_assert_true (slice_is_nocase (SLICE_LITERAL ("aBc"), "AbC"));
  g_assert_false (slice_is_nocase (SLICE_LITERAL ("aBc"), "Ab"));
  g_assert_true (slice_equal ((Slice){ NULL, 0 }, SLICE_LITERAL ("")));
  g_assert_true (slice_has_prefix (SLICE_LITERAL ("abc"), "ab"));
  g_assert_false (slice_has_prefix (SLICE_LITERAL ("a"), "ab"));
}

static void
test_case_is_ascii_only (void)
{
  /* U+00C4 and U+00E4 are one letter to a locale, not to a protocol */
  g_assert_false (slice_is_nocase (SLICE_LITERAL ("\xc4"), "\xe4"));
}

static void
test_numbers_do_not_overflow (void)
{
  Slice rest = SLICE_LITERAL ("4294967295;");
  guint32 n32 = 0;
  guint64 n64 = 0;

  g_assert_true (slice_take_uint32 (&rest, &n32));
  g_assert_cmpuint (n32, ==, G_MAXUINT32);
  g_assert_true (slice_is (rest, ";"));

  rest = SLICE_LITERAL ("4294967296");
  n32 = 7;
  g_assert_false (slice_take_uint32 (&rest, &n32));
  g_assert_cmpuint (n32, ==, 7);
  g_assert_cmpuint (rest.n, ==, 10);

  rest = SLICE_LITERAL ("18446744073709551615");
  g_assert_true (slice_take_uint64 (&rest, &n64));
  g_assert_cmpuint (n64, ==, G_MAXUINT64);
  rest = SLICE_LITERAL ("18446744073709551616");
  g_assert_false (slice_take_uint64 (&rest, &n64));

  rest = SLICE_LITERAL ("-1");
  g_assert_false (slice_take_uint32 (&rest, &n32));
  rest = SLICE_LITERAL ("");
  g_assert_false (slice_take_uint32 (&rest, &n32));
}

static void
test_cursor_moves_only_on_success (void)
{
  Slice rest = SLICE_LITERAL ("12:ab"), out = { NULL, 0 };

  g_assert_false (slice_take_char (&rest, 'x'));
  g_assert_true (slice_take_while (&rest, is_digit, &out));
  g_assert_true (slice_is (out, "12"));
  g_assert_false (slice_take_while (&rest, is_digit, &out));
  g_assert_true (slice_is (out, "12"));
  g_assert_false (slice_take_until (&rest, '@', &out));
  g_assert_true (slice_take_char (&rest, ':'));
  g_assert_true (slice_take_until (&rest, 'b', &out));
  g_assert_true (slice_is (out, "a"));
  g_assert_true (slice_is (rest, "b"));
}

static void
test_empty_is_no_danger (void)
{
  Slice rest = { NULL, 0 };
  g_autofree char *copy = slice_dup (rest);

  g_assert_cmpstr (copy, ==, "");
  slice_skip_blanks (&rest);
  g_assert_cmpuint (slice_trim (rest).n, ==, 0);
  g_assert_cmpint (slice_find (rest, 'a'), ==, -1);
  g_assert_cmpuint (slice_from (SLICE_LITERAL ("ab"), 5).n, ==, 0);
  g_assert_true (slice_is (slice_trim (SLICE_LITERAL (" \t a b\t ")), "a b"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util/slice/compare", test_compare);
  g_test_add_func ("/util/slice/case-is-ascii-only", test_case_is_ascii_only);
  g_test_add_func ("/util/slice/numbers-do-not-overflow", test_numbers_do_not_overflow);
  g_test_add_func ("/util/slice/cursor-moves-only-on-success", test_cursor_moves_only_on_success);
  g_test_add_func ("/util/slice/empty-is-no-danger", test_empty_is_no_danger);
  return g_test_run ();
}
