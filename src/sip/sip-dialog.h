/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Dialogs (RFC 3261 12): identifiers, route set, remote target, and the requests inside them. */
#pragma once

#include "sip-request.h"

G_BEGIN_DECLS

typedef struct
{
  char *call_id, *local_tag, *remote_tag;
  char *local_uri, *remote_uri; /* name-addr without tag */
  guint32 local_cseq, remote_cseq;
  gboolean has_remote_cseq;
  char *remote_target;
  GPtrArray *route_set; /* of char *, each with its <>, in the order of our Route */
  gboolean sips;        /* our Contact in it is sips, and stays so */
  gboolean downgraded;  /* the path or the far end is not known to be sips (PROTOCOL 7.2, 7.3) */
} SipDialog;

/**
 * sip_dialog_new_client:
 * @invite: ours
 * @response: 101..299 with a To tag or without one (RFC 2543)
 *
 * The dialog that a response to our INVITE makes (RFC 3261 12.1.2).
 *
 * Returns: (transfer full): NULL if the response holds no usable Contact
 */
SipDialog *sip_dialog_new_client (const SipRequest *invite, const SipMessage *response);

/**
 * sip_dialog_new_server:
 * @invite: theirs, with a usable Contact
 * @local_tag: ours
 *
 * The dialog that our response to their INVITE makes (RFC 3261 12.1.1).
 *
 * Returns: (transfer full): NULL if the request holds no usable Contact
 */
SipDialog *sip_dialog_new_server (const SipMessage *invite, const char *local_tag);
void sip_dialog_free (SipDialog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SipDialog, sip_dialog_free)

/**
 * sip_dialog_confirm:
 * @response: the 2xx to our INVITE
 *
 * Computes route set and target again (RFC 3261 13.2.2.4). Without a usable Contact both stay.
 */
void sip_dialog_confirm (SipDialog *self, const SipMessage *response);

/**
 * sip_dialog_matches:
 *
 * Call-ID is compared by bytes, tags without regard to case (PROTOCOL 1.1).
 */
gboolean
sip_dialog_matches (const SipDialog *self, Slice call_id, Slice local_tag, Slice remote_tag);

/**
 * sip_dialog_has_target:
 *
 * Returns: whether @message has exactly one Contact and it is a SIP or SIPS URI
 */
gboolean sip_dialog_has_target (const SipMessage *message);

/**
 * sip_dialog_refresh_target:
 *
 * Replaces the remote target by the Contact of a re-INVITE or UPDATE, or of its 2xx; without a
 * usable one it stays. To be called on success only.
 */
void sip_dialog_refresh_target (SipDialog *self, const SipMessage *message);

/**
 * sip_dialog_accept_cseq:
 *
 * Returns: FALSE when @cseq is not above the last one of the peer (RFC 3261 12.2.2)
 */
gboolean sip_dialog_accept_cseq (SipDialog *self, guint32 cseq);

/**
 * sip_dialog_new_request:
 * @method: not CANCEL. For ACK @cseq is the INVITE's; every other method takes the next number
 *
 * A request inside the dialog, routed loosely or strictly (RFC 3261 12.2.1.1).
 */
SipRequest *sip_dialog_new_request (SipDialog *self, SipMethod method, guint32 cseq);

G_END_DECLS
