/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A GnuTLS session over a socket that never blocks. */
#define G_LOG_DOMAIN "net-tls"

#include "net-tls.h"

#include <errno.h>
#include <gnutls/x509.h>
#include <string.h>
#include <sys/socket.h>

#include "net-tls-error.h"

/* PROTOCOL 9.1, word for word. There is no other. */
#define PRIORITY                                                                                   \
  "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:-KX-ALL:+ECDHE-ECDSA:+ECDHE-RSA:-CIPHER-ALL:"        \
  "+AES-256-GCM:+CHACHA20-POLY1305:+AES-128-GCM:-MAC-ALL:+AEAD:-GROUP-ALL:+GROUP-X25519:"          \
  "+GROUP-SECP256R1:+GROUP-SECP384R1:+GROUP-SECP521R1:-SIGN-RSA-SHA1:-SIGN-ECDSA-SHA1:"            \
  "%PROFILE_MEDIUM:%SAFE_RENEGOTIATION:%NO_TICKETS_TLS12"
/* a syntax error before this version; there the handshake's result is looked at */
#define SESSION_HASH ":%FORCE_SESSION_HASH"
#define SESSION_HASH_SINCE "3.8.1"
#define FIRST_BYTES_MAX 64
#define HELLO_REQUESTS_MAX 1 /* PROTOCOL 9.1: refused once, the second ends the connection */

struct _NetTlsCredentials
{
  gnutls_certificate_credentials_t gnutls;
};

struct _NetTls
{
  /* Owned */
  GSocket *socket;
  gnutls_session_t session;
  NetTlsCredentials *credentials;

  NetTlsVerify verify;
  gpointer user_data;
  gboolean was_verified, was_refused;
  gnutls_alert_description_t refusal;

  guint8 first_bytes[FIRST_BYTES_MAX]; /* as they came in: what is it that answers? */
  gsize n_first_bytes;
  gboolean has_read;                       /* beyond looking */
  gnutls_cipher_algorithm_t chosen_cipher; /* by the server's hello */
  gboolean is_deaf;                        /* the other side does not read any more */
  gboolean has_ended;                      /* the other side closed TCP */
  gboolean has_timed_out;                  /* TCP_USER_TIMEOUT, or keep-alive unanswered */
  guint n_hello_requests;
};

NetTlsCredentials *
net_tls_credentials_new_client (void)
{
  NetTlsCredentials *self = g_atomic_rc_box_new0 (NetTlsCredentials);

  gnutls_certificate_allocate_credentials (&self->gnutls);
  return self;
}

NetTlsCredentials *
net_tls_credentials_new_server (GBytes *certificate_pem, GBytes *key_pem, GError **error)
{
  g_autoptr (NetTlsCredentials) self = net_tls_credentials_new_client ();
  gsize n_certificate, n_key;
  guint8 *certificate = (guint8 *) g_bytes_get_data (certificate_pem, &n_certificate);
  guint8 *key = (guint8 *) g_bytes_get_data (key_pem, &n_key);
  gnutls_datum_t certificate_datum = { certificate, (unsigned) n_certificate };
  gnutls_datum_t key_datum = { key, (unsigned) n_key };
  int result = gnutls_certificate_set_x509_key_mem2 (self->gnutls, &certificate_datum, &key_datum,
                                                     GNUTLS_X509_FMT_PEM, NULL, 0);

  if (result < 0)
    {
      g_set_error (error, NET_ERROR, NET_ERROR_BAD_ARGUMENT, "certificate or key: %s",
                   gnutls_strerror (result));
      return NULL;
    }
  return g_steal_pointer (&self);
}

NetTlsCredentials *
net_tls_credentials_ref (NetTlsCredentials *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_credentials (NetTlsCredentials *self)
{
  gnutls_certificate_free_credentials (self->gnutls);
}

void
net_tls_credentials_unref (NetTlsCredentials *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, (GDestroyNotify) clear_credentials);
}

/* GnuTLS reads from here, in the engine's thread. The first bytes are looked at before they are
 * taken, all that have arrived: GnuTLS asks for five. */
static ssize_t
pull (gnutls_transport_ptr_t data, void *p, size_t n)
{
  NetTls *self = data;
  int fd = g_socket_get_fd (self->socket);
  ssize_t got;

  if (!self->has_read)
    {
      got = recv (fd, self->first_bytes, sizeof self->first_bytes, MSG_PEEK);
      if (got > 0)
        self->n_first_bytes = (gsize) got;
    }
  got = recv (fd, p, n, 0);
  self->has_read |= got > 0;
  self->has_ended |= got == 0;
  if (got < 0)
    {
      self->has_timed_out |= errno == ETIMEDOUT;
      gnutls_transport_set_errno (self->session, errno);
    }
  return got;
}

/* A peer that refuses us says why and closes, perhaps while we still write. What it said is worth
 * more than the broken pipe: once writing fails it is swallowed, reading will tell the reason. */
static ssize_t
push (gnutls_transport_ptr_t data, const void *p, size_t n)
{
  NetTls *self = data;
  ssize_t sent =
      self->is_deaf ? (ssize_t) n : send (g_socket_get_fd (self->socket), p, n, MSG_NOSIGNAL);

  if (sent >= 0)
    return sent;
  if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
    {
      self->has_timed_out |= errno == ETIMEDOUT;
      self->is_deaf = TRUE;
      return (ssize_t) n;
    }
  gnutls_transport_set_errno (self->session, errno);
  return sent;
}

/* GnuTLS asks before it waits inside a call; this session never waits */
static int
pull_timeout (gnutls_transport_ptr_t data, unsigned ms)
{
  NetTls *self = data;

  return g_socket_condition_check (self->socket, G_IO_IN) != 0 ? 1 : 0;
}

static NetTls *
tls_new (GSocket *socket,
         unsigned flags,
         NetTlsCredentials *credentials,
         const char *priority_suffix,
         GError **error)
{
  g_autoptr (NetTls) self = g_new0 (NetTls, 1);
  gboolean has_session_hash = gnutls_check_version (SESSION_HASH_SINCE) != NULL;
  g_autofree char *priority =
      g_strconcat (PRIORITY, has_session_hash ? SESSION_HASH : "",
                   priority_suffix != NULL ? ":" : "", priority_suffix, NULL);
  int result;

  self->socket = g_object_ref (socket);
  self->credentials = net_tls_credentials_ref (credentials);
  self->refusal = GNUTLS_A_BAD_CERTIFICATE;
  result = gnutls_init (&self->session, flags | GNUTLS_NONBLOCK | GNUTLS_NO_SIGNAL);
  if (result >= 0)
    result = gnutls_credentials_set (self->session, GNUTLS_CRD_CERTIFICATE, credentials->gnutls);
  if (result < 0)
    {
      g_set_error (error, NET_ERROR, NET_ERROR_FAILED, "TLS session: %s", gnutls_strerror (result));
      return NULL;
    }
  result = gnutls_priority_set_direct (self->session, priority, NULL);
  if (result < 0)
    {
      g_set_error (error, NET_ERROR, NET_ERROR_BAD_ARGUMENT, "TLS priorities: %s",
                   gnutls_strerror (result));
      return NULL;
    }
  gnutls_session_set_ptr (self->session, self);
  gnutls_transport_set_ptr (self->session, self);
  gnutls_transport_set_pull_function (self->session, pull);
  gnutls_transport_set_push_function (self->session, push);
  gnutls_transport_set_pull_timeout_function (self->session, pull_timeout);
  gnutls_handshake_set_timeout (self->session, GNUTLS_INDEFINITE_TIMEOUT); /* limits are ours */
  return g_steal_pointer (&self);
}

static int
on_verify (gnutls_session_t session)
{
  NetTls *self = gnutls_session_get_ptr (session);

  self->was_verified = TRUE;
  self->was_refused = self->verify == NULL || !self->verify (self, self->user_data);
  return self->was_refused ? GNUTLS_E_CERTIFICATE_VERIFICATION_ERROR : 0;
}

/* RFC 5246 7.4.1.3, RFC 8446 4.1.3: version, random, session id, cipher suite. While a TLS 1.2
 * handshake goes on, GnuTLS does not tell the cipher yet; a refusal is to name it all the same. */
static int
on_server_hello (gnutls_session_t session,
                 unsigned type,
                 unsigned when,
                 unsigned incoming,
                 const gnutls_datum_t *message)
{
  NetTls *self = gnutls_session_get_ptr (session);
  gsize at = 2 + 32;
  guint8 id[2];
  gnutls_cipher_algorithm_t cipher;

  if (message->size <= at)
    return 0;
  at += 1 + message->data[at];
  if (message->size < at + 2)
    return 0;
  for (gsize i = 0; gnutls_cipher_suite_info (i, id, NULL, &cipher, NULL, NULL) != NULL; i++)
    if (memcmp (id, message->data + at, sizeof id) == 0)
      self->chosen_cipher = cipher;
  return 0;
}

NetTls *
net_tls_new_client (GSocket *socket,
                    const char *server_name,
                    const char *priority_suffix,
                    NetTlsVerify verify,
                    gpointer user_data,
                    GError **error)
{
  g_autoptr (NetTlsCredentials) credentials = net_tls_credentials_new_client ();
  NetTls *self = tls_new (socket, GNUTLS_CLIENT, credentials, priority_suffix, error);

  if (self == NULL)
    return NULL;
  self->verify = verify;
  self->user_data = user_data;
  /* not gnutls_session_set_verify_cert(), which matches wildcards and common names */
  gnutls_session_set_verify_function (self->session, on_verify);
  gnutls_handshake_set_hook_function (self->session, GNUTLS_HANDSHAKE_SERVER_HELLO,
                                      GNUTLS_HOOK_POST, on_server_hello);
  if (!g_hostname_is_ip_address (server_name))
    gnutls_server_name_set (self->session, GNUTLS_NAME_DNS, server_name, strlen (server_name));
  return self;
}

NetTls *
net_tls_new_server (GSocket *socket, NetTlsCredentials *credentials, GError **error)
{
  return tls_new (socket, GNUTLS_SERVER, credentials, NULL, error);
}

void
net_tls_free (NetTls *self)
{
  if (self == NULL)
    return;
  if (self->session != NULL)
    gnutls_deinit (self->session);
  g_clear_pointer (&self->credentials, net_tls_credentials_unref);
  if (self->socket != NULL)
    g_socket_close (self->socket, NULL);
  g_clear_object (&self->socket);
  g_free (self);
}

void
net_tls_forget_verify (NetTls *self)
{
  self->verify = NULL;
  self->user_data = NULL;
}

void
net_tls_set_refusal (NetTls *self, gnutls_alert_description_t alert)
{
  self->refusal = alert;
}

static NetTlsResult
wait_for (NetTls *self)
{
  return gnutls_record_get_direction (self->session) == 0 ? NET_TLS_WANTS_READ
                                                          : NET_TLS_WANTS_WRITE;
}

static NetTlsResult
fail (NetTls *self, int code, gboolean in_handshake, GError **error)
{
  gboolean is_alert = code == GNUTLS_E_FATAL_ALERT_RECEIVED;
  NetTlsFailure failure = {
    /* how GnuTLS calls an end in the middle of a record depends on the place */
    .code = is_alert              ? code
            : self->has_timed_out ? GNUTLS_E_TIMEDOUT
            : self->has_ended     ? GNUTLS_E_PREMATURE_TERMINATION
                                  : code,
    .in_handshake = in_handshake,
    .alert = is_alert ? (int) gnutls_alert_get (self->session) : -1,
    .was_asked_for_certificate = net_tls_was_asked_for_certificate (self),
    .first_bytes = { (const char *) self->first_bytes, self->n_first_bytes },
  };

  net_tls_failure_to_gerror (&failure, error);
  return NET_TLS_FAILED;
}

/* RFC 7627, RFC 5746: what 1.3 has built in, 1.2 must have agreed on */
static gboolean
is_sound (NetTls *self)
{
  return net_tls_is_1_3 (self) || (gnutls_session_ext_master_secret_status (self->session) != 0 &&
                                   gnutls_safe_renegotiation_status (self->session) != 0);
}

static gboolean
has_peer_chain (NetTls *self)
{
  unsigned n = 0;

  return gnutls_certificate_get_peers (self->session, &n) != NULL && n > 0;
}

NetTlsResult
net_tls_handshake (NetTls *self, GError **error)
{
  int result;

  do
    result = gnutls_handshake (self->session);
  while (result == GNUTLS_E_INTERRUPTED || result == GNUTLS_E_WARNING_ALERT_RECEIVED ||
         result == GNUTLS_E_GOT_APPLICATION_DATA);

  if (result == GNUTLS_E_AGAIN)
    return wait_for (self);
  /* a certificate that GnuTLS itself stumbled over (key usage, key size): say what is wrong with it
   */
  if (result < 0 && !self->was_verified && self->verify != NULL && has_peer_chain (self))
    on_verify (self->session);
  if (result < 0 && self->was_refused)
    {
      gnutls_alert_send (self->session, GNUTLS_AL_FATAL, self->refusal);
      g_set_error_literal (error, NET_ERROR, NET_ERROR_UNTRUSTED,
                           "the certificate is not acceptable");
      return NET_TLS_FAILED;
    }
  if (result < 0)
    {
      gnutls_alert_send_appropriate (self->session, result);
      return fail (self, result, TRUE, error);
    }
  if (!is_sound (self))
    {
      gnutls_alert_send (self->session, GNUTLS_AL_FATAL, GNUTLS_A_INSUFFICIENT_SECURITY);
      g_set_error_literal (error, NET_ERROR, NET_ERROR_TLS_VERSION,
                           "TLS 1.2 without extended master secret or secure renegotiation");
      return NET_TLS_FAILED;
    }
  return NET_TLS_DONE;
}

NetTlsResult
net_tls_recv (NetTls *self, guint8 *p, gsize *n, GError **error)
{
  for (;;)
    {
      ssize_t result = gnutls_record_recv (self->session, p, *n);

      if (result > 0)
        {
          *n = (gsize) result;
          return NET_TLS_DONE;
        }
      if (result == 0)
        return NET_TLS_ENDED;
      if (result == GNUTLS_E_AGAIN)
        return wait_for (self);
      if (result == GNUTLS_E_INTERRUPTED || result == GNUTLS_E_WARNING_ALERT_RECEIVED)
        continue;
      if (result == GNUTLS_E_REHANDSHAKE && self->n_hello_requests++ < HELLO_REQUESTS_MAX)
        {
          gnutls_alert_send (self->session, GNUTLS_AL_WARNING, GNUTLS_A_NO_RENEGOTIATION);
          continue;
        }
      return fail (self, (int) result, FALSE, error);
    }
}

NetTlsResult
net_tls_send (NetTls *self, const guint8 *p, gsize *n, GError **error)
{
  ssize_t result;

  do
    result = gnutls_record_send (self->session, p, *n);
  while (result == GNUTLS_E_INTERRUPTED);

  if (result == GNUTLS_E_AGAIN)
    return NET_TLS_WANTS_WRITE;
  if (result < 0)
    return fail (self, (int) result, FALSE, error);
  *n = (gsize) result;
  return NET_TLS_DONE;
}

NetTlsResult
net_tls_bye (NetTls *self, GError **error)
{
  int result;

  do
    result = gnutls_bye (self->session, GNUTLS_SHUT_WR);
  while (result == GNUTLS_E_INTERRUPTED);

  if (result == GNUTLS_E_AGAIN)
    return NET_TLS_WANTS_WRITE;
  return result < 0 ? fail (self, result, FALSE, error) : NET_TLS_DONE;
}

gboolean
net_tls_was_asked_for_certificate (NetTls *self)
{
  return gnutls_certificate_client_get_request_status (self->session) != 0;
}

gboolean
net_tls_got_ticket (NetTls *self)
{
  return (gnutls_session_get_flags (self->session) & GNUTLS_SFLAGS_SESSION_TICKET) != 0;
}

gboolean
net_tls_is_1_3 (NetTls *self)
{
  return gnutls_protocol_get_version (self->session) == GNUTLS_TLS1_3;
}

gboolean
net_tls_has_received (NetTls *self)
{
  return self->n_first_bytes > 0;
}

GPtrArray *
net_tls_get_peer_chain (NetTls *self)
{
  GPtrArray *chain = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  unsigned n = 0;
  const gnutls_datum_t *list = gnutls_certificate_get_peers (self->session, &n);

  for (unsigned i = 0; list != NULL && i < n; i++)
    g_ptr_array_add (chain, g_bytes_new (list[i].data, list[i].size));
  return chain;
}

const char *
net_tls_get_version (NetTls *self)
{
  gnutls_protocol_t version = gnutls_protocol_get_version (self->session);

  return version == GNUTLS_VERSION_UNKNOWN ? NULL : gnutls_protocol_get_name (version);
}

const char *
net_tls_get_cipher (NetTls *self)
{
  gnutls_cipher_algorithm_t cipher = gnutls_cipher_get (self->session);

  if (cipher == GNUTLS_CIPHER_NULL)
    cipher = self->chosen_cipher;
  return cipher == GNUTLS_CIPHER_NULL ? NULL : gnutls_cipher_get_name (cipher);
}

const char *
net_tls_get_group (NetTls *self)
{
  return gnutls_group_get_name (gnutls_group_get (self->session));
}

gboolean
net_tls_is_resumed (NetTls *self)
{
  return gnutls_session_is_resumed (self->session) != 0;
}

GSocket *
net_tls_get_socket (NetTls *self)
{
  return self->socket;
}
