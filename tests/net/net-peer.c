/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A server that does what a test wants. */
#include "net-peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Everything that a careless server may do */
#define CARELESS "NORMAL:%VERIFY_ALLOW_SIGN_WITH_SHA1:+SIGN-ALL:%PROFILE_VERY_WEAK"
#define RECEIVE_TIMEOUT_S 5
#define AGAIN_MAX 4 /* messages that are no data, before it is the time-out */
#define EXTENSION_TICKET 35
#define EXTENSION_ALPN 16

struct _Peer
{
  PeerOptions options;
  PeerRecord record;
  gnutls_certificate_credentials_t credentials;
  gnutls_priority_t priority;
  GThread *thread;
  GMutex lock;
  int listening, connection; /* -1: none */
  gboolean is_stopping;
  guint16 port;
};

char *
certificate_path (const char *name)
{
  return g_strconcat (g_getenv ("LINNET_TEST_CERTS"), "/", name, ".pem", NULL);
}

static ssize_t
push (gnutls_transport_ptr_t data, const void *p, size_t n)
{
  Peer *self = data;
  gsize limit = self->options.cut_after_bytes;
  ssize_t sent;

  if (limit != 0 && self->record.n_sent_raw + n > limit)
    n = limit - self->record.n_sent_raw;
  if (n == 0)
    {
      shutdown (self->connection, SHUT_RDWR);
      errno = EPIPE;
      return -1;
    }
  sent = send (self->connection, p, n, MSG_NOSIGNAL);
  self->record.n_sent_raw += sent > 0 ? (gsize) sent : 0;
  if (limit != 0 && self->record.n_sent_raw == limit)
    shutdown (self->connection, SHUT_RDWR);
  return sent;
}

static ssize_t
pull (gnutls_transport_ptr_t data, void *p, size_t n)
{
  Peer *self = data;

  return recv (self->connection, p, n, 0);
}

static int
on_extension (void *user_data, unsigned type, const unsigned char *p, unsigned n)
{
  Peer *self = user_data;

  self->record.has_alpn |= type == EXTENSION_ALPN;
  self->record.has_ticket_extension |= type == EXTENSION_TICKET;
  return 0;
}

static int
on_client_hello (gnutls_session_t session,
                 unsigned type,
                 unsigned when,
                 unsigned incoming,
                 const gnutls_datum_t *message)
{
  return gnutls_ext_raw_parse (gnutls_session_get_ptr (session), on_extension, message,
                               GNUTLS_EXT_RAW_FLAG_TLS_CLIENT_HELLO);
}

static void
note_result (Peer *self, gnutls_session_t session, int result)
{
  if (result == GNUTLS_E_FATAL_ALERT_RECEIVED || result == GNUTLS_E_WARNING_ALERT_RECEIVED)
    self->record.alert = (int) gnutls_alert_get (session);
}

static void
note_server_name (Peer *self, gnutls_session_t session)
{
  char name[256];
  size_t n = sizeof name;
  unsigned type;

  if (gnutls_server_name_get (session, name, &n, &type, 0) != 0)
    return;
  g_free (self->record.server_name);
  self->record.server_name = g_strdup (name);
}

/* Reads until the end; what comes is application data */
static void
receive (Peer *self, gnutls_session_t session, gboolean echo)
{
  guint n_again = 0;

  for (;;)
    {
      guint8 buffer[16384];
      ssize_t n = gnutls_record_recv (session, buffer, sizeof buffer);

      note_result (self, session, (int) n);
      if (n == GNUTLS_E_WARNING_ALERT_RECEIVED || (n == GNUTLS_E_AGAIN && n_again++ < AGAIN_MAX))
        continue;
      if (n == 0)
        self->record.got_bye = TRUE;
      if (n <= 0)
        return;
      g_byte_array_append (self->record.received, buffer, (guint) n);
      if (echo)
        gnutls_record_send (session, buffer, (gsize) n);
    }
}

static void
send_text (Peer *self, gnutls_session_t session, gsize record_bytes)
{
  const char *text = self->options.text != NULL ? self->options.text : "";
  gsize n = strlen (text);

  for (gsize at = 0; at < n; at += record_bytes)
    if (gnutls_record_send (session, text + at, MIN (record_bytes, n - at)) < 0)
      return;
}

static void
renegotiate (Peer *self, gnutls_session_t session)
{
  for (int i = 0; i < 2; i++)
    {
      guint8 buffer[64];

      gnutls_rehandshake (session);
      note_result (self, session, (int) gnutls_record_recv (session, buffer, sizeof buffer));
    }
  receive (self, session, FALSE);
}

static void
behave (Peer *self, gnutls_session_t session)
{
  switch (self->options.behaviour)
    {
    case PEER_ECHO:
      receive (self, session, TRUE);
      break;
    case PEER_DRIP:
      send_text (self, session, 1);
      break;
    case PEER_GREET:
      send_text (self, session, 16384);
      break;
    case PEER_DIE:
      send_text (self, session, 16384);
      return;
    case PEER_DEAF:
      g_mutex_lock (&self->lock); /* held by peer_start()'s caller until peer_stop() */
      g_mutex_unlock (&self->lock);
      return;
    case PEER_RENEGOTIATE:
      renegotiate (self, session);
      return;
    case PEER_KEY_UPDATE:
      gnutls_session_key_update (session, GNUTLS_KU_PEER);
      receive (self, session, TRUE);
      break;
    case PEER_MUTE:
    case PEER_SAY:
    case PEER_RESET:
    case PEER_HANG_UP:
      g_assert_not_reached ();
    }
  gnutls_bye (session, GNUTLS_SHUT_WR);
  receive (self, session, FALSE);
}

static void
serve_tls (Peer *self)
{
  gnutls_session_t session;
  int result;

  gnutls_init (&session, GNUTLS_SERVER | GNUTLS_NO_SIGNAL);
  gnutls_priority_set (session, self->priority);
  gnutls_credentials_set (session, GNUTLS_CRD_CERTIFICATE, self->credentials);
  gnutls_certificate_server_set_request (session, self->options.ask);
  gnutls_session_set_ptr (session, self);
  gnutls_transport_set_ptr (session, self);
  gnutls_transport_set_push_function (session, push);
  gnutls_transport_set_pull_function (session, pull);
  gnutls_handshake_set_timeout (session, GNUTLS_INDEFINITE_TIMEOUT);
  gnutls_handshake_set_hook_function (session, GNUTLS_HANDSHAKE_CLIENT_HELLO, GNUTLS_HOOK_PRE,
                                      on_client_hello);
  do
    {
      result = gnutls_handshake (session);
      note_result (self, session, result);
    }
  while (result < 0 && !gnutls_error_is_fatal (result));
  note_server_name (self, session);
  if (result == 0)
    {
      self->record.n_handshakes++;
      behave (self, session);
    }
  else
    gnutls_alert_send_appropriate (session, result);
  gnutls_deinit (session);
}

static void
serve_plain (Peer *self)
{
  const struct linger at_once = { 1, 0 };
  guint8 buffer[4096];
  const char *text = self->options.text;

  switch (self->options.behaviour)
    {
    case PEER_MUTE:
      while (recv (self->connection, buffer, sizeof buffer, 0) > 0)
        continue;
      break;
    case PEER_SAY:
      if (recv (self->connection, buffer, sizeof buffer, 0) > 0)
        send (self->connection, text, strlen (text), MSG_NOSIGNAL);
      break;
    case PEER_RESET:
      setsockopt (self->connection, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
      break;
    default: /* hangs up */
      recv (self->connection, buffer, sizeof buffer, 0);
      break;
    }
}

static gpointer
run (gpointer data)
{
  Peer *self = data;
  const struct timeval timeout = { RECEIVE_TIMEOUT_S, 0 };

  for (;;)
    {
      int fd = accept (self->listening, NULL, NULL);

      if (fd < 0 || g_atomic_int_get (&self->is_stopping))
        {
          if (fd >= 0)
            close (fd);
          return NULL;
        }
      setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
      self->record.n_accepted++;
      self->record.n_sent_raw = 0;
      self->connection = fd;
      if (self->options.behaviour >= PEER_MUTE)
        serve_plain (self);
      else
        serve_tls (self);
      self->connection = -1;
      close (fd);
    }
}

static void
load_certificate (Peer *self)
{
  g_autofree char *file =
      certificate_path (self->options.certificate != NULL ? self->options.certificate : "good");
  int result;

  gnutls_certificate_allocate_credentials (&self->credentials);
  result =
      gnutls_certificate_set_x509_key_file (self->credentials, file, file, GNUTLS_X509_FMT_PEM);
  if (result < 0)
    g_error ("%s: %s", file, gnutls_strerror (result));
}

Peer *
peer_start (const PeerOptions *options)
{
  Peer *self = g_new0 (Peer, 1);
  struct sockaddr_in address = { .sin_family = AF_INET,
                                 .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t n = sizeof address;
  int result;

  self->options = *options;
  self->record.received = g_byte_array_new ();
  self->record.alert = -1;
  self->connection = -1;
  load_certificate (self);
  result = gnutls_priority_init (&self->priority,
                                 options->priority != NULL ? options->priority : CARELESS, NULL);
  if (result < 0)
    g_error ("priority: %s", gnutls_strerror (result));

  address.sin_port = htons (options->port);
  self->listening = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (
      setsockopt (self->listening, SOL_SOCKET, SO_REUSEADDR, &(int){ 1 }, sizeof (int)), ==, 0);
  g_assert_cmpint (bind (self->listening, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (listen (self->listening, 8), ==, 0);
  g_assert_cmpint (getsockname (self->listening, (struct sockaddr *) &address, &n), ==, 0);
  self->port = ntohs (address.sin_port);
  g_mutex_init (&self->lock);
  g_mutex_lock (&self->lock);
  self->thread = g_thread_new ("peer", run, self);
  return self;
}

guint16
peer_get_port (Peer *self)
{
  return self->port;
}

const PeerRecord *
peer_stop (Peer *self)
{
  if (self->thread == NULL)
    return &self->record;
  g_atomic_int_set (&self->is_stopping, TRUE);
  g_mutex_unlock (&self->lock);
  shutdown (self->listening, SHUT_RDWR);
  g_thread_join (g_steal_pointer (&self->thread));
  close (self->listening);
  return &self->record;
}

void
peer_free (Peer *self)
{
  if (self == NULL)
    return;
  peer_stop (self);
  gnutls_certificate_free_credentials (self->credentials);
  gnutls_priority_deinit (self->priority);
  g_byte_array_unref (self->record.received);
  g_free (self->record.server_name);
  g_mutex_clear (&self->lock);
  g_free (self);
}
