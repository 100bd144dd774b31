/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The server and the far end for tests of sip-core: a core with one account and one flow, a virtual
   clock, repeatable randomness, and everything the core puts out, in order. No test sleeps. */
#pragma once

#include "sip-core.h"
#include "sip-message.h"

typedef struct
{
  SipCore *core;
  guint account, flow;
  gint64 now_us;
  guint n_refusals; /* 400 that cannot be parsed, because they repeat what was wrong */
  guint n_pings;    /* CRLFCRLF sent by the core */
  GQueue sent;      /* of SipMessage *: what the core sent, parsed */
  GQueue outputs;   /* of SipOutput *: everything else */
  guint32 random;
  double fixed_random; /* 0..1 for what the core takes as one number; negative: as it comes */
} TestSipPeer;

/* An account sips:alice@example.org with password "secret", and a flow to sip.example.org */
TestSipPeer *test_sip_peer_new (SipMode mode, gboolean strict_sips);
/* The same with the account's other settings chosen by the caller; no flow yet */
TestSipPeer *test_sip_peer_new_with (const SipAccountConfig *config);
void test_sip_peer_free (TestSipPeer *peer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestSipPeer, test_sip_peer_free)

SipAccountConfig test_sip_peer_config (SipMode mode);
void test_sip_peer_add_flow (TestSipPeer *peer);
void test_sip_peer_close_flow (TestSipPeer *peer);

/* Sorts what the core has put out into sent and outputs */
void test_sip_peer_pump (TestSipPeer *peer);

/* Lets the time pass, from deadline to deadline */
void test_sip_peer_advance_ms (TestSipPeer *peer, gint64 ms);

/* Feeds bytes as they are */
void test_sip_peer_feed (TestSipPeer *peer, const char *text);

/* The next message that was sent: a request of this method (transfer full) */
SipMessage *test_sip_peer_take_request (TestSipPeer *peer, const char *method);
/* The next message that was sent: a response with this status (transfer full) */
SipMessage *test_sip_peer_take_response (TestSipPeer *peer, guint status);
void test_sip_peer_assert_silent (TestSipPeer *peer);

/* The next output; its kind is asserted. Clear with sip_output_clear() */
SipOutput test_sip_peer_take_output (TestSipPeer *peer, SipOutputKind kind);
void test_sip_peer_skip_output (TestSipPeer *peer, SipOutputKind kind);
void test_sip_peer_assert_no_output (TestSipPeer *peer);

/* Answers a request of the core. @to_tag: NULL keeps To as it is. @headers: whole lines with CRLF,
   or NULL. @sdp: NULL: no body */
void test_sip_peer_respond (TestSipPeer *peer,
                            const SipMessage *request,
                            guint status,
                            const char *to_tag,
                            const char *headers,
                            const char *sdp);

/* A request of the far end. What is NULL or 0: to our Contact, one branch, one Call-ID, one From
   tag, no To tag, CSeq 1 */
typedef struct
{
  const char *method, *uri, *branch, *call_id, *from_tag, *to_tag, *headers, *sdp;
  guint cseq;
} TestSipRequest;

#define TEST_SIP_REQUEST(...) (&(TestSipRequest){ __VA_ARGS__ })
void test_sip_peer_request (TestSipPeer *peer, const TestSipRequest *request);

/* The whole value of a header, "" if absent (transfer full) */
char *test_sip_header (const SipMessage *message, SipHeaderId id);
/* Asserts that its whole value is @expected ("": absent) */
void test_sip_assert_header (const SipMessage *message, SipHeaderId id, const char *expected);
char *test_sip_to_tag (const SipMessage *message);

#define TEST_SIP_CONTACT "Contact: <sips:bob@198.51.100.7:5061>\r\n"
#define TEST_SIP_SDP                                                                               \
  "v=0\r\no=- 1 1 IN IP4 198.51.100.7\r\ns=-\r\nc=IN IP4 198.51.100.7\r\nt=0 0\r\n"

/* REGISTER answered 200 with our own binding; REGISTERED is taken */
void test_sip_peer_register (TestSipPeer *peer);
/* An outgoing call that is answered 200; outputs up to ANSWERED and the ACK are taken.
   Returns: the call; *invite: the INVITE (transfer full, nullable) */
guint test_sip_peer_call (TestSipPeer *peer, SipMessage **invite);
/* An incoming call, answered and confirmed. Returns: the call; *tag: our To tag (transfer full) */
guint test_sip_peer_be_called (TestSipPeer *peer, char **tag);
