/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Reads authorities: the system's, and files. */
#define G_LOG_DOMAIN "net-anchors"

#include "net-anchors.h"

#include <gnutls/x509.h>

#define FILE_MAX_BYTES (4 * 1024 * 1024)

static void
add_system_in_worker (TrustAnchors *anchors)
{
  gnutls_x509_trust_list_t list;
  gnutls_x509_trust_list_iter_t iter = NULL;
  gnutls_x509_crt_t crt;

  if (gnutls_x509_trust_list_init (&list, 0) != 0)
    return;
  gnutls_x509_trust_list_add_system_trust (list, 0, 0);
  while (gnutls_x509_trust_list_iter_get_ca (list, &iter, &crt) == 0)
    {
      gnutls_datum_t der = { NULL, 0 };

      if (gnutls_x509_crt_export2 (crt, GNUTLS_X509_FMT_DER, &der) == 0)
        trust_anchors_add_system_der (anchors, (Slice){ (const char *) der.data, der.size });
      gnutls_free (der.data);
      gnutls_x509_crt_deinit (crt);
    }
  gnutls_x509_trust_list_iter_deinit (iter);
  gnutls_x509_trust_list_deinit (list, 1);
}

static gboolean
add_file_in_worker (TrustAnchors *anchors, const char *file, GError **error)
{
  g_autofree char *contents = NULL;
  gsize n;
  g_autoptr (GError) cause = NULL;

  if (!g_file_get_contents (file, &contents, &n, &cause))
    g_set_error_literal (error, NET_ERROR, NET_ERROR_FILE, cause->message);
  else if (n > FILE_MAX_BYTES)
    g_set_error (error, NET_ERROR, NET_ERROR_FILE, "%s: too long", file);
  else if (!trust_anchors_add_pem (anchors, (Slice){ contents, n }, NULL, &cause))
    g_set_error (error, NET_ERROR, NET_ERROR_FILE, "%s: %s", file, cause->message);
  else
    return TRUE;
  return FALSE;
}

static void
load_in_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  char **files = task_data;
  g_autoptr (TrustAnchors) anchors = trust_anchors_new ();
  GError *error = NULL;

  add_system_in_worker (anchors);
  for (char **file = files; file != NULL && *file != NULL; file++)
    if (!add_file_in_worker (anchors, *file, &error))
      {
        g_task_return_error (task, error);
        return;
      }
  g_task_return_pointer (task, g_steal_pointer (&anchors), (GDestroyNotify) trust_anchors_unref);
}

void
net_anchors_load_async (const char *const *ca_files,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, net_anchors_load_async);
  g_task_set_task_data (task, g_strdupv ((char **) ca_files), (GDestroyNotify) g_strfreev);
  g_task_run_in_thread (task, load_in_worker);
}

TrustAnchors *
net_anchors_load_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, net_anchors_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
