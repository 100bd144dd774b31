/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The choice of the next hop, and what becomes of a typed target. */
#include "sip-next-hop.h"
#include "sip-target.h"

static SipNextHop
choose (const char *uri_text, SipNextHopQuery query)
{
  SipParseError error;
  SipUri uri;

  g_assert_true (sip_uri_parse (slice_from_string (uri_text), &uri, &error));
  query.uri = &uri;
  query.verified_host = "example.org";
  query.remote_host = "203.0.113.5";
  return sip_next_hop_choose (&query);
}

static void
test_out_of_dialog (void)
{
  g_assert_cmpint (choose ("sips:x@elsewhere.example", (SipNextHopQuery){ .has_flow = TRUE }), ==,
                   SIP_NEXT_HOP_FLOW);
  g_assert_cmpint (
      choose ("sip:x@elsewhere.example;transport=udp", (SipNextHopQuery){ .has_flow = TRUE }), ==,
      SIP_NEXT_HOP_FLOW);
  g_assert_cmpint (choose ("sips:x@example.org", (SipNextHopQuery){ 0 }), ==, SIP_NEXT_HOP_NONE);
}

static void
test_in_dialog (void)
{
  static const struct
  {
    const char *uri;
    gboolean tls_next_hop, has_flow, over_flow, empty_routes;
    SipNextHop expected;
  } rows[] = {
    { "sips:EXAMPLE.org;lr", FALSE, TRUE, FALSE, FALSE, SIP_NEXT_HOP_FLOW },
    { "sip:203.0.113.5:5060;lr", FALSE, TRUE, FALSE, FALSE, SIP_NEXT_HOP_FLOW },
    { "sips:bob@192.168.1.7:5060", FALSE, TRUE, FALSE, FALSE, SIP_NEXT_HOP_FLOW },
    { "sip:bob@[fe80::1]", FALSE, TRUE, FALSE, FALSE, SIP_NEXT_HOP_FLOW },
    { "sips:bob@a1.invalid", FALSE, TRUE, FALSE, FALSE, SIP_NEXT_HOP_FLOW },
    { "sips:bob@198.51.100.7", FALSE, TRUE, TRUE, TRUE, SIP_NEXT_HOP_FLOW },
    { "sips:edge.example.net;lr", FALSE, TRUE, TRUE, FALSE, SIP_NEXT_HOP_RESOLVE_OR_FLOW },
    { "sips:edge.example.net;lr", FALSE, TRUE, FALSE, FALSE, SIP_NEXT_HOP_RESOLVE },
    { "sips:edge.example.net;lr", FALSE, FALSE, TRUE, FALSE, SIP_NEXT_HOP_RESOLVE },
    { "sip:edge.example.net;transport=tls;lr", TRUE, TRUE, FALSE, FALSE, SIP_NEXT_HOP_RESOLVE },
    { "sip:edge.example.net;transport=tls;lr", FALSE, TRUE, FALSE, FALSE, SIP_NEXT_HOP_FLOW },
    { "sip:edge.example.net;lr", TRUE, TRUE, FALSE, FALSE, SIP_NEXT_HOP_FLOW },
    { "sip:edge.example.net;transport=udp", FALSE, FALSE, TRUE, FALSE, SIP_NEXT_HOP_NONE },
    { "tel:+15551", FALSE, TRUE, FALSE, FALSE, SIP_NEXT_HOP_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      SipNextHopQuery query = { .in_dialog = TRUE,
                                .tls_next_hop = rows[i].tls_next_hop,
                                .has_flow = rows[i].has_flow,
                                .dialog_over_flow = rows[i].over_flow,
                                .empty_route_set = rows[i].empty_routes };

      if (choose (rows[i].uri, query) != rows[i].expected)
        g_error ("row %u: %s", i, rows[i].uri);
    }
}

static void
test_private_hosts (void)
{
  static const char *const inside[] = { "10.0.0.1",       "127.0.0.1",    "172.16.0.1",
                                        "172.31.255.255", "192.168.0.1",  "169.254.1.1",
                                        "100.64.0.1",     "100.127.0.1",  "0.0.0.0",
                                        "x.INVALID",      "printer.local" };
  static const char *const outside[] = { "11.0.0.1",
                                         "172.15.0.1",
                                         "172.32.0.1",
                                         "192.169.0.1",
                                         "100.63.0.1",
                                         "100.128.0.1",
                                         "10.0.0",
                                         "10.0.0.256",
                                         "invalid.example",
                                         "local",
                                         "" };
  static const char *const inside6[] = { "::1", "fe80::1", "FEBF::1", "fd00::1", "fc12:3::4" };
  static const char *const outside6[] = { "2001:db8::1", "fec0::1", "fd::1", "f::1", "::2" };

  for (guint i = 0; i < G_N_ELEMENTS (inside); i++)
    g_assert_true (sip_host_is_private (slice_from_string (inside[i]), FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    g_assert_false (sip_host_is_private (slice_from_string (outside[i]), FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (inside6); i++)
    g_assert_true (sip_host_is_private (slice_from_string (inside6[i]), TRUE));
  for (guint i = 0; i < G_N_ELEMENTS (outside6); i++)
    g_assert_false (sip_host_is_private (slice_from_string (outside6[i]), TRUE));
}

static void
test_targets (void)
{
  static const struct
  {
    const char *text;
    gboolean sips;
    const char *expected; /* NULL: refused */
  } rows[] = {
    { "bob", TRUE, "sips:bob@example.org" },
    { "bob", FALSE, "sip:bob@example.org" },
    { " bob@example.net ", TRUE, "sips:bob@example.net" },
    { "+1 (555) 12-34.5", TRUE,
      "sips:+15551234"
      "5@example.org" },
    { "*98#", FALSE, "sip:*98%23@example.org" },
    { "tel:+1-555;phone-context=x", TRUE, "sips:+1555@example.org" },
    { "sip:bob@example.net", TRUE, "sips:bob@example.net" },
    { "SIPS:bob@example.net:5062;x=y", FALSE, "sips:bob@example.net:5062;x=y" },
    { "sip:bob:secret@example.net?Subject=x", FALSE, "sip:bob@example.net" },
    { "bob@[2001:db8::1]", TRUE, "sips:bob@[2001:db8::1]" },
    { "b ob", FALSE, "sip:b%20ob@example.org" },
    { "a:b", TRUE, NULL },
    { "bob:pw@example.net", TRUE, NULL },
    { "http://example.org/", TRUE, NULL },
    { "bob@", TRUE, NULL },
    { "bob@exa mple", TRUE, NULL },
    { "bob\nEvil", TRUE, NULL },
    { "", TRUE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *uri = sip_target_to_uri (rows[i].text, rows[i].sips, "example.org", &error);

      g_assert_cmpstr (uri, ==, rows[i].expected);
      if (rows[i].expected == NULL)
        g_assert_error (error, SIP_ERROR, SIP_ERROR_INVALID);
      else
        g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sip/next-hop/SIPS-11/out-of-dialog-goes-over-the-flow", test_out_of_dialog);
  g_test_add_func ("/sip/next-hop/SIPS-11/in-dialog-rules-in-order", test_in_dialog);
  g_test_add_func ("/sip/next-hop/SIPS-11/private-hosts", test_private_hosts);
  g_test_add_func ("/sip/target/SIPS-01/typed-targets", test_targets);
  return g_test_run ();
}
