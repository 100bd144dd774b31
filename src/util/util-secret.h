/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Keys and passwords: reference-counted bytes that are wiped when the last holder lets go. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _Secret Secret;

/**
 * secret_new:
 *
 * Returns: (transfer full): a copy of @bytes; wiping the original is the caller's. Any thread.
 */
Secret *secret_new (gconstpointer bytes, gsize n);

/**
 * secret_new_take_string:
 * @string: (transfer full) (nullable): text, wiped and freed here
 *
 * Returns: (transfer full) (nullable): its bytes without the NUL; %NULL for %NULL
 */
Secret *secret_new_take_string (char *string);

/**
 * secret_peek:
 *
 * Returns: (transfer none): the bytes, followed by a NUL that @n does not count
 */
gconstpointer secret_peek (const Secret *self, gsize *n);

Secret *secret_ref (Secret *self);
void secret_unref (Secret *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Secret, secret_unref)

/** secret_equal: compares in a time that depends on the lengths alone; both may be %NULL */
gboolean secret_equal (const Secret *a, const Secret *b);

/** secret_wipe: overwrites @n bytes in a way that no compiler drops; @bytes may be %NULL */
void secret_wipe (gpointer bytes, gsize n);

G_END_DECLS
