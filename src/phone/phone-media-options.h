/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* What a call does with sound: where it comes from and where it goes. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * PhoneMediaSource:
 * @PHONE_MEDIA_SOURCE_SILENCE: nothing to be heard is sent
 * @PHONE_MEDIA_SOURCE_MICROPHONE: the microphone of the preferences
 * @PHONE_MEDIA_SOURCE_FILE: `play-file`
 * @PHONE_MEDIA_SOURCE_ECHO: what arrived is sent back
 *
 * What the other side hears.
 */
typedef enum
{
  PHONE_MEDIA_SOURCE_SILENCE,
  PHONE_MEDIA_SOURCE_MICROPHONE,
  PHONE_MEDIA_SOURCE_FILE,
  PHONE_MEDIA_SOURCE_ECHO,
} PhoneMediaSource;

#define PHONE_TYPE_MEDIA_SOURCE (phone_media_source_get_type ())
GType phone_media_source_get_type (void);

/**
 * PhoneMediaOptions:
 *
 * Writable properties:
 *
 * - `source` (#PhoneMediaSource, silence)
 * - `play-file` (string): WAV file for %PHONE_MEDIA_SOURCE_FILE
 * - `record-file` (string): WAV file to write what arrives to, decoded, while the call runs
 * - `speaker` (boolean, %FALSE): what arrives goes to the speaker of the preferences
 * - `expect-echo` (boolean, %FALSE): compare what arrives with what is sent; #PhoneCall::echo tells
 * - `codecs` (strv): names in order (`opus`, `G722`, `PCMA`, `PCMU`); unset: those of the
 * preferences
 * - `constant-bit-rate` (boolean, %FALSE)
 *
 * The defaults suit a machine without sound. A call made with %NULL options uses microphone and
 * speaker of the preferences.
 */
#define PHONE_TYPE_MEDIA_OPTIONS (phone_media_options_get_type ())
G_DECLARE_FINAL_TYPE (PhoneMediaOptions, phone_media_options, PHONE, MEDIA_OPTIONS, GObject)

PhoneMediaOptions *phone_media_options_new (void);
PhoneMediaOptions *phone_media_options_copy (PhoneMediaOptions *self);

PhoneMediaSource phone_media_options_get_source (PhoneMediaOptions *self);
const char *phone_media_options_get_play_file (PhoneMediaOptions *self);
const char *phone_media_options_get_record_file (PhoneMediaOptions *self);
gboolean phone_media_options_get_speaker (PhoneMediaOptions *self);
gboolean phone_media_options_get_expect_echo (PhoneMediaOptions *self);
const char *const *phone_media_options_get_codecs (PhoneMediaOptions *self);
gboolean phone_media_options_get_constant_bit_rate (PhoneMediaOptions *self);

void phone_media_options_set_source (PhoneMediaOptions *self, PhoneMediaSource source);
void phone_media_options_set_play_file (PhoneMediaOptions *self, const char *path);
void phone_media_options_set_record_file (PhoneMediaOptions *self, const char *path);
void phone_media_options_set_speaker (PhoneMediaOptions *self, gboolean speaker);
void phone_media_options_set_expect_echo (PhoneMediaOptions *self, gboolean expect_echo);
void phone_media_options_set_codecs (PhoneMediaOptions *self, const char *const *codecs);
void phone_media_options_set_constant_bit_rate (PhoneMediaOptions *self, gboolean constant);

/**
 * phone_media_options_is_codec:
 * @name: a codec's name, in any case
 *
 * Returns: whether @name is a codec that Linnet can offer.
 */
gboolean phone_media_options_is_codec (const char *name);

G_END_DECLS
