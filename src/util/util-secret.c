/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "util-secret"

#include "util-secret.h"

#include <string.h>

struct _Secret
{
  gatomicrefcount references;
  gsize n;
  char bytes[];
};

Secret *
secret_new (gconstpointer bytes, gsize n)
{
  Secret *self;

  g_assert (n < G_MAXSIZE - sizeof (Secret) - 1);
  self = g_malloc (sizeof (Secret) + n + 1);
  g_atomic_ref_count_init (&self->references);
  self->n = n;
  if (n > 0)
    memcpy (self->bytes, bytes, n);
  self->bytes[n] = '\0';
  return self;
}

Secret *
secret_new_take_string (char *string)
{
  Secret *self;
  gsize n;

  if (string == NULL)
    return NULL;
  n = strlen (string);
  self = secret_new (string, n);
  secret_wipe (string, n);
  g_free (string);
  return self;
}

gconstpointer
secret_peek (const Secret *self, gsize *n)
{
  if (n != NULL)
    *n = self->n;
  return self->bytes;
}

Secret *
secret_ref (Secret *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
secret_unref (Secret *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  secret_wipe (self->bytes, self->n);
  g_free (self);
}

gboolean
secret_equal (const Secret *a, const Secret *b)
{
  unsigned char difference = 0;

  if (a == NULL || b == NULL || a->n != b->n)
    return a == b;
  for (gsize i = 0; i < a->n; i++)
    difference |= (unsigned char) (a->bytes[i] ^ b->bytes[i]);
  return difference == 0;
}

void
secret_wipe (gpointer bytes, gsize n)
{
  if (bytes != NULL)
    explicit_bzero (bytes, n);
}
