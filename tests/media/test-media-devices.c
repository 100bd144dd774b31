/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The list of devices where there is no sound server. */
#define G_LOG_DOMAIN "test-media-devices"

#include "media-devices.h"
#include "media-fixture.h"

static void
default_comes_first (MediaDeviceKind kind)
{
  g_autoptr (MediaDevices) devices = media_devices_new (kind);
  g_autoptr (MediaDevice) first = g_list_model_get_item (G_LIST_MODEL (devices), 0);
  g_autofree char *name = NULL;

  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (devices)) == MEDIA_TYPE_DEVICE);
  g_assert_nonnull (first);
  g_assert_null (media_device_get_id (first));
  g_assert_cmpstr (media_device_get_name (first), ==, "");
  g_assert_cmpint (media_device_get_kind (first), ==, kind);
  g_object_get (first, "name", &name, NULL);
  g_assert_cmpstr (name, ==, "");
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (devices), 1));
}

static void
test_default (void)
{
  default_comes_first (MEDIA_DEVICE_SOURCE);
  default_comes_first (MEDIA_DEVICE_SINK);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* Also while the worker still looks for a server */
static void
test_dropped (void)
{
  MediaDevices *devices = media_devices_new (MEDIA_DEVICE_SOURCE);
  gpointer seen = devices;

  g_object_add_weak_pointer (G_OBJECT (devices), &seen);
  run_ms (50);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (devices)), ==, 1);
  g_object_unref (devices);
  run_until (is_gone, &seen);
  devices = media_devices_new (MEDIA_DEVICE_SINK);
  g_object_unref (devices);
  run_ms (200);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/media/devices/CLI/system-default-is-always-there", test_default);
  g_test_add_func ("/media/devices/CLI/dropped-at-any-time", test_dropped);
  return g_test_run ();
}
