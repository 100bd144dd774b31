/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-attention.h: decides which one notice the main window shows. */
#pragma once

#include "phone-engine.h"
#include "ui-demo.h"
#include "ui-notice.h"

G_BEGIN_DECLS

#define UI_TYPE_ATTENTION (ui_attention_get_type ())
/**
 * UiAttention:
 *
 * Watches engine and demo and keeps one #UiNotice at the most urgent thing (UI.md 5.2). Its buttons
 * use the actions of #UiMainWindow and #UiApplication. Main thread.
 */
G_DECLARE_FINAL_TYPE (UiAttention, ui_attention, UI, ATTENTION, GObject)

/** ui_attention_new: @notice is borrowed and must live as long. */
UiAttention *ui_attention_new (PhoneEngine *engine, UiDemo *demo, UiNotice *notice);

/** ui_attention_set_hidden_call: @call (nullable) with @name runs and its window was closed. */
void ui_attention_set_hidden_call (UiAttention *self, PhoneCall *call, const char *name);

/** ui_attention_set_emergency: what is typed is an emergency number. */
void ui_attention_set_emergency (UiAttention *self, gboolean emergency);

/** ui_attention_set_still_checking: a call waits for its check longer than usual. */
void ui_attention_set_still_checking (UiAttention *self, gboolean still_checking);

/** ui_attention_dismiss_warning: the user has read the engine's warning. */
void ui_attention_dismiss_warning (UiAttention *self);

G_END_DECLS
