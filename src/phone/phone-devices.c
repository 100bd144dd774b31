/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The media layer's devices as the front ends see them. */
#define G_LOG_DOMAIN "phone-devices"

#include "phone-engine-private.h"

#include "media-devices.h"
#include "phone-device-private.h"

#include <glib/gi18n-lib.h>

static void
on_items_changed (GListModel *from, guint position, guint removed, guint added, GListStore *to)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < added; i++)
    {
      g_autoptr (MediaDevice) device = g_list_model_get_item (from, position + i);
      const char *id = media_device_get_id (device);
      const char *name = media_device_get_name (device);

      g_ptr_array_add (items, phone_device_new (id != NULL ? id : "",
                                                *name != '\0' ? name : _ ("System Default")));
    }
  g_list_store_splice (to, position, removed, items->pdata, items->len);
}

GListModel *
phone_devices_new (gboolean microphones)
{
  MediaDevices *devices = media_devices_new (microphones ? MEDIA_DEVICE_SOURCE : MEDIA_DEVICE_SINK);
  GListStore *store = g_list_store_new (PHONE_TYPE_DEVICE);

  on_items_changed (G_LIST_MODEL (devices), 0, 0, g_list_model_get_n_items (G_LIST_MODEL (devices)),
                    store);
  g_signal_connect_object (devices, "items-changed", G_CALLBACK (on_items_changed), store, 0);
  g_object_set_data_full (G_OBJECT (store), "devices", devices, g_object_unref);
  return G_LIST_MODEL (store);
}
