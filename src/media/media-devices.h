/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The microphones and loudspeakers of this computer, as a list that follows plugging. */
#pragma once

#include <gio/gio.h>

#include "media-init.h"

typedef enum
{
  MEDIA_DEVICE_SOURCE,
  MEDIA_DEVICE_SINK,
} MediaDeviceKind;

#define MEDIA_TYPE_DEVICE_KIND (media_device_kind_get_type ())
GType media_device_kind_get_type (void);

#define MEDIA_TYPE_DEVICE (media_device_get_type ())
G_DECLARE_FINAL_TYPE (MediaDevice, media_device, MEDIA, DEVICE, GObject)

/* Properties of the same names, all read-only. */

/**
 * media_device_get_id:
 *
 * Returns: (nullable): what `MediaSessionOptions` takes as device: stable for this device over
 *   restarts; %NULL for the first entry, which follows the system's default
 */
const char *media_device_get_id (MediaDevice *self);

/**
 * media_device_get_name:
 *
 * Returns: the name shown to users; "" for the system's default, which the front end words
 */
const char *media_device_get_name (MediaDevice *self);
MediaDeviceKind media_device_get_kind (MediaDevice *self);

#define MEDIA_TYPE_DEVICES (media_devices_get_type ())
G_DECLARE_FINAL_TYPE (MediaDevices, media_devices, MEDIA, DEVICES, GObject)

/**
 * media_devices_new:
 * @kind: microphones or loudspeakers
 *
 * A `GListModel` of `MediaDevice` that follows plugging. The system's default comes first and is
 * there even where no sound server is. Probing runs on a thread of its own: items arrive later.
 * Engine thread.
 *
 * Returns: (transfer full): the list
 */
MediaDevices *media_devices_new (MediaDeviceKind kind);
