/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SPDX-FileCopyrightText: 2026 The Linnet Authors */
/* Is what came back what was sent? Correlates both sounds at 4 kHz, second by second. */
#define G_LOG_DOMAIN "media-echo-match"

#include "media-echo-match.h"

#include <math.h>
#include <string.h>

#define RATE_HZ 4000
#define SAMPLES_MAX (20 * RATE_HZ)
#define BLOCK RATE_HZ
#define LAGS (2 * RATE_HZ)
/* Sound that moves less than this from one second to the next is the same echo */
#define BIN (RATE_HZ / 100)
#define N_BINS (LAGS / BIN)
/* A block that is quieter proves nothing: about -55 dBFS */
#define AUDIBLE_POWER 3e-6f
/* A silent answer matches nothing: about -75 dBFS */
#define HEARD_POWER 3e-8f
/* A late buffer is not a hole */
#define HOLE (60 * RATE_HZ / 1000)
/* At the end a block is still judged if so much of its echo could have come */
#define LAST_LAGS (RATE_HZ / 2)
/* Of equally good delays (a tone has many) the shortest is taken */
#define AS_GOOD 0.98f

/* Sound reduced to 4 kHz, on the common time line */
typedef struct
{
  float *samples;
  gsize n; /* end of what is filled */
  gboolean started;
  gsize begin;
  float sum;
  guint summed;
} Track;

struct _MediaEchoMatch
{
  gint ref_count; /* atomic */
  GMutex lock;    /* the tracks' ends and the result */
  Track played, heard;
  gboolean has_result;
  double match;
  int delay_ms;
  /* Worker */
  gsize next_block;
  gboolean aligned;
  guint n_blocks;
  float bin_sum[N_BINS], bin_best[N_BINS];
  gsize bin_lag[N_BINS];
};

MediaEchoMatch *
media_echo_match_new (void)
{
  MediaEchoMatch *self = g_new0 (MediaEchoMatch, 1);

  self->ref_count = 1;
  g_mutex_init (&self->lock);
  self->played.samples = g_new0 (float, SAMPLES_MAX);
  self->heard.samples = g_new0 (float, SAMPLES_MAX);
  return self;
}

MediaEchoMatch *
media_echo_match_ref (MediaEchoMatch *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

void
media_echo_match_unref (MediaEchoMatch *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  g_mutex_clear (&self->lock);
  g_free (self->played.samples);
  g_free (self->heard.samples);
  g_free (self);
}

static void
append (MediaEchoMatch *self,
        Track *track,
        gint64 time_us,
        guint rate_hz,
        const gint16 *samples,
        gsize n)
{
  gsize at = (gsize) (MAX (time_us, 0) * RATE_HZ / G_USEC_PER_SEC);
  guint decimation = MAX (rate_hz / RATE_HZ, 1);
  gsize end = track->n;

  if (!track->started || at > end + HOLE)
    {
      end = at;
      track->sum = 0;
      track->summed = 0;
    }
  if (!track->started)
    track->begin = at;
  for (gsize i = 0; i < n && end < SAMPLES_MAX; i++)
    {
      track->sum += samples[i];
      if (++track->summed < decimation)
        continue;
      track->samples[end++] = track->sum / (decimation * 32768.0f);
      track->sum = 0;
      track->summed = 0;
    }
  g_mutex_lock (&self->lock);
  track->started = TRUE;
  track->n = end;
  g_mutex_unlock (&self->lock);
}

void
media_echo_match_played (MediaEchoMatch *self,
                         gint64 time_us,
                         guint rate_hz,
                         const gint16 *samples,
                         gsize n)
{
  append (self, &self->played, time_us, rate_hz, samples, n);
}

void
media_echo_match_heard (MediaEchoMatch *self,
                        gint64 time_us,
                        guint rate_hz,
                        const gint16 *samples,
                        gsize n)
{
  append (self, &self->heard, time_us, rate_hz, samples, n);
}

/* Copies a stretch without its mean; returns its energy */
static float
take (const float *samples, gsize n, float *out)
{
  float mean = 0, energy = 0;

  for (gsize i = 0; i < n; i++)
    mean += samples[i];
  mean /= (float) n;
  for (gsize i = 0; i < n; i++)
    {
      out[i] = samples[i] - mean;
      energy += out[i] * out[i];
    }
  return energy;
}

/* Correlates one second with all stretches that begin up to @n_lags later */
static void
compare_block (MediaEchoMatch *self, const float *block, float energy, gsize at, gsize n_lags)
{
  g_autofree float *heard = g_new (float, BLOCK + LAGS), *products = g_new0 (float, LAGS);
  float bins[N_BINS] = { 0 };
  double heard_energy = 0;

  take (self->heard.samples + at, BLOCK + n_lags, heard);
  for (gsize i = 0; i < BLOCK; i++)
    for (gsize lag = 0; lag < n_lags; lag++)
      products[lag] += block[i] * heard[i + lag];
  for (gsize i = 0; i < BLOCK; i++)
    heard_energy += (double) heard[i] * heard[i];
  for (gsize lag = 0; lag < n_lags; lag++)
    {
      gsize bin = lag / BIN;
      float likeness = 0;

      if (heard_energy > HEARD_POWER * BLOCK)
        likeness = products[lag] / sqrtf (energy * (float) heard_energy);
      if (likeness > bins[bin])
        bins[bin] = likeness;
      if (likeness > self->bin_best[bin])
        {
          self->bin_best[bin] = likeness;
          self->bin_lag[bin] = lag;
        }
      heard_energy +=
          (double) heard[lag + BLOCK] * heard[lag + BLOCK] - (double) heard[lag] * heard[lag];
    }
  for (gsize bin = 0; bin < N_BINS; bin++)
    {
      float before = bin > 0 ? bins[bin - 1] : 0, after = bin + 1 < N_BINS ? bins[bin + 1] : 0;

      self->bin_sum[bin] += MAX (bins[bin], MAX (before, after));
    }
  self->n_blocks++;
}

/* The delay at which all seconds so far agree best */
static gsize
best_bin (const MediaEchoMatch *self)
{
  gsize best = 0;
  float highest = 0;

  for (gsize bin = 0; bin < N_BINS; bin++)
    highest = MAX (highest, self->bin_sum[bin]);
  while (best + 1 < N_BINS && self->bin_sum[best] < highest * AS_GOOD)
    best++;
  /* A bin beside the right one has its maximum too */
  if (best + 1 < N_BINS && self->bin_best[best + 1] > self->bin_best[best])
    best++;
  return best;
}

static void
publish (MediaEchoMatch *self)
{
  gsize best = best_bin (self);

  g_mutex_lock (&self->lock);
  self->has_result = TRUE;
  self->match = self->n_blocks > 0 ? CLAMP (self->bin_sum[best] / self->n_blocks, 0, 1) : 0;
  self->delay_ms = (int) (self->bin_lag[best] * 1000 / RATE_HZ);
  g_mutex_unlock (&self->lock);
}

static gboolean
compare_due (MediaEchoMatch *self, gsize played_end, gsize horizon, gboolean final)
{
  g_autofree float *block = g_new (float, BLOCK);
  gboolean changed = FALSE;

  for (; self->next_block + BLOCK <= played_end; self->next_block += BLOCK)
    {
      gsize at = self->next_block, needed = LAGS, n_lags;
      float energy;

      if (final)
        needed = self->n_blocks > 0 ? MIN (LAGS, (best_bin (self) + 2) * BIN) : LAST_LAGS;
      if (at + BLOCK + needed > horizon)
        break;
      n_lags = MIN (LAGS, horizon - at - BLOCK);
      energy = take (self->played.samples + at, BLOCK, block);
      if (energy < AUDIBLE_POWER * BLOCK)
        continue;
      compare_block (self, block, energy, at, n_lags);
      changed = TRUE;
    }
  return changed;
}

gboolean
media_echo_match_update_in_worker (MediaEchoMatch *self, gint64 now_us, gboolean final)
{
  gsize now = (gsize) (MAX (now_us, 0) * RATE_HZ / G_USEC_PER_SEC), played_end, heard_end, horizon;
  gboolean played, heard;

  g_mutex_lock (&self->lock);
  played = self->played.started;
  heard = self->heard.started;
  played_end = self->played.n;
  heard_end = self->heard.n;
  g_mutex_unlock (&self->lock);

  horizon = MIN (MAX (heard_end, now), SAMPLES_MAX);
  if (!played)
    return FALSE;
  if (!heard)
    {
      if (self->has_result || (!final && horizon < self->played.begin + BLOCK + LAGS))
        return FALSE;
      publish (self);
      return TRUE;
    }
  /* What was sent before anything could come back is not missed */
  if (!self->aligned)
    self->next_block = MAX (self->heard.begin, self->played.begin);
  self->aligned = TRUE;
  if (!compare_due (self, played_end, horizon, final))
    return FALSE;
  publish (self);
  return TRUE;
}

gboolean
media_echo_match_get (MediaEchoMatch *self, double *match, int *delay_ms)
{
  gboolean has_result;

  g_mutex_lock (&self->lock);
  has_result = self->has_result;
  if (has_result)
    {
      *match = self->match;
      *delay_ms = self->delay_ms;
    }
  g_mutex_unlock (&self->lock);
  return has_result;
}
