/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Answers of name servers: bytes to records. */
#define G_LOG_DOMAIN "net-dns"

#include "net-dns.h"

#include <string.h>

#define HEADER_BYTES 12
#define TYPE_CNAME 5
#define TYPE_SRV 33
#define CLASS_IN 1
#define RCODE_NXDOMAIN 3
#define LABEL_MAX_BYTES 63
#define POINTERS_MAX 128

/* RFC 1035 4.1.3 */
typedef struct
{
  char owner[NET_DNS_NAME_MAX_BYTES + 1];
  guint16 type;
  guint16 class_code;
  guint32 ttl_s;
  gsize at; /* of its data */
  gsize n;
} Record;

typedef struct
{
  Slice message;
  gsize at;
} Cursor;

static gboolean
take_uint16 (Cursor *cursor, guint16 *out)
{
  const guint8 *p = (const guint8 *) cursor->message.p + cursor->at;

  if (cursor->message.n - cursor->at < 2)
    return FALSE;
  *out = (guint16) (p[0] << 8 | p[1]);
  cursor->at += 2;
  return TRUE;
}

static gboolean
take_uint32 (Cursor *cursor, guint32 *out)
{
  guint16 high, low;

  if (!take_uint16 (cursor, &high) || !take_uint16 (cursor, &low))
    return FALSE;
  *out = (guint32) high << 16 | low;
  return TRUE;
}

static gboolean
is_name_char (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_';
}

/* One label; @text has room for the longest name. A label with other than letters, digits, hyphen
 * and underscore makes the name unfit, the rest of the message stays readable. */
static gboolean
append_label (const char *p, gsize n, char *text, gsize *length, gboolean *is_fit)
{
  if (*length + (*length > 0 ? 1 : 0) + n > NET_DNS_NAME_MAX_BYTES)
    return FALSE;
  if (*length > 0)
    text[(*length)++] = '.';
  for (gsize i = 0; i < n; i++)
    {
      *is_fit = *is_fit && is_name_char (p[i]);
      text[(*length)++] = g_ascii_tolower (p[i]);
    }
  return TRUE;
}

/* RFC 1035 4.1.4: labels, perhaps ended by a pointer to earlier ones. Pointers go back only, so the
 * loop ends. The root is ".". */
static gboolean
take_name (Cursor *cursor, char text[NET_DNS_NAME_MAX_BYTES + 1], gboolean *is_fit)
{
  const guint8 *p = (const guint8 *) cursor->message.p;
  gsize at = cursor->at, end = 0, length = 0;
  gsize limit = at; /* a pointer must point before this */

  *is_fit = TRUE;
  for (guint pointers = 0; pointers <= POINTERS_MAX;)
    {
      guint8 n;

      if (at >= cursor->message.n)
        return FALSE;
      n = p[at++];
      if (n == 0)
        {
          if (length == 0)
            text[length++] = '.';
          text[length] = '\0';
          cursor->at = end != 0 ? end : at;
          return TRUE;
        }
      if ((n & 0xC0) == 0xC0)
        {
          gsize target;

          if (at >= cursor->message.n)
            return FALSE;
          target = (gsize) (n & 0x3F) << 8 | p[at++];
          if (end == 0)
            end = at;
          if (target >= limit)
            return FALSE;
          at = limit = target;
          pointers++;
        }
      else if (n > LABEL_MAX_BYTES || n > cursor->message.n - at ||
               !append_label (cursor->message.p + at, n, text, &length, is_fit))
        return FALSE;
      else
        at += n;
    }
  return FALSE;
}

static gboolean
take_record (Cursor *cursor, Record *out)
{
  guint16 n;
  gboolean is_fit;

  if (!take_name (cursor, out->owner, &is_fit) || !take_uint16 (cursor, &out->type) ||
      !take_uint16 (cursor, &out->class_code) || !take_uint32 (cursor, &out->ttl_s) ||
      !take_uint16 (cursor, &n) || n > cursor->message.n - cursor->at)
    return FALSE;
  out->at = cursor->at;
  out->n = n;
  cursor->at += n;
  return TRUE;
}

/* RFC 2782; the data must be exactly the fields */
static gboolean
parse_srv (Slice message, const Record *record, NetDnsSrv *out, gboolean *is_fit)
{
  Cursor cursor = { message, record->at };

  return take_uint16 (&cursor, &out->priority) && take_uint16 (&cursor, &out->weight) &&
         take_uint16 (&cursor, &out->port) && take_name (&cursor, out->target, is_fit) &&
         cursor.at == record->at + record->n;
}

/* Header and questions; leaves the cursor at the answers */
static NetDnsResult
take_header (Cursor *cursor, guint16 *n_answers)
{
  guint16 id, flags, n_questions, n_authority, n_additional, type, class_code;
  char name[NET_DNS_NAME_MAX_BYTES + 1];
  gboolean is_fit;

  if (!take_uint16 (cursor, &id) || !take_uint16 (cursor, &flags) ||
      !take_uint16 (cursor, &n_questions) || !take_uint16 (cursor, n_answers) ||
      !take_uint16 (cursor, &n_authority) || !take_uint16 (cursor, &n_additional) ||
      (flags & 0x8000) == 0)
    return NET_DNS_MALFORMED;
  if ((flags & 0x000F) == RCODE_NXDOMAIN)
    return NET_DNS_ABSENT;
  if ((flags & 0x000F) != 0)
    return NET_DNS_FAILED;
  for (guint i = 0; i < n_questions; i++)
    if (!take_name (cursor, name, &is_fit) || !take_uint16 (cursor, &type) ||
        !take_uint16 (cursor, &class_code))
      return NET_DNS_MALFORMED;
  return NET_DNS_FOUND;
}

/* Collects the SRV records of @owner, or the name that it is an alias of */
static gboolean
collect (Slice message,
         gsize answers_at,
         guint16 n_answers,
         char *owner,
         GArray *records,
         guint32 *ttl_s,
         gboolean *is_alias)
{
  Cursor cursor = { message, answers_at };

  *is_alias = FALSE;
  for (guint i = 0; i < n_answers; i++)
    {
      Record record;
      NetDnsSrv srv;
      gboolean is_fit = TRUE;

      if (!take_record (&cursor, &record))
        return FALSE;
      if (record.class_code != CLASS_IN || strcmp (record.owner, owner) != 0)
        continue;
      if (record.type == TYPE_SRV)
        {
          if (!parse_srv (message, &record, &srv, &is_fit))
            return FALSE;
          if ((is_fit || strcmp (srv.target, ".") == 0) && records->len < NET_DNS_RECORDS_MAX)
            g_array_append_val (records, srv);
        }
      else if (record.type == TYPE_CNAME)
        {
          Cursor alias = { message, record.at };

          if (!take_name (&alias, owner, &is_fit) || alias.at != record.at + record.n)
            return FALSE;
          *ttl_s = MIN (*ttl_s, record.ttl_s);
          *is_alias = TRUE;
          return TRUE;
        }
      else
        continue;
      *ttl_s = MIN (*ttl_s, record.ttl_s);
    }
  return TRUE;
}

NetDnsResult
net_dns_parse_srv (Slice answer, const char *name, GArray *records, guint32 *ttl_s)
{
  Cursor cursor = { answer, 0 };
  guint16 n_answers;
  NetDnsResult result = take_header (&cursor, &n_answers);
  char owner[NET_DNS_NAME_MAX_BYTES + 1];
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (NetDnsSrv));
  guint32 shortest_s = G_MAXUINT32;
  gboolean is_alias = TRUE;

  if (result != NET_DNS_FOUND)
    return result;
  if (strlen (name) > NET_DNS_NAME_MAX_BYTES)
    return NET_DNS_ABSENT;
  for (gsize i = 0; i <= strlen (name); i++)
    owner[i] = g_ascii_tolower (name[i]);

  for (guint i = 0; is_alias && i <= NET_DNS_CNAMES_MAX; i++)
    if (!collect (answer, cursor.at, n_answers, owner, found, &shortest_s, &is_alias))
      return NET_DNS_MALFORMED;
  if (found->len == 0)
    return NET_DNS_ABSENT;
  g_array_append_vals (records, found->data, found->len);
  *ttl_s = shortest_s;
  return NET_DNS_FOUND;
}

/* RFC 2782: those of weight 0 first, so that they are chosen by a zero alone */
static int
compare_srv (gconstpointer a, gconstpointer b)
{
  const NetDnsSrv *left = a, *right = b;

  if (left->priority != right->priority)
    return left->priority < right->priority ? -1 : 1;
  return (left->weight != 0) - (right->weight != 0);
}

/* Which of the records from @first on, all of one priority, comes next */
static guint
choose (GArray *records, guint first, guint n, NetDnsRandom random, gpointer user_data)
{
  guint32 sum = 0, threshold, running = 0;

  for (guint i = first; i < first + n; i++)
    sum += g_array_index (records, NetDnsSrv, i).weight;
  threshold = random (sum, user_data);
  for (guint i = first; i < first + n; i++)
    {
      running += g_array_index (records, NetDnsSrv, i).weight;
      if (running >= threshold)
        return i;
    }
  g_return_val_if_reached (first);
}

void
net_dns_sort_srv (GArray *records, NetDnsRandom random, gpointer user_data)
{
  g_array_sort (records, compare_srv);
  for (guint first = 0; first < records->len; first++)
    {
      guint16 priority = g_array_index (records, NetDnsSrv, first).priority;
      guint n = 0, chosen;
      NetDnsSrv srv;

      while (first + n < records->len &&
             g_array_index (records, NetDnsSrv, first + n).priority == priority)
        n++;
      chosen = choose (records, first, n, random, user_data);
      /* the others keep their order */
      srv = g_array_index (records, NetDnsSrv, chosen);
      g_array_remove_index (records, chosen);
      g_array_insert_val (records, first, srv);
    }
}
