/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* ui-audio-page.h: devices, codecs, bit rate. */
#pragma once

#include <adwaita.h>
#include "phone-engine.h"

G_BEGIN_DECLS

#define UI_TYPE_AUDIO_PAGE (ui_audio_page_get_type ())
/** UiAudioPage: the page "Audio and Video" of the preferences. Main thread. */
G_DECLARE_FINAL_TYPE (UiAudioPage, ui_audio_page, UI, AUDIO_PAGE, AdwPreferencesPage)

/** ui_audio_page_bind: to be called once; shows and changes the preferences of @engine. */
void ui_audio_page_bind (UiAudioPage *self, PhoneEngine *engine);

G_END_DECLS
