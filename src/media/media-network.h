/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The media thread of one call: runs the secure edge, builds the pipeline, keeps the time. */
#pragma once

#include "media-session.h"

typedef enum
{
  MEDIA_EVENT_FIRST_PACKET,
  MEDIA_EVENT_DTMF,    /* text */
  MEDIA_EVENT_LOST,    /* number: seconds */
  MEDIA_EVENT_WARNING, /* id, text */
  MEDIA_EVENT_ECHO,    /* match, number: delay_ms */
  MEDIA_EVENT_STOPPED,
} MediaEventKind;

typedef struct
{
  MediaEventKind kind;
  const char *id;
  char *text;
  int number;
  double match;
} MediaEvent;

/* Called in the context given to `media_network_new()`. */
typedef void (*MediaEventHandler) (GObject *owner, const MediaEvent *event);

typedef struct _MediaNetwork MediaNetwork;

/**
 * media_network_new:
 * @options: copied
 * @owner: (transfer none): held weakly; events end with it
 * @context: where @handler is called
 *
 * Nothing runs before it is bound. Engine thread, like all here.
 */
MediaNetwork *media_network_new (const MediaSessionOptions *options,
                                 GObject *owner,
                                 GMainContext *context,
                                 MediaEventHandler handler);
MediaNetwork *media_network_ref (MediaNetwork *self);
void media_network_unref (MediaNetwork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MediaNetwork, media_network_unref)

/* As the functions of MediaSession of these names; what can fail was checked before. */
gboolean media_network_bind (MediaNetwork *self, GInetAddress *local, GError **error);
guint16 media_network_get_rtp_port (MediaNetwork *self);
guint16 media_network_get_rtcp_port (MediaNetwork *self);
void media_network_start (MediaNetwork *self, const MediaAudioParameters *parameters);
void media_network_withdraw (MediaNetwork *self);
void media_network_set_muted (MediaNetwork *self, gboolean muted);
void media_network_send_dtmf (MediaNetwork *self, const char *digits);
void media_network_get_stats (MediaNetwork *self, MediaStats *out);
gboolean media_network_get_echo_result (MediaNetwork *self, double *match, int *delay_ms);

/**
 * media_network_stop:
 *
 * Tells the thread to end; it gives everything back, then %MEDIA_EVENT_STOPPED comes.
 */
void media_network_stop (MediaNetwork *self);
