/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The form of an account: what is accepted, and what follows from it. */
#include "phone-account-settings.h"
#include "phone-error.h"

static void
assert_address (const char *typed, const char *aor)
{
  g_autoptr (PhoneAccountSettings) settings = phone_account_settings_new ();
  g_autoptr (GError) error = NULL;

  phone_account_settings_set_address (settings, typed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (phone_account_settings_get_aor (settings), ==, aor);
  g_assert_true (phone_account_settings_validate (settings, NULL));
}

static void
assert_no_address (const char *typed, PhoneErrorCode code)
{
  g_autoptr (PhoneAccountSettings) settings = phone_account_settings_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (phone_account_settings_set_address (settings, typed, &error));
  g_assert_error (error, PHONE_ERROR, (int) code);
  g_assert_null (phone_account_settings_get_aor (settings));
}

static void
test_address (void)
{
  assert_address ("alice@example.org", "sips:alice@example.org");
  assert_address (" sips:alice@example.org ", "sips:alice@example.org");
  assert_address ("sip:alice@example.org;transport=tls", "sip:alice@example.org");
  assert_address ("sip:alice@example.org", "sip:alice@example.org");
  assert_address ("SIPS:alice@example.org:5071", "sips:alice@example.org:5071");
  assert_no_address ("", PHONE_ERROR_ADDRESS);
  assert_no_address ("alice", PHONE_ERROR_ADDRESS);
  assert_no_address ("example.org", PHONE_ERROR_ADDRESS);
  assert_no_address ("alice@", PHONE_ERROR_ADDRESS);
  assert_no_address ("alice:secret@example.org", PHONE_ERROR_SCHEME);
  assert_no_address ("sips:alice:secret@example.org", PHONE_ERROR_ADDRESS);
  assert_no_address ("alice@exa\r\nmple.org", PHONE_ERROR_ADDRESS);
  assert_no_address ("tel:+4930123456", PHONE_ERROR_SCHEME);
}

static void
test_transport (void)
{
  assert_no_address ("sip:alice@example.org;transport=udp", PHONE_ERROR_TRANSPORT);
  assert_no_address ("sip:alice@example.org;transport=tcp", PHONE_ERROR_TRANSPORT);
  assert_no_address ("sip:alice@example.org;transport=ws", PHONE_ERROR_TRANSPORT);
}

static void
assert_setting (const char *name, const char *value, gboolean accepted)
{
  g_autoptr (PhoneAccountSettings) settings = phone_account_settings_new ();
  g_autoptr (GError) error = NULL;

  phone_account_settings_set_aor (settings, "sips:alice@example.org");
  g_object_set (settings, name, value, NULL);
  g_assert_cmpint (phone_account_settings_validate (settings, &error), ==, accepted);
  if (!accepted)
    g_assert_true (error->domain == PHONE_ERROR);
}

static void
test_validate (void)
{
  g_autoptr (PhoneAccountSettings) settings = phone_account_settings_new ();

  g_assert_false (phone_account_settings_validate (settings, NULL));
  assert_setting ("server", "sip1.example.org", TRUE);
  assert_setting ("server", "127.0.0.1:5061", TRUE);
  assert_setting ("server", "[::1]:5061", TRUE);
  assert_setting ("server", "", TRUE);
  assert_setting ("server", "host:0", FALSE);
  assert_setting ("server", "host:65536", FALSE);
  assert_setting ("server", "ws://host", FALSE);
  assert_setting ("server", "a b", FALSE);
  assert_setting ("server", "host\r\n", FALSE);
  assert_setting ("identity", "example.org", TRUE);
  assert_setting ("identity", "not a host", FALSE);
  assert_setting ("user", "bob\nX: y", FALSE);
  assert_setting ("display-name", "Bob\rEvil", FALSE);
  assert_setting ("pin", "00", FALSE);
  assert_setting ("pin", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", TRUE);
  phone_account_settings_set_aor (settings, "sips:alice@example.org");
  phone_account_settings_set_expires (settings, 59);
  g_assert_false (phone_account_settings_validate (settings, NULL));
  phone_account_settings_set_expires (settings, 60);
  g_assert_true (phone_account_settings_validate (settings, NULL));
  phone_account_settings_set_expires (settings, 86400);
  g_assert_true (phone_account_settings_validate (settings, NULL));
  phone_account_settings_set_expires (settings, 86401);
  g_assert_false (phone_account_settings_validate (settings, NULL));
}

static void
assert_identity (PhoneAccountSettings *settings, const char *expected)
{
  g_autofree char *identity = phone_account_settings_dup_identity (settings);

  g_assert_cmpstr (identity, ==, expected);
}

static void
test_identity (void)
{
  g_autoptr (PhoneAccountSettings) settings = phone_account_settings_new ();

  phone_account_settings_set_aor (settings, "sips:alice@example.org:5071");
  assert_identity (settings, "example.org");
  phone_account_settings_set_server (settings, "proxy.example.net:5061");
  assert_identity (settings, "proxy.example.net");
  phone_account_settings_set_identity (settings, "pbx.example.com");
  assert_identity (settings, "pbx.example.com");
}

static void
test_copy (void)
{
  g_autoptr (PhoneAccountSettings) settings = phone_account_settings_new ();
  g_autoptr (PhoneAccountSettings) copy = NULL;

  phone_account_settings_set_aor (settings, "sips:alice@example.org");
  phone_account_settings_set_strict_sips (settings, TRUE);
  copy = phone_account_settings_copy (settings);
  g_assert_true (phone_account_settings_equal (settings, copy));
  phone_account_settings_set_expires (copy, 300);
  g_assert_false (phone_account_settings_equal (settings, copy));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/settings/typed-address-becomes-an-aor", test_address);
  g_test_add_func ("/phone/settings/SEC-01/transport-without-tls-is-refused", test_transport);
  g_test_add_func ("/phone/settings/each-setting-is-checked", test_validate);
  g_test_add_func ("/phone/settings/identity-follows-server-and-domain", test_identity);
  g_test_add_func ("/phone/settings/copies-are-equal-until-edited", test_copy);
  return g_test_run ();
}
