/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Keep-alive and registration deadlines. */
#include "sip-keep-alive.h"
#include "sip-registration.h"

#define S ((gint64) G_USEC_PER_SEC)
#define START_US (7 * (gint64) S)

static void
test_interval (void)
{
  SipKeepAlive keep;

  sip_keep_alive_start (&keep, TRUE, 0.0, START_US);
  g_assert_cmpint (sip_keep_alive_get_deadline (&keep), ==, START_US + 95 * S);
  sip_keep_alive_start (&keep, TRUE, 1.0, START_US);
  g_assert_cmpint (sip_keep_alive_get_deadline (&keep), ==, START_US + 120 * S);
  sip_keep_alive_configure (&keep, TRUE, 100, 0.0, START_US);
  g_assert_cmpint (sip_keep_alive_get_deadline (&keep), ==, START_US + 80 * S);
  sip_keep_alive_configure (&keep, TRUE, 5, 0.5, START_US);
  g_assert_cmpint (sip_keep_alive_get_deadline (&keep), ==, START_US + 10 * S);
}

static void
test_missing_pong_kills (void)
{
  SipKeepAlive keep;
  gint64 ping_us = START_US + 95 * S;

  sip_keep_alive_start (&keep, FALSE, 0.0, START_US);
  sip_keep_alive_configure (&keep, TRUE, 0, 0.0, START_US);
  g_assert_cmpint (sip_keep_alive_advance (&keep, 0.0, ping_us - 1), ==, SIP_KEEP_ALIVE_NOTHING);
  g_assert_cmpint (sip_keep_alive_advance (&keep, 0.0, ping_us), ==, SIP_KEEP_ALIVE_PING);
  g_assert_cmpint (sip_keep_alive_get_deadline (&keep), ==, ping_us + 10 * S);
  g_assert_cmpint (sip_keep_alive_advance (&keep, 0.0, ping_us + 10 * S), ==,
                   SIP_KEEP_ALIVE_FAILED);
  g_assert_cmpint (sip_keep_alive_get_deadline (&keep), ==, SIP_NO_DEADLINE);
}

static void
test_pong_is_life (void)
{
  SipKeepAlive keep;
  gint64 ping_us = START_US + 95 * S;

  sip_keep_alive_start (&keep, FALSE, 0.0, START_US);
  sip_keep_alive_receive_pong (&keep, START_US + S); /* no ping of ours is open */
  g_assert_false (keep.pong_seen);
  sip_keep_alive_advance (&keep, 0.0, ping_us);
  sip_keep_alive_receive_pong (&keep, ping_us + 9 * S);
  g_assert_true (keep.pong_seen);
  g_assert_cmpint (sip_keep_alive_get_deadline (&keep), ==, ping_us + 95 * S);
  /* once it has answered, it always has to */
  g_assert_cmpint (sip_keep_alive_advance (&keep, 0.0, ping_us + 95 * S), ==, SIP_KEEP_ALIVE_PING);
  g_assert_cmpint (sip_keep_alive_advance (&keep, 0.0, ping_us + 105 * S), ==,
                   SIP_KEEP_ALIVE_FAILED);
}

static void
test_options_without_pong (void)
{
  SipKeepAlive keep;
  gint64 now_us = START_US;
  guint n_pings = 0, n_options = 0;

  sip_keep_alive_start (&keep, FALSE, 0.5, START_US);
  while (now_us < START_US + 700 * S)
    {
      SipKeepAliveOut out;

      now_us = sip_keep_alive_get_deadline (&keep);
      out = sip_keep_alive_advance (&keep, 0.5, now_us);
      g_assert_cmpint (out, !=, SIP_KEEP_ALIVE_FAILED);
      n_pings += out == SIP_KEEP_ALIVE_PING;
      n_options += out == SIP_KEEP_ALIVE_OPTIONS;
    }
  g_assert_cmpuint (n_pings, ==, 7);
  g_assert_cmpuint (n_options, ==, 2);
}

static void
test_refresh_times (void)
{
  static const struct
  {
    guint granted_s;
    double random;
    gint64 due_s;
  } rows[] = { { 600, 0.0, 300 },
               { 600, 1.0, 270 },
               { 1200, 0.0, 600 },
               { 1201, 0.0, 601 },
               { 3600, 1.0, 2700 } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SipRegistration registration;

      sip_registration_init (&registration, 600);
      g_assert_true (sip_registration_want (&registration, TRUE));
      sip_registration_accept (&registration, rows[i].granted_s, rows[i].random, START_US);
      g_assert_cmpint (registration.deadline_us, ==, START_US + rows[i].due_s * S);
      g_assert_false (sip_registration_advance (&registration, registration.deadline_us - 1));
      g_assert_true (sip_registration_advance (&registration, registration.deadline_us));
      g_assert_cmpint (registration.state, ==, SIP_REGISTRATION_TRYING);
    }
}

static void
test_back_off (void)
{
  static const gint64 waits_s[] = { 60, 120, 240, 480, 960, 1800, 1800 };
  SipRegistration registration;

  sip_registration_init (&registration, 600);
  sip_registration_want (&registration, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (waits_s); i++)
    {
      g_assert_cmpint (sip_registration_fail (&registration, 0, 1.0, START_US), ==, waits_s[i] * S);
      g_assert_true (sip_registration_advance (&registration, START_US + waits_s[i] * S));
    }
  g_assert_cmpint (sip_registration_fail (&registration, 7200, 1.0, START_US), ==, 7200 * S);
}

static void
test_stable_registration_resets (void)
{
  SipRegistration registration;

  sip_registration_init (&registration, 600);
  sip_registration_want (&registration, TRUE);
  sip_registration_fail (&registration, 0, 1.0, START_US);
  sip_registration_advance (&registration, G_MAXINT64 - 1);
  sip_registration_accept (&registration, 600, 0.0, START_US);
  g_assert_cmpint (sip_registration_flow_down (&registration, 1.0, START_US + 120 * S), ==, 0);
  g_assert_true (sip_registration_flow_up (&registration));
  sip_registration_accept (&registration, 600, 0.0, START_US);
  g_assert_cmpint (sip_registration_flow_down (&registration, 1.0, START_US + 119 * S), ==, 60 * S);
}

static void
test_min_expires (void)
{
  SipRegistration registration;

  sip_registration_init (&registration, 600);
  sip_registration_want (&registration, TRUE);
  g_assert_false (sip_registration_raise (&registration, 600));
  g_assert_false (sip_registration_raise (&registration, SIP_REGISTRATION_MAX_S + 1));
  g_assert_true (sip_registration_raise (&registration, SIP_REGISTRATION_MAX_S));
  g_assert_cmpuint (registration.asked_s, ==, SIP_REGISTRATION_MAX_S);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/keep-alive/REG-06/interval-95-to-120-s-or-flow-timer", test_interval);
  g_test_add_func ("/sip/keep-alive/REG-06/missing-pong-kills-after-10-s", test_missing_pong_kills);
  g_test_add_func ("/sip/keep-alive/REG-06/pong-counts-only-after-our-ping", test_pong_is_life);
  g_test_add_func ("/sip/keep-alive/REG-06/options-every-300-s-where-no-pong-comes",
                   test_options_without_pong);
  g_test_add_func ("/sip/registration/REG-01/refresh-times-with-jitter", test_refresh_times);
  g_test_add_func ("/sip/registration/REG-07/back-off-doubles-to-1800-s", test_back_off);
  g_test_add_func ("/sip/registration/REG-07/stable-registration-resets-after-120-s",
                   test_stable_registration_resets);
  g_test_add_func ("/sip/registration/REG-03/min-expires-raises-up-to-the-cap", test_min_expires);
  return g_test_run ();
}
