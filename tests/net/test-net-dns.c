/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Answers of name servers, good and bad, and the order of SRV records. */
#include <string.h>

#include "net-dns.h"

#define NAME "_sips._tcp.example.org"

/* Writes a message piece by piece */
typedef struct
{
  GByteArray *bytes;
  guint16 n_answers;
} Message;

static void
put16 (Message *self, guint value)
{
  const guint8 bytes[] = { (guint8) (value >> 8), (guint8) value };

  g_byte_array_append (self->bytes, bytes, 2);
}

static void
put32 (Message *self, guint32 value)
{
  put16 (self, value >> 16);
  put16 (self, value & 0xFFFF);
}

/* "a.b" as labels; "" is the root */
static void
put_name (Message *self, const char *name)
{
  g_auto (GStrv) labels = g_strsplit (name, ".", -1);

  for (char **label = labels; *label != NULL; label++)
    {
      guint8 n = (guint8) strlen (*label);

      if (n == 0)
        continue;
      g_byte_array_append (self->bytes, &n, 1);
      g_byte_array_append (self->bytes, (const guint8 *) *label, n);
    }
  g_byte_array_append (self->bytes, (const guint8 *) "", 1);
}

static void
message_init (Message *self, guint flags)
{
  *self = (Message){ .bytes = g_byte_array_new () };
  put16 (self, 0x1234);
  put16 (self, 0x8180 | flags);
  put16 (self, 1);
  put16 (self, 0);
  put16 (self, 0);
  put16 (self, 0);
  put_name (self, NAME);
  put16 (self, 33);
  put16 (self, 1);
}

static void
message_clear (Message *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Message, message_clear)

static void
count_answer (Message *self)
{
  self->n_answers++;
  self->bytes->data[6] = (guint8) (self->n_answers >> 8);
  self->bytes->data[7] = (guint8) self->n_answers;
}

static void
put_head (Message *self, const char *owner, guint type, guint32 ttl_s, guint n)
{
  put_name (self, owner);
  put16 (self, type);
  put16 (self, 1);
  put32 (self, ttl_s);
  put16 (self, n);
  count_answer (self);
}

static guint
name_size (const char *name)
{
  return name[0] == '\0' ? 1 : (guint) strlen (name) + 2;
}

static void
put_srv (Message *self,
         const char *owner,
         guint priority,
         guint weight,
         guint port,
         const char *target)
{
  put_head (self, owner, 33, 3600, 6 + name_size (target));
  put16 (self, priority);
  put16 (self, weight);
  put16 (self, port);
  put_name (self, target);
}

static void
put_cname (Message *self, const char *owner, const char *target)
{
  put_head (self, owner, 5, 60, name_size (target));
  put_name (self, target);
}

static NetDnsResult
parse (const Message *message, GArray **records, guint32 *ttl_s)
{
  g_clear_pointer (records, g_array_unref);
  *records = g_array_new (FALSE, FALSE, sizeof (NetDnsSrv));
  *ttl_s = 0;
  return net_dns_parse_srv ((Slice){ (const char *) message->bytes->data, message->bytes->len },
                            NAME, *records, ttl_s);
}

static const NetDnsSrv *
get (GArray *records, guint i)
{
  g_assert_cmpuint (i, <, records->len);
  return &g_array_index (records, NetDnsSrv, i);
}

static void
test_records (void)
{
  g_auto (Message) message = { 0 };
  g_autoptr (GArray) records = NULL;
  guint32 ttl_s;

  message_init (&message, 0);
  put_srv (&message, "_SIPS._tcp.Example.ORG", 10, 60, 5061, "SIP1.example.org");
  put_srv (&message, NAME, 20, 0, 443, "sip2.example.net");
  put_srv (&message, "_sips._tcp.example.com", 1, 1, 1, "other.example.com");
  put_head (&message, NAME, 16, 5, 1); /* TXT: none of our business */
  g_byte_array_append (message.bytes, (const guint8 *) "", 1);
  g_assert_cmpint (parse (&message, &records, &ttl_s), ==, NET_DNS_FOUND);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_cmpstr (get (records, 0)->target, ==, "sip1.example.org");
  g_assert_cmpuint (get (records, 0)->priority, ==, 10);
  g_assert_cmpuint (get (records, 0)->weight, ==, 60);
  g_assert_cmpuint (get (records, 0)->port, ==, 5061);
  g_assert_cmpstr (get (records, 1)->target, ==, "sip2.example.net");
  g_assert_cmpuint (ttl_s, ==, 3600);
}

static void
test_no_service (void)
{
  g_auto (Message) message = { 0 };
  g_autoptr (GArray) records = NULL;
  guint32 ttl_s;

  message_init (&message, 0);
  put_srv (&message, NAME, 0, 0, 0, "");
  g_assert_cmpint (parse (&message, &records, &ttl_s), ==, NET_DNS_FOUND);
  g_assert_cmpstr (get (records, 0)->target, ==, ".");
}

static void
test_absent (void)
{
  g_auto (Message) none = { 0 }, unknown = { 0 }, refused = { 0 };
  g_autoptr (GArray) records = NULL;
  guint32 ttl_s;

  message_init (&none, 0);
  g_assert_cmpint (parse (&none, &records, &ttl_s), ==, NET_DNS_ABSENT);
  message_init (&unknown, 3);
  g_assert_cmpint (parse (&unknown, &records, &ttl_s), ==, NET_DNS_ABSENT);
  message_init (&refused, 5);
  g_assert_cmpint (parse (&refused, &records, &ttl_s), ==, NET_DNS_FAILED);
}

static void
test_alias (gconstpointer user_data)
{
  guint n = GPOINTER_TO_UINT (user_data);
  g_auto (Message) message = { 0 };
  g_autoptr (GArray) records = NULL;
  g_autofree char *last = g_strdup_printf ("alias%u.example.org", n);
  guint32 ttl_s;

  message_init (&message, 0);
  put_srv (&message, last, 1, 1, 5061, "sip.example.org");
  for (guint i = n; i > 0; i--)
    {
      g_autofree char *owner =
          i == 1 ? g_strdup (NAME) : g_strdup_printf ("alias%u.example.org", i - 1);
      g_autofree char *target = g_strdup_printf ("alias%u.example.org", i);

      put_cname (&message, owner, target);
    }
  g_assert_cmpint (parse (&message, &records, &ttl_s), ==,
                   n <= NET_DNS_CNAMES_MAX ? NET_DNS_FOUND : NET_DNS_ABSENT);
  if (n <= NET_DNS_CNAMES_MAX)
    g_assert_cmpuint (ttl_s, ==, 60); /* of the aliases */
}

static void
test_alias_loop (void)
{
  g_auto (Message) message = { 0 };
  g_autoptr (GArray) records = NULL;
  guint32 ttl_s;

  message_init (&message, 0);
  put_cname (&message, NAME, "loop.example.org");
  put_cname (&message, "loop.example.org", NAME);
  g_assert_cmpint (parse (&message, &records, &ttl_s), ==, NET_DNS_ABSENT);
}

static void
test_record_limit (void)
{
  g_auto (Message) message = { 0 };
  g_autoptr (GArray) records = NULL;
  guint32 ttl_s;

  message_init (&message, 0);
  for (guint i = 0; i <= NET_DNS_RECORDS_MAX; i++)
    put_srv (&message, NAME, i, 1, 5061, "sip.example.org");
  g_assert_cmpint (parse (&message, &records, &ttl_s), ==, NET_DNS_FOUND);
  g_assert_cmpuint (records->len, ==, NET_DNS_RECORDS_MAX);
}

static void
test_unfit_target (void)
{
  g_auto (Message) message = { 0 };
  g_autoptr (GArray) records = NULL;
  guint32 ttl_s;

  message_init (&message, 0);
  put_srv (&message, NAME, 1, 1, 5061, "evil host\n.example.org");
  put_srv (&message, NAME, 2, 1, 5061, "sip.example.org");
  g_assert_cmpint (parse (&message, &records, &ttl_s), ==, NET_DNS_FOUND);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (get (records, 0)->target, ==, "sip.example.org");
}

/* RFC 1035 4.1.4; a pointer forward or to itself would never end */
static void
test_pointers (void)
{
  static const guint8 back[] = { 3, 's', 'i', 'p', 0xC0, 12 + 11 }; /* sip + "example.org" */
  static const guint8 forward[] = { 0xC0, 0xFF };
  g_auto (Message) message = { 0 }, endless = { 0 }, self = { 0 };
  g_autoptr (GArray) records = NULL;
  guint32 ttl_s;
  guint8 to_self[2];

  message_init (&message, 0);
  put_head (&message, NAME, 33, 300, 6 + sizeof back);
  put32 (&message, 0);
  put16 (&message, 5061);
  g_byte_array_append (message.bytes, back, sizeof back);
  g_assert_cmpint (parse (&message, &records, &ttl_s), ==, NET_DNS_FOUND);
  g_assert_cmpstr (get (records, 0)->target, ==, "sip.example.org");

  message_init (&endless, 0);
  put_head (&endless, NAME, 33, 300, 6 + sizeof forward);
  put32 (&endless, 0);
  put16 (&endless, 5061);
  g_byte_array_append (endless.bytes, forward, sizeof forward);
  g_assert_cmpint (parse (&endless, &records, &ttl_s), ==, NET_DNS_MALFORMED);

  message_init (&self, 0);
  put_head (&self, NAME, 33, 300, 6 + sizeof to_self);
  put32 (&self, 0);
  put16 (&self, 5061);
  to_self[0] = 0xC0;
  to_self[1] = (guint8) self.bytes->len;
  g_byte_array_append (self.bytes, to_self, sizeof to_self);
  g_assert_cmpint (parse (&self, &records, &ttl_s), ==, NET_DNS_MALFORMED);
}

/* Every prefix, and every byte turned over: an outcome, no crash */
static void
test_damage (void)
{
  g_auto (Message) message = { 0 };
  g_autoptr (GArray) records = NULL;
  guint32 ttl_s;
  guint n;

  message_init (&message, 0);
  put_cname (&message, NAME, "alias.example.org");
  put_srv (&message, "alias.example.org", 10, 60, 5061, "sip1.example.org");
  put_srv (&message, "alias.example.org", 20, 0, 443, "sip2.example.net");
  n = message.bytes->len;
  for (guint i = 0; i < n; i++)
    {
      guint8 was = message.bytes->data[i];
      g_autoptr (GArray) cut = g_array_new (FALSE, FALSE, sizeof (NetDnsSrv));
      g_autofree char *copy = g_memdup2 (message.bytes->data, MAX (i, 1)); /* exact, for ASan */

      g_assert_cmpint (net_dns_parse_srv ((Slice){ copy, i }, NAME, cut, &ttl_s), ==,
                       NET_DNS_MALFORMED);
      g_assert_cmpuint (cut->len, ==, 0);
      for (guint bit = 0; bit < 8; bit++)
        {
          message.bytes->data[i] = (guint8) (was ^ 1 << bit);
          parse (&message, &records, &ttl_s);
        }
      message.bytes->data[i] = was;
    }
}

static guint32
take_from_list (guint32 max, gpointer user_data)
{
  guint32 **next = user_data;
  guint32 value = *(*next)++;

  g_assert_cmpuint (value, <=, max);
  return value;
}

static void
add (GArray *records, guint priority, guint weight, const char *target)
{
  NetDnsSrv srv = { .priority = (guint16) priority, .weight = (guint16) weight, .port = 5061 };

  g_strlcpy (srv.target, target, sizeof srv.target);
  g_array_append_val (records, srv);
}

static void
assert_order (GArray *records, const char *expected)
{
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < records->len; i++)
    g_string_append (order, get (records, i)->target);
  g_assert_cmpstr (order->str, ==, expected);
}

/* RFC 2782: of weights 0 1 3 the running sums are 0 1 4 */
static void
test_order (void)
{
  static const guint32 draws[][5] = {
    { 0, 0, 0, 0, 0 }, { 4, 1, 0, 0, 0 }, { 2, 1, 0, 0, 0 }, { 1, 3, 0, 0, 0 }
  };
  static const char *const orders[] = { "abcxy", "cbaxy", "cbaxy", "bcaxy" };

  for (gsize i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (NetDnsSrv));
      guint32 *next = (guint32 *) draws[i];

      add (records, 30, 0, "y");
      add (records, 20, 0, "x");
      add (records, 10, 1, "b");
      add (records, 10, 3, "c");
      add (records, 10, 0, "a");
      net_dns_sort_srv (records, take_from_list, &next);
      assert_order (records, orders[i]);
    }
}

static guint32
draw (guint32 max, gpointer user_data)
{
  return (guint32) g_rand_int_range (user_data, 0, (gint32) max + 1);
}

static void
test_distribution (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  guint n_heavy = 0;

  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (GArray) records = g_array_new (FALSE, FALSE, sizeof (NetDnsSrv));

      add (records, 1, 25, "light");
      add (records, 1, 75, "heavy");
      net_dns_sort_srv (records, draw, rand);
      n_heavy += g_str_equal (get (records, 0)->target, "heavy");
    }
  g_assert_cmpuint (n_heavy, >, 7200);
  g_assert_cmpuint (n_heavy, <, 7800);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/net/dns/DNS-01/srv-records-are-read", test_records);
  g_test_add_func ("/net/dns/DNS-02/root-as-target-is-read", test_no_service);
  g_test_add_func ("/net/dns/DNS-01/no-record-is-no-failure", test_absent);
  g_test_add_data_func ("/net/dns/DNS-01/one-alias-is-followed", GUINT_TO_POINTER (1), test_alias);
  g_test_add_data_func ("/net/dns/DNS-01/eight-aliases-are-followed", GUINT_TO_POINTER (8),
                        test_alias);
  g_test_add_data_func ("/net/dns/DNS-01/nine-aliases-are-not", GUINT_TO_POINTER (9), test_alias);
  g_test_add_func ("/net/dns/DNS-01/alias-loop-ends", test_alias_loop);
  g_test_add_func ("/net/dns/DNS-01/records-are-limited", test_record_limit);
  g_test_add_func ("/net/dns/DNS-01/unfit-target-is-left-out", test_unfit_target);
  g_test_add_func ("/net/dns/DNS-01/pointers-go-back-only", test_pointers);
  g_test_add_func ("/net/dns/DNS-01/damaged-answers-do-no-harm", test_damage);
  g_test_add_func ("/net/dns/DNS-03/priority-then-weight", test_order);
  g_test_add_func ("/net/dns/DNS-03/weights-are-kept-to", test_distribution);
  return g_test_run ();
}
