/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The microphones and loudspeakers of this computer, as a list that follows plugging. */
#define G_LOG_DOMAIN "media-devices"

#include "media-devices.h"

#include "media-error.h"

#include <gst/gst.h>

G_DEFINE_ENUM_TYPE (MediaDeviceKind,
                    media_device_kind,
                    G_DEFINE_ENUM_VALUE (MEDIA_DEVICE_SOURCE, "source"),
                    G_DEFINE_ENUM_VALUE (MEDIA_DEVICE_SINK, "sink"))

struct _MediaDevice
{
  GObject parent_instance;
  char *id, *name;
  MediaDeviceKind kind;
};

enum
{
  PROP_0,
  PROP_ID,
  PROP_NAME,
  PROP_KIND,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MediaDevice, media_device, G_TYPE_OBJECT)

static void
media_device_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  MediaDevice *self = MEDIA_DEVICE (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_KIND:
      g_value_set_enum (value, self->kind);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
media_device_finalize (GObject *object)
{
  MediaDevice *self = MEDIA_DEVICE (object);

  g_free (self->id);
  g_free (self->name);
  G_OBJECT_CLASS (media_device_parent_class)->finalize (object);
}

static void
media_device_class_init (MediaDeviceClass *klass)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  G_OBJECT_CLASS (klass)->get_property = media_device_get_property;
  G_OBJECT_CLASS (klass)->finalize = media_device_finalize;
  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_KIND] =
      g_param_spec_enum ("kind", NULL, NULL, MEDIA_TYPE_DEVICE_KIND, MEDIA_DEVICE_SOURCE, flags);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
}

static void
media_device_init (MediaDevice *self)
{
}

static MediaDevice *
device_new (MediaDeviceKind kind, char *id, char *name)
{
  MediaDevice *self = g_object_new (MEDIA_TYPE_DEVICE, NULL);

  self->kind = kind;
  self->id = id;
  self->name = name;
  return self;
}

const char *
media_device_get_id (MediaDevice *self)
{
  g_return_val_if_fail (MEDIA_IS_DEVICE (self), NULL);

  return self->id;
}

const char *
media_device_get_name (MediaDevice *self)
{
  g_return_val_if_fail (MEDIA_IS_DEVICE (self), NULL);

  return self->name;
}

MediaDeviceKind
media_device_get_kind (MediaDevice *self)
{
  g_return_val_if_fail (MEDIA_IS_DEVICE (self), MEDIA_DEVICE_SOURCE);

  return self->kind;
}

struct _MediaDevices
{
  GObject parent_instance;
  MediaDeviceKind kind;
  /* Owned */
  GPtrArray *items;
  GstDeviceMonitor *monitor;
  GSource *watch;
};

static GType
media_devices_get_item_type (GListModel *model)
{
  return MEDIA_TYPE_DEVICE;
}

static guint
media_devices_get_n_items (GListModel *model)
{
  return MEDIA_DEVICES (model)->items->len;
}

static gpointer
media_devices_get_item (GListModel *model, guint position)
{
  MediaDevices *self = MEDIA_DEVICES (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = media_devices_get_item_type;
  iface->get_n_items = media_devices_get_n_items;
  iface->get_item = media_devices_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (MediaDevices,
                               media_devices,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* The name a sound server keeps for a device over restarts; %NULL: not for us. Other providers
 * list the same devices a second time, and the monitor of a loudspeaker is no microphone. */
static char *
get_id (GstDevice *device)
{
  g_autoptr (GstStructure) facts = NULL;
  char *id = NULL;

  if (!g_str_equal (G_OBJECT_TYPE_NAME (device), "GstPulseDevice"))
    return NULL;
  facts = gst_device_get_properties (device);
  if (facts != NULL && g_strcmp0 (gst_structure_get_string (facts, "device.class"), "monitor") == 0)
    return NULL;
  g_object_get (device, "internal-name", &id, NULL);
  return id;
}

static const char *
class_of (MediaDeviceKind kind)
{
  return kind == MEDIA_DEVICE_SOURCE ? "Audio/Source" : "Audio/Sink";
}

static gboolean
find (MediaDevices *self, const char *id, guint *position)
{
  for (guint i = 0; i < self->items->len; i++)
    if (g_strcmp0 (media_device_get_id (g_ptr_array_index (self->items, i)), id) == 0)
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

/* The monitor may tell of a device twice */
static void
add (MediaDevices *self, GstDevice *device)
{
  g_autofree char *id = get_id (device);
  guint position;

  if (id == NULL || find (self, id, &position) ||
      !gst_device_has_classes (device, class_of (self->kind)))
    return;
  position = self->items->len;
  g_ptr_array_add (self->items, device_new (self->kind, g_steal_pointer (&id),
                                            gst_device_get_display_name (device)));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
remove_device (MediaDevices *self, GstDevice *device)
{
  g_autofree char *id = get_id (device);
  guint position;

  if (id == NULL || !find (self, id, &position))
    return;
  g_ptr_array_remove_index (self->items, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static gboolean
on_message (GstBus *bus, GstMessage *message, gpointer user_data)
{
  MediaDevices *self = MEDIA_DEVICES (user_data);
  g_autoptr (GstDevice) device = NULL;

  if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_ADDED)
    {
      gst_message_parse_device_added (message, &device);
      add (self, device);
    }
  else if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_DEVICE_REMOVED)
    {
      gst_message_parse_device_removed (message, &device);
      remove_device (self, device);
    }
  return G_SOURCE_CONTINUE;
}

static void
free_devices (gpointer devices)
{
  g_list_free_full (devices, gst_object_unref);
}

/* What is there already: the provider is one for all monitors, and tells only the first of them */
static GList *
list_in_worker (void)
{
  g_autoptr (GstDeviceProvider) provider =
      gst_device_provider_factory_get_by_name ("pulsedeviceprovider");
  GList *devices;

  /* A provider that does not run would connect to the sound server for each question */
  if (provider == NULL || !gst_device_provider_start (provider))
    return NULL;
  devices = gst_device_provider_get_devices (provider);
  gst_device_provider_stop (provider);
  return devices;
}

static void
start_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  if (gst_device_monitor_start (task_data))
    g_task_return_pointer (task, list_in_worker (), free_devices);
  else
    g_task_return_new_error (task, MEDIA_ERROR, MEDIA_ERROR_FAILED, "Nothing lists devices");
}

static void
stop_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  gst_device_monitor_stop (task_data);
  g_task_return_boolean (task, TRUE);
}

/* Without a list to fill the monitor has nobody to tell */
static void
on_started (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree GWeakRef *owner = user_data;
  g_autoptr (MediaDevices) self = g_weak_ref_get (owner);
  GstDeviceMonitor *monitor = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  GList *devices = g_task_propagate_pointer (G_TASK (result), &error);

  g_weak_ref_clear (owner);
  if (error != NULL)
    return;
  if (self == NULL)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      g_task_set_task_data (task, gst_object_ref (monitor), gst_object_unref);
      g_task_run_in_thread (task, stop_in_worker);
      free_devices (devices);
      return;
    }
  self->monitor = gst_object_ref (monitor);
  for (GList *l = devices; l != NULL; l = l->next)
    add (self, l->data);
  free_devices (devices);
}

static void
media_devices_dispose (GObject *object)
{
  MediaDevices *self = MEDIA_DEVICES (object);

  if (self->watch != NULL)
    g_source_destroy (self->watch);
  g_clear_pointer (&self->watch, g_source_unref);
  if (self->monitor != NULL)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

      g_task_set_task_data (task, g_steal_pointer (&self->monitor), gst_object_unref);
      g_task_run_in_thread (task, stop_in_worker);
    }
  g_clear_pointer (&self->items, g_ptr_array_unref);
  G_OBJECT_CLASS (media_devices_parent_class)->dispose (object);
}

static void
media_devices_class_init (MediaDevicesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = media_devices_dispose;
}

static void
media_devices_init (MediaDevices *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
}

MediaDevices *
media_devices_new (MediaDeviceKind kind)
{
  MediaDevices *self;
  GstDeviceMonitor *monitor;
  g_autoptr (GstBus) bus = NULL;
  g_autoptr (GTask) task = NULL;
  GWeakRef *owner;

  media_init ();
  self = g_object_new (MEDIA_TYPE_DEVICES, NULL);
  self->kind = kind;
  g_ptr_array_add (self->items, device_new (kind, NULL, g_strdup ("")));

  monitor = gst_device_monitor_new ();
  gst_device_monitor_add_filter (monitor, class_of (kind), NULL);
  bus = gst_device_monitor_get_bus (monitor);
  self->watch = gst_bus_create_watch (bus);
  g_source_set_callback (self->watch, G_SOURCE_FUNC (on_message), self, NULL);
  g_source_attach (self->watch, g_main_context_get_thread_default ());

  owner = g_new (GWeakRef, 1);
  g_weak_ref_init (owner, self);
  task = g_task_new (NULL, NULL, on_started, owner);
  g_task_set_task_data (task, monitor, gst_object_unref);
  g_task_run_in_thread (task, start_in_worker);
  return self;
}
