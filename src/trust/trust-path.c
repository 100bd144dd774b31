/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The way from a leaf to an authority. GnuTLS decides whether it is sound; what is built here finds
 * the way, and the reason where there is none. */
#define G_LOG_DOMAIN "trust-path"

#include "trust-path.h"

#include <string.h>
#include <gnutls/x509-ext.h>

#include "trust-identity.h"

#define STEPS_MAX 64 /* links tried: a chain is made by a stranger */
#define DATUM_MAX_BYTES 1024

/* Time and strength are judged by steps of their own */
#define VERIFY_FLAGS                                                                               \
  (GNUTLS_VERIFY_DISABLE_TIME_CHECKS | GNUTLS_VERIFY_ALLOW_BROKEN |                                \
   GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1)
#define NOT_OURS (GNUTLS_CERT_INVALID | GNUTLS_CERT_INSECURE_ALGORITHM)

typedef enum
{
  PATH_NONE,    /* leads nowhere */
  PATH_FAULTY,  /* to an authority, with a fault */
  PATH_SOUND,   /* not at this time */
  PATH_PERFECT, /* nothing better to be found */
} PathRank;

typedef struct
{
  TrustCrt *const *chain;
  guint n;
  const TrustAnchors *anchors;
  const char *identity; /* NULL: whatever the authorities are for */
  gint64 unix_s;
  TrustPath at; /* as far as it is built */
  TrustPath best;
  PathRank best_rank;
  guint steps;
} Search;

static gboolean
is_self_issued (TrustCrt *crt)
{
  gnutls_datum_t subject = { NULL, 0 }, issuer = { NULL, 0 };
  gboolean same = FALSE;

  if (gnutls_x509_crt_get_raw_dn (crt, &subject) == 0 &&
      gnutls_x509_crt_get_raw_issuer_dn (crt, &issuer) == 0)
    same = subject.size == issuer.size && memcmp (subject.data, issuer.data, issuer.size) == 0;
  gnutls_free (subject.data);
  gnutls_free (issuer.data);
  return same;
}

static gboolean
is_signed_by (TrustCrt *crt, TrustCrt *issuer)
{
  unsigned status = 0;

  /* the issuer's CA bit is not the question */
  if (gnutls_x509_crt_verify (crt, &issuer, 1, VERIFY_FLAGS | GNUTLS_VERIFY_DISABLE_CA_SIGN,
                              &status) != 0)
    return FALSE;
  return (status & (GNUTLS_CERT_SIGNATURE_FAILURE | GNUTLS_CERT_SIGNER_NOT_FOUND)) == 0;
}

/* RFC 5280 4.2.1.9: CA bit and 4.2.1.3: keyCertSign */
static gboolean
may_issue (TrustCrt *crt, int *path_length)
{
  unsigned is_ca = 0, usage = 0;

  *path_length = -1;
  if (gnutls_x509_crt_get_basic_constraints (crt, NULL, &is_ca, path_length) < 0 || is_ca == 0)
    return FALSE;
  return gnutls_x509_crt_get_key_usage (crt, &usage, NULL) < 0 ||
         (usage & GNUTLS_KEY_KEY_CERT_SIGN) != 0;
}

/* RFC 5280 4.2.1.10, and beyond it: a host named by a SIP URI is held to the constraints for DNS
 * names too, else whoever may issue for one domain could issue `sip:` any other. */
static gboolean
violates_name_constraints (TrustCrt *leaf, TrustCrt *issuer)
{
  g_autoptr (GPtrArray) hosts = NULL;
  gnutls_x509_name_constraints_t constraints;
  gboolean violates = FALSE;

  if (gnutls_x509_name_constraints_init (&constraints) != 0)
    return TRUE;
  if (gnutls_x509_crt_get_name_constraints (issuer, constraints, 0, NULL) == 0)
    {
      hosts = trust_identity_get_hosts (leaf);
      for (guint i = 0; i < hosts->len && !violates; i++)
        {
          char *host = g_ptr_array_index (hosts, i);
          gnutls_datum_t name = { (guint8 *) host, (unsigned) strlen (host) };

          violates =
              gnutls_x509_name_constraints_check (constraints, GNUTLS_SAN_DNSNAME, &name) == 0;
        }
    }
  gnutls_x509_name_constraints_deinit (constraints);
  return violates;
}

static void
blame (TrustPath *path, guint index, const char *cause)
{
  path->cause = cause;
  path->culprit = path->certs[index];
}

/* Our own look at each issuer; names the fault, which GnuTLS' one bit for constraints doesn't. */
static gboolean
check_issuers (TrustPath *path)
{
  guint below = 0; /* issuers between this one and the leaf that are not self-issued */

  for (guint i = 1; i < path->n; i++)
    {
      gboolean is_anchor = i + 1 == path->n && path->anchor != NULL;
      int path_length;

      if (!may_issue (path->certs[i], &path_length) && !is_anchor)
        blame (path, i, "not-an-authority");
      else if (path_length >= 0 && below > (guint) path_length)
        blame (path, i, "path-length");
      else if (violates_name_constraints (path->certs[0], path->certs[i]))
        blame (path, i, "name-constraint");
      if (path->cause != NULL)
        return FALSE;
      below += is_self_issued (path->certs[i]) ? 0 : 1;
    }
  return TRUE;
}

/* The deciding word: GnuTLS over the whole path with this one authority */
static void
verify_with_gnutls (TrustPath *path)
{
  gnutls_x509_trust_list_t list;
  TrustCrt *anchor = path->certs[path->n - 1];
  unsigned status = GNUTLS_CERT_INVALID | GNUTLS_CERT_SIGNATURE_FAILURE;

  if (gnutls_x509_trust_list_init (&list, 1) != 0)
    {
      blame (path, 0, "bad-signature");
      return;
    }
  if (gnutls_x509_trust_list_add_cas (list, &anchor, 1, 0) == 1)
    gnutls_x509_trust_list_verify_crt2 (list, path->certs, path->n - 1, NULL, 0, VERIFY_FLAGS,
                                        &status, NULL);
  gnutls_x509_trust_list_deinit (list, 0);

  if ((status & GNUTLS_CERT_SIGNER_NOT_CA) != 0)
    blame (path, path->n - 1, "not-an-authority");
  else if ((status & GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE) != 0)
    blame (path, 0, "name-constraint");
  else if ((status & GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS) != 0)
    blame (path, 0, "unknown-extension");
  else if ((status & GNUTLS_CERT_SIGNER_NOT_FOUND) != 0)
    blame (path, 0, "unknown-issuer");
  else if ((status & ~(unsigned) NOT_OURS) != 0)
    blame (path, 0, "bad-signature");
}

static void
find_bad_link (TrustPath *path)
{
  for (guint i = 0; i + 1 < path->n; i++)
    if (!is_signed_by (path->certs[i], path->certs[i + 1]))
      {
        blame (path, i, "bad-signature");
        return;
      }
}

static gboolean
is_valid_at (const TrustPath *path, gint64 unix_s)
{
  for (guint i = 0; i < path->n; i++)
    if (unix_s < gnutls_x509_crt_get_activation_time (path->certs[i]) ||
        unix_s > gnutls_x509_crt_get_expiration_time (path->certs[i]))
      return FALSE;
  return TRUE;
}

/* A path that ends at an authority: how good is it? */
static void
judge (Search *search)
{
  TrustPath path = search->at;
  PathRank rank;

  if (path.n > 1) /* a leaf that is believed itself needs nobody */
    {
      find_bad_link (&path);
      if (path.cause == NULL && check_issuers (&path))
        verify_with_gnutls (&path);
    }
  if (path.cause != NULL)
    rank = PATH_FAULTY;
  else
    rank = is_valid_at (&path, search->unix_s) ? PATH_PERFECT : PATH_SOUND;
  if (rank > search->best_rank)
    {
      search->best = path;
      search->best_rank = rank;
    }
}

static void
push (TrustPath *path, TrustCrt *crt)
{
  path->certs[path->n++] = crt;
}

static gboolean
is_usable (const Search *search, const TrustAnchor *anchor)
{
  return search->identity == NULL || trust_anchor_covers (anchor, search->identity);
}

static void
try_anchors (Search *search, TrustCrt *last)
{
  gnutls_datum_t name = { NULL, 0 };

  if (gnutls_x509_crt_get_raw_issuer_dn (last, &name) != 0)
    return;
  for (guint i = 0; search->anchors != NULL && i < trust_anchors_get_n (search->anchors); i++)
    {
      const TrustAnchor *anchor = trust_anchors_get (search->anchors, i);
      gboolean is_last = trust_crt_equal (anchor->crt, last);

      if (search->best_rank == PATH_PERFECT || search->steps >= STEPS_MAX)
        break;
      if (!is_last &&
          (g_bytes_get_size (anchor->subject) != name.size ||
           memcmp (g_bytes_get_data (anchor->subject, NULL), name.data, name.size) != 0 ||
           gnutls_x509_crt_check_issuer (last, anchor->crt) == 0))
        continue;
      if (!is_usable (search, anchor))
        continue;
      search->steps++;
      search->at.anchor = anchor;
      if (!is_last)
        push (&search->at, anchor->crt);
      judge (search);
      if (!is_last)
        search->at.n--;
      search->at.anchor = NULL;
    }
  gnutls_free (name.data);
}

static gboolean
contains (const TrustPath *path, TrustCrt *crt)
{
  for (guint i = 0; i < path->n; i++)
    if (path->certs[i] == crt || trust_crt_equal (path->certs[i], crt))
      return TRUE;
  return FALSE;
}

/* Depth first, authorities before what the server sent. No recursion deeper than the chain. */
static void
extend (Search *search)
{
  TrustCrt *last = search->at.certs[search->at.n - 1];

  try_anchors (search, last);
  if (search->best_rank == PATH_NONE && search->at.n > search->best.n)
    search->best = search->at;
  for (guint i = 1; i < search->n && search->at.n < TRUST_PATH_MAX; i++)
    {
      if (search->best_rank == PATH_PERFECT || search->steps >= STEPS_MAX)
        return;
      if (contains (&search->at, search->chain[i]) ||
          gnutls_x509_crt_check_issuer (last, search->chain[i]) == 0)
        continue;
      search->steps++;
      push (&search->at, search->chain[i]);
      extend (search);
      search->at.n--;
    }
}

static void
search_path (Search *search)
{
  search->at = (TrustPath){ .certs = { search->chain[0] }, .n = 1 };
  search->best = search->at;
  search->best_rank = PATH_NONE;
  search->steps = 0;
  extend (search);
}

/* RFC 5280 4.2.1.1: the key identifier may name the issuer's issuer, which then is known */
static gboolean
names_known_grandparent (TrustCrt *crt, const TrustAnchors *anchors)
{
  guint8 name[DATUM_MAX_BYTES], serial[DATUM_MAX_BYTES];
  size_t name_n = sizeof name, serial_n = sizeof serial;
  unsigned type = 0;
  gboolean known = FALSE;

  if (anchors == NULL ||
      gnutls_x509_crt_get_authority_key_gn_serial (crt, 0, name, &name_n, &type, serial, &serial_n,
                                                   NULL) < 0 ||
      type != GNUTLS_SAN_DN)
    return FALSE;
  for (guint i = 0; i < trust_anchors_get_n (anchors) && !known; i++)
    {
      gnutls_datum_t dn = { NULL, 0 };

      if (gnutls_x509_crt_get_dn3 (trust_anchors_get (anchors, i)->crt, &dn,
                                   GNUTLS_X509_DN_FLAG_COMPAT) == 0)
        known = dn.size == name_n && memcmp (dn.data, name, name_n) == 0;
      gnutls_free (dn.data);
    }
  return known;
}

/* Says where its issuer's certificate can be fetched: then it is one that a server should send */
static gboolean
names_place_of_issuer (TrustCrt *crt)
{
  gnutls_datum_t uri = { NULL, 0 };
  gboolean found = FALSE;

  for (unsigned i = 0; !found; i++)
    {
      int result =
          gnutls_x509_crt_get_authority_info_access (crt, i, GNUTLS_IA_CAISSUERS_URI, &uri, NULL);

      if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        break;
      found = result >= 0;
      if (result < 0 && result != GNUTLS_E_UNKNOWN_ALGORITHM)
        break;
      g_clear_pointer (&uri.data, gnutls_free);
    }
  gnutls_free (uri.data);
  return found;
}

/* The chain leads to nobody who is believed: why? */
static const char *
explain_dead_end (const Search *search, const TrustPath *path)
{
  TrustCrt *leaf = path->certs[0], *last = path->certs[path->n - 1];
  Search elsewhere = *search;

  if (is_self_issued (leaf) && is_signed_by (leaf, leaf))
    return "self-signed";
  elsewhere.identity = NULL;
  search_path (&elsewhere);
  if (elsewhere.best_rank > PATH_FAULTY)
    return "out-of-scope";
  if (is_self_issued (last))
    return "unknown-issuer";
  if (names_known_grandparent (last, search->anchors) ||
      (path->n == 1 && names_place_of_issuer (last)))
    return "missing-intermediate";
  return "unknown-issuer";
}

void
trust_path_find (TrustCrt *const *chain,
                 guint n,
                 const TrustAnchors *anchors,
                 const char *identity,
                 gint64 unix_s,
                 TrustPath *out)
{
  Search search = {
    .chain = chain, .n = n, .anchors = anchors, .identity = identity, .unix_s = unix_s
  };

  g_return_if_fail (n > 0);

  search_path (&search);
  *out = search.best;
  if (search.best_rank == PATH_NONE)
    {
      find_bad_link (out);
      if (out->cause == NULL && check_issuers (out))
        blame (out, out->n - 1, explain_dead_end (&search, out));
    }
}
