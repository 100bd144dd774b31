/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-call-text.c: words only; the call window puts them on labels. */
#define G_LOG_DOMAIN "ui-call-text"

#include "ui-call-text.h"

#include <glib/gi18n.h>

#define RINGING_PATIENCE_S 4
#define KEYS_PATIENCE_S 5
#define BAD_LOSS_PERCENT 5

static char *
dup_established_state (PhoneCall *call, const char *name)
{
  if (phone_call_get_media_lost (call))
    return g_strdup (_ ("Connection lost. Reconnecting…"));
  switch (phone_call_get_hold (call))
    {
    case PHONE_CALL_HOLD_NONE:
      return NULL;
    case PHONE_CALL_HOLD_LOCAL:
    case PHONE_CALL_HOLD_BOTH:
      return g_strdup (_ ("On Hold"));
    case PHONE_CALL_HOLD_REMOTE:
      return g_strdup_printf (_ ("%s put you on hold"), name);
    }
  g_return_val_if_reached (NULL);
}

char *
ui_call_text_dup_state (PhoneCall *call, const char *name, gboolean waiting)
{
  switch (phone_call_get_state (call))
    {
    case PHONE_CALL_STATE_CHECKING:
      return g_strdup (_ ("Checking…"));
    case PHONE_CALL_STATE_CALLING:
    case PHONE_CALL_STATE_TRYING:
      return g_strdup (waiting ? _ ("Waiting for the other side…") : _ ("Calling…"));
    case PHONE_CALL_STATE_RINGING:
      return g_strdup (_ ("Ringing…"));
    case PHONE_CALL_STATE_INCOMING:
      return g_strdup (_ ("Incoming call"));
    case PHONE_CALL_STATE_ANSWERED:
      return g_strdup (waiting ? _ ("Encryption isn’t starting…") : _ ("Answered"));
    case PHONE_CALL_STATE_ESTABLISHED:
      return dup_established_state (call, name);
    case PHONE_CALL_STATE_ENDED:
      return g_strdup (_ ("Call ended"));
    }
  g_return_val_if_reached (NULL);
}

guint
ui_call_text_get_patience_s (PhoneCall *call)
{
  switch (phone_call_get_state (call))
    {
    case PHONE_CALL_STATE_CALLING:
    case PHONE_CALL_STATE_TRYING:
      return RINGING_PATIENCE_S;
    case PHONE_CALL_STATE_ANSWERED:
      return KEYS_PATIENCE_S;
    case PHONE_CALL_STATE_CHECKING:
    case PHONE_CALL_STATE_RINGING:
    case PHONE_CALL_STATE_INCOMING:
    case PHONE_CALL_STATE_ESTABLISHED:
    case PHONE_CALL_STATE_ENDED:
      return 0;
    }
  g_return_val_if_reached (0);
}

static gboolean
keys_are_pending (PhoneCall *call)
{
  return phone_call_get_state (call) == PHONE_CALL_STATE_ANSWERED ||
         (phone_call_get_early_media (call) &&
          phone_call_get_state (call) < PHONE_CALL_STATE_ANSWERED);
}

const char *
ui_call_text_get_badge (PhoneCall *call)
{
  if (phone_call_get_state (call) == PHONE_CALL_STATE_ESTABLISHED)
    return _ ("Encrypted, not end to end");
  return keys_are_pending (call) ? _ ("Setting up encryption…") : NULL;
}

const char *
ui_call_text_get_badge_spoken (PhoneCall *call)
{
  if (phone_call_get_state (call) == PHONE_CALL_STATE_ESTABLISHED)
    return _ ("Call encryption: encrypted, not end to end");
  return keys_are_pending (call) ? _ ("Call encryption: setting up") : NULL;
}

const char *
ui_call_text_get_badge_text (PhoneCall *call)
{
  if (phone_call_get_state (call) == PHONE_CALL_STATE_ESTABLISHED)
    return _ ("The keys passed through the servers on the way. They could listen; others can’t.");
  return keys_are_pending (call) ? _ ("Nobody hears anything yet.") : NULL;
}

char *
ui_call_text_dup_details (PhoneCall *call)
{
  const char *suite = phone_call_get_suite (call);
  const char *codec = phone_call_get_codec (call);

  if (suite == NULL || codec == NULL)
    return g_strdup ("");
  /* Translators: name of an SRTP cipher suite, then name of a codec */
  return g_strdup_printf (_ ("SRTP with %s, keys by SDES\nCodec %s"), suite, codec);
}

char *
ui_call_text_dup_warning (const char *name, const char *id, const char *detail)
{
  if (g_str_equal (id, "no-microphone"))
    return g_strdup_printf (_ ("No microphone. %s won’t hear you. Linnet has no permission, or no "
                               "device is connected."),
                            name);
  if (g_str_equal (id, "no-speaker"))
    return g_strdup_printf (_ ("No speaker. You won’t hear %s. Linnet has no permission, or no "
                               "device is connected."),
                            name);
  return g_strdup (detail != NULL ? detail : id);
}

char *
ui_call_text_dup_quality (const char *name, const PhoneCallStats *stats)
{
  guint64 sent = stats->rx_packets + stats->rx_lost;
  guint64 percent = sent > 0 ? stats->rx_lost * 100 / sent : 0;

  if (stats->srtp_failures > 0)
    return g_strdup (_ ("Some packets were altered or damaged and were thrown away."));
  if (percent >= BAD_LOSS_PERCENT)
    /* Translators: a name, then a number of per cent */
    return g_strdup_printf (_ ("You may not hear %s well: %u %% of packets are lost"), name,
                            (guint) percent);
  return NULL;
}
