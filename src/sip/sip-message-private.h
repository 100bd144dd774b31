/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What sip-message.c and sip-message-parse.c share. */
#pragma once

#include "sip-message.h"

G_BEGIN_DECLS

typedef struct
{
  SipHeaderId id;
  Slice name;
  Slice value;
} SipHeader;

struct _SipMessage
{
  guint references;

  /* Owned */
  GBytes *bytes;
  char *unfolded;     /* the header section, where a header was folded; else NULL */
  SipHeader *headers; /* n_headers of them */
  guint n_headers;

  /* Slices into the two buffers above */
  gboolean is_request;
  SipMethod method;
  Slice method_text, uri_text;
  SipUri uri;
  guint status;
  Slice reason;
  Slice body, content_type;
  gboolean has_via, has_from, has_to, has_cseq;
  SipVia via;
  SipNameAddr from, to;
  Slice from_tag, to_tag, call_id;
  SipCSeq cseq;
};

G_END_DECLS
