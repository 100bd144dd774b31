/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* The events of one call, as the engine's signals tell them. */
#define G_LOG_DOMAIN "cli-call-events"

#include "cli-call-events.h"

#include <glib/gi18n.h>

static void
emit_calling (CliEvents *events, PhoneCall *call)
{
  JsonObject *members = json_object_new ();
  const char *remote = phone_call_get_remote_uri (call);
  g_autofree char *plain = g_strdup_printf (_ ("Calling %s"), remote);

  json_object_set_string_member (members, "remote", remote);
  cli_events_emit_of_call (events, call, "calling", members, plain);
}

static void
emit_ringing (CliEvents *events, PhoneCall *call)
{
  JsonObject *members = json_object_new ();
  gboolean early_media = phone_call_get_early_media (call);

  json_object_set_boolean_member (members, "early_media", early_media);
  cli_events_emit_of_call (events, call, "ringing", members,
                           early_media ? _ ("Ringing, with sound from the other side")
                                       : _ ("Ringing"));
}

static void
emit_incoming (CliEvents *events, PhoneCall *call)
{
  JsonObject *members = json_object_new ();
  const char *uri = phone_call_get_remote_uri (call);
  const char *name = phone_call_get_remote_name (call);
  g_autofree char *from =
      name != NULL && name[0] != '\0' ? g_strdup_printf ("\"%s\" <%s>", name, uri) : g_strdup (uri);
  g_autofree char *plain =
      g_strdup_printf (_ ("Call from %s, who says to be %s (%s)"), uri,
                       phone_call_get_remote_label (call), phone_call_get_id (call));

  json_object_set_string_member (members, "from", from);
  cli_events_set_string (members, "asserted", phone_call_get_asserted (call));
  json_object_set_string_member (members, "uri", uri);
  cli_events_set_string (members, "keying", phone_call_get_keying (call));
  json_object_set_boolean_member (members, "video", FALSE);
  cli_events_emit_of_call (events, call, "incoming", members, plain);
}

static void
emit_established (CliEvents *events, PhoneCall *call)
{
  JsonObject *members = json_object_new ();
  const char *remote = phone_call_get_remote_uri (call);
  const char *codec = phone_call_get_codec (call);
  const char *suite = phone_call_get_suite (call);
  g_autofree char *plain =
      g_strdup_printf (_ ("In call with %s: %s, encrypted with %s; the provider can read the keys"),
                       remote, codec ? codec : "-", suite ? suite : "-");

  json_object_set_int_member (members, "setup_ms", phone_call_get_setup_ms (call));
  json_object_set_string_member (members, "remote", remote);
  cli_events_set_string (members, "keying", phone_call_get_keying (call));
  cli_events_set_string (members, "suite", suite);
  cli_events_set_string (members, "codec", codec);
  json_object_set_null_member (members, "video_codec");
  json_object_set_string_member (members, "ice", "none");
  json_object_set_boolean_member (members, "end_to_end", phone_call_get_end_to_end (call));
  json_object_set_null_member (members, "words");
  cli_events_emit_of_call (events, call, "established", members, plain);
}

static void
emit_ended (CliEvents *events, PhoneCall *call)
{
  JsonObject *members = json_object_new ();
  g_autoptr (PhoneExplanation) explanation = phone_explain_call (call);
  const char *reason = phone_call_get_end_reason (call);
  guint code = phone_call_get_end_code (call);
  guint duration_ms = phone_call_get_duration_ms (call);
  g_autofree char *plain = NULL;

  if (explanation != NULL)
    plain = g_strdup_printf (_ ("Call ended: %s. %s"), explanation->headline, explanation->text);
  else
    plain = g_strdup_printf (_ ("Call ended after %.1f s"), duration_ms / 1000.0);
  if (reason == NULL || reason[0] == '\0')
    reason = explanation != NULL ? explanation->headline : "";
  json_object_set_int_member (members, "code", code);
  json_object_set_string_member (members, "reason", reason);
  json_object_set_int_member (members, "duration_ms", duration_ms);
  cli_events_emit_of_call (events, call, "ended", members, plain);
}

static void
on_state (PhoneCall *call, GParamSpec *pspec, CliEvents *events)
{
  switch (phone_call_get_state (call))
    {
    case PHONE_CALL_STATE_CHECKING:
    case PHONE_CALL_STATE_ANSWERED:
      break;
    case PHONE_CALL_STATE_CALLING:
      emit_calling (events, call);
      break;
    case PHONE_CALL_STATE_TRYING:
      cli_events_emit_of_call (events, call, "trying", NULL, NULL);
      break;
    case PHONE_CALL_STATE_RINGING:
      emit_ringing (events, call);
      break;
    case PHONE_CALL_STATE_INCOMING:
      emit_incoming (events, call);
      break;
    case PHONE_CALL_STATE_ESTABLISHED:
      emit_established (events, call);
      break;
    case PHONE_CALL_STATE_ENDED:
      emit_ended (events, call);
      break;
    }
}

static void
on_early_media (PhoneCall *call, GParamSpec *pspec, CliEvents *events)
{
  PhoneCallState state = phone_call_get_state (call);

  if (phone_call_get_early_media (call) &&
      (state == PHONE_CALL_STATE_TRYING || state == PHONE_CALL_STATE_RINGING))
    emit_ringing (events, call);
}

static void
emit_held (CliEvents *events, PhoneCall *call, gboolean held, const char *by, const char *plain)
{
  JsonObject *members = json_object_new ();

  json_object_set_string_member (members, "by", by);
  cli_events_emit_of_call (events, call, held ? "held" : "resumed", members, plain);
}

/* Who holds the call, as one bit a side */
static guint
hold_bits (PhoneCallHold hold)
{
  switch (hold)
    {
    case PHONE_CALL_HOLD_NONE:
      return 0;
    case PHONE_CALL_HOLD_LOCAL:
      return 1;
    case PHONE_CALL_HOLD_REMOTE:
      return 2;
    case PHONE_CALL_HOLD_BOTH:
      return 3;
    }
  g_return_val_if_reached (0);
}

static void
on_hold (PhoneCall *call, GParamSpec *pspec, CliEvents *events)
{
  guint before = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (call), "cli-hold"));
  guint now = hold_bits (phone_call_get_hold (call));

  g_object_set_data (G_OBJECT (call), "cli-hold", GUINT_TO_POINTER (now));
  if ((before ^ now) & 1)
    emit_held (events, call, (now & 1) != 0, "local",
               now & 1 ? _ ("On hold") : _ ("No longer on hold"));
  if ((before ^ now) & 2)
    emit_held (events, call, (now & 2) != 0, "remote",
               now & 2 ? _ ("The other side holds the call") : _ ("The other side is back"));
}

static void
on_media (PhoneCall *call, guint first_rx_ms, CliEvents *events)
{
  JsonObject *members = json_object_new ();
  g_autofree char *plain = g_strdup_printf (_ ("First sound after %u ms"), first_rx_ms);

  json_object_set_int_member (members, "first_rx_ms", first_rx_ms);
  cli_events_emit_of_call (events, call, "media", members, plain);
}

static void
set_double_or_null (JsonObject *object, const char *name, gboolean known, double value)
{
  if (known)
    json_object_set_double_member (object, name, value);
  else
    json_object_set_null_member (object, name);
}

static void
on_stats (PhoneCall *call, const PhoneCallStats *stats, CliEvents *events)
{
  JsonObject *members = json_object_new ();
  g_autofree char *plain =
      g_strdup_printf (_ ("Received %" G_GUINT64_FORMAT " packets, %" G_GUINT64_FORMAT
                          " lost; sent %" G_GUINT64_FORMAT),
                       stats->rx_packets, stats->rx_lost, stats->tx_packets);

  json_object_set_int_member (members, "rx_packets", (gint64) stats->rx_packets);
  json_object_set_int_member (members, "rx_lost", (gint64) stats->rx_lost);
  json_object_set_int_member (members, "rx_bytes", (gint64) stats->rx_bytes);
  json_object_set_int_member (members, "tx_packets", (gint64) stats->tx_packets);
  json_object_set_int_member (members, "tx_bytes", (gint64) stats->tx_bytes);
  set_double_or_null (members, "jitter_ms", stats->jitter_ms >= 0, stats->jitter_ms);
  set_double_or_null (members, "rtt_ms", stats->rtt_ms >= 0, stats->rtt_ms);
  json_object_set_int_member (members, "srtp_failures", (gint64) stats->srtp_failures);
  set_double_or_null (members, "mos", stats->mos > 0, stats->mos);
  cli_events_emit_of_call (events, call, "stats", members, plain);
}

static void
on_echo (PhoneCall *call, double match, int delay_ms, CliEvents *events)
{
  JsonObject *members = json_object_new ();
  g_autofree char *plain = g_strdup_printf (
      _ ("What came back matches what was sent by %.0f %%, %d ms later"), match * 100, delay_ms);

  json_object_set_double_member (members, "match", match);
  json_object_set_int_member (members, "delay_ms", delay_ms);
  cli_events_emit_of_call (events, call, "echo", members, plain);
}

static void
on_dtmf (PhoneCall *call, const char *digit, CliEvents *events)
{
  JsonObject *members = json_object_new ();
  g_autofree char *plain = g_strdup_printf (_ ("The other side pressed %s"), digit);

  json_object_set_string_member (members, "digit", digit);
  cli_events_emit_of_call (events, call, "dtmf", members, plain);
}

static void
on_media_gone (PhoneCall *call, guint seconds, CliEvents *events)
{
  JsonObject *members = json_object_new ();
  g_autofree char *plain = g_strdup_printf (
      ngettext ("Nothing heard for %u second", "Nothing heard for %u seconds", seconds), seconds);

  json_object_set_int_member (members, "seconds", seconds);
  cli_events_emit_of_call (events, call, "media-lost", members, plain);
}

static void
on_refused_weakening (PhoneCall *call, CliEvents *events)
{
  cli_events_emit_of_call (events, call, "refused-weakening", NULL,
                           _ ("The other side asked for weaker encryption and was refused"));
}

static void
on_warning (PhoneCall *call, const char *id, const char *detail, CliEvents *events)
{
  JsonObject *members = json_object_new ();
  g_autofree char *plain = g_strdup_printf (_ ("Warning: %s"), detail);

  json_object_set_string_member (members, "id", id);
  json_object_set_string_member (members, "detail", detail);
  cli_events_emit_of_call (events, call, "warning", members, plain);
}

void
cli_call_events_watch (CliEvents *events, PhoneCall *call)
{
  g_signal_connect (call, "notify::state", G_CALLBACK (on_state), events);
  g_signal_connect (call, "notify::early-media", G_CALLBACK (on_early_media), events);
  g_signal_connect (call, "notify::hold", G_CALLBACK (on_hold), events);
  g_signal_connect (call, "media", G_CALLBACK (on_media), events);
  g_signal_connect (call, "stats", G_CALLBACK (on_stats), events);
  g_signal_connect (call, "echo", G_CALLBACK (on_echo), events);
  g_signal_connect (call, "dtmf", G_CALLBACK (on_dtmf), events);
  g_signal_connect (call, "media-gone", G_CALLBACK (on_media_gone), events);
  g_signal_connect (call, "refused-weakening", G_CALLBACK (on_refused_weakening), events);
  g_signal_connect (call, "warning", G_CALLBACK (on_warning), events);
  on_state (call, NULL, events);
}

void
cli_call_events_unwatch (CliEvents *events, PhoneCall *call)
{
  g_signal_handlers_disconnect_by_data (call, events);
}
