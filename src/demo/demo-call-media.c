/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A call's offers, answers and sound. */
#define G_LOG_DOMAIN "demo-call-media"
#include "demo-call-private.h"

#include <string.h>

static DemoSound
get_sound (DemoServiceKind kind)
{
  switch (kind)
    {
    case DEMO_SERVICE_TONE:
      return DEMO_SOUND_TONE;
    case DEMO_SERVICE_VOICEMAIL:
      return DEMO_SOUND_GREETING;
    case DEMO_SERVICE_ECHO:
    case DEMO_SERVICE_VIDEO:
    case DEMO_SERVICE_BUSY:
    case DEMO_SERVICE_NO_ANSWER:
      return DEMO_SOUND_ECHO;
    }
  g_return_val_if_reached (DEMO_SOUND_ECHO);
}

static SdpLocal
get_local (DemoCall *self, char **address)
{
  *address = g_inet_address_to_string (self->server->bind);
  return (SdpLocal){ .address = *address,
                     .ipv6 = g_inet_address_get_family (self->server->bind) == G_SOCKET_FAMILY_IPV6,
                     .audio_rtp_port = demo_media_get_rtp_port (self->media),
                     .audio_rtcp_port = demo_media_get_rtcp_port (self->media),
                     .direction = SDP_DIRECTION_SENDRECV,
                     .rtcp_mux = TRUE };
}

static gboolean
is_sdp (const SipMessage *message)
{
  return slice_is_nocase (sip_message_get_content_type (message), "application/sdp");
}

/* Media of this service never leaves the computer, whatever a client asks for */
static gboolean
is_loopback (const char *text)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);

  return address != NULL &&
         (g_inet_address_get_is_loopback (address) || g_inet_address_get_is_any (address));
}

/* Before anything is agreed on; what is not SDP is for the negotiation to refuse */
static gboolean
check_addresses (Slice body, GError **error)
{
  SdpParseError ignored;
  g_autoptr (SdpSession) session = sdp_session_parse (body, &ignored);

  for (guint i = 0; session != NULL && i < session->media->len; i++)
    {
      const SdpMedia *media = g_ptr_array_index (session->media, i);

      if (media->port != 0 && (!is_loopback (media->address) ||
                               (media->rtcp_address != NULL && !is_loopback (media->rtcp_address))))
        {
          g_set_error_literal (error, SDP_ERROR, SDP_ERROR_ADDRESS,
                               "media would leave the computer");
          return FALSE;
        }
    }
  return TRUE;
}

static gboolean
update_media (DemoCall *self, const SdpAudio *audio, GError **error)
{
  return !audio->accepted || demo_media_update (self->media, audio, error);
}

static void
set_sdp (SipBuilder *reply, char *sdp)
{
  sip_builder_set_body (reply, "application/sdp", slice_from_string (sdp));
  secret_wipe (sdp, strlen (sdp));
  g_free (sdp);
}

/* The answer to the offer in @request, the media following it; NULL with why not */
static char *
answer_offer (DemoCall *self, const SipMessage *request, GError **error)
{
  g_autofree char *address = NULL;
  g_auto (SdpAudio) audio = SDP_AUDIO_INIT;
  SdpLocal local = get_local (self, &address);
  Slice offer = sip_message_get_body (request);
  char *answer;

  if (!check_addresses (offer, error))
    return NULL;
  answer = sdp_negotiation_receive_offer (self->negotiation, offer, &local, &audio, error);
  if (answer == NULL)
    return NULL;
  if (update_media (self, &audio, error))
    return answer;
  secret_wipe (answer, strlen (answer));
  g_free (answer);
  return NULL;
}

static char *
make_offer (DemoCall *self, GError **error)
{
  g_autofree char *address = NULL;
  SdpLocal local = get_local (self, &address);

  return sdp_negotiation_create_offer (self->negotiation, &local, error);
}

static void
get_refusal (const GError *error, guint *status, const char **warning)
{
  *status = 500;
  *warning = NULL;
  g_info ("%s", error->message);
  if (error->domain != SDP_ERROR)
    return;
  *status = sdp_error_get_response ((SdpErrorCode) error->code);
  *warning = sdp_error_get_warning ((SdpErrorCode) error->code);
}

static void
refuse_because (DemoCall *self, const GError *error)
{
  const char *warning;
  guint status;

  get_refusal (error, &status, &warning);
  demo_call_refuse (self, status, warning);
}

/* An offer that cannot be answered is refused before anything rings */
static gboolean
is_offer_acceptable (DemoCall *self, GError **error)
{
  g_autoptr (SdpNegotiation) rehearsal = sdp_negotiation_new (demo_random, NULL);
  g_autofree char *address = NULL;
  g_auto (SdpAudio) audio = SDP_AUDIO_INIT;
  SdpLocal local = get_local (self, &address);
  Slice offer = sip_message_get_body (self->invite);
  char *answer;

  if (!check_addresses (offer, error))
    return FALSE;
  answer = sdp_negotiation_receive_offer (rehearsal, offer, &local, &audio, error);
  if (answer == NULL)
    return FALSE;
  secret_wipe (answer, strlen (answer));
  g_free (answer);
  return TRUE;
}

gboolean
demo_call_prepare (DemoCall *self)
{
  g_autoptr (GError) error = NULL;

  if (sip_message_get_body (self->invite).n > 0 && !is_sdp (self->invite))
    {
      SipBuilder *reply = demo_call_begin_reply (self, self->invite, 415);

      sip_builder_add (reply, "Accept", "application/sdp");
      demo_connection_send (self->connection, reply);
      demo_call_end (self);
      return FALSE;
    }
  self->media = demo_media_new (get_sound (self->kind), self->server->bind,
                                self->server->greeting_file, &error);
  if (self->media != NULL &&
      (sip_message_get_body (self->invite).n == 0 || is_offer_acceptable (self, &error)))
    return TRUE;
  refuse_because (self, error);
  return FALSE;
}

void
demo_call_accept (DemoCall *self)
{
  g_autoptr (GError) error = NULL;
  SipBuilder *reply;
  char *sdp = sip_message_get_body (self->invite).n > 0 ? answer_offer (self, self->invite, &error)
                                                        : make_offer (self, &error);

  if (sdp == NULL)
    {
      refuse_because (self, error);
      return;
    }
  reply = demo_call_begin_reply (self, self->invite, 200);
  set_sdp (reply, sdp);
  demo_call_send_2xx (self, reply);
}

void
demo_call_take_answer (DemoCall *self, const SipMessage *ack)
{
  g_autoptr (GError) error = NULL;
  g_auto (SdpAudio) audio = SDP_AUDIO_INIT;

  if (!sdp_negotiation_has_offer (self->negotiation))
    return;
  if (check_addresses (sip_message_get_body (ack), &error) &&
      sdp_negotiation_receive_answer (self->negotiation, sip_message_get_body (ack), &audio,
                                      &error) &&
      update_media (self, &audio, &error))
    return;
  g_info ("%s", error->message);
  demo_call_hang_up_because (self, "SIP;cause=488;text=\"Not acceptable here\"");
}

static void
take_contact (DemoCall *self, const SipMessage *request)
{
  SipNameAddr contact;
  Slice value;

  if (!sip_message_find (request, SIP_HEADER_CONTACT, &value) ||
      !sip_name_addr_parse (value, &contact, NULL))
    return;
  g_free (self->remote_target);
  self->remote_target = sip_uri_to_string (&contact.uri);
}

static void
refuse_offer (DemoCall *self, const SipMessage *request, const GError *error)
{
  const char *warning;
  guint status;
  SipBuilder *reply;

  get_refusal (error, &status, &warning);
  reply = demo_call_begin_reply (self, request, status);
  if (warning != NULL)
    sip_builder_addf (reply, "Warning", "%.3s %s:%u %s", warning, self->server->host,
                      self->server->port, warning + 4);
  demo_connection_send (self->connection, reply);
}

void
demo_call_receive_offer (DemoCall *self, SipMessage *request)
{
  gboolean is_invite = sip_message_get_method (request) == SIP_METHOD_INVITE;
  gboolean has_offer = sip_message_get_body (request).n > 0;
  g_autoptr (GError) error = NULL;
  char *sdp = NULL;
  SipBuilder *reply;

  if (self->state != DEMO_CALL_TALKING)
    {
      /* RFC 3261 14.2: the one before is not finished */
      reply = demo_call_begin_reply (self, request, 500);
      sip_builder_add (reply, "Retry-After", "1");
      demo_connection_send (self->connection, reply);
      return;
    }
  if (has_offer)
    sdp = answer_offer (self, request, &error);
  else if (is_invite)
    sdp = make_offer (self, &error);
  if (sdp == NULL && error != NULL)
    {
      refuse_offer (self, request, error);
      return;
    }
  take_contact (self, request);
  reply = demo_call_begin_reply (self, request, 200);
  if (sdp != NULL)
    set_sdp (reply, sdp);
  if (!is_invite)
    {
      demo_connection_send (self->connection, reply);
      return;
    }
  self->invite_cseq = sip_message_get_cseq (request)->number;
  demo_call_send_2xx (self, reply);
}
