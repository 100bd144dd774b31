/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
#pragma once

#include <glib.h>

/* Errors of this folder: about material that the user gives, never about a peer's (that is a
 * verdict, trust-report.h). */
#define TRUST_ERROR (trust_error_quark ())

typedef enum
{
  TRUST_ERROR_NOT_PEM,       /* no certificate could be read */
  TRUST_ERROR_NOT_AUTHORITY, /* certificates, but none may issue others */
} TrustErrorCode;

GQuark trust_error_quark (void);
