/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <glib.h>
#include <gnutls/gnutls.h>

/* A server that does what a test wants, in a thread of its own with blocking sockets: none of the
 * code under test. Listens on 127.0.0.1. */

typedef enum
{
  PEER_ECHO,        /* TLS; sends back what it gets, answers close_notify */
  PEER_DRIP,        /* TLS; sends `text` in records of one byte, then close_notify */
  PEER_GREET,       /* TLS; sends `text` at once, then close_notify */
  PEER_DIE,         /* TLS; sends `text`, then closes TCP without close_notify */
  PEER_DEAF,        /* TLS; reads nothing after the handshake */
  PEER_RENEGOTIATE, /* TLS 1.2; asks twice for a new handshake */
  PEER_KEY_UPDATE,  /* TLS 1.3; new keys, both directions, before it echoes */
  PEER_MUTE,        /* accepts and says nothing */
  PEER_SAY,         /* accepts and says `text` in clear to whatever comes, then closes */
  PEER_RESET,       /* accepts and resets */
  PEER_HANG_UP,     /* accepts, reads what comes, closes */
} PeerBehaviour;

typedef struct
{
  PeerBehaviour behaviour;
  const char *certificate; /* NAME of tests/data/certs; NULL: "good" */
  const char *priority;    /* NULL: what GnuTLS likes, down to RSA-1024 and SHA-1 */
  const char *text;
  gnutls_certificate_request_t ask; /* for a client certificate */
  guint16 port;                     /* 0: a free one */
  gsize cut_after_bytes;            /* closes after it has sent so many raw bytes; 0: does not */
} PeerOptions;

/* What happened; read after peer_stop() */
typedef struct
{
  guint n_accepted;
  guint n_handshakes;   /* that were completed */
  GByteArray *received; /* application bytes */
  char *server_name;    /* SNI of the last ClientHello, or NULL */
  gboolean has_alpn;
  gboolean has_ticket_extension;
  int alert;        /* the last one that came, or -1 */
  gboolean got_bye; /* close_notify came */
  gsize n_sent_raw;
} PeerRecord;

typedef struct _Peer Peer;
Peer *peer_start (const PeerOptions *options);
guint16 peer_get_port (Peer *self);
/* Ends the thread. Returns: (transfer none): until peer_free() */
const PeerRecord *peer_stop (Peer *self);
void peer_free (Peer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)

/* PATH of NAME.pem in the folder of certificates. (transfer full) */
char *certificate_path (const char *name);
