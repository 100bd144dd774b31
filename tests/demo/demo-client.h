/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* A scripted SIP client over real TLS: says what a test tells it to, and hands over what comes. */
#pragma once

#include "demo-service.h"
#include "net-connection.h"
#include "sip-message.h"

typedef struct
{
  DemoService *service; /* Borrowed */

  /* Owned */
  NetConnection *net;
  GQueue messages; /* SipMessage* */
  gpointer framer;
  char *local_host;

  guint16 local_port;
  guint n_single_crlf;
  gboolean closed;
} Client;

/* What a request says; a NULL or 0 has a default */
typedef struct
{
  const char *method;
  const char *uri;     /* Request-URI */
  const char *user;    /* of From: "alice" */
  const char *to;      /* URI; NULL: uri */
  const char *to_tag;  /* NULL: none */
  const char *call_id; /* "call" */
  const char *branch;  /* a new one */
  guint32 cseq;        /* 1 */
  const char *contact; /* value; NULL: one for INVITE */
  const char *name[4], *value[4];
  const char *body; /* application/sdp */
} Request;

void client_connect (Client *self, DemoService *service);
void client_clear (Client *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Client, client_clear)

void client_send_text (Client *self, const char *text);
void client_send (Client *self, const Request *request);

/* The answer to a request that came in; @contact NULL: none */
void client_answer (Client *self,
                    const SipMessage *request,
                    guint status,
                    const char *contact,
                    const char *sdp);

/* The next message; the test fails when none comes in five seconds */
SipMessage *client_wait (Client *self);

/* The next response with @status; 1xx before it are passed over */
SipMessage *client_expect (Client *self, guint status);

/* Sends, expects */
SipMessage *client_ask (Client *self, const Request *request, guint status);

/* The same, answering the one challenge that comes first with @user's password */
SipMessage *client_ask_authorized (Client *self, const Request *request, guint status);

/* An Authorization value for @challenge; @hash: "SHA-256" or "MD5" */
char *client_authorize (Client *self,
                        const SipMessage *challenge,
                        const char *hash,
                        const char *user,
                        Secret *password,
                        const Request *request,
                        guint nc);

void client_register (Client *self, const char *user);

/* Runs the main loop until @done, five seconds at most */
void run_until (gboolean (*done) (gpointer), gpointer user_data);
void run_for_ms (guint ms);

char *get_header (const SipMessage *message, SipHeaderId id);
char *get_to_tag (const SipMessage *message);
