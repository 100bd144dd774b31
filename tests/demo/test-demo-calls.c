/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Calls to each service, and between the accounts; media by packets of our own. */
#include "demo-client.h"

#include <string.h>

#include "media-init.h"
#include "media-srtp.h"
#include "sdp-negotiation.h"
#include "sip-name-addr.h"

#define SERVICE_URI(name) "sips:" name "@demo.linnet.invalid"
#define AUDIO "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
#define KEY "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\n"

typedef struct
{
  DemoService *service;
  Client client;
  const char *uri; /* Borrowed */

  /* The dialog */
  char *to_tag, *target;
  guint32 cseq;

  /* The media */
  SdpNegotiation *negotiation;
  SdpAudio audio;
  GSocket *rtp;
  guint16 port;
  MediaSrtp *srtp;
} Call;

static void
fill_random (gpointer bytes, gsize n, gpointer user_data)
{
  for (gsize i = 0; i < n; i++)
    ((guint8 *) bytes)[i] = (guint8) g_random_int ();
}

static void
open_socket (Call *call)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  call->rtp =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_DATAGRAM, G_SOCKET_PROTOCOL_UDP, &error);
  g_assert_no_error (error);
  g_socket_bind (call->rtp, address, FALSE, &error);
  g_assert_no_error (error);
  g_socket_set_blocking (call->rtp, FALSE);
  bound = g_socket_get_local_address (call->rtp, &error);
  g_assert_no_error (error);
  call->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

static void
call_init (Call *call, const char *uri)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GError) error = NULL;

  *call = (Call){ .uri = uri, .audio = SDP_AUDIO_INIT, .cseq = 1 };
  call->service = demo_service_new ();
  demo_service_start (call->service, loopback, 0, NULL, &error);
  g_assert_no_error (error);
  client_connect (&call->client, call->service);
  call->negotiation = sdp_negotiation_new (fill_random, NULL);
  open_socket (call);
}

static void
call_clear (Call *call)
{
  client_clear (&call->client);
  demo_service_stop (call->service);
  g_object_unref (call->service);
  sdp_negotiation_free (call->negotiation);
  sdp_audio_clear (&call->audio);
  g_object_unref (call->rtp);
  media_srtp_free (call->srtp);
  g_free (call->to_tag);
  g_free (call->target);
  run_for_ms (10);
  g_assert_true (media_finish (5000));
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Call, call_clear)

static SdpLocal
get_local (Call *call)
{
  static const char *const codecs[] = { "PCMA", NULL };

  return (SdpLocal){ .address = "127.0.0.1",
                     .audio_rtp_port = call->port,
                     .audio_codecs = codecs,
                     .direction = SDP_DIRECTION_SENDRECV,
                     .rtcp_mux = TRUE };
}

static char *
make_offer (Call *call)
{
  SdpLocal local = get_local (call);
  char *offer = sdp_negotiation_create_offer (call->negotiation, &local, NULL);

  g_assert_nonnull (offer);
  return offer;
}

static void
start_srtp (Call *call)
{
  MediaSrtpParameters parameters = { .suite = call->audio.suite,
                                     .tx_key = call->audio.tx_key,
                                     .rx_key = call->audio.rx_key };
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&call->srtp, media_srtp_free);
  call->srtp = media_srtp_new (&parameters, &error);
  g_assert_no_error (error);
}

static void
take_answer (Call *call, const SipMessage *answer)
{
  g_autoptr (GError) error = NULL;

  sdp_audio_clear (&call->audio);
  sdp_negotiation_receive_answer (call->negotiation, sip_message_get_body (answer), &call->audio,
                                  &error);
  g_assert_no_error (error);
  if (call->audio.keys_changed)
    start_srtp (call);
}

static void
take_dialog (Call *call, const SipMessage *answer)
{
  g_autofree char *contact = get_header (answer, SIP_HEADER_CONTACT);
  SipNameAddr parsed;

  g_free (call->to_tag);
  g_free (call->target);
  call->to_tag = get_to_tag (answer);
  g_assert_true (sip_name_addr_parse (slice_from_string (contact), &parsed, NULL));
  call->target = slice_dup (parsed.uri.text);
}

static Request
in_dialog (Call *call, const char *method, guint32 cseq)
{
  return (Request){ .method = method,
                    .uri = call->target,
                    .user = "alice",
                    .to = call->uri,
                    .to_tag = call->to_tag,
                    .cseq = cseq };
}

static void
send_ack (Call *call, const char *body)
{
  Request ack = in_dialog (call, "ACK", call->cseq);

  ack.body = body;
  client_send (&call->client, &ack);
}

/* INVITE with offer to the answer's ACK */
static SipMessage *
establish (Call *call, const char *offer)
{
  Request invite = { .method = "INVITE", .uri = call->uri, .user = "alice", .body = offer };
  SipMessage *answer = client_ask_authorized (&call->client, &invite, 200);

  call->cseq = 2;
  take_dialog (call, answer);
  return answer;
}

static void
call_service (Call *call)
{
  g_autofree char *offer = make_offer (call);
  g_autoptr (SipMessage) answer = establish (call, offer);

  take_answer (call, answer);
  send_ack (call, NULL);
}

static void
hang_up (Call *call)
{
  Request bye = in_dialog (call, "BYE", ++call->cseq);
  g_autoptr (SipMessage) answer = client_ask (&call->client, &bye, 200);

  g_assert_cmpint (sip_message_get_method (answer), ==, SIP_METHOD_BYE);
  g_assert_cmpuint (demo_service_get_n_calls (call->service), ==, 0);
}

/* --- packets --- */

typedef struct
{
  Call *call;
  guint32 buffer[512];
  gsize n;
} Packet;

static gboolean
receive_rtp (gpointer user_data)
{
  Packet *packet = user_data;
  guint8 *bytes = (guint8 *) packet->buffer;
  gssize n =
      g_socket_receive (packet->call->rtp, (char *) bytes, sizeof packet->buffer, NULL, NULL);

  if (n < 12 || (bytes[1] & 0x7f) != (guint) packet->call->audio.rx_pt)
    return FALSE;
  packet->n = (gsize) n;
  g_assert_cmpint (media_srtp_unprotect (packet->call->srtp, MEDIA_SRTP_RTP, bytes, &packet->n), ==,
                   MEDIA_SRTP_OK);
  return TRUE;
}

static gboolean
tick (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

static void
wait_for_rtp (Packet *packet)
{
  guint ticker = g_timeout_add (5, tick, NULL);

  run_until (receive_rtp, packet);
  g_source_remove (ticker);
}

static void
send_rtp (Call *call, guint16 seq, guint8 fill)
{
  guint32 buffer[128] = { 0 };
  guint8 *bytes = (guint8 *) buffer;
  gsize n = 12 + 160;
  g_autoptr (GSocketAddress) peer = g_inet_socket_address_new_from_string (
      call->audio.remote_address, call->audio.remote_rtp_port);

  bytes[0] = 0x80;
  bytes[1] = (guint8) call->audio.tx_pt;
  bytes[2] = (guint8) (seq >> 8);
  bytes[3] = (guint8) seq;
  memcpy (bytes + 8, "\1\2\3\4", 4);
  memset (bytes + 12, fill, 160);
  g_assert_true (media_srtp_protect (call->srtp, MEDIA_SRTP_RTP, bytes, &n, sizeof buffer));
  g_assert_cmpint (g_socket_send_to (call->rtp, peer, (char *) bytes, n, NULL, NULL), ==, n);
}

static void
expect_echo (Call *call, guint16 seq, guint8 fill)
{
  Packet packet = { .call = call };
  const guint8 *bytes = (const guint8 *) packet.buffer;

  send_rtp (call, seq, fill);
  wait_for_rtp (&packet);
  g_assert_cmpuint (packet.n, ==, 12 + 160);
  g_assert_cmpuint (bytes[2] << 8 | bytes[3], ==, seq);
  g_assert_cmpint (memcmp (bytes + 8, "\1\2\3\4", 4), !=, 0); /* an SSRC of its own */
  for (guint i = 0; i < 160; i++)
    g_assert_cmpuint (bytes[12 + i], ==, fill);
}

/* --- the tests --- */

static void
test_echo (void)
{
  g_auto (Call) call = { 0 };

  call_init (&call, SERVICE_URI ("echo"));
  client_register (&call.client, "alice");
  call_service (&call);
  g_assert_false (secret_equal (call.audio.tx_key, call.audio.rx_key));
  for (guint16 i = 0; i < 5; i++)
    expect_echo (&call, (guint16) (65533 + i), (guint8) (0x30 + i));
  hang_up (&call);
}

static void
test_echo_ignores_forgery (void)
{
  g_auto (Call) call = { 0 };
  g_autoptr (GSocketAddress) peer = NULL;
  guint8 forged[200] = { 0x80, 8, 0, 1 };
  Packet packet = { .call = &call };

  call_init (&call, SERVICE_URI ("echo"));
  call_service (&call);
  peer =
      g_inet_socket_address_new_from_string (call.audio.remote_address, call.audio.remote_rtp_port);
  g_socket_send_to (call.rtp, peer, (char *) forged, sizeof forged, NULL, NULL);
  run_for_ms (100);
  g_assert_false (receive_rtp (&packet));
  expect_echo (&call, 2, 0x11);
  hang_up (&call);
}

static void
test_hold_and_new_keys (void)
{
  g_auto (Call) call = { 0 };
  SdpLocal local;

  call_init (&call, SERVICE_URI ("echo"));
  call_service (&call);
  expect_echo (&call, 1, 0x11);
  for (guint i = 0; i < 3; i++) /* hold, resume, new keys */
    {
      g_autofree char *offer = NULL;
      Request invite = in_dialog (&call, "INVITE", ++call.cseq);
      g_autoptr (SipMessage) answer = NULL;
      Packet packet = { .call = &call };

      local = get_local (&call);
      if (i == 0)
        local.direction = SDP_DIRECTION_SENDONLY;
      if (i == 2)
        sdp_negotiation_renew_keys (call.negotiation);
      offer = sdp_negotiation_create_offer (call.negotiation, &local, NULL);
      invite.body = offer;
      answer = client_ask (&call.client, &invite, 200);
      take_answer (&call, answer);
      send_ack (&call, NULL);
      g_assert_cmpint (call.audio.keys_changed, ==, i == 2);
      if (i > 0)
        {
          expect_echo (&call, (guint16) (10 + i), 0x22);
          continue;
        }
      send_rtp (&call, 5, 0x33);
      run_for_ms (100);
      g_assert_false (receive_rtp (&packet));
    }
  hang_up (&call);
}

static void
test_weakening (void)
{
  g_auto (Call) call = { 0 };
  Request invite;
  g_autoptr (SipMessage) answer = NULL;
  g_autofree char *warning = NULL;

  call_init (&call, SERVICE_URI ("echo"));
  call_service (&call);
  invite = in_dialog (&call, "INVITE", ++call.cseq);
  invite.body = AUDIO "m=audio 4000 RTP/AVP 8\r\n";
  answer = client_ask (&call.client, &invite, 488);
  warning = get_header (answer, SIP_HEADER_WARNING);
  g_assert_true (g_str_has_prefix (warning, "399 127.0.0.1:"));
  g_assert_true (g_str_has_suffix (warning, " \"SRTP required\""));
  send_ack (&call, NULL);
  expect_echo (&call, 1, 0x44);
  hang_up (&call);
}

static void
test_sound (gconstpointer uri)
{
  g_auto (Call) call = { 0 };
  Packet packet = { .call = &call };

  call_init (&call, uri);
  call_service (&call);
  for (guint i = 0; i < 10; i++)
    wait_for_rtp (&packet);
  hang_up (&call);
}

static void
test_video (void)
{
  g_auto (Call) call = { 0 };
  g_autofree char *offer = NULL, *with_video = NULL;
  g_autoptr (SipMessage) answer = NULL;
  SdpParseError error;
  g_autoptr (SdpSession) session = NULL;

  call_init (&call, SERVICE_URI ("video"));
  offer = make_offer (&call);
  with_video =
      g_strconcat (offer, "m=video 4002 RTP/SAVP 97\r\na=rtpmap:97 VP8/90000\r\n", KEY, NULL);
  answer = establish (&call, with_video);
  send_ack (&call, NULL);
  session = sdp_session_parse (sip_message_get_body (answer), &error);
  g_assert_cmpuint (session->media->len, ==, 2);
  g_assert_cmpuint (((SdpMedia *) g_ptr_array_index (session->media, 0))->port, !=, 0);
  g_assert_cmpuint (((SdpMedia *) g_ptr_array_index (session->media, 1))->port, ==, 0);
  hang_up (&call);
}

static void
test_busy (void)
{
  g_auto (Call) call = { 0 };
  g_autofree char *offer = NULL;
  Request invite = { .method = "INVITE", .uri = SERVICE_URI ("busy"), .user = "alice" };
  Request ack = { .method = "ACK", .uri = SERVICE_URI ("busy"), .user = "alice", .cseq = 2 };
  g_autoptr (SipMessage) answer = NULL;

  call_init (&call, SERVICE_URI ("busy"));
  invite.body = offer = make_offer (&call);
  answer = client_ask_authorized (&call.client, &invite, 486);
  ack.to_tag = call.to_tag = get_to_tag (answer);
  client_send (&call.client, &ack);
  run_for_ms (50);
  g_assert_cmpuint (demo_service_get_n_calls (call.service), ==, 0);
}

static void
test_cancel (void)
{
  g_auto (Call) call = { 0 };
  g_autofree char *offer = NULL;
  Request invite = { .method = "INVITE",
                     .uri = SERVICE_URI ("noanswer"),
                     .user = "alice",
                     .branch = "z9hG4bKcancelled" };
  Request cancel = { .method = "CANCEL",
                     .uri = SERVICE_URI ("noanswer"),
                     .user = "alice",
                     .branch = "z9hG4bKcancelled",
                     .cseq = 2 };
  g_autoptr (SipMessage) ringing = NULL, cancelled = NULL, final = NULL;

  call_init (&call, SERVICE_URI ("noanswer"));
  invite.body = offer = make_offer (&call);
  ringing = client_ask_authorized (&call.client, &invite, 100);
  g_clear_pointer (&ringing, sip_message_unref);
  ringing = client_expect (&call.client, 180);
  cancelled = client_ask (&call.client, &cancel, 200);
  g_assert_cmpint (sip_message_get_method (cancelled), ==, SIP_METHOD_CANCEL);
  final = client_expect (&call.client, 487);
  g_assert_cmpint (sip_message_get_method (final), ==, SIP_METHOD_INVITE);
  cancel.method = "ACK";
  client_send (&call.client, &cancel);
  run_for_ms (50);
  g_assert_cmpuint (demo_service_get_n_calls (call.service), ==, 0);
}

static void
test_no_encryption (void)
{
  static const struct
  {
    const char *offer;
    guint status;
  } cases[] = {
    { AUDIO "m=audio 4000 RTP/AVP 8\r\n", 488 },
    { AUDIO "m=audio 4000 RTP/SAVP 18\r\n" KEY, 488 },
    { AUDIO "m=audio 4000 RTP/SAVP 8\r\nc=IN IP4 192.0.2.1\r\n" KEY, 488 }, /* leaves loopback */
    { "nonsense", 400 },
  };
  g_auto (Call) call = { 0 };

  call_init (&call, SERVICE_URI ("echo"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *call_id = g_strdup_printf ("call-%u", i);
      Request invite = { .method = "INVITE",
                         .uri = SERVICE_URI ("echo"),
                         .user = "alice",
                         .call_id = call_id,
                         .body = cases[i].offer };
      g_autoptr (SipMessage) answer =
          client_ask_authorized (&call.client, &invite, cases[i].status);
      g_autofree char *warning = get_header (answer, SIP_HEADER_WARNING);

      g_assert_cmpint (warning != NULL, ==, cases[i].status == 488);
      if (i == 0)
        g_assert_nonnull (strstr (warning, "\"SRTP required\""));
    }
}

static void
test_offer_in_answer (void)
{
  g_auto (Call) call = { 0 };
  g_autoptr (SipMessage) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sdp = NULL;
  SdpLocal local;

  call_init (&call, SERVICE_URI ("echo"));
  answer = establish (&call, NULL);
  local = get_local (&call);
  sdp = sdp_negotiation_receive_offer (call.negotiation, sip_message_get_body (answer), &local,
                                       &call.audio, &error);
  g_assert_no_error (error);
  start_srtp (&call);
  send_ack (&call, sdp);
  run_for_ms (100); /* its answer must have come before the packet */
  expect_echo (&call, 1, 0x55);
  hang_up (&call);
}

static void
test_repeats_until_ack (void)
{
  g_auto (Call) call = { 0 };
  g_autofree char *offer = NULL;
  g_autoptr (SipMessage) first = NULL, second = NULL;

  call_init (&call, SERVICE_URI ("echo"));
  offer = make_offer (&call);
  first = establish (&call, offer);
  second = client_expect (&call.client, 200);
  g_assert_true (g_bytes_equal (sip_message_get_bytes (first), sip_message_get_bytes (second)));
  send_ack (&call, NULL);
  run_for_ms (1200);
  g_assert_true (g_queue_is_empty (&call.client.messages));
  hang_up (&call);
}

static void
test_in_dialog (void)
{
  g_auto (Call) call = { 0 };
  Request request;
  g_autoptr (SipMessage) options = NULL, old = NULL, refer = NULL, stranger = NULL;

  call_init (&call, SERVICE_URI ("echo"));
  call_service (&call);
  request = in_dialog (&call, "OPTIONS", ++call.cseq);
  options = client_ask (&call.client, &request, 200);
  request.cseq = 1;
  old = client_ask (&call.client, &request, 500);
  request = in_dialog (&call, "REFER", ++call.cseq);
  refer = client_ask (&call.client, &request, 405);
  request = in_dialog (&call, "BYE", ++call.cseq);
  request.to_tag = "another";
  stranger = client_ask (&call.client, &request, 481);
  hang_up (&call);
}

static void
test_survives_its_connection (void)
{
  g_auto (Call) call = { 0 };

  call_init (&call, SERVICE_URI ("echo"));
  call_service (&call);
  client_clear (&call.client);
  client_connect (&call.client, call.service);
  expect_echo (&call, 1, 0x66);
  hang_up (&call);
}

static void
test_ends_with_the_service (void)
{
  g_auto (Call) call = { 0 };
  g_autoptr (SipMessage) bye = NULL;

  call_init (&call, SERVICE_URI ("echo"));
  call_service (&call);
  demo_service_stop (call.service);
  bye = client_wait (&call.client);
  g_assert_cmpint (sip_message_get_method (bye), ==, SIP_METHOD_BYE);
}

/* --- between the accounts --- */

static SipMessage *
wait_for_request (Client *client, SipMethod method)
{
  SipMessage *request = client_wait (client);

  g_assert_true (sip_message_is_request (request));
  g_assert_cmpint (sip_message_get_method (request), ==, method);
  return request;
}

static void
test_account_to_account (void)
{
  g_auto (Call) call = { 0 };
  g_auto (Client) bob = { 0 };
  Request invite = {
    .method = "INVITE", .uri = SERVICE_URI ("bob"), .user = "alice", .body = AUDIO
  };
  Request ack, bye;
  g_autoptr (SipMessage) incoming = NULL, ringing = NULL, answer = NULL, got_ack = NULL,
                         got_bye = NULL, bye_answer = NULL;
  g_autofree char *route = NULL, *authorization = NULL;

  call_init (&call, SERVICE_URI ("bob"));
  client_connect (&bob, call.service);
  client_register (&call.client, "alice");
  client_register (&bob, "bob");
  ringing = client_ask_authorized (&call.client, &invite, 100);
  call.cseq = 2;
  incoming = wait_for_request (&bob, SIP_METHOD_INVITE);
  g_assert_true (
      g_str_has_prefix (sip_message_get_request_uri_text (incoming).p, "sips:bob-phone@"));
  g_assert_cmpuint (sip_message_count (incoming, SIP_HEADER_VIA), ==, 2);
  authorization = get_header (incoming, SIP_HEADER_PROXY_AUTHORIZATION);
  g_assert_null (authorization);
  client_answer (&bob, incoming, 180, NULL, NULL);
  client_answer (&bob, incoming, 200, "<sips:bob-phone@192.0.2.9>", AUDIO);
  g_clear_pointer (&ringing, sip_message_unref);
  ringing = client_expect (&call.client, 180);
  answer = client_expect (&call.client, 200);
  g_assert_cmpuint (sip_message_count (answer, SIP_HEADER_VIA), ==, 1);
  g_assert_cmpuint (sip_message_get_body (answer).n, ==, strlen (AUDIO));
  take_dialog (&call, answer);
  route = get_header (answer, SIP_HEADER_RECORD_ROUTE);
  ack = in_dialog (&call, "ACK", 2);
  ack.name[0] = "Route";
  ack.value[0] = route;
  client_send (&call.client, &ack);
  got_ack = wait_for_request (&bob, SIP_METHOD_ACK);
  g_assert_cmpuint (sip_message_count (got_ack, SIP_HEADER_ROUTE), ==, 0);
  bye = in_dialog (&call, "BYE", 3);
  bye.name[0] = "Route";
  bye.value[0] = route;
  client_send (&call.client, &bye);
  got_bye = wait_for_request (&bob, SIP_METHOD_BYE);
  client_answer (&bob, got_bye, 200, NULL, NULL);
  bye_answer = client_expect (&call.client, 200);
}

static void
test_account_declines (void)
{
  g_auto (Call) call = { 0 };
  g_auto (Client) bob = { 0 };
  Request invite = {
    .method = "INVITE", .uri = SERVICE_URI ("bob"), .user = "alice", .body = AUDIO
  };
  g_autoptr (SipMessage) incoming = NULL, ringing = NULL, answer = NULL, got_ack = NULL;

  call_init (&call, SERVICE_URI ("bob"));
  client_connect (&bob, call.service);
  client_register (&bob, "bob");
  ringing = client_ask_authorized (&call.client, &invite, 100);
  incoming = wait_for_request (&bob, SIP_METHOD_INVITE);
  client_answer (&bob, incoming, 603, NULL, NULL);
  got_ack = wait_for_request (&bob, SIP_METHOD_ACK);
  answer = client_expect (&call.client, 603);
}

static void
test_account_is_cancelled (void)
{
  g_auto (Call) call = { 0 };
  g_auto (Client) bob = { 0 };
  Request invite = { .method = "INVITE",
                     .uri = SERVICE_URI ("bob"),
                     .user = "alice",
                     .branch = "z9hG4bKcancelled",
                     .body = AUDIO };
  Request cancel = { .method = "CANCEL",
                     .uri = SERVICE_URI ("bob"),
                     .user = "alice",
                     .branch = "z9hG4bKcancelled",
                     .cseq = 2 };
  g_autoptr (SipMessage) incoming = NULL, trying = NULL, cancelled = NULL, got_cancel = NULL,
                         final = NULL, got_ack = NULL;

  call_init (&call, SERVICE_URI ("bob"));
  client_connect (&bob, call.service);
  client_register (&bob, "bob");
  trying = client_ask_authorized (&call.client, &invite, 100);
  incoming = wait_for_request (&bob, SIP_METHOD_INVITE);
  cancelled = client_ask (&call.client, &cancel, 200);
  run_for_ms (50);
  g_assert_true (g_queue_is_empty (&bob.messages)); /* no CANCEL before a 1xx */
  client_answer (&bob, incoming, 180, NULL, NULL);
  got_cancel = wait_for_request (&bob, SIP_METHOD_CANCEL);
  client_answer (&bob, got_cancel, 200, NULL, NULL);
  client_answer (&bob, incoming, 487, NULL, NULL);
  got_ack = wait_for_request (&bob, SIP_METHOD_ACK);
  final = client_expect (&call.client, 487);
}

static void
test_account_is_away (void)
{
  g_auto (Call) call = { 0 };
  g_auto (Client) bob = { 0 };
  Request invite = {
    .method = "INVITE", .uri = SERVICE_URI ("bob"), .user = "alice", .body = AUDIO
  };
  g_autoptr (SipMessage) away = NULL, trying = NULL, incoming = NULL, lost = NULL;

  call_init (&call, SERVICE_URI ("bob"));
  away = client_ask_authorized (&call.client, &invite, 480);
  client_connect (&bob, call.service);
  client_register (&bob, "bob");
  invite.call_id = "second";
  trying = client_ask_authorized (&call.client, &invite, 100);
  incoming = wait_for_request (&bob, SIP_METHOD_INVITE);
  client_clear (&bob);
  lost = client_expect (&call.client, 480);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/demo/call/D/echo-comes-back-as-sent", test_echo);
  g_test_add_func ("/demo/call/SRTP-14/forged-packets-are-not-echoed", test_echo_ignores_forgery);
  g_test_add_func ("/demo/call/SRTP-06/hold-resume-and-new-keys", test_hold_and_new_keys);
  g_test_add_func ("/demo/call/SRTP-01/weakening-is-488-and-the-call-goes-on", test_weakening);
  g_test_add_data_func ("/demo/call/D/tone-is-heard", SERVICE_URI ("tone"), test_sound);
  g_test_add_data_func ("/demo/call/D/voicemail-is-heard", SERVICE_URI ("voicemail"), test_sound);
  g_test_add_func ("/demo/call/SDP-02/video-is-answered-with-audio", test_video);
  g_test_add_func ("/demo/call/D/busy", test_busy);
  g_test_add_func ("/demo/call/D/noanswer-can-be-cancelled", test_cancel);
  g_test_add_func ("/demo/call/SRTP-01/offers-without-keys-are-488", test_no_encryption);
  g_test_add_func ("/demo/call/SDP-07/offer-in-the-2xx", test_offer_in_answer);
  g_test_add_func ("/demo/call/D/2xx-is-repeated-until-ack", test_repeats_until_ack);
  g_test_add_func ("/demo/call/D/requests-in-the-dialog", test_in_dialog);
  g_test_add_func ("/demo/call/D/survives-its-connection", test_survives_its_connection);
  g_test_add_func ("/demo/call/D/ends-with-the-service", test_ends_with_the_service);
  g_test_add_func ("/demo/relay/D/account-to-account", test_account_to_account);
  g_test_add_func ("/demo/relay/D/declined", test_account_declines);
  g_test_add_func ("/demo/relay/D/cancelled", test_account_is_cancelled);
  g_test_add_func ("/demo/relay/D/away", test_account_is_away);
  return g_test_run ();
}
