/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The audio of one call, as the engine sees it: checks, hands over, tells. */
#define G_LOG_DOMAIN "media-session"

#include "media-session.h"

#include "media-codec.h"
#include "media-network.h"

struct _MediaSession
{
  GObject parent_instance;
  /* Owned */
  MediaNetwork *network;
  gboolean bound, stopped;
  int dtmf_tx_pt;
};

enum
{
  FIRST_PACKET,
  DTMF,
  LOST,
  WARNING,
  ECHO_RESULT,
  STOPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (MediaSession, media_session, G_TYPE_OBJECT)

static void
on_event (GObject *owner, const MediaEvent *event)
{
  switch (event->kind)
    {
    case MEDIA_EVENT_FIRST_PACKET:
      g_signal_emit (owner, signals[FIRST_PACKET], 0);
      return;
    case MEDIA_EVENT_DTMF:
      g_signal_emit (owner, signals[DTMF], 0, event->text);
      return;
    case MEDIA_EVENT_LOST:
      g_signal_emit (owner, signals[LOST], 0, (guint) event->number);
      return;
    case MEDIA_EVENT_WARNING:
      g_signal_emit (owner, signals[WARNING], 0, event->id, event->text);
      return;
    case MEDIA_EVENT_ECHO:
      g_signal_emit (owner, signals[ECHO_RESULT], 0, event->match, event->number);
      return;
    case MEDIA_EVENT_STOPPED:
      g_signal_emit (owner, signals[STOPPED], 0);
      return;
    }
}

static void
media_session_dispose (GObject *object)
{
  MediaSession *self = MEDIA_SESSION (object);

  if (self->network != NULL && !self->stopped)
    media_network_stop (self->network);
  self->stopped = TRUE;
  g_clear_pointer (&self->network, media_network_unref);
  G_OBJECT_CLASS (media_session_parent_class)->dispose (object);
}

static guint
new_signal (const char *name, guint n_parameters, GType first, GType second)
{
  return g_signal_new (name, MEDIA_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_parameters, first, second);
}

static void
media_session_class_init (MediaSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = media_session_dispose;

  signals[FIRST_PACKET] = new_signal ("first-packet", 0, G_TYPE_NONE, G_TYPE_NONE);
  signals[DTMF] = new_signal ("dtmf", 1, G_TYPE_STRING, G_TYPE_NONE);
  signals[LOST] = new_signal ("lost", 1, G_TYPE_UINT, G_TYPE_NONE);
  signals[WARNING] = new_signal ("warning", 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[ECHO_RESULT] = new_signal ("echo-result", 2, G_TYPE_DOUBLE, G_TYPE_INT);
  signals[STOPPED] = new_signal ("stopped", 0, G_TYPE_NONE, G_TYPE_NONE);
}

static void
media_session_init (MediaSession *self)
{
  self->dtmf_tx_pt = -1;
}

MediaSession *
media_session_new (const MediaSessionOptions *options)
{
  MediaSession *self;
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  g_return_val_if_fail (options->source != MEDIA_SOURCE_FILE || options->source_file != NULL, NULL);

  media_init ();
  self = g_object_new (MEDIA_TYPE_SESSION, NULL);
  self->network = media_network_new (options, G_OBJECT (self), context, on_event);
  return self;
}

gboolean
media_session_bind (MediaSession *self, GInetAddress *local, GError **error)
{
  g_return_val_if_fail (MEDIA_IS_SESSION (self), FALSE);
  g_return_val_if_fail (!self->bound && !self->stopped, FALSE);

  self->bound = media_network_bind (self->network, local, error);
  return self->bound;
}

guint16
media_session_get_rtp_port (MediaSession *self)
{
  g_return_val_if_fail (MEDIA_IS_SESSION (self), 0);

  return media_network_get_rtp_port (self->network);
}

guint16
media_session_get_rtcp_port (MediaSession *self)
{
  g_return_val_if_fail (MEDIA_IS_SESSION (self), 0);

  return media_network_get_rtcp_port (self->network);
}

/* What can be wrong is found here, before the media thread has changed anything */
static gboolean
check (MediaSession *self, const MediaAudioParameters *parameters, GError **error)
{
  const MediaCodec *codec = media_codec_find (parameters->codec);
  g_autoptr (MediaSrtp) srtp = NULL;

  if (self->stopped)
    g_set_error_literal (error, MEDIA_ERROR, MEDIA_ERROR_STOPPED, "The session has ended");
  else if (!self->bound)
    g_set_error_literal (error, MEDIA_ERROR, MEDIA_ERROR_NOT_BOUND, "The session has no sockets");
  else if (codec == NULL || !media_codec_is_installed (codec) ||
           codec->clock_hz != parameters->clock_hz)
    g_set_error (error, MEDIA_ERROR, MEDIA_ERROR_NO_CODEC, "No codec %s/%u", parameters->codec,
                 parameters->clock_hz);
  else if (parameters->srtp.tx_key == NULL || parameters->srtp.rx_key == NULL)
    g_set_error_literal (error, MEDIA_ERROR, MEDIA_ERROR_KEYS, "A direction has no key");
  else
    {
      srtp = media_srtp_new (&parameters->srtp, error);
      return srtp != NULL;
    }
  return FALSE;
}

gboolean
media_session_start (MediaSession *self, const MediaAudioParameters *parameters, GError **error)
{
  g_return_val_if_fail (MEDIA_IS_SESSION (self), FALSE);
  g_return_val_if_fail (parameters->codec != NULL, FALSE);
  g_return_val_if_fail (G_IS_INET_SOCKET_ADDRESS (parameters->remote_rtp), FALSE);

  if (!check (self, parameters, error))
    return FALSE;
  self->dtmf_tx_pt = parameters->dtmf_tx_pt;
  media_network_start (self->network, parameters);
  return TRUE;
}

void
media_session_withdraw (MediaSession *self)
{
  g_return_if_fail (MEDIA_IS_SESSION (self));

  self->dtmf_tx_pt = -1;
  if (!self->stopped && self->bound)
    media_network_withdraw (self->network);
}

void
media_session_stop (MediaSession *self)
{
  g_return_if_fail (MEDIA_IS_SESSION (self));

  if (self->stopped)
    return;
  self->stopped = TRUE;
  media_network_stop (self->network);
}

void
media_session_set_muted (MediaSession *self, gboolean muted)
{
  g_return_if_fail (MEDIA_IS_SESSION (self));

  if (!self->stopped)
    media_network_set_muted (self->network, muted);
}

gboolean
media_session_send_dtmf (MediaSession *self, const char *digits)
{
  g_return_val_if_fail (MEDIA_IS_SESSION (self), FALSE);
  g_return_val_if_fail (digits != NULL, FALSE);

  if (self->stopped || self->dtmf_tx_pt < 0)
    return FALSE;
  media_network_send_dtmf (self->network, digits);
  return TRUE;
}

void
media_session_get_stats (MediaSession *self, MediaStats *out)
{
  g_return_if_fail (MEDIA_IS_SESSION (self));

  media_network_get_stats (self->network, out);
}

gboolean
media_session_get_echo_result (MediaSession *self, double *match, int *delay_ms)
{
  g_return_val_if_fail (MEDIA_IS_SESSION (self), FALSE);

  return media_network_get_echo_result (self->network, match, delay_ms);
}
