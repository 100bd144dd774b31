/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* From an account's settings to a verified connection: its own authorities, then net. */
#pragma once

#include "phone-account-settings.h"

#include "net-connect.h"

/**
 * phone_connect_async:
 * @anchors: authorities for every account; those of @settings' `ca-file` are added for this
 * connection
 * @settings: (nullable): `identity`, `pin`, `allow-wildcard`, `ca-file` apply
 * @host: where to
 * @port: -1: what the look-up says
 * @identity: (nullable): the name that the certificate must have; %NULL: @host
 */
void phone_connect_async (TrustAnchors *anchors,
                          PhoneAccountSettings *settings,
                          const char *host,
                          int port,
                          const char *identity,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * phone_connect_finish:
 * @report: (out) (transfer full): as net_connect_finish(); %NULL where no step was made
 * @error: NET_ERROR, PHONE_ERROR_FILE for the `ca-file`, G_IO_ERROR_CANCELLED
 */
NetConnection *phone_connect_finish (GAsyncResult *result, TrustReport **report, GError **error);
