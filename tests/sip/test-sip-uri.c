/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "sip-limits.h"
#include "sip-uri.h"

#include <string.h>

static SipUri
parse (const char *text)
{
  SipParseError error = { 0 };
  SipUri uri;

  if (!sip_uri_parse (slice_from_string (text), &uri, &error))
    g_error ("%s: %s at %d", text, error.what, (int) (error.at - text));
  return uri;
}

static void
assert_malformed (const char *text)
{
  SipParseError error = { 0 };
  SipUri uri = { .port = 77 };

  if (sip_uri_parse (slice_from_string (text), &uri, &error))
    g_error ("%s was accepted", text);
  g_assert_nonnull (error.what);
  g_assert_true (error.at >= text && error.at <= text + strlen (text));
  g_assert_cmpint (uri.port, ==, 77);
}

static void
assert_slice (Slice slice, const char *expected)
{
  g_autofree char *copy = slice_dup (slice);

  g_assert_cmpstr (copy, ==, expected);
}

static void
test_parts (void)
{
  SipUri uri =
      parse ("SIPS:alice:pw@Example.org:5061;transport=tls;lr?Subject=a%20b&Priority=urgent");
  Slice value, name, rest;

  g_assert_cmpint (uri.scheme, ==, SIP_URI_SIPS);
  assert_slice (uri.user, "alice");
  assert_slice (uri.password, "pw");
  assert_slice (uri.host, "Example.org");
  g_assert_cmpint (uri.port, ==, 5061);
  assert_slice (uri.params, ";transport=tls;lr");
  assert_slice (uri.headers, "Subject=a%20b&Priority=urgent");
  g_assert_true (sip_uri_get_param (&uri, "TRANSPORT", &value));
  assert_slice (value, "tls");
  g_assert_true (sip_uri_get_param (&uri, "lr", &value));
  assert_slice (value, "");
  g_assert_false (sip_uri_get_param (&uri, "ob", NULL));
  rest = uri.headers;
  g_assert_true (sip_uri_next_header (&rest, &name, &value));
  assert_slice (name, "Subject");
  assert_slice (value, "a%20b");
  g_assert_true (sip_uri_next_header (&rest, &name, &value));
  assert_slice (name, "Priority");
  g_assert_false (sip_uri_next_header (&rest, &name, &value));
}

static void
test_absent_parts (void)
{
  SipUri uri = parse ("sip:example.org");

  g_assert_false (uri.has_user);
  g_assert_cmpint (uri.port, ==, -1);
  g_assert_cmpuint (uri.params.n + uri.headers.n + uri.password.n, ==, 0);
}

/* RFC 5118 */
static void
test_ipv6 (void)
{
  SipUri uri = parse ("sip:user@[2001:db8::10:5070]");

  g_assert_true (uri.host_is_ipv6);
  assert_slice (uri.host, "2001:db8::10:5070");
  g_assert_cmpint (uri.port, ==, -1);
  uri = parse ("sip:[2001:db8::10]:5070;lr");
  g_assert_cmpint (uri.port, ==, 5070);
  parse ("sip:user@[::ffff:192.0.2.10]:19823");
  parse ("sip:user@[2001:db8:::192.0.2.1]");
  parse ("sip:[::]");
  parse ("sip:[1:2:3:4:5:6:7:8]");
  parse ("sip:[1:2:3:4:5:6:7::]");
  assert_malformed ("sip:user@2001:db8::10");
  assert_malformed ("sip:[2001:db8::10");
  assert_malformed ("sip:[]");
  assert_malformed ("sip:[1:2:3:4:5:6:7]");
  assert_malformed ("sip:[1:2:3:4:5:6:7:8:9]");
  assert_malformed ("sip:[1:2:3:4:5:6:7:8::]");
  assert_malformed ("sip:[1::2::3]");
  assert_malformed ("sip:[1:2:]");
  assert_malformed ("sip:[12345::]");
  assert_malformed ("sip:[::1.2.3.256]");
  assert_malformed ("sip:[::1.2.3]");
  assert_malformed ("sip:[fe80::1%25eth0]");
}

static void
test_user_part_traps (void)
{
  SipUri uri = parse ("sip:user;par=u%40example.net@example.com");
  g_autofree char *user = NULL;

  assert_slice (uri.user, "user;par=u%40example.net");
  assert_slice (uri.host, "example.com");
  assert_slice (uri.params, "");
  user = sip_uri_unescape (uri.user);
  g_assert_cmpstr (user, ==, "user;par=u@example.net");
  uri = parse ("sip:+1-201?x=/&+$,@example.com");
  assert_slice (uri.user, "+1-201?x=/&+$,");
  uri = parse ("sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/"
               ";;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com");
  assert_slice (uri.password, "&it+has=1,weird!*pas$wo~d_too.(doesn't-it)");
}

static void
test_escapes (void)
{
  g_autofree char *null_stays = sip_uri_unescape (SLICE_LITERAL ("a%00b%41%"));
  g_autofree char *escaped = sip_uri_escape_user ("a b#@:%\xc3\xa4;");

  g_assert_cmpstr (null_stays, ==, "a%00bA%");
  g_assert_cmpstr (escaped, ==, "a%20b%23%40%3A%25%C3%A4;");
  parse ("sip:sips%3Auser%40example.com@example.net");
  parse ("sip:null-%00-null@example.com");
  assert_malformed ("sip:a%4@example.com");
  assert_malformed ("sip:a%zz@example.com");
  assert_malformed ("sip:a@exa%6dple.com");
}

static void
test_malformed (void)
{
  static const char *const texts[] = {
    "",
    ":",
    "sip",
    "sip:",
    "1sip:a@b",
    " sip:a@b",
    "sip:a@b ",
    "sip: a@b",
    "sip:@b",
    "sip::pw@b",
    "sip:a@",
    "sip:a@b:",
    "sip:a@b:0",
    "sip:a@b:65536",
    "sip:a@b:99999999999",
    "sip:a@b:5x",
    "sip:a@b@c",
    "sip:a b@c",
    "sip:a@b;",
    "sip:a@b;;x",
    "sip:a@b;=x",
    "sip:a@b?",
    "sip:a@b?x",
    "sip:a@b?=x",
    "sip:a@b?x=1&",
    "sip:a@b;x=\"1\"",
    "sip:a@b<",
    "sip:a@b,c",
    "sip:a\xc3\xa4@b",
    "sip:a@b\x7f",
    "sip:a@-b",
    "sip:a@.b",
    "sip:a@b..c",
    "<sip:a@b>",
    "sip:a#@b",
    "tel:",
    "tel:abc-xyz",
    "tel:+1;",
    "http:",
    "http:a b",
    "isbn:<x>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_malformed (texts[i]);
  g_assert_false (sip_uri_parse ((Slice){ "sip:a@b\0c", 9 }, &(SipUri){ 0 }, NULL));
  g_assert_false (sip_uri_parse ((Slice){ NULL, 0 }, &(SipUri){ 0 }, NULL));
}

static void
test_param_limit (void)
{
  g_autoptr (GString) text = g_string_new ("sip:a@b");
  SipParseError error;
  SipUri uri;

  for (int i = 0; i < SIP_MAX_PARAMS; i++)
    g_string_append_printf (text, ";p%d=1", i);
  parse (text->str);
  g_string_append (text, ";one");
  g_assert_false (sip_uri_parse (slice_from_string (text->str), &uri, &error));
  g_assert_cmpint (error.code, ==, SIP_ERROR_TOO_LONG);
}

static void
test_header_limit (void)
{
  g_autoptr (GString) text = g_string_new ("sip:a@b?h=1");

  for (int i = 1; i < SIP_MAX_PARAMS; i++)
    g_string_append_printf (text, "&h%d=", i);
  parse (text->str);
  g_string_append (text, "&h=");
  assert_malformed (text->str);
}

static void
test_host_limit (void)
{
  g_autofree char *host = g_strnfill (255, 'a');
  g_autofree char *at_limit = g_strdup_printf ("sip:%s", host);
  g_autofree char *beyond = g_strdup_printf ("sip:%sa", host);

  parse (at_limit);
  assert_malformed (beyond);
}

static void
test_round_trip (void)
{
  static const char *const texts[] = {
    "sip:example.org",
    "sips:alice@example.org:5061;transport=tls;lr?Subject=a&b=",
    "sip:a%20b;x=%40@[2001:db8::1]:5070;p=[::1]:1;q",
    "tel:+1-201-555-0123;phone-context=x.org",
    "isbn:2983792873",
    "sip:user@host;maddr=239.255.255.1;ttl=15",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      SipUri uri = parse (texts[i]);
      g_autofree char *again = sip_uri_to_string (&uri);

      g_assert_cmpstr (again, ==, texts[i]);
    }
}

static void
test_password_is_never_written (void)
{
  SipUri uri = parse ("sip:alice:secret@example.org;x");
  g_autofree char *text = sip_uri_to_string (&uri);

  g_assert_cmpstr (text, ==, "sip:alice@example.org;x");
}

static void
test_tel (void)
{
  SipUri uri = parse ("tel:+1-201-555-0123;isub=12");

  g_assert_cmpint (uri.scheme, ==, SIP_URI_TEL);
  assert_slice (uri.user, "+1-201-555-0123");
  assert_slice (uri.params, ";isub=12");
}

static void
test_other_schemes_are_kept (void)
{
  SipUri uri = parse ("soap.beep://192.0.2.103:3002");

  g_assert_cmpint (uri.scheme, ==, SIP_URI_OTHER);
  assert_slice (uri.scheme_text, "soap.beep");
  parse ("nobodyKnowsThisScheme:totallyopaquecontent");
}

static gboolean
equal (const char *text_a, const char *text_b)
{
  SipUri a = parse (text_a), b = parse (text_b);
  gboolean result = sip_uri_equal (&a, &b);

  g_assert_cmpint (sip_uri_equal (&b, &a), ==, result);
  g_assert_true (sip_uri_equal (&a, &a));
  return result;
}

/* The examples of RFC 3261 19.1.4 */
static void
test_equal (void)
{
  g_assert_true (
      equal ("sip:%61lice@atlanta.com;transport=TCP", "sip:alice@AtLanTa.CoM;Transport=tcp"));
  g_assert_true (equal ("sip:carol@chicago.com", "sip:carol@chicago.com;newparam=5"));
  g_assert_true (equal ("sip:carol@chicago.com", "sip:carol@chicago.com;security=on"));
  g_assert_true (equal ("sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com",
                        "sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com"));
  g_assert_true (equal ("sip:alice@atlanta.com?subject=project%20x&priority=urgent",
                        "sip:alice@atlanta.com?priority=urgent&subject=project%20x"));
}

static void
test_unequal (void)
{
  g_assert_false (
      equal ("SIP:ALICE@AtLanTa.CoM;Transport=udp", "sip:alice@AtLanTa.CoM;Transport=UDP"));
  g_assert_false (equal ("sip:bob@biloxi.com", "sip:bob@biloxi.com:5060"));
  g_assert_false (equal ("sips:bob@biloxi.com", "sips:bob@biloxi.com:5061"));
  g_assert_false (equal ("sip:bob@biloxi.com", "sip:bob@biloxi.com;transport=udp"));
  g_assert_false (equal ("sip:bob@biloxi.com", "sip:bob@biloxi.com:6000;transport=tcp"));
  g_assert_false (equal ("sip:carol@chicago.com", "sip:carol@chicago.com?Subject=next%20meeting"));
  g_assert_false (equal ("sip:bob@phone21.boxesbybob.com", "sip:bob@192.0.2.4"));
  g_assert_false (
      equal ("sip:carol@chicago.com;security=on", "sip:carol@chicago.com;security=off"));
  g_assert_false (equal ("sip:a@b", "sips:a@b"));
  g_assert_false (equal ("sip:b", "sip:a@b"));
  g_assert_false (equal ("sip:a@b", "sip:a:pw@b"));
  g_assert_false (equal ("sip:a:pw@b", "sip:a:pW@b"));
  g_assert_false (equal ("sip:a@b", "sip:a@b;user=phone"));
  g_assert_false (equal ("sip:a@b", "sip:a@b;ttl=1"));
  g_assert_false (equal ("sip:a@b", "sip:a@b;method=INVITE"));
  g_assert_false (equal ("sip:a@b", "sip:a@b;maddr=b"));
  g_assert_false (equal ("sip:a@b?x=1", "sip:a@b?x=1&x=1"));
  g_assert_false (equal ("sip:a@b?x=1&x=2&x=1", "sip:a@b?x=1&x=2&x=2"));
}

/* A reserved character means another thing than its escape */
static void
test_equal_escapes (void)
{
  g_assert_false (equal ("sip:a%3Bb@c", "sip:a;b@c"));
  g_assert_true (equal ("sip:a%3Bb@c", "sip:a%3bb@c"));
  g_assert_true (equal ("sip:a%2Db@c", "sip:a-b@c"));
  g_assert_false (equal ("sip:%41@c", "sip:a@c"));
  g_assert_false (equal ("sip:a%00@c", "sip:a@c"));
}

static void
test_equal_addresses (void)
{
  g_assert_true (equal ("sip:a@[2001:db8::1]", "sip:a@[2001:0DB8:0:0::0001]"));
  g_assert_true (equal ("sip:a@[::ffff:192.0.2.1]", "sip:a@[::ffff:c000:0201]"));
  g_assert_false (equal ("sip:a@[2001:db8::1]", "sip:a@[2001:db8::2]"));
}

static void
test_equal_tel (void)
{
  g_assert_true (equal ("tel:+1-201-555-0123", "tel:+1.201.(555)0123"));
  g_assert_false (equal ("tel:+12015550123", "tel:12015550123"));
  g_assert_true (equal ("tel:7042;a=1;phone-context=X.org", "tel:7042;phone-context=x.org;A=1"));
  g_assert_false (equal ("tel:7042;phone-context=x.org", "tel:7042"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/uri/MSG-07/parts", test_parts);
  g_test_add_func ("/sip/uri/MSG-07/absent-parts", test_absent_parts);
  g_test_add_func ("/sip/uri/MSG-07/ipv6", test_ipv6);
  g_test_add_func ("/sip/uri/MSG-07/user-part-traps", test_user_part_traps);
  g_test_add_func ("/sip/uri/MSG-07/escapes", test_escapes);
  g_test_add_func ("/sip/uri/MSG-07/malformed", test_malformed);
  g_test_add_func ("/sip/uri/MSG-07/64-params-and-no-more", test_param_limit);
  g_test_add_func ("/sip/uri/MSG-07/64-headers-and-no-more", test_header_limit);
  g_test_add_func ("/sip/uri/MSG-07/255-bytes-of-host-and-no-more", test_host_limit);
  g_test_add_func ("/sip/uri/MSG-07/round-trip", test_round_trip);
  g_test_add_func ("/sip/uri/MSG-07/password-is-never-written", test_password_is_never_written);
  g_test_add_func ("/sip/uri/MSG-07/tel", test_tel);
  g_test_add_func ("/sip/uri/MSG-07/other-schemes-are-kept", test_other_schemes_are_kept);
  g_test_add_func ("/sip/uri/MSG-08/equal", test_equal);
  g_test_add_func ("/sip/uri/MSG-08/unequal", test_unequal);
  g_test_add_func ("/sip/uri/MSG-08/escapes", test_equal_escapes);
  g_test_add_func ("/sip/uri/MSG-08/addresses", test_equal_addresses);
  g_test_add_func ("/sip/uri/MSG-08/tel", test_equal_tel);
  return g_test_run ();
}
