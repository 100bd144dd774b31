/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What is typed becomes one address, or is refused; never something in between. */
#include "phone-dial.h"
#include "phone-error.h"

#include <string.h>

static PhoneAccountSettings *
make_account (const char *aor)
{
  PhoneAccountSettings *settings = phone_account_settings_new ();

  phone_account_settings_set_aor (settings, aor);
  return settings;
}

typedef struct
{
  const char *aor;
  const char *typed;
  const char *uri;
  const char *display;
} Accepted;

static const Accepted accepted[] = {
  { "sips:a@example.org", "1234", "sips:1234@example.org", "1234 at example.org" },
  { "sips:a@example.org", "+49 (30) 123-456", "sips:+4930123456@example.org",
    "+4930123456 at example.org" },
  { "sips:a@example.org", "*43#", "sips:*43%23@example.org", "*43# at example.org" },
  { "sips:a@example.org", "  bob  ", "sips:bob@example.org", "bob@example.org" },
  { "sips:a@example.org", "bob@other.example", "sips:bob@other.example", "bob@other.example" },
  { "sips:a@example.org", "sips:bob@other.example:5071", "sips:bob@other.example:5071",
    "bob@other.example:5071" },
  { "sips:a@example.org", "sip:bob@other.example", "sips:bob@other.example", "bob@other.example" },
  { "sips:a@example.org", "sip:bob@other.example;transport=tls", "sips:bob@other.example",
    "bob@other.example" },
  { "sips:a@example.org", "sips:bob@other.example;user=phone;method=BYE",
    "sips:bob@other.example;user=phone", "bob@other.example" },
  { "sips:a@example.org", "tel:+49-30-123456", "sips:+4930123456@example.org",
    "+4930123456 at example.org" },
  { "sips:a@example.org", "sips:bob@[2001:db8::1]", "sips:bob@[2001:db8::1]", "bob@[2001:db8::1]" },
  { "sip:a@example.org", "1234", "sip:1234@example.org", "1234 at example.org" },
  { "sip:a@example.org", "bob@other.example", "sip:bob@other.example", "bob@other.example" },
  { "sip:a@example.org", "sips:bob@other.example", "sips:bob@other.example", "bob@other.example" },
};

static void
test_accepted (gconstpointer data)
{
  const Accepted *row = data;
  g_autoptr (PhoneAccountSettings) account = make_account (row->aor);
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneDialTarget) target = phone_dial_parse (row->typed, account, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (target->uri, ==, row->uri);
  g_assert_cmpstr (target->display, ==, row->display);
}

typedef struct
{
  const char *typed;
  PhoneErrorCode code;
} Refused;

static const Refused refused[] = {
  { "", PHONE_ERROR_ADDRESS },
  { "   ", PHONE_ERROR_ADDRESS },
  { "bob\r\nRoute: <sip:evil>", PHONE_ERROR_ADDRESS },
  { "sips:bob@example.org\n", PHONE_ERROR_ADDRESS },
  { "bob\x01@example.org", PHONE_ERROR_ADDRESS },
  { "bob\x7f", PHONE_ERROR_ADDRESS },
  { "sips:bob%0d%0aX@example.org", PHONE_ERROR_ADDRESS },
  { "sips:bob%00@example.org", PHONE_ERROR_ADDRESS },
  { "sips:bob@", PHONE_ERROR_ADDRESS },
  { "sips:", PHONE_ERROR_ADDRESS },
  { "bob smith", PHONE_ERROR_ADDRESS },
  { "<sips:bob@example.org>", PHONE_ERROR_ADDRESS },
  { "\"Bob\" <sips:bob@example.org>", PHONE_ERROR_ADDRESS },
  { "tel:abc", PHONE_ERROR_ADDRESS },
  { "\xff\xfe", PHONE_ERROR_ADDRESS },
  { "mailto:bob@example.org", PHONE_ERROR_SCHEME },
  { "https://example.org", PHONE_ERROR_SCHEME },
  { "h323:bob", PHONE_ERROR_SCHEME },
  { "sip:bob@example.org;transport=udp", PHONE_ERROR_TRANSPORT },
  { "sip:bob@example.org;transport=TCP", PHONE_ERROR_TRANSPORT },
  { "sip:bob@example.org;transport=ws", PHONE_ERROR_TRANSPORT },
  { "sips:bob@example.org;transport=udp", PHONE_ERROR_TRANSPORT },
};

static void
test_refused (gconstpointer data)
{
  const Refused *row = data;
  g_autoptr (PhoneAccountSettings) account = make_account ("sips:a@example.org");
  g_autoptr (GError) error = NULL;

  g_assert_null (phone_dial_parse (row->typed, account, &error));
  g_assert_error (error, PHONE_ERROR, (int) row->code);
}

static void
test_length (void)
{
  g_autoptr (PhoneAccountSettings) account = make_account ("sips:a@example.org");
  g_autofree char *fits = g_strnfill (2048, '1');
  g_autofree char *too_long = g_strnfill (2049, '1');
  g_autoptr (PhoneDialTarget) target = phone_dial_parse (fits, account, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (target);
  g_assert_null (phone_dial_parse (too_long, account, &error));
  g_assert_error (error, PHONE_ERROR, PHONE_ERROR_ADDRESS);
}

static void
test_dropped_headers (void)
{
  g_autoptr (PhoneAccountSettings) account = make_account ("sips:a@example.org");
  g_autoptr (GError) error = NULL;
  g_autoptr (PhoneDialTarget) target = phone_dial_parse (
      "sips:bob@example.org?Subject=hi&Route=%3Csip:evil%3E&Replaces=x", account, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (target->uri, ==, "sips:bob@example.org");
  g_assert_cmpuint (g_strv_length (target->dropped), ==, 2);
  g_assert_cmpstr (target->dropped[0], ==, "Route");
  g_assert_cmpstr (target->dropped[1], ==, "Replaces");
}

static void
test_emergency (void)
{
  g_autoptr (PhoneAccountSettings) account = make_account ("sips:a@example.org");
  g_autoptr (PhoneDialTarget) emergency = phone_dial_parse ("112", account, NULL);
  g_autoptr (PhoneDialTarget) other = phone_dial_parse ("1123", account, NULL);

  g_assert_true (emergency->emergency);
  g_assert_false (other->emergency);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++)
    {
      g_autofree char *path = g_strdup_printf ("/phone/dial/becomes-an-address/%u", i);

      g_test_add_data_func (path, &accepted[i], test_accepted);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *path = g_strdup_printf ("/phone/dial/SEC-01/is-refused/%u", i);

      g_test_add_data_func (path, &refused[i], test_refused);
    }
  g_test_add_func ("/phone/dial/SEC-01/over-2048-bytes-is-refused", test_length);
  g_test_add_func ("/phone/dial/headers-but-subject-are-dropped-and-named", test_dropped_headers);
  g_test_add_func ("/phone/dial/emergency-numbers-are-marked", test_emergency);
  return g_test_run ();
}
