/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "store-account"

#include "store-account.h"

StoreAccount *
store_account_new (void)
{
  return g_new0 (StoreAccount, 1);
}

StoreAccount *
store_account_copy (const StoreAccount *account)
{
  StoreAccount *copy = store_account_new ();

  *copy = *account;
  copy->id = g_strdup (account->id);
  copy->name = g_strdup (account->name);
  copy->aor = g_strdup (account->aor);
  copy->user = g_strdup (account->user);
  copy->display_name = g_strdup (account->display_name);
  copy->server = g_strdup (account->server);
  copy->identity = g_strdup (account->identity);
  copy->pin = g_strdup (account->pin);
  copy->ca_file = g_strdup (account->ca_file);
  copy->contact_token = g_strdup (account->contact_token);
  copy->instance_uuid = g_strdup (account->instance_uuid);
  return copy;
}

void
store_account_free (StoreAccount *account)
{
  if (account == NULL)
    return;
  g_free (account->id);
  g_free (account->name);
  g_free (account->aor);
  g_free (account->user);
  g_free (account->display_name);
  g_free (account->server);
  g_free (account->identity);
  g_free (account->pin);
  g_free (account->ca_file);
  g_free (account->contact_token);
  g_free (account->instance_uuid);
  g_free (account);
}
