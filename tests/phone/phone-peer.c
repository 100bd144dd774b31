/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#include "phone-peer.h"

#include "net-certificate.h"
#include "sdp-session.h"
#include "sip-builder.h"

#include <string.h>

#define SDP_HEAD "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"

static void
send_text (Peer *self, const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  net_connection_send (self->connection, bytes);
}

static void
answer_with (Peer *self, SipMessage *invite, guint status)
{
  g_autoptr (SipBuilder) builder = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *body = NULL;

  builder = sip_builder_new_response (invite, status, "As Told", "peer");
  sip_builder_add (builder, "Contact", "<sips:peer@127.0.0.1:5061>");
  if (self->make_body != NULL)
    {
      body = self->make_body (invite);
      sip_builder_set_body (builder, "application/sdp", slice_from_string (body));
    }
  bytes = sip_builder_finish (builder, NULL);
  net_connection_send (self->connection, bytes);
}

static void
answer_invite (Peer *self, SipMessage *invite)
{
  if (self->early)
    answer_with (self, invite, 183);
  if (self->status != 0)
    answer_with (self, invite, self->status);
}

static void
handle (Peer *self, SipMessage *message)
{
  g_autofree char *method = slice_dup (sip_message_get_method_text (message));
  g_autoptr (SipBuilder) ok = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_clear_pointer (&self->last, sip_message_unref);
  self->last = sip_message_ref (message);
  if (!sip_message_is_request (message))
    {
      if (sip_message_get_status (message) >= 200)
        g_string_append_printf (self->received, "%u/%s ", sip_message_get_status (message), method);
      return;
    }
  g_string_append_printf (self->received, "%s ", method);
  if (self->hangs_up)
    {
      net_connection_close (self->connection);
      return;
    }
  switch (sip_message_get_method (message))
    {
    case SIP_METHOD_INVITE:
      g_clear_pointer (&self->invite, sip_message_unref);
      self->invite = sip_message_ref (message);
      answer_invite (self, message);
      return;
    case SIP_METHOD_ACK:
      return;
    default:
      ok = sip_builder_new_response (message, 200, NULL, "peer");
      bytes = sip_builder_finish (ok, NULL);
      net_connection_send (self->connection, bytes);
    }
}

static void
on_received (NetConnection *connection, GBytes *bytes, Peer *self)
{
  SipFrameProblem problem;
  SipFrame frame;

  sip_framer_push (self->framer, slice_from_bytes (bytes));
  do
    {
      g_autoptr (GBytes) text = NULL;
      SipParseError error;

      frame = sip_framer_next (self->framer, &text, &problem);
      g_assert_cmpint (frame, !=, SIP_FRAME_BROKEN);
      if (frame == SIP_FRAME_MESSAGE)
        {
          g_autoptr (SipMessage) message = sip_message_parse (text, SIP_PARSE_STREAM, &error);

          g_assert_nonnull (message);
          handle (self, message);
        }
    }
  while (frame != SIP_FRAME_NONE);
}

static void
on_connection (NetListener *listener, NetConnection *connection, Peer *self)
{
  if (self->connection != NULL)
    g_signal_handlers_disconnect_by_data (self->connection, self);
  g_set_object (&self->connection, connection);
  g_signal_connect (connection, "received", G_CALLBACK (on_received), self);
}

Peer *
peer_new (void)
{
  Peer *self = g_new0 (Peer, 1);

  self->framer = sip_framer_new ();
  self->received = g_string_new (NULL);
  return self;
}

void
peer_free (Peer *self)
{
  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      net_connection_close (self->connection);
    }
  g_clear_object (&self->connection);
  if (self->listener != NULL)
    net_listener_close (self->listener);
  g_clear_object (&self->listener);
  g_clear_pointer (&self->framer, sip_framer_free);
  g_clear_pointer (&self->invite, sip_message_unref);
  g_clear_pointer (&self->last, sip_message_unref);
  g_string_free (self->received, TRUE);
  g_free (self);
}

static gboolean
has_connection (gpointer data)
{
  return ((Peer *) data)->connection != NULL;
}

PhoneAccount *
peer_add_account (Peer *self, Fixture *fixture, PhoneAccountFlags flags)
{
  static const char *const names[] = { "example.org", NULL };
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (NetCertificate) authority = net_certificate_make_authority ("CA", 3600, NULL);
  g_autoptr (NetCertificate) leaf = net_certificate_issue (authority, names, 3600, NULL);
  g_autofree char *ca_file = g_build_filename (fixture->directory, "ca.pem", NULL);
  g_autofree char *address = NULL;
  g_autoptr (PhoneAccountSettings) settings = NULL;
  g_autoptr (GError) error = NULL;
  PhoneAccount *account;
  gsize n;
  const char *pem = g_bytes_get_data (authority->certificate_pem, &n);

  g_assert_true (g_file_set_contents (ca_file, pem, n, NULL));
  self->listener = net_listener_new (loopback, 0, leaf->certificate_pem, leaf->key_pem, &error);
  g_assert_no_error (error);
  g_signal_connect (self->listener, "connection", G_CALLBACK (on_connection), self);
  address = g_strdup_printf ("127.0.0.1:%u", net_listener_get_port (self->listener));
  settings = g_object_new (PHONE_TYPE_ACCOUNT_SETTINGS, "aor", "sips:alice@example.org", "server",
                           address, "identity", "example.org", "ca-file", ca_file, NULL);
  fixture_open (fixture);
  account = phone_engine_add_account (fixture->engine, settings, flags, &error);
  g_assert_no_error (error);
  return account;
}

PhoneAccount *
peer_sign_in (Peer *self, Fixture *fixture)
{
  PhoneAccount *account = peer_add_account (self, fixture, PHONE_ACCOUNT_NO_REGISTER);

  phone_account_sign_in (account);
  fixture_wait_account (account, PHONE_ACCOUNT_STATE_SIGNED_IN);
  fixture_run_until (has_connection, self);
  return account;
}

void
peer_invite (Peer *self, const char *sdp)
{
  g_autofree char *text = g_strdup_printf (
      "INVITE sips:alice@example.org SIP/2.0\r\n"
      "Via: SIP/2.0/TLS 127.0.0.1:5061;branch=z9hG4bKinvite\r\nMax-Forwards: 70\r\n"
      "From: \"Bob\" <sips:bob@example.org>;tag=bob\r\nTo: <sips:alice@example.org>\r\n"
      "Call-ID: incoming@example.org\r\nCSeq: 1 INVITE\r\n"
      "Contact: <sips:bob@127.0.0.1:5061>\r\nContent-Type: application/sdp\r\n"
      "Content-Length: %zu\r\n\r\n%s",
      strlen (sdp), sdp);

  send_text (self, text);
}

void
peer_reinvite (Peer *self, const char *sdp)
{
  const SipMessage *invite = self->invite;
  g_autofree char *from_tag = slice_dup (sip_message_get_from_tag (invite));
  g_autofree char *call_id = slice_dup (sip_message_get_call_id (invite));
  g_autofree char *contact = NULL;
  g_autofree char *text = NULL;
  SipNameAddr address;
  Slice value;

  g_assert_true (sip_message_find (invite, SIP_HEADER_CONTACT, &value));
  g_assert_true (sip_name_addr_parse (value, &address, NULL));
  contact = slice_dup (address.uri.text);
  text = g_strdup_printf (
      "INVITE %s SIP/2.0\r\n"
      "Via: SIP/2.0/TLS 127.0.0.1:5061;branch=z9hG4bKreinvite\r\nMax-Forwards: 70\r\n"
      "From: <sips:bob@example.org>;tag=peer\r\nTo: <sips:alice@example.org>;tag=%s\r\n"
      "Call-ID: %s\r\nCSeq: 7 INVITE\r\n"
      "Contact: <sips:peer@127.0.0.1:5061>\r\nContent-Type: application/sdp\r\n"
      "Content-Length: %zu\r\n\r\n%s",
      contact, from_tag, call_id, strlen (sdp), sdp);
  send_text (self, text);
}

void
peer_hang_up_connection (Peer *self)
{
  net_connection_close (self->connection);
}

typedef struct
{
  Peer *peer;
  const char *received;
} Awaited;

static gboolean
has_received (gpointer data)
{
  const Awaited *awaited = data;

  return g_str_has_suffix (awaited->peer->received->str, awaited->received);
}

void
peer_wait (Peer *self, const char *received)
{
  fixture_run_until (has_received, &(Awaited){ self, received });
}

static SdpCrypto *
first_crypto (SdpSession *offer)
{
  SdpMedia *media = offer->media->pdata[0];

  return media->crypto->pdata[0];
}

static char *
make_answer (SipMessage *invite, const guchar *key, gsize n)
{
  SdpParseError error;
  g_autoptr (SdpSession) offer = sdp_session_parse (sip_message_get_body (invite), &error);
  g_autofree char *base64 = g_base64_encode (key, n);
  const SdpCrypto *crypto = first_crypto (offer);

  return g_strdup_printf (SDP_HEAD "m=audio 40000 RTP/SAVP 0\r\n"
                                   "a=crypto:%u %s inline:%s\r\n",
                          crypto->tag, sdp_suite_get_name (crypto->suite), base64);
}

char *
peer_make_keyed_answer (SipMessage *invite)
{
  SdpParseError error;
  g_autoptr (SdpSession) offer = sdp_session_parse (sip_message_get_body (invite), &error);
  const SdpSuite suite = first_crypto (offer)->suite;
  guchar key[64] = { 1, 2, 3 };

  return make_answer (invite, key,
                      sdp_suite_get_key_size (suite) + sdp_suite_get_salt_size (suite));
}

char *
peer_make_mirrored_answer (SipMessage *invite)
{
  SdpParseError error;
  g_autoptr (SdpSession) offer = sdp_session_parse (sip_message_get_body (invite), &error);
  gsize n;
  const guchar *key = secret_peek (first_crypto (offer)->key, &n);

  return make_answer (invite, key, n);
}

char *
peer_make_plain_answer (SipMessage *invite)
{
  return g_strdup (SDP_HEAD "m=audio 40000 RTP/AVP 0\r\n");
}
