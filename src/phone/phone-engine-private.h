/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What the files of the engine share, and what accounts and calls ask of it. */
#pragma once

#include "phone-engine.h"

#include "phone-sip-driver.h"
#include "store-database.h"
#include "store-secret.h"
#include "trust-anchors.h"

/* "Linnet/0.1" (PROTOCOL 3.1) */
#define PHONE_USER_AGENT phone_engine_get_user_agent ()

struct _PhoneEngine
{
  GObject parent_instance;

  /* Owned */
  char *config_dir;
  char **ca_files;
  GListStore *accounts;
  GListStore *calls;
  GListModel *microphones;
  GListModel *speakers;
  PhonePreferences *preferences;
  PhoneSipDriver *driver;
  TrustAnchors *anchors;
  StoreDatabase *database;
  GHashTable *core_calls; /* id in the core -> PhoneCall */
  GTask *closing;
  GPtrArray
      *leaving; /* accounts that are being removed: no longer in the list, not yet signed out */

  guint n_calls_made;
  guint active_calls;
  guint close_id;
  gboolean sign_in;
  gboolean saved_accounts;
  gboolean tracing;
  gboolean opened;
  gboolean closed;
  gboolean warned_keyring;
};

const char *phone_engine_get_user_agent (void);
PhoneSipDriver *phone_engine_get_driver (PhoneEngine *self);
TrustAnchors *phone_engine_get_anchors (PhoneEngine *self);
void phone_engine_warn (PhoneEngine *self, const char *id, const char *detail);

/* phone-engine.c */
void phone_engine_set_preferences (PhoneEngine *self, PhonePreferences *preferences);
void phone_engine_append_account (PhoneEngine *self, PhoneAccount *account);
/* Out of the list, but the core may still speak of it. FALSE: it wasn't there */
gboolean phone_engine_hide_account (PhoneEngine *self, PhoneAccount *account);
void phone_engine_account_left (PhoneEngine *self, PhoneAccount *account);

/* Whether @settings may have its name beside all accounts but @self_account */
gboolean phone_engine_check_name (PhoneEngine *self,
                                  PhoneAccount *self_account,
                                  PhoneAccountSettings *settings,
                                  GError **error);

/* phone-engine-calls.c */

/* A call in both lists, outgoing ones in CHECKING. Returns: (transfer none) */
PhoneCall *phone_engine_make_call (PhoneEngine *self,
                                   PhoneAccount *account,
                                   PhoneCallDirection direction,
                                   const char *remote_uri,
                                   const char *remote_name,
                                   const char *asserted,
                                   PhoneMediaOptions *options);
/* The core knows @call as @core_call from now on */
void phone_engine_bind_call (PhoneEngine *self, PhoneCall *call, guint core_call);
void phone_engine_call_ended (PhoneEngine *self, PhoneCall *call);
void phone_engine_handle_call_output (PhoneEngine *self, const SipOutput *output);
PhoneAccount *phone_engine_find_core_account (PhoneEngine *self, guint core_account);
void phone_engine_emit_incoming (PhoneEngine *self, PhoneCall *call);
void phone_engine_set_active_calls (PhoneEngine *self, guint active_calls);

/* phone-engine-store.c */
void phone_engine_save_account (PhoneEngine *self, PhoneAccount *account);
/* Once a run: passwords are kept for this session only */
void phone_engine_warn_no_keyring (PhoneEngine *self);
/* An account signed out or a call ended: a close that waited may go on */
void phone_engine_close_if_quiet (PhoneEngine *self);

/* phone-devices.c */

/* A list of #PhoneDevice that follows the media layer's. Returns: (transfer full) */
GListModel *phone_devices_new (gboolean microphones);
