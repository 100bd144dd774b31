/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Which servers does a domain have (RFC 3263)? */
#define G_LOG_DOMAIN "net-lookup"

#include "net-lookup.h"

#include <arpa/nameser.h>
#include <netdb.h>
#include <resolv.h>
#include <string.h>

#include "net-dns.h"
#include "net-error.h"

#define ANSWER_MAX_BYTES 65535
#define QUERY_TIMEOUT_S 3
#define QUERY_ATTEMPTS 2

typedef struct
{
  char *host;         /* A-labels */
  GPtrArray *targets; /* of NetTarget, addresses to be found */
  guint n_pending;
  GError *error; /* the first one of an address query */
} Lookup;

static void
lookup_free (Lookup *self)
{
  g_free (self->host);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_free (self);
}

void
net_target_free (NetTarget *self)
{
  if (self == NULL)
    return;
  g_free (self->host);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

static NetTarget *
target_new (const char *host, guint16 port, const char *via)
{
  NetTarget *self = g_new (NetTarget, 1);

  *self =
      (NetTarget){ g_strdup (host), port, g_ptr_array_new_with_free_func (g_object_unref), via };
  return self;
}

/* IPv6 and IPv4 taking turns, IPv6 first (RFC 8305 4) */
static void
add_addresses (NetTarget *target, GList *addresses)
{
  GList *next[2] = { addresses, addresses };
  static const GSocketFamily families[2] = { G_SOCKET_FAMILY_IPV6, G_SOCKET_FAMILY_IPV4 };

  for (guint turn = 0; next[0] != NULL || next[1] != NULL; turn = 1 - turn)
    {
      while (next[turn] != NULL && g_inet_address_get_family (next[turn]->data) != families[turn])
        next[turn] = next[turn]->next;
      if (next[turn] == NULL)
        continue;
      g_ptr_array_add (target->addresses, g_object_ref (next[turn]->data));
      next[turn] = next[turn]->next;
    }
}

static void
finish (GTask *task)
{
  Lookup *self = g_task_get_task_data (task);

  for (guint i = self->targets->len; i > 0; i--)
    if (((NetTarget *) g_ptr_array_index (self->targets, i - 1))->addresses->len == 0)
      g_ptr_array_remove_index (self->targets, i - 1);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (self->targets->len > 0)
    g_task_return_pointer (task, g_steal_pointer (&self->targets),
                           (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_new_error (task, NET_ERROR, NET_ERROR_DNS, "%s has no address: %s", self->host,
                             self->error != NULL ? self->error->message : "no record");
}

typedef struct
{
  GTask *task;
  NetTarget *target; /* borrowed from the task's data */
} AddressQuery;

static void
on_addresses (GObject *source, GAsyncResult *result, gpointer user_data)
{
  AddressQuery *query = user_data;
  g_autoptr (GTask) task = query->task;
  Lookup *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GList *addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &error);

  if (error == NULL)
    add_addresses (query->target, addresses);
  else if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  g_resolver_free_addresses (addresses);
  g_free (query);
  if (--self->n_pending == 0)
    finish (task);
}

/* A and AAAA of every target at once */
static void
find_addresses (GTask *task)
{
  Lookup *self = g_task_get_task_data (task);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  self->n_pending = self->targets->len;
  for (guint i = 0; i < self->targets->len; i++)
    {
      AddressQuery *query = g_new (AddressQuery, 1);
      NetTarget *target = g_ptr_array_index (self->targets, i);

      *query = (AddressQuery){ g_object_ref (task), target };
      g_resolver_lookup_by_name_async (resolver, target->host, g_task_get_cancellable (task),
                                       on_addresses, query);
    }
}

typedef struct
{
  char *name;
  GArray *records; /* of NetDnsSrv */
  guint32 ttl_s;
  NetDnsResult result;
} SrvQuery;

static void
srv_query_free (SrvQuery *self)
{
  g_free (self->name);
  g_array_unref (self->records);
  g_free (self);
}

static NetDnsResult
query_srv (SrvQuery *query, guint8 *answer)
{
  struct __res_state state;
  NetDnsResult result;
  int n, error;

  memset (&state, 0, sizeof state);
  if (res_ninit (&state) != 0)
    return NET_DNS_FAILED;
  state.retrans = QUERY_TIMEOUT_S;
  state.retry = QUERY_ATTEMPTS;
  n = res_nquery (&state, query->name, ns_c_in, ns_t_srv, answer, ANSWER_MAX_BYTES);
  error = state.res_h_errno;
  res_nclose (&state);
  if (n < 0)
    return error == HOST_NOT_FOUND || error == NO_DATA ? NET_DNS_ABSENT : NET_DNS_FAILED;

  result = net_dns_parse_srv ((Slice){ (const char *) answer, MIN ((gsize) n, ANSWER_MAX_BYTES) },
                              query->name, query->records, &query->ttl_s);
  return result;
}

static void
query_srv_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SrvQuery *query = task_data;
  g_autofree guint8 *answer = g_malloc (ANSWER_MAX_BYTES);

  query->result = query_srv (query, answer);
  g_task_return_boolean (task, TRUE);
}

static guint32
random_up_to (guint32 max, gpointer user_data)
{
  return max == 0 ? 0 : (guint32) g_random_int_range (0, (gint32) max + 1);
}

static void
add_srv_targets (Lookup *self, GArray *records)
{
  net_dns_sort_srv (records, random_up_to, NULL);
  for (guint i = 0; i < records->len; i++)
    {
      const NetDnsSrv *srv = &g_array_index (records, NetDnsSrv, i);

      if (strcmp (srv->target, ".") != 0)
        g_ptr_array_add (self->targets, target_new (srv->target, srv->port, "DNS SRV"));
    }
}

static void
on_srv (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Lookup *self = g_task_get_task_data (task);
  SrvQuery *query = g_task_get_task_data (G_TASK (result));

  if (g_task_return_error_if_cancelled (task))
    return;
  switch (query->result)
    {
    case NET_DNS_FOUND:
      add_srv_targets (self, query->records);
      if (self->targets->len == 0)
        {
          g_task_return_new_error (task, NET_ERROR, NET_ERROR_NO_SERVICE,
                                   "%s says that it has no SIPS service", self->host);
          return;
        }
      break;
    case NET_DNS_FAILED: /* a resolver that knows no SRV still may know addresses */
    case NET_DNS_MALFORMED:
      g_info ("no usable answer to SRV %s", query->name);
      G_GNUC_FALLTHROUGH;
    case NET_DNS_ABSENT:
      g_ptr_array_add (self->targets, target_new (self->host, NET_SIPS_PORT, "address record"));
      break;
    }
  find_addresses (task);
}

static void
find_srv (GTask *task)
{
  Lookup *self = g_task_get_task_data (task);
  SrvQuery *query = g_new0 (SrvQuery, 1);
  g_autoptr (GTask) worker =
      g_task_new (NULL, g_task_get_cancellable (task), on_srv, g_object_ref (task));

  query->name = g_strconcat ("_sips._tcp.", self->host, NULL);
  query->records = g_array_new (FALSE, FALSE, sizeof (NetDnsSrv));
  g_task_set_task_data (worker, query, (GDestroyNotify) srv_query_free);
  g_task_set_return_on_cancel (worker, TRUE); /* on_srv() then leaves the query alone */
  g_task_run_in_thread (worker, query_srv_in_worker);
}

static GInetAddress *
parse_literal (const char *host)
{
  gsize n = strlen (host);
  g_autofree char *bare = NULL;

  if (n >= 2 && host[0] == '[' && host[n - 1] == ']')
    bare = g_strndup (host + 1, n - 2);
  return g_inet_address_new_from_string (bare != NULL ? bare : host);
}

void
net_lookup_async (const char *host,
                  int port,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GInetAddress) literal = NULL;
  Lookup *self = g_new0 (Lookup, 1);

  g_return_if_fail (host != NULL);

  g_task_set_source_tag (task, net_lookup_async);
  g_task_set_task_data (task, self, (GDestroyNotify) lookup_free);
  self->targets = g_ptr_array_new_with_free_func ((GDestroyNotify) net_target_free);
  self->host = g_hostname_to_ascii (host);
  if (self->host != NULL && g_str_has_suffix (self->host, "."))
    self->host[strlen (self->host) - 1] = '\0';
  literal = parse_literal (host);

  if (self->host == NULL || self->host[0] == '\0' || strlen (self->host) > NET_DNS_NAME_MAX_BYTES ||
      port > G_MAXUINT16)
    g_task_return_new_error (task, NET_ERROR, NET_ERROR_BAD_ARGUMENT, "not a host name");
  else if (literal != NULL)
    {
      NetTarget *target = target_new (host, port > 0 ? (guint16) port : NET_SIPS_PORT, "literal");

      g_ptr_array_add (target->addresses, g_steal_pointer (&literal));
      g_ptr_array_add (self->targets, target);
      finish (task);
    }
  else if (port > 0)
    {
      g_ptr_array_add (self->targets, target_new (self->host, (guint16) port, "address record"));
      find_addresses (task);
    }
  else
    find_srv (task);
}

GPtrArray *
net_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, net_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
