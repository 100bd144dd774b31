/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "util-hex.h"

static void
test_round_trip (void)
{
  const guint8 bytes[] = { 0x00, 0x7f, 0x80, 0xff };
  guint8 back[4];
  g_autofree char *text = hex_encode_dup (bytes, sizeof bytes);

  g_assert_cmpstr (text, ==, "007f80ff");
  g_assert_true (hex_decode (slice_from_string (text), back, sizeof back));
  g_assert_cmpmem (back, sizeof back, bytes, sizeof bytes);
  g_assert_true (hex_decode (SLICE_LITERAL ("007F80FF"), back, sizeof back));
}

static void
test_refuses (void)
{
  guint8 out[2];

  g_assert_false (hex_decode (SLICE_LITERAL ("0g"), out, 1));
  g_assert_false (hex_decode (SLICE_LITERAL ("012"), out, 2));
  g_assert_false (hex_decode (SLICE_LITERAL ("012345"), out, 2));
  g_assert_false (hex_decode (SLICE_LITERAL ("01"), out, 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util/hex/round-trip", test_round_trip);
  g_test_add_func ("/util/hex/refuses-odd-long-short-and-foreign", test_refuses);
  return g_test_run ();
}
