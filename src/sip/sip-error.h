/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What can be wrong: in text from outside (SipParseError, no allocation) and elsewhere (GError). */
#pragma once

#include "util-slice.h"

G_BEGIN_DECLS

#define SIP_ERROR (sip_error_quark ())
GQuark sip_error_quark (void);

typedef enum
{
  SIP_ERROR_MALFORMED,           /* against the grammar */
  SIP_ERROR_TOO_LONG,            /* over a limit of sip-limits.h */
  SIP_ERROR_UNSUPPORTED_VERSION, /* not SIP/2.0 */
  SIP_ERROR_REFUSED, /* fits the grammar, but a rule forbids it: header missing, contradictory, … */
  SIP_ERROR_UNSAFE,  /* a value to be sent holds CR, LF, NUL or another control */
  SIP_ERROR_INVALID, /* an argument or address from outside is of no use */
  SIP_ERROR_NO_FLOW, /* no connection to send it over */
  SIP_ERROR_LIMIT,   /* too many of them at once */
  SIP_ERROR_STATE    /* not possible in this state */
} SipErrorCode;

/**
 * SipParseError:
 *
 * What a parser tells: never allocated, never quoting the peer. @response is what a server answers
 * to the request it was found in: 400, 414, 505 or 513, and 0 where nothing is answered (responses,
 * ACK, or a value that does not stand in a message). After 513 the connection closes
 * (PROTOCOL 1.2).
 */
typedef struct
{
  SipErrorCode code;
  const char *what; /* constant English text: what was expected or is forbidden */
  const char *at;   /* into the input */
  guint response;
} SipParseError;

/* The same as a #GError, with the offset in @input. */
void sip_parse_error_to_gerror (const SipParseError *parse, Slice input, GError **error);

/* Fills @error unless it is %NULL, and returns %FALSE: for `return sip_parse_fail (…)`. */
gboolean sip_parse_fail (SipParseError *error, SipErrorCode code, const char *what, const char *at);

G_END_DECLS
