/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Valid and invalid messages in the spirit of RFC 4475 and RFC 5118, named as there. Each is read
 * as a datagram; the transport in Via is not judged. */
#include "sip-message.h"
#include "sip-uri.h"

#include <string.h>

#define VIA "Via: SIP/2.0/TCP host.example.com;branch=z9hG4bKkdj\r\n"
#define FROM "From: sip:caller@example.com;tag=33242\r\n"
#define TO "To: sip:user@example.com\r\n"
#define ID "Call-ID: torture.1@192.0.2.1\r\nMax-Forwards: 70\r\n"
#define BASE VIA FROM TO ID
#define CONTACT "Contact: <sip:caller@host.example.com>\r\n"
#define OPTIONS_LINE "OPTIONS sip:user@example.com SIP/2.0\r\n"
#define OPTIONS_CSEQ "CSeq: 8 OPTIONS\r\n"
#define REGISTER_LINE "REGISTER sip:example.com SIP/2.0\r\n"
#define REGISTER_CSEQ "CSeq: 8 REGISTER\r\n"
#define INVITE_LINE "INVITE sip:user@example.com SIP/2.0\r\n"
#define INVITE_CSEQ "CSeq: 8 INVITE\r\n"

typedef enum
{
  VALID,     /* parsed, no rule broken */
  REFUSED,   /* fits the grammar, 400 (a response: dropped) */
  MALFORMED, /* 400 (a response: dropped) */
  OTHER_VERSION
} Outcome;

typedef struct
{
  const char *name;
  Outcome outcome;
  const char *text;
} Torture;

static const Torture tortures[] = {
  /* RFC 4475 3.1.1: valid. Its wsinv has a branch without cookie: 400 by our decision */
  { "wsinv-with-cookie", VALID,
    "INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0\r\n"
    "TO :\r\n sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n\r\n"
    "from   : \"J Rosenberg \\\\\\\"\"       <sip:jdrosen@example.com>\r\n  ;\r\n  tag = "
    "98asjd8\r\n"
    "MaX-fOrWaRdS: 0068\r\nCall-ID: wsinv.ndaksdj@192.0.2.1\r\nContent-Length   : 4\r\n"
    "cseq: 0009\r\n  INVITE\r\n"
    "Via  : SIP  /   2.0\r\n /UDP\r\n    192.0.2.2;branch=z9hG4bK390skdjuw\r\ns :\r\n"
    "NewFangledHeader:   newfangled value\r\n continued newfangled value\r\n"
    "UnknownHeaderWithUnusualValue: ;;,,;;,;\r\nContent-Type: application/sdp\r\n"
    "Route:\r\n <sip:services.example.com;lr;unknownwith=value;unknown-no-value>\r\n"
    "v:  SIP  / 2.0  / TCP     spindle.example.com   ;\r\n  branch  =   z9hG4bK9ikj8  ,\r\n"
    " SIP  /    2.0   / UDP  192.168.255.111   ; branch=\r\n z9hG4bK30239\r\n"
    "m:\"Quoted string \\\"\\\"\" <sip:jdrosen@example.com> ; newparam =\r\n      newvalue ;\r\n"
    "  secondparam ; q = 0.33\r\n\r\nv=0\n" },
  { "wsinv-branch", REFUSED,
    OPTIONS_LINE "Via: SIP/2.0/UDP 192.0.2.2;branch=390skdjuw\r\n" FROM TO ID OPTIONS_CSEQ "\r\n" },
  { "intmeth", VALID,
    "!interesting-Method0123456789_*+`.%indeed'~ "
    "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/"
    ";;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)"
    "@example.com SIP/2.0\r\n"
    "Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~\r\n"
    "To: \"BEL:\\\a DEL:\\\x7f\" "
    "<sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>\r\n" FROM
    "Call-ID: intmeth.word%ZK-!.*_+'@word`~)(><:\\/\"][?}{\r\n"
    "CSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~\r\nMax-Forwards: 255\r\n\r\n" },
  { "esc01", VALID,
    "INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0\r\n" VIA FROM
    "To: sip:%75se%72@example.com\r\n" ID INVITE_CSEQ
    "Contact: <sip:cal%6Cer@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>\r\n\r\n" },
  { "escnull", VALID,
    REGISTER_LINE VIA
    "To: sip:null-%00-null@example.com\r\nFrom: sip:null-%00-null@example.com;tag=1\r\n" ID
        REGISTER_CSEQ
    "Contact: <sip:%00@host5.example.com>\r\nContact: <sip:%00%00@host5.example.com>\r\n"
    "L:0\r\n\r\n" },
  { "esc02", VALID,
    "RE%47IST%45R sip:registrar.example.com SIP/2.0\r\n" BASE
    "CSeq: 234902 RE%47IST%45R\r\nContact: <sip:alias1@host1.example.com>\r\n\r\n" },
  { "lwsdisp", VALID,
    OPTIONS_LINE VIA "From: caller<sip:caller@example.com>;tag=323\r\n" TO ID OPTIONS_CSEQ
                     "l: 0\r\n\r\n" },
  { "dblreq", VALID,
    REGISTER_LINE BASE REGISTER_CSEQ
    "Contact: sip:j.user@host.example.com\r\nContent-Length: 0\r\n\r\n"
    "\r\n\r\nINVITE sip:joe@example.com SIP/2.0\r\n\r\n" },
  { "semiuri", VALID,
    "OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0\r\n" BASE OPTIONS_CSEQ "\r\n" },
  { "transports", VALID,
    OPTIONS_LINE FROM TO ID OPTIONS_CSEQ
    "Via: SIP/2.0/UDP t1.example.com;branch=z9hG4bKkdjuw\r\n"
    "Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf\r\n"
    "Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2980unddj\r\n"
    "Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en\r\n"
    "Via: SIP/2.0/TCP t5.example.com;branch=z9hG4bK0a9idfnee\r\nl: 0\r\n\r\n" },
  { "mpart01", VALID,
    "MESSAGE sip:kumiko@example.org SIP/2.0\r\n" BASE "CSeq: 8 MESSAGE\r\n"
    "Content-Type: multipart/mixed;boundary=7a9cbec02ceef655\r\nContent-Length: "
    "7\r\n\r\n--\x01\xff\x80\r\n" },
  { "unreason", VALID,
    "SIP/2.0 200 = 2**3 * 5**2 \xd0\xbd\xd0\xbe \xd1\x81\xd1\x82\xd0\xbe\r\n" BASE INVITE_CSEQ
        CONTACT "Content-Length: 0\r\n\r\n" },
  { "noreason", VALID, "SIP/2.0 100 \r\n" BASE INVITE_CSEQ "Content-Length: 0\r\n\r\n" },

  /* A control needs its backslash and its quotes */
  { "bare-control-in-quotes", MALFORMED,
    OPTIONS_LINE VIA FROM "To: \"\a\" <sip:user@example.com>\r\n" ID OPTIONS_CSEQ "\r\n" },
  { "even-backslashes", MALFORMED,
    OPTIONS_LINE VIA FROM "To: \"\\\\\a\" <sip:user@example.com>\r\n" ID OPTIONS_CSEQ "\r\n" },
  { "escaped-control-outside-quotes", MALFORMED,
    OPTIONS_LINE BASE "Subject: \"x\" \\\a\r\n" OPTIONS_CSEQ "\r\n" },
  { "escaped-line-end", MALFORMED,
    OPTIONS_LINE VIA FROM "To: \"\\\n\" <sip:user@example.com>\r\n" ID OPTIONS_CSEQ "\r\n" },

  /* RFC 4475 3.1.2: invalid */
  { "badinv01", MALFORMED,
    INVITE_LINE
    "To: sip:j.user@example.com\r\nFrom: sip:caller@example.net;tag=134161461246\r\n" ID INVITE_CSEQ
    "Via: SIP/2.0/UDP 192.0.2.15;;,;,,\r\nContact: \"Joe\" <sip:joe@example.org>;;;;\r\n\r\n" },
  { "badinv01-contact", MALFORMED,
    INVITE_LINE BASE INVITE_CSEQ "Contact: \"Joe\" <sip:joe@example.org>;;;;\r\n\r\n" },
  { "clerr", MALFORMED,
    OPTIONS_LINE BASE OPTIONS_CSEQ "Content-Type: a/b\r\nContent-Length: 9999\r\n\r\nv=0\r\n" },
  { "ncl", MALFORMED, OPTIONS_LINE BASE OPTIONS_CSEQ "Content-Length: -999\r\n\r\nv=0\r\n" },
  { "scalar02", MALFORMED,
    REGISTER_LINE VIA FROM TO
    "Call-ID: 1\r\nCSeq: 36893488147419103232 REGISTER\r\nMax-Forwards: 300\r\n"
    "Expires: 10000000000000\r\nContact: "
    "<sip:user@host129.example.com>;expires=280297596632815\r\n\r\n" },
  { "scalarlg", MALFORMED,
    "SIP/2.0 503 Service Unavailable\r\n" BASE
    "CSeq: 9292394834772304023312 OPTIONS\r\nRetry-After: 949302838503028349304023988\r\n\r\n" },
  { "quotbal", MALFORMED,
    OPTIONS_LINE VIA FROM "To: \"Mr. J. User <sip:j.user@example.com>\r\n" ID OPTIONS_CSEQ "\r\n" },
  { "ltgtruri", MALFORMED, "OPTIONS <sip:user@example.com> SIP/2.0\r\n" BASE OPTIONS_CSEQ "\r\n" },
  { "lwsruri", MALFORMED, "OPTIONS sip:user@example.com; lr SIP/2.0\r\n" BASE OPTIONS_CSEQ "\r\n" },
  { "lwsstart", MALFORMED, "OPTIONS  sip:user@example.com  SIP/2.0\r\n" BASE OPTIONS_CSEQ "\r\n" },
  { "trws", MALFORMED, "OPTIONS sip:user@example.com SIP/2.0  \r\n" BASE OPTIONS_CSEQ "\r\n" },
  { "escruri", MALFORMED,
    "OPTIONS sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0\r\n" BASE OPTIONS_CSEQ
    "\r\n" },
  { "regbadct", MALFORMED,
    REGISTER_LINE BASE REGISTER_CSEQ
    "Contact: sip:user@example.com?Route=%3Csip:sip.example.com%3E\r\n\r\n" },
  { "badaspec", MALFORMED,
    OPTIONS_LINE VIA FROM "To: \"Watson, Thomas\" < t.watson@example.org >\r\n" ID OPTIONS_CSEQ
                          "\r\n" },
  { "baddn", MALFORMED,
    OPTIONS_LINE VIA
    "From: Bell, Alexander <sip:a.g.bell@example.com>;tag=43\r\n" TO ID OPTIONS_CSEQ "\r\n" },
  { "badvers", OTHER_VERSION, "OPTIONS sip:user@example.com SIP/7.0\r\n" BASE OPTIONS_CSEQ "\r\n" },
  { "mismatch01", MALFORMED, OPTIONS_LINE BASE INVITE_CSEQ "\r\n" },
  { "mismatch02", MALFORMED, "NEWMETHOD sip:user@example.com SIP/2.0\r\n" BASE INVITE_CSEQ "\r\n" },
  { "bigcode", MALFORMED,
    "SIP/2.0 4294967301 better not break the receiver\r\n" BASE INVITE_CSEQ "\r\n" },

  /* A malformed Date is ignored, as 3.1.2.12 allows */
  { "baddate", VALID,
    OPTIONS_LINE BASE OPTIONS_CSEQ "Date: Fri, 01 Jan 2010 16:00:00 EST\r\n\r\n" },

  /* RFC 4475 3.3: well-formed, for the rules above the parser */
  { "insuf", REFUSED, INVITE_LINE VIA INVITE_CSEQ "Max-Forwards: 95\r\n\r\n" },
  { "unkscm", VALID,
    "OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0\r\n" BASE OPTIONS_CSEQ "\r\n" },
  { "novelsc", VALID, "OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0\r\n" BASE OPTIONS_CSEQ "\r\n" },
  { "unksm2", VALID,
    REGISTER_LINE VIA
    "To: isbn:2983792873\r\nFrom: <http://www.example.com>;tag=3234233\r\n" ID REGISTER_CSEQ
    "Contact: <name:John_Smith>\r\n\r\n" },
  { "bext01", VALID,
    OPTIONS_LINE BASE OPTIONS_CSEQ
    "Proxy-Require: nothingSupportsThis\r\nRequire: nothingSupportsThisEither\r\n\r\n" },
  { "regaut01", VALID,
    REGISTER_LINE BASE REGISTER_CSEQ
    "Authorization: NoOneKnowsThisScheme opaque-data=here\r\n\r\n" },
  { "multi01", REFUSED,
    INVITE_LINE BASE INVITE_CSEQ CONTACT
    "CSeq: 59 INVITE\r\nCall-ID: multi01.1\r\nMax-Forwards: 5\r\n\r\n" },
  { "mcl01", REFUSED,
    OPTIONS_LINE BASE OPTIONS_CSEQ
    "Content-Type: text/plain\r\nContent-Length: 13\r\nContent-Length: 5\r\n\r\n"
    "There's no way to know how many octets are supposed to be here.\r\n" },
  { "bcast", VALID,
    "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923\r\n"
    "Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23\r\n" FROM TO ID INVITE_CSEQ "\r\n" },
  { "zeromf", VALID,
    OPTIONS_LINE VIA FROM TO "Call-ID: 1\r\nMax-Forwards: 0\r\n" OPTIONS_CSEQ "\r\n" },
  { "cparam01", VALID,
    REGISTER_LINE BASE REGISTER_CSEQ
    "Contact: sip:+19725552222@gw1.example.net;unknownparam\r\n\r\n" },
  { "cparam02", VALID,
    REGISTER_LINE BASE REGISTER_CSEQ
    "Contact: <sip:+19725552222@gw1.example.net;unknownparam>\r\n\r\n" },
  { "regescrt", VALID,
    REGISTER_LINE BASE REGISTER_CSEQ
    "Contact: <sip:user@example.com?Route=%3Csip:sip.example.com%3E>\r\n\r\n" },

  /* RFC 4475 3.4: RFC 2543 is not spoken */
  { "inv2543", REFUSED,
    "INVITE sip:UserB@example.com SIP/2.0\r\nVia: SIP/2.0/UDP iftgw.example.com\r\nFrom: "
    "<sip:+13035551111@ift.client."
    "example.net;user=phone>\r\nTo: sip:+16505552222@ss1.example.net;user=phone\r\nCall-ID: "
    "inv2543.17\r\n"
    "CSeq: 56 INVITE\r\n" CONTACT "\r\n" },

  /* RFC 5118 4 */
  { "ipv6-good", VALID,
    "OPTIONS sip:[2001:db8::10] SIP/2.0\r\nVia: SIP/2.0/UDP "
    "[2001:db8::9:1];branch=z9hG4bKas3-111\r\n" FROM "To: sip:user@example.com\r\n" ID OPTIONS_CSEQ
    "Contact: \"Caller\" <sip:caller@[2001:db8::1]>\r\nl: 0\r\n\r\n" },
  { "ipv6-bad", MALFORMED, "OPTIONS sip:2001:db8::10 SIP/2.0\r\n" BASE OPTIONS_CSEQ "\r\n" },
  { "port-unambiguous", VALID,
    "OPTIONS sip:[2001:db8::10]:5070 SIP/2.0\r\n" BASE OPTIONS_CSEQ "\r\n" },
  { "via-received-brackets", VALID,
    "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP "
    "[2001:db8::9:1];received=[2001:db8::9:255];branch=z9hG4bKas3-111\r\n" FROM TO ID OPTIONS_CSEQ
    "\r\n" },
  { "via-received-bare", VALID,
    "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP "
    "[2001:db8::9:1];received=2001:db8::9:255;branch=z9hG4bKas3-111\r\n" FROM TO ID OPTIONS_CSEQ
    "\r\n" },
  { "ipv6-bug-abnf-3-colons", VALID,
    "OPTIONS sip:user@[2001:db8:::192.0.2.1] SIP/2.0\r\n" BASE OPTIONS_CSEQ "\r\n" },
};

static guint
expected_response (const Torture *torture)
{
  if (g_str_has_prefix (torture->text, "SIP/2.0 "))
    return 0;
  return torture->outcome == OTHER_VERSION ? 505 : 400;
}

static void
test_torture (gconstpointer data)
{
  const Torture *torture = data;
  g_autoptr (GBytes) bytes = g_bytes_new (torture->text, strlen (torture->text));
  SipParseError error = { 0 };
  g_autoptr (SipMessage) message = sip_message_parse_syntax (bytes, SIP_PARSE_DATAGRAM, &error);
  gboolean is_parsed = torture->outcome == VALID || torture->outcome == REFUSED;

  if (message == NULL)
    g_test_message ("%s at %d", error.what,
                    (int) (error.at - (const char *) g_bytes_get_data (bytes, NULL)));
  g_assert_cmpint (message != NULL, ==, is_parsed);
  if (is_parsed)
    g_assert_cmpint (sip_message_check (message, &error), ==, torture->outcome == VALID);
  if (torture->outcome == VALID)
    return;
  g_assert_cmpuint (error.response, ==, expected_response (torture));
  g_assert_cmpint (error.code == SIP_ERROR_REFUSED, ==, torture->outcome == REFUSED);
}

/* RFC 4475 3.1.1.7: long values of all kinds, within our limits */
static void
test_long_values (void)
{
  g_autofree char *long_text = g_strnfill (2000, 'x');
  g_autofree char *text = g_strdup_printf (
      "INVITE sip:user@example.com SIP/2.0\r\n"
      "To: \"I have a %s name\" <sip:user@example.com:6000;u%s=v%s?l%s=m>\r\n"
      "F: sip:a%s@example.net;tag=12%s;u%s=%s\r\n"
      "Call-ID: longreq.%s\r\nCSeq: 3882340 INVITE\r\nUnknown-%s: u%s;p=%s\r\n"
      "Via: SIP/2.0/TCP sip33.example.com;branch=z9hG4bK%s\r\nContact: <sip:%s@example.com>\r\n"
      "Content-Length: 0\r\n\r\n",
      long_text, long_text, long_text, long_text, long_text, long_text, long_text, long_text,
      long_text, long_text, long_text, long_text, long_text, long_text);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  SipParseError error = { 0 };
  g_autoptr (SipMessage) message = sip_message_parse (bytes, SIP_PARSE_STREAM, &error);

  g_assert_cmpstr (error.what, ==, NULL);
  g_assert_nonnull (message);
  g_assert_cmpuint (sip_message_get_from_tag (message).n, ==, 2002);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tortures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sip/torture/MSG-11/%s", tortures[i].name);

      g_test_add_data_func (path, &tortures[i], test_torture);
    }
  g_test_add_func ("/sip/torture/MSG-11/longreq", test_long_values);
  return g_test_run ();
}
