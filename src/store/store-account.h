/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* An account as it stands on disk: a plain record. Its password is not part of it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *id;   /* what the record is known by, also to the secret service; never changes */
  char *name; /* unique */
  char *aor;
  char *user; /* this and the next five: nullable */
  char *display_name;
  char *server;
  char *identity;
  char *pin;
  char *ca_file;
  gboolean allow_wildcard;
  gboolean strict_sips;
  gboolean require_sha2;
  gboolean enabled;
  guint expires_s;
  char *contact_token;
  char *instance_uuid;
} StoreAccount;

/** store_account_new: Returns: (transfer full): a record without any value */
StoreAccount *store_account_new (void);
StoreAccount *store_account_copy (const StoreAccount *account);
void store_account_free (StoreAccount *account);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (StoreAccount, store_account_free)

G_END_DECLS
