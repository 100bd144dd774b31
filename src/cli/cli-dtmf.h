/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* `--dtmf`: keys pressed once a call is established. */
#pragma once

#include "phone-call.h"

G_BEGIN_DECLS

/** Sends @digits one second after @call is established, once; nothing if it ends before. */
void cli_dtmf_press_when_established (PhoneCall *call, const char *digits);

G_END_DECLS
