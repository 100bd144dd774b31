/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <glib.h>

#include "util-slice.h"

/* Answers of name servers: bytes to records. Pure. NAPTR and TLSA will be read by the same cursor.
 */

#define NET_DNS_NAME_MAX_BYTES 253 /* as text, without the last dot: RFC 1035 2.3.4 */
#define NET_DNS_RECORDS_MAX 32     /* PROTOCOL 8.2 */
#define NET_DNS_CNAMES_MAX 8       /* PROTOCOL 8.2 */

typedef struct
{
  guint16 priority;
  guint16 weight;
  guint16 port;
  char target[NET_DNS_NAME_MAX_BYTES + 1]; /* lower case, no dot at its end; "." = no service */
} NetDnsSrv;

typedef enum
{
  NET_DNS_FOUND,
  NET_DNS_ABSENT,    /* the name or the record type does not exist there */
  NET_DNS_FAILED,    /* the server could not say */
  NET_DNS_MALFORMED, /* this is no answer */
} NetDnsResult;

/**
 * net_dns_parse_srv:
 * @answer: a whole DNS message
 * @name: what was asked for; aliases (CNAME) are followed from there
 * @records: (out): gets the NetDnsSrv, in the answer's order; untouched unless FOUND
 * @ttl_s: (out): the shortest time that any of the records used holds; untouched unless FOUND
 *
 * RFC 1035 4, RFC 2782. A record whose target is no host name is left out.
 */
NetDnsResult net_dns_parse_srv (Slice answer, const char *name, GArray *records, guint32 *ttl_s);

/* Returns: a number from 0 to @max, both included */
typedef guint32 (*NetDnsRandom) (guint32 max, gpointer user_data);

/**
 * net_dns_sort_srv:
 *
 * Puts @records in the order in which to try them: lowest priority first, within it by weight at
 * random (RFC 2782).
 */
void net_dns_sort_srv (GArray *records, NetDnsRandom random, gpointer user_data);
