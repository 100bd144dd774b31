/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Echo at packet level: decrypt, new SSRC, encrypt with a key of its own, back. */
#pragma once

#include <gio/gio.h>

#include "sdp-negotiation.h"

typedef struct _DemoEcho DemoEcho;

DemoEcho *demo_echo_new (GInetAddress *bind, GError **error);
void demo_echo_free (DemoEcho *self);
guint16 demo_echo_get_rtp_port (const DemoEcho *self);
guint16 demo_echo_get_rtcp_port (const DemoEcho *self);
gboolean demo_echo_update (DemoEcho *self, const SdpAudio *audio, GError **error);
