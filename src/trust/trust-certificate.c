/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A certificate's fields as they are shown and compared. */
#define G_LOG_DOMAIN "trust-certificate"

#include "trust-certificate.h"

#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509-ext.h>

#include "trust-text.h"
#include "util-hex.h"

#define FIELD_MAX_CHARS 1024
#define SHA256_BYTES 32
#define OID_SUBJECT_ALT_NAME "2.5.29.17"

void
trust_crt_free (TrustCrt *crt)
{
  if (crt != NULL)
    gnutls_x509_crt_deinit (crt);
}

TrustCrt *
trust_crt_parse (const guint8 *p, gsize n)
{
  gnutls_datum_t der = { (guint8 *) p, (unsigned) n };
  gnutls_x509_crt_t crt;

  if (n > G_MAXINT || gnutls_x509_crt_init (&crt) != 0)
    return NULL;
  if (gnutls_x509_crt_import (crt, &der, GNUTLS_X509_FMT_DER) != 0)
    g_clear_pointer (&crt, gnutls_x509_crt_deinit);
  return crt;
}

gboolean
trust_crt_equal (TrustCrt *a, TrustCrt *b)
{
  return gnutls_x509_crt_equals (a, b) != 0;
}

char *
trust_crt_get_spki_sha256 (TrustCrt *crt)
{
  guint8 id[SHA256_BYTES] = { 0 };
  size_t n = sizeof id;

  /* a key that GnuTLS does not know still has an id: that of the bytes */
  if (gnutls_x509_crt_get_key_id (crt, GNUTLS_KEYID_USE_SHA256, id, &n) != 0)
    return g_strdup ("");
  return hex_encode_dup (id, n);
}

gboolean
trust_crt_foreach_san (TrustCrt *crt, TrustSanFunc func, gpointer user_data)
{
  gnutls_datum_t ext = { NULL, 0 };
  gnutls_subject_alt_names_t names = NULL;
  gnutls_datum_t value;
  unsigned type;
  gboolean found = FALSE;

  if (gnutls_x509_crt_get_extension_by_oid2 (crt, OID_SUBJECT_ALT_NAME, 0, &ext, NULL) != 0)
    return FALSE;
  if (gnutls_subject_alt_names_init (&names) == 0 &&
      gnutls_x509_ext_import_subject_alt_names (&ext, names, 0) == 0)
    for (unsigned i = 0; gnutls_subject_alt_names_get (names, i, &type, &value, NULL) == 0; i++)
      {
        func (type, &value, user_data);
        found = TRUE;
      }
  if (names != NULL)
    gnutls_subject_alt_names_deinit (names);
  gnutls_free (ext.data);
  return found;
}

static void
add_san_text (gnutls_x509_subject_alt_name_t type, const gnutls_datum_t *value, gpointer user_data)
{
  GPtrArray *texts = user_data;
  char address[INET6_ADDRSTRLEN] = "?";
  const char *prefix = NULL;
  g_autofree char *text = NULL;

  switch (type)
    {
    case GNUTLS_SAN_DNSNAME:
      prefix = "DNS";
      break;
    case GNUTLS_SAN_URI:
      prefix = "URI";
      break;
    case GNUTLS_SAN_RFC822NAME:
      prefix = "email";
      break;
    case GNUTLS_SAN_IPADDRESS:
      if (value->size == 4 || value->size == 16)
        inet_ntop (value->size == 4 ? AF_INET : AF_INET6, value->data, address, sizeof address);
      g_ptr_array_add (texts, g_strconcat ("IP:", address, NULL));
      return;
    default: /* a foreign enum; directory and other names are no names of a server */
      return;
    }
  text = trust_text_from_bytes ((const char *) value->data, value->size, FIELD_MAX_CHARS);
  g_ptr_array_add (texts, g_strconcat (prefix, ":", text, NULL));
}

static char *
key_text (TrustCrt *crt)
{
  unsigned bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (crt, &bits);
  const char *name;

  switch (algorithm)
    {
    case GNUTLS_PK_EDDSA_ED25519:
      return g_strdup ("Ed25519");
    case GNUTLS_PK_EDDSA_ED448:
      return g_strdup ("Ed448");
    case GNUTLS_PK_ECDSA:
      return g_strdup_printf ("ECDSA-%u", bits);
    default:
      name = algorithm < 0 ? NULL : gnutls_pk_get_name ((gnutls_pk_algorithm_t) algorithm);
      return g_strdup_printf ("%s-%u", name != NULL ? name : "?", bits);
    }
}

static char *
signature_text (TrustCrt *crt)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (crt);
  const char *name =
      algorithm <= 0 ? NULL : gnutls_sign_get_name ((gnutls_sign_algorithm_t) algorithm);

  return g_strdup (name != NULL ? name : "?");
}

static char *
dn_text (TrustCrt *crt, int (*get) (gnutls_x509_crt_t, gnutls_datum_t *, unsigned))
{
  gnutls_datum_t dn = { NULL, 0 };
  char *text;

  if (get (crt, &dn, 0) != 0)
    return g_strdup ("");
  text = trust_text_from_bytes ((const char *) dn.data, dn.size, FIELD_MAX_CHARS);
  gnutls_free (dn.data);
  return text;
}

TrustCertificate *
trust_certificate_from_crt (TrustCrt *crt)
{
  TrustCertificate *self = g_new0 (TrustCertificate, 1);
  g_autoptr (GPtrArray) san = g_ptr_array_new ();
  gnutls_datum_t der = { NULL, 0 };
  guint8 sha256[SHA256_BYTES];

  if (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_DER, &der) != 0)
    der.size = 0;
  self->der = g_bytes_new (der.data, der.size);
  gnutls_hash_fast (GNUTLS_DIG_SHA256, der.data, der.size, sha256);
  gnutls_free (der.data);

  self->subject = dn_text (crt, gnutls_x509_crt_get_dn3);
  self->issuer = dn_text (crt, gnutls_x509_crt_get_issuer_dn3);
  self->sha256 = hex_encode_dup (sha256, sizeof sha256);
  self->spki_sha256 = trust_crt_get_spki_sha256 (crt);
  self->not_before_s = gnutls_x509_crt_get_activation_time (crt);
  self->not_after_s = gnutls_x509_crt_get_expiration_time (crt);
  trust_crt_foreach_san (crt, add_san_text, san);
  g_ptr_array_add (san, NULL);
  self->san = (char **) g_ptr_array_steal (san, NULL);
  self->key = key_text (crt);
  self->signature = signature_text (crt);
  return self;
}

TrustCertificate *
trust_certificate_new (GBytes *der)
{
  gsize n;
  const guint8 *p = g_bytes_get_data (der, &n);
  g_autoptr (TrustCrt) crt = trust_crt_parse (p, n);

  return crt == NULL ? NULL : trust_certificate_from_crt (crt);
}

TrustCertificate *
trust_certificate_copy (const TrustCertificate *self)
{
  TrustCertificate *copy = g_new (TrustCertificate, 1);

  *copy = (TrustCertificate){
    .subject = g_strdup (self->subject),
    .issuer = g_strdup (self->issuer),
    .sha256 = g_strdup (self->sha256),
    .spki_sha256 = g_strdup (self->spki_sha256),
    .not_before_s = self->not_before_s,
    .not_after_s = self->not_after_s,
    .san = g_strdupv (self->san),
    .key = g_strdup (self->key),
    .signature = g_strdup (self->signature),
    .der = g_bytes_ref (self->der),
  };
  return copy;
}

void
trust_certificate_free (TrustCertificate *self)
{
  if (self == NULL)
    return;
  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->sha256);
  g_free (self->spki_sha256);
  g_strfreev (self->san);
  g_free (self->key);
  g_free (self->signature);
  g_bytes_unref (self->der);
  g_free (self);
}
