/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What the files of an account share: phone-account.c the object, -connection.c its way to the
 * server. */
#pragma once

#include "phone-account.h"

#include "phone-sip-driver.h"
#include "store-account.h"
#include "trust-anchors.h"

typedef struct _PhoneEngine PhoneEngine;

struct _PhoneAccount
{
  GObject parent_instance;

  /* Owned */
  char *id; /* UUID; the row in the database and in the secret service */
  char *address;
  char *contact_token;
  char *instance_uuid;
  char *state_text;
  char *headline;
  char *trust_line;
  char *contact;
  char *last_reason; /* of the newest failure, for Details */
  PhoneAccountSettings *settings;
  PhoneTrustReport *trust_report;
  Secret *password;
  GListStore *calls;
  GCancellable *connecting; /* set while a connection is being made */
  NetConnection *pending;   /* up, but the password is still being fetched */

  /* Borrowed, cleared when it goes */
  PhoneEngine *engine;

  PhoneAccountFlags flags;
  PhoneAccountState state;
  PhoneFailure failure;
  PhoneTrustState trust_state;
  guint last_code;    /* SIP code of the newest failure, 0: none came */
  guint core_account; /* 0: not known to the core */
  guint flow;         /* 0: not connected */
  guint expires;
  guint failures;

  gboolean wanted; /* the user wants it signed in */
  gboolean registered;
  gboolean fetching_password;
  gboolean lacks_keyring;
  gboolean closing;
  gint64 connected_us;
  gint64 retry_at_us;

  /* Sources */
  guint retry_id;
  guint sign_out_id;
};

/* phone-account.c */
PhoneAccount *phone_account_new (PhoneEngine *engine,
                                 PhoneAccountSettings *settings,
                                 PhoneAccountFlags flags,
                                 const StoreAccount *record);
const char *phone_account_get_id (PhoneAccount *self);
guint phone_account_get_core_id (PhoneAccount *self);
gboolean phone_account_is_wanted (PhoneAccount *self);
/* What "Details" shows of the newest failure */
guint phone_account_get_last_code (PhoneAccount *self);
const char *phone_account_get_last_reason (PhoneAccount *self);
/* Seconds until the next try, 0 where none is planned */
guint phone_account_get_retry_s (PhoneAccount *self);

void phone_account_set_state (PhoneAccount *self, PhoneAccountState state);
void phone_account_set_failure (PhoneAccount *self,
                                PhoneFailure failure,
                                guint code,
                                const char *reason);
void phone_account_set_trust (PhoneAccount *self,
                              PhoneTrustState state,
                              const char *line,
                              PhoneTrustReport *report);
void phone_account_set_contact (PhoneAccount *self, const char *contact, guint expires_s);
void phone_account_emit_registered (PhoneAccount *self);
void phone_account_emit_registration_failed (PhoneAccount *self, guint code, const char *reason);
void phone_account_emit_unregistered (PhoneAccount *self);

/* The secret service answered, or could not be @reached; @password may be NULL */
void phone_account_password_fetched (PhoneAccount *self, Secret *password, gboolean reached);
/* Its password is in the secret service, which could not be reached */
gboolean phone_account_lacks_keyring (PhoneAccount *self);
void phone_account_begin_fetching_password (PhoneAccount *self);
/* A connection that waited for the password is used */
void phone_account_end_fetching_password (PhoneAccount *self);

void phone_account_add_call (PhoneAccount *self, PhoneCall *call);
void phone_account_remove_call (PhoneAccount *self, PhoneCall *call);
guint phone_account_count_active_calls (PhoneAccount *self);

/* phone-account-record.c */
StoreAccount *phone_account_to_record (PhoneAccount *self);
PhoneAccountSettings *phone_account_settings_from_record (const StoreAccount *record);

/* phone-account-connection.c */

/* Returns: (transfer none) (nullable): our end of the connection to the server */
GInetSocketAddress *phone_account_get_local_address (PhoneAccount *self);
void phone_account_handle_output (PhoneAccount *self, const SipOutput *output);
void phone_account_flow_closed (PhoneAccount *self, guint flow, const GError *error);
/* A call ended; the account may have waited for that */
void phone_account_call_ended (PhoneAccount *self);
/* The network is another one, or there again: no waiting for the next try */
void phone_account_network_changed (PhoneAccount *self);
/* Takes the account from the core at once: no word to the server */
void phone_account_drop_connection (PhoneAccount *self);
/* Another password or other settings: begins anew if it is wanted */
void phone_account_restart (PhoneAccount *self);
/* Whether calls can be placed now */
gboolean phone_account_is_ready (PhoneAccount *self);

/* phone-address.c */

/**
 * phone_address_parse_server:
 * @text: `HOST`, `HOST:PORT`, `[::1]:PORT`
 * @port: (out): -1 where none is given
 * @error: PHONE_ERROR_SETTINGS, PHONE_ERROR_TRANSPORT
 *
 * Returns: (transfer full): the host without brackets
 */
char *phone_address_parse_server (const char *text, int *port, GError **error);

/* Where to connect for @settings: the server given, else the AoR's host and port */
char *phone_address_choose_server (PhoneAccountSettings *settings, int *port);
