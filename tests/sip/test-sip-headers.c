/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The header families, each value by itself. */
#include "sip-chars.h"
#include "sip-contact.h"
#include "sip-cseq.h"
#include "sip-header.h"
#include "sip-limits.h"
#include "sip-list.h"
#include "sip-number.h"
#include "sip-reason.h"
#include "sip-via.h"
#include "sip-warning.h"

static void
assert_slice (Slice slice, const char *expected)
{
  g_autofree char *copy = slice_dup (slice);

  g_assert_cmpstr (copy, ==, expected);
}

static void
test_list (void)
{
  Slice rest = SLICE_LITERAL ("a, \"b,\\\",c\" <sip:x,y@z>;p , , <sip:d,e>,f,"), item;
  static const char *const items[] = { "a", "\"b,\\\",c\" <sip:x,y@z>;p", "<sip:d,e>", "f" };

  for (gsize i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_assert_true (sip_list_next (&rest, &item));
      assert_slice (item, items[i]);
    }
  g_assert_false (sip_list_next (&rest, &item));
  g_assert_true (sip_list_has (SLICE_LITERAL ("timer, 100REL"), "100rel"));
  g_assert_false (sip_list_has (SLICE_LITERAL ("timer, 100relx"), "100rel"));
}

static void
test_list_unbalanced (void)
{
  Slice rest = SLICE_LITERAL ("\"a, b"), item;

  g_assert_true (sip_list_next (&rest, &item));
  assert_slice (item, "\"a, b");
  g_assert_false (sip_list_next (&rest, &item));
  rest = (Slice) SLICE_LITERAL ("\"a\\");
  g_assert_true (sip_list_next (&rest, &item));
}

static void
test_quoted (void)
{
  Slice rest = SLICE_LITERAL ("\"a \\\\ \\\" b\" x"), inside;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  g_assert_true (sip_take_quoted (&rest, &inside));
  assert_slice (rest, " x");
  text = sip_unquote (inside);
  g_assert_cmpstr (text, ==, "a \\ \" b");
  again = sip_quote (text);
  g_assert_cmpstr (again, ==, "\"a \\\\ \\\" b\"");
  rest = (Slice) SLICE_LITERAL ("\"a\\\"");
  g_assert_false (sip_take_quoted (&rest, &inside));
  rest = (Slice) SLICE_LITERAL ("\"a\\");
  g_assert_false (sip_take_quoted (&rest, &inside));
}

static void
test_params (void)
{
  Slice params = SLICE_LITERAL (" ; a = b;c;d=\"x;\\\"y\" ;e=[::1] ;A=2;f="), value;

  g_assert_true (sip_params_check (params, NULL));
  g_assert_true (sip_params_get (params, "a", &value));
  assert_slice (value, "b");
  g_assert_true (sip_params_get (params, "D", &value));
  assert_slice (value, "x;\\\"y");
  g_assert_true (sip_params_get (params, "e", &value));
  assert_slice (value, "[::1]");
  g_assert_cmpuint (sip_params_count (params, "a"), ==, 2);
  g_assert_false (sip_params_get (params, "g", NULL));
}

static void
test_params_malformed (void)
{
  static const char *const texts[] = { ";;",     ";",    ";a;", "a",        ";a=\"",
                                       ";a=b c", ";a,b", ";=b", ";a=\"b\"c" };
  SipParseError error;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (sip_params_check (slice_from_string (texts[i]), &error))
      g_error ("%s was accepted", texts[i]);
}

static void
test_params_limit (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  SipParseError error;

  for (int i = 0; i < SIP_MAX_PARAMS; i++)
    g_string_append (text, ";a=1");
  g_assert_true (sip_params_check (slice_from_string (text->str), &error));
  g_string_append (text, ";a=1");
  g_assert_false (sip_params_check (slice_from_string (text->str), &error));
  g_assert_cmpint (error.code, ==, SIP_ERROR_TOO_LONG);
}

static SipNameAddr
parse_addr (const char *text)
{
  SipParseError error = { 0 };
  SipNameAddr addr;

  if (!sip_name_addr_parse (slice_from_string (text), &addr, &error))
    g_error ("%s: %s", text, error.what);
  return addr;
}

static void
test_name_addr (void)
{
  SipNameAddr addr = parse_addr ("\"J \\\"R\\\" \\\\\" <sip:j@x;lr?a=b> ; tag = 98 ;x=\"<\"");
  g_autofree char *display = sip_name_addr_dup_display (&addr);
  Slice tag;

  g_assert_cmpstr (display, ==, "J \"R\" \\");
  assert_slice (addr.uri.params, ";lr");
  g_assert_true (sip_params_get (addr.params, "tag", &tag));
  assert_slice (tag, "98");
  addr = parse_addr ("caller<sip:caller@example.com>");
  assert_slice (addr.display, "caller");
  addr = parse_addr ("Bell Alex  <sip:a@b>");
  assert_slice (addr.display, "Bell Alex");
  addr = parse_addr ("<sips:a@b>");
  assert_slice (addr.display, "");
  addr = parse_addr ("\"\" <tel:+1>");
  assert_slice (addr.uri.user, "+1");
}

static void
test_name_addr_format (void)
{
  g_autofree char *with = sip_name_addr_format ("a \"b\" \\", "sip:a@b");
  g_autofree char *without = sip_name_addr_format (NULL, "sip:a@b");
  SipNameAddr addr = parse_addr (with);
  g_autofree char *display = sip_name_addr_dup_display (&addr);

  g_assert_cmpstr (with, ==, "\"a \\\"b\\\" \\\\\" <sip:a@b>");
  g_assert_cmpstr (display, ==, "a \"b\" \\");
  g_assert_cmpstr (without, ==, "<sip:a@b>");
}

/* RFC 3261 20: without brackets the parameters are the header's */
static void
test_addr_spec (void)
{
  SipNameAddr addr = parse_addr ("sip:vivekg@chair.example.com ;   tag    = 19;transport=tcp");

  assert_slice (addr.uri.params, "");
  assert_slice (addr.params, ";   tag    = 19;transport=tcp");
  addr = parse_addr ("sip:a@b;x=\"<y>\"");
  assert_slice (addr.uri.text, "sip:a@b");
}

static void
test_name_addr_malformed (void)
{
  static const char *const texts[] = {
    "",
    "<sip:a@b",
    "\"Mr. J. User <sip:a@b>",
    "\"Watson, Thomas\" < t.watson@example.org >",
    "< sip:a@b>",
    "Bell, Alexander <sip:a@b>",
    "sip:user@example.com?Route=%3Csip:x%3E",
    "sip:a,b@c",
    "<sip:a@b>;;",
    "<sip:a@b> x",
    "<>",
    "\"a\"sip:a@b",
    "a\"b\" <sip:a@b>",
    "sip:a@b>",
    "a@b",
    "I(m) <sip:a@b>",
    "<sip:a@b>>",
    "sip:a@b c",
  };
  SipNameAddr addr;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (sip_name_addr_parse (slice_from_string (texts[i]), &addr, NULL))
      g_error ("%s was accepted", texts[i]);
}

static void
test_via (void)
{
  SipVia via;

  g_assert_true (
      sip_via_parse (SLICE_LITERAL ("SIP  / 2.0  / TLS     spindle.example.com : 5061  ;\t"
                                    "branch  =   z9hG4bK9ikj8  ;rport ;received=[::1]"),
                     &via, NULL));
  assert_slice (via.transport, "TLS");
  assert_slice (via.host, "spindle.example.com");
  g_assert_cmpint (via.port, ==, 5061);
  assert_slice (via.branch, "z9hG4bK9ikj8");
  assert_slice (via.received, "::1");
  g_assert_true (via.has_rport);
  g_assert_cmpint (via.rport, ==, -1);
  g_assert_true (sip_via_has_cookie (&via));

  g_assert_true (sip_via_parse (
      SLICE_LITERAL ("sip/2.0/UDP [2001:db8::9:1];received=2001:db8::1;rport=77"), &via, NULL));
  g_assert_true (via.host_is_ipv6);
  assert_slice (via.received, "2001:db8::1");
  g_assert_cmpint (via.rport, ==, 77);
  g_assert_false (sip_via_has_cookie (&via));
  g_assert_true (sip_via_parse (SLICE_LITERAL ("SIP/2.0/UDP h;branch=z9hG4bK"), &via, NULL));
  g_assert_false (sip_via_has_cookie (&via));
}

static void
test_via_malformed (void)
{
  static const char *const texts[] = {
    "",
    "SIP/2.0/TLS",
    "SIP/2.0/TLS ",
    "SIP/3.0/TLS h",
    "HTTP/2.0/TLS h",
    "SIP/2.0 TLS h",
    "SIP/2.0/TLS h;;",
    "SIP/2.0/TLS h;branch=a;branch=b",
    "SIP/2.0/TLS h;branch=",
    "SIP/2.0/TLS h x",
    "SIP/2.0/TLS h:",
    "SIP/2.0/TLS h:70000",
    "SIP/2.0/TLS 2001:db8::1",
    "SIP/2.0/TLS;branch=z9hG4bKa",
  };
  SipVia via;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (sip_via_parse (slice_from_string (texts[i]), &via, NULL))
      g_error ("%s was accepted", texts[i]);
}

static void
test_cseq (void)
{
  SipCSeq cseq;
  SipRAck rack;

  g_assert_true (sip_cseq_parse (SLICE_LITERAL ("0009 \t INVITE"), &cseq, NULL));
  g_assert_cmpuint (cseq.number, ==, 9);
  g_assert_cmpint (cseq.method, ==, SIP_METHOD_INVITE);
  g_assert_true (sip_cseq_parse (SLICE_LITERAL ("2147483647 invite"), &cseq, NULL));
  g_assert_cmpint (cseq.method, ==, SIP_METHOD_OTHER);
  assert_slice (cseq.method_text, "invite");
  g_assert_true (sip_rack_parse (SLICE_LITERAL ("4294967295 1 INVITE"), &rack, NULL));
  g_assert_cmpuint (rack.rseq, ==, G_MAXUINT32);
  g_assert_cmpuint (rack.cseq.number, ==, 1);
}

static void
test_cseq_malformed (void)
{
  static const char *const texts[] = { "",        "1",          "INVITE",
                                       "1INVITE", "-1 INVITE",  "1 IN VITE",
                                       "1 a\"b",  "1.0 INVITE", "0x1 INVITE" };
  SipCSeq cseq;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_false (sip_cseq_parse (slice_from_string (texts[i]), &cseq, NULL));
}

static void
test_cseq_number_limit (void)
{
  SipCSeq cseq;

  g_assert_false (sip_cseq_parse (SLICE_LITERAL ("2147483648 INVITE"), &cseq, NULL));
  g_assert_false (sip_cseq_parse (SLICE_LITERAL ("36893488147419103232 INVITE"), &cseq, NULL));
}

static void
test_contact (void)
{
  SipContact contact;

  g_assert_true (
      sip_contact_parse (SLICE_LITERAL ("<sips:t@192.0.2.1:5061;ob>;reg-id=1;+sip.instance=\"<urn:"
                                        "uuid:0-1>\";Expires=600;q=0.33"),
                         &contact, NULL));
  assert_slice (contact.instance, "urn:uuid:0-1");
  g_assert_cmpint (contact.expires_s, ==, 600);
  g_assert_cmpint (contact.reg_id, ==, 1);
  g_assert_cmpint (contact.q, ==, 330);
  g_assert_true (sip_contact_parse (SLICE_LITERAL (" * "), &contact, NULL));
  g_assert_true (contact.star);
  g_assert_false (sip_contact_parse (SLICE_LITERAL ("*;expires=0"), &contact, NULL));
}

/* Malformed numbers count as absent, too large ones are clamped */
static void
test_contact_numbers (void)
{
  SipContact contact;

  g_assert_true (sip_contact_parse (
      SLICE_LITERAL ("<sip:a@b>;expires=280297596632815;q=1.1;reg-id=x"), &contact, NULL));
  g_assert_cmpint (contact.expires_s, ==, G_MAXUINT32);
  g_assert_cmpint (contact.q, ==, -1);
  g_assert_cmpint (contact.reg_id, ==, -1);
  g_assert_true (sip_contact_parse (SLICE_LITERAL ("<sip:a@b>;expires=-1"), &contact, NULL));
  g_assert_cmpint (contact.expires_s, ==, -1);
}

static void
test_numbers (void)
{
  guint32 number = 0;
  Slice params;
  int q;

  g_assert_true (sip_number_parse (SLICE_LITERAL (" 0068 "), 255, &number, NULL));
  g_assert_cmpuint (number, ==, 68);
  g_assert_true (sip_number_parse (SLICE_LITERAL ("255"), 255, &number, NULL));
  g_assert_false (sip_number_parse (SLICE_LITERAL ("256"), 255, &number, NULL));
  g_assert_false (sip_number_parse (SLICE_LITERAL ("-0"), 255, &number, NULL));
  g_assert_false (sip_number_parse (SLICE_LITERAL (""), 255, &number, NULL));
  g_assert_true (sip_seconds_parse (SLICE_LITERAL ("4294967296"), &number, NULL));
  g_assert_cmpuint (number, ==, G_MAXUINT32);
  g_assert_false (sip_seconds_parse (SLICE_LITERAL ("1 2"), &number, NULL));
  g_assert_true (sip_seconds_parse_leading (
      SLICE_LITERAL ("120 (I'm (in) a \\) meeting) ;duration=60"), &number, &params, NULL));
  g_assert_cmpuint (number, ==, 120);
  assert_slice (params, ";duration=60");
  g_assert_false (
      sip_seconds_parse_leading (SLICE_LITERAL ("120 (never ends"), &number, NULL, NULL));
  g_assert_false (sip_seconds_parse_leading (SLICE_LITERAL ("120 s"), &number, NULL, NULL));
  g_assert_true (sip_q_parse (SLICE_LITERAL ("1.000"), &q, NULL));
  g_assert_cmpint (q, ==, 1000);
  g_assert_true (sip_q_parse (SLICE_LITERAL ("0.001"), &q, NULL));
  g_assert_cmpint (q, ==, 1);
  g_assert_false (sip_q_parse (SLICE_LITERAL ("0.0001"), &q, NULL));
  g_assert_false (sip_q_parse (SLICE_LITERAL ("1.001"), &q, NULL));
}

static void
test_warning (void)
{
  SipWarning warning;

  g_assert_true (sip_warning_parse (SLICE_LITERAL ("399 isi.edu:5060 \"SRTP \\\"required\\\"\""),
                                    &warning, NULL));
  g_assert_cmpuint (warning.code, ==, 399);
  assert_slice (warning.agent, "isi.edu:5060");
  assert_slice (warning.text, "SRTP \\\"required\\\"");
  g_assert_false (sip_warning_parse (SLICE_LITERAL ("99 a \"b\""), &warning, NULL));
  g_assert_false (sip_warning_parse (SLICE_LITERAL ("1000 a \"b\""), &warning, NULL));
  g_assert_false (sip_warning_parse (SLICE_LITERAL ("399 a b"), &warning, NULL));
  g_assert_false (sip_warning_parse (SLICE_LITERAL ("399 a \"b\" c"), &warning, NULL));
}

static void
test_names (void)
{
  static const struct
  {
    const char *compact, *name;
  } pairs[] = {
    { "a", "Accept-Contact" },
    { "b", "Referred-By" },
    { "c", "Content-Type" },
    { "d", "Request-Disposition" },
    { "e", "Content-Encoding" },
    { "f", "From" },
    { "i", "Call-ID" },
    { "j", "Reject-Contact" },
    { "k", "Supported" },
    { "l", "Content-Length" },
    { "m", "Contact" },
    { "o", "Event" },
    { "r", "Refer-To" },
    { "s", "Subject" },
    { "t", "To" },
    { "u", "Allow-Events" },
    { "v", "Via" },
    { "x", "Session-Expires" },
    { "y", "Identity" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      SipHeaderId id = sip_header_id_from_name (slice_from_string (pairs[i].compact));
      g_autofree char *upper = g_ascii_strup (pairs[i].name, -1);
      g_autofree char *upper_compact = g_ascii_strup (pairs[i].compact, -1);

      g_assert_cmpint (id, !=, SIP_HEADER_OTHER);
      g_assert_cmpstr (sip_header_id_get_name (id), ==, pairs[i].name);
      g_assert_cmpint (sip_header_id_from_name (slice_from_string (upper)), ==, id);
      g_assert_cmpint (sip_header_id_from_name (slice_from_string (upper_compact)), ==, id);
    }
  for (int id = SIP_HEADER_OTHER + 1; id < SIP_N_HEADERS; id++)
    g_assert_cmpint (sip_header_id_from_name (slice_from_string (sip_header_id_get_name (id))), ==,
                     id);
  g_assert_cmpint (sip_header_id_from_name (SLICE_LITERAL ("z")), ==, SIP_HEADER_OTHER);
  g_assert_cmpint (sip_header_id_from_name (SLICE_LITERAL ("Viaa")), ==, SIP_HEADER_OTHER);
  g_assert_false (sip_header_id_is_list (SIP_HEADER_WWW_AUTHENTICATE));
  g_assert_false (sip_header_id_is_list (SIP_HEADER_PROXY_AUTHORIZATION));
  g_assert_false (sip_header_id_is_list (SIP_HEADER_DATE));
}

static void
test_methods (void)
{
  for (int method = SIP_METHOD_OTHER + 1; method <= SIP_METHOD_UPDATE; method++)
    g_assert_cmpint (sip_method_from_slice (slice_from_string (sip_method_get_name (method))), ==,
                     method);
  g_assert_cmpint (sip_method_from_slice (SLICE_LITERAL ("Invite")), ==, SIP_METHOD_OTHER);
  g_assert_null (sip_method_get_name (SIP_METHOD_OTHER));
}

static void
test_reasons (void)
{
  g_assert_cmpstr (sip_reason_phrase (486), ==, "Busy Here");
  g_assert_cmpstr (sip_reason_phrase (499), ==, "Client Error");
  g_assert_cmpstr (sip_reason_phrase (0), ==, "Unknown");
  g_assert_cmpstr (sip_reason_phrase (700), ==, "Unknown");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/list/MSG-03/splits-outside-quotes-and-brackets", test_list);
  g_test_add_func ("/sip/list/MSG-03/unbalanced-is-one-item", test_list_unbalanced);
  g_test_add_func ("/sip/chars/MSG-06/quoted-string-round-trip", test_quoted);
  g_test_add_func ("/sip/params/MSG-05/values", test_params);
  g_test_add_func ("/sip/params/MSG-05/malformed", test_params_malformed);
  g_test_add_func ("/sip/params/MSG-05/64-and-no-more", test_params_limit);
  g_test_add_func ("/sip/name-addr/MSG-06/display-name", test_name_addr);
  g_test_add_func ("/sip/name-addr/MSG-06/format-quotes", test_name_addr_format);
  g_test_add_func ("/sip/name-addr/MSG-05/addr-spec-params-are-the-headers", test_addr_spec);
  g_test_add_func ("/sip/name-addr/MSG-11/malformed", test_name_addr_malformed);
  g_test_add_func ("/sip/via/TRN-05/parts", test_via);
  g_test_add_func ("/sip/via/TRN-05/malformed", test_via_malformed);
  g_test_add_func ("/sip/cseq/MSG-09/parts", test_cseq);
  g_test_add_func ("/sip/cseq/MSG-09/malformed", test_cseq_malformed);
  g_test_add_func ("/sip/cseq/MSG-09/number-over-2-31-is-malformed", test_cseq_number_limit);
  g_test_add_func ("/sip/contact/MSG-09/parts", test_contact);
  g_test_add_func ("/sip/contact/MSG-09/bad-numbers-are-absent-large-ones-clamped",
                   test_contact_numbers);
  g_test_add_func ("/sip/number/MSG-09/limits", test_numbers);
  g_test_add_func ("/sip/warning/MSG-09/parts", test_warning);
  g_test_add_func ("/sip/header/MSG-01/compact-and-long-names", test_names);
  g_test_add_func ("/sip/method/MSG-01/case-matters", test_methods);
  g_test_add_func ("/sip/reason/MSG-01/unknown-codes-have-a-phrase", test_reasons);
  return g_test_run ();
}
