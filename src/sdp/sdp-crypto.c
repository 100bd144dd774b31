/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The `a=crypto` attribute: grammar of RFC 4568 9.1 and 9.2, rules of PROTOCOL 12.2. */
#define G_LOG_DOMAIN "sdp-crypto"
#include "sdp-crypto.h"

#include <string.h>

#include "sdp-base64.h"
#include "sdp-limits.h"
#include "sdp-scan.h"

#define TAG_MAX_DIGITS 9
#define SUITE_MAX_BYTES 64
#define LIFETIME_MAX_EXPONENT 48 /* RFC 4568 6.1: at most 2^48 packets */
#define KEY_MAX_BYTES 64

static gboolean
is_suite_char (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* tag = 1*9DIGIT, without leading zero (RFC 4568 9.1, 4.1) */
static gboolean
parse_tag (Slice text, guint32 *tag)
{
  guint64 number;

  if (text.n > TAG_MAX_DIGITS || (text.n > 1 && text.p[0] == '0') ||
      !sdp_parse_number (text, G_MAXUINT32, &number))
    return FALSE;
  *tag = (guint32) number;
  return TRUE;
}

/* srtp-lifetime = ["2^"] 1*DIGIT, 1 to 2^48 packets (RFC 4568 6.1, 9.2) */
static gboolean
parse_lifetime (Slice text, guint64 *lifetime)
{
  guint64 number;

  if (text.n > 2 && text.p[0] == '2' && text.p[1] == '^')
    {
      if (!sdp_parse_number ((Slice){ text.p + 2, text.n - 2 }, LIFETIME_MAX_EXPONENT, &number))
        return FALSE;
      *lifetime = G_GUINT64_CONSTANT (1) << number;
      return TRUE;
    }
  if (!sdp_parse_number (text, G_GUINT64_CONSTANT (1) << LIFETIME_MAX_EXPONENT, &number) ||
      number < 1)
    return FALSE;
  *lifetime = number;
  return TRUE;
}

/* Decimal of any size to big-endian bytes; FALSE when it does not fit into @n_bytes */
static gboolean
decimal_to_bytes (Slice digits, guint8 *bytes, guint n_bytes)
{
  memset (bytes, 0, n_bytes);
  for (gsize i = 0; i < digits.n; i++)
    {
      guint carry = (guint) (digits.p[i] - '0');

      for (guint j = n_bytes; j-- > 0;)
        {
          carry += bytes[j] * 10u;
          bytes[j] = (guint8) (carry & 0xff);
          carry >>= 8;
        }
      if (carry != 0)
        return FALSE;
    }
  return TRUE;
}

/* mki ":" mki-length: value 1 to 2^(8 len)-1, length 1 to 128 bytes (RFC 4568 6.1, 9.2) */
static gboolean
parse_mki (Slice text, SdpCrypto *out)
{
  Slice rest = text, value;
  guint64 length;
  guint8 bits = 0;

  if (!sdp_next_field (&rest, ':', &value) || rest.p == NULL || value.n == 0 ||
      !sdp_parse_number (rest, SDP_MAX_MKI_BYTES, &length) || length < 1)
    return FALSE;
  for (gsize i = 0; i < value.n; i++)
    if (!sdp_is_digit (value.p[i]))
      return FALSE;
  if (!decimal_to_bytes (value, out->mki, (guint) length))
    return FALSE;
  for (guint i = 0; i < length; i++)
    bits |= out->mki[i];
  if (bits == 0)
    return FALSE;
  out->mki_bytes = (guint) length;
  return TRUE;
}

/* What follows the key: ["|" lifetime] ["|" mki ":" length]; returns what is wrong */
static const char *
parse_key_options (Slice options, SdpCrypto *out)
{
  Slice field;

  while (sdp_next_field (&options, '|', &field))
    {
      if (out->mki_bytes != 0)
        return "field after the MKI";
      if (field.n > 0 && memchr (field.p, ':', field.n) != NULL)
        {
          if (!parse_mki (field, out))
            return "MKI";
        }
      else if (out->lifetime != 0 || !parse_lifetime (field, &out->lifetime))
        return "lifetime";
    }
  return NULL;
}

/* key-param = "inline:" base64 options (RFC 4568 9.2); returns what is wrong */
static const char *
parse_key_param (Slice param, SdpCrypto *out)
{
  static const char method[] = "inline:";
  Slice rest = param, key_text;
  guint8 key[KEY_MAX_BYTES];
  gssize n;
  const char *wrong = NULL;

  if (param.n < strlen (method) || g_ascii_strncasecmp (param.p, method, strlen (method)) != 0)
    return "key method";
  rest.p += strlen (method);
  rest.n -= strlen (method);
  sdp_next_field (&rest, '|', &key_text);
  n = sdp_base64_decode (key_text, key, sizeof key);
  if (n < 0)
    wrong = "base64 of the key";
  else if ((gsize) n != sdp_suite_get_key_size (out->suite) + sdp_suite_get_salt_size (out->suite))
    wrong = "key length";
  else
    wrong = parse_key_options (rest, out);
  if (wrong == NULL)
    out->key = secret_new (key, (gsize) n);
  secret_wipe (key, sizeof key);
  return wrong;
}

/* key-params = key-param *(";" key-param); the first one counts, all must be sound */
static const char *
parse_key_params (Slice params, SdpCrypto *out)
{
  Slice rest = params, param;

  while (sdp_next_field (&rest, ';', &param))
    {
      SdpCrypto one = { .suite = out->suite };
      const char *wrong = parse_key_param (param, &one);

      if (wrong != NULL)
        return wrong;
      if (++out->n_keys > SDP_MAX_CRYPTO_KEYS)
        {
          secret_unref (one.key);
          return "number of keys";
        }
      if (out->n_keys > 1)
        {
          secret_unref (one.key);
          /* RFC 4568 6.1: several keys are told apart by MKIs of one length */
          if (one.mki_bytes == 0 || one.mki_bytes != out->mki_bytes)
            return "several keys without MKI";
          continue;
        }
      out->key = one.key;
      out->lifetime = one.lifetime;
      out->mki_bytes = one.mki_bytes;
      memcpy (out->mki, one.mki, sizeof out->mki);
    }
  return NULL;
}

/* srtp-session-param (RFC 4568 6.3): what is harmless passes, what weakens never does */
static const char *
check_session_param (Slice param)
{
  static const char *const weakening[] = { "UNENCRYPTED_SRTP", "UNENCRYPTED_SRTCP",
                                           "UNAUTHENTICATED_SRTP" };
  Slice name = param;
  gboolean ignorable = name.n > 0 && name.p[0] == '-';
  guint64 number;

  if (ignorable)
    {
      name.p++;
      name.n--;
    }
  for (guint i = 0; i < G_N_ELEMENTS (weakening); i++)
    if (slice_is_nocase (name, weakening[i]))
      return "session parameter that weakens";
  if (ignorable || slice_is (name, "KDR=0"))
    return NULL;
  if (name.n > 4 && memcmp (name.p, "WSH=", 4) == 0 &&
      sdp_parse_number ((Slice){ name.p + 4, name.n - 4 }, G_MAXUINT32, &number))
    return NULL;
  return "session parameter";
}

static const char *
parse_usable_part (Slice rest, SdpCrypto *out)
{
  Slice params, param;
  const char *wrong;

  if (out->suite == SDP_SUITE_NONE)
    return "suite";
  if (!sdp_next_word (&rest, &params))
    return "no key";
  wrong = parse_key_params (params, out);
  while (wrong == NULL && sdp_next_word (&rest, &param))
    wrong = check_session_param (param);
  return wrong;
}

SdpCrypto *
sdp_crypto_parse (Slice value, SdpParseError *error)
{
  Slice rest = value, tag_text, suite_text;
  SdpCrypto *self;
  guint32 tag;

  if (!sdp_next_word (&rest, &tag_text) || !parse_tag (tag_text, &tag))
    {
      *error = (SdpParseError){ SDP_ERROR_MALFORMED, "crypto tag", value.p };
      return NULL;
    }
  if (!sdp_next_word (&rest, &suite_text) || suite_text.n > SUITE_MAX_BYTES)
    {
      *error = (SdpParseError){ SDP_ERROR_MALFORMED, "crypto suite", rest.p };
      return NULL;
    }
  for (gsize i = 0; i < suite_text.n; i++)
    if (!is_suite_char (suite_text.p[i]))
      {
        *error = (SdpParseError){ SDP_ERROR_MALFORMED, "crypto suite", suite_text.p + i };
        return NULL;
      }
  self = g_new0 (SdpCrypto, 1);
  self->tag = tag;
  self->suite = sdp_suite_from_name (suite_text);
  self->suite_text = slice_dup (suite_text);
  self->unusable = parse_usable_part (rest, self);
  if (self->unusable != NULL)
    g_clear_pointer (&self->key, secret_unref);
  return self;
}

SdpCrypto *
sdp_crypto_new (guint32 tag, SdpSuite suite, const char *suite_text, Secret *key)
{
  SdpCrypto *self = g_new0 (SdpCrypto, 1);

  self->tag = tag;
  self->suite = suite;
  self->suite_text = g_strdup (suite_text != NULL ? suite_text : sdp_suite_get_name (suite));
  self->key = secret_ref (key);
  self->n_keys = 1;
  return self;
}

SdpCrypto *
sdp_crypto_copy (const SdpCrypto *self)
{
  SdpCrypto *copy = g_new (SdpCrypto, 1);

  *copy = *self;
  copy->suite_text = g_strdup (self->suite_text);
  copy->key = self->key != NULL ? secret_ref (self->key) : NULL;
  return copy;
}

void
sdp_crypto_free (SdpCrypto *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->key, secret_unref);
  g_free (self->suite_text);
  g_free (self);
}

/* An MKI of ours is small: 1, in as many bytes as the offerer chose */
static guint64
mki_to_number (const SdpCrypto *self)
{
  guint64 number = 0;

  for (guint i = 0; i < self->mki_bytes; i++)
    number = number << 8 | self->mki[i];
  return number;
}

void
sdp_crypto_append (const SdpCrypto *self, GString *out)
{
  gsize n;
  const guint8 *key;

  g_return_if_fail (self->key != NULL);
  key = secret_peek (self->key, &n);
  g_string_append_printf (out, "%" G_GUINT32_FORMAT " %s inline:", self->tag, self->suite_text);
  sdp_base64_append (key, n, out);
  if (self->mki_bytes > 0)
    g_string_append_printf (out, "|%" G_GUINT64_FORMAT ":%u", mki_to_number (self),
                            self->mki_bytes);
}

gboolean
sdp_crypto_equal (const SdpCrypto *a, const SdpCrypto *b)
{
  return a->suite == b->suite && a->mki_bytes == b->mki_bytes &&
         memcmp (a->mki, b->mki, a->mki_bytes) == 0 && a->key != NULL && b->key != NULL &&
         secret_equal (a->key, b->key);
}

static guint
get_rank (const SdpCrypto *line)
{
  guint rank = 0;

  switch (line->suite)
    {
    case SDP_SUITE_AES_CM_128_HMAC_SHA1_32:
      rank = 8;
      break;
    case SDP_SUITE_AES_256_CM_HMAC_SHA1_32:
    case SDP_SUITE_AES_192_CM_HMAC_SHA1_32:
      rank = 4;
      break;
    case SDP_SUITE_NONE:
    case SDP_SUITE_AEAD_AES_256_GCM:
    case SDP_SUITE_AES_256_CM_HMAC_SHA1_80:
    case SDP_SUITE_AEAD_AES_128_GCM:
    case SDP_SUITE_AES_CM_128_HMAC_SHA1_80:
    case SDP_SUITE_AES_192_CM_HMAC_SHA1_80:
      break;
    }
  if (line->n_keys > 1)
    rank += 2;
  if (line->mki_bytes > 0)
    rank += 1;
  return rank;
}

const SdpCrypto *
sdp_crypto_choose (const GPtrArray *lines)
{
  const SdpCrypto *best = NULL;

  for (guint i = 0; i < lines->len; i++)
    {
      const SdpCrypto *line = g_ptr_array_index (lines, i);

      if (line->unusable == NULL && (best == NULL || get_rank (line) < get_rank (best)))
        best = line;
    }
  return best;
}
