/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Limits of a session description, in one place. */
#pragma once

#define SDP_MAX_BYTES 32768
#define SDP_MAX_LINES 1024
#define SDP_MAX_MEDIA 16
#define SDP_MAX_FORMATS 64     /* payload types of one m-line */
#define SDP_MAX_CANDIDATES 64  /* of one m-line */
#define SDP_MAX_CRYPTO 32      /* crypto lines of one m-line */
#define SDP_MAX_CRYPTO_KEYS 16 /* inline keys of one crypto line */
