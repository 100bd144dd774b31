/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The server transactions, every input in every state. */
#include "sip-repeat.h"
#include "sip-server-transaction.h"

#define START_US (7 * (gint64) G_USEC_PER_SEC)

static SipServerTransaction
started (gboolean invite)
{
  SipServerTransaction machine;

  sip_server_transaction_start (&machine, invite, START_US);
  return machine;
}

static void
test_trying_after_200_ms (void)
{
  SipServerTransaction machine = started (TRUE);
  SipServerOut out[1];

  g_assert_cmpint (machine.deadline_us, ==, START_US + 200000);
  g_assert_cmpuint (sip_server_transaction_advance (&machine, machine.deadline_us - 1, out), ==, 0);
  g_assert_cmpuint (sip_server_transaction_advance (&machine, machine.deadline_us, out), ==, 1);
  g_assert_cmpint (out[0], ==, SIP_SERVER_OUT_TRYING);
  g_assert_cmpint (machine.state, ==, SIP_SERVER_PROCEEDING);
  g_assert_cmpint (machine.deadline_us, ==, SIP_NO_DEADLINE);
}

static void
test_no_trying_when_answered (void)
{
  SipServerTransaction machine = started (TRUE);

  g_assert_true (sip_server_transaction_respond (&machine, 180, START_US));
  g_assert_cmpint (machine.deadline_us, ==, SIP_NO_DEADLINE);
}

static void
test_failure_waits_for_ack (void)
{
  SipServerTransaction machine = started (TRUE);
  SipServerOut out[1];

  g_assert_true (sip_server_transaction_respond (&machine, 486, START_US));
  g_assert_cmpint (machine.state, ==, SIP_SERVER_COMPLETED);
  g_assert_cmpint (machine.deadline_us, ==, START_US + 32 * G_USEC_PER_SEC);
  g_assert_false (sip_server_transaction_respond (&machine, 200, START_US));
  g_assert_cmpuint (sip_server_transaction_repeat (&machine, out), ==, 1);
  g_assert_cmpint (out[0], ==, SIP_SERVER_OUT_REPEAT);
  g_assert_cmpuint (sip_server_transaction_ack (&machine, out), ==, 0);
  g_assert_cmpint (machine.state, ==, SIP_SERVER_TERMINATED);

  machine = started (TRUE);
  sip_server_transaction_respond (&machine, 486, START_US);
  g_assert_cmpuint (sip_server_transaction_advance (&machine, machine.deadline_us, out), ==, 1);
  g_assert_cmpint (out[0], ==, SIP_SERVER_OUT_NO_ACK);
  g_assert_cmpint (machine.state, ==, SIP_SERVER_TERMINATED);
}

static void
test_accepted_absorbs_repeats (void)
{
  SipServerTransaction machine = started (TRUE);
  SipServerOut out[1];

  g_assert_true (sip_server_transaction_respond (&machine, 200, START_US));
  g_assert_cmpint (machine.state, ==, SIP_SERVER_ACCEPTED);
  g_assert_cmpint (machine.deadline_us, ==, START_US + 32 * G_USEC_PER_SEC);
  g_assert_cmpuint (sip_server_transaction_repeat (&machine, out), ==, 0);
  g_assert_true (sip_server_transaction_respond (&machine, 200, START_US));
  g_assert_false (sip_server_transaction_respond (&machine, 486, START_US));
  g_assert_cmpuint (sip_server_transaction_ack (&machine, out), ==, 1);
  g_assert_cmpint (out[0], ==, SIP_SERVER_OUT_ACK);
  g_assert_cmpuint (sip_server_transaction_advance (&machine, machine.deadline_us, out), ==, 0);
  g_assert_cmpint (machine.state, ==, SIP_SERVER_TERMINATED);
}

static void
test_other_methods (void)
{
  SipServerTransaction machine = started (FALSE);
  SipServerOut out[1];

  g_assert_cmpint (machine.deadline_us, ==, START_US + 3500000);
  g_assert_false (sip_server_transaction_respond (&machine, 180, START_US));
  g_assert_cmpuint (sip_server_transaction_advance (&machine, machine.deadline_us, out), ==, 1);
  g_assert_cmpint (out[0], ==, SIP_SERVER_OUT_TRYING);
  g_assert_cmpint (machine.deadline_us, ==, START_US + 32 * G_USEC_PER_SEC);
  g_assert_cmpuint (sip_server_transaction_advance (&machine, machine.deadline_us, out), ==, 0);
  g_assert_cmpint (machine.state, ==, SIP_SERVER_TERMINATED);
  g_assert_false (sip_server_transaction_respond (&machine, 200, START_US));

  machine = started (FALSE);
  g_assert_true (sip_server_transaction_respond (&machine, 200, START_US));
  g_assert_cmpint (machine.state, ==, SIP_SERVER_TERMINATED);
}

static void
test_repeats_until_32_s (void)
{
  static const gint64 due_ms[] = {
    500, 1500, 3500, 7500, 11500, 15500, 19500, 23500, 27500, 31500
  };
  SipRepeat repeat = { 0 };

  g_assert_cmpint (sip_repeat_get_deadline (&repeat), ==, SIP_NO_DEADLINE);
  sip_repeat_start (&repeat, SIP_T2_US, START_US);
  for (guint i = 0; i < G_N_ELEMENTS (due_ms); i++)
    {
      gint64 due_us = START_US + due_ms[i] * 1000;

      g_assert_cmpint (sip_repeat_get_deadline (&repeat), ==, due_us);
      g_assert_cmpint (sip_repeat_advance (&repeat, due_us - 1), ==, SIP_REPEAT_NOTHING);
      g_assert_cmpint (sip_repeat_advance (&repeat, due_us), ==, SIP_REPEAT_AGAIN);
    }
  g_assert_cmpint (sip_repeat_get_deadline (&repeat), ==, START_US + 32 * G_USEC_PER_SEC);
  g_assert_cmpint (sip_repeat_advance (&repeat, START_US + 32 * G_USEC_PER_SEC), ==,
                   SIP_REPEAT_EXPIRED);
  g_assert_false (sip_repeat_is_running (&repeat));
}

static void
test_reliable_repeats_double_without_cap (void)
{
  static const gint64 due_ms[] = { 500, 1500, 3500, 7500, 15500, 31500 };
  SipRepeat repeat = { 0 };

  sip_repeat_start (&repeat, SIP_NO_DEADLINE, START_US);
  for (guint i = 0; i < G_N_ELEMENTS (due_ms); i++)
    g_assert_cmpint (sip_repeat_advance (&repeat, START_US + due_ms[i] * 1000), ==,
                     SIP_REPEAT_AGAIN);
  sip_repeat_stop (&repeat);
  g_assert_cmpint (sip_repeat_advance (&repeat, G_MAXINT64 - 1), ==, SIP_REPEAT_NOTHING);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/server-transaction/TXN-03/100-after-200-ms", test_trying_after_200_ms);
  g_test_add_func ("/sip/server-transaction/TXN-03/no-100-when-answered",
                   test_no_trying_when_answered);
  g_test_add_func ("/sip/server-transaction/TXN-03/failure-waits-32-s-for-ack",
                   test_failure_waits_for_ack);
  g_test_add_func ("/sip/server-transaction/TXN-04/accepted-absorbs-repeats",
                   test_accepted_absorbs_repeats);
  g_test_add_func ("/sip/server-transaction/TXN-05/100-after-3500-ms-then-silence",
                   test_other_methods);
  g_test_add_func ("/sip/repeat/TXN-07/500-ms-doubling-to-4-s-until-32-s", test_repeats_until_32_s);
  g_test_add_func ("/sip/repeat/DLG-09/reliable-1xx-doubles-without-cap",
                   test_reliable_repeats_double_without_cap);
  return g_test_run ();
}
