/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-fold-box.h: two children side by side where both fit, else one above the other. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UI_TYPE_FOLD_BOX (ui_fold_box_get_type ())
/**
 * UiFoldBox:
 *
 * A box for a text and what belongs beside it. The first child takes the room that is left; where
 * its natural width does not fit beside the second, the second moves below it. Main thread.
 */
G_DECLARE_FINAL_TYPE (UiFoldBox, ui_fold_box, UI, FOLD_BOX, GtkWidget)

G_END_DECLS
