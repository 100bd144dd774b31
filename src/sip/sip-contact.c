/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Contact (RFC 3261 20.10, RFC 5626 4.1). */
#define G_LOG_DOMAIN "sip-contact"

#include "sip-contact.h"

#include "sip-number.h"

static void
read_params (SipContact *contact)
{
  Slice value, inside;
  guint32 number;
  int q;

  if (sip_params_get (contact->addr.params, "expires", &value) &&
      sip_seconds_parse (value, &number, NULL))
    contact->expires_s = number;
  if (sip_params_get (contact->addr.params, "q", &value) && sip_q_parse (value, &q, NULL))
    contact->q = q;
  if (sip_params_get (contact->addr.params, "reg-id", &value) &&
      sip_number_parse (value, G_MAXINT32, &number, NULL))
    contact->reg_id = number;
  if (sip_params_get (contact->addr.params, "+sip.instance", &value) &&
      slice_take_char (&value, '<') && slice_take_until (&value, '>', &inside))
    contact->instance = inside;
}

gboolean
sip_contact_parse (Slice value, SipContact *out, SipParseError *error)
{
  SipContact contact = { .expires_s = -1, .q = -1, .reg_id = -1 };

  if (slice_is (slice_trim (value), "*"))
    contact.star = TRUE;
  else if (!sip_name_addr_parse (value, &contact.addr, error))
    return FALSE;
  else
    read_params (&contact);
  *out = contact;
  return TRUE;
}
