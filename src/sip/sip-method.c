/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The methods we know. */
#define G_LOG_DOMAIN "sip-method"

#include "sip-method.h"

static const char *const names[] = {
  [SIP_METHOD_ACK] = "ACK",
  [SIP_METHOD_BYE] = "BYE",
  [SIP_METHOD_CANCEL] = "CANCEL",
  [SIP_METHOD_INFO] = "INFO",
  [SIP_METHOD_INVITE] = "INVITE",
  [SIP_METHOD_MESSAGE] = "MESSAGE",
  [SIP_METHOD_NOTIFY] = "NOTIFY",
  [SIP_METHOD_OPTIONS] = "OPTIONS",
  [SIP_METHOD_PRACK] = "PRACK",
  [SIP_METHOD_PUBLISH] = "PUBLISH",
  [SIP_METHOD_REFER] = "REFER",
  [SIP_METHOD_REGISTER] = "REGISTER",
  [SIP_METHOD_SUBSCRIBE] = "SUBSCRIBE",
  [SIP_METHOD_UPDATE] = "UPDATE",
};

SipMethod
sip_method_from_slice (Slice name)
{
  for (gsize i = SIP_METHOD_OTHER + 1; i < G_N_ELEMENTS (names); i++)
    if (slice_is (name, names[i]))
      return (SipMethod) i;
  return SIP_METHOD_OTHER;
}

const char *
sip_method_get_name (SipMethod method)
{
  g_return_val_if_fail ((gsize) method < G_N_ELEMENTS (names), NULL);

  return names[method];
}
