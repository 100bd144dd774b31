/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* SIP, SIPS and tel URIs: parse, compare, write (RFC 3261 19.1, RFC 3966). */
#pragma once

#include "sip-error.h"

G_BEGIN_DECLS

typedef enum
{
  SIP_URI_SIP,
  SIP_URI_SIPS,
  SIP_URI_TEL,  /* the number is @user, there is no host */
  SIP_URI_OTHER /* only @scheme_text and @text are set */
} SipUriScheme;

typedef struct
{
  SipUriScheme scheme;
  Slice scheme_text;
  Slice user;     /* escapes untouched: sip_uri_unescape() */
  Slice password; /* never shown, never sent */
  gboolean has_user;
  Slice host; /* without brackets */
  gboolean host_is_ipv6;
  int port;      /* -1: none */
  Slice params;  /* from the first `;` on, or empty */
  Slice headers; /* after the `?`, or empty */
  Slice text;    /* all of it */
} SipUri;

/**
 * sip_uri_parse:
 * @text: exactly the URI, no blanks or brackets around it
 * @out: (out): slices of @text
 * @error: (out) (optional)
 *
 * Returns: %FALSE with %SIP_ERROR_MALFORMED or %SIP_ERROR_TOO_LONG (parameters); @out is untouched
 * then
 */
gboolean sip_uri_parse (Slice text, SipUri *out, SipParseError *error);

/* RFC 3261 19.1.4 (and PROTOCOL 1.1: `transport` in one of them only is a difference); tel: RFC
 * 3966 4; others byte by byte. */
gboolean sip_uri_equal (const SipUri *a, const SipUri *b);

/**
 * sip_uri_get_param:
 * @name: looked for without regard to case
 * @value: (out) (optional): escapes untouched; empty if it has none
 *
 * Returns: whether the URI has that parameter; the first one wins
 */
gboolean sip_uri_get_param (const SipUri *uri, const char *name, Slice *value);

/**
 * sip_uri_next_param:
 * @rest: (inout): what is left of @params
 * @has_value: (out): whether a `=` stands behind the name
 *
 * Takes the next `;name[=value]` of a URI's parameters, escapes untouched. Their characters are not
 * those of header parameters: sip_params_next() is not for them.
 *
 * Returns: %FALSE at the end
 */
gboolean sip_uri_next_param (Slice *rest, Slice *name, gboolean *has_value, Slice *value);

/**
 * sip_uri_next_header:
 * @rest: (inout): what is left of @headers
 *
 * Takes the next `name=value` of a URI's headers, escapes untouched.
 *
 * Returns: %FALSE at the end
 */
gboolean sip_uri_next_header (Slice *rest, Slice *name, Slice *value);

/* Appends @uri, re-written from its parts: scheme in lower case, all parameters and headers kept
 * byte by byte, no password. */
void sip_uri_append (const SipUri *uri, GString *out);

/* The same as a string (transfer full). */
char *sip_uri_to_string (const SipUri *uri);

/* With %HH replaced by bytes (transfer full); %00 stays as it is. Never split what was unescaped.
 */
char *sip_uri_unescape (Slice text);

/* @user with %HH where the user part of a URI needs it (transfer full). */
char *sip_uri_escape_user (const char *user);

/* Whether @text is a dotted-quad address. */
gboolean sip_host_is_ipv4 (Slice text);

/* Whether @text, without brackets, is an IPv6 address; its 16 bytes to @out (optional). */
gboolean sip_host_parse_ipv6 (Slice text, guint8 out[16]);

/* Equal addresses, or names that differ in case only. A name never equals an address. Without
 * brackets. */
gboolean sip_host_equal (Slice a, Slice b);

/**
 * sip_take_host_port:
 * @rest: (inout): the cursor
 * @host: (out): without brackets
 * @is_ipv6: (out)
 * @port: (out): -1 if there is none
 * @blanks: whether white space may stand around the colon (Via)
 *
 * host [":" port] of RFC 3261 25.1.
 */
gboolean sip_take_host_port (Slice *rest,
                             gboolean blanks,
                             Slice *host,
                             gboolean *is_ipv6,
                             int *port,
                             SipParseError *error);

G_END_DECLS
