/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-contact.c: a plain value. */
#define G_LOG_DOMAIN "ui-contact"

#include "ui-contact.h"

#include <string.h>

struct _UiContact
{
  GObject parent_instance;

  /* Owned */
  char *name;
  char *address;
};

G_DEFINE_FINAL_TYPE (UiContact, ui_contact, G_TYPE_OBJECT)

UiContact *
ui_contact_new (const char *name, const char *address)
{
  UiContact *self = g_object_new (UI_TYPE_CONTACT, NULL);

  self->name = g_strdup (name);
  self->address = g_strdup (address);
  return self;
}

const char *
ui_contact_get_name (UiContact *self)
{
  g_return_val_if_fail (UI_IS_CONTACT (self), NULL);

  return self->name;
}

const char *
ui_contact_get_address (UiContact *self)
{
  g_return_val_if_fail (UI_IS_CONTACT (self), NULL);

  return self->address;
}

static gboolean
contains_folded (const char *text, const char *folded)
{
  g_autofree char *haystack = g_utf8_casefold (text, -1);

  return strstr (haystack, folded) != NULL;
}

gboolean
ui_contact_matches (UiContact *self, const char *text)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (UI_IS_CONTACT (self), FALSE);

  folded = g_utf8_casefold (text, -1);
  return contains_folded (self->name, folded) || contains_folded (self->address, folded);
}

static void
ui_contact_finalize (GObject *object)
{
  UiContact *self = UI_CONTACT (object);

  g_free (self->name);
  g_free (self->address);
  G_OBJECT_CLASS (ui_contact_parent_class)->finalize (object);
}

static void
ui_contact_class_init (UiContactClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ui_contact_finalize;
}

static void
ui_contact_init (UiContact *self)
{
}
