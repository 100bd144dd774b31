/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a message, a session description or a URI contains, as the object that `parse` prints. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  CLI_PARSE_SIP,
  CLI_PARSE_SDP,
  CLI_PARSE_URI
} CliParseKind;

/**
 * cli_parse:
 * @input: one message, description or URI; a URI may be followed by one line end
 *
 * Bytes that are no UTF-8 are shown as U+FFFD; SRTP keys and passwords are not shown.
 *
 * Returns: (transfer full): the whole `parsed` object; its member `ok` says whether it could be
 *   parsed
 */
JsonObject *cli_parse (CliParseKind kind, GBytes *input);

G_END_DECLS
