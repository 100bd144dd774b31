/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The error domain of the engine, and the few kinds of failure that front ends tell apart. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define PHONE_ERROR (phone_error_quark ())

/**
 * PhoneErrorCode:
 * @PHONE_ERROR_FAILED: nothing below fits; the message says what
 * @PHONE_ERROR_LOCKED: another process uses the config folder; the message names its PID
 * @PHONE_ERROR_STORE: the database could not be opened or written; it was not changed
 * @PHONE_ERROR_DAMAGED: the database is damaged; a copy was kept aside, the message names it
 * @PHONE_ERROR_NO_KEYRING: no secret service; the password is kept for this session only
 * @PHONE_ERROR_STATE: not possible in the present state of the object
 * @PHONE_ERROR_ADDRESS: the text is not an address that can be called, or be an account
 * @PHONE_ERROR_SCHEME: an address of a kind that is not SIP (`mailto:`, `h323:`, …)
 * @PHONE_ERROR_TRANSPORT: the address asks for UDP, plain TCP or another transport without TLS
 * @PHONE_ERROR_SETTINGS: a setting of the account is out of range; the message names it
 * @PHONE_ERROR_EXISTS: an account of that name exists
 * @PHONE_ERROR_NOT_FOUND: no such account or call
 * @PHONE_ERROR_UNTRUSTED: the server's certificate was not accepted; nothing was sent
 * @PHONE_ERROR_UNREACHABLE: the server could not be reached, or spoke no acceptable TLS
 * @PHONE_ERROR_FILE: a file that was named can't be read or is not what it should be
 */
typedef enum
{
  PHONE_ERROR_FAILED,
  PHONE_ERROR_LOCKED,
  PHONE_ERROR_STORE,
  PHONE_ERROR_DAMAGED,
  PHONE_ERROR_NO_KEYRING,
  PHONE_ERROR_STATE,
  PHONE_ERROR_ADDRESS,
  PHONE_ERROR_SCHEME,
  PHONE_ERROR_TRANSPORT,
  PHONE_ERROR_SETTINGS,
  PHONE_ERROR_EXISTS,
  PHONE_ERROR_NOT_FOUND,
  PHONE_ERROR_UNTRUSTED,
  PHONE_ERROR_UNREACHABLE,
  PHONE_ERROR_FILE,
} PhoneErrorCode;

GQuark phone_error_quark (void);

/**
 * PhoneFailure:
 * @PHONE_FAILURE_NONE: nothing failed
 * @PHONE_FAILURE_OTHER: none of the kinds below (CLI status 1)
 * @PHONE_FAILURE_UNTRUSTED: certificate not accepted, or no acceptable SRTP (CLI status 3)
 * @PHONE_FAILURE_UNREACHABLE: DNS, TCP, TLS version or cipher, time-out (CLI status 4)
 * @PHONE_FAILURE_REFUSED: refused by the other side with a SIP code (CLI status 5)
 * @PHONE_FAILURE_NO_MEDIA: established, but nothing authenticated arrived (CLI status 6)
 * @PHONE_FAILURE_AUTHENTICATION: wrong name or password, client certificate (CLI status 7)
 *
 * What kind of thing went wrong with an account or a call. The value is no exit status.
 */
typedef enum
{
  PHONE_FAILURE_NONE,
  PHONE_FAILURE_OTHER,
  PHONE_FAILURE_UNTRUSTED,
  PHONE_FAILURE_UNREACHABLE,
  PHONE_FAILURE_REFUSED,
  PHONE_FAILURE_NO_MEDIA,
  PHONE_FAILURE_AUTHENTICATION,
} PhoneFailure;

#define PHONE_TYPE_FAILURE (phone_failure_get_type ())
GType phone_failure_get_type (void);

G_END_DECLS
