/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A certificate copied into strings and bytes, for the front ends. */
#define G_LOG_DOMAIN "phone-certificate"

#include "phone-trust-report.h"

#include "phone-trust-report-private.h"

struct _PhoneCertificate
{
  GObject parent_instance;

  /* Owned */
  TrustCertificate *fields;
};

enum
{
  PROP_0,
  PROP_SUBJECT,
  PROP_ISSUER,
  PROP_SHA256,
  PROP_SPKI_SHA256,
  PROP_NOT_BEFORE,
  PROP_NOT_AFTER,
  PROP_SAN,
  PROP_KEY,
  PROP_SIGNATURE,
  PROP_DER,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (PhoneCertificate, phone_certificate, G_TYPE_OBJECT)

const char *
phone_certificate_get_subject (PhoneCertificate *self)
{
  return self->fields->subject;
}

const char *
phone_certificate_get_issuer (PhoneCertificate *self)
{
  return self->fields->issuer;
}

const char *
phone_certificate_get_sha256 (PhoneCertificate *self)
{
  return self->fields->sha256;
}

const char *
phone_certificate_get_spki_sha256 (PhoneCertificate *self)
{
  return self->fields->spki_sha256;
}

gint64
phone_certificate_get_not_before (PhoneCertificate *self)
{
  return self->fields->not_before_s;
}

gint64
phone_certificate_get_not_after (PhoneCertificate *self)
{
  return self->fields->not_after_s;
}

const char *const *
phone_certificate_get_san (PhoneCertificate *self)
{
  return (const char *const *) self->fields->san;
}

const char *
phone_certificate_get_key (PhoneCertificate *self)
{
  return self->fields->key;
}

const char *
phone_certificate_get_signature (PhoneCertificate *self)
{
  return self->fields->signature;
}

GBytes *
phone_certificate_get_der (PhoneCertificate *self)
{
  return self->fields->der;
}

char *
phone_certificate_dup_pem (PhoneCertificate *self)
{
  gsize n;
  const guchar *der = g_bytes_get_data (self->fields->der, &n);
  g_autofree char *base64 = g_base64_encode (der, n);
  GString *pem = g_string_new ("-----BEGIN CERTIFICATE-----\n");

  for (const char *line = base64; *line != '\0';)
    {
      gsize length = MIN (strlen (line), 64);

      g_string_append_len (pem, line, length);
      g_string_append_c (pem, '\n');
      line += length;
    }
  g_string_append (pem, "-----END CERTIFICATE-----\n");
  return g_string_free (pem, FALSE);
}

static void
phone_certificate_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const TrustCertificate *fields = PHONE_CERTIFICATE (object)->fields;

  switch (id)
    {
    case PROP_SUBJECT:
      g_value_set_string (value, fields->subject);
      break;
    case PROP_ISSUER:
      g_value_set_string (value, fields->issuer);
      break;
    case PROP_SHA256:
      g_value_set_string (value, fields->sha256);
      break;
    case PROP_SPKI_SHA256:
      g_value_set_string (value, fields->spki_sha256);
      break;
    case PROP_NOT_BEFORE:
      g_value_set_int64 (value, fields->not_before_s);
      break;
    case PROP_NOT_AFTER:
      g_value_set_int64 (value, fields->not_after_s);
      break;
    case PROP_SAN:
      g_value_set_boxed (value, fields->san);
      break;
    case PROP_KEY:
      g_value_set_string (value, fields->key);
      break;
    case PROP_SIGNATURE:
      g_value_set_string (value, fields->signature);
      break;
    case PROP_DER:
      g_value_set_boxed (value, fields->der);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
phone_certificate_finalize (GObject *object)
{
  g_clear_pointer (&PHONE_CERTIFICATE (object)->fields, trust_certificate_free);

  G_OBJECT_CLASS (phone_certificate_parent_class)->finalize (object);
}

static void
phone_certificate_class_init (PhoneCertificateClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = phone_certificate_get_property;
  object_class->finalize = phone_certificate_finalize;

  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, flags);
  properties[PROP_ISSUER] = g_param_spec_string ("issuer", NULL, NULL, NULL, flags);
  properties[PROP_SHA256] = g_param_spec_string ("sha256", NULL, NULL, NULL, flags);
  properties[PROP_SPKI_SHA256] = g_param_spec_string ("spki-sha256", NULL, NULL, NULL, flags);
  properties[PROP_NOT_BEFORE] =
      g_param_spec_int64 ("not-before", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_NOT_AFTER] =
      g_param_spec_int64 ("not-after", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_SAN] = g_param_spec_boxed ("san", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_SIGNATURE] = g_param_spec_string ("signature", NULL, NULL, NULL, flags);
  properties[PROP_DER] = g_param_spec_boxed ("der", NULL, NULL, G_TYPE_BYTES, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
phone_certificate_init (PhoneCertificate *self)
{
}

PhoneCertificate *
phone_certificate_new (const TrustCertificate *certificate)
{
  PhoneCertificate *self = g_object_new (PHONE_TYPE_CERTIFICATE, NULL);

  self->fields = trust_certificate_copy (certificate);
  return self;
}
