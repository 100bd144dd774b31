/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Parameters of header values: `;name[=value]`. */
#pragma once

#include "sip-error.h"

G_BEGIN_DECLS

typedef struct
{
  Slice name;
  Slice value; /* of a quoted string the inside, escapes untouched: sip_unquote() */
  gboolean has_value;
  gboolean quoted;
} SipParam;

/**
 * sip_params_next:
 * @rest: (inout): what is left, at a `;` or blank
 * @out: (out): the next one
 * @error: (out) (optional): set on malformed input; at the end its @what is %NULL
 *
 * RFC 3261 25.1 generic-param. Values are tokens, hosts (with or without brackets) or quoted
 * strings.
 *
 * Returns: %FALSE at the end and on error
 */
gboolean sip_params_next (Slice *rest, SipParam *out, SipParseError *error);

/* Whether all of @params is well-formed and no more than %SIP_MAX_PARAMS. */
gboolean sip_params_check (Slice params, SipParseError *error);

/**
 * sip_params_get:
 * @params: parameters
 * @name: looked for without regard to case
 * @value: (out) (optional): its value, empty if it has none
 *
 * Returns: whether it is there; the first one wins
 */
gboolean sip_params_get (Slice params, const char *name, Slice *value);

/* How often @name is there. */
guint sip_params_count (Slice params, const char *name);

G_END_DECLS
