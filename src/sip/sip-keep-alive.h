/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* When a flow is pinged and when it counts as dead (RFC 5626 3.5.1 and 4.4.1, PROTOCOL 6.4). */
#pragma once

#include "sip-timer.h"

G_BEGIN_DECLS

#define SIP_PONG_US (10 * (gint64) G_USEC_PER_SEC)
#define SIP_OPTIONS_INTERVAL_US (300 * (gint64) G_USEC_PER_SEC)

typedef enum
{
  SIP_KEEP_ALIVE_NOTHING,
  SIP_KEEP_ALIVE_PING,    /* send CRLFCRLF */
  SIP_KEEP_ALIVE_OPTIONS, /* no pong was ever seen: ask in SIP whether anybody is there */
  SIP_KEEP_ALIVE_FAILED   /* no pong within 10 s: the flow is dead */
} SipKeepAliveOut;

typedef struct
{
  guint flow_timer_s; /* 0: the server named none */
  gboolean outbound;  /* 2xx had Require: outbound */
  gboolean pong_seen; /* ever, on this server */
  gint64 ping_us, pong_us, options_us;
} SipKeepAlive;

/**
 * sip_keep_alive_start:
 * @pong_seen: whether this server has ever answered a ping
 * @random: 0.0 to 1.0
 */
void sip_keep_alive_start (SipKeepAlive *self, gboolean pong_seen, double random, gint64 now_us);

/**
 * sip_keep_alive_configure:
 * @outbound: the 2xx to REGISTER required outbound
 * @flow_timer_s: its Flow-Timer, or 0
 */
void sip_keep_alive_configure (SipKeepAlive *self,
                               gboolean outbound,
                               guint flow_timer_s,
                               double random,
                               gint64 now_us);

/**
 * sip_keep_alive_receive_message:
 *
 * A message came: whoever sends that is alive.
 */
void sip_keep_alive_receive_message (SipKeepAlive *self, gint64 now_us);

/**
 * sip_keep_alive_receive_pong:
 *
 * A single CRLF came. It is a pong only within 10 s of our ping. A server's own CRLFCRLF is none
 * and is not to be fed here.
 */
void sip_keep_alive_receive_pong (SipKeepAlive *self, gint64 now_us);
SipKeepAliveOut sip_keep_alive_advance (SipKeepAlive *self, double random, gint64 now_us);
gint64 sip_keep_alive_get_deadline (const SipKeepAlive *self);

G_END_DECLS
