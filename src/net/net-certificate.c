/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Throw-away authorities and the certificates that they issue, in memory. */
#define G_LOG_DOMAIN "net-certificate"

#include "net-certificate.h"

#include <arpa/inet.h>
#include <gnutls/abstract.h>
#include <gnutls/crypto.h>
#include <gnutls/x509.h>
#include <string.h>

#include "net-error.h"
#include "util-secret.h"

#define BACKDATE_S 3600
#define SERIAL_BYTES 16
#define KEY_ID_BYTES 20

typedef struct gnutls_x509_crt_int Crt;
typedef struct gnutls_x509_privkey_int Key;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Crt, gnutls_x509_crt_deinit)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Key, gnutls_x509_privkey_deinit)

void
net_certificate_free (NetCertificate *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->certificate_pem);
  g_bytes_unref (self->key_pem);
  g_free (self);
}

/* One place turns GnuTLS' refusals into ours: each call below either succeeds or this is said */
static gboolean
check (int result, GError **error)
{
  if (result < 0)
    g_set_error (error, NET_ERROR, NET_ERROR_FAILED, "certificate: %s", gnutls_strerror (result));
  return result >= 0;
}

static Key *
make_key (GError **error)
{
  g_autoptr (Key) key = NULL;

  if (!check (gnutls_x509_privkey_init (&key), error) ||
      !check (gnutls_x509_privkey_generate (key, GNUTLS_PK_ECDSA,
                                            GNUTLS_CURVE_TO_BITS (GNUTLS_ECC_CURVE_SECP256R1), 0),
              error))
    return NULL;
  return g_steal_pointer (&key);
}

/* What every certificate has */
static Crt *
make_crt (Key *key, const char *name, gint64 lifetime_s, GError **error)
{
  g_autoptr (Crt) crt = NULL;
  gint64 now_s = g_get_real_time () / G_USEC_PER_SEC;
  guint8 serial[SERIAL_BYTES], key_id[KEY_ID_BYTES];
  size_t n = sizeof key_id;

  if (!check (gnutls_rnd (GNUTLS_RND_NONCE, serial, sizeof serial), error))
    return NULL;
  serial[0] =
      (guint8) ((serial[0] & 0x7F) | 0x40); /* RFC 5280 4.1.2.2: positive, no leading zero */
  if (!check (gnutls_x509_crt_init (&crt), error) ||
      !check (gnutls_x509_crt_set_version (crt, 3), error) ||
      !check (gnutls_x509_crt_set_serial (crt, serial, sizeof serial), error) ||
      !check (gnutls_x509_crt_set_activation_time (crt, now_s - BACKDATE_S), error) ||
      !check (gnutls_x509_crt_set_expiration_time (crt, now_s + lifetime_s), error) ||
      !check (gnutls_x509_crt_set_dn_by_oid (crt, GNUTLS_OID_X520_COMMON_NAME, 0, name,
                                             (unsigned) strlen (name)),
              error) ||
      !check (gnutls_x509_crt_set_key (crt, key), error) ||
      !check (gnutls_x509_crt_get_key_id (crt, GNUTLS_KEYID_USE_SHA1, key_id, &n), error) ||
      !check (gnutls_x509_crt_set_subject_key_id (crt, key_id, n), error))
    return NULL;
  return g_steal_pointer (&crt);
}

static void
free_wiped (gpointer data)
{
  GBytes *view = data;
  gsize n;
  gpointer p = (gpointer) g_bytes_get_data (view, &n);

  secret_wipe (p, n);
  g_bytes_unref (view);
}

static NetCertificate *
export_pem (Crt *crt, Key *key, GError **error)
{
  gnutls_datum_t certificate = { NULL, 0 }, private_key = { NULL, 0 };
  NetCertificate *self = NULL;

  if (check (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_PEM, &certificate), error) &&
      check (gnutls_x509_privkey_export2_pkcs8 (key, GNUTLS_X509_FMT_PEM, NULL, GNUTLS_PKCS_PLAIN,
                                                &private_key),
             error))
    {
      GBytes *bytes = g_bytes_new (private_key.data, private_key.size);

      self = g_new (NetCertificate, 1);
      self->certificate_pem = g_bytes_new (certificate.data, certificate.size);
      self->key_pem = g_bytes_new_with_free_func (g_bytes_get_data (bytes, NULL), private_key.size,
                                                  free_wiped, bytes);
    }
  gnutls_free (certificate.data);
  if (private_key.data != NULL)
    gnutls_memset (private_key.data, 0, private_key.size);
  gnutls_free (private_key.data);
  return self;
}

NetCertificate *
net_certificate_make_authority (const char *name, gint64 lifetime_s, GError **error)
{
  g_autoptr (Key) key = make_key (error);
  g_autoptr (Crt) crt = NULL;

  if (key == NULL)
    return NULL;
  crt = make_crt (key, name, lifetime_s, error);
  if (crt == NULL || !check (gnutls_x509_crt_set_basic_constraints (crt, 1, 0), error) ||
      !check (gnutls_x509_crt_set_key_usage (crt, GNUTLS_KEY_KEY_CERT_SIGN), error) ||
      !check (gnutls_x509_crt_sign2 (crt, crt, key, GNUTLS_DIG_SHA256, 0), error))
    return NULL;
  return export_pem (crt, key, error);
}

/* A host name as DNS and as RFC 5922's URI, an IP literal as iPAddress */
static gboolean
add_name (Crt *crt, const char *name, GError **error)
{
  guint8 address[sizeof (struct in6_addr)];
  gsize n = inet_pton (AF_INET, name, address) == 1    ? 4
            : inet_pton (AF_INET6, name, address) == 1 ? 16
                                                       : 0;
  g_autofree char *uri = g_strconcat ("sip:", name, NULL);

  if (n != 0)
    return check (gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_IPADDRESS, address,
                                                        (unsigned) n, GNUTLS_FSAN_APPEND),
                  error);
  return check (gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_DNSNAME, name,
                                                      (unsigned) strlen (name), GNUTLS_FSAN_APPEND),
                error) &&
         check (gnutls_x509_crt_set_subject_alt_name (crt, GNUTLS_SAN_URI, uri,
                                                      (unsigned) strlen (uri), GNUTLS_FSAN_APPEND),
                error);
}

static gboolean
import_authority (const NetCertificate *authority, Crt **crt, Key **key, GError **error)
{
  gsize n_certificate, n_key;
  guint8 *certificate = (guint8 *) g_bytes_get_data (authority->certificate_pem, &n_certificate);
  guint8 *private_key = (guint8 *) g_bytes_get_data (authority->key_pem, &n_key);
  gnutls_datum_t certificate_datum = { certificate, (unsigned) n_certificate };
  gnutls_datum_t key_datum = { private_key, (unsigned) n_key };

  return check (gnutls_x509_crt_init (crt), error) &&
         check (gnutls_x509_crt_import (*crt, &certificate_datum, GNUTLS_X509_FMT_PEM), error) &&
         check (gnutls_x509_privkey_init (key), error) &&
         check (gnutls_x509_privkey_import (*key, &key_datum, GNUTLS_X509_FMT_PEM), error);
}

static gboolean
set_authority_key_id (Crt *crt, Crt *issuer, GError **error)
{
  guint8 key_id[KEY_ID_BYTES];
  size_t n = sizeof key_id;

  return check (gnutls_x509_crt_get_subject_key_id (issuer, key_id, &n, NULL), error) &&
         check (gnutls_x509_crt_set_authority_key_id (crt, key_id, n), error);
}

NetCertificate *
net_certificate_issue (const NetCertificate *authority,
                       const char *const *names,
                       gint64 lifetime_s,
                       GError **error)
{
  g_autoptr (Crt) issuer = NULL, crt = NULL;
  g_autoptr (Key) issuer_key = NULL, key = NULL;

  if (names[0] == NULL)
    {
      g_set_error_literal (error, NET_ERROR, NET_ERROR_BAD_ARGUMENT, "a certificate needs a name");
      return NULL;
    }
  if (!import_authority (authority, &issuer, &issuer_key, error))
    return NULL;
  key = make_key (error);
  if (key == NULL)
    return NULL;
  crt = make_crt (key, names[0], lifetime_s, error);
  if (crt == NULL)
    return NULL;
  for (const char *const *name = names; *name != NULL; name++)
    if (!add_name (crt, *name, error))
      return NULL;
  if (!check (gnutls_x509_crt_set_basic_constraints (crt, 0, -1), error) ||
      !check (gnutls_x509_crt_set_key_usage (crt, GNUTLS_KEY_DIGITAL_SIGNATURE), error) ||
      !check (gnutls_x509_crt_set_key_purpose_oid (crt, GNUTLS_KP_TLS_WWW_SERVER, 0), error) ||
      !set_authority_key_id (crt, issuer, error) ||
      !check (gnutls_x509_crt_sign2 (crt, issuer, issuer_key, GNUTLS_DIG_SHA256, 0), error))
    return NULL;
  return export_pem (crt, key, error);
}
