/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#define G_LOG_DOMAIN "util-digest"

#include "util-digest.h"
#include "util-hex.h"
#include "util-secret.h"

#include <nettle/md5.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha2.h>

typedef union
{
  struct md5_ctx md5;
  struct sha256_ctx sha256;
  struct sha512_ctx sha512_256;
} DigestContext;

static const struct nettle_hash *
get_hash (DigestAlgorithm algorithm)
{
  switch (algorithm)
    {
    case DIGEST_MD5:
      return &nettle_md5;
    case DIGEST_SHA256:
      return &nettle_sha256;
    case DIGEST_SHA512_256:
      return &nettle_sha512_256;
    }
  g_return_val_if_reached (NULL);
}

gsize
digest_size (DigestAlgorithm algorithm)
{
  return get_hash (algorithm)->digest_size;
}

void
digest_hex (DigestAlgorithm algorithm, const Slice *parts, gsize n_parts, char out[DIGEST_HEX_SIZE])
{
  const struct nettle_hash *hash = get_hash (algorithm);
  DigestContext context;
  guint8 raw[SHA256_DIGEST_SIZE];

  g_assert (hash->context_size <= sizeof context && hash->digest_size <= sizeof raw);
  hash->init (&context);
  for (gsize i = 0; i < n_parts; i++)
    hash->update (&context, parts[i].n, (const guint8 *) parts[i].p);
  hash->digest (&context, hash->digest_size, raw);
  hex_encode (raw, hash->digest_size, out);
  secret_wipe (&context, sizeof context);
  secret_wipe (raw, sizeof raw);
}
