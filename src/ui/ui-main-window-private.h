/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-main-window-private.h: what the files of the main window share. */
#pragma once

#include "ui-main-window.h"
#include "ui-attention.h"
#include "ui-keypad.h"
#include "ui-notice.h"
#include "ui-trust-line.h"

G_BEGIN_DECLS

struct _UiMainWindow
{
  AdwApplicationWindow parent_instance;

  /* Owned */
  PhoneEngine *engine;
  UiDemo *demo;
  UiAttention *attention;
  GListStore *typed;     /* the row "Call %address", at most one UiContact */
  GListModel *shown;     /* typed, then the contacts that match */
  GtkFilter *filter;     /* borrowed by the filter model inside shown */
  GSignalGroup *account; /* PhoneAccount that would call */
  GSimpleAction *account_action;
  char *waiting_text;      /* what will be called when the check has passed */
  guint still_checking_id; /* source */

  /* Template */
  AdwToastOverlay *toasts;
  UiNotice *notice;
  GtkWidget *dial_clamp;
  GtkEditable *dial_entry;
  GtkMenuButton *keypad_button;
  GtkPopover *keypad_popover;
  UiKeypad *keypad;
  GtkWidget *call_button;
  AdwSqueezer *call_squeezer;
  GtkWidget *call_spinner;
  GtkLabel *call_label;
  GtkStack *stack;
  AdwStatusPage *no_match_page;
  GtkListBox *list;
  UiTrustLine *trust_line;
  GtkMenuButton *account_button;
  GtkMenuButton *menu_button;
  AdwAvatar *account_avatar;
  GtkWidget *account_dot;
};

/** The account that would call changed, or its trust state: go on with a call that waits for it. */
void ui_main_window_continue_call (UiMainWindow *self);

/** Forgets a call that waits for its check. */
void ui_main_window_cancel_call (UiMainWindow *self);

G_END_DECLS
