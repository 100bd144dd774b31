/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a caller hears: an echo at packet level, a tone, or a greeting. */
#pragma once

#include <gio/gio.h>

#include "sdp-negotiation.h"

typedef enum
{
  DEMO_SOUND_ECHO,
  DEMO_SOUND_TONE,
  DEMO_SOUND_GREETING
} DemoSound;

typedef struct _DemoMedia DemoMedia;

/**
 * demo_media_new:
 * @greeting_file: a WAV file, for DEMO_SOUND_GREETING
 *
 * Binds two UDP ports at @bind. Nothing is sent before demo_media_update().
 */
DemoMedia *
demo_media_new (DemoSound sound, GInetAddress *bind, const char *greeting_file, GError **error);
void demo_media_free (DemoMedia *self);

guint16 demo_media_get_rtp_port (DemoMedia *self);
guint16 demo_media_get_rtcp_port (DemoMedia *self);

/** demo_media_update: starts with, or changes to, what was agreed. */
gboolean demo_media_update (DemoMedia *self, const SdpAudio *audio, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoMedia, demo_media_free)
