/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The methods we know. */
#pragma once

#include "util-slice.h"

G_BEGIN_DECLS

typedef enum
{
  SIP_METHOD_OTHER,
  SIP_METHOD_ACK,
  SIP_METHOD_BYE,
  SIP_METHOD_CANCEL,
  SIP_METHOD_INFO,
  SIP_METHOD_INVITE,
  SIP_METHOD_MESSAGE,
  SIP_METHOD_NOTIFY,
  SIP_METHOD_OPTIONS,
  SIP_METHOD_PRACK,
  SIP_METHOD_PUBLISH,
  SIP_METHOD_REFER,
  SIP_METHOD_REGISTER,
  SIP_METHOD_SUBSCRIBE,
  SIP_METHOD_UPDATE
} SipMethod;

/* Methods are case-sensitive: `invite` is %SIP_METHOD_OTHER. */
SipMethod sip_method_from_slice (Slice name);

/* %NULL for %SIP_METHOD_OTHER. */
const char *sip_method_get_name (SipMethod method);

G_END_DECLS
