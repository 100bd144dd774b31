/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* An owned copy of what SDP agreed on, to hand over to the media thread. */
#pragma once

#include "media-session.h"

MediaAudioParameters *media_parameters_copy (const MediaAudioParameters *parameters);
void media_parameters_free (MediaAudioParameters *parameters);

/**
 * media_parameters_need_pipeline:
 *
 * Returns: whether going from @a to @b takes another encoder or decoder
 */
gboolean
media_parameters_need_pipeline (const MediaAudioParameters *a, const MediaAudioParameters *b);
