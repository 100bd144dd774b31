/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Answers of a name server: records within their limits, sorted without losing one. */
#include "fuzz-target.h"

#include <string.h>

#include "net-dns.h"

static guint32
first (guint32 max, gpointer user_data)
{
  return max / 2;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (NetDnsSrv));
  guint32 ttl_s;
  guint n;

  if (net_dns_parse_srv ((Slice){ (const char *) data, size }, "_sips._tcp.example.org", records,
                         &ttl_s) != NET_DNS_FOUND)
    {
      g_assert_cmpuint (records->len, ==, 0);
      return 0;
    }
  n = records->len;
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <=, NET_DNS_RECORDS_MAX);
  net_dns_sort_srv (records, first, NULL);
  g_assert_cmpuint (records->len, ==, n);
  for (guint i = 0; i < n; i++)
    {
      const NetDnsSrv *srv = &g_array_index (records, NetDnsSrv, i);

      g_assert_cmpuint (strlen (srv->target), <=, NET_DNS_NAME_MAX_BYTES);
      g_assert_true (i == 0 || srv->priority >= (srv - 1)->priority);
    }
  return 0;
}
