/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The authorities that are believed, and for which domains. */
#define G_LOG_DOMAIN "trust-anchors"

#include "trust-anchors-private.h"

#include <string.h>

#include "trust-error.h"
#include "trust-identity.h"

struct _TrustAnchors
{
  GPtrArray *anchors; /* of TrustAnchor, each reference-counted */
};

static void
clear_anchor (TrustAnchor *anchor)
{
  g_clear_pointer (&anchor->crt, trust_crt_free);
  g_clear_pointer (&anchor->subject, g_bytes_unref);
  g_strfreev (anchor->domains);
}

static void
anchor_unref (TrustAnchor *anchor)
{
  g_atomic_rc_box_release_full (anchor, (GDestroyNotify) clear_anchor);
}

TrustAnchors *
trust_anchors_new (void)
{
  TrustAnchors *self = g_atomic_rc_box_new0 (TrustAnchors);

  self->anchors = g_ptr_array_new_with_free_func ((GDestroyNotify) anchor_unref);
  return self;
}

TrustAnchors *
trust_anchors_ref (TrustAnchors *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (TrustAnchors *self)
{
  g_ptr_array_unref (self->anchors);
}

void
trust_anchors_unref (TrustAnchors *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

TrustAnchors *
trust_anchors_copy (const TrustAnchors *self)
{
  TrustAnchors *copy = trust_anchors_new ();

  for (guint i = 0; i < self->anchors->len; i++)
    g_ptr_array_add (copy->anchors, g_atomic_rc_box_acquire (g_ptr_array_index (self->anchors, i)));
  return copy;
}

guint
trust_anchors_get_n (const TrustAnchors *self)
{
  return self->anchors->len;
}

const TrustAnchor *
trust_anchors_get (const TrustAnchors *self, guint index)
{
  return g_ptr_array_index (self->anchors, index);
}

gboolean
trust_anchor_covers (const TrustAnchor *anchor, const char *identity)
{
  if (anchor->domains == NULL)
    return TRUE;
  for (char **domain = anchor->domains; *domain != NULL; domain++)
    if (trust_identity_is_below (identity, *domain))
      return TRUE;
  return FALSE;
}

/* RFC 5280 4.2.1.9: the CA bit; a root of version 1 has no extensions to say it in */
static gboolean
is_authority (TrustCrt *crt)
{
  unsigned is_ca = 0;

  if (gnutls_x509_crt_get_basic_constraints (crt, NULL, &is_ca, NULL) >= 0)
    return is_ca != 0;
  return gnutls_x509_crt_get_version (crt) < 3 && gnutls_x509_crt_check_issuer (crt, crt) != 0;
}

static void
add (TrustAnchors *self, TrustCrt *crt, const char *const *domains, gboolean is_system)
{
  TrustAnchor *anchor = g_atomic_rc_box_new0 (TrustAnchor);
  gnutls_datum_t subject = { NULL, 0 };

  gnutls_x509_crt_get_raw_dn (crt, &subject);
  anchor->subject = g_bytes_new (subject.data, subject.size);
  gnutls_free (subject.data);
  anchor->crt = crt;
  anchor->is_system = is_system;
  anchor->not_before_s = gnutls_x509_crt_get_activation_time (crt);
  anchor->not_after_s = gnutls_x509_crt_get_expiration_time (crt);
  if (domains != NULL)
    {
      GPtrArray *names = g_ptr_array_new ();

      for (const char *const *domain = domains; *domain != NULL; domain++)
        {
          char *name = trust_identity_normalize (*domain);

          if (name != NULL)
            g_ptr_array_add (names, name);
        }
      g_ptr_array_add (names, NULL);
      anchor->domains = (char **) g_ptr_array_free (names, FALSE);
    }
  g_ptr_array_add (self->anchors, anchor);
}

gboolean
trust_anchors_add_pem (TrustAnchors *self, Slice pem, const char *const *domains, GError **error)
{
  gnutls_datum_t datum = { (guint8 *) pem.p, (unsigned) pem.n };
  gnutls_x509_crt_t *list = NULL;
  unsigned n = 0, n_added = 0;

  if (pem.n > G_MAXINT ||
      gnutls_x509_crt_list_import2 (&list, &n, &datum, GNUTLS_X509_FMT_PEM, 0) < 0)
    {
      g_set_error_literal (error, TRUST_ERROR, TRUST_ERROR_NOT_PEM, "no PEM certificate");
      return FALSE;
    }
  for (unsigned i = 0; i < n; i++)
    if (is_authority (list[i]))
      {
        add (self, list[i], domains, FALSE);
        n_added++;
      }
    else
      gnutls_x509_crt_deinit (list[i]);
  gnutls_free (list);

  if (n_added == 0)
    g_set_error_literal (error, TRUST_ERROR, TRUST_ERROR_NOT_AUTHORITY,
                         "no certificate of an authority");
  return n_added > 0;
}

gboolean
trust_anchors_add_system_der (TrustAnchors *self, Slice der)
{
  TrustCrt *crt = trust_crt_parse ((const guint8 *) der.p, der.n);

  if (crt != NULL)
    add (self, crt, NULL, TRUE);
  return crt != NULL;
}
