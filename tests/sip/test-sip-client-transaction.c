/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The client transactions, every input in every state. */
#include "sip-client-transaction.h"

#define START_US (7 * (gint64) G_USEC_PER_SEC)

static SipClientTransaction
started (gboolean invite)
{
  SipClientTransaction machine;

  sip_client_transaction_start (&machine, invite, START_US);
  return machine;
}

static void
test_invite_times_out (void)
{
  SipClientTransaction machine = started (TRUE);
  SipClientOut out[2];

  g_assert_cmpint (machine.deadline_us, ==, START_US + 32 * G_USEC_PER_SEC);
  g_assert_cmpuint (sip_client_transaction_advance (&machine, machine.deadline_us - 1, out), ==, 0);
  g_assert_cmpuint (sip_client_transaction_advance (&machine, machine.deadline_us, out), ==, 1);
  g_assert_cmpint (out[0], ==, SIP_CLIENT_OUT_TIMEOUT);
  g_assert_cmpint (machine.state, ==, SIP_CLIENT_TERMINATED);
  g_assert_cmpuint (sip_client_transaction_advance (&machine, G_MAXINT64 - 1, out), ==, 0);
}

static void
test_provisional_stops_timer_b (void)
{
  SipClientTransaction machine = started (TRUE);
  SipClientOut out[2];

  g_assert_cmpuint (sip_client_transaction_receive (&machine, 100, START_US, out), ==, 1);
  g_assert_cmpint (out[0], ==, SIP_CLIENT_OUT_RESPONSE);
  g_assert_cmpint (machine.state, ==, SIP_CLIENT_PROCEEDING);
  g_assert_cmpint (machine.deadline_us, ==, SIP_NO_DEADLINE);
}

static void
test_failure_is_acknowledged_and_ends (void)
{
  static const guint codes[] = { 300, 486, 699 };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      SipClientTransaction machine = started (TRUE);
      SipClientOut out[2];

      if (i > 0)
        sip_client_transaction_receive (&machine, 180, START_US, out);
      g_assert_cmpuint (sip_client_transaction_receive (&machine, codes[i], START_US, out), ==, 2);
      g_assert_cmpint (out[0], ==, SIP_CLIENT_OUT_ACK);
      g_assert_cmpint (out[1], ==, SIP_CLIENT_OUT_RESPONSE);
      g_assert_cmpint (machine.state, ==, SIP_CLIENT_TERMINATED);
      g_assert_cmpuint (sip_client_transaction_receive (&machine, codes[i], START_US, out), ==, 0);
    }
}

static void
test_every_2xx_is_handed_up (void)
{
  SipClientTransaction machine = started (TRUE);
  SipClientOut out[2];

  g_assert_cmpuint (sip_client_transaction_receive (&machine, 200, START_US + 5, out), ==, 1);
  g_assert_cmpint (machine.state, ==, SIP_CLIENT_ACCEPTED);
  g_assert_cmpint (machine.deadline_us, ==, START_US + 5 + 32 * G_USEC_PER_SEC);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpuint (sip_client_transaction_receive (&machine, 200 + i, START_US, out), ==, 1);
      g_assert_cmpint (out[0], ==, SIP_CLIENT_OUT_RESPONSE);
    }
  g_assert_cmpuint (sip_client_transaction_receive (&machine, 180, START_US, out), ==, 0);
  g_assert_cmpuint (sip_client_transaction_receive (&machine, 486, START_US, out), ==, 0);
  g_assert_cmpuint (sip_client_transaction_advance (&machine, machine.deadline_us, out), ==, 0);
  g_assert_cmpint (machine.state, ==, SIP_CLIENT_TERMINATED);
}

static void
test_other_methods (void)
{
  SipClientTransaction machine = started (FALSE);
  SipClientOut out[2];

  g_assert_cmpint (machine.deadline_us, ==, START_US + 32 * G_USEC_PER_SEC);
  g_assert_cmpuint (sip_client_transaction_receive (&machine, 100, START_US + 9, out), ==, 1);
  g_assert_cmpint (machine.deadline_us, ==, START_US + 32 * G_USEC_PER_SEC);
  g_assert_cmpuint (sip_client_transaction_receive (&machine, 200, START_US, out), ==, 1);
  g_assert_cmpint (machine.state, ==, SIP_CLIENT_TERMINATED);
  g_assert_cmpuint (sip_client_transaction_receive (&machine, 200, START_US, out), ==, 0);

  machine = started (FALSE);
  sip_client_transaction_receive (&machine, 100, START_US, out);
  g_assert_cmpuint (sip_client_transaction_advance (&machine, machine.deadline_us, out), ==, 1);
  g_assert_cmpint (out[0], ==, SIP_CLIENT_OUT_TIMEOUT);

  machine = started (FALSE);
  g_assert_cmpuint (sip_client_transaction_receive (&machine, 404, START_US, out), ==, 1);
  g_assert_cmpint (out[0], ==, SIP_CLIENT_OUT_RESPONSE);
}

static void
test_lost_connection (void)
{
  SipClientTransaction machine = started (TRUE);
  SipClientOut out[2];

  g_assert_cmpuint (sip_client_transaction_fail (&machine, out), ==, 1);
  g_assert_cmpint (out[0], ==, SIP_CLIENT_OUT_TRANSPORT);
  g_assert_cmpuint (sip_client_transaction_fail (&machine, out), ==, 0);

  machine = started (TRUE);
  sip_client_transaction_receive (&machine, 200, START_US, out);
  g_assert_cmpuint (sip_client_transaction_fail (&machine, out), ==, 0);
  g_assert_cmpint (machine.state, ==, SIP_CLIENT_TERMINATED);
}

static void
test_abandoned (void)
{
  SipClientTransaction machine = started (TRUE);
  SipClientOut out[2];

  sip_client_transaction_receive (&machine, 180, START_US, out);
  sip_client_transaction_abandon (&machine);
  g_assert_cmpuint (sip_client_transaction_receive (&machine, 200, START_US, out), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/client-transaction/TXN-01/invite-times-out-after-32-s",
                   test_invite_times_out);
  g_test_add_func ("/sip/client-transaction/TXN-01/provisional-stops-timer-b",
                   test_provisional_stops_timer_b);
  g_test_add_func ("/sip/client-transaction/TXN-01/failure-is-acknowledged-and-ends",
                   test_failure_is_acknowledged_and_ends);
  g_test_add_func ("/sip/client-transaction/TXN-02/every-2xx-is-handed-up-for-32-s",
                   test_every_2xx_is_handed_up);
  g_test_add_func ("/sip/client-transaction/TXN-05/timer-f-runs-on-and-k-is-zero",
                   test_other_methods);
  g_test_add_func ("/sip/client-transaction/TXN-01/lost-connection-is-told-once",
                   test_lost_connection);
  g_test_add_func ("/sip/client-transaction/TXN-09/abandoned-is-silent", test_abandoned);
  return g_test_run ();
}
