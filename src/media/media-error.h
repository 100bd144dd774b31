/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What can go wrong in this folder. */
#pragma once

#include <glib.h>

#define MEDIA_ERROR (media_error_quark ())

/**
 * MediaError:
 * @MEDIA_ERROR_FAILED: a library refused for a reason of its own
 * @MEDIA_ERROR_NO_CODEC: no element for this codec is installed
 * @MEDIA_ERROR_KEYS: the suite is unknown or the key has the wrong length
 * @MEDIA_ERROR_SOCKET: no pair of UDP ports could be had
 * @MEDIA_ERROR_NOT_BOUND: `media_session_bind()` has not succeeded yet
 * @MEDIA_ERROR_STOPPED: the session was stopped
 * @MEDIA_ERROR_FILE: a WAV file cannot be read or written
 */
typedef enum
{
  MEDIA_ERROR_FAILED,
  MEDIA_ERROR_NO_CODEC,
  MEDIA_ERROR_KEYS,
  MEDIA_ERROR_SOCKET,
  MEDIA_ERROR_NOT_BOUND,
  MEDIA_ERROR_STOPPED,
  MEDIA_ERROR_FILE,
} MediaError;

GQuark media_error_quark (void);
