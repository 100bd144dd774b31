/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The options of every TCP socket for signalling. */
#define G_LOG_DOMAIN "net-socket"

#include <netinet/in.h>
#include <netinet/tcp.h>

#include "net-connection-private.h"

#define KEEP_ALIVE_IDLE_S 60
#define KEEP_ALIVE_INTERVAL_S 15
#define KEEP_ALIVE_COUNT 4
#define USER_TIMEOUT_MS 30000

void
net_socket_prepare (GSocket *socket)
{
  static const struct
  {
    int name, value;
  } options[] = {
    { TCP_NODELAY, 1 },
    { TCP_KEEPIDLE, KEEP_ALIVE_IDLE_S },
    { TCP_KEEPINTVL, KEEP_ALIVE_INTERVAL_S },
    { TCP_KEEPCNT, KEEP_ALIVE_COUNT },
    { TCP_USER_TIMEOUT, USER_TIMEOUT_MS },
  };

  g_socket_set_blocking (socket, FALSE);
  g_socket_set_keepalive (socket, TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    {
      g_autoptr (GError) error = NULL;

      if (!g_socket_set_option (socket, IPPROTO_TCP, options[i].name, options[i].value, &error))
        g_debug ("TCP option %d: %s", options[i].name, error->message);
    }
}
