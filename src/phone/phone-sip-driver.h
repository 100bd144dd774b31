/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The one owner of a SIP core: gives it time, randomness and connections, and hands out what it
 * says. */
#pragma once

#include <gio/gio.h>

#include "net-connection.h"
#include "sip-core.h"

/**
 * PhoneSipDriver:
 *
 * Outputs are handed out from the main loop only, never from within one of the functions below, so
 * that what the user asks for has returned before its consequences are seen.
 *
 * Signal "output" (const SipOutput *output): everything that concerns accounts and calls.
 * Signal "flow-closed" (guint account, guint flow, GError *error): a connection is gone; the flow's
 * id too. Error is NULL after an orderly end by the server. Signal "trace" (gboolean outgoing,
 * const char *text): one message, redacted; only while tracing.
 */
#define PHONE_TYPE_SIP_DRIVER (phone_sip_driver_get_type ())
G_DECLARE_FINAL_TYPE (PhoneSipDriver, phone_sip_driver, PHONE, SIP_DRIVER, GObject)

PhoneSipDriver *phone_sip_driver_new (void);

/* The generator behind keys, tags and branches; fits SipRandomFunc and SdpRandomFunc */
void phone_sip_driver_random (gpointer bytes, gsize n, gpointer user_data);

/* Emits no signal from here on and drops all connections */
void phone_sip_driver_stop (PhoneSipDriver *self);
void phone_sip_driver_set_tracing (PhoneSipDriver *self, gboolean tracing);

guint
phone_sip_driver_add_account (PhoneSipDriver *self, const SipAccountConfig *config, GError **error);
void phone_sip_driver_remove_account (PhoneSipDriver *self, guint account);
void phone_sip_driver_set_password (PhoneSipDriver *self, guint account, Secret *password);

/**
 * phone_sip_driver_add_flow:
 * @connection: a verified connection that is up; the driver keeps it until it is closed
 * @verified_host: the name it was verified for
 *
 * Returns: the flow's id, 0 if the account is unknown
 */
guint phone_sip_driver_add_flow (PhoneSipDriver *self,
                                 guint account,
                                 NetConnection *connection,
                                 const char *verified_host);

/* Says good-bye in TLS; "flow-closed" is not emitted for it */
void phone_sip_driver_close_flow (PhoneSipDriver *self, guint flow);

/* Returns: (transfer none) (nullable): our end of the connection */
GInetSocketAddress *phone_sip_driver_get_local_address (PhoneSipDriver *self, guint flow);

/* As the sip_core_* functions of the same names */
void phone_sip_driver_register (PhoneSipDriver *self, guint account);
void phone_sip_driver_unregister (PhoneSipDriver *self, guint account);
void phone_sip_driver_options (PhoneSipDriver *self, guint account);
guint phone_sip_driver_invite (PhoneSipDriver *self,
                               guint account,
                               const char *target,
                               const char *offer,
                               GError **error);
gboolean phone_sip_driver_ring (PhoneSipDriver *self, guint call, GError **error);
gboolean
phone_sip_driver_answer (PhoneSipDriver *self, guint call, const char *sdp, GError **error);
gboolean phone_sip_driver_reject (PhoneSipDriver *self,
                                  guint call,
                                  guint code,
                                  const char *warning,
                                  GError **error);
void phone_sip_driver_hangup (PhoneSipDriver *self, guint call, const char *reason_header);
gboolean
phone_sip_driver_reinvite (PhoneSipDriver *self, guint call, const char *sdp, GError **error);
gboolean
phone_sip_driver_accept_offer (PhoneSipDriver *self, guint call, const char *sdp, GError **error);
gboolean phone_sip_driver_refuse_offer (PhoneSipDriver *self,
                                        guint call,
                                        guint code,
                                        const char *warning,
                                        GError **error);
gboolean phone_sip_driver_info (PhoneSipDriver *self,
                                guint call,
                                const char *content_type,
                                const char *body,
                                GError **error);
