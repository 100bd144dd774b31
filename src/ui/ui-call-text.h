/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-call-text.h: the words of a call's state, its badge and its warnings (UI.md 5.5). */
#pragma once

#include "phone-call.h"

G_BEGIN_DECLS

/**
 * ui_call_text_dup_state:
 * @call: a call
 * @name: what the other side is called here
 * @waiting: the state lasts longer than usual
 *
 * Returns: (transfer full) (nullable): the headline; %NULL where the running time says enough.
 */
char *ui_call_text_dup_state (PhoneCall *call, const char *name, gboolean waiting);

/**
 * ui_call_text_get_patience_s:
 * @call: a call
 *
 * Returns: seconds until the present state lasts longer than usual, 0 where no state changes its
 *   words.
 */
guint ui_call_text_get_patience_s (PhoneCall *call);

/** ui_call_text_get_badge: (nullable): the badge's label, %NULL where there is none (yet). */
const char *ui_call_text_get_badge (PhoneCall *call);

/** ui_call_text_get_badge_spoken: (nullable): the same for assistive technology. */
const char *ui_call_text_get_badge_spoken (PhoneCall *call);

/** ui_call_text_get_badge_text: (nullable): what the badge's popover says. */
const char *ui_call_text_get_badge_text (PhoneCall *call);

/** ui_call_text_dup_details: (transfer full): suite and codec in plain lines, "" before. */
char *ui_call_text_dup_details (PhoneCall *call);

/** ui_call_text_dup_warning: (transfer full): words for warning @id of the call with @name. */
char *ui_call_text_dup_warning (const char *name, const char *id, const char *detail);

/**
 * ui_call_text_dup_quality:
 * @name: what the other side is called here
 * @stats: newest figures
 *
 * Returns: (transfer full) (nullable): a plain sentence only where something is bad.
 */
char *ui_call_text_dup_quality (const char *name, const PhoneCallStats *stats);

G_END_DECLS
