/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Counts what `media_finish()` waits for. Any thread. */
#pragma once

void media_live_add (void);
void media_live_remove (void);
