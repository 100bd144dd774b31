/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What can go wrong in the store. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * StoreError:
 * @STORE_ERROR_FAILED: reading or writing failed; the message has the cause
 * @STORE_ERROR_LOCKED: another process uses the folder; the message names it
 * @STORE_ERROR_NEWER: a newer Linnet wrote the database; it was not touched
 * @STORE_ERROR_FULL: no space left; nothing half-written remains
 * @STORE_ERROR_NO_KEYRING: no secret service can be reached
 * @STORE_ERROR_NOT_FOUND: the secret service has no such password
 * @STORE_ERROR_CLOSED: the database was closed
 */
typedef enum
{
  STORE_ERROR_FAILED,
  STORE_ERROR_LOCKED,
  STORE_ERROR_NEWER,
  STORE_ERROR_FULL,
  STORE_ERROR_NO_KEYRING,
  STORE_ERROR_NOT_FOUND,
  STORE_ERROR_CLOSED,
} StoreError;

#define STORE_ERROR (store_error_quark ())
GQuark store_error_quark (void);

G_END_DECLS
