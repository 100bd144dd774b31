/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Two media sessions that talk over loopback, and ears that recognise what they recorded. */
#pragma once

#include "media-session.h"

typedef struct
{
  MediaSession *session;
  MediaAudioParameters parameters; /* addresses and keys are owned */
  char *record_file;
  /* What it told */
  gboolean first_packet, stopped;
  GString *digits, *warnings;
  int n_echoes;
  double echo_match;
  int echo_delay_ms;
} Party;

typedef struct
{
  char *directory;
  Party a, b;
} Call;

/* Makes and binds both; options may be NULL. Nothing is started. */
Call *call_new (const MediaSessionOptions *a, const MediaSessionOptions *b);

/* Fills both sides' parameters for one codec and suite, with fresh keys. */
void call_agree (Call *self, const char *codec, SdpSuite suite);

/* Gives @tx a fresh key for sending, @rx the same for receiving. */
void call_rekey (Party *tx, Party *rx);
void call_start (Call *self);

/* Stops both and waits for their threads: afterwards the recordings are complete. */
void call_stop (Call *self);
void call_free (Call *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

/* Runs the main loop until the condition holds; fails the test after 20 s. */
typedef gboolean (*Condition) (gpointer data);
void run_until (Condition condition, gpointer data);
/* Until the party has received so many more packets. */
void run_packets (Party *party, guint64 n);
void run_ms (guint ms);

/* Samples of a WAV file as the product reads it, mono. */
gint16 *read_wav (const char *path, guint rate_hz, gsize *n);
void write_wav (const char *path, guint rate_hz, const gint16 *samples, gsize n);

/* Share of the power of the samples that lies at one frequency, 0 to 1 (Goertzel). */
double tone_share (const gint16 *samples, gsize n, guint rate_hz, double hz);
double rms (const gint16 *samples, gsize n);

/* Longest stretch of blocks of 20 ms in which the tone is heard, in ms. */
guint tone_ms (const char *path, double hz);

/* How many blocks of 20 ms are the tone, and how many silence. */
void count_blocks (const char *path, double hz, guint *tone, guint *silence, guint *all);

/* Voice-like: a pitch that wanders, formants, pauses; another one for each seed. */
void make_speech (gint16 *samples, gsize n, guint rate_hz, guint seed);
