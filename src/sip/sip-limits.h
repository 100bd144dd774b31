/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a peer may make us hold (PROTOCOL 0): one place for the parsers, the framer and their tests.
 */
#pragma once

#define SIP_MAX_START_LINE_BYTES 4096
#define SIP_MAX_REQUEST_URI_BYTES 2048
#define SIP_MAX_HEADER_BYTES 16384         /* one header, name to end of value, unfolded */
#define SIP_MAX_HEADER_SECTION_BYTES 65536 /* start line to the empty line, both included */
#define SIP_MAX_HEADERS 256
#define SIP_MAX_VIAS 70
#define SIP_MAX_ROUTES 32 /* each of Route and Record-Route */
#define SIP_MAX_CONTACTS 16
#define SIP_MAX_PARAMS 64 /* in one value; also the headers in one URI */
#define SIP_MAX_BODY_BYTES 524288
#define SIP_MAX_DRAIN_BYTES (4 * 1024 * 1024)    /* of an over-long body that is read and dropped */
#define SIP_MAX_MESSAGE_US (30 * G_USEC_PER_SEC) /* from the first byte to the last */
